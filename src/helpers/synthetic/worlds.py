"""The worlds by name or from a file of one's own: every number of one authority in one world, checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from helpers.errors import SecondLookError, nearest_name
from helpers.outcomes.declare import outcome
from helpers.synthetic.limits import laid_over, refuse_impossible
from helpers.synthetic.packaged import package_yaml

DEFAULT = "default"
"""The world of the book, which all others begin from."""
_OF_A_WORLD = ("like", "scale", "period", "authorities")
"""What a world may say beside changes of the shared settings."""
_OF_AN_AUTHORITY = ("children", "period", "shared")


@dataclass(frozen=True)
class World:
    """What a world changes, laid over what the world it is like changes.

    Attributes
    ----------
    name
        Its name, or that of the file it stands in.
    source
        Where it is written, for sentences about its mistakes.
    like
        The world to begin from, if any.
    scale
        How many times the authorities' usual number of children.
    shared
        Changes of the shared settings.
    authorities
        Further changes by authority: ``children``, ``period``, ``shared``.
    """

    name: str
    source: str
    like: "World | None"
    scale: float
    shared: Mapping[str, Any]
    authorities: Mapping[str, Mapping[str, Any]]

    def layers(self) -> Iterator["World"]:
        """Yield the worlds to be laid over each other, this one last."""
        if self.like is not None:
            yield from self.like.layers()
        yield self


def authorities() -> tuple[str, ...]:
    """Return the slugs of all made-up authorities."""
    return tuple(package_yaml("worlds.yml")["authorities"])


def worlds() -> tuple[str, ...]:
    """Return the names of all worlds."""
    return tuple(package_yaml("worlds.yml")["worlds"])


def settings_of(slug: str, world: str, *, fitted: bool = True) -> dict[str, Any]:
    """Return all settings of one authority in one world: its own, and the shared ones with every change laid on.

    Parameters
    ----------
    slug
        An authority's name in ``worlds.yml``.
    world
        A world's name in ``worlds.yml``, or the path of a YAML file that describes one.
    fitted
        Whether what was fitted in this world counts (``fitted.yml``). What was fitted in the default world always counts
        in the others.

    Raises
    ------
    SecondLookError
        If there is no such authority or world, or a setting is unknown, impossible, or leaves an outcome no time.
    """
    raw = package_yaml("worlds.yml")
    _refuse_unknown(slug, raw["authorities"], "authority")
    told = _world(world, fitted=fitted)
    own = raw["authorities"][slug]
    shared = laid_over(raw["shared"], own.get("shared", {}), source="worlds.yml")
    if fitted or told.name != DEFAULT:
        usual = package_yaml("fitted.yml")[DEFAULT].get(slug, {}).get("settings", {})
        shared = laid_over(shared, usual, source="fitted.yml")
    period, children = own["period"], int(own["children"] * told.scale)
    for layer in told.layers():
        of_single = layer.authorities.get(slug, {})
        for changes in (layer.shared, of_single.get("shared", {})):
            shared = laid_over(shared, changes, source=layer.source)
        period = laid_over(period, of_single.get("period", {}), source=layer.source)
        children = of_single.get("children", children)
    refuse_impossible(shared, raw["limits"], source=told.source)
    _refuse_no_time(period, own["outcomes"], source=told.source)
    return {**own, "world": told.name, "shared": shared, "period": period, "children": children}


def _world(name: str, *, fitted: bool = True) -> World:
    if name.endswith((".yml", ".yaml")):
        return _of_a_file(Path(name))
    raw = package_yaml("worlds.yml")
    _refuse_unknown(name, raw["worlds"], "world")
    found = package_yaml("fitted.yml").get(name, {}) if fitted and name != DEFAULT else {}
    of_single = {slug: {"shared": turned["settings"]} for slug, turned in found.items()}
    return _described(
        name, {**(raw["worlds"][name] or {}), "authorities": of_single}, source="worlds.yml"
    )


def _of_a_file(path: Path) -> World:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SecondLookError(
            "this file with a world cannot be read", where=path, mend="check its name"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SecondLookError(
            "this file is not valid YAML",
            where=path,
            mend="see worlds.yml for the shape of a world",
        ) from error
    if not isinstance(raw, dict):
        raise SecondLookError(
            "this file describes no world", where=path, mend="begin with 'like: default'"
        )
    return _described(path.stem, raw, source=str(path))


def _described(name: str, raw: Mapping[str, Any], *, source: str) -> World:
    of_single = raw.get("authorities", {})
    for slug, changes in of_single.items():
        _refuse_unknown(slug, authorities(), "authority", where=source)
        for key in changes:
            _refuse_unknown(key, _OF_AN_AUTHORITY, "setting of an authority", where=source)
    if "period" in raw:
        everywhere = {"period": raw["period"]}
        of_single = {slug: {**everywhere, **of_single.get(slug, {})} for slug in authorities()}
    like = _world(raw["like"]) if "like" in raw else None
    scale = raw.get("scale", like.scale if like else 1.0)
    refuse_impossible({"scale": scale}, {"scale": [0.0001, 1000]}, source=source)
    shared = {key: value for key, value in raw.items() if key not in _OF_A_WORLD}
    return World(name, source, like, scale, shared, of_single)


def _refuse_unknown(
    name: str, names: Mapping[str, Any] | tuple[str, ...], kind: str, *, where: str | None = None
) -> None:
    if name not in names:
        raise SecondLookError(
            f"there is no made-up {kind} '{name}'",
            where=where or kind,
            mend=nearest_name(name, names),
        )


def _refuse_no_time(period: Mapping[str, Any], asked: list[str], *, source: str) -> None:
    """Refuse a period in which an outcome has no day left between its look-back and its follow-up."""
    for name in ("start", "end"):
        if not isinstance(period[name], date):
            raise SecondLookError(
                f"'{period[name]}' is not a date",
                where=f"{source}, setting 'period.{name}'",
                mend="write it as 2019-04-01",
            )
    for slug in asked:
        about = outcome(slug)
        needed = about.look_back_months + about.within_months
        first, last = (pd.Timestamp(period[name]) for name in ("start", "end"))
        if first + pd.DateOffset(months=needed) > last:
            raise SecondLookError(
                f"the outcome '{slug}' looks back {about.look_back_months} months and follows children for "
                f"{about.within_months}, which ends after the last day, {period['end']}",
                where=f"{source}, setting 'period.end'",
                mend=f"let the records last at least {needed} months",
            )
