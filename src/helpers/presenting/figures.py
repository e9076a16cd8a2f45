"""The figures. Each asks a question, carries its answer in words, and stands above a table of its numbers."""

from collections.abc import Sequence

from helpers.estimate import ClearedFinding, Estimate
from helpers.policy import policy
from helpers.presenting import best, words
from helpers.presenting.charts import DotRow, Hundred, Scale, bars, dots, hundreds
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, headed, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

AXIS = "average precision (0 worst, 1 best)"
MARK = "the study's mark"


def events(report: Results) -> Shown:
    """Return what the records hold: events by kind."""
    found = [
        finding
        for finding in report.find(measure="events", attribute="table")
        if finding.about.group in words.EVENTS
    ]
    labels = [words.EVENTS[finding.about.group] for finding in found]
    return _counted(
        found,
        labels,
        question=f"What do the records of {report.name} hold?",
        caption="Each bar counts the entries of one kind over the whole period, rounded to the nearest 5.",
        what="entries",
    ).shown()


def notes(report: Results) -> Shown:
    """Return how many case notes of each kind there are."""
    found = report.find(measure="notes", attribute="document")
    return _counted(
        found,
        [finding.about.group for finding in found],
        question=f"Which case notes are there in {report.name}?",
        caption="Each bar counts the notes of one kind, rounded to the nearest 5.",
        what="notes",
    ).shown()


def cohort_flow(report: Results) -> Shown:
    """Return which decisions are looked at and which were left out, outcome by outcome."""
    parts = []
    for outcome in report.outcomes:
        found = [
            report.one(outcome=outcome.slug, measure="decisions"),
            *report.find(outcome=outcome.slug, measure="left_out"),
        ]
        labels = ["looked at", *(f"left out: {finding.about.group}" for finding in found[1:])]
        drawn = _counted(
            found,
            labels,
            question=f"{outcome.title}: which decisions were looked at, and which were left out?",
            caption="A decision is left out for the first reason that applies, in the order shown.",
            what="decisions",
        )
        parts.append(drawn.shown())
    return together(parts)


def _counted(
    found: Sequence[ClearedFinding],
    labels: Sequence[str],
    *,
    question: str,
    caption: str,
    what: str,
) -> Drawn:
    counts = [(label, finding.estimate) for label, finding in zip(labels, found, strict=True)]
    drawn = [(label, shown) for label, shown in counts if shown.value != 0]
    said = [f"{label}: {words.number(shown)}" for label, shown in drawn]
    none = " Kinds with none stand in the table alone." if len(drawn) < len(counts) else ""
    return Drawn(
        question=question,
        figure=bars(drawn, title=f"number of {what}"),
        alt=fitted([f"Bars of {len(drawn)} counts.", *(f"{sentence}." for sentence in said)]),
        caption=f"{caption}{none}",
        table=Table(
            caption=question,
            columns=("Kind", f"Number of {what}"),
            rows=tuple((label, words.number(shown)) for label, shown in counts),
        ),
    )


def average_precision(report: Results) -> Shown:
    """Return the four designs of each outcome beside guessing and the study's mark."""
    return together(
        headed(outcome.title, _average_precision(report, outcome).shown())
        for outcome in report.outcomes
    )


def _average_precision(report: Results, outcome: OutcomeWords) -> Drawn:
    question = "How far is each design from guessing, and from the study's mark?"
    rows = [
        DotRow(
            label=words.design(design),
            estimates=(_score(report, outcome, design),),
            guessing=_guessing(report, outcome, design),
            best=best.middle(report, outcome),
        )
        for design in words.DESIGNS
    ]
    mark = policy().study.bar
    return Drawn(
        question=question,
        figure=dots(
            rows,
            series=("model, with its interval",),
            scale=Scale(title=AXIS, top=mark, mark=mark, mark_label=f"{MARK}, {mark}"),
        ),
        silence=words.nothing_drawn(row.estimates[0] for row in rows),
        alt=fitted(
            [
                f"Average precision of {len(rows)} designs beside the mark of {mark}.",
                *(f"{row.label}: {words.score(row.estimates[0])}." for row in rows),
                best.in_short(report, outcome),
            ]
        ),
        caption=(
            "Dots are models, lines their intervals, upright strokes what guessing would score. "
            f"{best.in_words(report, outcome)}The outcome: {words.inside(outcome.follows)}"
        ),
        table=Table(
            caption=f"{outcome.title}: average precision of the four designs",
            columns=("Design", "Average precision (interval)", "Guessing", "Decisions held out"),
            rows=tuple(
                (
                    row.label,
                    words.score(row.estimates[0]),
                    words.score(_bare(row.guessing)),
                    words.resting_on(row.estimates[0]),
                )
                for row in rows
            ),
        ),
    )


def text_or_no_text(report: Results) -> Shown:
    """Return records alone beside records and notes, read in two ways, for each way of learning and each outcome."""
    question = "Does reading the case notes improve the prediction?"
    learning = {"all": "learning from all cases", "earlier": "learning from earlier cases"}
    rows = [
        DotRow(
            label=f"{outcome.title}, {said.removeprefix('learning from ')}",
            estimates=tuple(
                _score(report, outcome, f"{data}-{name}")
                for data in ("structured", "text", "words")
            ),
            guessing=_guessing(report, outcome, f"structured-{name}"),
        )
        for outcome in report.outcomes
        for name, said in learning.items()
    ]
    series = ("records alone", "notes read in the study's way", "notes read as a bag of words")
    return Drawn(
        question=question,
        figure=dots(rows, series=series, scale=Scale(title=AXIS, top=0.2)),
        silence=words.nothing_drawn(shown for row in rows for shown in row.estimates),
        alt=fitted(
            [
                "Dots for records alone and with notes, read in two ways.",
                *(
                    f"{row.label}: {words.listed([words.score(_bare(shown)) for shown in row.estimates])}."
                    for row in rows
                ),
            ]
        ),
        caption="Each line is the interval of one model. Whether two differ is told by the interval of their difference, "
        "not by whether these lines overlap.",
        table=Table(
            caption="Average precision without and with the case notes",
            columns=("Outcome and learning", *series, "Guessing"),
            rows=tuple(
                (row.label, *map(words.score, row.estimates), words.score(_bare(row.guessing)))
                for row in rows
            ),
        ),
    ).shown()


def false_alarms_and_missed(report: Results) -> Shown:
    """Return, for one design, false alarms among a hundred flagged and missed children among a hundred."""
    return together(
        headed(outcome.title, out_of_a_hundred(report, outcome)) for outcome in report.outcomes
    )


def out_of_a_hundred(report: Results, outcome: OutcomeWords) -> Shown:
    """Return both mistakes of one outcome, each drawn out of a hundred."""
    alarms, missed = (
        _rate(report, outcome, measure)
        for measure in ("false_discovery_rate", "false_negative_rate")
    )
    question = "Of 100 flagged, how many are false alarms? Of 100 for whom the outcome followed, how many are missed?"
    return Drawn(
        question=question,
        figure=hundreds(
            [
                Hundred(
                    title="Of 100 flagged",
                    rate=alarms,
                    inside="false alarms",
                    outside="rightly flagged",
                ),
                Hundred(
                    title="Of 100 for whom the outcome followed",
                    rate=missed,
                    inside="missed",
                    outside="flagged",
                ),
            ]
        ),
        silence=words.nothing_drawn([alarms, missed]),
        alt=fitted(
            [
                f"False alarms, of those flagged: {words.in_hundred(alarms)}.",
                f"Missed, of those for whom the outcome followed: {words.in_hundred(missed)}.",
            ]
        ),
        caption=(
            f"Design: {words.design(words.HEADLINE)}; {words.CUT_OFFS[words.HEADLINE_CUT_OFF]}. "
            f"A false alarm: {words.inside(outcome.false_alarm)} A missed child: {words.inside(outcome.missed_child)}"
        ),
        table=Table(
            caption=f"{outcome.title}: false alarms and missed children",
            columns=("Mistake", "How often (interval)", "Out of"),
            rows=(
                (
                    "False alarms, of those flagged",
                    words.in_hundred(alarms),
                    words.out_of(alarms),
                ),
                (
                    "Missed, of those for whom the outcome followed",
                    words.in_hundred(missed),
                    words.out_of(missed),
                ),
            ),
        ),
    ).shown()


def _score(report: Results, outcome: OutcomeWords, design: str) -> Estimate:
    return report.one(outcome=outcome.slug, design=design, measure="average_precision").estimate


def _guessing(report: Results, outcome: OutcomeWords, design: str) -> Estimate:
    return report.one(outcome=outcome.slug, design=design, measure="prevalence").estimate


def _rate(report: Results, outcome: OutcomeWords, measure: str) -> Estimate:
    return report.one(
        outcome=outcome.slug,
        design=words.HEADLINE,
        cut_off=words.HEADLINE_CUT_OFF,
        measure=measure,
    ).estimate


def _bare(estimate: Estimate | None) -> Estimate:
    """Return an estimate without its interval."""
    assert estimate is not None
    return Estimate(value=estimate.value, state=estimate.state)
