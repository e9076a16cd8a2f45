"""Can a score be believed? Whether it says how often the outcome follows, before and after it is moved."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Claim, beside
from helpers.presenting.curves import Spot, agreement
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

MOVED = "recalibrated "
"""What stands before the name of a measure of scores after they were moved."""
MEASURES = {
    "observed_expected": "Followed, for each one expected (1 is right)",
    "calibration_intercept": "Too low or too high on the whole (intercept; 0 is right)",
    "calibration_slope": "Too extreme or too cautious (slope; 1 is right)",
    "brier": "Distance from what happened (Brier score; 0 is best)",
}
LEVEL = Claim(
    true="On the whole {scores} are too low: the outcome followed {times} times as often as they say.",
    false="On the whole {scores} are too high: the outcome followed {times} times as often as they say.",
    cannot_tell="Whether {scores} are too low or too high on the whole cannot be told: for each one expected, {times}.",
    suppressed=f"Whether {{scores}} are too high or too low is {words.SUPPRESSED}.",
    too_few=f"Whether {{scores}} are too high or too low: {words.TOO_FEW}.",
)
SLOPE = Claim(
    true="They are too cautious: high ones should be higher, low ones lower.",
    false="They are too extreme: high ones are too high, and low ones too low.",
    cannot_tell="Whether they are too extreme or too cautious cannot be told.",
    suppressed=f"Whether they are too extreme or too cautious is {words.SUPPRESSED}.",
    too_few=f"Whether they are too extreme or too cautious: {words.TOO_FEW}.",
)


def scores(report: Results) -> Shown:
    """Return, outcome by outcome, how far scores agree with what followed: in words, in a figure and in tables."""
    return together(
        headed(
            outcome.title,
            sentences(*in_words(report, outcome)),
            _curve(report, outcome).shown(),
            _before_and_after(report, outcome).shown(),
        )
        for outcome in report.outcomes
    )


def in_words(report: Results, outcome: OutcomeWords) -> tuple[str, ...]:
    """Return what may be said of the scores as learnt, and of the same scores moved."""
    said = []
    for before, called in (("", "the scores as learnt"), (MOVED, "the scores once corrected")):
        level = _of(report, outcome, f"{before}observed_expected")
        slope = _of(report, outcome, f"{before}calibration_slope")
        said += [
            LEVEL.said(beside(level, 1.0)).format(scores=called, times=words.score(level)),
            SLOPE.said(beside(slope, 1.0)),
        ]
    return tuple(said)


def _curve(report: Results, outcome: OutcomeWords) -> Drawn:
    pairs = _groups(report, outcome)
    spots = [
        Spot(across=score.value, estimate=followed)
        for score, followed in pairs
        if score.value is not None
    ]
    said = [
        f"Score {words.in_hundred(_bare(score))}: {words.in_hundred(followed)}."
        for score, followed in pairs
        if score.value is not None
    ]
    return Drawn(
        question="Do scores mean what they say?",
        figure=agreement(
            spots, across="what the score says, in 100", up="for whom it followed, in 100"
        ),
        alt=fitted([f"What followed against what {len(spots)} groups of scores say.", *said]),
        caption=(
            f"Design: {words.design(words.HEADLINE)}; scores once corrected. Above the broken line the outcome followed more "
            "often than the score says, below it less often."
        ),
        table=Table(
            caption=f"{outcome.title}: scores once corrected, and what followed",
            columns=(
                "Group, lowest scores first",
                "What the score says, on average",
                "Followed (interval)",
            ),
            rows=tuple(
                (f"group {number}", words.in_hundred(_bare(score)), words.in_hundred(followed))
                for number, (score, followed) in enumerate(pairs, start=1)
            )
            or (("all scores", words.TOO_FEW, words.TOO_FEW),),
        ),
        silence=words.nothing_drawn(followed for _, followed in pairs)
        if pairs
        else f"There is nothing to draw here: there are {words.TOO_FEW}.",
    )


def _groups(report: Results, outcome: OutcomeWords) -> list[tuple[Estimate, Estimate]]:
    """Return the mean score and what followed, for each group of neighbouring scores, the lowest first."""
    found = [
        {
            finding.about.group: finding.estimate
            for finding in report.find(
                outcome=outcome.slug, design=words.HEADLINE, attribute="score", measure=measure
            )
        }
        for measure in ("mean_score", "prevalence")
    ]
    return [(found[0][name], found[1][name]) for name in found[0]]


def _before_and_after(report: Results, outcome: OutcomeWords) -> Table:
    return Table(
        caption=f"{outcome.title}: can the scores be read as chances?",
        columns=("What is asked", "Scores as learnt", "Scores once corrected"),
        rows=tuple(
            (name, *(words.score(_of(report, outcome, before + measure)) for before in ("", MOVED)))
            for measure, name in MEASURES.items()
        ),
    )


def _of(report: Results, outcome: OutcomeWords, measure: str) -> Estimate:
    return report.one(outcome=outcome.slug, design=words.HEADLINE, measure=measure).estimate


def _bare(estimate: Estimate) -> Estimate:
    return Estimate(value=estimate.value, state=estimate.state)
