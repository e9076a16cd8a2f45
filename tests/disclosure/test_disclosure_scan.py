import base64
from pathlib import Path

import pytest

from helpers.disclosure.scan import Leak, scan
from helpers.errors import SecondLookError

CLEAN = """<!doctype html><html lang="en-GB"><head><link rel="stylesheet" href="_static/book.css">
<link rel="canonical" href="https://example.org/book/"></head>
<body><p>Rate 0.123456 of 24,000. <a href="https://example.org/">Another site</a></p><img src="a.png" alt="A"></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(CLEAN)
    return tmp_path


def test_a_clean_site_has_no_leak(site: Path) -> None:
    assert scan(site, child_ids={"123456", "A-77001"}, machine_paths=[site]) == []


@pytest.mark.parametrize(
    "file", ["page.html", "searchindex.js", "results.json", "figure.svg", "deep/er/page.html"]
)
def test_the_id_of_a_child_is_found_in_any_text_file(site: Path, file: str) -> None:
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_text("<p>Child A-77001.</p>")
    assert scan(site, child_ids={"A-77001"}) == [Leak(file, "the id of a child or family")]


def test_a_made_up_child_is_found_without_being_named(site: Path) -> None:
    (site / "page.html").write_text(CLEAN + "<!-- SYN-NW-0004711 -->")
    assert [str(leak) for leak in scan(site)] == ["page.html: the id of a made-up child or family"]


def test_an_id_packed_inside_a_data_address_is_found(site: Path) -> None:
    packed = base64.b64encode(b"<svg><text>A-77001</text></svg>").decode()
    (site / "page.html").write_text(f'<img alt="A" src="data:image/svg+xml;base64,{packed}">')
    assert scan(site, child_ids={"A-77001"})


def test_part_of_a_longer_number_is_no_id(site: Path) -> None:
    (site / "page.html").write_text("<p>9123456, 12.123456, 123456.5 and 1234567</p>")
    assert scan(site, child_ids={"123456"}) == []


def test_ids_that_look_like_counts_are_passed_over(site: Path) -> None:
    assert scan(site, child_ids={"000", "24"}) == []


def test_a_leak_is_told_without_repeating_the_id(site: Path) -> None:
    (site / "page.html").write_text("<p>A-77001</p>")
    assert "77001" not in str(scan(site, child_ids={"A-77001"})[0])


@pytest.mark.parametrize(
    "file", ["scores.parquet", "page.ipynb", "rows.csv", "cases.xlsx", "model.pkl"]
)
def test_a_file_that_never_passed_the_door_is_found(site: Path, file: str) -> None:
    (site / file).write_bytes(b"")
    assert [leak.file for leak in scan(site)] == [file]


def test_published_sources_are_found(site: Path) -> None:
    (site / "_sources").mkdir()
    assert [leak.file for leak in scan(site)] == ["_sources"]


@pytest.mark.parametrize("path", ["/home/someone/project", "C:\\Users\\someone", "/Users/someone"])
def test_a_path_of_the_machine_is_found(site: Path, path: str) -> None:
    (site / "page.html").write_text(f"<p>{path}</p>")
    assert len(scan(site)) == 1


def test_a_named_folder_of_the_machine_is_found(site: Path) -> None:
    (site / "page.html").write_text("<p>/srv/records/north</p>")
    assert len(scan(site, machine_paths=["/srv/records"])) == 1


@pytest.mark.parametrize(
    "part",
    [
        '<script src="https://example.org/a.js"></script>',
        "<script async src=//example.org/a.js></script>",
        '<img alt="A" src="http://example.org/a.png">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<link href="https://example.org/a.woff2" rel="preload">',
        "<style>@import 'https://example.org/a.css';</style>",
        '<p style="background: url(https://example.org/a.png)">',
        '<iframe title="A" src="https://example.org/"></iframe>',
    ],
)
def test_a_part_fetched_from_elsewhere_is_found(site: Path, part: str) -> None:
    (site / "page.html").write_text(part)
    assert len(scan(site)) == 1


def test_a_site_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SecondLookError, match="there is no built site to check; build it first"):
        scan(tmp_path / "nowhere")
