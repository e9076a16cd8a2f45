"""What a proof is, and the evidence that it leaves: what was claimed, what was measured, on which source it rests."""

import datetime as dt
import json
import math
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import SecondLookError
from helpers.evidence import PROOFS, hash_of_source
from helpers.stages import write_json

HERE = Path(__file__).parent
EVIDENCE = HERE.parent / "docs" / "evidence"

Tell = Callable[[str], None]
"""Called with a sentence as work goes on."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """What is claimed of one figure: at least so much, at most so much, or both. Fixed before anything is measured."""

    at_least: float = -math.inf
    at_most: float = math.inf

    def holds(self, value: float) -> bool:
        """Say whether a measured value keeps within the bound; what could not be measured does not."""
        return self.at_least <= value <= self.at_most

    def told(self) -> dict[str, float]:
        """Return the ends that there are, by name."""
        ends = {"at_least": self.at_least, "at_most": self.at_most}
        return {name: end for name, end in ends.items() if math.isfinite(end)}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measured figure.

    Attributes
    ----------
    value
        The figure.
    of
        How many runs it rests on.
    error
        Its Monte Carlo standard error, if it has one.
    """

    value: float
    of: int
    error: float | None = None

    def told(self) -> dict[str, float]:
        """Return it as plain numbers, rounded to what can be read."""
        told: dict[str, float] = {"measured": _rounded(self.value), "of": self.of}
        return told if self.error is None else told | {"error": _rounded(self.error)}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a proof measured.

    Attributes
    ----------
    figures
        All claimed figures and any that stand beside them, by name.
    records
        Further results, each as plain values under labels of its own.
    """

    figures: Mapping[str, Measured]
    records: Sequence[Mapping[str, Any]] = ()


def in_hundred(times: int, of: int) -> Measured:
    """Return how often something happened, in 100 runs, with the standard error of a share."""
    if not of:
        raise SecondLookError("no run could be counted", where="proofs")
    share = times / of
    return Measured(value=100 * share, of=of, error=100 * math.sqrt(share * (1 - share) / of))


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One proof.

    Attributes
    ----------
    name
        Its name; the evidence stands in the file of this name.
    claim
        What it shows, in a sentence or two.
    bounds
        The figures that are claimed, each with its bound.
    settings
        Everything that was chosen: seeds, sizes, numbers of runs.
    rooms
        Rooms of the house on whose source it rests, as for :func:`helpers.stages.source_digest`.
    sources
        Names of the files of this folder that make it up.
    measure
        Measures what is claimed, and what stands beside it.
    """

    name: str
    claim: str
    bounds: Mapping[str, Bound]
    settings: Mapping[str, Any]
    rooms: Sequence[str]
    sources: Sequence[str]
    measure: Callable[[Tell], Answer]

    @property
    def file(self) -> Path:
        """Where its evidence stands."""
        return EVIDENCE / f"{self.name}.json"

    def rests_on(self) -> dict[str, str]:
        """Return the hash of everything that it rests on, by name."""
        names = [*self.rooms, *(f"{PROOFS}{name}" for name in self.sources)]
        return {name: hash_of_source(name, project=HERE.parent) for name in names}

    def changed(self) -> list[str]:
        """Return what has changed since the evidence was written; *the evidence* if there is none to be read."""
        try:
            then = json.loads(self.file.read_text("utf-8"))["rests_on"]
        except (OSError, ValueError, KeyError):
            return ["the evidence"]
        now = self.rests_on()
        return sorted(name for name in {*then, *now} if then.get(name) != now.get(name))


def prove(proof: Proof, *, tell: Tell) -> bool:
    """Measure, write the evidence whether or not it bears the claim out, and return whether it does."""
    began = _computing()
    rests_on = proof.rests_on()
    answer = proof.measure(tell)
    found = answer.figures
    claims = [_claim(name, bound, found[name]) for name, bound in proof.bounds.items()]
    beside = {name: one.told() for name, one in found.items() if name not in proof.bounds}
    met = all(claim["met"] for claim in claims)
    EVIDENCE.mkdir(parents=True, exist_ok=True)
    write_json(
        proof.file,
        {
            "proof": proof.name,
            "claim": proof.claim,
            "met": met,
            "claims": claims,
            "beside": beside,
            "records": [dict(one) for one in answer.records],
            "day": dt.datetime.now(dt.UTC).date().isoformat(),
            "settings": proof.settings,
            "rests_on": rests_on,
            "cpu_minutes": round((_computing() - began) / 60, 1),
        },
    )
    for claim in claims:
        verdict = "met" if claim["met"] else "MISSED"
        tell(f"{claim['figure']}: {claim['measured']:g} (claimed {in_words(claim)}): {verdict}")
    for name, one in beside.items():
        tell(f"{name}: {one['measured']:g}")
    return met


def in_words(ends: Mapping[str, Any]) -> str:
    """Return a claim's bound in words."""
    words = {"at_least": "at least", "at_most": "at most"}
    return " and ".join(f"{words[name]} {ends[name]:g}" for name in words if name in ends)


def _claim(name: str, bound: Bound, one: Measured) -> dict[str, Any]:
    return {"figure": name, **bound.told(), **one.told(), "met": bound.holds(one.value)}


def _computing() -> float:
    """Return the seconds of computing of this process and of those it waited for."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")
