"""Findings such as a study of a made-up authority might return, for tests of what stands after the study."""

import datetime as dt
from collections.abc import Iterator
from functools import cache

from helpers.authority.settings import Period, Settings
from helpers.estimate import About, Estimate, Finding, count, too_few
from helpers.presenting import words
from helpers.report import Report, from_findings

OUTCOMES = {
    "north-west": ("contact-to-plan-or-care", "no-action-then-referred-again"),
    "south-west": ("early-help-then-statutory-referral", "plan-ended-then-looked-after"),
}
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
    }
    return Settings.model_validate(values | changes)


@cache
def report(slug: str = "north-west", *, decisions: int = 9600, **changes: object) -> Report:
    asked = settings(slug, **changes)
    return from_findings(
        [
            finding
            for number, name in enumerate(asked.outcomes)
            for finding in findings(slug, name, decisions=decisions // (1 + 2 * number))
        ]
        + described(slug),
        settings=asked,
        slug=slug,
    )


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


def findings(slug: str, outcome: str, *, decisions: int) -> Iterator[Finding]:
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
    for place, design in enumerate(words.DESIGNS):
        held_out = decisions * 2 // 5
        positives = held_out // 25
        yield from _model(found, design, place=place, n=held_out, positives=positives)


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
        estimate = (
            Estimate(value=higher, low=0.8 * higher, high=1.25 * higher, n=n, positives=positives)
            if positives >= 20
            else too_few(n=n, positives=positives)
        )
        yield found(estimate, measure, **labels)
    for cut_off, flagged_share, precision in (("top tenth", 0.1, 0.13), ("one half", 0.002, 0.25)):
        flagged = round(n * flagged_share)
        right = round(flagged * precision)
        cells = (right, flagged - right, positives - right, n - positives - flagged + right)
        yield from _flags(found, cells, cut_off=cut_off, **labels)
        for attribute, shares in SHARES.items():
            for group, share in (
                shares | {words.NOT_YET_RECORDED: 1 - sum(shares.values())}
            ).items():
                part = tuple(round(cell * share) for cell in cells)
                if sum(part):
                    yield from _flags(
                        found, part, cut_off=cut_off, attribute=attribute, group=group, **labels
                    )


def _flags(found, cells: tuple[int, ...], **labels: str) -> Iterator[Finding]:
    right, wrong, missed, rest = cells
    n, positives = sum(cells), right + missed
    for measure, part, whole in (
        ("flagged_share", right + wrong, n),
        ("false_discovery_rate", wrong, right + wrong),
        ("false_negative_rate", missed, positives),
        ("false_omission_rate", missed, missed + rest),
        ("false_positive_rate", wrong, wrong + rest),
    ):
        yield found(_rate(part, whole, n, positives), measure, **labels)
    if "attribute" in labels:
        return
    for measure, number in (
        ("flagged", right + wrong),
        ("true_positives", right),
        ("false_positives", wrong),
        ("false_negatives", missed),
        ("true_negatives", rest),
    ):
        yield found(count(number), measure, **labels)


def _rate(part: int, whole: int, n: int, positives: int) -> Estimate:
    if min(positives, n - positives) < 20 or not whole:
        return too_few(n=n, positives=positives)
    value = part / whole
    return Estimate(
        value=value,
        low=max(0.0, value - 0.05),
        high=min(1.0, value + 0.05),
        n=n,
        positives=positives,
        numerator=part,
        denominator=whole,
    )
