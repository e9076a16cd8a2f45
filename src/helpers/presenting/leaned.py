"""What a model leaned on: families of columns, and words. Signs that a model reads, never causes, and never one child."""

from helpers.estimate import ClearedFinding
from helpers.presenting import words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, headed, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

BAG = "words-earlier"
"""The design whose words are told: each of its columns is a word or a pair of words."""
WORDS_TOLD = 12
AXIS = "average precision lost when shuffled"


def leaned(report: Results) -> Shown:
    """Return what the headline model of each outcome leaned on, and the words that a bag of words read as signs."""
    return together(
        headed(outcome.title, *_of_outcome(report, outcome)) for outcome in report.outcomes
    )


def _of_outcome(report: Results, outcome: OutcomeWords) -> list[Shown]:
    lost = report.find(outcome=outcome.slug, design=words.HEADLINE, measure="precision_lost")
    if not lost:
        return [
            sentences(
                "What this model leaned on cannot be told: there is none, or too few to judge."
            )
        ]
    return [_families(report, outcome, lost).shown(), *_words(report, outcome)]


def _families(report: Results, outcome: OutcomeWords, lost: list[ClearedFinding]) -> Drawn:
    rows = [
        DotRow(label=_family(finding.about.group), estimates=(finding.estimate,))
        for finding in lost
    ]
    shares = {
        finding.about.group: finding.estimate
        for finding in report.find(
            outcome=outcome.slug, design=words.HEADLINE, measure="contribution"
        )
    }
    ends = [row.estimates[0].high or 0.0 for row in rows]
    return Drawn(
        question="How much worse does the model do when one kind of record is shuffled?",
        figure=dots(
            rows, series=("lost, with its spread",), scale=Scale(title=AXIS, top=max([0.02, *ends]))
        ),
        silence=words.nothing_drawn(row.estimates[0] for row in rows),
        alt=fitted(
            [
                "Average precision lost when the columns of one kind are shuffled among children.",
                *(f"{row.label}: {words.score(row.estimates[0])}." for row in rows),
            ]
        ),
        caption=(
            "The columns of one kind are shuffled together among the decisions held out, ten times. A kind that loses nothing "
            "may still tell something that another kind tells as well. None of this is a cause."
        ),
        table=Table(
            caption=f"{outcome.title}: what the model leaned on",
            columns=(
                "Kind of record",
                "Average precision lost (spread)",
                "Share of what moves scores",
            ),
            rows=tuple(
                (
                    _family(finding.about.group),
                    words.score(finding.estimate),
                    words.in_hundred(shares[finding.about.group])
                    if finding.about.group in shares
                    else words.TOO_FEW,
                )
                for finding in lost
            ),
        ),
    )


def _words(report: Results, outcome: OutcomeWords) -> list[Shown]:
    found = report.find(outcome=outcome.slug, design=BAG, measure="word_weight", attribute="word")
    told = [finding for finding in found if finding.estimate.value is not None][:WORDS_TOLD]
    if not told:
        return []
    raising = [_word(finding) for finding in told if (finding.estimate.value or 0) > 0]
    lowering = [_word(finding) for finding in told if (finding.estimate.value or 0) < 0]
    said = [
        "Words that moved the scores of the bag of words most, none of them a sign of anything by itself."
    ]
    if raising:
        said.append(f"Upwards, or by how often trees split on them: {words.listed(raising)}.")
    if lowering:
        said.append(f"Downwards: {words.listed(lowering)}.")
    return [sentences(*said)]


def _word(finding: ClearedFinding) -> str:
    """Return a column of words as it is said, such as ``'school' (earlier notes)``."""
    kind, _, word = finding.about.group.removeprefix("words ").partition(": ")
    return f"'{word}' ({'this matter' if kind == 'current' else 'earlier notes'})"


def _family(name: str) -> str:
    return {"notes: current": "notes on this matter", "notes: earlier": "earlier notes"}.get(
        name, name
    )
