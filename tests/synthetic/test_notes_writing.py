"""Notes as a whole: what they may depend on, and what they say where."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notes_facts import made_up_facts

from helpers.errors import SecondLookError
from helpers.synthetic.notes import write
from helpers.synthetic.notes.compose import HEADER
from helpers.synthetic.notes.slips import listed_tokens

FACTS = made_up_facts(240, children=40)
WRITTEN = write(FACTS, seed=1)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, len(FACTS) - 1))
def test_what_comes_later_changes_no_note(last):
    day = FACTS["start"].iloc[last]
    past = FACTS[FACTS["start"] <= day]
    alone = write(past, seed=1)
    assert alone.notes["text"].tolist() == WRITTEN.notes["text"].iloc[: len(past)].tolist()


@settings(deadline=None, max_examples=10)
@given(st.sets(st.sampled_from(sorted(set(FACTS["child_id"]))), min_size=1))
def test_other_children_change_no_note(kept):
    chosen = FACTS["child_id"].isin(kept)
    alone = write(FACTS[chosen], seed=1)
    assert alone.notes["text"].tolist() == WRITTEN.notes.loc[chosen, "text"].tolist()


@settings(deadline=None, max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_children_changes_no_note(shuffler):
    children = sorted(set(FACTS["child_id"]))
    shuffler.shuffle(children)
    place = {child: number for number, child in enumerate(children)}
    mixed = FACTS.assign(place=FACTS["child_id"].map(place)).sort_values("place", kind="stable")
    again = write(mixed, seed=1).notes["text"].set_axis(mixed.index).sort_index()
    assert again.tolist() == WRITTEN.notes["text"].tolist()


def test_ethnicity_and_every_other_unlisted_column_change_nothing():
    marked = FACTS.assign(ethnicity="WBRI", followed=True, deprivation_fifth=1)
    assert write(marked, seed=1).notes["text"].tolist() == WRITTEN.notes["text"].tolist()


@pytest.mark.parametrize("other", ["male", "not stated"])
def test_another_sex_changes_only_listed_words(other):
    facts = FACTS.assign(sex="female")
    swapped = write(facts.assign(sex=other), seed=1).notes["text"]
    changed = 0
    for before, after in zip(write(facts, seed=1).notes["text"], swapped, strict=True):
        pairs = list(zip(_tokens(before), _tokens(after), strict=True))
        different = {word for pair in pairs if pair[0] != pair[1] for word in pair}
        assert different <= listed_tokens()
        changed += bool(different)
    assert changed > 20


def _tokens(text):
    return pd.Series([text]).str.lower().str.findall(r"[^\W_]+|[^\w\s]").iloc[0]


def test_another_author_changes_the_style_and_not_what_is_evident():
    spans = [
        frame[frame["polarity"].isin(["present", "hedged", "historic"]) & ~frame["copied"]]
        for frame in (WRITTEN.spans, write(FACTS.assign(author=FACTS["author"] + 1), seed=1).spans)
    ]
    said = ["note", "domain", "polarity", "marked", "level"]
    before, after = (frame[said].sort_values(said, ignore_index=True) for frame in spans)
    pd.testing.assert_frame_equal(before, after)


def test_notes_are_the_same_on_every_machine():
    text = "\0".join(WRITTEN.notes["text"])
    assert hashlib.sha256(text.encode("utf-8")).hexdigest().startswith("b86e084a9a4c215c")


def test_another_seed_writes_other_notes():
    assert (write(FACTS, seed=2).notes["text"] != WRITTEN.notes["text"]).all()


def test_every_note_says_first_that_the_child_is_made_up():
    assert WRITTEN.notes["text"].str.startswith(f"{HEADER}\n").all()


def test_the_header_can_be_left_out_and_nothing_else_changes():
    bare = write(FACTS, seed=1, synthetic_header=False).notes["text"]
    assert (f"{HEADER}\n" + bare).tolist() == WRITTEN.notes["text"].tolist()


def test_notes_keep_the_rows_of_the_facts():
    same = ["child_id", "start", "document"]
    pd.testing.assert_frame_equal(WRITTEN.notes[same], FACTS[same], check_dtype=False)


def test_each_span_holds_whole_sentences():
    for span in WRITTEN.spans.itertuples():
        text = WRITTEN.notes["text"].iloc[span.note]
        said = text[span.first : span.last]
        assert said[0] == said[0].upper()
        assert said[-1] in ".?!"


def test_a_subject_is_spoken_of_once_in_what_is_not_copied():
    own = WRITTEN.spans[~WRITTEN.spans["copied"]]
    assert not own.duplicated(["note", "domain"]).any()


def test_only_notes_of_an_earlier_day_are_copied():
    first_day = FACTS["start"] == FACTS.groupby("child_id")["start"].transform("min")
    copied = WRITTEN.spans.loc[WRITTEN.spans["copied"], "note"].unique()
    assert len(copied) > 0
    assert not first_day.iloc[copied].any()


def test_a_copied_passage_stands_in_an_earlier_note_of_the_child():
    texts = WRITTEN.notes["text"]
    for span in WRITTEN.spans[WRITTEN.spans["copied"]].itertuples():
        said = texts[span.note][span.first : span.last]
        earlier = FACTS["start"] < FACTS["start"][span.note]
        of_child = FACTS["child_id"] == FACTS["child_id"][span.note]
        assert texts[earlier & of_child].str.contains(said.split(": ")[-1], regex=False).any()


def test_before_birth_no_note_speaks_of_what_a_child_does():
    unborn = FACTS["age_years"] < 0
    assert unborn.any()
    about = WRITTEN.spans.loc[unborn.to_numpy()[WRITTEN.spans["note"]], "domain"]
    assert not set(about) & {"attendance", "exploitation", "childs_wellbeing", "school_or_nursery"}


def test_an_assessment_is_longer_than_a_contact():
    words = WRITTEN.notes["text"].str.split().str.len().groupby(FACTS["document"]).median()
    assert words["assessment"] > 1.5 * words["contact"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": "diary"}, "'diary' is not a kind of case note"),
        ({"level_attendance": 4}, "level_attendance"),
        ({"start": pd.NaT}, "column start"),
    ],
)
def test_a_wrong_fact_is_named(change, words):
    with pytest.raises(SecondLookError, match=words):
        write(FACTS.assign(**change), seed=1)


def test_a_missing_column_is_named():
    with pytest.raises(SecondLookError, match="the columns author are missing"):
        write(FACTS.drop(columns="author"), seed=1)


@pytest.mark.parametrize("dial", [-0.1, 2.1, np.nan])
def test_a_dial_outside_its_range_is_refused(dial):
    with pytest.raises(SecondLookError, match="outside 0 to 2"):
        write(FACTS, seed=1, dial=dial)


def test_no_facts_give_no_notes():
    written = write(FACTS.iloc[:0], seed=1)
    assert len(written.notes) == 0
    assert len(written.spans) == 0
