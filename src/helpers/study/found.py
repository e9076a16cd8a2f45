"""What the study found: written as findings, and read again. Findings stay in the authority's own folder of stages."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from helpers.authority.folder import find_files
from helpers.authority.settings import load_settings
from helpers.errors import SecondLookError
from helpers.estimate import About, Estimate, Finding, State, count
from helpers.stages import home, write_json

FILE = "findings.json"
HOW = "models.json"

Record = Mapping[str, Any]


def findings(authority: Path) -> list[Finding]:
    """Return what the study last found about an authority, as the evaluation made it: not to be shown.

    Raises
    ------
    SecondLookError
        If the study has not been run for it, or its findings cannot be read.
    """
    authority = Path(authority)
    find_files(authority)
    path = home(authority, load_settings(authority).data) / FILE
    mend = f"run 'second-look run {authority}'"
    if not path.is_file():
        raise SecondLookError("the study has not been run", where=authority, mend=mend)
    try:
        return [
            Finding(about=About(**raw["about"]), estimate=_estimate(raw["estimate"]))
            for raw in json.loads(path.read_text("utf-8"))
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise SecondLookError(
            "these findings are damaged", where=path, mend=f"remove the file and {mend}"
        ) from error


def write(
    folder: Path,
    authority: str,
    *,
    events: Record,
    cohorts: Mapping[str, Record],
    units: Sequence[tuple[str, str, Record]],
    paired: Mapping[str, Record],
    refits: Sequence[tuple[str, str, Record]],
    curves: Sequence[tuple[str, str, Record]],
    leaning: Sequence[tuple[str, str, Record]],
    grouped: Sequence[tuple[str, str, Record]],
) -> Path:
    """Write the findings of one authority and return where they lie.

    Beside them, ``models.json`` says for each design which algorithm was chosen and how it was set, or why no model
    could be learnt.

    Parameters
    ----------
    folder
        The authority's folder of stages.
    authority
        Its short name.
    events
        Counts of its records, of :func:`helpers.study.steps.describe`.
    cohorts
        The record of each outcome's cohort.
    units, refits, curves, leaning, grouped
        Outcome, design and record of each unit, of each design that was learnt again, of each learning curve, of
        what each model leaned on, and of mistakes by group. What a unit tells already is not told again.
    paired
        The record of each outcome's comparisons.
    """
    found = [*_of_records(authority, events)]
    for outcome, record in cohorts.items():
        found += _of_cohort(authority, outcome, record)
    for outcome, design, record in units:
        found += _of_unit(authority, outcome, design, record)
    for outcome, record in paired.items():
        found += _of_pairs(authority, outcome, record)
    for outcome, design, record in refits:
        found += _of_refits(authority, outcome, design, record)
    for outcome, design, record in curves:
        found += _of_curve(authority, outcome, design, record)
    for outcome, design, record in leaning:
        found += _as_told(
            record, About(authority=authority, outcome=outcome, design=design, measure="")
        )
    found += _of_groups(authority, units, grouped, told=found)
    path = folder / FILE
    write_json(path, [asdict(one) for one in found])
    how = [
        {"outcome": outcome, "design": design}
        | {key: record[key] for key in ("algorithm", "settings", "reason") if key in record}
        for outcome, design, record in units
    ]
    write_json(folder / HOW, how)
    return path


def _of_records(authority: str, record: Record) -> Iterator[Finding]:
    for measure in ("children", "families"):
        yield Finding(
            about=About(authority=authority, measure=measure), estimate=count(record[measure])
        )
    for measure, attribute in (("events", "table"), ("notes", "document")):
        for group, number in record[measure].items():
            about = About(authority=authority, measure=measure, attribute=attribute, group=group)
            yield Finding(about=about, estimate=count(number))


def _of_cohort(authority: str, outcome: str, record: Record) -> Iterator[Finding]:
    for measure in ("decisions", "children", "families", "followed"):
        about = About(authority=authority, outcome=outcome, measure=measure)
        yield Finding(about=about, estimate=count(record[measure]))
    for reason, number in record["left_out"].items():
        about = About(authority=authority, outcome=outcome, measure="left_out", group=reason)
        yield Finding(about=about, estimate=count(number))


def _of_unit(authority: str, outcome: str, design: str, record: Record) -> Iterator[Finding]:
    for raw in record["judged"]:
        about = About(
            authority=authority,
            outcome=outcome,
            design=design,
            algorithm=record["algorithm"],
            cut_off=raw["cut_off"],
            attribute=raw["attribute"],
            group=raw["group"],
            measure=raw["measure"],
        )
        yield Finding(about=about, estimate=_estimate(raw["estimate"]))
    for raw in record["compared"]:
        about = About(
            authority=authority,
            outcome=outcome,
            design=design,
            algorithm=raw["algorithm"],
            measure="cross_validated_average_precision",
        )
        told = {name: value for name, value in raw.items() if name != "algorithm"}
        yield Finding(about=about, estimate=_estimate(told))


def _of_pairs(authority: str, outcome: str, record: Record) -> Iterator[Finding]:
    for raw in record["differences"]:
        about = About(
            authority=authority,
            outcome=outcome,
            design=f"{raw['first']} beside {raw['second']}",
            cut_off=raw["cut_off"],
            measure=f"difference in {raw['measure']}",
            note=raw.get("verdict", ""),
        )
        yield Finding(about=about, estimate=_estimate(raw["estimate"]))


def _of_refits(authority: str, outcome: str, design: str, record: Record) -> Iterator[Finding]:
    told = {f"{name} with training luck": raw for name, raw in record["spread"].items()}
    told |= {name: record[name] for name in ("flagged_again", "always_flagged")}
    for measure, raw in told.items():
        about = About(authority=authority, outcome=outcome, design=design, measure=measure)
        yield Finding(about=about, estimate=_estimate(raw))


def _of_groups(
    authority: str,
    units: Sequence[tuple[str, str, Record]],
    grouped: Sequence[tuple[str, str, Record]],
    *,
    told: Sequence[Finding],
) -> list[Finding]:
    """Return findings by group, of the same algorithm as the unit, without those that are told already."""
    algorithm = {(outcome, design): record["algorithm"] for outcome, design, record in units}
    known = {_question(one.about) for one in told}
    return [
        finding
        for outcome, design, record in grouped
        for finding in _as_told(
            record,
            About(
                authority=authority,
                outcome=outcome,
                design=design,
                algorithm=algorithm[outcome, design],
                measure="",
            ),
        )
        if _question(finding.about) not in known
    ]


def _question(about: About) -> tuple[str, ...]:
    """Return the labels that ask for a number: without what is noted about it, and who answered."""
    where = (about.outcome, about.design, about.cut_off)
    return (*where, about.attribute, about.group, about.measure)


def _as_told(record: Record, about: About) -> Iterator[Finding]:
    """Yield findings that a record tells with their own labels beside those of its step."""
    for raw in record["told"]:
        labels = {name: value for name, value in raw.items() if name != "estimate"}
        yield Finding(about=replace(about, **labels), estimate=_estimate(raw["estimate"]))


def _of_curve(authority: str, outcome: str, design: str, record: Record) -> Iterator[Finding]:
    about = About(authority=authority, outcome=outcome, design=design, measure="learning_curve")
    for raw in record["points"]:
        labels = {"attribute": "share of families", "group": f"{raw['share']:g}"}
        yield Finding(about=replace(about, **labels), estimate=_estimate(raw["estimate"]))
    for raw in record["projections"]:
        labels = {"attribute": "times as many families", "group": f"{raw['times']:g}"}
        noted = replace(about, **labels, note=raw["told"])
        yield Finding(about=noted, estimate=_estimate(raw["estimate"]))
    yield Finding(
        about=replace(about, measure="cases_needed"), estimate=_estimate(record["needed"])
    )


def _estimate(raw: Record) -> Estimate:
    return Estimate(**{**raw, "state": State(raw.get("state", State.ESTIMATED))})
