"""What a note says of each subject: drawn from a published table, from that day's levels, by an author's habit."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from helpers.errors import SecondLookError
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS, STRENGTHS
from helpers.synthetic.notes.facts import Facts
from helpers.synthetic.packaged import package_yaml

SILENT, PRESENT, NEGATED, HEDGED, HISTORIC = range(5)
_MILD, MARKED, _NEGATED = 1, 2, 3
TELLINGS = ("silent", "mild", "marked", "negated", "hedged", "historic")
"""The ways to tell of a subject: the polarities, with what is present told mildly or marked."""
HIGHEST_DIAL = 2.0

_CUMULATED = (_MILD, MARKED, 4, 5, _NEGATED, 0)
"""Order of the tellings along a draw: what the author's habit moves stands last, so that it moves nothing else."""
POLARITY = (SILENT, PRESENT, PRESENT, NEGATED, HEDGED, HISTORIC)
"""The polarity of each telling."""

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EmissionTable:
    """The tables of ``emission.yml`` as arrays.

    Attributes
    ----------
    polarities
        Names of the polarities in the order of :data:`SILENT` to :data:`HISTORIC`.
    shares
        P(telling) of T1, of shape (domain, worse before, level, telling).
    perfect
        P(telling) of T2, of shape (level, telling).
    typical
        P(level) where the note does not know, of shape (domain, level).
    typically_worse_before
        P(the past was worse) where the note does not know.
    """

    polarities: tuple[str, ...]
    shares: Shares
    perfect: Shares
    typical: Shares
    typically_worse_before: float


@cache
def emission_table() -> EmissionTable:
    """Return the emission tables that ship with the package."""
    raw = package_yaml("notes/emission.yml")
    kinds = ["concerns"] * len(CONCERNS) + ["strengths"] * len(STRENGTHS)
    shares = np.array([[raw[kind]["now_as_before"], raw[kind]["worse_before"]] for kind in kinds])
    marked = np.array(raw["marked_wording"])
    present = shares[..., PRESENT]
    tellings = np.insert(shares, MARKED, present * marked, axis=-1)
    tellings[..., _MILD] = present * (1.0 - marked)
    return EmissionTable(
        polarities=tuple(raw["polarities"]),
        shares=tellings,
        perfect=np.array(raw["perfect"]),
        typical=np.array([raw["typical"][kind] for kind in kinds]),
        typically_worse_before=float(raw["typical"]["worse_before"]),
    )


def check_dial(dial: float) -> None:
    """Refuse a dial outside its range.

    Raises
    ------
    SecondLookError
        If the dial lies outside 0 to 2.
    """
    if not 0.0 <= dial <= HIGHEST_DIAL:
        raise SecondLookError(
            f"the dial {dial} lies outside 0 to {HIGHEST_DIAL:.0f}",
            where="notes",
            mend="choose 0 (a note knows nothing beyond the record), 1, 2 (it tells all), or between",
        )


def shaped(shares: Shares, *, negation: Shares, breadth: Shares) -> Shares:
    """Return tellings after the document's breadth and the author's habit (steps 1 and 2 of ``emission.yml``).

    Parameters
    ----------
    shares
        Tellings on the last axis; other axes as one likes.
    negation, breadth
        One number for each note, with as many axes of length 1 behind it as ``shares`` has beyond the first.
    """
    told = shares * breadth[..., None]
    free = 1.0 - told[..., 1:].sum(axis=-1) + told[..., _NEGATED]
    told[..., _NEGATED] = np.minimum(told[..., _NEGATED] * negation, free)
    told[..., SILENT] = np.maximum(0.0, 1.0 - told[..., 1:].sum(axis=-1))
    return told


def telling(dial: float, *, negation: Shares, breadth: Shares) -> Shares:
    """Return the exact P(telling) of each note for all that could be true: the formula of ``emission.yml``.

    Parameters
    ----------
    dial
        How much a note knows beyond the record, from 0 to 2.
    negation, breadth
        The author's habit of ruling things out, and the document's breadth, of shape (note,).

    Returns
    -------
    Shares
        Of shape (note, domain, worse before, level, telling), in the order of :data:`TELLINGS`.

    Raises
    ------
    SecondLookError
        If the dial lies outside 0 to 2.
    """
    check_dial(dial)
    table = emission_table()
    per_note = (slice(None), None, None, None)
    true = shaped(table.shares[None], negation=negation[per_note], breadth=breadth[per_note])
    if dial >= 1.0:
        sure: Shares = (2.0 - dial) * true + (dial - 1.0) * table.perfect
        return sure
    worse = np.array([1.0 - table.typically_worse_before, table.typically_worse_before])
    blind = np.einsum("ndwlt,dl,w->ndt", true, table.typical, worse)
    unsure: Shares = dial * true + (1.0 - dial) * blind[:, :, None, None, :]
    return unsure


def evidence(
    facts: Facts,
    *,
    dial: float,
    negation: Shares,
    breadth: Shares,
    may_speak: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int8]:
    """Draw what each note says of each subject, with the probabilities of :func:`telling`: shape (note, domain).

    Parameters
    ----------
    facts
        A block of notes.
    dial, negation, breadth
        As for :func:`telling`.
    may_speak
        Of shape (note, domain): whether the subject has a meaning at the child's age.
    """
    table, count = emission_table(), len(DOMAINS)
    knows = facts.draw("knows", count) < dial
    drawn_level = _level_from(facts.draw("typical level", count), table.typical)
    drawn_worse = facts.draw("typical past", count) < table.typically_worse_before
    level = np.where(knows, facts.levels, drawn_level).astype(np.int8)
    worse = np.where(knows, facts.earlier > facts.levels, drawn_worse).astype(np.int8)
    domain = np.arange(count)[None, :]
    shares = shaped(
        table.shares[domain, worse, level], negation=negation[:, None], breadth=breadth[:, None]
    )
    tells_all = facts.draw("tells all", count) < dial - 1.0
    shares = np.where(tells_all[..., None], table.perfect[facts.levels], shares)
    upper = np.cumsum(shares[..., _CUMULATED[:-1]], axis=-1)
    place = (facts.draw("polarity", count)[..., None] >= upper).sum(axis=-1)
    told: npt.NDArray[np.int8] = np.where(may_speak, np.array(_CUMULATED)[place], SILENT)
    return told.astype(np.int8)


def _level_from(draws: Shares, typical: Shares) -> npt.NDArray[np.int8]:
    upper = np.cumsum(typical[:, :-1], axis=1)
    levels: npt.NDArray[np.int8] = (draws[..., None] >= upper[None, :, :]).sum(axis=-1)
    return levels.astype(np.int8)
