"""Mistakes by group, as the study tells them: out of fold where all cases are learnt from, with every state and label."""

import shutil
from collections import Counter
from types import SimpleNamespace

import pandas as pd
import pytest
from study_worlds import FEW, FEWEST, OUTCOME, events, settle

from helpers.authority.settings import Declared
from helpers.cohort import ATTRIBUTES, NOT_RECORDED
from helpers.errors import SecondLookError
from helpers.estimate import State
from helpers.evaluation.groups.gaps import GapVerdict
from helpers.evaluation.groups.members import Standing
from helpers.study import folded, grouped, steps, unit
from helpers.study import run as study
from helpers.study.check import check
from helpers.study.groups import attributes_of
from helpers.study.protocol import protocol

FOLDED = protocol().groups.folded
EARLIER = tuple(name for name in protocol().groups.designs if name not in FOLDED)


def told(found, **labels):
    return [
        finding
        for finding in found
        if all(getattr(finding.about, name) == value for name, value in labels.items())
    ]


def only(found, **labels):
    (finding,) = told(found, **labels)
    return finding


@pytest.mark.parametrize("design", FOLDED)
@pytest.mark.parametrize("line", ["top tenth of all", "headline of all"])
def test_mistakes_are_counted_over_the_whole_cohort(studied, design, line):
    decisions = only(studied.found, outcome=OUTCOME, measure="decisions").estimate.value
    labels = {"outcome": OUTCOME, "design": design, "cut_off": line}
    share = only(studied.found, **labels, attribute="", measure="flagged_share").estimate
    assert share.denominator == decisions
    groups = told(studied.found, **labels, attribute="sex", measure="flagged_share")
    assert sum(one.estimate.n for one in groups) == decisions


@pytest.mark.parametrize("design", EARLIER)
def test_designs_that_learn_from_earlier_cases_have_their_hold_out_alone(studied, design):
    lines = {one.about.cut_off for one in told(studied.found, design=design) if one.about.attribute}
    assert not any(line.endswith("of all") for line in lines)
    assert told(studied.found, design=design, attribute="age and sex", cut_off="top tenth")


def test_no_question_has_two_answers(studied):
    asked = Counter(
        (
            one.about.outcome,
            one.about.design,
            one.about.cut_off,
            one.about.attribute,
            one.about.group,
        )
        + (one.about.measure, one.about.algorithm if one.about.measure.startswith("cross") else "")
        + ((one.about.note,) if one.about.measure == "questions" else ())
        for one in studied.found
    )
    assert [labels for labels, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_attribute_has_its_standing(studied, attribute):
    (standing,) = {
        (one.estimate.value, one.about.note)
        for one in told(studied.found, measure="standing", attribute=attribute)
    }
    expected = Standing.ONE_LEVEL if attribute == "disability" else Standing.ASKED
    assert standing[1] == expected


def test_a_gap_has_its_verdict_and_what_was_asked(studied):
    labels = {"design": "structured-all", "cut_off": "top tenth of all", "attribute": "sex"}
    gaps = told(studied.found, **labels, measure="gap in flagged_share")
    assert len(gaps) == 2
    assert {one.about.note for one in gaps} <= set(GapVerdict)
    asked = only(studied.found, **labels, measure="questions", note="flagged_share")
    judged = [one for one in gaps if one.estimate.state is State.ESTIMATED]
    assert asked.estimate.value == len(judged)


@pytest.mark.parametrize("design", FOLDED)
def test_how_much_better_chosen_settings_look_is_measured(studied, design):
    optimism = only(studied.found, design=design, measure="optimism in average_precision")
    assert optimism.about.cut_off == "of all"
    assert "chosen with some of these decisions" in optimism.about.note
    assert optimism.estimate.low < optimism.estimate.high


def test_pairs_are_told_at_the_headline_line_alone(studied):
    lines = {
        one.about.cut_off for one in told(studied.found, attribute="age and sex", design="text-all")
    }
    assert lines == {"of all", "top tenth of all"}


def test_too_few_children_have_the_same_labels(studied, tmp_path, monkeypatch):
    folder = settle(tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        steps, "read_events", lambda *_, **__: SimpleNamespace(events=events(children=40))
    )
    study.run(folder, effort=FEWEST, processes=1)
    found = study.findings(folder)

    def labels(findings):
        return {
            (one.about.cut_off, one.about.measure)
            for one in told(findings, design="text-all", attribute="sex", group="female")
            if not one.about.measure.startswith(("power", "smallest"))
        }

    assert labels(found) == labels(studied.found)
    states = {one.estimate.state for one in told(found, attribute="sex", group="female")}
    assert states == {State.TOO_FEW}


def test_an_attribute_that_is_declared_is_counted_by_and_learns_nothing_anew(
    studied, tmp_path, monkeypatch
):
    shutil.copytree(studied.path.parent, tmp_path / "build" / "stages" / "nowhere")
    made = []
    for kind in (steps.Build, unit.Unit, folded.Folded, grouped.Grouped):
        make = kind.make
        monkeypatch.setattr(
            kind, "make", lambda step, make=make: (made.append(step.name), make(step))[1]
        )
    monkeypatch.setattr(steps, "read_events", lambda *_, **__: SimpleNamespace(events=events()))
    monkeypatch.chdir(tmp_path)
    folder = settle(tmp_path / "nowhere")
    with (folder / "authority.yml").open("a") as settings:
        settings.write("declared: [{name: first language, groups: [English, another]}]\n")
    rows = [
        f"SYN-XX-{number:05d},2019-05-01,{'English' if number % 3 else 'another'}"
        for number in range(600)
    ]
    (folder / "attributes.csv").write_text("\n".join(["child_id,date,first language", *rows]))
    study.run(folder, effort=FEW, processes=1)
    assert {name.partition("-")[0] for name in made} == {"grouped"}
    groups = {one.about.group for one in told(study.findings(folder), attribute="first language")}
    assert {"English", "another", NOT_RECORDED} <= groups


DECISIONS = pd.DataFrame(
    {
        "child_id": pd.array(["A", "A", "B"], dtype="string"),
        "day": pd.to_datetime(["2020-01-01", "2020-06-01", "2020-06-01"]),
    }
)
LANGUAGE = (Declared(name="first language", groups=("English", "another")),)


def declared(folder, rows):
    settle(folder)
    (folder / "attributes.csv").write_text(f"child_id,date,first language\n{rows}")
    return attributes_of(DECISIONS, [], declared=LANGUAGE, folder=folder)["first language"]


def test_a_declared_attribute_counts_from_the_day_on_which_it_was_recorded(tmp_path):
    found = declared(tmp_path, "A,2020-01-02,English\nA,2020-06-01,another\nA,2020-06-02,English\n")
    assert found.tolist() == [NOT_RECORDED, "another", NOT_RECORDED]


@pytest.mark.parametrize("look", [study.run, check])
def test_a_file_that_cannot_be_used_is_told_before_anything_is_read(tmp_path, look):
    folder = settle(tmp_path / "nowhere")
    with (folder / "authority.yml").open("a") as settings:
        settings.write("declared: [{name: first language, groups: [English, another]}]\n")
    with pytest.raises(SecondLookError, match=r"no file says .*add attributes.csv"):
        look(folder)


@pytest.mark.parametrize("design", protocol().groups.designs)
def test_why_and_what_could_be_done_are_told_at_the_headline_line(studied, design):
    line = "top tenth of all" if design in FOLDED else "top tenth"
    measures = {
        one.about.measure
        for one in told(studied.found, design=design, cut_off=line, attribute="sex", group="female")
    }
    assert {
        "unadjusted gap in false_alarms",
        "adjusted gap in misses",
        "went from gap in misses",
        "unadjusted odds ratio of false_alarms",
        "adjusted odds ratio of false_alarms",
        "part of gap in false_positive_rate from base rate",
        "part of gap in false_negative_rate from cut-off",
        "forced false_positive_rate",
        "5 in 100 flagged: false_negative_rate",
        "nobody flagged: flagged_share",
    } <= measures


def test_what_came_of_adjusting_is_noted_of_every_number_that_rests_on_it(studied):
    labels = {"design": "text-all", "attribute": "sex", "group": "female"}
    notes = {
        one.about.measure: one.about.note
        for name in ("went from gap in", "adjusted gap in", "adjusted odds ratio of")
        for one in told(studied.found, **labels, measure=f"{name} misses")
    }
    assert len(notes) == 3 and len(set(notes.values())) == 1 and all(notes.values())


def test_a_forced_rate_of_which_no_page_tells_is_not_written(studied):
    forced = {one.about.measure for one in studied.found if one.about.measure.startswith("forced")}
    assert forced == {"forced false_positive_rate"}


def test_what_an_option_leaves_as_it_is_is_not_told_twice(studied):
    assert not [one for one in studied.found if one.about.measure.startswith("as it is")]
