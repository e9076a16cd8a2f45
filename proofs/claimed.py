"""The claims that pages make of one authority, judged as pages judge them. Where nothing is to be found, all are wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from helpers.comparison import Comparison
from helpers.estimate import Estimate
from helpers.policy import policy
from helpers.presenting.claims import Verdict, better_than_guessing, higher, reaches

GUESSING = "a model better than guessing"
MARK = "a model at the study's mark"
PAIR = "one of two models better"
GAP = "a gap between groups"
KINDS = (GUESSING, MARK, PAIR, GAP)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What pages judge about one outcome.

    Attributes
    ----------
    areas, precisions
        Area under the ROC curve and average precision of each model.
    verdicts
        Of each pair of models.
    rates
        One mistake in each group of one attribute.
    """

    areas: Sequence[Estimate]
    precisions: Sequence[Estimate]
    verdicts: Sequence[Comparison]
    rates: Sequence[Sequence[Estimate]]


def claimed(told: Told) -> Iterator[str]:
    """Yield the kind of every claim made."""
    for area in told.areas:
        if better_than_guessing(area) is Verdict.TRUE:
            yield GUESSING
    for precision in told.precisions:
        if reaches(precision, policy().study.bar) is Verdict.TRUE:
            yield MARK
    for verdict in told.verdicts:
        if verdict in (Comparison.BETTER, Comparison.WORSE):
            yield PAIR
    for groups in told.rates:
        if any(higher(one, other) is Verdict.TRUE for one, other in permutations(groups, 2)):
            yield GAP
