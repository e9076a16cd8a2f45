"""The evidence in docs/evidence is that of the proofs and of the source as they stand."""

import json

import pytest

from helpers.comparison import Comparison
from helpers.estimate import Estimate
from proofs import claimed
from proofs.all_proofs import PROOFS
from proofs.proving import EVIDENCE, Answer, Bound, Measured, Proof, in_hundred, prove

every_proof = pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name)


def evidence(proof):
    return json.loads(proof.file.read_text("utf-8"))


@every_proof
def test_evidence_is_of_the_source_as_it_stands(proof):
    changed = proof.changed()
    assert not changed, (
        f"docs/evidence/{proof.name}.json is stale, since {', '.join(changed)} changed: "
        f"run 'make prove PROOF={proof.name}'"
    )


@every_proof
def test_evidence_answers_every_claim_with_its_bound(proof):
    told = evidence(proof)
    assert {
        claim["figure"]: {name: claim[name] for name in ("at_least", "at_most") if name in claim}
        for claim in told["claims"]
    } == {name: bound.told() for name, bound in proof.bounds.items()}
    assert told["claim"] == proof.claim
    assert told["settings"] == json.loads(json.dumps(proof.settings))


@every_proof
def test_what_is_met_follows_from_what_was_measured(proof):
    told = evidence(proof)
    for claim in told["claims"]:
        assert claim["met"] is proof.bounds[claim["figure"]].holds(claim["measured"])
    assert told["met"] is all(claim["met"] for claim in told["claims"])


def test_every_file_of_evidence_has_its_proof():
    assert {path.stem for path in EVIDENCE.glob("*.json")} == {proof.name for proof in PROOFS}


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A proof of one figure, whose evidence stands in a folder of its own."""
    monkeypatch.setattr("proofs.proving.EVIDENCE", tmp_path)

    def made(value, **more):
        return Proof(
            name="small",
            claim="Something is so.",
            bounds={"a figure": Bound(at_least=90)},
            settings={"seed": 1},
            rooms=("policy",),
            sources=("proving.py",),
            measure=lambda tell: Answer(
                figures={"a figure": value, "another": in_hundred(1, 4)},
                records=[{"world": "small"}],
            ),
            **more,
        )

    return made


@pytest.mark.parametrize(("value", "met"), [(90, True), (89.9, False), (float("nan"), False)])
def test_a_bound_is_met_or_missed(value, met):
    assert Bound(at_least=90).holds(value) is met


def test_a_missed_bound_is_told_and_its_evidence_still_written(small):
    proof, said = small(Measured(value=80, of=50)), []
    assert prove(proof, tell=said.append) is False
    told = evidence(proof)
    assert (told["met"], told["claims"][0]["met"]) == (False, False)
    assert any("MISSED" in sentence for sentence in said)


def test_a_figure_without_a_bound_stands_beside_with_its_error(small):
    proof = small(Measured(value=95, of=50))
    assert prove(proof, tell=lambda said: None)
    assert evidence(proof)["beside"] == {"another": {"measured": 25, "of": 4, "error": 21.65}}
    assert evidence(proof)["records"] == [{"world": "small"}]


def test_changed_source_makes_evidence_stale_by_name(small):
    proof = small(Measured(value=95, of=50))
    prove(proof, tell=lambda said: None)
    assert proof.changed() == []
    told = evidence(proof)
    told["rests_on"]["policy"] = "another"
    proof.file.write_text(json.dumps(told), encoding="utf-8")
    assert proof.changed() == ["policy"]


def test_a_proof_without_evidence_is_stale(small):
    assert small(Measured(value=95, of=50)).changed() == ["the evidence"]


LEVEL = Estimate(value=0.5, low=0.45, high=0.55)
HIGH = Estimate(value=0.8, low=0.78, high=0.82)


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ({}, []),
        ({"areas": [LEVEL, HIGH]}, [claimed.GUESSING]),
        ({"precisions": [LEVEL, HIGH]}, [claimed.MARK]),
        ({"verdicts": [Comparison.WORSE, Comparison.NO_DIFFERENCE]}, [claimed.PAIR]),
        ({"rates": [[LEVEL, LEVEL], [LEVEL, HIGH]]}, [claimed.GAP]),
    ],
)
def test_every_kind_of_claim_is_noticed(told, kinds):
    nothing = {"areas": [], "precisions": [], "verdicts": [], "rates": []}
    assert list(claimed.claimed(claimed.Told(**(nothing | told)))) == kinds
