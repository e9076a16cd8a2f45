"""Which counts a finding would publish, under names that let one count be recognised in many findings.

The children wrongly flagged stand in the count of false positives, in the false alarm rate and in the false positive
rate. Someone who wants to find a suppressed count puts these together, so the door does too.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from helpers.estimate import About, Finding

N, FOLLOWED, NOT_FOLLOWED = "held out", "followed", "not followed"
FLAGGED, NOT_FLAGGED = "flagged", "not flagged"
TRUE_FLAGS, FALSE_FLAGS = "rightly flagged", "wrongly flagged"
MISSED, RIGHTLY_NOT = "missed", "rightly not flagged"

COUNTS: Mapping[str, str] = {
    "held_out": N,
    "held_out_followed": FOLLOWED,
    "flagged": FLAGGED,
    "true_positives": TRUE_FLAGS,
    "false_positives": FALSE_FLAGS,
    "false_negatives": MISSED,
    "true_negatives": RIGHTLY_NOT,
}
RATES: Mapping[str, tuple[str, str]] = {
    "prevalence": (FOLLOWED, N),
    "flagged_share": (FLAGGED, N),
    "false_discovery_rate": (FALSE_FLAGS, FLAGGED),
    "false_negative_rate": (MISSED, FOLLOWED),
    "false_omission_rate": (MISSED, NOT_FLAGGED),
    "false_positive_rate": (FALSE_FLAGS, NOT_FOLLOWED),
    "precision": (TRUE_FLAGS, FLAGGED),
    "recall": (TRUE_FLAGS, FOLLOWED),
    "specificity": (RIGHTLY_NOT, NOT_FOLLOWED),
    "negative_predictive_value": (RIGHTLY_NOT, NOT_FLAGGED),
    "false_alarms_per_child_found": (FALSE_FLAGS, TRUE_FLAGS),
}
RIGHT = frozenset({"precision", "recall", "specificity", "negative_predictive_value"})
"""Rates of what was right; each leaves of a hundred what a rate of mistakes takes (precision, false discovery)."""
SUMS: tuple[tuple[str, tuple[str, str]], ...] = (
    (FLAGGED, (TRUE_FLAGS, FALSE_FLAGS)),
    (FOLLOWED, (TRUE_FLAGS, MISSED)),
    (NOT_FOLLOWED, (FALSE_FLAGS, RIGHTLY_NOT)),
    (NOT_FLAGGED, (MISSED, RIGHTLY_NOT)),
    (N, (FLAGGED, NOT_FLAGGED)),
    (N, (FOLLOWED, NOT_FOLLOWED)),
)
"""What adds up to what, within any group of children: a whole and its two parts."""

NOT_OF_CHILDREN = frozenset({"questions", "standing"})
"""Counts of questions and of groups: small ones tell nothing of any child."""
WITHOUT_CUT_OFF = frozenset({N, FOLLOWED, NOT_FOLLOWED})


OF_COHORT: Mapping[str, str] = {"decisions": N, "followed": FOLLOWED}
"""Counts of a whole cohort, of which those held out are a part."""
OF_OPTIONS: Mapping[str, tuple[str, str]] = {
    "as many flagged at random: false_discovery_rate": (NOT_FOLLOWED, N)
}
"""Rates under an option that stand on other counts: flags that know of no child are wrong for all whom nothing follows."""
OF_ALL = "of all"
"""What the cut-off ends with of numbers about a whole cohort; the other numbers of a design are about those held out."""
OPTION = ": "
"""What stands between an option, which is a line of its own, and its measure."""


AND = " and "
"""What joins the names of two attributes; no attribute has it in its own."""
ALL_BUT = "all but "
"""How the name begins of everybody who is not in a group."""


class Table(NamedTuple):
    """The model whose counts belong together, and whether they are of the whole cohort or of those held out."""

    authority: str
    outcome: str
    design: str
    algorithm: str
    is_of_all: bool


class Count(NamedTuple):
    """The name of one count: which model, which cut-off, which children, counted how."""

    table: Table
    cut_off: str
    attribute: str
    group: str
    kind: str

    @property
    def of_everybody(self) -> "Count":
        """The same count of all children."""
        return self._replace(attribute="", group="")

    @property
    def of_the_rest(self) -> "Count":
        """The same count of everybody who is not in the group."""
        return self._replace(group=f"{ALL_BUT}{self.group}")


class Pair(NamedTuple):
    """How the pairs of groups of two attributes are named."""

    attribute: str
    turned: bool

    def group(self, one: str, other: str) -> str:
        """Return the name of the pair of a group of the one attribute and a group of the other."""
        return f"{other}, {one}" if self.turned else f"{one}, {other}"


def is_of_a_pair(name: Count) -> bool:
    """Say whether a count is of a group of two attributes at once."""
    return AND in name.attribute


def paired(one: str, other: str) -> tuple[Pair, Pair]:
    """Return how pairs of two attributes may be named: in the one order, or in the other.

    >>> [pair.attribute for pair in paired("age", "sex")]
    ['age and sex', 'sex and age']
    """
    return Pair(f"{one}{AND}{other}", turned=False), Pair(f"{other}{AND}{one}", turned=True)


def line_of(about: About) -> str:
    """Return the line above which those stand whom a finding counts: a cut-off, or what an option puts in its place."""
    option, parted, _ = about.measure.rpartition(OPTION)
    return f"{about.cut_off}{parted}{option}"


def measure_of(about: About) -> str:
    """Return the measure of a finding without the option that it is told for."""
    return about.measure.rpartition(OPTION)[2]


def named(about: About, kind: str) -> Count:
    """Return the name of a count of ``kind`` for the children and the model that a finding is about."""
    is_of_all = not about.design or about.cut_off.endswith(OF_ALL)
    table = Table(about.authority, about.outcome, about.design, about.algorithm, is_of_all)
    cut_off = "" if kind in WITHOUT_CUT_OFF else line_of(about)
    return Count(table, cut_off, about.attribute, about.group, kind)


def recognised(findings: Iterable[Finding]) -> list[dict[Count, int]]:
    """Return, finding by finding, every exact count it would publish (in rounded form) if it were shown.

    A count that stands in many findings has one name in all of them. Where two findings give one name to different
    numbers, the later number gets a name of its own, so that no sum is believed that does not hold.
    """
    numbers: dict[Count, int] = {}
    listed: list[dict[Count, int]] = []
    for finding in findings:
        counts: dict[Count, int] = {}
        for kind, number in _counts_of(finding):
            name = named(finding.about, kind)
            if numbers.setdefault(name, number) != number:
                name = name._replace(kind=f"{kind} in {finding.about.measure}: {number}")
                numbers[name] = number
            counts[name] = number
        listed.append(counts)
    return listed


def _counts_of(finding: Finding) -> list[tuple[str, int]]:
    about, estimate = finding.about, finding.estimate
    if about.measure in NOT_OF_CHILDREN:
        return []
    known = COUNTS if about.design else OF_COHORT if about.outcome else {}
    counted = known.get(about.measure, about.measure)
    usual = RATES.get(measure_of(about), (counted, f"{counted}, of"))
    numerator, denominator = OF_OPTIONS.get(about.measure, usual)
    pairs = [(numerator, estimate.numerator), (denominator, estimate.denominator)]
    plain_count = estimate.numerator is not None and estimate.denominator is None
    if not (plain_count and estimate.n == estimate.numerator):
        pairs += [(N, estimate.n), (FOLLOWED, estimate.positives)]
    return [(kind, number) for kind, number in pairs if number is not None]
