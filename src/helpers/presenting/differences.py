"""Two models beside each other: the difference on shared resamples of families, and what it allows to say.

Whether the intervals of two models overlap says little about their difference, since both were judged on the same
families. So each comparison has an interval of its own, and is held against the smallest difference that matters: by
the evaluation, since an end rounded to two decimals lies as often on the other side of so small a bound.
"""

from dataclasses import dataclass

from helpers.comparison import Comparison
from helpers.estimate import ClearedFinding, Estimate, State
from helpers.presenting import words
from helpers.presenting.show import Shown, headed, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MEASURE = "average_precision"
RATES = ("precision", "recall")
"""Compared with the highest tenth flagged; measures of the whole ranking have no cut-off."""
LEARNING = {"all": "all cases", "earlier": "earlier cases"}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A comparison in its wordings, each a finished sentence; ``{bound}`` stands for the smallest difference that matters."""

    better: str
    worse: str
    no_difference: str
    cannot_tell: str
    suppressed: str = f"Nothing can be said here: the difference is {words.SUPPRESSED}."
    too_few: str = f"Nothing can be said here: there are {words.TOO_FEW}."

    def said(self, verdict: Comparison, *, bound: float) -> str:
        """Return the sentence that goes with a verdict."""
        return {
            Comparison.BETTER: self.better,
            Comparison.WORSE: self.worse,
            Comparison.NO_DIFFERENCE: self.no_difference,
            Comparison.CANNOT_TELL: self.cannot_tell,
            Comparison.SUPPRESSED: self.suppressed,
            Comparison.TOO_FEW: self.too_few,
        }[verdict].format(bound=f"{bound:g}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that compares designs: what is asked, in pairs of the first and what it is held against."""

    question: str
    pairs: tuple[tuple[str, str], ...]


def _both(first: str, second: str) -> tuple[tuple[str, str], ...]:
    return tuple((f"{first}-{learning}", f"{second}-{learning}") for learning in LEARNING)


NOTES = Asked(question="Do notes help, read in the study's way?", pairs=_both("text", "structured"))
BAG = Asked(question="Do notes help, read as a bag of words?", pairs=_both("words", "structured"))
QUESTIONS = (
    NOTES,
    BAG,
    Asked(
        question="Is a bag of words better than the study's way of reading?",
        pairs=_both("words", "text"),
    ),
    Asked(
        question="Does a model do better when it learns from all cases and is tested on them?",
        pairs=(("structured-all", "structured-earlier"), ("text-all", "text-earlier")),
    ),
    Asked(
        question="Is a large model better than four facts alone?",
        pairs=(
            ("structured-all", "four-variables-all"),
            ("text-earlier", "four-variables-earlier"),
        ),
    ),
    Asked(
        question="Does thinning out the cases for which nothing followed help?",
        pairs=(("thinned-earlier", "text-earlier"),),
    ),
    Asked(
        question="Does a model do better when it learns right up to the first day of the test, as in the study?",
        pairs=(("no-gap-earlier", "text-earlier"),),
    ),
)
IN_SHORT = Wording(
    better="Yes, by {bound} or more.",
    worse="No: it does worse, by {bound} or more.",
    no_difference="No difference as large as {bound}, one way or the other.",
    cannot_tell="Cannot tell: the interval reaches across {bound}, the smallest difference that matters.",
)
HELPS = Wording(
    better="Reading the notes helps: average precision is higher by {bound} or more, the smallest difference that matters.",
    worse="Reading the notes makes it worse: average precision is lower by {bound} or more, the smallest difference that matters.",
    no_difference="Reading the notes makes no difference that matters: any change in average precision is smaller than {bound}.",
    cannot_tell="Whether reading the notes helps cannot be told: the interval of the difference reaches across {bound}, the "
    "smallest one that matters.",
)


def difference(
    report: Results, outcome: OutcomeWords, pair: tuple[str, str], *, measure: str = MEASURE
) -> Estimate:
    """Return the first model's measure minus the second's, with the interval of the difference."""
    return _found(report, outcome, pair, measure=measure).estimate


def verdict(
    report: Results, outcome: OutcomeWords, pair: tuple[str, str], *, measure: str = MEASURE
) -> Comparison:
    """Return what may be said of the first model beside the second, by the bound that was fixed beforehand."""
    found = _found(report, outcome, pair, measure=measure)
    unsaid = {State.SUPPRESSED: Comparison.SUPPRESSED, State.TOO_FEW: Comparison.TOO_FEW}
    return unsaid.get(found.estimate.state) or Comparison(found.about.note)


def _found(
    report: Results, outcome: OutcomeWords, pair: tuple[str, str], *, measure: str
) -> ClearedFinding:
    first, second = pair
    return report.one(
        outcome=outcome.slug,
        design=f"{first} beside {second}",
        cut_off=words.HEADLINE_CUT_OFF if measure in RATES else "",
        measure=f"difference in {measure}",
    )


def do_notes_help(report: Results) -> Shown:
    """Return, outcome by outcome, whether either way of reading notes helps: a table of differences and a sentence each."""
    return together(
        headed(outcome.title, _notes(report, outcome).shown()) for outcome in report.outcomes
    )


def _notes(report: Results, outcome: OutcomeWords) -> Table:
    bound = report.practical_size[MEASURE]
    ways = (("the study's way", NOTES), ("a bag of words", BAG))
    return Table(
        caption=f"{outcome.title}: with the notes, compared with the records alone",
        columns=(
            "Way of reading, and learning from",
            "In words",
            "Difference in average precision",
        ),
        rows=tuple(
            (
                f"{way}, {learning}",
                HELPS.said(verdict(report, outcome, pair), bound=bound),
                words.change(difference(report, outcome, pair)),
            )
            for way, asked in ways
            for learning, pair in zip(LEARNING.values(), asked.pairs, strict=True)
        ),
    )


def comparisons(report: Results) -> Shown:
    """Return, outcome by outcome, every comparison fixed beforehand in one table, in words."""
    return together(
        headed(outcome.title, _comparisons(report, outcome).shown()) for outcome in report.outcomes
    )


def _comparisons(report: Results, outcome: OutcomeWords) -> Table:
    return Table(
        caption=f"{outcome.title}: one model beside another",
        columns=(
            "What is asked, and of which pair",
            "The answer, by average precision",
            "Average precision",
            "Rightly flagged, of 100 flagged",
            "Flagged, of 100 for whom it followed",
        ),
        rows=tuple(
            (
                f"{asked.question} ({words.design(pair[0])}; beside: {words.design(pair[1])})",
                IN_SHORT.said(verdict(report, outcome, pair), bound=report.practical_size[MEASURE]),
                words.change(difference(report, outcome, pair)),
                *(
                    words.change(difference(report, outcome, pair, measure=rate), times=100)
                    for rate in RATES
                ),
            )
            for asked in QUESTIONS
            for pair in asked.pairs
        ),
    )
