"""Evidence is read whole or not at all, and knows what changed since."""

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "report"))
from made_up_evidence import CLAIM, one, told, write

from helpers.errors import SecondLookError
from helpers.evidence import hash_of_source, read_all
from helpers.stages import source_digest


def test_evidence_is_read_with_its_figures(tmp_path):
    beside = {"a figure": {"measured": 1.8, "of": 400}}
    proven = one(tmp_path, told(beside=beside))
    assert (proven.day, proven.met, proven.records) == (dt.date(2026, 11, 5), True, ())
    assert (proven.claims[0].measured, proven.claims[0].at_most) == (1.0, 5)
    assert proven.claims[0].at_least is None
    assert (proven.beside[0].figure, proven.beside[0].error) == ("a figure", None)


def test_records_are_kept_as_they_are(tmp_path):
    assert one(tmp_path, told(records=[{"world": "weak"}])).records == ({"world": "weak"},)


@pytest.mark.parametrize(
    ("rests_on", "stale"),
    [
        ({"policy": source_digest("policy")}, ()),
        ({"policy": "another"}, ("policy",)),
        ({"policy": source_digest("policy"), "a room of old": "any"}, ("a room of old",)),
        ({"proofs/gone.py": "any"}, ("proofs/gone.py",)),
    ],
)
def test_what_changed_since_is_named(tmp_path, rests_on, stale):
    assert one(tmp_path, told(rests_on=rests_on)).stale == stale


def test_a_file_of_the_proofs_stands_beside_docs(tmp_path):
    source = tmp_path / "proofs" / "small.py"
    source.parent.mkdir()
    source.write_text("SEED = 1\n", encoding="utf-8")
    rests_on = {"proofs/small.py": hash_of_source("proofs/small.py", project=tmp_path)}
    assert one(tmp_path, told(rests_on=rests_on)).stale == ()
    source.write_text("SEED = 2\n", encoding="utf-8")
    assert one(tmp_path, told(rests_on=rests_on)).stale == ("proofs/small.py",)


@pytest.mark.parametrize(
    "damage",
    [
        {"claims": [{**CLAIM, "measured": 9.0}]},
        {"claims": [{"figure": "without a bound", "measured": 1.0, "of": 4, "met": True}]},
        {"met": False},
        {"claims": [{"figure": "without a number"}]},
        {"claims": None},
        {"day": "yesterday"},
        {"beside": {"a figure": {"measured": 1.0}}},
        {"records": [3]},
        {"rests_on": None},
    ],
)
def test_damaged_evidence_is_refused_in_one_sentence(tmp_path, damage):
    folder = write(tmp_path, told(**damage))
    with pytest.raises(SecondLookError, match=r"null_claims\.json: .*damaged.*PROOF=null_claims"):
        read_all(folder)


def test_a_file_that_is_no_json_is_refused(tmp_path):
    folder = write(tmp_path)
    (folder / "coverage.json").write_text("[", encoding="utf-8")
    with pytest.raises(SecondLookError, match=r"coverage\.json"):
        read_all(folder)


def test_no_evidence_at_all_is_refused(tmp_path):
    with pytest.raises(SecondLookError, match="no evidence of any proof; run 'make prove'"):
        read_all(tmp_path / "docs" / "evidence")


def test_the_projects_own_evidence_can_be_read():
    folder = Path(__file__).parents[2] / "docs" / "evidence"
    assert {proven.name for proven in read_all(folder)} >= {"coverage", "null_claims"}
