"""Training luck of one design: the chosen model learnt again and again, each time from resampled families."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, too_few
from helpers.evaluation import flagging, streams
from helpers.evaluation.intervals import can_be_judged
from helpers.evaluation.luck import stability, with_training
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import Resampled, resampled
from helpers.modelling.material import CannotLearn, Material
from helpers.modelling.search import prepared, scored
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.learning import (
    ROOMS,
    learning_rules,
    material_of,
    plan_of,
    resamples_of,
    size_of_learning_again,
    split_of,
)

CUT_OFF = "top tenth"
MEASURES = ("average_precision", "precision", "recall")
"""Measures whose spread over refits is told; the rates are those of the headline cut-off."""

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Refits:
    """Learn the chosen model of a design again, ``refits`` times."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    draws: int
    refits: int
    cohort: Entry
    unit: Entry

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"refits-{self.outcome}-{self.design}-{self.draws}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        chosen = [self.unit.record.get(name) for name in ("algorithm", "settings", "reason")]
        rules = [learning_rules(self.design, self.draws), self.refits]
        return key_of(
            inputs=[self.cohort.digest_of_frames, self.unit.digest_of_frames],
            settings=[*rules, chosen, asdict(policy().estimates), asdict(policy().study)],
            rooms=[*ROOMS, "estimate", "evaluation", "policy.py", "study/refits"],
        )

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: learn {self.refits} times"

    @property
    def size(self) -> float:
        """A guess of how long it takes, in no unit."""
        return size_of_learning_again(self.cohort, self.design, self.unit.record["algorithm"])

    def make(self) -> Kept:
        """Return how measures spread and how stable flags are; *too few to judge* where there is no model."""
        material = material_of(self.cohort, self.design)
        n, positives = len(material.followed), int(material.followed.sum())
        try:
            split = split_of(material, self.outcome, self.design)
        except CannotLearn:
            return Kept(record=_nothing(n, positives))
        held_out = split.held_out
        n, positives = len(held_out), int(material.followed[held_out].sum())
        if "reason" in self.unit.record or not can_be_judged(
            n=n, positives=positives, rule=policy().estimates
        ):
            return Kept(record=_nothing(n, positives))
        scores = list(self._again(material, split.training, held_out))
        return Kept(record=_judged(material, held_out, self.unit, scores))

    def _again(
        self,
        material: Material,
        training: npt.NDArray[np.intp],
        held_out: npt.NDArray[np.intp],
    ) -> Iterator[Scores]:
        """Yield the scores of each refit; a draw of families without both kinds of decision is passed over.

        How gaps are filled and which words and topics are read was learnt once, from all training families.
        """
        shared = resamples_of(material.families)
        draws = FamilyResamples(
            families=shared.families,
            seed=int(streams.raw(1, "refits", shared.seed)[0] % 2**31),
            resamples=self.refits,
        )
        plan = plan_of(self.design, self.draws)
        algorithm, settings = self.unit.record["algorithm"], self.unit.record["settings"]
        parts = prepared(material, training, held_out, plan)
        family = material.family[training]
        for block in draws.blocks():
            for weight in block.T:
                again = parts.only(np.repeat(np.arange(len(training)), weight[family].astype(int)))
                if again.followed.any() and not again.followed.all():
                    yield scored(again, {algorithm: [settings]}, plan)[algorithm][:, 0]


def _nothing(n: int, positives: int) -> dict[str, Any]:
    none = asdict(too_few(n=n, positives=positives))
    return {"refits": 0, "spread": dict.fromkeys(MEASURES, none)} | dict.fromkeys(
        ("flagged_again", "always_flagged"), none
    )


def _judged(
    material: Material, held_out: npt.NDArray[np.intp], unit: Entry, scores: list[Scores]
) -> dict[str, Any]:
    followed, family = material.followed[held_out], material.family[held_out]
    shared, rule = resamples_of(material.families), policy().estimates
    share = policy().study.flagged_share

    def measured(score: Scores, resamples: FamilyResamples) -> Resampled:
        """Return every measure of one refit, its highest tenth flagged."""
        return resampled(
            followed,
            score,
            family=family,
            flags=flagging.top_share(score, share)[None, :],
            subsets=np.ones((1, len(score)), dtype=bool),
            resamples=resamples,
        )

    one = [
        FamilyResamples(families=shared.families, seed=shared.seed + number, resamples=1)
        for number in range(len(scores))
    ]
    again = [measured(score, draw) for score, draw in zip(scores, one, strict=True)]
    first = measured(unit.frame("scores")["score"].to_numpy(dtype=np.float64), one[0])
    spread: dict[str, Estimate] = {
        measure: with_training(
            float(first.of(measure)[0, 0]),
            np.array([found.of(measure)[0, 0] for found in again]),
            np.array([found.of(measure)[0, 1] for found in again]),
            n=len(held_out),
            positives=int(followed.sum()),
            rule=rule,
        )
        for measure in MEASURES
    }
    stable = stability(
        np.stack([flagging.top_share(score, share) for score in scores]),
        followed=followed,
        family=family,
        resamples=shared,
        rule=rule,
    )
    return {
        "refits": len(scores),
        "spread": {name: asdict(made) for name, made in spread.items()},
        "flagged_again": asdict(stable.flagged_again),
        "always_flagged": asdict(stable.always_flagged),
    }
