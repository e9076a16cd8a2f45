"""Why a gap, and what could be done: adjusted gaps, gaps taken apart, what equal errors would force, and options by group.

All of it at the headline line, for single attributes. Nothing is recommended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.estimate import too_few
from helpers.evaluation.groups.decomposition import MEASURES as MEASURES_TAKEN_APART
from helpers.evaluation.groups.decomposition import decomposed
from helpers.evaluation.groups.impossible import impossible
from helpers.evaluation.groups.members import Member, members
from helpers.evaluation.groups.options import (
    AS_IT_IS,
    AT_RANDOM,
    MEASURES,
    NOBODY,
    RECALIBRATED,
    of_share,
    options,
)
from helpers.evaluation.groups.regression import Fit
from helpers.evaluation.groups.scores import OBSERVED_EXPECTED, GroupScores
from helpers.evaluation.groups.why import adjusted
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy
from helpers.stages import Kept
from helpers.study.groups import ByGroup, Record, record_of
from helpers.study.protocol import protocol

ERRORS = ("false_alarms", "misses")
FORCED = ("false_positive_rate",)
"""Of errors that would have to be unequal, those that are told: of the others the door does not know from which counts they follow."""
OF_A_GAP = {
    "unadjusted gap in": "unadjusted",
    "adjusted gap in": "adjusted",
    "went from gap in": "went",
    "unadjusted odds ratio of": "unadjusted_odds_ratio",
    "adjusted odds ratio of": "adjusted_odds_ratio",
}
"""What is told of a gap before and after adjusting, and how the evaluation names it."""
PARTS = {"base_rate": "base rate", "calibration": "calibration", "cut_off": "cut-off"}
"""Into what a gap is taken apart, as the evaluation names it and in words."""
OTHER_SHARES = (0.05, 0.20)
"""Shares of all children that other lines would flag; the headline line flags a tenth."""

Columns = Mapping[str, npt.NDArray[np.float64]]


@dataclass(frozen=True)
class Explained(ByGroup):
    """Tell why one design errs more often about one group, and what each of some options would change for whom."""

    kind = "explained"

    @cached_property
    def key(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return self.key_by_group("study/explained")

    @property
    def label(self) -> str:
        """See :class:`helpers.study.steps.Step`."""
        return f"{self.authority}: {self.outcome}: {self.design}: why a gap"

    def make(self) -> Kept:
        """Return everything told, as plain values; *too few to judge* throughout where there is no model."""
        scored = self.scored()
        decisions = self.cohort.frame("decisions")
        if scored is None:
            return Kept(record={"told": [*self._without_a_model(decisions)]})
        scores, draws = self.scores(decisions, self.labels(decisions), scored)
        structured = self.cohort.frame("structured").iloc[scored.rows]
        _, *groups = members(len(scored.rows), scores.attributes, pairs=False)
        told = [*self._why(scores, groups, _covariates(structured))]
        told += self._taken_apart(scores, groups, draws)
        told += self._forced(scores, groups, draws)
        told += self._options(scores, draws)
        return Kept(record={"told": told})

    def _where(self, group: Member) -> tuple[str, str, str]:
        return (self.lines[0], group.attribute, group.group)

    def _without_a_model(self, decisions: pd.DataFrame) -> Iterator[Record]:
        followed = decisions["followed"].to_numpy(dtype=bool)
        for one in members(len(followed), self.labels(decisions), pairs=False):
            none = too_few(n=int(one.rows.sum()), positives=int(followed[one.rows].sum()))
            for measure in _of_options() if not one.attribute else (*_of_gaps(), *_of_options()):
                note = _note(measure, Fit.TOO_FEW)
                yield record_of(measure, none, self._where(one), note=note)

    def _why(
        self, scores: GroupScores, groups: list[Member], covariates: Columns
    ) -> Iterator[Record]:
        for group in groups:
            found = adjusted(
                scores.followed,
                scores.flags[self.lines[0]],
                group=group.rows,
                covariates=covariates,
                family=scores.family,
                rule=policy().estimates,
            )
            where = self._where(group)
            for name in ERRORS:
                gap = getattr(found, name)
                for told, called in OF_A_GAP.items():
                    yield record_of(
                        f"{told} {name}", getattr(gap, called), where, note=_note(told, gap.fit)
                    )

    def _taken_apart(
        self, scores: GroupScores, groups: list[Member], draws: FamilyResamples
    ) -> Iterator[Record]:
        found = decomposed(
            scores.followed,
            scores.score,
            flagged=scores.flags[self.lines[0]],
            groups=[group.rows for group in groups],
            family=scores.family,
            resamples=draws,
            rule=policy().estimates,
        )
        for group, gaps in zip(groups, found, strict=True):
            for gap in gaps:
                for part, called in PARTS.items():
                    measure = f"part of gap in {gap.measure} from {called}"
                    yield record_of(measure, getattr(gap, part), self._where(group))

    def _forced(
        self, scores: GroupScores, groups: list[Member], draws: FamilyResamples
    ) -> Iterator[Record]:
        for one in impossible(
            scores.followed,
            scores.flags[self.lines[0]],
            members=groups,
            family=scores.family,
            resamples=draws,
            rule=policy().estimates,
        ):
            where = (self.lines[0], one.attribute, one.group)
            for measure in FORCED:
                yield record_of(f"forced {measure}", getattr(one, measure), where)

    def _options(self, scores: GroupScores, draws: FamilyResamples) -> Iterator[Record]:
        found = options(
            scores,
            cut_off=self.lines[0],
            resamples=draws,
            rule=policy().estimates,
            shares=OTHER_SHARES,
        )
        for one in found:
            if one.measure.startswith(AS_IT_IS):
                continue  # told without an option already
            yield record_of(one.measure, one.estimate, (one.cut_off, one.attribute, one.group))


def _note(measure: str, fit: Fit) -> str:
    """Return what is noted of a number: of one that rests on adjusting, what came of that."""
    return fit if measure.startswith(("adjusted ", "went ")) else ""


def _of_gaps() -> Iterator[str]:
    """Yield the names of all that is told of the gaps of a group."""
    for name in ERRORS:
        yield from (f"{told} {name}" for told in OF_A_GAP)
    for measure in MEASURES_TAKEN_APART:
        yield from (f"part of gap in {measure} from {part}" for part in PARTS.values())
    yield from (f"forced {measure}" for measure in FORCED)


def _of_options() -> Iterator[str]:
    """Yield the names of all that is told of options."""
    for option in (RECALIBRATED, *map(of_share, OTHER_SHARES), NOBODY, AT_RANDOM):
        for measure in MEASURES:
            if (option, measure) != (NOBODY, "false_discovery_rate"):
                yield f"{option}: {measure}"
    yield f"{RECALIBRATED}: {OBSERVED_EXPECTED}"


def _covariates(structured: pd.DataFrame) -> Columns:
    """Return what gaps are adjusted for, by its name in words, as the protocol lists it."""
    return {
        words: structured[column].to_numpy(dtype=np.float64)
        for words, column in protocol().groups.adjusted_for.items()
    }
