"""Everything that says why a model errs unequally, group by group, under the names that findings have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate
from helpers.evaluation.groups.decomposition import Decomposed, decomposed
from helpers.evaluation.groups.impossible import Forced, impossible
from helpers.evaluation.groups.members import Member, members
from helpers.evaluation.groups.regression import Fit
from helpers.evaluation.groups.scores import GroupScores
from helpers.evaluation.groups.why import Adjusted, AdjustedGap, adjusted
from helpers.evaluation.judge import Judged
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import EstimatePolicy

Numbers = npt.NDArray[np.float64]

NOT_ATTAINABLE = "no model could have these errors in this group"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One estimate and, where it needs saying, why it is as it is."""

    judged: Judged
    note: str = ""


def reasons(
    scores: GroupScores,
    *,
    cut_off: str,
    covariates: Mapping[str, Numbers],
    resamples: FamilyResamples,
    rule: EstimatePolicy,
) -> list[Reason]:
    """Return why errors are unequal at one cut-off, for every group of every attribute that can be asked about.

    With ``<error>`` one of ``false_alarms`` and ``misses``, and ``<rate>`` one of ``false_positive_rate`` and
    ``false_negative_rate``:

    * ``unadjusted gap in <error>``, ``adjusted gap in <error>``, ``gap in <error> gone by adjusting``, ``unadjusted odds
      ratio of <error>`` and ``adjusted odds ratio of <error>``; what was adjusted for, or why nothing could be, is noted;
    * ``part of gap in <rate> from base rate``, ``… from calibration`` and ``… from cut-off``;
    * ``forced false_positive_rate`` and ``forced false_discovery_rate``.

    Parameters
    ----------
    scores
        The model's scores, flags and groups.
    cut_off
        The flags that are asked about.
    covariates
        What is adjusted for, by name in words, shape ``(rows,)``.
    resamples
        The cohort's resamples.
    rule
        The thresholds of policy.

    Raises
    ------
    ValueError
        If there is no such cut-off, arrays do not fit together, a score is no chance, or a family is not of the cohort.
    """
    if cut_off not in scores.flags:
        raise ValueError(f"there are no flags named '{cut_off}'")
    followed, flagged, family = scores.followed, scores.flags[cut_off], scores.family
    groups = members(len(followed), scores.attributes, pairs=False)[1:]
    parts = decomposed(
        followed,
        scores.score,
        flagged=flagged,
        groups=[group.rows for group in groups],
        family=family,
        resamples=resamples,
        rule=rule,
    )
    forced = impossible(
        followed, flagged, members=groups, family=family, resamples=resamples, rule=rule
    )
    found = []
    for group, of_group, forced_on in zip(groups, parts, forced, strict=True):
        gap = adjusted(
            followed, flagged, group=group.rows, covariates=covariates, family=family, rule=rule
        )
        named = _Named(group=group, cut_off=cut_off)
        found += [*named.adjusted(gap), *named.parts(of_group), *named.forced(forced_on)]
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class _Named:
    """Puts estimates of one group under their names."""

    group: Member
    cut_off: str

    def adjusted(self, found: Adjusted) -> Iterator[Reason]:
        for error, gap in (("false_alarms", found.false_alarms), ("misses", found.misses)):
            note = _note(gap, found.adjusted_for)
            yield self._reason(f"unadjusted gap in {error}", gap.unadjusted)
            yield self._reason(f"adjusted gap in {error}", gap.adjusted, note)
            yield self._reason(f"gap in {error} gone by adjusting", gap.went, note)
            yield self._reason(f"unadjusted odds ratio of {error}", gap.unadjusted_odds_ratio)
            yield self._reason(f"adjusted odds ratio of {error}", gap.adjusted_odds_ratio, note)

    def parts(self, found: tuple[Decomposed, ...]) -> Iterator[Reason]:
        for gap in found:
            begin = f"part of gap in {gap.measure} from"
            yield self._reason(f"{begin} base rate", gap.base_rate)
            yield self._reason(f"{begin} calibration", gap.calibration)
            yield self._reason(f"{begin} cut-off", gap.cut_off)

    def forced(self, found: Forced) -> Iterator[Reason]:
        note = "" if found.attainable else NOT_ATTAINABLE
        yield self._reason("forced false_positive_rate", found.false_positive_rate, note)
        yield self._reason("forced false_discovery_rate", found.false_discovery_rate)

    def _reason(self, measure: str, made: Estimate, note: str = "") -> Reason:
        judged = Judged(
            measure=measure,
            estimate=made,
            cut_off=self.cut_off,
            attribute=self.group.attribute,
            group=self.group.group,
        )
        return Reason(judged=judged, note=note)


def _note(gap: AdjustedGap, adjusted_for: tuple[str, ...]) -> str:
    if gap.fit is not Fit.ADJUSTED:
        return str(gap.fit)
    return f"adjusted for {', '.join(adjusted_for)}" if adjusted_for else "nothing to adjust for"
