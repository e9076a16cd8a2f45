"""Published figures of England, as ``published.yml`` holds them: what the made-up world is set to meet or compared with."""

from dataclasses import dataclass
from typing import Any

from helpers.synthetic.packaged import package_yaml

FITTED, HELD_OUT = "fitted", "held out"


@dataclass(frozen=True)
class Published:
    """One published figure.

    Attributes
    ----------
    key
        Its name in ``published.yml`` and in what :func:`helpers.synthetic.aggregates.aggregates` returns.
    name, unit
        What it is and how it is counted, in plain words.
    value
        The figure.
    year
        The year that ends on its 31 March.
    source, how
        Where it was published, and how it follows from what was; ``how`` is empty for a figure published as it stands.
    fitted
        Whether the made-up world is set to meet it; otherwise it is only compared.
    tolerance
        A made-up figure further away than this share of the value is a miss.
    between
        The figures of the lowest and of the highest council or region, where published.
    """

    key: str
    name: str
    unit: str
    value: float
    year: int
    source: str
    how: str
    fitted: bool
    tolerance: float
    between: tuple[float, float] | None

    def off(self, made: float) -> float:
        """Return how far a made-up figure lies from the published one, as a share of it."""
        return made / self.value - 1

    def met(self, made: float) -> bool:
        """Tell whether a made-up figure is near enough; one that could not be counted (NaN) is not."""
        return abs(self.off(made)) <= self.tolerance


def published() -> tuple[Published, ...]:
    """Return all published figures, those that are fitted first."""
    return tuple(_one(key, told) for key, told in package_yaml("published.yml").items())


def _one(key: str, told: dict[str, Any]) -> Published:
    between = told.get("between")
    return Published(
        key=key,
        name=told["name"],
        unit=told["unit"],
        value=float(told["value"]),
        year=told["year"],
        source=told["source"],
        how=told.get("how", ""),
        fitted=told["status"] == FITTED,
        tolerance=told["tolerance"] / 100,
        between=(float(between[0]), float(between[1])) if between else None,
    )
