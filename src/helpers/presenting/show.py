"""What a notebook cell shows: one piece of HTML that carries its own words for those who do not see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Shown:
    """One or more figures, tables or paragraphs, ready for a page.

    Attributes
    ----------
    html
        What the page shows.
    text
        The same in plain words: the alternative texts of figures, the captions of tables, or the sentences.
    """

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def together(parts: Iterable[Shown]) -> Shown:
    """Return several pieces as one, in their order."""
    listed = list(parts)
    return Shown(
        html="\n".join(part.html for part in listed), text="\n".join(part.text for part in listed)
    )


def headed(title: str, *parts: Shown) -> Shown:
    """Return pieces under a heading of the third level."""
    return together([Shown(html=f"<h3>{escape(title)}</h3>", text=title), *parts])


def sentences(*said: str) -> Shown:
    """Return sentences as one paragraph."""
    text = " ".join(said)
    return Shown(html=f"<p>{escape(text)}</p>", text=text)


def points(said: Iterable[str]) -> Shown:
    """Return sentences as a list."""
    listed = list(said)
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in listed)
    return Shown(html=f"<ul>{items}</ul>", text="\n".join(listed))


def box(title: str, paragraph: str, said: Iterable[str] = (), *, kind: str = "important") -> Shown:
    """Return a box of the book's own style, with a title, a paragraph and a list."""
    listed = list(said)
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in listed)
    html = (
        f'<div class="admonition {escape(kind)}"><p class="admonition-title">{escape(title)}</p>'
        f"<p>{escape(paragraph)}</p>{f'<ul>{items}</ul>' if listed else ''}</div>"
    )
    return Shown(html=html, text=" ".join([f"{title}: {paragraph}", *listed]))
