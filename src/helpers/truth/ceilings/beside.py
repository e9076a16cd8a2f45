"""The ceilings that hold for one made-up folder, or why there are none."""

from pathlib import Path

from helpers.presenting.source import BestPossible
from helpers.synthetic.manifest import read_manifest
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities, worlds
from helpers.truth.ceilings.full_state import Ceiling
from helpers.truth.ceilings.kept import FILE, kept, settings_of

NOT_OURS = "these data were not made in one of our worlds, so nobody has worked out what is best possible there"
STALE = "what was worked out no longer fits the made-up world, and has not been worked out anew"


def best_beside(folder: Path) -> tuple[dict[str, BestPossible], str]:
    """Return what is best possible by outcome, from the file beside a made-up folder; with a reason where there is nothing.

    Parameters
    ----------
    folder
        An authority's folder of made-up data. Its manifest tells how it was made.

    Raises
    ------
    SecondLookError
        If the file of ceilings is damaged.
    """
    manifest = read_manifest(folder) or {}
    world = str(manifest.get("world"))
    slug = next((one for one in authorities() if _name(one) == manifest.get("authority")), None)
    if slug is None or world not in worlds():
        return {}, NOT_OURS
    made_of = place(slug, world=world, children=manifest.get("children")).fingerprint
    if made_of != manifest.get("settings"):
        return {}, STALE
    wanted = settings_of(slug, world)
    for one in kept(folder.parent / FILE.name).values():
        if one.settings.get(slug) == wanted:
            return {name: _best(ceiling) for name, ceiling in one.outcomes.items()}, ""
    return {}, STALE


def best_in_worlds(file: Path) -> dict[str, dict[str, BestPossible]]:
    """Return what is best possible by world and outcome, from a file of ceilings; nothing of what no longer stands.

    Raises
    ------
    SecondLookError
        If the file of ceilings is damaged.
    """
    return {
        world: {name: _best(ceiling) for name, ceiling in one.outcomes.items()}
        for world, one in kept(file).items()
    }


def _best(one: Ceiling) -> BestPossible:
    return BestPossible(
        low=one.record.low,
        high=one.record.high,
        guessing=one.record.prevalence,
        harm_low=one.harm.low,
        harm_high=one.harm.high,
        harm_guessing=one.harm.prevalence,
        decisions=one.record.decisions,
    )


def _name(slug: str) -> str:
    return place(slug).name
