"""Small notebooks and a small book for the tests of this room."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


@pytest.fixture
def write_notebook(tmp_path) -> Callable[..., Path]:
    """Write a notebook of code cells below its title, the first one tagged ``parameters``."""

    def write(*code: str, parameters: str = "authority: str = 'default'", name: str = "page.ipynb"):
        cells = [
            new_markdown_cell("# How well does it predict?"),
            new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            *(new_code_cell(source) for source in code),
        ]
        path = tmp_path / "notebooks" / name
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)
        return path

    return write
