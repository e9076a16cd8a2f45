"""Findings such as a study of a made-up authority might return, for tests of what stands after the study."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from helpers.authority.settings import Period, Settings
from helpers.comparison import LOWER_IS_BETTER, compared
from helpers.estimate import About, Estimate, Finding, count, too_few
from helpers.evaluation import metrics
from helpers.evaluation.judge import OF_GROUPS
from helpers.presenting import words
from helpers.report import Report, from_findings
from helpers.study.protocol import protocol

OUTCOMES = {
    "north-west": ("contact-to-plan-or-care", "no-action-then-referred-again"),
    "south-west": ("early-help-then-statutory-referral", "plan-ended-then-looked-after"),
}
CONTRASTS = {
    "north-west": ("no-action-then-any-referral",),
    "south-west": ("plan-ended-and-settled",),
}
DESIGNS = (*words.DESIGNS, *words.BAG_DESIGNS, *words.COMPARATORS)
OF_CONTRASTS = ("structured-earlier", "text-earlier", "four-variables-earlier")
LINES = {
    "top tenth": (0.1, 0.13),
    "one half": (0.002, 0.25),
    "capacity": (0.05, 0.16),
    "all but the lowest tenth": (0.9, 0.043),
}
"""Of each line: the share flagged, and how many of those flagged it followed for."""
PAIRED = {
    "text-all beside structured-all": (0.04, 0.03, 0.06),
    "text-earlier beside structured-earlier": (0.02, -0.01, 0.05),
    "words-all beside structured-all": (0.0, -0.01, 0.01),
    "words-earlier beside structured-earlier": (-0.05, -0.08, -0.03),
}
"""Differences in average precision, with intervals that allow to say different things."""
SHARES = {
    "age": {"under 1": 0.1, "1 to 4": 0.25, "5 to 9": 0.3, "10 to 15": 0.3, "16 and over": 0.05},
    "sex": {"female": 0.48, "male": 0.49, "another or not stated": 0.03},
    "ethnicity": {"Asian": 0.08, "Black": 0.05, "Mixed": 0.06, "White": 0.7, "Other": 0.01},
    "disability": {"disabled": 0.04, "not disabled": 0.3},
    "deprivation": {
        "1 (most deprived)": 0.4,
        "2": 0.2,
        "3": 0.2,
        "4": 0.1,
        "5 (least deprived)": 0.1,
    },
}


def settings(slug: str = "north-west", **changes: object) -> Settings:
    values: dict[str, object] = {
        "name": f"{slug.replace('-', ' ').title()} (invented)",
        "data": "synthetic",
        "period": Period(start=dt.date(2018, 4, 1), end=dt.date(2025, 3, 31)),
        "outcomes": OUTCOMES[slug],
        "contrasts": CONTRASTS[slug],
    }
    return Settings.model_validate(values | changes)


@cache
def report(
    slug: str = "north-west",
    *,
    decisions: int = 9600,
    deviations: tuple[str, ...] = (),
    **changes: object,
) -> Report:
    asked = settings(slug, **changes)
    made = [
        finding
        for number, name in enumerate(asked.outcomes)
        for finding in findings(slug, name, decisions=decisions // (1 + 2 * number))
    ]
    for name in asked.contrasts:
        made += findings(slug, name, decisions=decisions, designs=OF_CONTRASTS)
    return from_findings(made + described(slug), settings=asked, slug=slug, deviations=deviations)


def described(slug: str) -> list[Finding]:
    events = {"contacts": 41230, "referrals": 15002, "plans": 1203, "enquiries": 7, "care": 0}
    notes = {"contact": 41230, "review conference": 4}
    return [
        Finding(
            about=About(authority=slug, attribute=attribute, group=group, measure=measure),
            estimate=count(number),
        )
        for measure, attribute, counts in (
            ("events", "table", events),
            ("notes", "document", notes),
        )
        for group, number in counts.items()
    ]


def findings(
    slug: str, outcome: str, *, decisions: int, designs: tuple[str, ...] = DESIGNS
) -> Iterator[Finding]:
    def found(estimate: Estimate, measure: str, **labels: str) -> Finding:
        about = About(authority=slug, outcome=outcome, measure=measure, **labels)
        return Finding(about=about, estimate=estimate)

    followed = decisions // 25
    for measure, number in (
        ("decisions", decisions),
        ("children", decisions * 4 // 5),
        ("families", decisions // 2),
        ("followed", followed),
    ):
        yield found(count(number), measure)
    yield found(count(decisions // 3), "left_out", group="the child already had an open case")
    yield found(count(4), "left_out", group="the child was 17 or older")
    held_out = decisions * 2 // 5
    rests = {"n": held_out, "positives": held_out // 25}
    for place, design in enumerate(designs):
        yield from _model(found, design, place=place, **rests)
        if design in protocol().leaning.designs and designs == DESIGNS:
            yield from _leaned(found, design, **rests)
        if design not in words.COMPARATORS:
            yield from _believable(found, design, **rests)
        if design in ("structured-earlier", "text-earlier") and designs is DESIGNS:
            yield from _learnt_again(found, design, **rests)
    yield from _pairs(found, designs, **rests)


def _model(found, design: str, *, place: int, n: int, positives: int) -> Iterator[Finding]:
    labels = {"design": design, "algorithm": "logistic_regression"}
    yield found(count(n), "held_out", **labels)
    yield found(count(positives), "held_out_followed", **labels)
    yield found(_rate(positives, n, n, positives), "prevalence", **labels)
    for measure, value in (
        ("average_precision", 0.1),
        ("lift", 2.5),
        ("roc_auc", 0.7),
        ("brier", 0.04),
    ):
        higher = value * (1 + 0.05 * place)
        yield found(
            _about(higher, 0.8 * higher, 1.25 * higher, n=n, positives=positives), measure, **labels
        )
    for cut_off, (flagged_share, precision) in LINES.items():
        flagged = round(n * flagged_share)
        right = min(positives, round(flagged * precision))
        cells = (right, flagged - right, positives - right, n - positives - flagged + right)
        yield from _flags(found, cells, cut_off=cut_off, **labels)
        if design in words.COMPARATORS or cut_off not in ("top tenth", "one half"):
            continue
        for attribute, shares in SHARES.items():
            for group, share in (
                shares | {words.NOT_YET_RECORDED: 1 - sum(shares.values())}
            ).items():
                part = tuple(round(cell * share) for cell in cells)
                if sum(part):
                    yield from _flags(
                        found, part, cut_off=cut_off, attribute=attribute, group=group, **labels
                    )


def _believable(found, design: str, *, n: int, positives: int) -> Iterator[Finding]:
    labels = {"design": design, "algorithm": "logistic_regression"}
    rests = {"n": n, "positives": positives}
    for before, ratio, slope in (("", 0.5, 0.6), ("recalibrated ", 1.02, 0.95)):
        yield found(
            _about(ratio, ratio - 0.1, ratio + 0.1, **rests), f"{before}observed_expected", **labels
        )
        yield found(_about(0.1, -0.2, 0.3, **rests), f"{before}calibration_intercept", **labels)
        yield found(
            _about(slope, slope - 0.2, slope + 0.2, **rests), f"{before}calibration_slope", **labels
        )
    yield found(_about(0.04, 0.03, 0.05, **rests), "recalibrated brier", **labels)
    parts = 5 if positives >= 100 else 1
    for number in range(1, parts + 1):
        of_group = {"n": n // parts, "positives": positives // parts}
        where = {"attribute": "score", "group": f"{number}"}
        yield found(_about(0.02 * number, None, None, **of_group), "mean_score", **labels, **where)
        observed = _rate(positives // parts, n // parts, n // parts, positives // parts)
        yield found(observed, "prevalence", **labels, **where)
    for chance, gained in ((0.02, 4.2), (0.05, 0.4), (0.1, -3.1), (0.2, 0.0)):
        labels["cut_off"] = f"chance of {chance:g}"
        yield found(_about(gained + 1, gained - 1, gained + 3, **rests), "net_benefit", **labels)
        yield found(_about(-50.0, -60.0, -40.0, **rests), "net_benefit_everybody", **labels)
        yield found(_about(gained, gained - 1, gained + 1, **rests), "net_benefit_gained", **labels)


def _learnt_again(found, design: str, *, n: int, positives: int) -> Iterator[Finding]:
    rests = {"n": n, "positives": positives}
    for measure, value in (("average_precision", 0.11), ("precision", 0.13), ("recall", 0.32)):
        made = _about(value, value - 0.08, value + 0.08, **rests)
        yield found(made, f"{measure} with training luck", design=design)
    yield found(_about(0.61, 0.55, 0.66, **rests), "flagged_again", design=design)
    yield found(_about(0.2, 0.15, 0.26, **rests), "always_flagged", design=design)
    labels = {"design": design, "measure": "learning_curve"}
    for place, share in enumerate((0.1, 0.2, 0.35, 0.5, 0.7, 1.0)):
        value = 0.05 + 0.01 * place
        where = {"attribute": "share of families", "group": f"{share:g}"}
        yield found(_about(value, value - 0.02, value + 0.02, **rests), **labels, **where)
    for times, told in ((2, "projected"), (4, "projected"), (10, TOO_WIDE)):
        where = {"attribute": "times as many families", "group": f"{times}"}
        made = _about(0.12, 0.08, 0.2, **rests) if told == "projected" else too_few(**rests)
        note = told if positives >= 20 else "too few to judge"
        yield found(made, note=note, **labels, **where)
    needed = Estimate(value=12000.0, **rests) if positives >= 20 else too_few(**rests)
    yield found(needed, "cases_needed", design=design)


def _leaned(found, design: str, *, n: int, positives: int) -> Iterator[Finding]:
    if positives < 20:
        return
    rests = {"n": n, "positives": positives}
    for family, lost, share in (
        ("contacts", 0.03, 0.5),
        ("notes: current", 0.01, 0.3),
        ("care", 0.0, 0.2),
    ):
        where = {"design": design, "attribute": "columns", "group": family}
        yield found(_about(lost, lost - 0.01, lost + 0.01, **rests), "precision_lost", **where)
        yield found(_about(share, None, None, **rests), "contribution", **where)
    for word, weight in (("words current: no concerns", -0.4), ("words earlier: worried", 0.3)):
        where = {"design": design, "attribute": "word", "group": word}
        yield found(_about(weight, None, None, **rests), "word_weight", **where)


TOO_WIDE = "cannot tell: the interval is too wide to be of use"


def _pairs(found, designs: tuple[str, ...], *, n: int, positives: int) -> Iterator[Finding]:
    for pairs in protocol().comparisons.values():
        for first, second in pairs:
            if not {first, second} <= set(designs):
                continue
            labels = {"design": f"{first} beside {second}"}
            difference = PAIRED.get(labels["design"], (0.01, -0.03, 0.04))
            for measure in ("average_precision", "roc_auc", "brier", "precision", "recall"):
                if measure in ("precision", "recall"):
                    labels["cut_off"] = "top tenth"
                made = _about(*difference, n=n, positives=positives)
                bound = protocol().practical_size[measure]
                note = compared(made, bound=bound, lower_is_better=measure in LOWER_IS_BETTER)
                yield found(made, f"difference in {measure}", note=note, **labels)


def _about(
    value: float, low: float | None, high: float | None, *, n: int, positives: int
) -> Estimate:
    if positives < 20:
        return too_few(n=n, positives=positives)
    return Estimate(value=value, low=low, high=high, n=n, positives=positives)


def _flags(found, cells: tuple[int, ...], **labels: str) -> Iterator[Finding]:
    named = dict(zip(metrics.CELLS, cells, strict=True))
    n, positives = sum(cells), cells[0] + cells[2]
    for measure in OF_GROUPS if "attribute" in labels else metrics.RATES:
        parts, wholes = (sum(map(named.get, names)) for names in metrics.RATES[measure])
        yield found(_rate(parts, wholes, n, positives, measure), measure, **labels)
    if "attribute" in labels:
        return
    for measure, number in (("flagged", cells[0] + cells[1]), *named.items()):
        yield found(count(number), measure, **labels)


def _rate(part: int, whole: int, n: int, positives: int, measure: str = "") -> Estimate:
    if min(positives, n - positives) < 20 or not whole:
        return too_few(n=n, positives=positives)
    value = part / whole
    most = max(1.0, value + 0.05) if measure in metrics.NO_SHARES else 1.0
    return Estimate(
        value=value,
        low=max(0.0, value - 0.05),
        high=min(most, value + 0.05),
        n=n,
        positives=positives,
        numerator=part,
        denominator=whole,
    )
