"""What made-up records were made from: the settings of each council, the dials of each world, and how records err."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from helpers.authority.folder import slug as slug_of
from helpers.authority.settings import load_settings
from helpers.outcomes.declare import outcome
from helpers.presenting.datasheet_source import Council, Datasheet
from helpers.synthetic.manifest import read_manifest
from helpers.synthetic.published import published
from helpers.synthetic.settings import Place, place
from helpers.synthetic.worlds import worlds


def datasheet(folders: Sequence[Path]) -> Datasheet:
    """Return what some invented councils were made from.

    What the folder itself does not say is what the project's settings say of that council in the world of the book.

    Raises
    ------
    SecondLookError
        If a folder has no settings that can be read, or is not named like one of the invented councils.
    """
    councils = [_council(folder) for folder in folders]
    of_book = place(slug_of(folders[0]))
    figures = published()
    return Datasheet(
        councils=tuple(councils),
        dials={world: dict(place(of_book.slug, world=world).dials) for world in worlds()},
        errors=dict(_flat(of_book.recording)),
        fitted=sum(one.fitted for one in figures),
        held_out=sum(not one.fitted for one in figures),
    )


def _council(folder: Path) -> Council:
    settings, where = load_settings(folder), place(slug_of(folder))
    manifest: Mapping[str, Any] = read_manifest(folder) or {}
    return Council(
        name=settings.name,
        start=settings.period.start,
        end=settings.period.end,
        children=manifest.get("children", where.children),
        outcomes=tuple(outcome(name).title for name in settings.outcomes),
        documents=where.documents,
        changes=tuple(_changes(where)),
        **{
            name: str(manifest.get(name, "")) for name in ("world", "seed", "generator", "settings")
        },
    )


def _changes(where: Place) -> Iterator[str]:
    """Yield what changes in how a council records, each reason once."""
    since = {(str(each["since"]), each["why"]): None for each in where.code_drift}
    for day, why in since:
        yield f"From {_month(np.datetime64(day, 'D'))} on, {why}."
    if where.new_system is not None:
        moved = np.datetime64(0, "D") + np.timedelta64(where.new_system, "D")
        yield f"In {_month(moved)} the council moved to another system; some starts, ends and reasons were lost."


def _month(day: np.datetime64) -> str:
    return f"{day.item():%B %Y}"


def _flat(settings: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, float]]:
    """Yield settings by name, those of a section under the section's own name and a full stop."""
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", float(value)
