"""Would flags do more good than flagging everybody, or nobody? Net benefit in words, for each 1,000 decisions."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Claim, beside
from helpers.presenting.show import Shown, headed, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.tables import Table

CHANCE = "chance of "
GAINED = Claim(
    true="More good than the better of flagging everybody and flagging nobody.",
    false="Less good than the better of flagging everybody and flagging nobody.",
    cannot_tell="Cannot be told from the better of flagging everybody and flagging nobody.",
    suppressed=f"{words.SUPPRESSED.capitalize()}.",
    too_few=f"{words.TOO_FEW.capitalize()}.",
)


def in_words(report: Results) -> Shown:
    """Return, outcome by outcome, what flags would gain in 1,000 decisions, for several ways of weighing mistakes."""
    return together(
        headed(outcome.title, _table(report, outcome).shown()) for outcome in report.outcomes
    )


def _table(report: Results, outcome: OutcomeWords) -> Table:
    rows = []
    for line in _lines(report, outcome):
        model, everybody, gained = (
            report.one(
                outcome=outcome.slug, design=words.HEADLINE, cut_off=line, measure=measure
            ).estimate
            for measure in ("net_benefit", "net_benefit_everybody", "net_benefit_gained")
        )
        rows.append(
            (
                _weighed(line),
                GAINED.said(beside(gained, 0.0)),
                in_children(gained, sign=True),
                in_children(model),
                in_children(everybody),
            )
        )
    return Table(
        caption=f"{outcome.title}: children found in 1,000 decisions, after paying for false alarms",
        columns=(
            "Flagged from a chance of",
            "In words",
            "Gained (interval)",
            "Flags by the model",
            "Everybody flagged",
        ),
        rows=tuple(rows),
    )


def in_children(estimate: Estimate, *, sign: bool = False) -> str:
    """Return net benefit as whole children found in 1,000 decisions, or the words of its state.

    >>> in_children(Estimate(value=3.4, low=-0.4, high=7.2), sign=True)
    '+3 (0 to +7)'
    """
    if estimate.value is None:
        return words.state_words(estimate)
    value, low, high = (
        None if end is None else _whole(end, sign=sign)
        for end in (estimate.value, estimate.low, estimate.high)
    )
    return f"{value}" if low is None or high is None else f"{value} ({low} to {high})"


def _whole(number: float, *, sign: bool) -> str:
    whole = round(number)
    return f"{whole:+,}" if sign and whole else f"{whole:,}"


def _lines(report: Results, outcome: OutcomeWords) -> list[str]:
    """Return the lines at which net benefit is told, in the study's order."""
    return [
        finding.about.cut_off
        for finding in report.find(
            outcome=outcome.slug, design=words.HEADLINE, measure="net_benefit"
        )
    ]


def _weighed(line: str) -> str:
    """Return a chance, and how many false alarms weigh as much as one child found.

    >>> _weighed("chance of 0.05")
    '5 in 100: one child found is worth 19 false alarms'
    """
    chance = float(line.removeprefix(CHANCE))
    alarms = (1 - chance) / chance
    return f"{words.in_hundred(Estimate(value=chance))}: one child found is worth {alarms:.0f} false alarms"
