"""The ethical commentary: questions bound to the numbers of one authority, with no answer given.

Each question says which figure it turns on, repeats the number it needs, and is worded for what that number says,
including that it cannot be shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from helpers.estimate import Estimate
from helpers.presenting import differences, words
from helpers.presenting.claims import Claim, better_than_guessing
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.subgroups import rates_by_group, silence

Asking = Callable[[Results, OutcomeWords], str]


@dataclass(frozen=True, kw_only=True)
class _Turn:
    """A question in its wordings, each of which may name the number."""

    shown: str
    not_shown: str

    def on(self, estimate: Estimate) -> str:
        """Return the wording that goes with a number."""
        wording = self.not_shown if estimate.value is None else self.shown
        return wording.format(number=words.in_hundred(estimate))


FOLLOWED = _Turn(
    shown="The outcome followed for {number} of these decisions. What strengths and what help stand behind all the "
    "others, and where would anyone see them in a record?",
    not_shown="How often the outcome followed cannot be shown here. Whom does it protect to hide this number, and who "
    "would need to know it all the same?",
)
FALSE_ALARMS = _Turn(
    shown="Of those flagged, {number} were false alarms. What would a worker say to one of these families, and what "
    "would have to be true for the family to call it help?",
    not_shown="How many flags were false alarms cannot be shown here. Would you let a flag reach a worker whose rate of "
    "false alarms nobody can state?",
)
MISSED = _Turn(
    shown="Of the children for whom the outcome followed, {number} were not flagged. Would a worker who knows this look "
    "more closely at a child without a flag, or less?",
    not_shown="How many children were missed cannot be shown here. What does a silent screen say to a busy worker when "
    "nobody knows how often it is silent wrongly?",
)
NOTES = differences.Wording(
    better="Reading the case notes raises average precision by {bound} or more. Is that enough to let a machine read what "
    "families said in trust, and whom would you ask first?",
    worse="Reading the case notes lowers average precision by {bound} or more. Who would notice, if the tool were sold as one "
    "that reads?",
    no_difference="Reading the case notes changes average precision by less than {bound}. If nothing is gained, what would "
    "still be a reason to let a machine read what families said in trust?",
    cannot_tell="Whether reading the case notes helps by {bound} or more cannot be told here. Who should have to show a "
    "benefit before families' words are used in this way, and how large a benefit?",
)
GUESSING = Claim(
    true="This model does better than guessing, and still makes the mistakes above. Compared with what should a council "
    "judge it: guessing, a worker, or doing nothing of the kind?",
    false="This model does no better than guessing. How would anyone in the council have found that out without a page "
    "like this one?",
    cannot_tell="Whether this model does better than guessing cannot be told here. What should a council do while it "
    "cannot be told: wait, gather more records, or stop?",
)


def questions(report: Results) -> Shown:
    """Return the questions of every outcome, each with the number it turns on and the figure that shows it."""
    parts = []
    for outcome in report.outcomes:
        said = [
            f"{ask(report, outcome)} (Figure: {figure})"
            for ask, figure in (
                (
                    _followed,
                    "of the page on how well it predicts: how far is each design from guessing",
                ),
                (_alarms, "of 100 flagged"),
                (_missed, "of 100 for whom the outcome followed"),
                (_notes, "does reading the case notes improve the prediction"),
                (_guessing, "how far is each design from guessing"),
            )
        ]
        parts.append(
            headed(outcome.title, sentences(outcome.decision, outcome.follows), points(said))
        )
    return together(parts)


def whose_errors(report: Results) -> Shown:
    """Return the question of those about whom nothing can be said."""
    rates = rates_by_group(report)
    if not rates:
        return sentences(
            f"{report.name} counts no mistakes by group of children. Who would ask for it?"
        )
    counted = silence(rates, where=f" in {report.name}")
    if not words.unshown(rates):
        return sentences(
            counted,
            "Every group has its number here. Which differences between groups would you call unfair, and who should decide?",
        )
    return sentences(
        counted,
        "A tool can be bought on the strength of the others. What do we owe the groups about whom an audit stays silent, "
        "and who speaks for them?",
    )


def _followed(report: Results, outcome: OutcomeWords) -> str:
    return FOLLOWED.on(_estimate(report, outcome, "prevalence"))


def _alarms(report: Results, outcome: OutcomeWords) -> str:
    return FALSE_ALARMS.on(_at_cut_off(report, outcome, "false_discovery_rate"))


def _missed(report: Results, outcome: OutcomeWords) -> str:
    return MISSED.on(_at_cut_off(report, outcome, "false_negative_rate"))


def _notes(report: Results, outcome: OutcomeWords) -> str:
    verdict = differences.verdict(report, outcome, (words.HEADLINE, "structured-earlier"))
    return NOTES.said(verdict, bound=report.practical_size[differences.MEASURE])


def _guessing(report: Results, outcome: OutcomeWords) -> str:
    return GUESSING.said(better_than_guessing(_estimate(report, outcome, "roc_auc")))


def _estimate(report: Results, outcome: OutcomeWords, measure: str) -> Estimate:
    return report.one(outcome=outcome.slug, design=words.HEADLINE, measure=measure).estimate


def _at_cut_off(report: Results, outcome: OutcomeWords, measure: str) -> Estimate:
    return report.one(
        outcome=outcome.slug,
        design=words.HEADLINE,
        cut_off=words.HEADLINE_CUT_OFF,
        measure=measure,
    ).estimate
