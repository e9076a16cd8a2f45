"""A record of a proof that is not what the proof writes: one sentence that names it and the mend."""

from collections.abc import Iterator
from contextlib import contextmanager

from helpers.errors import SecondLookError


@contextmanager
def reading(proof: str, what: str) -> Iterator[None]:
    """Read records of a proof within.

    Parameters
    ----------
    proof
        Its name.
    what
        What the records are of, in words.

    Raises
    ------
    SecondLookError
        If something is missing in a record, or is not of its kind.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise SecondLookError(
            f"a record of {what} is damaged",
            where=f"evidence of the proof '{proof}'",
            mend=f"run 'make prove PROOF={proof}'",
        ) from error
