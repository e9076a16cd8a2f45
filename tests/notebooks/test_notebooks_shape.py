import ast
import json
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(path.stem for path in FOLDER.glob("*.ipynb"))
OF_EVIDENCE = {"bar", "ledger", "proofs", "scorecard", "worlds"}
ACROSS = {"overall", "datasheet", "funnel"}
OF_ONE_AUTHORITY = {"data", "performance", "text", "subgroups", "trust", "ethics"}


def cells(name: str, kind: str) -> list[dict]:
    return [cell for cell in read(name)["cells"] if cell["cell_type"] == kind]


def read(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))


def source(cell: dict) -> str:
    return "".join(cell["source"])


def words(name: str) -> str:
    return "\n".join(source(cell) for cell in cells(name, "markdown"))


def test_all_notebooks_are_there() -> None:
    assert set(NOTEBOOKS) == OF_ONE_AUTHORITY | OF_EVIDENCE | ACROSS


@pytest.mark.parametrize("name", NOTEBOOKS)
class TestEveryNotebook:
    def test_is_valid(self, name: str) -> None:
        nbformat.validate(nbformat.read(FOLDER / f"{name}.ipynb", as_version=4))

    def test_holds_no_output(self, name: str) -> None:
        assert all(
            not cell["outputs"] and cell["execution_count"] is None for cell in cells(name, "code")
        )

    def test_imports_the_report_and_presenting_alone(self, name: str) -> None:
        for cell in cells(name, "code"):
            for node in ast.walk(ast.parse(source(cell))):
                assert not isinstance(node, ast.Import)
                if isinstance(node, ast.ImportFrom):
                    names = {f"{node.module}.{alias.name}" for alias in node.names}
                    assert all(re.match(r"helpers\.(report$|presenting\.)", one) for one in names)

    def test_holds_words_and_calls_and_no_logic(self, name: str) -> None:
        logic = (
            ast.If,
            ast.For,
            ast.While,
            ast.FunctionDef,
            ast.Lambda,
            ast.ListComp,
            ast.BinOp,
            ast.Compare,
        )
        for cell in cells(name, "code"):
            assert not any(isinstance(node, logic) for node in ast.walk(ast.parse(source(cell))))

    def test_begins_with_one_title(self, name: str) -> None:
        first = source(read(name)["cells"][0])
        assert first.startswith("# ") and first.endswith("?")
        assert len(re.findall(r"^# ", words(name), re.MULTILINE)) == 1

    def test_has_one_cell_of_typed_parameters(self, name: str) -> None:
        tagged = [
            cell for cell in cells(name, "code") if "parameters" in cell["metadata"].get("tags", [])
        ]
        assert len(tagged) == 1
        assert all(isinstance(node, ast.AnnAssign) for node in ast.parse(source(tagged[0])).body)

    def test_shows_whose_data_these_are(self, name: str) -> None:
        assert any("boxes.about_the_" in source(cell) for cell in cells(name, "code"))

    def test_says_what_it_cannot_show(self, name: str) -> None:
        assert "What this page can and cannot show" in words(name)

    def test_leaves_questions(self, name: str) -> None:
        assert words(name).count("?") >= 4

    def test_types_no_result(self, name: str) -> None:
        # The study's mark, the size of a group to picture, rounding and years are no results.
        text = re.sub(
            r"0\.65|\b100\b|nearest 5|1 to 9|20\d\d|^\d\. |\d+ minutes|, \d+ in a group|of 100|CC BY 4\.0",
            "",
            words(name),
            flags=re.MULTILINE,
        )
        assert not re.search(r"\d", text)

    def test_cells_have_ids_of_their_own(self, name: str) -> None:
        ids = [cell["id"] for cell in read(name)["cells"]]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", sorted(OF_ONE_AUTHORITY))
def test_a_notebook_of_one_authority_takes_its_folder(name: str) -> None:
    (cell,) = [c for c in cells(name, "code") if "parameters" in c["metadata"]["tags"]]
    assert source(cell).startswith("authority: str = ")


@pytest.mark.parametrize("name", sorted(ACROSS))
def test_a_notebook_across_authorities_takes_their_folders(name: str) -> None:
    (cell,) = [c for c in cells(name, "code") if "parameters" in c["metadata"]["tags"]]
    assert source(cell).startswith("authorities: list[str] = ")


@pytest.mark.parametrize("name", sorted(OF_EVIDENCE))
def test_a_notebook_of_evidence_takes_its_folder(name: str) -> None:
    (cell,) = [c for c in cells(name, "code") if "parameters" in c["metadata"]["tags"]]
    assert source(cell).startswith("evidence: str = ")
