"""Whole tables by group of made-up cohorts, with everything that sets a group beside the rest, for the tests of the door."""

from collections.abc import Iterator, Mapping, Sequence

from made_up_findings import Cells, about, rate

from helpers.estimate import Estimate, Finding
from helpers.evaluation import metrics
from helpers.evaluation.judge import OF_GROUPS

LINE, WITHOUT = "top tenth of all", "of all"
ERRORS = {"false_alarms": "false_positive_rate", "misses": "false_negative_rate"}
PRECISION, WENT, ODDS_WENT = 0.37, 0.0312, 1.31
"""What scores and adjusting bring along, whatever the counts are."""
PARTS = {"base rate": 0.0417, "calibration": -0.0208}
"""Parts of every gap; what falls at the cut-off is the rest."""


def total(groups: Sequence[Cells]) -> Cells:
    """Return the cells of all groups together."""
    right, wrong, missed, rest = map(sum, zip(*groups, strict=True))
    return right, wrong, missed, rest


def counts_of(cells: Cells) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of each rate of a group."""
    told = dict(
        zip(
            ("true_positives", "false_positives", "false_negatives", "true_negatives"),
            cells,
            strict=True,
        )
    )
    made = {
        name: (sum(told[one] for one in part), sum(told[one] for one in whole))
        for name in OF_GROUPS
        for part, whole in (metrics.RATES[name],)
    }
    return made | {"prevalence": (cells[0] + cells[2], sum(cells))}


def cohort(groups: Sequence[Cells]) -> list[Finding]:
    """Return every number of a cohort that falls into some groups."""
    everybody = total(groups)
    made = [*_rates(everybody, {})]
    for number, cells in enumerate(groups):
        where = {"attribute": "sex", "group": f"group {number}"}
        rest = total([one for place, one in enumerate(groups) if place != number])
        made += _rates(cells, where)
        made += _scores(cells, where)
        made += _gaps(counts_of(cells), counts_of(rest), where, cells)
        odds, alarms = cells[0] + cells[2], everybody[1] / (everybody[0] + everybody[2])
        forced = odds / (cells[1] + cells[3]) * alarms
        made.append(_found("forced false_positive_rate", forced, where, cells))
    return made


def _rates(cells: Cells, where: Mapping[str, str]) -> Iterator[Finding]:
    for measure, (part, whole) in counts_of(cells).items():
        line = WITHOUT if measure == "prevalence" else LINE
        made = rate(part, whole, n=sum(cells), positives=cells[0] + cells[2])
        yield Finding(about=about(measure, cut_off=line, **where), estimate=made)


def _scores(cells: Cells, where: Mapping[str, str]) -> Iterator[Finding]:
    part, whole = counts_of(cells)["prevalence"]
    for measure, value in (("lift", PRECISION * whole / part), ("pinned_average_precision", 0.3)):
        yield _found(measure, value, {**where, "cut_off": WITHOUT}, cells)


def _gaps(
    own: Mapping[str, tuple[int, int]],
    rest: Mapping[str, tuple[int, int]],
    where: Mapping[str, str],
    cells: Cells,
) -> Iterator[Finding]:
    for measure in (name for name in own if name != "prevalence"):
        one, other = (part / whole for part, whole in (own[measure], rest[measure]))
        yield _found(f"gap in {measure}", one - other, where, cells)
        if other:
            yield _found(f"ratio of {measure}", one / other, where, cells)
    for error, measure in ERRORS.items():
        one, other = (part / whole for part, whole in (own[measure], rest[measure]))
        gap = one - other
        told = {f"unadjusted gap in {error}": gap, f"adjusted gap in {error}": gap - WENT}
        told[f"went from gap in {error}"] = WENT
        if 0 < one < 1 and 0 < other < 1:
            odds = one / (1 - one) / (other / (1 - other))
            told[f"unadjusted odds ratio of {error}"] = odds
            told[f"adjusted odds ratio of {error}"] = odds / ODDS_WENT
        parts = PARTS | {"cut-off": gap - sum(PARTS.values())}
        told |= {f"part of gap in {measure} from {name}": one for name, one in parts.items()}
        for name, value in told.items():
            yield _found(name, value, where, cells)


def _found(measure: str, value: float, where: Mapping[str, str], cells: Cells) -> Finding:
    made = Estimate(
        value=value,
        low=value - 0.05,
        high=value + 0.05,
        n=sum(cells),
        positives=cells[0] + cells[2],
    )
    return Finding(about=about(measure, **({"cut_off": LINE} | dict(where))), estimate=made)
