"""How the command speaks: mistakes in one sentence, long work as it goes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TimeElapsedColumn

from helpers.errors import SecondLookError

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def told_in_a_sentence(*, code: int = 1) -> Iterator[None]:
    """Turn a mistake that its reader can mend into one sentence and an exit code, without a traceback."""
    try:
        yield
    except SecondLookError as error:
        err.print(str(error), style="red", markup=False)
        raise typer.Exit(code) from None
    except OSError as error:
        # The disk is the reader's: a folder that may not be written to, a path through a file, no room left.
        place = f"{error.filename}: " if error.filename is not None else ""
        said = error.strerror or str(error)
        err.print(
            f"{place}the disk says '{said}'; see that the path is right, that you may write there, and that there is room.",
            style="red",
            markup=False,
        )
        raise typer.Exit(code) from None
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; the same command goes on from here.")
        raise typer.Exit(130) from None


@contextmanager
def told_as_it_goes(what: str) -> Iterator[Callable[..., None]]:
    """Tell of long work step by step, and how long it took; on a terminal a bar moves below the lines.

    The function given is called with a sentence and, where it is known, with ``done`` and ``of``.
    """
    began = time.monotonic()
    out.print(what, style="bold")
    bar = Progress(
        SpinnerColumn(), BarColumn(), TimeElapsedColumn(), console=out, transient=True,
        disable=not out.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=None)

        def tell(sentence: str, *, done: int = 0, of: int = 0) -> None:
            out.print(f"  [{done} of {of}] {sentence}" if of else f"  {sentence}", markup=False)
            if of:
                bar.update(task, completed=done, total=of)

        yield tell
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    out.print(f"  This took {minutes} min {seconds} s.")
