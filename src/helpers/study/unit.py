"""One unit of the study: one outcome, one design. Learn, score those held out once, judge."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.estimate import Estimate, too_few
from helpers.evaluation import flagging
from helpers.evaluation.intervals import can_be_judged
from helpers.evaluation.judge import Judged, Scores, judge, not_judged
from helpers.evaluation.resample import FamilyResamples
from helpers.modelling import splits
from helpers.modelling.material import CannotLearn, Material
from helpers.modelling.search import Compared, Learned, learn
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.protocol import cut_offs, protocol
from helpers.study.steps import TEXTS, word_counts


@dataclass(frozen=True)
class Unit:
    """Learn and judge one design of one outcome."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    attributes: tuple[str, ...]
    draws: int
    cohort: Entry

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"unit-{self.outcome}-{self.design}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        fixed = protocol().model_dump() | {"draws": self.draws}
        numbers = [asdict(policy().estimates), cut_offs(), outcome(self.outcome).within_months]
        return key_of(
            inputs=[self.cohort.digest_of_frames],
            settings=[fixed, self.design, self.attributes, *numbers],
            rooms=["estimate", "evaluation", "modelling", "policy.py", "study/steps", "study/unit"],
        )

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}"

    @property
    def size(self) -> float:
        """A guess of how long it takes, in no unit: the longest are to be started first."""
        design = protocol().designs[self.design]
        decisions: int = self.cohort.record["decisions"]
        return decisions * (4.0 if design.text else 1.0) * (0.3 if design.earlier else 1.0)

    def make(self) -> Kept:
        """Return the scores of the decisions held out, and everything judged about them.

        A design that cannot be learnt says so in every number (*too few to judge*) and in its reason.
        """
        decisions = self.cohort.frame("decisions")
        material = material_of(self.cohort, text=protocol().designs[self.design].text)
        try:
            split = self._split(material)
            learned = self._learn(material, split)
        except CannotLearn as reason:
            return Kept(record=self._without_a_model(decisions, reason))
        judged, flags = self._judge(decisions, material, held_out=split.held_out, learned=learned)
        scored = decisions.iloc[split.held_out][["child_id", "family_id", "day", "followed"]]
        scored = scored.assign(score=learned.score, **flags)
        record = {
            "algorithm": learned.chosen.algorithm,
            "settings": dict(learned.chosen.settings),
            "judged": [asdict(one) for one in judged],
            "compared": [
                {"algorithm": one.algorithm} | asdict(_over_folds(one, material, split.training))
                for one in learned.compared
            ],
        }
        return Kept({"scores": scored}, record)

    def _split(self, material: Material) -> splits.Split:
        fixed = protocol()
        if fixed.designs[self.design].earlier:
            return splits.earlier_cases(
                material.month,
                material.followed,
                material.family,
                horizon=outcome(self.outcome).within_months,
                held_out=fixed.earlier_cases.held_out,
                folds=fixed.earlier_cases.folds,
            )
        return splits.all_cases(
            material.followed,
            material.family,
            held_out=fixed.all_cases.held_out,
            folds=fixed.all_cases.folds,
            validation=fixed.all_cases.validation,
            seed=fixed.seed,
        )

    def _learn(self, material: Material, split: splits.Split) -> Learned:
        fixed = protocol()
        return learn(
            material,
            split,
            algorithms=fixed.algorithms,
            draws=self.draws,
            most_words=fixed.most_words,
            seed=fixed.seed,
        )

    def _judge(
        self,
        decisions: pd.DataFrame,
        material: Material,
        *,
        held_out: npt.NDArray[np.intp],
        learned: Learned,
    ) -> tuple[list[Judged], Mapping[str, npt.NDArray[np.bool_]]]:
        shares = cut_offs()
        flags = {
            "top tenth": flagging.top_share(learned.score, shares["top tenth"]),
            "one half": flagging.at_least(learned.score, shares["one half"]),
        }
        groups = {name: labels[held_out] for name, labels in self._groups(decisions).items()}
        scores = Scores(
            followed=material.followed[held_out],
            score=learned.score,
            family=material.family[held_out],
            flags=flags,
            attributes=groups,
        )
        rule = policy().estimates
        resamples = FamilyResamples(
            families=int(material.family.max()) + 1,
            seed=protocol().seed,
            resamples=rule.resamples,
        )
        return judge(scores, resamples, rule), flags

    def _groups(self, decisions: pd.DataFrame) -> dict[str, npt.NDArray[np.object_]]:
        return {name: decisions[name].to_numpy(dtype=object) for name in self.attributes}

    def _without_a_model(self, decisions: pd.DataFrame, reason: CannotLearn) -> dict[str, Any]:
        followed = decisions["followed"].to_numpy(dtype=bool)
        judged = not_judged(followed, self._groups(decisions), tuple(cut_offs()))
        nothing = asdict(too_few(n=len(followed), positives=int(followed.sum())))
        return {
            "reason": reason.what,
            "algorithm": "",
            "judged": [asdict(one) for one in judged],
            "compared": [{"algorithm": name} | nothing for name in protocol().algorithms],
        }


def material_of(cohort: Entry, *, text: bool) -> Material:
    """Return a cohort, as the earlier step kept it, as arrays to learn from."""
    decisions = cohort.frame("decisions")
    family, _ = pd.factorize(decisions["family_id"], sort=True)
    return Material(
        structured=cohort.frame("structured").to_numpy(dtype=np.float32),
        words=tuple(word_counts(cohort, kind) for kind in TEXTS) if text else (),
        followed=decisions["followed"].to_numpy(dtype=bool),
        family=family.astype(np.intp),
        month=decisions["day"].to_numpy(dtype="datetime64[M]"),
    )


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
