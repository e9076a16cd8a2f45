"""What later steps have in common that go on from the model which one design chose: where they stand, and on whom."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from helpers.evaluation.intervals import can_be_judged
from helpers.modelling.material import CannotLearn, Material
from helpers.modelling.splits import Split
from helpers.policy import policy
from helpers.stages import Entry, Stages, key_of
from helpers.study.learning import (
    ROOMS,
    learning_rules,
    material_of,
    size_of_learning_again,
    split_of,
)


@dataclass(frozen=True, eq=False)
class Ground:
    """What a chosen model stands on.

    Attributes
    ----------
    material
        What the design may read.
    split
        Who was learnt from and who was held out; nothing where no model was learnt, or too few are held out to judge it.
    n, positives
        Decisions held out, and those for which the outcome followed; of the whole cohort where it cannot be split.
    """

    material: Material
    split: Split | None
    n: int
    positives: int


@dataclass(frozen=True)
class OfChosen:
    """A step that goes on from the chosen model of one design of one outcome."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    draws: int
    cohort: Entry
    unit: Entry

    kind: ClassVar[str]

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.kind}-{self.outcome}-{self.design}-{self.draws}"

    @property
    def size(self) -> float:
        """A guess of how long it takes, in no unit: the longest are to be started first."""
        return size_of_learning_again(self.cohort, self.design, self.unit.record["algorithm"])

    def ground(self) -> Ground:
        """Return what the chosen model stands on."""
        material = material_of(self.cohort, self.design)
        try:
            split = split_of(material, self.outcome, self.design)
        except CannotLearn:
            followed = material.followed
            return Ground(material, None, n=len(followed), positives=int(followed.sum()))
        followed = material.followed[split.held_out]
        n, positives = len(followed), int(followed.sum())
        enough = can_be_judged(n=n, positives=positives, rule=policy().estimates)
        learnt = "reason" not in self.unit.record
        return Ground(material, split if learnt and enough else None, n=n, positives=positives)

    def key_with(self, *, settings: Sequence[Any], rooms: Sequence[str]) -> str:
        """Return the key, given what this step rests on besides the model."""
        chosen = [self.unit.record.get(name) for name in ("algorithm", "settings", "reason")]
        rules = [learning_rules(self.design, self.draws), chosen, asdict(policy().estimates)]
        return key_of(
            inputs=[self.cohort.digest_of_frames, self.unit.digest_of_frames],
            settings=[*rules, *settings],
            rooms=[*ROOMS, "study/chosen", *rooms],
        )
