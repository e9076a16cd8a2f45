"""What few readers need, folded away under a summary that names it; open where there is something to see, and on paper only there."""

from collections.abc import Iterable
from html import escape

from helpers.presenting.show import Shown, together

AIR = "margin-bottom:1rem"


def folded(summary: str, parts: Iterable[Shown | None], *, lies_open: bool = False) -> Shown:
    """Return several pieces folded away together; nothing if there is none.

    Parameters
    ----------
    summary
        What is folded away, in words that no other summary of the page has.
    parts
        The pieces; those that are nothing are left out.
    lies_open
        Whether the reader finds it open, and has it on paper.
    """
    there = [part for part in parts if part is not None]
    if not there:
        return Shown(html="", text="")
    inside = together(there)
    html = f'<details{" open" if lies_open else ""} style="{AIR}"><summary>{escape(summary)}</summary>{inside.html}</details>'
    shown = Shown(html=html, text=f"{summary}\n{inside.text}")
    return shown if lies_open else on_screen(shown)


def on_screen(shown: Shown) -> Shown:
    """Return a piece of which paper has the summaries alone: its tables would fill dozens of sheets."""
    return Shown(html=f'<div class="on-screen-only">{shown.html}</div>', text=shown.text)
