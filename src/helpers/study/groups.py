"""To which groups children belong, who was scored and who flagged: what steps stand on that tell of groups of children."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.authority.declared import recorded, source_of
from helpers.authority.folder import find_files
from helpers.authority.settings import Declared
from helpers.cohort import NOT_RECORDED
from helpers.disclosure.counts import OF_ALL
from helpers.estimate import Estimate
from helpers.evaluation import flagging
from helpers.evaluation.groups.scores import GroupScores
from helpers.evaluation.resample import FamilyResamples
from helpers.outcomes.pairing import days, last_known
from helpers.policy import policy
from helpers.stages import Entry, digest_of
from helpers.study.chosen import OfChosen
from helpers.study.learning import flags_of
from helpers.study.protocol import cut_offs, protocol

TOP_TENTH_OF_ALL, HEADLINE_OF_ALL = f"top tenth {OF_ALL}", f"headline {OF_ALL}"
"""The cut-offs of out-of-fold scores; a measure without a cut-off has their ending alone."""
LINES_OF_HELD_OUT = ("top tenth", "one half")

Labels = npt.NDArray[np.object_]


Record = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Scored:
    """Decisions that a model scored without having learnt from their families.

    Attributes
    ----------
    rows
        Which decisions of the cohort.
    score
        Their scores, shape ``(rows,)``.
    flags
        Who is flagged, by the name of the cut-off; the headline first.
    chosen_with
        Of out-of-fold scores, whether settings were chosen with the decision; nothing of those held out.
    """

    rows: npt.NDArray[np.intp]
    score: npt.NDArray[np.float64]
    flags: Mapping[str, npt.NDArray[np.bool_]]
    chosen_with: npt.NDArray[np.bool_] | None = None


def scored_of(unit: Entry, folded: Entry | None, *, capacity: float) -> Scored | None:
    """Return who was scored: everybody out of fold where that was done, else those held out; nothing without a model.

    Parameters
    ----------
    unit
        What the design learnt.
    folded
        Its out-of-fold scores, for a design that has them.
    capacity
        The authority's own share, as its settings say.
    """
    if "reason" in (unit if folded is None else folded).record:
        return None
    held_out = unit.frame("scores")
    score = held_out["score"].to_numpy(dtype=np.float64)
    if folded is None:
        lines = {name: cut_offs(capacity)[name] for name in LINES_OF_HELD_OUT}
        return Scored(held_out["row"].to_numpy(dtype=np.intp), score, flags_of(score, lines))
    whole = folded.frame("folded")
    of_all = whole["score"].to_numpy(dtype=np.float64)
    share = policy().study.flagged_share
    line = float(score[flagging.top_share(score, share)].min())
    return Scored(
        np.arange(len(of_all)),
        of_all,
        {
            TOP_TENTH_OF_ALL: flagging.top_share(of_all, share),
            HEADLINE_OF_ALL: flagging.at_least(of_all, line),
        },
        whole["chosen_with"].to_numpy(dtype=bool),
    )


def attributes_of(
    decisions: pd.DataFrame,
    attributes: Sequence[str],
    *,
    declared: Sequence[Declared],
    folder: Path,
) -> dict[str, Labels]:
    """Return the group of each decision, as known on its day, by attribute; nobody is left out.

    Parameters
    ----------
    decisions
        The decisions of a cohort, with a column for each of the study's attributes.
    attributes, declared
        The study's attributes that an authority asks for, and those that it declares itself.
    folder
        The authority's folder.

    Raises
    ------
    SecondLookError
        If a file with a declared attribute cannot be used.
    """
    found = {name: decisions[name].to_numpy(dtype=object) for name in attributes}
    for one in recorded(folder, declared):
        group = last_known(
            one.rows, "group", children=decisions["child_id"], day=days(decisions["day"])
        )
        found[one.attribute] = group.fillna(NOT_RECORDED).to_numpy(dtype=object)
    return found


def told_of(folder: Path, declared: Sequence[Declared]) -> list[Any]:
    """Return what a step that reads declared attributes rests on: their names, their groups and the files' content."""
    files = find_files(folder)
    return [[one.name, list(one.groups), digest_of(source_of(files, one.name))] for one in declared]


@dataclass(frozen=True)
class ByGroup(OfChosen):
    """A step that goes on from the scores of one design to groups of children.

    ``folded`` holds the out-of-fold scores of a design that has them; without, the step is about those held out.
    """

    folder: Path
    attributes: tuple[str, ...]
    declared: tuple[Declared, ...]
    capacity: float
    resamples: int
    folded: Entry | None

    def key_by_group(self, room: str) -> str:
        """Return the key of a step whose source is ``room``."""
        rules = [
            self.attributes,
            told_of(self.folder, self.declared),
            protocol().groups.model_dump(mode="json"),
            self.resamples,
            asdict(policy().study),
            "" if self.folded is None else self.folded.digest,
        ]
        rooms = ["authority/beside.py", "authority/declared.py", "estimate", "evaluation"]
        return self.key_with(settings=rules, rooms=[*rooms, "policy.py", "study/groups", room])

    @property
    def lines(self) -> tuple[str, ...]:
        """The names of the cut-offs, the headline first, also where there is no model."""
        return LINES_OF_HELD_OUT if self.folded is None else (TOP_TENTH_OF_ALL, HEADLINE_OF_ALL)

    @property
    def singles(self) -> frozenset[str]:
        """The attributes, and none: all that is no pair of attributes."""
        return frozenset(("", *self.attributes, *(one.name for one in self.declared)))

    def labels(self, decisions: pd.DataFrame) -> dict[str, Labels]:
        """Return the group of each decision of the cohort by attribute."""
        return attributes_of(decisions, self.attributes, declared=self.declared, folder=self.folder)

    def scored(self) -> Scored | None:
        """Return who was scored; nothing without a model."""
        return scored_of(self.unit, self.folded, capacity=self.capacity)

    def scores(
        self, decisions: pd.DataFrame, labels: Mapping[str, Labels], scored: Scored
    ) -> tuple[GroupScores, FamilyResamples]:
        """Return scores with groups, and the cohort's resamples of families."""
        family, names = pd.factorize(decisions["family_id"], sort=True)
        scores = GroupScores(
            followed=decisions["followed"].to_numpy(dtype=bool)[scored.rows],
            score=scored.score,
            family=family[scored.rows],
            flags=scored.flags,
            attributes={name: groups[scored.rows] for name, groups in labels.items()},
        )
        return scores, FamilyResamples(
            families=len(names), seed=protocol().seed, resamples=self.resamples
        )

    def marked(self, record: Record) -> Record:
        """Mark what is told of out-of-fold scores where no line does, so that it is not taken for those held out."""
        if self.folded is None or record["cut_off"]:
            return record
        return record | {"cut_off": OF_ALL}


def record_of(
    measure: str, made: Estimate, where: tuple[str, str, str] = ("", "", ""), note: str = ""
) -> Record:
    """Return an estimate as plain values with its labels; ``where`` names cut-off, attribute and group."""
    cut_off, attribute, group = where
    labels = {"measure": measure, "cut_off": cut_off, "attribute": attribute, "group": group}
    return labels | {"note": note, "estimate": asdict(made)}
