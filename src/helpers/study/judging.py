"""Judge what one unit learnt: every measure, for everybody and by group, and how far its scores can be believed."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.estimate import too_few
from helpers.evaluation.benefit import benefits
from helpers.evaluation.calibration import Held, calibration, calibration_curve, recalibrate
from helpers.evaluation.judge import Judged, Scores, judge, not_judged
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.learning import flags_of, resamples_of
from helpers.study.protocol import cut_offs, protocol

CUT_OFFS_OF_GROUPS = ("top tenth", "one half")
"""Cut-offs at which mistakes are counted by group too."""
CALIBRATED = ("observed_expected", "calibration_intercept", "calibration_slope")
RECALIBRATED = "recalibrated "
BENEFITS = ("net_benefit", "net_benefit_everybody", "net_benefit_gained")


@dataclass(frozen=True)
class Judging:
    """Judge the scores of one design of one outcome."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    attributes: tuple[str, ...]
    capacity: float
    draws: int
    cohort: Entry
    unit: Entry

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"judged-{self.outcome}-{self.design}-{self.draws}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        fixed = protocol()
        return key_of(
            inputs=[self.cohort.digest_of_frames, self.unit.digest],
            settings=[
                cut_offs(self.capacity),
                self.attributes,
                fixed.thresholds,
                fixed.seed,
                fixed.designs[self.design].role,
                asdict(policy().estimates),
            ],
            rooms=["estimate", "evaluation", "policy.py", "study/judging", "study/learning"],
        )

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: judge"

    @property
    def _is_beside(self) -> bool:
        """Whether it is a comparator, which is judged as a whole alone."""
        return protocol().designs[self.design].role == "beside"

    def make(self) -> Kept:
        """Return everything judged, as plain values; *too few to judge* throughout where there is no model."""
        decisions = self.cohort.frame("decisions")
        if "reason" in self.unit.record:
            judged = self._without_a_model(decisions)
        else:
            judged = self._judged(decisions)
        return Kept(record={"judged": [asdict(one) for one in judged]})

    def _judged(self, decisions: pd.DataFrame) -> list[Judged]:
        scored = self.unit.frame("scores")
        rows = scored["row"].to_numpy()
        family, names = pd.factorize(decisions["family_id"], sort=True)
        resamples = resamples_of(len(names))
        score = scored["score"].to_numpy(dtype=np.float64)
        groups = {name: labels[rows] for name, labels in self._groups(decisions).items()}
        scores = Scores(
            followed=scored["followed"].to_numpy(dtype=bool),
            score=score,
            family=family[rows],
            flags=flags_of(score, cut_offs(self.capacity)),
            attributes=groups,
            flags_of_groups=CUT_OFFS_OF_GROUPS,
        )
        judged = judge(scores, resamples, policy().estimates)
        if not self._is_beside:
            inner = self.unit.frame("inner")
            learnt_on = decisions["followed"].to_numpy(dtype=bool)[inner["row"].to_numpy()]
            moved = recalibrate(inner["score"].to_numpy(dtype=np.float64), learnt_on, score)
            judged += _believable(scores, moved, resamples)
        return judged

    def _groups(self, decisions: pd.DataFrame) -> Mapping[str, npt.NDArray[np.object_]]:
        if self._is_beside:
            return {}
        return {name: decisions[name].to_numpy(dtype=object) for name in self.attributes}

    def _without_a_model(self, decisions: pd.DataFrame) -> list[Judged]:
        followed = decisions["followed"].to_numpy(dtype=bool)
        judged = not_judged(
            followed,
            self._groups(decisions),
            tuple(cut_offs(self.capacity)),
            flags_of_groups=CUT_OFFS_OF_GROUPS,
        )
        if self._is_beside:
            return judged
        none = too_few(n=len(followed), positives=int(followed.sum()))
        labels = [(prefix + name, "") for prefix in ("", RECALIBRATED) for name in CALIBRATED]
        labels += [(f"{RECALIBRATED}brier", "")]
        labels += [(name, _from(one)) for one in protocol().thresholds for name in BENEFITS]
        return judged + [
            Judged(measure=measure, cut_off=cut_off, estimate=none) for measure, cut_off in labels
        ]


def _believable(
    scores: Scores, moved: npt.NDArray[np.float64], resamples: FamilyResamples
) -> Iterator[Judged]:
    """Yield calibration, raw and recalibrated, its curve, and net benefit of the recalibrated scores."""
    rule = policy().estimates
    raw = Held(followed=scores.followed, score=scores.score, family=scores.family)
    again = replace(raw, score=moved)
    for prefix, held in (("", raw), (RECALIBRATED, again)):
        found = calibration(held, resamples, rule)
        made = (found.observed_expected, found.intercept, found.slope)
        for name, estimate in zip(CALIBRATED, made, strict=True):
            yield Judged(measure=prefix + name, estimate=estimate)
    for one in judge(replace(scores, score=moved, flags={}, attributes={}), resamples, rule):
        if one.measure == "brier":
            yield replace(one, measure=f"{RECALIBRATED}brier")
    for number, group in enumerate(calibration_curve(again, resamples, rule), start=1):
        labels: dict[str, Any] = {"attribute": "score", "group": f"{number}"}
        yield Judged(measure="mean_score", estimate=group.mean_score, **labels)
        yield Judged(measure="prevalence", estimate=group.observed, **labels)
    for benefit in benefits(
        scores.followed,
        moved,
        family=scores.family,
        thresholds=protocol().thresholds,
        resamples=resamples,
        rule=rule,
    ):
        told = (benefit.model, benefit.everybody, benefit.gained)
        for name, estimate in zip(BENEFITS, told, strict=True):
            yield Judged(measure=name, cut_off=_from(benefit.threshold), estimate=estimate)


def _from(threshold: float) -> str:
    """Return the name of the line at which children are flagged from a chance on."""
    return f"chance of {threshold:g}"
