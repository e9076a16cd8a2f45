"""Errors for people: what is wrong, where it is, and how to mend it."""

import difflib
from collections.abc import Iterable


class SecondLookError(Exception):
    """A mistake that its reader can mend, told in one sentence and without a traceback.

    Parameters
    ----------
    what
        What is wrong, in plain words, without a full stop.
    where
        The file, folder, sheet, column or setting that holds the mistake.
    mend
        What the reader can do about it, as an instruction without a full stop.
    """

    def __init__(self, what: str, *, where: object = None, mend: str | None = None) -> None:
        self.what, self.where, self.mend = what, where, mend
        place = f"{where}: " if where is not None else ""
        cure = f"; {mend}" if mend else ""
        sentence = f"{place}{what}{cure}"
        super().__init__(sentence if sentence.endswith("?") else f"{sentence}.")

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Keep the parts when the error crosses from a worker process."""
        return _rebuild, (type(self), self.what, self.where, self.mend)


def _rebuild(
    kind: type[SecondLookError], what: str, where: object, mend: str | None
) -> SecondLookError:
    return kind(what, where=where, mend=mend)


def nearest_name(name: str, known: Iterable[str]) -> str:
    """Return an instruction that offers the known name nearest to ``name``, or lists them all.

    >>> nearest_name("outcme", ["outcome", "authority"])
    "did you mean 'outcome'?"
    """
    names = sorted(known)
    match = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if match:
        return f"did you mean '{match[0]}'?"
    return "choose one of " + ", ".join(names) if names else "there is none to choose from"
