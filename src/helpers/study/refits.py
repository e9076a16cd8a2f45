"""Training luck of one design: the chosen model learnt again and again, each time from resampled families."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.estimate import Estimate, too_few
from helpers.evaluation import flagging, streams
from helpers.evaluation.luck import stability, with_training
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import Resampled, resampled
from helpers.modelling.material import Material
from helpers.modelling.search import prepared, scored
from helpers.policy import policy
from helpers.stages import Entry, Kept
from helpers.study.chosen import OfChosen
from helpers.study.learning import plan_of, resamples_of

CUT_OFF = "top tenth"
MEASURES = ("average_precision", "precision", "recall")
"""Measures whose spread over refits is told; the rates are those of the headline cut-off."""

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Refits(OfChosen):
    """Learn the chosen model of a design again, ``refits`` times."""

    refits: int

    kind = "refits"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        settings = [self.refits, asdict(policy().study)]
        rooms = ["estimate", "evaluation", "policy.py", "study/refits"]
        return self.key_with(settings=settings, rooms=rooms)

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: learn {self.refits} times"

    def make(self) -> Kept:
        """Return how measures spread and how stable flags are; *too few to judge* where there is no model."""
        ground = self.ground()
        if ground.split is None:
            return Kept(record=_nothing(ground.n, ground.positives))
        held_out = ground.split.held_out
        scores = list(self._again(ground.material, ground.split.training, held_out))
        return Kept(record=_judged(ground.material, held_out, self.unit, scores))

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
