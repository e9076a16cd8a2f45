"""Equal everything is impossible: what other errors some equal errors force upon groups with unequal base rates.

In any group, whatever the model, its four numbers are tied to each other (Chouldechova 2017, "Fair prediction with
disparate impact", Big Data 5, 153-163). With base rate ``p``, false positive rate ``FPR``, false negative rate ``FNR`` and
false discovery rate ``FDR``::

    FPR = p / (1 - p) * FDR / (1 - FDR) * (1 - FNR)

Where base rates differ, groups that are alike in two of the three errors must differ in the third. Only a model that
never errs escapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate
from helpers.evaluation import metrics
from helpers.evaluation.groups.fewer import enough
from helpers.evaluation.groups.members import Member
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.integer]


@dataclass(frozen=True, kw_only=True)
class Forced:
    """What one group's third error would have to be, were the two others those of everybody.

    Attributes
    ----------
    attribute, group
        As :class:`helpers.evaluation.groups.members.Member` names them; everybody has neither.
    base_rate
        The share of the group for whom the outcome followed.
    false_positive_rate
        Forced by equal false discovery and false negative rates.
    false_discovery_rate
        Forced by equal false positive and false negative rates.
    attainable
        Whether the forced false positive rate is at most 1. Above, the group could not have both errors of everybody
        at all: more of its children would have to be flagged wrongly than there are.
    """

    attribute: str
    group: str
    base_rate: Estimate
    false_positive_rate: Estimate
    false_discovery_rate: Estimate
    attainable: bool


def forced_false_positive_rate(
    base_rate: Numbers, *, false_discovery_rate: Numbers, false_negative_rate: Numbers
) -> Numbers:
    """Return the false positive rate that base rate, false discovery and false negative rate leave, NaN where none does.

    All arrays are of one shape, of shares. The result is above 1 where no model can have these errors.
    """
    odds = metrics.ratio(base_rate, 1 - base_rate)
    return (
        odds
        * metrics.ratio(false_discovery_rate, 1 - false_discovery_rate)
        * (1 - false_negative_rate)
    )


def forced_false_discovery_rate(
    base_rate: Numbers, *, false_positive_rate: Numbers, false_negative_rate: Numbers
) -> Numbers:
    """Return the false discovery rate that base rate, false positive and false negative rate leave, NaN where none does.

    All arrays are of one shape, of shares.
    """
    wrong = (1 - base_rate) * false_positive_rate
    return metrics.ratio(wrong, wrong + base_rate * (1 - false_negative_rate))


def impossible(
    followed: Marks,
    flagged: Marks,
    *,
    members: Sequence[Member],
    family: Indices,
    resamples: FamilyResamples,
    rule: EstimatePolicy,
) -> tuple[Forced, ...]:
    """Return what equal errors would force upon each group, with its own base rate and everybody's errors.

    Parameters
    ----------
    followed, flagged
        Whether the outcome followed and the child was flagged, shape ``(rows,)``.
    members
        The groups, in the order in which they are returned.
    family
        The number of each decision's family in its cohort, shape ``(rows,)``.
    resamples
        The cohort's resamples, of which the first 1,000 are used; base rates and everybody's errors vary together in them.
    rule
        The thresholds of policy.

    Raises
    ------
    ValueError
        If arrays do not fit together, or a family is not of the cohort.
    """
    everybody = np.ones((1, len(followed)), dtype=bool)
    found = resampled(
        followed,
        np.zeros(len(followed)),
        family=family,
        flags=flagged[None, :],
        subsets=np.vstack([everybody, *(member.rows[None, :] for member in members)]),
        resamples=enough(resamples),
    )
    errors = {
        name: found.of(name)[0]
        for name in ("false_positive_rate", "false_discovery_rate", "false_negative_rate")
    }
    return tuple(
        _forced(
            member,
            found.prevalence[place],
            errors,
            rule=rule,
            counts=(int(found.weight[place, 0]), int(found.followed[place, 0])),
            carried_by=families_carrying(followed[member.rows], family[member.rows]),
        )
        for place, member in enumerate(members, start=1)
    )


def _forced(
    member: Member,
    base_rate: Numbers,
    errors: dict[str, Numbers],
    *,
    rule: EstimatePolicy,
    counts: tuple[int, int],
    carried_by: int,
) -> Forced:
    n, positives = counts
    missed = errors["false_negative_rate"]
    alarms = forced_false_positive_rate(
        base_rate,
        false_discovery_rate=errors["false_discovery_rate"],
        false_negative_rate=missed,
    )
    wrong = forced_false_discovery_rate(
        base_rate, false_positive_rate=errors["false_positive_rate"], false_negative_rate=missed
    )
    rate, forced_alarms, forced_wrong = (
        estimate(
            values[0],
            values[1:],
            n=n,
            positives=positives,
            rule=rule,
            carried_by=carried_by,
            **said,
        )
        for values, said in (
            (base_rate, {"numerator": positives, "denominator": n}),
            (alarms, {}),
            (wrong, {}),
        )
    )
    return Forced(
        attribute=member.attribute,
        group=member.group,
        base_rate=rate,
        false_positive_rate=forced_alarms,
        false_discovery_rate=forced_wrong,
        attainable=forced_alarms.value is None or forced_alarms.value <= 1,
    )
