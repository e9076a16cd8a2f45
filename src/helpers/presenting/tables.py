"""Tables in HTML: a caption, headings with their scope, and an area that the keyboard can scroll."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results


@dataclass(frozen=True, kw_only=True)
class Table:
    """A caption, the headings of the columns, and rows whose first cell is the row's heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """Return the table for a page."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        body = "".join(_row(cells) for cells in self.rows)
        return (
            f'<div class="scroll-area" role="region" tabindex="0" aria-label="{escape(self.caption)}">'
            f'<table class="table"><caption>{escape(self.caption)}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )

    def folded(self, summary: str) -> Shown:
        """Return the table folded away under a summary, which is told from others by the caption where it is read out."""
        return Shown(
            html=(
                f'<details><summary>{escape(summary)}<span class="screen-reader-only">: {escape(self.caption)}</span>'
                f"</summary>{self.html()}</details>"
            ),
            text=self.caption,
        )

    def shown(self, *, folded_under: str = "") -> Shown:
        """Return the table as a piece of a page; one sentence in its place if all its cells say the same lack.

        Parameters
        ----------
        folded_under
            A summary under which it is folded away; open without one.
        """
        lacks = {_lack(cell) for _, *cells in self.rows for cell in cells}
        if len(lacks) == 1 and "" not in lacks:
            return sentences(
                f"{self.caption}: nothing can be shown. Every number is {lacks.pop()}."
            )
        if folded_under:
            return self.folded(folded_under)
        return Shown(html=self.html(), text=self.caption)


def _lack(cell: str) -> str:
    """Return why a cell has no number, however it is worded; nothing for any other cell."""
    for lack in (words.TOO_FEW, words.SUPPRESSED):
        bare = cell.lower().rstrip(".")
        if bare == lack or (bare.startswith("nothing can be said") and bare.endswith(lack)):
            return lack
    return ""


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    data = "".join(f"<td>{_unbroken(escape(cell))}</td>" for cell in others)
    return f'<tr><th scope="row">{escape(first)}</th>{data}</tr>'


def _unbroken(cell: str) -> str:
    """Keep an interval on one line."""
    return re.sub(
        r"\([\d., to+-]+\)", lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), cell
    )


def outcomes(report: Results) -> Shown:
    """Return what each outcome of an authority asks, in words, with its counts."""
    return together(_outcome(report, outcome) for outcome in report.outcomes)


def _outcome(report: Results, outcome: OutcomeWords) -> Shown:
    counts = {
        measure: report.one(outcome=outcome.slug, measure=measure).estimate
        for measure in ("decisions", "children", "families", "followed")
    }
    rows = [
        ("The decision", outcome.decision),
        ("The outcome", outcome.follows),
        ("A false alarm here", outcome.false_alarm),
        ("A missed child here", outcome.missed_child),
        ("Decisions looked at", words.number(counts["decisions"])),
        ("Children", words.number(counts["children"])),
        ("Families", words.number(counts["families"])),
        ("Decisions for which the outcome followed", words.number(counts["followed"])),
    ]
    if outcome.practice_note:
        rows.append(("For readers from practice", outcome.practice_note))
    table = Table(
        caption=f"{outcome.title}: what is asked",
        columns=("Part of the question", "In words"),
        rows=tuple(rows),
    )
    return headed(outcome.title, table.shown())


def errors(report: Results) -> Shown:
    """Return false alarms and missed children of every design at both cut-offs, outcome by outcome."""
    return together(
        _errors(report, outcome, cut_off)
        for outcome in report.outcomes
        for cut_off in ("top tenth", "one half")
    )


def _errors(report: Results, outcome: OutcomeWords, cut_off: str) -> Shown:
    rows = []
    for design in words.DESIGNS:
        flagged, alarms, missed = (
            report.one(
                outcome=outcome.slug, design=design, cut_off=cut_off, measure=measure
            ).estimate
            for measure in ("flagged", "false_discovery_rate", "false_negative_rate")
        )
        rows.append(
            (
                words.design(design),
                words.number(flagged),
                words.in_hundred(alarms),
                words.in_hundred(missed),
                words.out_of(missed),
            )
        )
    table = Table(
        caption=f"{outcome.title}: {words.CUT_OFFS[cut_off]}",
        columns=(
            "Design",
            "Flagged",
            "False alarms, of those flagged",
            "Missed, of those for whom the outcome followed",
            "For whom it followed",
        ),
        rows=tuple(rows),
    )
    return table.shown(folded_under=f"Every design, {words.CUT_OFFS[cut_off]}")


def beside(report: Results) -> Shown:
    """Return, outcome by outcome, every design beside the comparators: guessing, four facts alone, the study's choices."""
    return together(
        headed(outcome.title, _beside(report, outcome).shown()) for outcome in report.outcomes
    )


def _beside(report: Results, outcome: OutcomeWords) -> Table:
    rows = []
    for design in words.DESIGNS | words.BAG_DESIGNS | words.COMPARATORS:
        prevalence, precision, area = (
            report.one(outcome=outcome.slug, design=design, measure=measure).estimate
            for measure in ("prevalence", "average_precision", "roc_auc")
        )
        alarms, missed = (
            report.one(
                outcome=outcome.slug,
                design=design,
                cut_off=words.HEADLINE_CUT_OFF,
                measure=measure,
            ).estimate
            for measure in ("false_discovery_rate", "false_negative_rate")
        )
        rows.append(
            (
                words.design(design),
                words.score(precision),
                words.score(Estimate(value=prevalence.value, state=prevalence.state)),
                words.score(area),
                words.in_hundred(alarms),
                words.in_hundred(missed),
            )
        )
    return Table(
        caption=f"{outcome.title}: every model beside guessing and simpler ones",
        columns=(
            "Model",
            "Average precision (interval)",
            "Guessing",
            "Area under the curve (guessing: 0.5)",
            "False alarms, of those flagged",
            "Missed, of those for whom it followed",
        ),
        rows=tuple(rows),
    )
