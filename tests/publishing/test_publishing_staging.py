"""The staged book: what is in it, and what becomes of links to what is not."""

import pytest
import yaml
from small_site import copy_book

from helpers.errors import SecondLookError
from helpers.publishing.plan import ACROSS
from helpers.publishing.staging import AuthorityPages, stage, unlinked

CONFIG = "title: A book\nbibtex_bibfiles: [references.bib, absent.bib]\n"


@pytest.fixture
def staged(tmp_path):
    book, config, page = tmp_path / "book", tmp_path / "_config.yml", tmp_path / "page.ipynb"
    copy_book(book)
    config.write_text(CONFIG)
    page.write_text("{}")
    one = AuthorityPages(
        slug="one",
        name="One (invented)",
        made_up=True,
        pages={"data": page},
        titles={"data": "Data"},
    )

    def make(*, four, authorities=(one,)):
        across = dict.fromkeys(ACROSS, page) if four else {}
        stage(
            tmp_path / "source",
            book=book,
            config=config,
            authorities=authorities,
            four=four,
            across=across,
        )
        return tmp_path / "source"

    return make


def contents(source):
    return yaml.safe_load((source / "_toc.yml").read_text())


def test_pages_of_an_authority_stand_below_its_own_name(staged):
    last = contents(staged(four=True))["parts"][-1]["chapters"][0]
    assert (last["file"], last["title"], last["sections"]) == (
        "authorities/one/index",
        "One (invented)",
        [{"file": "authorities/one/data", "title": "Data"}],
    )


def test_chapters_that_quote_the_four_are_left_out_without_them(staged):
    source = staged(four=False)
    assert not (source / "results.md").exists()
    assert [part["caption"] for part in contents(source)["parts"]] == [
        "Before the numbers",
        "The authorities",
    ]


def test_links_to_chapters_left_out_become_plain_words(staged):
    text = (staged(four=False) / "index.md").read_text("utf-8")
    assert "in the full site, the results." in text
    assert "[the method](why.md)" in text


@pytest.mark.parametrize(("four", "title"), [(True, "for everyone"), (False, "for one authority")])
def test_a_site_without_the_four_opens_with_its_own_welcome(staged, tmp_path, four, title):
    contents = tmp_path / "book" / "_toc.yml"
    contents.write_text(
        contents.read_text().replace("root: index", "root: index\nown_welcome: own")
    )
    (tmp_path / "book" / "index.md").write_text("# A welcome for everyone\n")
    (tmp_path / "book" / "own.md").write_text("# A welcome for one authority\n")
    source = staged(four=four)
    assert title in (source / "index.md").read_text()
    assert not (source / "own.md").exists()


def test_own_keys_never_reach_the_builder(staged):
    assert "needs" not in (staged(four=True) / "_toc.yml").read_text()


def test_only_reference_lists_that_exist_are_named(staged):
    settings = yaml.safe_load((staged(four=True) / "_config.yml").read_text())
    assert settings["bibtex_bibfiles"] == ["references.bib"]


def test_staging_starts_anew(staged):
    (staged(four=True) / "stale.md").write_text("# Old")
    assert not (staged(four=True) / "stale.md").exists()


def test_a_chapter_that_is_missing_is_named(staged, tmp_path):
    staged(four=True)
    (tmp_path / "book" / "why.md").unlink()
    with pytest.raises(SecondLookError, match="the chapter 'why' is missing"):
        staged(four=True)


def test_a_broken_table_of_contents_is_named_with_its_line(staged, tmp_path):
    staged(four=True)
    (tmp_path / "book" / "_toc.yml").write_text("root: index\nparts: [\n")
    with pytest.raises(SecondLookError, match=r"_toc\.yml: this is not valid YAML"):
        staged(four=True)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("[a](gone.md)", "a"),
        ("[a](gone.md#part)", "a"),
        ("{doc}`a <gone>`", "a"),
        ("{doc}`gone`", "gone"),
        ("[a](https://example.org/gone.md)", "[a](https://example.org/gone.md)"),
        ("![a](gone.png)", "![a](gone.png)"),
        ("{cite}`gone`", "{cite}`gone`"),
    ],
)
def test_only_links_between_chapters_are_unlinked(text, kept):
    assert unlinked(text, exists=lambda target: False) == kept
