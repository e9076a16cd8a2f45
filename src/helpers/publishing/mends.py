"""The accessibility mends of one HTML page, as plain functions from soup to soup.

Every mend answers a finding of axe-core or of a reader with a screen reader on what Jupyter Book 1 and its theme
write; the browser tests hold them.
"""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

UNUSED_SCRIPTS = ("fontawesome.js",)  # 1.5 MB; the icons come from the theme's own font file
BIBLIOGRAPHY_ROLES = ("list", "listitem", "doc-biblioentry", "doc-biblioref")
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "object": "data",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def mend(html: str) -> tuple[str, list[str]]:
    """Mend one whole page.

    Parameters
    ----------
    html
        The page as the theme wrote it.

    Returns
    -------
    tuple
        The mended page, and one sentence for each thing that only its author can mend.
    """
    soup = BeautifulSoup(html, "html.parser")
    drop_unused_scripts(soup)
    name_controls_by_their_words(soup)
    name_landmarks(soup)
    plain_bibliography(soup)
    complaints = [*name_tables(soup), *images_without_words(soup), *off_site_requests(soup)]
    return soup.decode(formatter="html5"), complaints


def drop_unused_scripts(soup: BeautifulSoup) -> None:
    """Leave out scripts that no page needs."""
    for tag in soup.find_all(["script", "link"]):
        address = str(tag.get("src") or tag.get("href") or "")
        if PurePosixPath(urlsplit(address).path).name in UNUSED_SCRIPTS:
            tag.decompose()


def name_controls_by_their_words(soup: BeautifulSoup) -> None:
    """Let buttons and summaries that show words be named by those words (WCAG 2.5.3)."""
    for control in soup.find_all(["button", "summary", "a"]):
        if control.get("aria-label") and control.get_text(strip=True):
            del control["aria-label"]
    for summary in soup.select("nav summary"):
        above = summary.find_parent("li")
        link = above.find("a") if above is not None else None
        if link is not None and not summary.get_text(strip=True):
            summary["aria-label"] = f"Pages of {link.get_text(' ', strip=True)}"
    for box in soup.select("li > input[type=checkbox], li > p > input[type=checkbox]"):
        if box.parent is not None:
            box["aria-label"] = box.parent.get_text(" ", strip=True)


def name_landmarks(soup: BeautifulSoup) -> None:
    """Put every part of the page into a landmark, each with a name of its own."""
    sidebar = soup.find(id="pst-primary-sidebar")
    if sidebar is not None:
        sidebar["role"] = "complementary"
        sidebar["aria-label"] = "Contents and search"


def plain_bibliography(soup: BeautifulSoup) -> None:
    """Take off the roles that docutils gives references: some are deprecated, others miss their children."""
    for tag in soup.select(
        ".citation-list [role], .citation-list, .citation, .footnote-list [role], .footnote"
    ):
        if tag.get("role"):
            del tag["role"]


def name_tables(soup: BeautifulSoup) -> list[str]:
    """Give each table a caption, scoped header cells and a scroll area that the keyboard can reach.

    A table without a caption takes the nearest heading above it as a caption for screen readers.
    """
    complaints = []
    for table in soup.find_all("table"):
        name = _caption(soup, table)
        if not name:
            complaints.append("a table has no caption and no heading above it; give it a caption")
        _scope_headers(table)
        if name and table.find_parent(attrs={"role": "region"}) is None:
            _wrap_for_scrolling(soup, table, name=name)
    _number_repeated_names(soup)
    return complaints


def _caption(soup: BeautifulSoup, table: Tag) -> str:
    caption = table.find("caption")
    if isinstance(caption, Tag):
        for link in caption.select("a.headerlink"):
            link["aria-label"] = "Link to this table"
        return " ".join(t for t in caption.stripped_strings if t != "#")
    heading = table.find_previous(HEADINGS)
    if heading is None:
        return ""
    name = " ".join(t for t in heading.stripped_strings if t != "#")
    caption = soup.new_tag("caption", attrs={"class": "screen-reader-only"})
    caption.string = name
    table.insert(0, caption)
    return name


def _scope_headers(table: Tag) -> None:
    for cell in table.find_all("th"):
        in_head = cell.find_parent("thead") is not None
        if not cell.get_text(strip=True) and cell.find("img") is None:
            cell.name = "td"  # an empty header cell names nothing
            cell.attrs.pop("scope", None)
        elif not cell.get("scope"):
            span = int(str(cell.get("colspan") or 1))
            cell["scope"] = ("colgroup" if span > 1 else "col") if in_head else "row"


def _wrap_for_scrolling(soup: BeautifulSoup, table: Tag, *, name: str) -> None:
    container = table.find_parent("div", class_="pst-scrollable-table-container")
    if container is None:
        container = table.wrap(soup.new_tag("div"))
    container["class"] = "scroll-area"
    container["role"] = "region"
    container["tabindex"] = "0"
    container["aria-label"] = name


def _number_repeated_names(soup: BeautifulSoup) -> None:
    seen: dict[str, int] = {}
    for region in soup.select('[role="region"][aria-label]'):
        name = str(region["aria-label"])
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            region["aria-label"] = f"{name} ({seen[name]})"


def images_without_words(soup: BeautifulSoup) -> list[str]:
    """Return a sentence for each image whose alternative text is missing or is only its file name."""
    complaints = []
    for image in soup.find_all("img"):
        source = str(image.get("src") or "")
        words = image.get("alt")
        name = PurePosixPath(unquote(urlsplit(source).path)).name
        if words is None or (
            words and (str(words) == source or PurePosixPath(str(words)).name == name)
        ):
            complaints.append(
                f"the image {source[:60]} has no alternative text; say in words what it shows"
            )
    return complaints


def off_site_requests(soup: BeautifulSoup) -> list[str]:
    """Return a sentence for each script, style, image or frame that a browser would fetch from another host."""
    complaints = []
    for tag in soup.find_all(list(LOADING)):
        address = str(tag.get(LOADING[tag.name]) or "")
        if urlsplit(address).netloc and not _only_a_pointer(tag):
            complaints.append(
                f"the page would load {address} from another host; ship the file with the book"
            )
    return complaints


def _only_a_pointer(tag: Tag) -> bool:
    relations = set(tag.get_attribute_list("rel"))
    return tag.name == "link" and relations <= {
        "canonical",
        "author",
        "license",
        "next",
        "prev",
    }
