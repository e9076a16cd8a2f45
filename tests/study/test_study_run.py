import json
import shutil
from dataclasses import asdict, replace
from types import SimpleNamespace

import pandas as pd
import pytest
from study_worlds import FEW, FEWEST, OUTCOME, events, settle

from helpers.errors import SecondLookError
from helpers.estimate import State
from helpers.outcomes.declaration import Words
from helpers.outcomes.declare import outcome
from helpers.study import judging, learning, steps, unit
from helpers.study import run as study
from helpers.study.protocol import effort_named, protocol

DESIGNS = tuple(protocol().designs)


def one(found, **labels):
    empty = {"outcome": "", "design": "", "cut_off": "", "attribute": "", "group": ""}
    wanted = empty | labels
    match = [
        finding
        for finding in found
        if all(getattr(finding.about, name) == value for name, value in wanted.items())
    ]
    assert len(match) == 1, (labels, len(match))
    return match[0].estimate


def test_every_design_is_judged(studied):
    for design in DESIGNS:
        found = one(studied.found, outcome=OUTCOME, design=design, measure="average_precision")
        assert found.state is State.ESTIMATED


@pytest.mark.parametrize("cut_off", ["top tenth", "one half"])
def test_false_alarms_and_missed_children_are_told_for_both_cut_offs(studied, cut_off):
    for measure in ("false_discovery_rate", "false_negative_rate", "flagged", "true_positives"):
        one(
            studied.found,
            outcome=OUTCOME,
            design="structured-all",
            cut_off=cut_off,
            measure=measure,
        )


@pytest.mark.parametrize("attribute", ["age", "sex", "ethnicity", "disability", "deprivation"])
def test_mistakes_are_told_by_group(studied, attribute):
    groups = {
        finding.about.group
        for finding in studied.found
        if finding.about.attribute == attribute and finding.about.measure == "false_negative_rate"
    }
    assert groups


def test_a_tenth_of_those_held_out_is_flagged(studied):
    labels = {"outcome": OUTCOME, "design": "text-all"}
    held_out = one(studied.found, **labels, measure="held_out").value
    flagged = one(studied.found, **labels, cut_off="top tenth", measure="flagged").value
    assert flagged == -(-held_out // 10)


def test_notes_that_tell_something_help(studied):
    labels = {"outcome": OUTCOME, "measure": "average_precision"}
    with_notes = one(studied.found, **labels, design="text-all").value
    assert with_notes > one(studied.found, **labels, design="structured-all").value


def test_the_cohort_and_the_records_are_counted(studied):
    assert one(studied.found, measure="children").value == 700
    assert one(studied.found, measure="events", attribute="table", group="contacts").value > 700
    assert one(studied.found, measure="notes", attribute="document", group="referral").value == 0
    decisions = one(studied.found, outcome=OUTCOME, measure="decisions").value
    assert decisions > one(studied.found, outcome=OUTCOME, measure="followed").value > 20


def test_reasons_for_leaving_decisions_out_are_counted(studied):
    reasons = [one for one in studied.found if one.about.measure == "left_out"]
    assert len(reasons) > 3
    assert all(one.about.group for one in reasons)


@pytest.mark.parametrize("algorithm", protocol().algorithms)
def test_each_algorithm_is_told_with_its_spread_over_the_folds(studied, algorithm):
    found = one(
        studied.found,
        outcome=OUTCOME,
        design="structured-all",
        algorithm=algorithm,
        measure="cross_validated_average_precision",
    )
    assert found.low <= found.value <= found.high


def test_what_a_model_leaned_on_is_told_by_family_of_columns_and_by_word(studied):
    told = {
        (one.about.measure, one.about.attribute, one.about.group)
        for one in studied.found
        if one.about.design == "words-earlier" and one.about.attribute in ("columns", "word")
    }
    assert ("precision_lost", "columns", "notes: current") in told
    assert ("contribution", "columns", "contacts") in told
    assert any(measure == "word_weight" for measure, _, _ in told)


def test_progress_counts_to_the_end(studied):
    fixed = protocol()
    again = sum(len(one.designs) for one in (fixed.refits, fixed.curve, fixed.leaning))
    by_group = len(fixed.groups.folded) + 2 * len(fixed.groups.designs)
    steps = 3 + 2 * len(DESIGNS) + again + by_group
    assert [(done, of) for done, of, _ in studied.told] == [
        (step, steps) for step in range(1, steps + 1)
    ]


def test_a_second_run_does_nothing_twice_and_finds_the_same(inside, monkeypatch):
    before = inside.path.read_bytes()
    monkeypatch.setattr(steps, "read_events", None)
    assert study.run(inside.folder, effort=FEW, processes=1).read_bytes() == before


def reworded(slug):
    declared = outcome(slug)
    told = {name: f"Other words: {text}" for name, text in asdict(declared.words).items()}
    return replace(declared, title="Another title", words=Words(**told))


def with_other_reasons(slug):
    declared = outcome(slug)
    reasons = [replace(rule, reason=f"{rule.reason}, as said") for rule in declared.left_out]
    return replace(declared, left_out=tuple(reasons))


def asked_later(slug):
    return replace(outcome(slug), within_months=6)


def run_beside(studied, tmp_path, monkeypatch, declare):
    """Run again on a copy of all stages, with an outcome declared otherwise; return the findings and what was made."""
    shutil.copytree(studied.path.parent, tmp_path / "build" / "stages" / "nowhere")
    made = []
    for kind in (steps.Read, steps.Build, unit.Unit, judging.Judging):
        make = kind.make
        monkeypatch.setattr(
            kind, "make", lambda step, make=make: (made.append(step.name), make(step))[1]
        )
    for room in (steps, unit, learning):
        monkeypatch.setattr(room, "outcome", declare)
    monkeypatch.setattr(steps, "read_events", lambda *_, **__: SimpleNamespace(events=events()))
    monkeypatch.chdir(tmp_path)
    folder = settle(tmp_path / "nowhere")
    study.run(folder, effort=FEW, processes=1)
    return study.findings(folder), made


def test_other_words_for_an_outcome_make_nothing_anew(studied, tmp_path, monkeypatch):
    found, made = run_beside(studied, tmp_path, monkeypatch, reworded)
    assert made == []
    assert found == studied.found


def test_other_words_for_a_reason_are_counted_under_and_train_no_model(
    studied, tmp_path, monkeypatch
):
    found, made = run_beside(studied, tmp_path, monkeypatch, with_other_reasons)
    assert made == [f"cohort-{OUTCOME}"]
    assert any(one.about.group.endswith(", as said") for one in found)


def test_another_question_is_studied_anew(studied, tmp_path, monkeypatch):
    _, made = run_beside(studied, tmp_path, monkeypatch, asked_later)
    assert len(made) == 1 + 2 * len(DESIGNS)


def test_scores_of_children_lie_in_the_stages_and_nowhere_else(studied):
    assert "SYN-XX-" not in studied.path.read_text("utf-8")
    assert "SYN-XX-" not in (studied.path.parent / "models.json").read_text("utf-8")
    holding = list(studied.place.rglob("scores.parquet"))
    assert len(holding) == len(DESIGNS)
    assert all(path.is_relative_to(studied.path.parent) for path in holding)


def test_no_family_is_scored_that_was_learnt_from(studied):
    (path,) = studied.path.parent.glob(
        f"unit-{OUTCOME}-structured-all-{FEW.draws}/*/scores.parquet"
    )
    (cohort,) = studied.path.parent.glob(f"cohort-{OUTCOME}/*/decisions.parquet")
    scored, decisions = pd.read_parquet(path), pd.read_parquet(cohort)
    families = decisions[decisions["family_id"].isin(scored["family_id"])]
    assert len(families) == len(scored)


def test_a_worker_finds_the_same_as_this_process(inside, tmp_path):
    again = tmp_path / "again"
    kept = again / "build" / "stages" / "nowhere"
    kept.mkdir(parents=True)
    for stage in inside.path.parent.iterdir():
        if stage.is_dir() and "text-earlier" not in stage.name:
            (kept / stage.name).symlink_to(stage)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(again)
        path = study.run(inside.folder, effort=FEW, processes=2)
    assert path.read_bytes() == inside.path.read_bytes()


def test_too_few_children_become_findings_that_say_so(tmp_path, monkeypatch):
    folder = settle(tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        steps, "read_events", lambda *_, **__: SimpleNamespace(events=events(children=40))
    )
    path = study.run(folder, effort=FEWEST, processes=1)
    found = study.findings(folder)
    estimate = one(found, outcome=OUTCOME, design="text-earlier", measure="average_precision")
    assert estimate.state is State.TOO_FEW
    reasons = [
        model.get("reason") for model in json.loads((path.parent / "models.json").read_text())
    ]
    assert any(reason and "too few" in reason for reason in reasons)


def test_a_design_without_a_model_has_the_labels_of_one_with(studied, tmp_path, monkeypatch):
    folder = settle(tmp_path / "tiny")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        steps, "read_events", lambda *_, **__: SimpleNamespace(events=events(children=40))
    )
    study.run(folder, effort=FEWEST, processes=1)

    def labels(findings):
        return {
            replace(finding.about, authority="", algorithm="")
            for finding in findings
            if finding.about.design == "text-earlier" and not finding.about.group
        }

    assert labels(study.findings(folder)) == labels(studied.found)


def test_findings_before_a_run_ask_for_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SecondLookError, match="has not been run"):
        study.findings(settle(tmp_path / "nowhere"))


def test_damaged_findings_are_told_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = settle(tmp_path / "nowhere")
    kept = tmp_path / "build" / "stages" / "nowhere"
    kept.mkdir(parents=True)
    (kept / "findings.json").write_text("[{]")
    with pytest.raises(SecondLookError, match="damaged"):
        study.findings(folder)


def test_an_unknown_outcome_names_the_file_and_the_nearest(tmp_path):
    folder = settle(tmp_path / "nowhere", outcomes="contact-to-plan-or-car")
    with pytest.raises(SecondLookError, match=r"authority\.yml.*contact-to-plan-or-care"):
        study.run(folder)


def test_an_unknown_effort_names_the_nearest():
    with pytest.raises(SecondLookError, match="quick"):
        effort_named("quik")


def test_real_records_inside_git_are_refused_before_anything_is_read(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(SecondLookError, match="git"):
        study.run(settle(tmp_path / "council", data="real"))
