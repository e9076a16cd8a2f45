"""The best possible in a made-up world, in words and numbers: what whoever knew everything about a child would score."""

from helpers.presenting import words
from helpers.presenting.source import OutcomeWords, Results


def middle(report: Results, outcome: OutcomeWords) -> float | None:
    """Return the average precision of whoever knew everything about a child on the day; ``None`` where it is not known."""
    best = report.best.get(outcome.slug)
    return None if best is None else (best.low + best.high) / 2


def in_short(report: Results, outcome: OutcomeWords) -> str:
    """Return the best possible as a short sentence, or nothing."""
    reached = middle(report, outcome)
    if reached is None:
        return ""
    return f"The best possible in this made-up world: {reached:.{words.decimals()}f}."


def in_words(report: Results, outcome: OutcomeWords) -> str:
    """Return what the best possible means and what it is, or why it is not shown; nothing of real data."""
    reached = middle(report, outcome)
    if reached is not None:
        return (
            f"The best possible is {reached:.{words.decimals()}f}: what whoever knew everything about a child on the day "
            "would score in this made-up world, and even they do not know what chance will bring. Of real children nobody "
            "can know it. "
        )
    if report.no_best:
        return f"No best possible is shown: {report.no_best}. "
    return ""
