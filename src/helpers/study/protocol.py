"""What was fixed beforehand, read once from ``protocol.yml`` and checked."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from helpers.errors import SecondLookError, nearest_name
from helpers.policy import policy


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Design(_Strict):
    """What a model may read, whom it learns from, and what is done with them.

    Attributes
    ----------
    text
        No notes, the study's way of reading them, or a modern bag of words.
    earlier
        Whether only earlier cases are learnt from.
    role
        ``main`` for the study's own 2 x 2, ``also`` for models beside the 32, ``beside`` for comparators.
    few_columns
        Whether only the four variables of the simple model are read.
    thinned
        Whether training decisions for which nothing followed are thinned out by one-sided selection.
    gap
        Whether training decisions must have ended their follow-up before the first decision held out; the study's did
        not have to.
    algorithms
        The algorithms tried, where not all are.
    """

    text: Literal["none", "study", "words"]
    earlier: bool
    role: Literal["main", "also", "beside"]
    few_columns: bool = False
    thinned: bool = False
    gap: bool = True
    algorithms: tuple[str, ...] = ()


class TextRules(_Strict):
    """How notes are read: see :class:`helpers.modelling.prepare.TextPlan`."""

    few_words: int
    topics: int
    most_words: int


class AllCases(_Strict):
    """How whole families are drawn: shares of decisions, and the number of inner shuffles."""

    held_out: float
    folds: int
    validation: float


class EarlierCases(_Strict):
    """How time is cut: the share of decisions held out at the end, and the number of growing windows."""

    held_out: float
    folds: int


class Effort(_Strict):
    """How much is computed.

    Attributes
    ----------
    draws
        Candidates for each algorithm.
    refits
        How often the chosen model is learnt again on resampled families.
    curve_repeats
        How often it is learnt on each share of the training families.
    group_resamples
        Resamples of families in which mistakes are counted by group.
    """

    draws: int = Field(ge=1)
    refits: int = Field(ge=2)
    curve_repeats: int = Field(ge=1)
    group_resamples: int = Field(ge=200)


class Refits(_Strict):
    """For which designs the chosen model is learnt again on resampled families."""

    designs: tuple[str, ...]


class Curve(_Strict):
    """For which designs the chosen model is learnt again, and on which shares of the training families."""

    designs: tuple[str, ...]
    shares: tuple[float, ...]
    widest: float


class Leaning(_Strict):
    """For which designs it is told what the chosen model leaned on."""

    designs: tuple[str, ...]


class Groups(_Strict):
    """How mistakes are counted by group of children.

    Attributes
    ----------
    designs
        For which designs.
    folded
        Which of them are scored out of fold, everybody by a model that learnt from other families.
    folds
        How many folds.
    slope_resamples
        Resamples of families for calibration slopes, which are costly.
    practical_size
        The smallest gap between a group and the rest that would matter to anyone, by measure.
    adjusted_for
        What children are made alike in before a gap is looked at again: a column of the records, by its name in words.
    """

    designs: tuple[str, ...]
    folded: tuple[str, ...]
    folds: int = Field(ge=2)
    slope_resamples: int = Field(ge=200)
    practical_size: Mapping[str, float]
    adjusted_for: Mapping[str, str]


class Change(_Strict):
    """A line of the protocol that was changed after the first run."""

    day: dt.date
    what: str
    why: str


class Protocol(_Strict):
    """Everything the study fixed before a model was fitted."""

    primary_measure: str
    practical_size: Mapping[str, float]
    thresholds: tuple[float, ...]
    designs: Mapping[str, Design]
    headline: str
    contrast_designs: tuple[str, ...]
    comparisons: Mapping[str, tuple[tuple[str, str], ...]]
    few_columns: tuple[str, ...]
    text: TextRules
    algorithms: tuple[str, ...]
    effort: Mapping[str, Effort]
    all_cases: AllCases
    earlier_cases: EarlierCases
    refits: Refits
    curve: Curve
    leaning: Leaning
    groups: Groups
    seed: int
    changes: tuple[Change, ...] = Field(default=())

    def of_role(self, *roles: str) -> tuple[str, ...]:
        """Return the designs that play one of these roles, in the order of the protocol."""
        return tuple(name for name, design in self.designs.items() if design.role in roles)


@cache
def protocol() -> Protocol:
    """Return the protocol that ships with the package."""
    text = files("helpers.study").joinpath("protocol.yml").read_text("utf-8")
    return Protocol.model_validate(yaml.safe_load(text))


def effort_named(name: str) -> Effort:
    """Return how much is computed, by its name.

    Raises
    ------
    SecondLookError
        If the protocol has no such name.
    """
    known = protocol().effort
    if name not in known:
        raise SecondLookError(
            f"there is no effort '{name}'", where="effort", mend=nearest_name(name, known)
        )
    return known[name]


def fixed() -> dict[str, Any]:
    """Return everything that was fixed beforehand as plain values: the protocol without its list of changes, and policy.

    Seeds, designs, measures and bars are in it; words for readers are not.
    """
    rules = policy()
    told = protocol().model_dump(mode="json", exclude={"changes"})
    told["effort"] = {"whole": told["effort"]["whole"]}  # lesser efforts are deviations themselves
    return told | {"estimates": asdict(rules.estimates), "study": asdict(rules.study)}


def fingerprint() -> str:
    """Return the hash of everything that was fixed beforehand."""
    return hashlib.sha256(json.dumps(fixed(), sort_keys=True).encode("utf-8")).hexdigest()


def fingerprint_on_file() -> str:
    """Return the hash that was written down when the protocol was fixed, or last changed on purpose."""
    return files("helpers.study").joinpath("protocol.sha256").read_text("utf-8").split()[0]


def cut_offs(capacity: float) -> Mapping[str, float]:
    """Return the cut-offs by name: a share of the highest scores, a score, and two shares again.

    The headline flags the tenth with the highest scores: where the outcome follows few children, hardly a score
    reaches one half, the study's own cut-off, which stands beside it. The third is what the authority could look at a
    second time. The last leaves only the lowest tenth unflagged, so that its specificity is the study's share of the
    others in the bottom tenth.

    Parameters
    ----------
    capacity
        That share of decisions, as the authority's settings say.
    """
    study = policy().study
    return {
        "top tenth": study.flagged_share,
        "one half": study.study_cut_off,
        "capacity": capacity,
        "all but the lowest tenth": 1 - study.flagged_share,
    }
