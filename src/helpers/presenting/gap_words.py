"""The measures whose gaps between groups are told, the five verdicts on a gap, and sizes and chances as words."""

from dataclasses import dataclass

from helpers.presenting.words import SUPPRESSED, TOO_FEW

FOUND, NONE, CANNOT_TELL = "gap found", "no gap of practical size", "cannot tell"
VERDICTS = (FOUND, NONE, CANNOT_TELL, TOO_FEW, SUPPRESSED)
"""Every verdict, in the order in which verdicts are counted."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A measure whose gaps are told.

    Attributes
    ----------
    called
        What it is called in a table.
    noun
        What it is called in a sentence.
    more, fewer
        What is so where the group's number is the higher one, and where it is the lower one.
    """

    called: str
    noun: str
    more: str
    fewer: str


MEASURES = {
    "false_discovery_rate": Measured(
        called="False alarms, of those flagged",
        noun="false alarms",
        more="more of the flags are false alarms",
        fewer="fewer of the flags are false alarms",
    ),
    "false_negative_rate": Measured(
        called="Missed, of those for whom it followed",
        noun="missed children",
        more="more of the children for whom the outcome followed are missed",
        fewer="fewer of the children for whom the outcome followed are missed",
    ),
    "flagged_share": Measured(
        called="Flagged, of all decisions",
        noun="children flagged",
        more="more children are flagged",
        fewer="fewer children are flagged",
    ),
    "false_positive_rate": Measured(
        called="Flagged, of those for whom it did not follow",
        noun="children flagged without the outcome",
        more="more of the children for whom the outcome did not follow are flagged",
        fewer="fewer of the children for whom the outcome did not follow are flagged",
    ),
    "false_omission_rate": Measured(
        called="Missed, of those not flagged",
        noun="missed children among those not flagged",
        more="more of the children who are not flagged are missed",
        fewer="fewer of the children who are not flagged are missed",
    ),
}
"""The measures whose gaps are told, in the order in which they are told.

Average precision is none of them: it rises with how often the outcome follows, so groups differ in it that a model serves alike.
"""


def plain(size: float) -> str:
    """Return a share as a whole number of 100, without a sign.

    >>> plain(-0.12)
    '12'
    """
    return f"{abs(round(100 * size))}"


def amount(size: float) -> str:
    """Return a share as so many in 100, without a sign.

    >>> amount(-0.12)
    '12 in 100'
    """
    return f"{plain(size)} in 100"


def beside_others(size: float) -> str:
    """Return a difference to all others as words.

    >>> beside_others(-0.12), beside_others(0.001)
    ('12 in 100 fewer', 'no difference')
    """
    if plain(size) == "0":
        return "no difference"
    return f"{amount(size)} {'more' if size > 0 else 'fewer'}"


def often(chance: float) -> str:
    """Return a chance as a count of times in ten.

    >>> [often(chance) for chance in (0.02, 0.11, 0.38, 0.99)]
    ['hardly ever', '1 time in 10', '4 times in 10', 'nearly always']
    """
    tenths = round(10 * chance)
    if tenths == 0:
        return "hardly ever"
    if tenths == 10:
        return "nearly always"
    return f"{tenths} time{'' if tenths == 1 else 's'} in 10"
