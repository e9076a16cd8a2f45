"""Which lists of Annex A an authority's outcomes cannot do without."""

from pathlib import Path

from helpers.authority.folder import find_files
from helpers.authority.settings import Settings
from helpers.errors import SecondLookError
from helpers.outcomes.declare import outcome


def needed_lists(folder: Path, settings: Settings) -> frozenset[int]:
    """Return the numbers of the lists that the outcomes of an authority need.

    Raises
    ------
    SecondLookError
        If the settings name an outcome that is not declared, naming the settings' file and the nearest outcome.
    """
    needed: frozenset[int] = frozenset()
    for name in (*settings.outcomes, *settings.contrasts):
        try:
            needed |= outcome(name).needed_lists
        except SecondLookError as error:
            where = find_files(folder).settings
            raise SecondLookError(error.what, where=where, mend=error.mend) from error
    return needed
