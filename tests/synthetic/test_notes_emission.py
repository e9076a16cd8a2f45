"""The emission table and what is drawn from it."""

import numpy as np
import pandas as pd
import pytest
from notes_facts import made_up_facts

from helpers.synthetic.notes import tellings, write
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.emission import TELLINGS, emission_table, shaped, telling

SILENT, MILD, MARKED, NEGATED, HEDGED, HISTORIC = range(len(TELLINGS))
NO_HABIT = {"negation": np.ones(1), "breadth": np.ones(1)}


def test_every_row_of_the_tables_is_a_probability():
    table = emission_table()
    for shares in (table.shares, table.perfect, table.typical):
        assert (shares >= 0).all()
        np.testing.assert_allclose(shares.sum(axis=-1), 1.0, atol=1e-12)


def test_more_of_a_subject_is_said_to_be_present_the_higher_its_level():
    shares = emission_table().shares
    assert (np.diff(shares[..., MILD] + shares[..., MARKED], axis=-1) > 0).all()
    assert (np.diff(shares[..., NEGATED], axis=-1) < 0).all()


def test_strengths_are_never_told_as_history():
    assert (emission_table().shares[len(CONCERNS) :, ..., HISTORIC] == 0).all()


@pytest.mark.parametrize("habit", [0.1, 0.5, 2.0, 50.0])
def test_an_authors_habit_moves_only_silence_and_negation(habit):
    shares = emission_table().shares[None]
    one = (1, 1, 1, 1)
    plain, after = (
        shaped(shares, negation=np.full(one, told), breadth=np.full(one, 0.8))
        for told in (1.0, habit)
    )
    np.testing.assert_allclose(after.sum(axis=-1), 1.0)
    assert (after >= 0).all()
    kept = [MILD, MARKED, HEDGED, HISTORIC]
    np.testing.assert_array_equal(after[..., kept], plain[..., kept])
    assert (np.sign(after[..., NEGATED] - plain[..., NEGATED]) == np.sign(habit - 1)).all()


def test_a_narrow_document_says_less_of_everything():
    shares = emission_table().shares[None]
    one = (1, 1, 1, 1)
    after = shaped(shares, negation=np.ones(one), breadth=np.full(one, 0.5))
    np.testing.assert_allclose(after[..., 1:], 0.5 * shares[..., 1:])


def test_the_dial_mixes_in_straight_lines():
    low, half, one, more, high = (
        telling(dial, **NO_HABIT)[0] for dial in (0.0, 0.5, 1.0, 1.25, 2.0)
    )
    np.testing.assert_allclose(one, emission_table().shares)
    np.testing.assert_allclose(half, (low + one) / 2)
    np.testing.assert_allclose(more, 0.75 * one + 0.25 * high)


def test_at_dial_zero_no_level_changes_any_probability():
    blind = telling(0.0, **NO_HABIT)[0]
    np.testing.assert_array_equal(blind, np.broadcast_to(blind[:, :1, :1, :], blind.shape))


def test_at_dial_two_a_level_tells_itself_whatever_the_author_and_document():
    told = telling(2.0, negation=np.array([3.0]), breadth=np.array([0.2]))[0]
    np.testing.assert_array_equal(told[..., 0, NEGATED], 1.0)
    np.testing.assert_array_equal(told[..., 1, MILD] + told[..., 1, HEDGED], 1.0)
    np.testing.assert_array_equal(told[..., 2:, MARKED], 1.0)


@pytest.mark.parametrize("dial", [0.0, 0.6, 1.0, 1.5, 2.0])
def test_notes_follow_the_published_probabilities(dial):
    facts = made_up_facts(1200, authors=60)
    expected = tellings(facts, dial=dial, seed=11)
    levels = facts[[f"level_{domain}" for domain in DOMAINS]].to_numpy()
    worse = np.zeros(levels.shape, dtype=int)
    earlier = facts[[f"earlier_{concern}" for concern in CONCERNS]].to_numpy()
    worse[:, : len(CONCERNS)] = earlier > levels[:, : len(CONCERNS)]
    note, domain = np.indices(levels.shape)
    chances = expected[note, domain, worse, levels]
    written = write(facts, dial=dial, seed=11)
    told = _told(written.spans, len(facts))
    whole = told.any(axis=1)  # a note copied word for word tells what was told that day
    chances, told = chances[whole], told[whole]
    for kind in range(1, len(TELLINGS)):
        of_kind = told == kind
        spread = np.sqrt((chances[..., kind] * (1 - chances[..., kind])).sum())
        assert abs(of_kind.sum() - chances[..., kind].sum()) < 4.5 * spread + 0.01 * of_kind.size


def _told(spans, notes):
    """Return what each note tells of each subject in its own words, as the place of the telling."""
    own = spans[~spans["copied"]]
    named = own["polarity"].replace("present", "mild").mask(own["marked"], "marked")
    told = np.zeros((notes, len(DOMAINS)), dtype=int)
    told[own["note"], own["domain"].map(DOMAINS.index)] = named.map(TELLINGS.index)
    return told


def test_at_dial_zero_a_note_knows_nothing_of_the_levels():
    facts = made_up_facts(300)
    other = facts.assign(
        **{column: 3 - facts[column] for column in facts if column.startswith("level_")},
        **{column: 0 for column in facts if column.startswith("earlier_")},
    )
    before, after = (write(frame, dial=0.0, seed=3).notes["text"] for frame in (facts, other))
    assert before.tolist() == after.tolist()


@pytest.mark.parametrize(("less", "more"), [(0.5, 1.0), (1.0, 1.5)])
def test_a_higher_dial_changes_only_notes_that_now_know_more(less, more):
    facts = made_up_facts(300)
    before, after = (write(facts, dial=dial, seed=3).notes["text"] for dial in (less, more))
    assert 0.0 < (before == after).mean() < 1.0


@pytest.mark.parametrize("dial", [0.0, 1.0])
@pytest.mark.parametrize("form", ["polarities", "words"])
def test_notes_hold_information_on_the_levels_only_above_dial_zero(dial, form):
    facts = made_up_facts(800, document="assessment")
    written = write(facts, dial=dial, seed=3)
    said = _polarities(written) if form == "polarities" else _words(written)
    levels = facts[[f"level_{domain}" for domain in DOMAINS]].to_numpy()
    shuffler = np.random.default_rng(1)
    noise = [_information(said, shuffler.permutation(levels)) for _ in range(20)]
    held = (_information(said, levels) - np.mean(noise)) / np.std(noise)
    assert held > 4.5 if dial else abs(held) < 3.5


def _polarities(written):
    """Return, for each note, whether it says something of each subject in each polarity."""
    counts = pd.crosstab(
        written.spans["note"], [written.spans["domain"], written.spans["polarity"]]
    )
    return counts.reindex(range(len(written.notes)), fill_value=0).to_numpy() > 0


def _words(written):
    """Return, for each note, which words that stand in 2 to 50 of 100 notes it holds."""
    words = written.notes["text"].str.lower().str.findall(r"[a-z]+").map(set).explode()
    held = pd.crosstab(words.index, words)
    share = held.mean()
    return held.loc[:, (share > 0.02) & (share < 0.5)].to_numpy() > 0


def _information(said, levels):
    """Return the mutual information of each column with each subject's level in bits, summed over all pairs."""
    known = (levels[:, :, None] == np.arange(4)).reshape(len(levels), -1).astype(float)
    of_said = np.stack([said, ~said]).astype(float)
    joint = np.matmul(of_said.transpose(0, 2, 1), known).reshape(2, -1, len(DOMAINS), 4)
    joint /= len(levels)
    apart = joint.sum(axis=3, keepdims=True) * joint.sum(axis=0, keepdims=True)
    ratio = np.divide(joint, apart, out=np.ones_like(joint), where=joint > 0)
    return (joint * np.log2(ratio)).sum()
