"""One unit of the study: one outcome, one design. Learn, and score those held out once."""

from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.estimate import Estimate, too_few
from helpers.evaluation.intervals import can_be_judged
from helpers.modelling.material import CannotLearn, Material
from helpers.modelling.search import Compared, learn
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.learning import (
    ROOMS,
    algorithms_of,
    learning_rules,
    material_of,
    plan_of,
    size_of,
    split_of,
)


@dataclass(frozen=True)
class Unit:
    """Learn one design of one outcome. How its scores are judged is another step, so that it never learns anew."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    draws: int
    cohort: Entry

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"unit-{self.outcome}-{self.design}-{self.draws}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return key_of(
            inputs=[self.cohort.digest_of_frames],
            settings=[
                learning_rules(self.design, self.draws),
                outcome(self.outcome).within_months,
                asdict(policy().estimates),
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

    def make(self) -> Kept:
        """Return the scores of the decisions held out, and of the inner folds; or the reason why there are none."""
        decisions = self.cohort.frame("decisions")
        material = material_of(self.cohort, self.design)
        try:
            split = split_of(material, self.outcome, self.design)
            learned = learn(material, split, plan_of(self.design, self.draws))
        except CannotLearn as reason:
            return Kept(record=self._without_a_model(material, reason))
        scored = decisions.iloc[split.held_out][["child_id", "family_id", "day", "followed"]]
        scored = scored.assign(row=split.held_out, score=learned.score)
        inner = {"row": learned.inner_rows, "score": learned.inner_score}
        record = {
            "algorithm": learned.chosen.algorithm,
            "settings": dict(learned.chosen.settings),
            "compared": [
                {"algorithm": one.algorithm} | asdict(_over_folds(one, material, split.training))
                for one in learned.compared
            ],
        }
        return Kept({"scores": scored, "inner": pd.DataFrame(inner)}, record)

    def _without_a_model(self, material: Material, reason: CannotLearn) -> dict[str, object]:
        nothing = asdict(too_few(n=len(material.followed), positives=int(material.followed.sum())))
        return {
            "reason": reason.what,
            "algorithm": "",
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
