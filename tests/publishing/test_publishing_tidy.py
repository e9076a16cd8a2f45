"""An executed notebook becomes one authority's page."""

from nbformat import from_dict

from helpers.publishing.tidy import tidy


def page(*cells: dict, slug: str = "north-west", foot: str = ""):
    notebook = from_dict({"cells": list(cells), "metadata": {"papermill": {"input_path": "/home"}}})
    return tidy(notebook, authority="North West (invented)", slug=slug, foot=foot)


def words(source: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": source, "id": "a"}


def code(**metadata) -> dict:
    return {"cell_type": "code", "metadata": metadata, "source": "1", "outputs": [], "id": "b"}


def test_the_title_names_the_authority():
    assert (
        page(words("# How wrong?\n\nText"))
        .cells[0]
        .source.startswith("# How wrong? North West (invented)\n")
    )


def test_a_title_that_ends_with_a_word_is_parted_from_the_name():
    assert page(words("# Data")).cells[0].source == "# Data: North West (invented)"


def test_only_the_first_title_is_changed():
    assert page(words("# A"), words("# B")).cells[1].source == "# B"


def test_labels_and_the_references_to_them_stay_together():
    text = "(errors)=\n## Errors\nsee {ref}`errors`, {numref}`Figure <errors>`, [here](#errors) and errors"
    assert page(words(text)).cells[0].source == (
        "(errors-north-west)=\n## Errors\nsee {ref}`errors-north-west`, "
        "{numref}`Figure <errors-north-west>`, [here](#errors-north-west) and errors"
    )


def test_figure_labels_in_cell_settings_are_suffixed():
    cell = page(code(mystnb={"figure": {"name": "bars", "caption": "c"}})).cells[0]
    assert cell.metadata.mystnb.figure.name == "bars-north-west"


def test_the_words_for_an_image_reach_the_cell_settings():
    cell = code()
    cell["outputs"] = [
        {"output_type": "display_data", "data": {}, "metadata": {"image/png": {"alt": "Bars"}}}
    ]
    assert page(cell).cells[0].metadata.mystnb["image"]["alt"] == "Bars"


def test_parameter_cells_are_kept_off_the_page():
    tidied = page(code(tags=["parameters"]), code(tags=["injected-parameters"]), code())
    assert ["remove-cell" in cell.metadata.get("tags", []) for cell in tidied.cells] == [
        True,
        True,
        False,
    ]


def test_times_paths_and_random_names_are_forgotten():
    tidied = page(code(papermill={"start_time": "now"}, execution={"iopub": "now"}))
    assert (tidied.metadata, tidied.cells[0].metadata, tidied.cells[0].id) == ({}, {}, "cell-0")


def test_the_foot_stands_last():
    assert (
        page(words("# A"), foot="## How this page was made").cells[-1].source.startswith("## How")
    )
