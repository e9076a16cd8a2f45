import json

import pytest

from helpers.study import deviations as said
from helpers.study.protocol import effort_named, protocol

WHOLE = effort_named("whole")


def told(folder, effort=WHOLE, *, refits=True):
    said.write_deviations(folder, effort, refits=refits)
    return said.deviations(folder)


def besides_changes(sentences):
    return [one for one in sentences if not one.startswith("Changed on ")]


def test_a_run_by_the_protocol_deviates_in_what_was_changed_alone(tmp_path):
    said.first_run(tmp_path)
    assert besides_changes(told(tmp_path)) == []


def test_every_change_of_the_protocol_is_told_with_its_day_and_its_reason(tmp_path):
    said.first_run(tmp_path)
    changed = [one for one in told(tmp_path) if one.startswith("Changed on ")]
    assert len(changed) == len(protocol().changes)
    for sentence, change in zip(changed, protocol().changes, strict=True):
        assert str(change.day) in sentence
        assert change.why in sentence


def test_what_was_fixed_is_written_down_once_with_its_hash(tmp_path):
    said.first_run(tmp_path)
    first = (tmp_path / said.FIRST).read_bytes()
    said.first_run(tmp_path)
    assert (tmp_path / said.FIRST).read_bytes() == first
    assert json.loads(first)["hash"] == said.fingerprint()


def test_a_quicker_run_says_what_was_not_done(tmp_path):
    said.first_run(tmp_path)
    sentences = told(tmp_path, effort_named("quick"))
    assert any("tried 6 of the 50 settings" in one for one in sentences)
    assert any("made 5" in one and "200 refits" in one for one in sentences)
    assert any("it made 2,000" in one and "by group of children" in one for one in sentences)


def test_a_run_without_refits_says_so(tmp_path):
    said.first_run(tmp_path)
    assert any("not learnt again" in one for one in told(tmp_path, refits=False))


def test_a_rule_that_changed_after_the_first_run_is_named(tmp_path):
    said.first_run(tmp_path)
    path = tmp_path / said.FIRST
    first = json.loads(path.read_text())
    first["fixed"]["study"]["bar"] = 0.5
    first["hash"] = "another"
    path.write_text(json.dumps(first))
    (sentence,) = besides_changes(told(tmp_path))
    assert "'study.bar'" in sentence
    assert first["on"] in sentence


@pytest.mark.parametrize("damaged", ["", "[{]", "[1]"])
def test_a_damaged_record_of_the_first_run_is_written_anew_or_passed_over(tmp_path, damaged):
    (tmp_path / said.FIRST).write_text(damaged)
    said.first_run(tmp_path)
    assert besides_changes(told(tmp_path)) == []
