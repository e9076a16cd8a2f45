"""Extracts of Annex A drawn one after another: each says what was known on its last day, and nothing of later ones."""

import pandas as pd
import pyarrow as pa
import pytest

from helpers.annexa.extract import Register
from helpers.annexa.layout import PLACES
from helpers.annexa.spec import CHILD
from helpers.synthetic.settings import place
from helpers.synthetic.world import MadeAuthority, make_block
from helpers.synthetic.writing.jobs import half_years

Lists = dict[int, pa.Table]


@pytest.fixture(scope="module")
def made() -> MadeAuthority:
    return make_block(place("south-east", children=3_000), seed=4, block=0)


WINDOWS = half_years(pd.Timestamp("2021-04-01"), pd.Timestamp("2025-03-31"))


@pytest.mark.parametrize("window", [WINDOWS[0], WINDOWS[4], WINDOWS[-1]])
@pytest.mark.parametrize("snapshot", [True, False])
def test_an_extract_is_the_same_when_all_that_came_later_is_forgotten(
    made: MadeAuthority, window: tuple[pd.Timestamp, pd.Timestamp], snapshot: bool
) -> None:
    whole = Register(made.events, edition="later")
    known = Register(made.events.as_known_on(window[1]), edition="later")
    assert whole.lists(*window, snapshot=snapshot) == known.lists(*window, snapshot=snapshot)


def test_extracts_do_not_depend_on_those_drawn_before(made: MadeAuthority) -> None:
    used = Register(made.events, edition="2019")
    there_and_back: list[Lists] = [
        used.lists(*window, snapshot=True) for window in (WINDOWS[2], WINDOWS[6], WINDOWS[2])
    ]
    assert there_and_back[0] == there_and_back[2] != there_and_back[1]


def test_what_was_entered_after_an_extract_is_not_in_it(made: MadeAuthority) -> None:
    first, last = WINDOWS[5]
    care = made.entered["care"]
    ended = made.events["care"]["end"].between(first, last)
    late = care.assign(end_entered=care["end_entered"].mask(ended, last + pd.Timedelta(days=1)))
    contacts = made.entered["contacts"]
    unseen = (
        (contacts["start"] >= first) & (contacts["entered"] <= last) & (contacts.index % 2 == 0)
    )
    later = contacts.assign(entered=contacts["entered"].mask(unseen, last + pd.Timedelta(days=9)))
    in_time = Register(made.events, edition="later", entered=made.entered)
    too_late = Register(
        made.events, edition="later", entered={**made.entered, "care": late, "contacts": later}
    )
    before, after = (each.lists(first, last, snapshot=False) for each in (in_time, too_late))
    assert after[1].num_rows == before[1].num_rows - unseen.sum() < before[1].num_rows
    header = PLACES["care"].columns["end"]
    assert before[8].column(header).null_count < after[8].column(header).null_count


def test_a_true_annex_a_has_each_child_once_in_lists_that_show_the_latest_row(
    made: MadeAuthority,
) -> None:
    lists = Register(made.events, edition="later").lists(*WINDOWS[-1], snapshot=True)
    for one in PLACES.values():
        if one.latest_only:
            children = lists[one.number].column(CHILD).to_pylist()
            assert len(children) == len(set(children))
