"""Would more data help? The chosen model of one design, learnt again from growing shares of the training families."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.estimate import too_few
from helpers.evaluation import metrics
from helpers.evaluation.learning_curve import MULTIPLES, Seen, Told, nested, project
from helpers.evaluation.sample_size import needed
from helpers.modelling.material import Material
from helpers.modelling.search import learn_again
from helpers.modelling.splits import Split
from helpers.policy import policy
from helpers.stages import Kept
from helpers.study.chosen import OfChosen
from helpers.study.learning import columns_of, plan_of
from helpers.study.protocol import protocol

FIGURES = 2
"""Cases needed are told to so many figures: they rest on rough assumptions, and exact ones would tell exact counts."""


@dataclass(frozen=True)
class Curve(OfChosen):
    """Learn the chosen model of a design from shares of the training families, ``repeats`` times each."""

    repeats: int

    kind = "curve"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        fixed = protocol().curve.model_dump(mode="json")
        rooms = ["evaluation", "policy.py", "study/curve"]
        return self.key_with(settings=[fixed, self.repeats], rooms=rooms)

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: learn from shares"

    def make(self) -> Kept:
        """Return the curve with its projections and the cases that would be needed; empty where there is no model."""
        ground = self.ground()
        if ground.split is None:
            return Kept(record=_nothing(ground.n, ground.positives))
        material, split = ground.material, ground.split
        score = self.unit.frame("scores")["score"].to_numpy(dtype=np.float64)
        return Kept(
            record=self._drawn(material, split, score) | self._needed(material, split, score)
        )

    def _drawn(
        self, material: Material, split: Split, score: npt.NDArray[np.float64]
    ) -> dict[str, Any]:
        fixed = protocol()
        followed = material.followed[split.held_out]
        families = material.family[split.training]
        values = np.array(
            [list(self._precision(material, split, draw)) for draw in range(self.repeats)]
        ).T
        whole = np.full((1, self.repeats), metrics.average_precision(followed, score))
        counts = [len(part) for part in nested(families, fixed.curve.shares, seed=fixed.seed)]
        seen = Seen(
            families=np.array(counts),
            values=np.vstack([values, whole]),
            n=len(followed),
            positives=int(followed.sum()),
        )
        curve = project(seen, widest=fixed.curve.widest, seed=fixed.seed, rule=policy().estimates)
        share = dict(zip(counts, fixed.curve.shares, strict=True))
        return {
            "points": [
                {"share": share[point.families], "estimate": asdict(point.estimate)}
                for point in curve.points
            ],
            "projections": [
                {"times": one.multiple, "told": one.told, "estimate": asdict(one.estimate)}
                for one in curve.projections
            ],
        }

    def _precision(self, material: Material, split: Split, draw: int) -> Iterator[float]:
        """Yield average precision of what was learnt from each share but the whole; NaN where nothing can be learnt."""
        fixed = protocol()
        families = material.family[split.training]
        followed = material.followed[split.held_out]
        for part in nested(families, fixed.curve.shares[:-1], seed=fixed.seed, draw=draw):
            rows = split.training[np.isin(families, part)]
            if material.followed[rows].all() or not material.followed[rows].any():
                yield np.nan
                continue
            score = learn_again(
                material,
                rows,
                split.held_out,
                algorithm=self.unit.record["algorithm"],
                settings=self.unit.record["settings"],
                plan=plan_of(self.design, self.draws),
            )
            yield metrics.average_precision(followed, score)

    def _needed(
        self, material: Material, split: Split, score: npt.NDArray[np.float64]
    ) -> dict[str, Any]:
        """Return how many cases a model with so many columns would need, ranking as well as this one does."""
        from sklearn.metrics import roc_auc_score

        followed = material.followed[split.held_out]
        area = float(roc_auc_score(followed, score))
        parameters = columns_of(material, split, self.design)
        counts = {"n": len(followed), "positives": int(followed.sum())}
        if not 0.5 < area < 1:
            return {"needed": asdict(too_few(**counts))}
        asked = needed(parameters=parameters, prevalence=float(followed.mean()), c_statistic=area)
        most = max(asked.shrinkage, asked.optimism, asked.overall_risk)
        return {"needed": {"value": float(f"{most:.{FIGURES}g}")} | counts}


def _nothing(n: int, positives: int) -> dict[str, Any]:
    """Return the record of a design without a model, under the labels of one with."""
    none = asdict(too_few(n=n, positives=positives))
    return {
        "points": [{"share": share, "estimate": none} for share in protocol().curve.shares],
        "projections": [
            {"times": times, "told": Told.TOO_FEW, "estimate": none} for times in MULTIPLES
        ],
        "needed": none,
    }
