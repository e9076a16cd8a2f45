"""A small site of two made-up authorities: three-line notebooks, a three-page book, no evaluation behind them."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.publishing.plan import ACROSS, OF_EVIDENCE, WITH_CEILINGS
from helpers.publishing.site import Site, build

ROOT = Path(__file__).parents[2]
BOOK = Path(__file__).parent / "small_book"
PAGES = {"performance": "How well it predicts"}

FIGURE = """
import base64
from IPython.display import HTML, Image, display
red_dot = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)
display(Image(red_dot), metadata={"image/png": {"alt": "A red dot"}})
"""
TABLE = """
HTML("<table><caption>Errors by group, made up</caption><thead><tr><th></th><th>flagged</th><th>of those, false alarms</th>"
     "</tr></thead><tbody><tr><th>all children</th><td>100</td><td>60 in 100</td></tr></tbody></table>")
"""
SENTENCE = "from myst_nb import glue\nglue('sentence', 'the same in both', display=False)"


@dataclass(frozen=True)
class SmallReport:
    """Cleared results of a small authority."""

    suppressed_count: int = 3
    numbers: dict[str, Any] = field(default_factory=lambda: {"decisions": 100})

    def to_json(self) -> dict[str, Any]:
        return self.numbers


def make_authority(root: Path, slug: str, *, name: str, data: str = "synthetic") -> Path:
    """Write the least that an authority's folder can hold."""
    folder = root / "data" / slug
    folder.mkdir(parents=True)
    (folder / "authority.yml").write_text(
        f"name: {name}\ndata: {data}\noutcomes: [contact-to-plan-or-care]\n"
        "period: {start: 2020-04-01, end: 2025-03-31}\n",
        encoding="utf-8",
    )
    with (folder / "families.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerows(
            [["child_id", "family_id", "deprivation_fifth"], ["CH-778899", "FA-112233", 1]]
        )
    return folder


def make_notebooks(root: Path, *, code: str = TABLE) -> Path:
    """Write one notebook per authority, and those that stand across."""
    folder = root / "notebooks"
    folder.mkdir(exist_ok=True)
    one = [
        new_markdown_cell(
            "(how-well)=\n# How well does it predict?\n\n*See {ref}`its figure <how-well>`.*"
        ),
        new_code_cell("authority: str = 'data/nobody'", metadata={"tags": ["parameters"]}),
        new_code_cell(FIGURE, metadata={"tags": ["remove-input"]}),
        new_markdown_cell("## By group"),
        new_code_cell(code, metadata={"tags": ["hide-input"]}),
    ]
    across = [
        new_markdown_cell("# What did we find overall?"),
        new_code_cell("authorities: list[str] = []", metadata={"tags": ["parameters"]}),
        new_code_cell(SENTENCE, metadata={"tags": ["remove-input"]}),
    ]
    nbformat.write(new_notebook(cells=one), folder / "performance.ipynb")
    for name in set(ACROSS.values()) - set(OF_EVIDENCE.values()):
        nbformat.write(new_notebook(cells=across), folder / f"{name}.ipynb")
    for page, name in OF_EVIDENCE.items():
        given = "evidence: str = ''"
        if page in WITH_CEILINGS:
            given += "\nceilings: str = ''"
        evidence = [
            new_markdown_cell(f"# What do the {name} show?"),
            new_code_cell(given, metadata={"tags": ["parameters"]}),
        ]
        nbformat.write(new_notebook(cells=evidence), folder / f"{name}.ipynb")
    return folder


def build_small_site(root: Path, folders: list[Path], **changed: Any) -> Site:
    """Build the small book for these authorities in ``root/build/html``."""
    book = root / "book"
    if not book.exists():
        copy_book(book)
    settings: dict[str, Any] = {
        "book": book,
        "notebooks": root / "notebooks",
        "config": ROOT / "_config.yml",
        "out": root / "build" / "html",
        "pages": PAGES,
        "open_report": lambda folder: SmallReport(),
    }
    return build(folders, **{**settings, **changed})


def copy_book(target: Path) -> None:
    """Copy the small book, with the style sheets of the real one."""
    for origin, part in ((BOOK, target), (ROOT / "book" / "_static", target / "_static")):
        for path in origin.rglob("*"):
            if path.is_file():
                copy = part / path.relative_to(origin)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
