"""What of the two audits may be shown: every rate and gap, past the disclosure door."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from helpers.estimate import About, Estimate, Finding, State
from helpers.presenting.claims import Verdict, beside
from helpers.truth.ledger import (
    ACROSS,
    FIRST,
    GROUPS,
    MEASURES,
    RECORD,
    SECOND,
    TRUTH,
    Ledger,
    estimated,
    gap,
)
from helpers.truth.ledger_lived import Lived
from helpers.truth.redraws import Share, difference, pooled
from proofs.learnt import AUTHORITY, DESIGN, LINE, OUTCOME, cleared

ASKED: Mapping[str, str] = {RECORD: OUTCOME, TRUTH: "true harm"}
"""What each audit asks whether it followed."""
WITHIN_A_YEAR = "harm within a year"
COMPARED = "B less A"


@dataclass(frozen=True, kw_only=True)
class Redraw:
    """What one redraw of one setting is counted to."""

    audited: Ledger
    lived: Lived


def gaps(redraws: Sequence[Redraw]) -> dict[tuple[str, str], Estimate]:
    """Return by how much each measure is higher for group B, by yardstick and measure."""
    audited = [one.audited for one in redraws]
    found = {
        (yardstick, measure): gap(audited, yardstick, measure=measure)
        for yardstick in ASKED
        for measure in MEASURES
    }
    across = {(TRUTH, measure): gap(audited, TRUTH, measure=measure) for measure in ACROSS}
    return found | across


def harm_gap(redraws: Sequence[Redraw]) -> Estimate:
    """Return by how much more often harm comes to children of group B, known or not."""
    return difference(*([one.lived.groups[group] for one in redraws] for group in (SECOND, FIRST)))


def is_sure(one: Estimate) -> bool:
    """Tell whether a difference is sure to lie on one side of nought, many being told at once."""
    return beside(one, 0) in (Verdict.TRUE, Verdict.FALSE)


def shown(world: str, redraws: Sequence[Redraw]) -> Iterator[dict[str, Any]]:
    """Yield what may be shown of one setting: every rate, then every gap of which both rates are shown."""
    passed = [(one.about, one.estimate) for one in cleared(_findings(world, redraws))]
    of_groups: dict[tuple[str, str], list[Estimate]] = {}
    for about, one in passed:
        if about.attribute != COMPARED:
            yield _record(world, about, one)
        if about.attribute == "group":
            of_groups.setdefault((about.outcome, about.measure), []).append(one)
    for about, one in passed:
        if about.attribute == COMPARED:
            of_both = of_groups[about.outcome, about.measure]
            lacking = [each_one for each_one in of_both if each_one.state is not State.ESTIMATED]
            hidden = lacking[0] if lacking else one
            yield _record(world, replace(about, note="" if lacking else about.note), hidden)


def _record(world: str, about: About, one: Estimate) -> dict[str, Any]:
    labels = {
        "world": world,
        "against": about.outcome,
        "group": about.group,
        "measure": about.measure,
        "note": about.note,
    }
    return labels | {"estimate": asdict(one)}


def _findings(world: str, redraws: Sequence[Redraw]) -> Iterator[Finding]:
    audited = [one.audited for one in redraws]
    for yardstick, asked in ASKED.items():
        measures = [*MEASURES, *(ACROSS if yardstick == TRUTH else ())]
        for measure in measures:
            about = About(
                authority=AUTHORITY, outcome=asked, design=DESIGN, cut_off=LINE, measure=measure
            )
            for group in GROUPS:
                labelled = replace(about, attribute="group" if group else "", group=group)
                one = estimated(audited, yardstick, group, measure=measure)
                yield Finding(about=labelled, estimate=one)
            yield _compared(about, gap(audited, yardstick, measure=measure))
    about = About(authority=AUTHORITY, outcome=WITHIN_A_YEAR, measure="harmed")
    for group in GROUPS:
        one = pooled([redraw.lived.groups[group] for redraw in redraws])
        labelled = replace(about, attribute="group" if group else "", group=group)
        yield Finding(about=labelled, estimate=one)
    yield _compared(about, harm_gap(redraws))


def _compared(about: About, one: Estimate) -> Finding:
    """Return by how much group B exceeds group A; whether that is sure is judged before it is rounded."""
    labelled = replace(about, attribute=COMPARED, group=COMPARED, note=beside(one, 0).value)
    return Finding(about=labelled, estimate=one)


def shown_by_fifth(
    by_fifth: Mapping[float, Mapping[str, Sequence[Share]]],
) -> Iterator[dict[str, Any]]:
    """Yield harm by fifth of deprivation, for each share of deprivation that is need."""
    about = About(authority=AUTHORITY, outcome=WITHIN_A_YEAR, measure="harmed")
    findings = [
        Finding(
            about=replace(about, design=f"{is_need:g}", attribute="deprivation", group=fifth),
            estimate=pooled(redraws),
        )
        for is_need, fifths in by_fifth.items()
        for fifth, redraws in fifths.items()
    ]
    for one in cleared(findings):
        yield {
            "is_need": float(one.about.design),
            "fifth": one.about.group,
            "measure": one.about.measure,
            "estimate": asdict(one.estimate),
        }
