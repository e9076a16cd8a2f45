"""How these loops are compiled: as all others, but anew when any file of this folder was changed.

Numba looks at a function's own file alone, and would go on with what stood before in the functions it calls. Ceilings are kept with
the hash of the source that they rest on, so they must come from that source.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from helpers.evaluation import compiled as as_all_others

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile at the first call; what was kept of the function from before a change is dropped."""
    made = as_all_others.compiled(function)
    forget(Path(made.stats.cache_path), Path(function.__code__.co_filename))  # type: ignore[attr-defined]
    return made


def forget(kept: Path, source: Path) -> None:
    """Drop what was kept of a file's functions before it or a file beside it was changed.

    Parameters
    ----------
    kept
        The folder with what was kept.
    source
        The file.
    """
    changed = max(one.stat().st_mtime for one in source.parent.glob("*.py"))
    for one in kept.glob(f"{source.stem}.*.nb?"):
        try:
            if one.stat().st_mtime < changed:
                one.unlink()
        except FileNotFoundError:  # another process was quicker
            continue
