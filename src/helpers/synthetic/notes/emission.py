"""What a note says of each subject: drawn from a published table, from that day's levels, by an author's habit."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from helpers.synthetic.notes.domains import CONCERNS, DOMAINS, STRENGTHS
from helpers.synthetic.notes.facts import Facts

SILENT, PRESENT, NEGATED, HEDGED, HISTORIC = range(5)

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EmissionTable:
    """The table of ``emission.yml`` as arrays.

    Attributes
    ----------
    polarities
        Names of the polarities in the order of the last axis.
    shares
        P(polarity), of shape (domain, worse before, level, polarity).
    marked
        P(marked wording | level), for what is present.
    typical
        P(level) where the note does not know, of shape (domain, level).
    typically_worse_before
        P(the past was worse) where the note does not know.
    """

    polarities: tuple[str, ...]
    shares: Shares
    marked: Shares
    typical: Shares
    typically_worse_before: float


@dataclass(frozen=True)
class Evidence:
    """What each note of a block says of each subject: arrays of shape (note, domain)."""

    polarity: npt.NDArray[np.int8]
    marked: npt.NDArray[np.bool_]


@cache
def emission_table() -> EmissionTable:
    """Return the emission table that ships with the package."""
    raw: dict[str, Any] = yaml.safe_load(
        files("helpers.synthetic.notes").joinpath("emission.yml").read_text("utf-8")
    )
    kinds = ["concerns"] * len(CONCERNS) + ["strengths"] * len(STRENGTHS)
    shares = np.array([[raw[kind]["now_as_before"], raw[kind]["worse_before"]] for kind in kinds])
    return EmissionTable(
        polarities=tuple(raw["polarities"]),
        shares=shares,
        marked=np.array(raw["marked_wording"]),
        typical=np.array([raw["typical"][kind] for kind in kinds]),
        typically_worse_before=float(raw["typical"]["worse_before"]),
    )


def polarity_shares(worse: npt.NDArray[np.bool_], levels: npt.NDArray[np.int8]) -> Shares:
    """Return P(polarity | level, worse before) of the table for (note, domain) arrays, before author and document."""
    domain = np.arange(len(DOMAINS))[None, :]
    picked: Shares = emission_table().shares[domain, worse.astype(np.int8), levels]
    return picked


def shaped(shares: Shares, *, negation: Shares, breadth: Shares) -> Shares:
    """Return shares after the author's habit and the document's breadth (steps 1 and 2 of ``emission.yml``).

    Parameters
    ----------
    shares
        Of shape (note, domain, polarity).
    negation, breadth
        One number for each note.
    """
    weights = shares.copy()
    weights[..., NEGATED] *= negation[:, None]
    weights /= weights.sum(axis=-1, keepdims=True)
    weights[..., PRESENT:] *= breadth[:, None, None]
    weights[..., SILENT] = 1.0 - weights[..., PRESENT:].sum(axis=-1)
    return weights


def evidence(
    facts: Facts,
    *,
    dial: float,
    negation: Shares,
    breadth: Shares,
    may_speak: npt.NDArray[np.bool_],
) -> Evidence:
    """Draw what each note says of each subject.

    Parameters
    ----------
    facts
        A block of notes.
    dial
        How much a note knows beyond the record, from 0 to 1; the formula stands in ``emission.yml``.
    negation, breadth
        The author's habit of ruling things out, and the document's breadth, one number for each note.
    may_speak
        Of shape (note, domain): whether the subject has a meaning at the child's age.
    """
    table, count = emission_table(), len(DOMAINS)
    knows = facts.draw("knows", count) < dial
    drawn_level = _level_from(facts.draw("typical level", count), table.typical)
    drawn_worse = facts.draw("typical past", count) < table.typically_worse_before
    level = np.where(knows, facts.levels, drawn_level).astype(np.int8)
    worse = np.where(knows, facts.earlier > facts.levels, drawn_worse)
    shares = shaped(polarity_shares(worse, level), negation=negation, breadth=breadth)
    upper = np.cumsum(shares[..., :-1], axis=-1)
    polarity = (facts.draw("polarity", count)[..., None] >= upper).sum(axis=-1)
    marked = facts.draw("wording", count) < table.marked[level]
    return Evidence(np.where(may_speak, polarity, SILENT).astype(np.int8), marked)


def _level_from(draws: Shares, typical: Shares) -> npt.NDArray[np.int8]:
    upper = np.cumsum(typical[:, :-1], axis=1)
    levels: npt.NDArray[np.int8] = (draws[..., None] >= upper[None, :, :]).sum(axis=-1)
    return levels.astype(np.int8)
