"""What the chosen model of one design leaned on: told by family of columns and by word, never by child. Not causes."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from helpers.estimate import Estimate
from helpers.modelling.explain import Explained, explain
from helpers.stages import Kept
from helpers.study.chosen import OfChosen
from helpers.study.learning import plan_of

SPREADS = 1.96
"""How many standard deviations of the shuffles the interval of what is lost reaches."""


@dataclass(frozen=True)
class Leaning(OfChosen):
    """Tell what the chosen model of a design leaned on."""

    kind = "leaning"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return self.key_with(settings=[], rooms=["evaluation/intervals.py", "study/leaning"])

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: what it leaned on"

    def make(self) -> Kept:
        """Return what was leaned on as plain values; nothing where there is no model, or too few to judge one."""
        ground = self.ground()
        if ground.split is None:
            return Kept(record={"told": []})
        plan = plan_of(self.design, self.draws)
        found = explain(
            ground.material,
            ground.split,
            algorithm=self.unit.record["algorithm"],
            settings=self.unit.record["settings"],
            text=plan.text,
            thinned=plan.thinned,
            machine_seed=plan.machine_seed,
        )
        return Kept(record={"told": list(_told(found, n=ground.n, positives=ground.positives))})


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
