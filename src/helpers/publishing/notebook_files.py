"""Read and write notebook files: an error for people on the way in, whole or not at all on the way out."""

import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from helpers.errors import SecondLookError, nearest_name

_format: Any = nbformat  # its functions carry no types


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook file.

    Raises
    ------
    SecondLookError
        If there is no such file or it is no notebook.
    """
    if not path.is_file():
        mend = nearest_name(path.name, (other.name for other in path.parent.glob("*.ipynb")))
        raise SecondLookError("there is no such notebook", where=path, mend=mend)
    try:
        notebook: NotebookNode = _format.read(path, as_version=4)
    except (ValueError, AttributeError, nbformat.ValidationError) as error:
        raise SecondLookError(
            "this is not a notebook", where=path, mend="save it again from Jupyter as .ipynb"
        ) from error
    return notebook


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook aside and rename it, so that no half-written page ever stands in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    _format.write(notebook, aside)
    aside.replace(path)
