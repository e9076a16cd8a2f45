"""What a site is made of: the pages of evidence, and when they are made again."""

import sys
from pathlib import Path

import pytest
from small_site import PAGES, make_authority

sys.path.append(str(Path(__file__).parents[1] / "report"))
from made_up_evidence import told, write

from helpers.errors import SecondLookError
from helpers.evidence import hash_of_source
from helpers.publishing.passport import issue_passport
from helpers.publishing.plan import OF_EVIDENCE, WITH_CEILINGS, Plan, jobs_of, settings_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def planned(tmp_path):
    """Plan the site of one made-up authority, with the pages across authorities or without."""
    folder = make_authority(tmp_path, "one", name="One (invented)")

    def make(*, four=True):
        return Plan(
            authorities=settings_of([folder]),
            book=ROOT / "book",
            notebooks=ROOT / "notebooks",
            config=ROOT / "_config.yml",
            out=tmp_path / "build" / "html",
            four=four,
            pages=PAGES,
            evidence=tmp_path / "docs" / "evidence",
        )

    return make


def jobs(plan):
    passports = {
        folder: issue_passport(folder, authority="One", data="synthetic", settings={}, suppressed=0)
        for folder in plan.authorities
    }
    results = {folder.name: {} for folder in plan.authorities}
    return {job.notebook.stem: job for job in jobs_of(plan, passports=passports, results=results)}


def test_pages_of_evidence_are_given_its_folder(planned, tmp_path):
    folder = write(tmp_path, told())
    made = jobs(planned())
    assert set(OF_EVIDENCE.values()) < set(made)
    for page, name in OF_EVIDENCE.items():
        given = {"evidence": folder.as_posix()}
        if page in WITH_CEILINGS:
            given["ceilings"] = (tmp_path / "data" / "ceilings.yml").as_posix()
        assert made[name].parameters == given
    assert set(made["overall"].parameters) == {"authorities"}


@pytest.mark.parametrize(
    "change",
    [{"rests_on": {"policy": "another"}}, {"day": "2026-11-06"}],
    ids=["older code", "another day"],
)
def test_changed_evidence_makes_its_pages_and_the_site_again(planned, tmp_path, change):
    write(tmp_path, told())
    before, stamp = jobs(planned()), planned().stamp()
    write(tmp_path, told(**change))
    after = jobs(planned())
    assert after["proofs"].inputs != before["proofs"].inputs
    assert after["overall"].inputs == before["overall"].inputs
    assert planned().stamp() != stamp


def test_code_of_a_proof_that_changes_makes_its_pages_again(planned, tmp_path):
    write(tmp_path, told(rests_on={"proofs/small.py": "as it was"}))
    source = tmp_path / "proofs" / "small.py"
    source.parent.mkdir()
    source.write_text("SEED = 1\n", encoding="utf-8")
    stale = jobs(planned())["proofs"].inputs
    now = hash_of_source("proofs/small.py", project=tmp_path)
    write(tmp_path, told(rests_on={"proofs/small.py": now}))
    fresh, stamp = jobs(planned())["proofs"].inputs, planned().stamp()
    assert fresh != stale
    source.write_text("SEED = 2\n", encoding="utf-8")
    assert jobs(planned())["proofs"].inputs != fresh
    assert planned().stamp() != stamp


def test_unchanged_evidence_changes_nothing(planned, tmp_path):
    write(tmp_path, told())
    assert jobs(planned()) == jobs(planned())
    assert planned().stamp() == planned().stamp()


def test_a_site_without_the_four_needs_no_evidence(planned):
    plan = planned(four=False)
    assert set(jobs(plan)) == set(PAGES)
    assert plan.stamp() == plan.stamp()


def test_missing_evidence_is_named(planned):
    with pytest.raises(SecondLookError, match="no evidence of any proof"):
        jobs(planned())
