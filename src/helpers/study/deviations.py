"""What differs from what was fixed beforehand: told, never hidden."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.stages import write_json
from helpers.study.protocol import Effort, effort_named, fingerprint, fixed, protocol

FIRST = "protocol.json"
"""What was fixed when an authority was first evaluated, with its hash and the day."""
DEVIATIONS = "deviations.json"


def first_run(folder: Path) -> None:
    """Write down what is fixed, with its hash, before the first run of an authority; later runs leave it alone.

    Parameters
    ----------
    folder
        The authority's folder of stages.
    """
    path = folder / FIRST
    if _read(path) is not None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    day = datetime.now(tz=UTC).date().isoformat()
    write_json(path, {"on": day, "hash": fingerprint(), "fixed": fixed()})


def write_deviations(folder: Path, effort: Effort, *, refits: bool) -> None:
    """Write down, sentence by sentence, what differs from the protocol in the findings of this run."""
    write_json(folder / DEVIATIONS, list(_deviations(folder, effort, refits=refits)))


def deviations(folder: Path) -> tuple[str, ...]:
    """Return what differs from the protocol, a sentence each; nothing where no run has said so."""
    said = _read(folder / DEVIATIONS)
    return tuple(map(str, said)) if isinstance(said, list) else ()


def _deviations(folder: Path, effort: Effort, *, refits: bool) -> Iterator[str]:
    whole = effort_named("whole")
    if effort.draws < whole.draws:
        yield (
            f"This was a quicker run: it tried {effort.draws} of the {whole.draws} settings that the protocol asks for, for "
            "each way of learning."
        )
    if effort.group_resamples < whole.group_resamples:
        yield (
            f"Of the {whole.group_resamples:,} resamples of families in which the protocol asks for mistakes to be counted "
            f"by group of children, it made {effort.group_resamples:,}."
        )
    if not refits:
        yield "Chosen models were not learnt again on resampled families, as the protocol asks."
    elif effort.refits < whole.refits:
        yield f"Of the {whole.refits} refits that the protocol asks for, it made {effort.refits}."
    for change in protocol().changes:
        yield f"Changed on {change.day}: {change.what} Why: {change.why}"
    first = _read(folder / FIRST)
    if isinstance(first, dict) and first.get("hash") != fingerprint():
        for name in _changed(first.get("fixed") or {}, fixed()):
            yield f"'{name}' is no longer as it was when this authority was first evaluated, on {first.get('on')}."


def _changed(before: Mapping[str, Any], now: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Yield the names of settings that differ, nested ones with dots."""
    for name in sorted({*before, *now}):
        one, other = before.get(name), now.get(name)
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _changed(one, other, f"{prefix}{name}.")
        elif one != other:
            yield f"{prefix}{name}"


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
