"""Findings by group such as a study might return, for tests of the pages that ask whom a model gets wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product

from made_up_results import SHARES, findings, settings

from helpers.estimate import About, Estimate, Finding, too_few
from helpers.report import Report, from_findings

RATES = (
    "flagged_share",
    "false_discovery_rate",
    "false_negative_rate",
    "false_positive_rate",
    "false_omission_rate",
)
SIZES = dict.fromkeys(RATES, 0.05) | {"false_omission_rate": 0.01}
WITHOUT_LINE = {
    "average_precision": 0.12,
    "lift": 3.0,
    "pinned_average_precision": 0.11,
    "observed_expected": 1.0,
    "calibration_slope": 0.9,
}
WAYS = (
    ("text-all", "top tenth of all"),
    ("text-all", "headline of all"),
    ("structured-all", "top tenth of all"),
    ("text-earlier", "top tenth"),
    ("structured-earlier", "top tenth"),
)
FOUND, NONE, CANNOT_TELL, TOO_FEW = (
    "gap found",
    "no gap of practical size",
    "cannot tell",
    "too few to judge",
)
GAPS = {
    "under 1": (0.12, 0.03, 0.21, FOUND),
    "1 to 4": (0.01, -0.02, 0.04, NONE),
    "5 to 9": (0.0, -0.09, 0.14, CANNOT_TELL),
    "10 to 15": (-0.08, -0.14, -0.02, FOUND),
    "16 and over": (None, None, None, TOO_FEW),
    "Asian": (0.03, 0.01, 0.04, FOUND),
}
"""The difference of a group, its ends, and what may be said; every verdict stands somewhere."""
OTHERWISE = (0.02, -0.06, 0.1, CANNOT_TELL)
OPTIONS = ("recalibration", "flag 5 in 100", "nobody flagged")


@cache
def report(
    slug: str = "north-west", *, decisions: int = 24_000, by_group: bool = True, **changes: object
) -> Report:
    """Return an authority with mistakes by group, or without."""
    asked = settings(slug, **changes)
    made = [one for name in asked.outcomes for one in findings(slug, name, decisions=9600)]
    if by_group:
        made = [one for one in made if not _replaced(one.about)]
        for name in asked.outcomes:
            about = About(authority=slug, outcome=name, measure="")
            made += [
                Finding(about=About(**{**vars(about), **labels}), estimate=estimate)
                for labels, estimate in _of_outcome(asked.attributes, decisions)
            ]
    return replace(from_findings(made, settings=asked, slug=slug), gap_sizes=SIZES)


def _replaced(about: About) -> bool:
    """Tell whether another finding stands here in its place."""
    return (about.design, about.cut_off) in WAYS and about.attribute in SHARES


Told = Iterator[tuple[dict[str, str], Estimate]]


def _of_outcome(attributes: tuple[str, ...], decisions: int) -> Told:
    for design, cut_off in WAYS:
        way = {"design": design, "cut_off": cut_off}
        main = way == {"design": "text-all", "cut_off": "top tenth of all"}
        if cut_off.endswith("of all"):
            yield from _rates(way, decisions)
        if main:
            yield from _scores(way, decisions)
            yield from _options(way, decisions)
        for attribute, group in _groups(attributes):
            where = way | {"attribute": attribute, "group": group}
            n = round(decisions * SHARES[attribute][group])
            yield from _rates(where, n)
            yield from _gaps(where, n)
            if main:
                yield from _scores(where, n)
                yield from _why(where, n)
                yield from _options(where, n)
    way = {"design": "text-all", "cut_off": "top tenth of all"}
    for one, other in combinations(attributes, 2):
        for (first, share), (second, also) in product(SHARES[one].items(), SHARES[other].items()):
            where = {"attribute": f"{one} and {other}", "group": f"{first}, {second}"}
            yield from _rates(way | where, round(decisions * share * also))


def _groups(attributes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, group) for name in attributes for group in SHARES[name]]


def _rates(where: Mapping[str, str], n: int) -> Told:
    positives, flagged = n // 25, n // 10
    right = round(flagged * 0.15)
    for measure, part, whole in zip(
        RATES,
        (flagged, flagged - right, positives - right, flagged - right, positives - right),
        (n, flagged, positives, n - positives, n - flagged),
        strict=True,
    ):
        yield {**where, "measure": measure}, rate(part, whole, n)


def _scores(where: Mapping[str, str], n: int) -> Told:
    without = {**where, "cut_off": "of all"}
    yield {**without, "measure": "prevalence"}, rate(n // 25, n, n)
    for measure, value in WITHOUT_LINE.items():
        yield {**without, "measure": measure}, about(value, 0.8 * value, 1.2 * value, n)


def _gaps(where: Mapping[str, str], n: int) -> Told:
    value, low, high, note = GAPS.get(where["group"], OTHERWISE)
    for measure in RATES:
        made = about(value, low, high, n)
        said = note if made.value is not None else TOO_FEW
        yield {**where, "measure": f"gap in {measure}", "note": said}, made
        if made.value is not None:
            yield {**where, "measure": f"ratio of {measure}"}, about(1.1, 0.9, 1.3, n)
            yield {**where, "measure": f"power of gap in {measure}"}, about(0.23, None, None, n)
            yield {**where, "measure": f"smallest gap in {measure}"}, about(0.18, None, None, n)


def _why(where: Mapping[str, str], n: int) -> Told:
    for mistake, measure in (("false_alarms", RATES[3]), ("misses", RATES[2])):
        yield {**where, "measure": f"unadjusted gap in {mistake}"}, about(0.12, 0.06, 0.2, n)
        yield {**where, "measure": f"adjusted gap in {mistake}"}, about(0.02, -0.06, 0.1, n)
        for part, value in (("base rate", 0.05), ("calibration", 0.04), ("cut-off", 0.03)):
            yield (
                {**where, "measure": f"part of gap in {measure} from {part}"},
                about(value, None, None, n),
            )
    forced = 0.2 if where["group"] == "under 1" else 0.08
    yield {**where, "measure": f"forced {RATES[3]}"}, about(forced, None, None, n)


def _options(where: Mapping[str, str], n: int) -> Told:
    for option in OPTIONS:
        for labels, estimate in _rates(where, n):
            yield {**labels, "measure": f"{option}: {labels['measure']}"}, estimate


def rate(part: int, whole: int, n: int) -> Estimate:
    """Return a rate, or that there are too few to judge."""
    if n // 25 < 20:
        return too_few(n=n, positives=n // 25)
    value = part / whole
    return Estimate(
        value=value,
        low=max(0.0, value - 0.05),
        high=min(1.0, value + 0.05),
        n=n,
        positives=n // 25,
        numerator=part,
        denominator=whole,
    )


def about(value: float | None, low: float | None, high: float | None, n: int) -> Estimate:
    """Return a measure that is no rate, or that there are too few to judge."""
    if value is None or n // 25 < 20:
        return too_few(n=n, positives=n // 25)
    return Estimate(value=value, low=low, high=high, n=n, positives=n // 25)
