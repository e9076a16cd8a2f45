"""What the statistical proofs left in ``docs/evidence/``: what was claimed, what was measured, and what changed since.

A file of evidence is kept in git, for a proof takes long. It names the hash of everything that it rests on, so that
whoever reads it later can tell whether it still speaks of the source as it stands.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from helpers.errors import SecondLookError
from helpers.stages import digest_of, source_digest

PROOFS = "proofs/"
"""Begins the name of a file of the project; every other name is that of a room."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One figure that was measured.

    Attributes
    ----------
    figure
        What it is.
    measured
        The figure itself.
    of
        How many runs it rests on.
    error
        Its Monte Carlo standard error; only a share of runs has one.
    """

    figure: str
    measured: float
    of: int
    error: float | None = None


@dataclass(frozen=True, kw_only=True)
class Claimed(Measured):
    """One figure that was measured against a bound fixed beforehand.

    Attributes
    ----------
    at_least, at_most
        The bound; an end that there is not is ``None``.
    met
        Whether the figure keeps within it.
    """

    at_least: float | None = None
    at_most: float | None = None
    met: bool


@dataclass(frozen=True, kw_only=True)
class Proven:
    """What one proof left behind.

    Attributes
    ----------
    name, claim
        Its name, and what it set out to show.
    met
        Whether every bound was kept.
    claims, beside
        The figures that were claimed, and those that were measured beside them.
    records
        Further results, each a plain mapping; empty for a proof that leaves none.
    day
        When it was measured.
    settings
        What was chosen: seeds, sizes, numbers of runs.
    stale
        The names of what it rests on that changed since.
    """

    name: str
    claim: str
    met: bool
    claims: tuple[Claimed, ...]
    beside: tuple[Measured, ...]
    records: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    day: date
    settings: Mapping[str, Any]
    stale: tuple[str, ...] = ()


def read_all(folder: Path) -> tuple[Proven, ...]:
    """Return the evidence of every proof, by name.

    Parameters
    ----------
    folder
        ``docs/evidence`` of the project; the files of the proofs stand in ``proofs`` beside ``docs``.

    Raises
    ------
    SecondLookError
        If there is no such folder, it holds no evidence, or a file of it cannot be used.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise SecondLookError(
            "there is no evidence of any proof", where=folder, mend="run 'make prove'"
        )
    project = folder.resolve().parent.parent
    return tuple(_read(path, project=project) for path in files)


def hash_of_source(name: str, *, project: Path) -> str:
    """Return the hash of one thing that evidence rests on, by its name.

    Parameters
    ----------
    name
        ``proofs/<file>``, a file of the project, or a room as for :func:`helpers.stages.source_digest`.
    project
        The folder of the project.

    Raises
    ------
    OSError
        If there is no such file.
    ValueError
        If there is no such room.
    """
    return digest_of(project / name) if name.startswith(PROOFS) else source_digest(name)


def _read(path: Path, *, project: Path) -> Proven:
    try:
        told = json.loads(path.read_text("utf-8"))
        proven = _proven(told, stale=_changed(told["rests_on"], project=project))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SecondLookError(
            "this evidence of a proof is damaged",
            where=path,
            mend=f"run 'make prove PROOF={path.stem}'",
        ) from error
    return proven


def _proven(told: Mapping[str, Any], *, stale: tuple[str, ...]) -> Proven:
    claims = tuple(Claimed(**claim) for claim in told["claims"])
    if any(claim.at_least is None and claim.at_most is None for claim in claims):
        raise ValueError("a claim has no bound")
    if not all(claim.met is _kept(claim) for claim in claims):
        raise ValueError("a verdict does not follow from its figure")
    if told["met"] is not all(claim.met for claim in claims):
        raise ValueError("the verdict does not follow from its claims")
    return Proven(
        name=str(told["proof"]),
        claim=str(told["claim"]),
        met=told["met"],
        claims=claims,
        beside=tuple(Measured(figure=name, **one) for name, one in told["beside"].items()),
        records=_records(told.get("records", [])),
        day=date.fromisoformat(told["day"]),
        settings=dict(told["settings"]),
        stale=stale,
    )


def _kept(claim: Claimed) -> bool:
    low = -math.inf if claim.at_least is None else claim.at_least
    high = math.inf if claim.at_most is None else claim.at_most
    return low <= claim.measured <= high


def _records(told: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    return tuple({**record} for record in told)


def _changed(then: Mapping[str, str], *, project: Path) -> tuple[str, ...]:
    """Return the names whose source is not what it was, or is no longer there."""
    return tuple(
        name for name, digest in sorted(then.items()) if _now(name, project=project) != digest
    )


def _now(name: str, *, project: Path) -> str | None:
    try:
        return hash_of_source(name, project=project)
    except (OSError, ValueError):
        return None
