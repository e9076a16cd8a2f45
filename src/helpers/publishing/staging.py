"""Stage the book: chapters, executed pages and configuration together in one folder, never in git's own book/."""

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import SecondLookError

REAL_FOOTER = (
    "<p>The pages of each authority rest on records of real children; numbers small enough to point to a child are "
    "suppressed. Examples in the other chapters are made up.</p>"
)
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!\w+:)([^)#\s]+)(?:#[^)\s]*)?\)")
DOC_ROLE = re.compile(r"\{doc\}`(?:([^`<]+?)\s*<)?([^`<>]+)>?`")


OWN_WELCOME = "own_welcome"
"""Key of the contents that names the page which takes the root's place where the four are left out."""


@dataclass(frozen=True, kw_only=True)
class AuthorityPages:
    """One authority's executed pages, ready to be staged.

    Attributes
    ----------
    slug, name
        Folder name and shown name of the authority.
    made_up
        Whether its data are synthetic.
    pages
        Executed notebooks, from the name of the page (``data``) to the file; in the order of reading.
    titles
        What the sidebar calls each page.
    """

    slug: str
    name: str
    made_up: bool
    pages: Mapping[str, Path]
    titles: Mapping[str, str]


def stage(
    source: Path,
    *,
    book: Path,
    config: Path,
    authorities: Sequence[AuthorityPages],
    four: bool,
    across: Mapping[str, Path],
) -> None:
    """Write the folder that the book is built from, anew.

    Parameters
    ----------
    source
        The folder to write; what stood there is removed first.
    book, config
        The chapters (with ``_toc.yml``) and the book's configuration.
    authorities
        Whose pages to include.
    four
        Whether the chapters marked ``needs: four`` are included. Where they are not, links to them become plain
        words.
    across
        Executed pages across authorities, from their page (``results/overall``) to the file.

    Raises
    ------
    SecondLookError
        If the table of contents or a chapter it names is missing or cannot be read.
    """
    contents = table_of_contents(book / "_toc.yml", authorities=authorities, four=four)
    own_welcome = contents.pop(OWN_WELCOME, None)
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    _copy_chapters(book, source, chapters=set(_files(contents)))
    if own_welcome and not four:
        _copy(book / f"{own_welcome}.md", source / f"{contents['root']}.md")
    for authority in authorities:
        _stage_authority(source, authority)
    for page, executed in across.items():
        _copy(executed, source / f"{page}.ipynb")
    _refuse_missing(source, contents, book=book)
    if not four:
        unlink_missing(source)
    text = yaml.safe_dump(contents, allow_unicode=True, sort_keys=False)
    (source / "_toc.yml").write_text(text, encoding="utf-8")
    _stage_config(config, source, made_up=all(authority.made_up for authority in authorities))


def table_of_contents(
    path: Path, *, authorities: Sequence[AuthorityPages], four: bool
) -> dict[str, Any]:
    """Return the table of contents for these authorities, without our own keys ``needs`` and ``authorities``."""
    contents = _read_yaml(path)
    parts = []
    for part in contents.get("parts", []):
        chapters = [_plain(c) for c in part.get("chapters", []) if four or "needs" not in c]
        if part.get("authorities") == "here":
            chapters += [_contents_of(authority) for authority in authorities]
        if chapters and (four or "needs" not in part):
            parts.append({**_plain(part), "chapters": chapters})
    return {**contents, "parts": parts}


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in ("needs", "authorities")}


def _contents_of(authority: AuthorityPages) -> dict[str, Any]:
    root = f"authorities/{authority.slug}"
    sections = [
        {"file": f"{root}/{page}", "title": authority.titles[page]} for page in authority.pages
    ]
    return {"file": f"{root}/index", "title": authority.name, "sections": sections}


def _files(entry: Any) -> Iterable[str]:
    if isinstance(entry, dict):
        yield from (entry[key] for key in ("root", "file") if key in entry)
        for value in entry.values():
            yield from _files(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from _files(value)


def _copy_chapters(book: Path, source: Path, *, chapters: set[str]) -> None:
    for path in sorted(book.rglob("*")):
        name = path.relative_to(book)
        is_chapter = path.suffix in (".md", ".ipynb")
        if not path.is_file() or name.as_posix() == "_toc.yml" or "_build" in name.parts:
            continue
        if not is_chapter or name.with_suffix("").as_posix() in chapters:
            _copy(path, source / name)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _stage_authority(source: Path, authority: AuthorityPages) -> None:
    folder = source / "authorities" / authority.slug
    for page, executed in authority.pages.items():
        _copy(executed, folder / f"{page}.ipynb")
    box = (
        ":::{admonition} Made-up data\n:class: important\n"
        "This authority, its children and their records are made up.\n:::\n\n"
    )
    welcome = (
        f"# {authority.name}\n\n{box if authority.made_up else ''}```{{tableofcontents}}\n```\n"
    )
    (folder / "index.md").write_text(welcome, encoding="utf-8")


def _refuse_missing(source: Path, contents: dict[str, Any], *, book: Path) -> None:
    for name in _files(contents):
        if not any((source / f"{name}{ending}").is_file() for ending in (".md", ".ipynb")):
            raise SecondLookError(
                f"the chapter '{name}' is missing",
                where=book / "_toc.yml",
                mend=f"write {name}.md or take it out of the contents",
            )


def unlink_missing(source: Path) -> None:
    """Turn links to chapters that are not in this site into plain words."""
    for path in sorted(source.rglob("*.md")):
        text = path.read_text("utf-8")
        kept = unlinked(text, exists=lambda target, path=path: _exists(path.parent / target))
        path.write_text(kept, encoding="utf-8")


def _exists(target: Path) -> bool:
    return any(Path(f"{target}{ending}").is_file() for ending in ("", ".md", ".ipynb"))


def unlinked(text: str, *, exists: Any) -> str:
    """Return Markdown without the links and ``doc`` roles whose target does not exist; their words stay."""

    def plain(match: re.Match[str]) -> str:
        return match[0] if exists(match[2]) else (match[1] or match[2])

    return DOC_ROLE.sub(plain, LINK.sub(plain, text))


def _stage_config(config: Path, source: Path, *, made_up: bool) -> None:
    settings = _read_yaml(config)
    if not made_up:
        theme = settings.setdefault("sphinx", {}).setdefault("config", {})
        theme.setdefault("html_theme_options", {})["extra_footer"] = REAL_FOOTER
    listed = settings.get("bibtex_bibfiles", [])
    settings["bibtex_bibfiles"] = [name for name in listed if (source / name).is_file()]
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (source / "_config.yml").write_text(text, encoding="utf-8")


def _read_yaml(path: Path) -> dict[str, Any]:
    try:
        read = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SecondLookError("this file is missing", where=path, mend="put it back") from error
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f"look at its line {place.line + 1}" if place else "check its indentation"
        raise SecondLookError("this is not valid YAML", where=path, mend=line) from error
    if not isinstance(read, dict):
        raise SecondLookError("this file holds no settings", where=path, mend="put it back")
    return read
