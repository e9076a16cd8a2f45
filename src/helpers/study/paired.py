"""What is compared with what: two designs of one outcome, judged on the same resamples of families."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from helpers.comparison import LOWER_IS_BETTER
from helpers.estimate import too_few
from helpers.evaluation import flagging
from helpers.evaluation.compare import difference
from helpers.evaluation.intervals import families_carrying
from helpers.evaluation.resampled import Resampled, resampled
from helpers.policy import policy
from helpers.stages import Entry, Kept, Stages, key_of
from helpers.study.learning import resamples_of
from helpers.study.protocol import protocol

CUT_OFF = "top tenth"
"""Rates are compared at the headline cut-off; measures of the whole ranking have none."""
WITHOUT_CUT_OFF = ("average_precision", "roc_auc", "brier")


@dataclass(frozen=True, eq=False)
class _Met:
    """What one design came to on the shared resamples, and how many families carry it."""

    measures: Resampled
    carried_by: int


@dataclass(frozen=True)
class Paired:
    """Compare the designs of one outcome, pair by pair, as the protocol says.

    ``units`` holds the finished designs by name.
    """

    stages: Stages
    authority: str
    outcome: str
    cohort: Entry
    units: tuple[tuple[str, Entry], ...]

    @property
    def name(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"paired-{self.outcome}"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        fixed = protocol().model_dump(mode="json")
        told = [fixed[name] for name in ("comparisons", "practical_size", "seed")]
        return key_of(
            inputs=[
                self.cohort.digest_of_frames,
                *(unit.digest_of_frames for _, unit in self.units),
            ],
            settings=[*told, asdict(policy().estimates), asdict(policy().study)],
            rooms=[
                "comparison",
                "estimate",
                "evaluation",
                "policy.py",
                "study/learning",
                "study/paired",
            ],
        )

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: compare designs"

    def make(self) -> Kept:
        """Return every comparison as plain values; one that lacks a model is *too few to judge*."""
        found = {name: self._resampled(unit) for name, unit in self.units}
        records = [
            record
            for about, pairs in protocol().comparisons.items()
            for first, second in pairs
            if {first, second} <= found.keys()
            for record in _compared(about, (first, second), found)
        ]
        return Kept(record={"differences": records})

    def _resampled(self, unit: Entry) -> _Met | None:
        if "reason" in unit.record:
            return None
        scores = unit.frame("scores")
        score = scores["score"].to_numpy(dtype=np.float64)
        family, names = pd.factorize(self.cohort.frame("decisions")["family_id"], sort=True)
        family, followed = family[scores["row"].to_numpy()], scores["followed"].to_numpy(dtype=bool)
        measures = resampled(
            followed,
            score,
            family=family,
            flags=flagging.top_share(score, policy().study.flagged_share)[None, :],
            subsets=np.ones((1, len(scores)), dtype=bool),
            resamples=resamples_of(len(names)),
        )
        return _Met(measures, families_carrying(followed, family))


def _compared(
    about: str, pair: tuple[str, str], found: Mapping[str, _Met | None]
) -> Iterator[dict[str, Any]]:
    """Yield the differences of one pair of designs, measure by measure.

    Where the two were judged on different decisions, as when they learnt from different cases, what is told rests on
    the smaller number.
    """
    first, second = (found[name] for name in pair)
    for measure, bound in protocol().practical_size.items():
        labels = {"about": about, "first": pair[0], "second": pair[1], "measure": measure}
        labels["cut_off"] = "" if measure in WITHOUT_CUT_OFF else CUT_OFF
        if first is None or second is None:
            yield labels | {"estimate": asdict(too_few(n=0, positives=0))}
            continue
        both = (first.measures, second.measures)
        made = difference(
            both[0].of(measure)[0],
            both[1].of(measure)[0],
            bound=bound,
            n=int(min(one.weight[0, 0] for one in both)),
            positives=int(min(one.followed[0, 0] for one in both)),
            rule=policy().estimates,
            lower_is_better=measure in LOWER_IS_BETTER,
            carried_by=min(first.carried_by, second.carried_by),
        )
        yield labels | {"estimate": asdict(made.estimate), "verdict": made.verdict}
