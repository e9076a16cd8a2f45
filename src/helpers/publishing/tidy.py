"""Turn a freshly executed notebook into a page: pure functions on notebooks, nothing read and nothing written."""

import re
from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat import NotebookNode

_node: Any = nbformat.from_dict  # carries no types
PARAMETER_TAGS = {"parameters", "injected-parameters"}
HEADING = re.compile(r"^# (.+)$", flags=re.MULTILINE)
TARGET = re.compile(r"^\(([\w-]+)\)=$", flags=re.MULTILINE)
OPTION = re.compile(r"^:(?:name|label): *([\w-]+) *$", flags=re.MULTILINE)


def tidy(notebook: NotebookNode, *, authority: str, slug: str, foot: str) -> NotebookNode:
    """Make one authority's page of an executed notebook, in place.

    Parameters
    ----------
    notebook
        As papermill returns it.
    authority
        The name the title gets; empty for a page across authorities.
    slug
        What keeps this page's labels apart from those of the same notebook for another authority.
    foot
        Markdown that is put at the end of the page.

    Returns
    -------
    NotebookNode
        The same notebook: two runs on the same data are equal.
    """
    name_in_title(notebook, authority=authority)
    keep_labels_apart(notebook, slug=slug)
    carry_alternative_text(notebook)
    hide_parameters(notebook)
    if foot:
        notebook.cells.append(
            _node({"cell_type": "markdown", "id": "foot", "metadata": {}, "source": foot})
        )
    forget_the_run(notebook)
    return notebook


def name_in_title(notebook: NotebookNode, *, authority: str) -> None:
    """Put the authority's name into the page's title, which the table of contents cannot change."""
    for cell in notebook.cells:
        if authority and cell.cell_type == "markdown" and HEADING.search(cell.source):
            cell.source = HEADING.sub(lambda m: _titled(m[1], authority), cell.source, count=1)
            return


def _titled(title: str, authority: str) -> str:
    gap = "" if title.endswith(("?", "!", ".", ":")) else ":"
    return f"# {title}{gap} {authority}"


def keep_labels_apart(notebook: NotebookNode, *, slug: str) -> None:
    """Suffix every label that the notebook defines, and every reference to one, with the authority's slug."""
    labels = set(_labels(notebook))
    if not labels or not slug:
        return
    label = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    used = re.compile(rf"(\((?=[\w-]+\)=)|`|<|#|:(?:name|label): *)({label})(?![\w-])")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = used.sub(lambda m: f"{m[1]}{m[2]}-{slug}", cell.source)
        for settings in cell.metadata.get("mystnb", {}).values():
            if isinstance(settings, dict) and settings.get("name") in labels:
                settings["name"] = f"{settings['name']}-{slug}"


def _labels(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from TARGET.findall(cell.source)
            yield from OPTION.findall(cell.source)
        for settings in cell.metadata.get("mystnb", {}).values():
            if isinstance(settings, dict) and "name" in settings:
                yield settings["name"]


def carry_alternative_text(notebook: NotebookNode) -> None:
    """Copy an image's words from its output, where MyST-NB does not look, to its cell, where it does."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for settings in output.get("metadata", {}).values():
                if isinstance(settings, dict) and settings.get("alt"):
                    image = cell.metadata.setdefault("mystnb", {}).setdefault("image", {})
                    image["alt"] = settings["alt"]


def hide_parameters(notebook: NotebookNode) -> None:
    """Keep the parameter cells off the page: the default one names another authority."""
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if PARAMETER_TAGS & set(tags):
            cell.metadata["tags"] = sorted({*tags, "remove-cell"})


def forget_the_run(notebook: NotebookNode) -> None:
    """Leave out times, machine paths and random names, so that equal runs make equal files."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        for passing in ("papermill", "execution"):
            cell.metadata.pop(passing, None)
        cell["id"] = f"cell-{number}"
