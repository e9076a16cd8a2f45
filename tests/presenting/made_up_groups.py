"""Findings by group such as a study might return, for tests of the pages that ask whom a model gets wrong."""

from collections.abc import Iterator, Mapping
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
    "under 1": (0.12, 0.09, FOUND),
    "1 to 4": (0.01, 0.03, NONE),
    "5 to 9": (0.02, 0.11, CANNOT_TELL),
    "10 to 15": (-0.08, 0.06, FOUND),
    "16 and over": (0.0, None, TOO_FEW),
    "Asian": (0.03, 0.01, FOUND),
}
"""By how much more of a group are missed than of all others, how far the interval reaches, and what may be said."""
OTHERWISE = (0.0, 0.08, CANNOT_TELL)
MISSED = 0.7
PARTS = {"base rate": None, "calibration": 0.04, "cut-off": 0.03}
"""The parts of each gap; how often the outcome follows makes what is left of it."""
OPTIONS = ("recalibrated", "5 in 100 flagged", "nobody flagged", "an option of later days")


@cache
def report(
    slug: str = "north-west", *, decisions: int = 240_000, by_group: bool = True, **changes: object
) -> Report:
    """Return an authority with mistakes by group, or without."""
    asked = settings(slug, **changes)
    made = [one for name in asked.outcomes for one in findings(slug, name, decisions=9600)]
    if by_group:
        made = [one for one in made if one.about.design not in dict(WAYS)]
        for name in asked.outcomes:
            about = About(authority=slug, outcome=name, measure="")
            made += [
                Finding(about=About(**{**vars(about), **labels}), estimate=estimate)
                for labels, estimate in _of_outcome(asked.attributes, decisions)
            ]
    return from_findings(made, settings=asked, slug=slug)


Told = Iterator[tuple[dict[str, str], Estimate]]


def _of_outcome(attributes: tuple[str, ...], decisions: int) -> Told:
    for design, cut_off in WAYS:
        way = {"design": design, "cut_off": cut_off, "attribute": "", "group": ""}
        main = (design, cut_off) == WAYS[0]
        yield from _rates(way, decisions, decisions)
        if main:
            yield from _scores(way, decisions)
            yield from _options(way, decisions, decisions)
        for attribute, group in [(name, group) for name in attributes for group in SHARES[name]]:
            where = way | {"attribute": attribute, "group": group}
            n = round(decisions * SHARES[attribute][group])
            yield from _rates(where, n, decisions)
            yield from _gaps(where, n, decisions)
            if main:
                yield from _scores(where, n)
                yield from _why(where, n, decisions)
                yield from _options(where, n, decisions)
    for one, other in combinations(attributes, 2):
        way = {"design": WAYS[0][0], "cut_off": WAYS[0][1], "attribute": f"{one} and {other}"}
        for (first, share), (second, also) in product(SHARES[one].items(), SHARES[other].items()):
            where = way | {"group": f"{first}, {second}"}
            yield from _rates(where, round(decisions * share * also), decisions)


def _counts(group: str, n: int, of: int) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of each rate of a group; the gap in who is missed is that of :data:`GAPS`."""
    gap, *_ = GAPS.get(group, OTHERWISE)
    positives, flagged = n // 25, n // 10
    missed = round(positives * (MISSED + gap * (1 - n / of)))
    wrong = flagged - positives + missed
    return {
        "flagged_share": (flagged, n),
        "false_discovery_rate": (wrong, flagged),
        "false_negative_rate": (missed, positives),
        "false_positive_rate": (wrong, n - positives),
        "false_omission_rate": (missed, n - flagged),
    }


def _rates(where: Mapping[str, str], n: int, of: int) -> Told:
    for measure, (part, whole) in _counts(where["group"], n, of).items():
        yield {**where, "measure": measure}, rate(part, whole, n)


def _scores(where: Mapping[str, str], n: int) -> Told:
    without = {**where, "cut_off": "of all"}
    yield {**without, "measure": "prevalence"}, rate(n // 25, n, n)
    for measure, value in WITHOUT_LINE.items():
        yield {**without, "measure": measure}, about(value, 0.8 * value, 1.2 * value, n)


def _gaps(where: Mapping[str, str], n: int, of: int) -> Told:
    own, everybody = _counts(where["group"], n, of), _counts("", of, of)
    for measure in RATES:
        _, reach, note = GAPS.get(where["group"], OTHERWISE)
        if measure not in ("false_discovery_rate", "false_negative_rate"):
            _, reach, note = OTHERWISE
        elif measure == "false_discovery_rate" and reach is not None:
            reach /= 4  # few flags are right, so gaps in false alarms are smaller than those in who is missed
        made = about(None, None, None, n)
        if reach is not None and n // 25 >= 20:
            value = gap_in(measure, own, everybody)
            made = about(value, value - reach, value + reach, n)
        said = note if made.value is not None else TOO_FEW
        yield {**where, "measure": f"gap in {measure}", "note": said}, made
        if made.value is not None:
            yield {**where, "measure": f"ratio of {measure}"}, about(1.1, 0.9, 1.3, n)
            yield {**where, "measure": f"power of gap in {measure}"}, about(0.23, None, None, n)
            yield {**where, "measure": f"smallest gap in {measure}"}, about(0.18, None, None, n)


def gap_in(
    measure: str, own: Mapping[str, tuple[int, int]], everybody: Mapping[str, tuple[int, int]]
) -> float:
    """Return the rate of a group less that of the rest; nought where there is nobody to compare."""
    (part, whole), (every, total) = own[measure], everybody[measure]
    if whole in (0, total):
        return 0.0
    return part / whole - (every - part) / (total - whole)


def _why(where: Mapping[str, str], n: int, of: int) -> Told:
    own, everybody = _counts(where["group"], n, of), _counts("", of, of)
    for mistake, measure in (("false_alarms", RATES[3]), ("misses", RATES[2])):
        gap = gap_in(measure, own, everybody)
        for name, value, reach in (
            ("unadjusted gap in", gap, 0.07),
            ("adjusted gap in", gap - 0.1, 0.08),
            ("went from gap in", 0.1, 0.04),
        ):
            made = about(value, value - reach, value + reach, n)
            yield {**where, "measure": f"{name} {mistake}"}, made
        for name, value in (("unadjusted", 1.8), ("adjusted", 1.1)):
            made = about(value, 0.7 * value, 1.4 * value, n)
            yield {**where, "measure": f"{name} odds ratio of {mistake}"}, made
        rest = gap - sum(value for value in PARTS.values() if value is not None)
        for part, value in PARTS.items():
            labels = {**where, "measure": f"part of gap in {measure} from {part}"}
            yield labels, about(rest if value is None else value, None, None, n)
    yield {**where, "measure": f"forced {RATES[3]}"}, about(0.1, None, None, n)


def _options(where: Mapping[str, str], n: int, of: int) -> Told:
    for option in OPTIONS:
        for labels, estimate in _rates(where, n, of):
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
