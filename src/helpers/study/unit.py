"""One unit of the study: one outcome, one design. Learn, score those held out once, judge."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.estimate import Estimate, too_few
from helpers.evaluation.intervals import can_be_judged
from helpers.evaluation.judge import Judged, Scores, judge, not_judged
from helpers.modelling.material import CannotLearn, Material
from helpers.modelling.search import Compared, Learned, learn
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.learning import (
    ROOMS,
    algorithms_of,
    flags_of,
    learning_rules,
    material_of,
    plan_of,
    resamples_of,
    size_of,
    split_of,
)
from helpers.study.protocol import cut_offs, protocol

CUT_OFFS_OF_GROUPS = ("top tenth", "one half")
"""Cut-offs at which mistakes are counted by group too."""


@dataclass(frozen=True)
class Unit:
    """Learn and judge one design of one outcome."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    attributes: tuple[str, ...]
    capacity: float
    draws: int
    cohort: Entry

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"unit-{self.outcome}-{self.design}-{self.draws}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        numbers = [asdict(policy().estimates), outcome(self.outcome).within_months]
        return key_of(
            inputs=[self.cohort.digest_of_frames],
            settings=[
                learning_rules(self.design, self.draws),
                self._cut_offs,
                self.attributes,
                *numbers,
            ],
            rooms=[*ROOMS, "study/unit"],
        )

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}"

    @property
    def size(self) -> float:
        """A guess of how long it takes, in no unit: the longest are to be started first."""
        return size_of(self.cohort, self.design)

    @property
    def _cut_offs(self) -> Mapping[str, float]:
        return cut_offs(self.capacity)

    def make(self) -> Kept:
        """Return the scores of the decisions held out, and everything judged about them.

        A design that cannot be learnt says so in every number (*too few to judge*) and in its reason.
        """
        decisions = self.cohort.frame("decisions")
        material = material_of(self.cohort, self.design)
        try:
            split = split_of(material, self.outcome, self.design)
            learned = learn(material, split, plan_of(self.design, self.draws))
        except CannotLearn as reason:
            return Kept(record=self._without_a_model(decisions, reason))
        judged, flags = self._judge(decisions, material, held_out=split.held_out, learned=learned)
        scored = decisions.iloc[split.held_out][["child_id", "family_id", "day", "followed"]]
        scored = scored.assign(row=split.held_out, score=learned.score, **flags)
        inner = {"row": learned.inner_rows, "score": learned.inner_score}
        record = {
            "algorithm": learned.chosen.algorithm,
            "settings": dict(learned.chosen.settings),
            "judged": [asdict(one) for one in judged],
            "compared": [
                {"algorithm": one.algorithm} | asdict(_over_folds(one, material, split.training))
                for one in learned.compared
            ],
        }
        return Kept({"scores": scored, "inner": pd.DataFrame(inner)}, record)

    def _judge(
        self,
        decisions: pd.DataFrame,
        material: Material,
        *,
        held_out: npt.NDArray[np.intp],
        learned: Learned,
    ) -> tuple[list[Judged], Mapping[str, npt.NDArray[np.bool_]]]:
        flags = flags_of(learned.score, self._cut_offs)
        groups = {name: labels[held_out] for name, labels in self._groups(decisions).items()}
        scores = Scores(
            followed=material.followed[held_out],
            score=learned.score,
            family=material.family[held_out],
            flags=flags,
            attributes=groups,
            flags_of_groups=CUT_OFFS_OF_GROUPS,
        )
        return judge(scores, resamples_of(material), policy().estimates), flags

    def _groups(self, decisions: pd.DataFrame) -> dict[str, npt.NDArray[np.object_]]:
        if protocol().designs[self.design].role == "beside":
            return {}
        return {name: decisions[name].to_numpy(dtype=object) for name in self.attributes}

    def _without_a_model(self, decisions: pd.DataFrame, reason: CannotLearn) -> dict[str, Any]:
        followed = decisions["followed"].to_numpy(dtype=bool)
        judged = not_judged(
            followed,
            self._groups(decisions),
            tuple(self._cut_offs),
            flags_of_groups=CUT_OFFS_OF_GROUPS,
        )
        nothing = asdict(too_few(n=len(followed), positives=int(followed.sum())))
        return {
            "reason": reason.what,
            "algorithm": "",
            "judged": [asdict(one) for one in judged],
            "compared": [{"algorithm": name} | nothing for name in algorithms_of(self.design)],
        }


def _over_folds(one: Compared, material: Material, training: npt.NDArray[np.intp]) -> Estimate:
    n, positives = len(training), int(material.followed[training].sum())
    if not can_be_judged(n=n, positives=positives, rule=policy().estimates):
        return too_few(n=n, positives=positives)
    return Estimate(
        value=one.mean,
        low=max(one.lower_bound, 0.0),
        high=min(one.mean + one.margin, 1.0),
        n=n,
        positives=positives,
    )
