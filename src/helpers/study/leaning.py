"""What the chosen model of one design leaned on: told by family of columns and by word, never by child. Not causes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from helpers.estimate import Estimate
from helpers.evaluation.intervals import can_be_judged
from helpers.modelling.explain import Explained, explain
from helpers.modelling.material import CannotLearn
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.learning import (
    ROOMS,
    learning_rules,
    material_of,
    plan_of,
    size_of,
    split_of,
)

SPREADS = 1.96
"""How many standard deviations of the shuffles the interval of what is lost reaches."""


@dataclass(frozen=True)
class Leaning:
    """Tell what the chosen model of a design leaned on."""

    stages: Stages
    authority: str
    outcome: str
    design: str
    draws: int
    cohort: Entry
    unit: Entry

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"leaning-{self.outcome}-{self.design}-{self.draws}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        chosen = [self.unit.record.get(name) for name in ("algorithm", "settings", "reason")]
        rules = [learning_rules(self.design, self.draws), asdict(policy().estimates)]
        return key_of(
            inputs=[self.cohort.digest_of_frames],
            settings=[*rules, chosen],
            rooms=[*ROOMS, "evaluation/intervals.py", "study/leaning"],
        )

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: what it leaned on"

    @property
    def size(self) -> float:
        """A guess of how long it takes, in no unit."""
        return size_of(self.cohort, self.design)

    def make(self) -> Kept:
        """Return what was leaned on as plain values; nothing where there is no model, or too few to judge one."""
        material = material_of(self.cohort, self.design)
        try:
            split = split_of(material, self.outcome, self.design)
        except CannotLearn:
            return Kept(record={"told": []})
        followed = material.followed[split.held_out]
        n, positives = len(followed), int(followed.sum())
        enough = can_be_judged(n=n, positives=positives, rule=policy().estimates)
        if "reason" in self.unit.record or not enough:
            return Kept(record={"told": []})
        plan = plan_of(self.design, self.draws)
        found = explain(
            material,
            split,
            algorithm=self.unit.record["algorithm"],
            settings=self.unit.record["settings"],
            text=plan.text,
            thinned=plan.thinned,
            machine_seed=plan.machine_seed,
        )
        return Kept(record={"told": list(_told(found, n=n, positives=positives))})


def _told(found: Explained, *, n: int, positives: int) -> Iterator[dict[str, Any]]:
    """Yield each number with its labels. All rest on the decisions held out, as far as the door is concerned."""

    def record(measure: str, attribute: str, group: str, *values: float) -> dict[str, Any]:
        value, low, high = values if len(values) == 3 else (values[0], None, None)
        made = Estimate(value=value, low=low, high=high, n=n, positives=positives)
        return {"measure": measure, "attribute": attribute, "group": group} | {
            "estimate": asdict(made)
        }

    for one in found.lost:
        reach = SPREADS * one.deviation
        ends = (one.mean, one.mean - reach, one.mean + reach)
        yield record("precision_lost", "columns", one.family, *ends)
    for share in found.contributions:
        yield record("contribution", "columns", share.family, share.share)
    for word in found.words:
        yield record("word_weight", "word", word.name, word.weight)
