"""What could be done about unequal errors, and what each would change for whom. Nothing is ranked or recommended.

Told are, with errors by group under each: scores recalibrated for all children together, another line for all children,
flagging nobody, flagging as many children at random, and more data, of which only what a learning curve said is passed
on. Another line for each group is not among them, and is not worked out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, State, too_few
from helpers.evaluation import flagging
from helpers.evaluation.calibration import recalibrate
from helpers.evaluation.groups.fewer import enough
from helpers.evaluation.groups.members import Member
from helpers.evaluation.groups.rates import sums_of
from helpers.evaluation.groups.scores import (
    OBSERVED_EXPECTED,
    PREVALENCE,
    GroupScores,
    Walked,
    walk,
)
from helpers.evaluation.groups.sums import sums_by_subset
from helpers.evaluation.intervals import can_be_judged
from helpers.evaluation.judge import Judged
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

AS_IT_IS = "as it is"
RECALIBRATED = "recalibrated"
NOBODY = "nobody flagged"
AT_RANDOM = "as many flagged at random"
MORE_DATA = "more data"

SHARES = (0.05, 0.10, 0.20)
"""The other lines for all children: so large a share is flagged, those with the highest scores."""

MEASURES = (
    "flagged_share",
    "false_positive_rate",
    "false_negative_rate",
    "false_discovery_rate",
)
"""What is told of each option by group: who is flagged, who wrongly, who is missed, and how many flags are wrong."""


def of_share(share: float) -> str:
    """Return the name of the option that flags a share of all children, such as ``5 in 100 flagged``."""
    return f"{100 * share:g} in 100 flagged"


def options(
    scores: GroupScores,
    *,
    cut_off: str,
    resamples: FamilyResamples,
    rule: EstimatePolicy,
    shares: Sequence[float] = SHARES,
    more_data: Mapping[str, Estimate] | None = None,
) -> list[Judged]:
    """Return what each option changes, for everybody and for every group.

    A measure is named ``<option>: <measure>``, with the measures of :data:`MEASURES`, and stands under the cut-off that it is
    an alternative to. For scores as they are and recalibrated there is ``observed_expected`` too.

    * *Recalibrated*: intercept and slope are learnt from all decisions together, blind to groups, and children are
      flagged from the score at which they are flagged now. Recalibration keeps the order of scores: whoever flags
      the highest tenth flags the same children as before. Two numbers learnt from the decisions they are judged on
      make it look a little better than it would be.
    * *Nobody flagged*: of nobody's flags can be said how many are wrong, so that measure is left out.
    * *As many flagged at random*: on average over all such draws.
    * *More data*: the estimates given, unchanged, of everybody.

    Parameters
    ----------
    scores
        The model's scores, its flags and the groups.
    cut_off
        Which of the flags are the ones as it is.
    resamples
        The cohort's resamples, of which the first 1,000 are used. Recalibration and lines are not learnt anew in them.
    rule
        The thresholds of policy.
    shares
        The shares of all children that other lines would flag.
    more_data
        Estimates of measures with more data, by their names.

    Raises
    ------
    ValueError
        If there is no such cut-off or no decision, arrays do not fit together, or a score or a share is out of bounds.
    """
    if cut_off not in scores.flags:
        raise ValueError(f"there are no flags named '{cut_off}'")
    if not all(0 < share < 1 for share in shares):
        raise ValueError("a share to flag lies between 0 and 1")
    flagged = scores.flags[cut_off]
    lines = {of_share(share): flagging.top_share(scores.score, share) for share in shares}
    moved, above = _recalibrated(scores, flagged)
    flags = {AS_IT_IS: flagged, **lines, RECALIBRATED: above}
    asked = replace(scores, flags=flags)
    walked = walk(asked, pairs=False, resamples=enough(resamples), rule=rule)
    found = _named(sums_of(walked, _figures(*flags), rule=rule), cut_off)
    for option, one in ((AS_IT_IS, walked), (RECALIBRATED, _expecting(moved, walked))):
        found += _named(sums_of(one, [(OBSERVED_EXPECTED, "")], rule=rule), cut_off, option)
    found += _without_scores(walked, float(flagged.mean()), cut_off, rule)
    found += [
        Judged(measure=f"{MORE_DATA}: {measure}", estimate=made, cut_off=cut_off)
        for measure, made in (more_data or {}).items()
    ]
    return found


def _figures(*names: str) -> list[tuple[str, str]]:
    return [(measure, name) for name in names for measure in MEASURES]


def _named(judged: list[Judged], cut_off: str, option: str = "") -> list[Judged]:
    """Put the option, by default the cut-off that was judged, before the measure."""
    return [
        replace(one, measure=f"{option or one.cut_off}: {one.measure}", cut_off=cut_off)
        for one in judged
    ]


def _recalibrated(scores: GroupScores, flagged: Marks) -> tuple[Numbers, Marks]:
    """Return scores recalibrated for all together, and who reaches the line at which children are flagged now."""
    moved = recalibrate(scores.score, scores.followed, scores.score)
    line = float(np.min(scores.score[flagged], initial=np.inf))
    return moved, flagging.at_least(moved, line)


def _expecting(score: Numbers, walked: Walked) -> Walked:
    """Return a walk with the sums of other scores."""
    expected = sums_by_subset(
        score, walked.scores.family, subsets=walked.subsets, resamples=walked.resamples
    )
    return replace(walked, found=replace(walked.found, expected=expected))


def _without_scores(
    walked: Walked, share: float, cut_off: str, rule: EstimatePolicy
) -> list[Judged]:
    """Return what is so of each group if nobody is flagged, and if a share of all is flagged at random."""
    found = []
    prevalence = sums_of(walked, [(PREVALENCE, "")], rule=rule)
    for member, rate in zip(walked.members, prevalence, strict=True):
        found += _nobody(member, walked.scores.followed, cut_off, rule)
        found += _at_random(rate, share, cut_off)
    return found


def _nobody(member: Member, followed: Marks, cut_off: str, rule: EstimatePolicy) -> list[Judged]:
    """Return what is so by definition where nobody is flagged: no false alarm, and everybody missed."""
    n, positives = int(member.rows.sum()), int(followed[member.rows].sum())
    counts = {
        "flagged_share": (0, n),
        "false_positive_rate": (0, n - positives),
        "false_negative_rate": (positives, positives),
    }
    known = can_be_judged(n=n, positives=positives, rule=rule)
    return [
        Judged(
            measure=f"{NOBODY}: {measure}",
            estimate=Estimate(
                value=part / whole,
                n=n,
                positives=positives,
                numerator=part,
                denominator=whole,
            )
            if known
            else too_few(n=n, positives=positives),
            cut_off=cut_off,
            attribute=member.attribute,
            group=member.group,
        )
        for measure, (part, whole) in counts.items()
    ]


def _at_random(prevalence: Judged, share: float, cut_off: str) -> list[Judged]:
    """Return what flags are worth that know nothing of the child: wrong for all for whom nothing follows."""
    rate = prevalence.estimate
    made = dict.fromkeys(MEASURES, rate)
    if rate.state is State.ESTIMATED:
        by_chance = Estimate(value=share, n=rate.n, positives=rate.positives)
        made = {
            "flagged_share": by_chance,
            "false_positive_rate": by_chance,
            "false_negative_rate": replace(by_chance, value=1 - share),
            "false_discovery_rate": _the_others(rate),
        }
    return [
        replace(prevalence, measure=f"{AT_RANDOM}: {measure}", estimate=one, cut_off=cut_off)
        for measure, one in made.items()
    ]


def _the_others(rate: Estimate) -> Estimate:
    """Return the rate of those for whom the outcome did not follow."""
    value, high, low = (
        None if end is None else 1 - end for end in (rate.value, rate.low, rate.high)
    )
    others = (rate.denominator or 0) - (rate.numerator or 0)
    return replace(rate, value=value, low=low, high=high, numerator=others)
