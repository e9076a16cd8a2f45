"""Whom does the model get wrong? Mistakes of one design by group of children, and which gaps are more than luck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.authority.settings import Declared
from helpers.estimate import Estimate, count, too_few
from helpers.evaluation.groups.gaps import Gap, GapVerdict, rates_and_gaps
from helpers.evaluation.groups.members import Member, members, named, standing
from helpers.evaluation.groups.scores import GroupScores
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import policy
from helpers.stages import Entry, Kept
from helpers.study.chosen import OfChosen
from helpers.study.groups import OF_ALL, Labels, Scored, attributes_of, lines_of, scored_of, told_of
from helpers.study.protocol import protocol

WITHOUT_LINE = (
    "prevalence",
    "average_precision",
    "lift",
    "pinned_average_precision",
    "observed_expected",
    "calibration_slope",
)
"""Measures by group that know of no flags."""
WITH_LINE = (
    "flagged_share",
    "false_discovery_rate",
    "false_negative_rate",
    "false_omission_rate",
    "false_positive_rate",
)
OF_PAIRS = frozenset(("prevalence", *WITH_LINE))
"""What is told of pairs of groups, and at the first line alone: they are many, and small."""
OPTIMISM = "optimism in average_precision"
WHY_OPTIMISM = "settings were chosen with some of these decisions"

Record = dict[str, Any]


@dataclass(frozen=True)
class Grouped(OfChosen):
    """Count the mistakes of one design by group.

    ``folded`` holds the out-of-fold scores of a design that has them; without, those held out are counted.
    """

    folder: Path
    attributes: tuple[str, ...]
    declared: tuple[Declared, ...]
    capacity: float
    resamples: int
    folded: Entry | None

    kind = "grouped"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        rules = [
            self.attributes,
            told_of(self.folder, self.declared),
            protocol().groups.model_dump(mode="json"),
            self.resamples,
            asdict(policy().study),
            "" if self.folded is None else self.folded.digest,
        ]
        rooms = ["authority/beside.py", "authority/declared.py", "estimate", "evaluation"]
        rooms += ["policy.py", "study/grouped", "study/groups"]
        return self.key_with(settings=rules, rooms=rooms)

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: mistakes by group"

    def make(self) -> Kept:
        """Return everything told by group, as plain values; *too few to judge* throughout where there is no model."""
        decisions = self.cohort.frame("decisions")
        labels = attributes_of(
            decisions, self.attributes, declared=self.declared, folder=self.folder
        )
        scored = scored_of(self.unit, self.folded, capacity=self.capacity)
        if scored is None:
            followed = decisions["followed"].to_numpy(dtype=bool)
            everybody = members(len(followed), labels, pairs=True)
            told = _without_a_model(everybody, followed, self._lines)
        else:
            told = self._with_a_model(decisions, labels, scored)
        kept = [self._marked(one) for one in told if self._is_told(one)]
        return Kept(record={"told": [*_standings(labels), *kept]})

    @property
    def _lines(self) -> tuple[str, ...]:
        return lines_of(self.folded)

    def _with_a_model(
        self, decisions: pd.DataFrame, labels: Mapping[str, Labels], scored: Scored
    ) -> Iterator[Record]:
        rule, fixed = policy().estimates, protocol()
        family, names = pd.factorize(decisions["family_id"], sort=True)
        scores = GroupScores(
            followed=decisions["followed"].to_numpy(dtype=bool)[scored.rows],
            score=scored.score,
            family=family[scored.rows],
            flags=scored.flags,
            attributes={name: groups[scored.rows] for name, groups in labels.items()},
        )
        draws = FamilyResamples(families=len(names), seed=fixed.seed, resamples=self.resamples)
        rates, found = rates_and_gaps(
            scores,
            practical_size=fixed.groups.practical_size,
            pairs=True,
            resamples=draws,
            slope_resamples=min(fixed.groups.slope_resamples, self.resamples),
            rule=rule,
        )
        for one in rates:
            yield _record(one.measure, one.estimate, (one.cut_off, one.attribute, one.group))
        yield from _of_gaps(found)
        if scored.chosen_with is not None:
            yield _record(OPTIMISM, _optimism(scores, scored.chosen_with, draws), note=WHY_OPTIMISM)

    def _marked(self, record: Record) -> Record:
        """Mark what is told of out-of-fold scores where no line does, so that it is not taken for those held out."""
        if self.folded is None or record["cut_off"]:
            return record
        return record | {"cut_off": OF_ALL}

    def _is_told(self, record: Record) -> bool:
        """Say whether a finding is kept: all of groups, and of pairs what is worth the many numbers."""
        single = {"", *self.attributes, *(one.name for one in self.declared)}
        if record["attribute"] in single:
            return True
        measure = record["note"] if record["measure"] == "questions" else record["measure"]
        name = measure.removeprefix("power of ").removeprefix("smallest ").removeprefix("gap in ")
        return name in OF_PAIRS and record["cut_off"] in ("", self._lines[0])


def _record(
    measure: str, made: Estimate, where: tuple[str, str, str] = ("", "", ""), note: str = ""
) -> Record:
    cut_off, attribute, group = where
    labels = {"measure": measure, "cut_off": cut_off, "attribute": attribute, "group": group}
    return labels | {"note": note, "estimate": asdict(made)}


def _standings(labels: Mapping[str, Labels]) -> Iterator[Record]:
    """Yield whether each attribute can be asked about, and how many groups it has."""
    for attribute, groups in labels.items():
        yield _record(
            "standing",
            count(len(set(named(groups).tolist()))),
            ("", attribute, ""),
            note=standing(groups),
        )


def _of_gaps(found: Sequence[Gap]) -> Iterator[Record]:
    asked: dict[tuple[str, str, str], int] = {}
    for gap in found:
        where = (gap.cut_off, gap.attribute, gap.group)
        yield _record(f"gap in {gap.measure}", gap.difference, where, note=gap.verdict)
        yield _record(f"ratio of {gap.measure}", gap.ratio, where)
        if gap.power is not None:
            yield _record(f"power of gap in {gap.measure}", gap.power, where)
        if gap.smallest_found is not None:
            yield _record(f"smallest gap in {gap.measure}", gap.smallest_found, where)
        asked[gap.cut_off, gap.attribute, gap.measure] = gap.asked
    for (cut_off, attribute, measure), number in asked.items():
        yield _record("questions", count(number), (cut_off, attribute, ""), note=measure)


def _without_a_model(
    everybody: Sequence[Member], followed: npt.NDArray[np.bool_], lines: Sequence[str]
) -> Iterator[Record]:
    """Yield *too few to judge* under every label of a design with a model."""
    measured = [(measure, "") for measure in WITHOUT_LINE]
    measured += [(measure, line) for line in lines for measure in WITH_LINE]
    sizes = protocol().groups.practical_size
    for one in everybody:
        none = too_few(n=int(one.rows.sum()), positives=int(followed[one.rows].sum()))
        for measure, line in measured:
            where = (line, one.attribute, one.group)
            yield _record(measure, none, where)
            if one.attribute and measure in sizes:
                yield _record(f"gap in {measure}", none, where, note=GapVerdict.TOO_FEW)
                yield _record(f"ratio of {measure}", none, where)
    attributes = dict.fromkeys(one.attribute for one in everybody if one.attribute)
    for attribute in attributes:
        for measure, line in measured:
            if measure in sizes:
                yield _record("questions", count(0), (line, attribute, ""), note=measure)


def _optimism(
    scores: GroupScores, chosen_with: npt.NDArray[np.bool_], draws: FamilyResamples
) -> Estimate:
    """Return by how much more precise the ranking is among decisions that settings were chosen with than among the others."""
    subsets = np.stack([chosen_with, ~chosen_with])
    found = resampled(
        scores.followed,
        scores.score,
        family=scores.family,
        flags=np.zeros((0, len(scores.score)), dtype=bool),
        subsets=subsets,
        resamples=draws,
    )
    more = found.average_precision[0] - found.average_precision[1]
    carried = [families_carrying(scores.followed[one], scores.family[one]) for one in subsets]
    return estimate(
        more[0],
        more[1:],
        n=len(scores.followed),
        positives=int(scores.followed.sum()),
        rule=policy().estimates,
        carried_by=min(carried),
    )
