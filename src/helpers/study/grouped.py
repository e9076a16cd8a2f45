"""Whom does the model get wrong? Mistakes of one design by group of children, and which gaps are more than luck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.estimate import Estimate, count, too_few
from helpers.evaluation.groups.gaps import Gap, GapVerdict, rates_and_gaps
from helpers.evaluation.groups.members import Member, members, named, standing
from helpers.evaluation.groups.scores import GroupScores
from helpers.evaluation.intervals import estimate, families_carrying
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import resampled
from helpers.policy import policy
from helpers.stages import Kept
from helpers.study.groups import ByGroup, Labels, Record, Scored, record_of
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


@dataclass(frozen=True)
class Grouped(ByGroup):
    """Count the mistakes of one design by group."""

    kind = "grouped"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return self.key_by_group("study/grouped")

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: mistakes by group"

    def make(self) -> Kept:
        """Return everything told by group, as plain values; *too few to judge* throughout where there is no model."""
        decisions = self.cohort.frame("decisions")
        labels = self.labels(decisions)
        scored = self.scored()
        if scored is None:
            followed = decisions["followed"].to_numpy(dtype=bool)
            everybody = members(len(followed), labels, pairs=True)
            told = _without_a_model(everybody, followed, self)
        else:
            told = self._with_a_model(decisions, labels, scored)
        kept = [self.marked(one) for one in told if self._is_told(one)]
        return Kept(record={"told": [*_standings(labels), *kept]})

    def _with_a_model(
        self, decisions: pd.DataFrame, labels: Mapping[str, Labels], scored: Scored
    ) -> Iterator[Record]:
        fixed = protocol().groups
        scores, draws = self.scores(decisions, labels, scored)
        rates, found = rates_and_gaps(
            scores,
            practical_size=fixed.practical_size,
            pairs=True,
            resamples=draws,
            slope_resamples=min(fixed.slope_resamples, self.resamples),
            rule=policy().estimates,
        )
        for one in rates:
            yield record_of(one.measure, one.estimate, (one.cut_off, one.attribute, one.group))
        yield from _of_gaps(found)
        if scored.chosen_with is not None:
            yield record_of(
                OPTIMISM, _optimism(scores, scored.chosen_with, draws), note=WHY_OPTIMISM
            )

    def _is_told(self, record: Record) -> bool:
        """Say whether a finding is kept: all of groups, and of pairs what is worth the many numbers."""
        if record["attribute"] in self.singles:
            return True
        measure = record["note"] if record["measure"] == "questions" else record["measure"]
        name = measure.removeprefix("power of ").removeprefix("smallest ").removeprefix("gap in ")
        return name in OF_PAIRS and record["cut_off"] in ("", self.lines[0])


def _standings(labels: Mapping[str, Labels]) -> Iterator[Record]:
    """Yield whether each attribute can be asked about, and how many groups it has."""
    for attribute, groups in labels.items():
        yield record_of(
            "standing",
            count(len(set(named(groups).tolist()))),
            ("", attribute, ""),
            note=standing(groups),
        )


def _of_gaps(found: Sequence[Gap]) -> Iterator[Record]:
    asked: dict[tuple[str, str, str], int] = {}
    for gap in found:
        where = (gap.cut_off, gap.attribute, gap.group)
        yield record_of(f"gap in {gap.measure}", gap.difference, where, note=gap.verdict)
        yield record_of(f"ratio of {gap.measure}", gap.ratio, where)
        if gap.power is not None:
            yield record_of(f"power of gap in {gap.measure}", gap.power, where)
        if gap.smallest_found is not None:
            yield record_of(f"smallest gap in {gap.measure}", gap.smallest_found, where)
        asked[gap.cut_off, gap.attribute, gap.measure] = gap.asked
    for (cut_off, attribute, measure), number in asked.items():
        yield record_of("questions", count(number), (cut_off, attribute, ""), note=measure)


def _without_a_model(
    everybody: Sequence[Member], followed: npt.NDArray[np.bool_], step: Grouped
) -> Iterator[Record]:
    """Yield *too few to judge* under every label of a design with a model."""
    measured = [(measure, "") for measure in WITHOUT_LINE]
    measured += [(measure, line) for line in step.lines for measure in WITH_LINE]
    gaps = [one for one in measured if one[0] in protocol().groups.practical_size]
    for one in everybody:
        none = too_few(n=int(one.rows.sum()), positives=int(followed[one.rows].sum()))
        for measure, line in measured:
            if one.attribute or measure != "pinned_average_precision":
                yield record_of(measure, none, (line, one.attribute, one.group))
        for measure, line in gaps if one.attribute else ():
            where = (line, one.attribute, one.group)
            yield record_of(f"gap in {measure}", none, where, note=GapVerdict.TOO_FEW)
            yield record_of(f"ratio of {measure}", none, where)
    for attribute in dict.fromkeys(one.attribute for one in everybody if one.attribute):
        for measure, line in gaps:
            yield record_of("questions", count(0), (line, attribute, ""), note=measure)
    if step.folded is not None:
        none = too_few(n=len(followed), positives=int(followed.sum()))
        yield record_of(OPTIMISM, none, note=WHY_OPTIMISM)


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
