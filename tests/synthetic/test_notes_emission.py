"""The emission table and what is drawn from it."""

import numpy as np
import pytest
from notes_facts import made_up_facts

from helpers.synthetic.notes import write
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.emission import (
    HISTORIC,
    NEGATED,
    PRESENT,
    SILENT,
    emission_table,
    shaped,
)


def test_every_row_of_the_table_is_a_probability():
    table = emission_table()
    assert (table.shares >= 0).all()
    np.testing.assert_allclose(table.shares.sum(axis=-1), 1.0, atol=1e-12)
    np.testing.assert_allclose(table.typical.sum(axis=-1), 1.0, atol=1e-12)


def test_more_of_a_subject_is_said_to_be_present_the_higher_its_level():
    present = emission_table().shares[..., PRESENT]
    assert (np.diff(present, axis=-1) > 0).all()
    negated = emission_table().shares[..., NEGATED]
    assert (np.diff(negated, axis=-1) < 0).all()


def test_strengths_are_never_told_as_history():
    assert (emission_table().shares[len(CONCERNS) :, ..., HISTORIC] == 0).all()


@pytest.mark.parametrize("habit", [0.5, 2.0])
def test_a_habit_of_ruling_out_moves_only_the_balance_with_negation(habit):
    shares = emission_table().shares[None, 0, 0, :, :]
    after = shaped(shares, negation=np.array([habit]), breadth=np.array([1.0]))
    np.testing.assert_allclose(after.sum(axis=-1), 1.0)
    assert ((after[..., NEGATED] > shares[..., NEGATED]) == (habit > 1)).all()
    ratio = after[..., PRESENT] / after[..., SILENT]
    np.testing.assert_allclose(ratio, shares[..., PRESENT] / shares[..., SILENT])


def test_a_narrow_document_says_less_of_everything():
    shares = emission_table().shares[None, 0, 0, :, :]
    after = shaped(shares, negation=np.array([1.0]), breadth=np.array([0.5]))
    np.testing.assert_allclose(after[..., PRESENT:], 0.5 * shares[..., PRESENT:])


@pytest.fixture(scope="module")
def many_assessments():
    """Return facts without a worse past, and the assessments written from them by many authors."""
    facts = made_up_facts(1500, document="assessment", authors=1500)
    facts = facts.assign(**{f"earlier_{name}": np.int8(0) for name in CONCERNS})
    return facts, write(facts, seed=11)


@pytest.mark.parametrize("domain", ["domestic_abuse", "engagement"])
def test_notes_follow_the_published_table(domain, many_assessments):
    facts, written = many_assessments
    level = facts[f"level_{domain}"].to_numpy()
    spans = written.spans[(written.spans["domain"] == domain) & ~written.spans["copied"]]
    present = np.zeros(len(facts), dtype=bool)
    present[spans.loc[spans["polarity"] == "present", "note"].to_numpy()] = True
    table = emission_table().shares[DOMAINS.index(domain), 0, :, PRESENT]
    for step in range(4):
        told = present[level == step]
        spread = np.sqrt(table[step] * (1 - table[step]) / len(told))
        assert abs(told.mean() - table[step]) < 4 * spread + 0.03


def test_at_dial_zero_a_note_knows_nothing_of_the_levels():
    facts = made_up_facts(300)
    other = facts.assign(
        **{column: 3 - facts[column] for column in facts if column.startswith("level_")},
        **{column: 0 for column in facts if column.startswith("earlier_")},
    )
    before, after = (write(frame, dial=0.0, seed=3).notes["text"] for frame in (facts, other))
    assert before.tolist() == after.tolist()


def test_a_higher_dial_changes_only_notes_that_now_know_more():
    facts = made_up_facts(300)
    half, whole = (write(facts, dial=dial, seed=3).notes["text"] for dial in (0.5, 1.0))
    assert 0.0 < (half == whole).mean() < 1.0
