"""Check a notebook's parameters before it runs: papermill itself only warns about a misspelt name."""

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.errors import SecondLookError, nearest_name
from helpers.publishing.notebook_files import read_notebook

NAMES_THE_DATA = ("authority", "authorities")


def declared_parameters(notebook: Path) -> dict[str, bool]:
    """Return the parameters that a notebook declares, and whether each has a default value.

    Raises
    ------
    SecondLookError
        If the notebook has no cell tagged ``parameters``, or that cell is not valid Python.
    """
    for cell in read_notebook(notebook).cells:
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", []):
            try:
                return dict(_assignments(ast.parse(cell.source)))
            except SyntaxError as error:
                raise SecondLookError(
                    "the cell tagged 'parameters' is not valid Python",
                    where=notebook,
                    mend=f"look at its line {error.lineno}",
                ) from error
    raise SecondLookError(
        "no cell is tagged 'parameters'",
        where=notebook,
        mend="tag the cell that names the authority",
    )


def _assignments(module: ast.Module) -> Iterable[tuple[str, bool]]:
    for statement in module.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id, statement.value is not None
        elif isinstance(statement, ast.Assign):
            yield from ((t.id, True) for t in statement.targets if isinstance(t, ast.Name))


def check_parameters(notebook: Path, parameters: dict[str, Any]) -> None:
    """Check that a notebook can take these parameters, and gets all that it needs.

    A parameter without a default must be given, and so must the one that names the data: a page must never
    quietly show the default authority.

    Raises
    ------
    SecondLookError
        For an unknown name (with the nearest known one) or a missing parameter.
    """
    declared = declared_parameters(notebook)
    for name in parameters:
        if name not in declared:
            raise SecondLookError(
                f"there is no parameter '{name}'", where=notebook, mend=nearest_name(name, declared)
            )
    for name, has_default in declared.items():
        if name not in parameters and (not has_default or name in NAMES_THE_DATA):
            raise SecondLookError(
                f"the parameter '{name}' is missing",
                where=notebook,
                mend=f"give it with -p {name} VALUE",
            )
