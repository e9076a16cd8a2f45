"""Each figure is counted by the published definition: on tables so small that the answer is seen by eye."""

import math
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.events import TABLES, EventTables
from helpers.synthetic.aggregates import Population, aggregates, population_of
from helpers.synthetic.aggregates.counting import next_within_a_year, ratio, share
from helpers.synthetic.aggregates.population import marches
from helpers.synthetic.published import published
from helpers.synthetic.settings import place
from helpers.synthetic.world import events_of_block

FIRST, LAST = pd.Timestamp("2020-04-01"), pd.Timestamp("2023-03-31")
Rows = list[dict[str, Any]]


def population(children: float = 1000) -> Population:
    """Three years with the same children, a fifth of them in each fifth of deprivation."""
    each = np.full(5, children / 5)
    return Population(FIRST, LAST, 3 * each, np.stack([each] * 3))


def counted(children: float = 1000, **tables: Rows) -> dict[str, float]:
    frames = {name: framed(name, rows) for name, rows in tables.items()}
    return aggregates(EventTables(frames), population(children))


def framed(name: str, rows: Rows) -> pd.DataFrame:
    columns = {
        column: pd.Series([row.get(column) for row in rows], dtype=object)
        for column in TABLES[name]
    }
    for column, told in TABLES[name].items():
        if told.kind == "date":
            columns[column] = pd.to_datetime(columns[column])
    return pd.DataFrame(columns)


def row(child: str, start: str, **columns: object) -> dict[str, Any]:
    return {"child_id": child, "start": start, **columns}


def test_every_published_figure_is_counted_and_no_other() -> None:
    assert set(counted()) == {one.key for one in published()}


def test_a_rate_is_in_ten_thousand_children_a_year() -> None:
    found = counted(
        contacts=[row("a", "2020-05-01"), row("b", "2021-05-01"), row("c", "2022-05-01")]
    )
    assert found["contacts"] == pytest.approx(10)


def test_what_began_before_the_records_is_in_no_rate() -> None:
    found = counted(plans=[row("a", "2020-03-01"), row("b", "2020-05-01")])
    assert found["plans_started"] == pytest.approx(10_000 / 3000)


def test_the_same_child_and_day_count_once() -> None:
    found = counted(referrals=[row("a", "2020-05-01"), row("a", "2020-05-01")])
    assert found["referrals"] == pytest.approx(10_000 / 3000)


def test_what_became_of_referrals() -> None:
    days = ["2020-05-01", "2020-05-02", "2020-05-03", "2020-05-04"]
    found = counted(
        referrals=[
            row(str(number), day, no_further_action=number == 0, source="6" if number < 2 else "2A")
            for number, day in enumerate(days)
        ],
        assessments=[
            row("1", days[1], end="2020-06-01", support_needed=False),
            row("2", days[2], end="2020-06-01", support_needed=True),
            row("3", days[3]),
        ],
    )
    assert found["no_further_action"] == 25
    assert found["not_in_need"] == 25
    assert found["assessments"] == 75
    assert (found["referred_by_police"], found["referred_by_schools"]) == (50, 50)


def test_an_assessment_on_the_forty_fifth_working_day_is_in_time() -> None:
    found = counted(
        assessments=[
            row("a", "2022-01-10", end="2022-03-14"),
            row("b", "2022-01-10", end="2022-03-15"),
            row("c", "2022-01-10"),
        ]
    )
    assert found["assessed_in_time"] == 50


def test_a_conference_on_the_fifteenth_working_day_is_in_time() -> None:
    found = counted(
        conferences=[
            row("a", "2022-01-31", enquiry_start="2022-01-10"),
            row("b", "2022-02-01", enquiry_start="2022-01-10"),
        ]
    )
    assert found["conferences_in_time"] == 50


def test_a_referral_again_follows_one_within_twelve_months() -> None:
    found = counted(
        referrals=[
            row("a", "2021-03-01"),
            row("a", "2022-01-01"),  # again
            row("b", "2020-05-01"),
            row("b", "2022-01-01"),  # too late to count as again
        ]
    )
    assert found["referred_again"] == 50
    assert found["children_referred_again"] == 50
    assert found["referrals_of_a_child"] == 1


def test_a_child_referred_again_later_in_the_year_counts_as_referred_again() -> None:
    found = counted(
        referrals=[row("a", "2022-05-01"), row("a", "2022-09-01"), row("b", "2022-05-01")]
    )
    assert found["children_referred_again"] == 50
    assert found["referrals_of_a_child"] == pytest.approx(1.5)


def test_a_second_plan_counts_however_long_ago_the_first_was() -> None:
    found = counted(
        plans=[
            row("a", "2020-05-01", end="2020-06-01"),
            row("a", "2022-06-01"),
            row("b", "2022-06-01"),
            row("c", "2021-06-01"),  # not in the last year
        ]
    )
    assert found["plans_again"] == 50


def test_a_referral_after_assessment_comes_after_its_end_and_within_twelve_months() -> None:
    found = counted(
        assessments=[
            row(child, "2020-05-01", end="2020-06-01", support_needed=False) for child in "abcd"
        ],
        referrals=[
            row("a", "2020-06-02"),
            row("b", "2021-06-01"),
            row("c", "2021-06-02"),
            row("d", "2020-05-01"),
        ],
    )
    assert found["referred_after_assessment"] == 50


def test_plans_are_told_apart_by_how_long_they_lasted() -> None:
    ends = ["2020-05-02", "2020-10-30", "2021-05-01", "2022-05-01", "2022-05-02"]
    found = counted(
        plans=[row(str(number), "2020-05-01", end=end) for number, end in enumerate(ends)]
    )
    bands = ("to_3_months", "3_to_6_months", "6_to_12_months", "1_to_2_years", "from_2_years")
    assert [found[f"plans_{band}"] for band in bands] == [20] * 5
    assert found["plans_ended"] == 100


def test_what_ends_on_31_march_is_not_open_that_day() -> None:
    found = counted(
        plans=[
            row("a", "2021-01-01", end="2021-03-31"),
            row("b", "2021-01-01", end="2021-04-01"),
            row("c", "2021-03-31", end="2021-04-01"),
        ]
    )
    assert found["plans_at_31_march"] == pytest.approx(10_000 * 2 / 3000)
    assert found["plans_in_a_year"] == pytest.approx((3 + 2) / 2)


def test_short_breaks_are_no_care() -> None:
    found = counted(
        care=[
            row("a", "2020-05-01", legal_status="V4"),
            row("b", "2020-05-01", legal_status="C2"),
        ],
        families=[
            {"child_id": "a", "family_id": "f", "deprivation_fifth": 1},
            {"child_id": "b", "family_id": "f", "deprivation_fifth": 1},
        ],
    )
    assert found["looked_after_at_31_march"] == pytest.approx(10)
    assert found["looked_after_with_siblings"] == 0


def test_who_is_in_need_is_told_by_the_last_row_about_each_child() -> None:
    found = counted(
        needs=[row(child, "2022-05-01", need="N1") for child in "ab"],
        people=[
            row("a", "2022-05-01", sex="male", ethnicity="NOBT"),
            row("a", "2022-06-01", sex="male", ethnicity="WBRI", disability=True),
            row("b", "2022-05-01", sex="female", ethnicity="NOBT"),
        ],
    )
    assert found["in_need_boys"] == 50
    assert (found["in_need_white"], found["in_need_ethnicity_unknown"]) == (100, 50)
    assert found["in_need_disabled"] == 50
    assert found["need_is_abuse_or_neglect"] == 100


def test_deprivation_compares_the_most_with_the_least_deprived_fifth() -> None:
    found = counted(
        plans=[row(child, "2022-05-01") for child in "abcd"],
        families=[
            {"child_id": child, "family_id": child, "deprivation_fifth": fifth}
            for child, fifth in zip("abcd", (1, 1, 1, 5), strict=True)
        ],
    )
    assert found["deprivation"] == pytest.approx(3)


def test_of_nothing_no_share_is_told() -> None:
    assert math.isnan(share(pd.Series([], dtype="boolean")))
    assert math.isnan(ratio(3, 0))
    assert math.isnan(counted()["plans_again"])


def test_what_follows_is_the_same_childs() -> None:
    events = framed("referrals", [row("b", "2020-06-02")])
    asked = pd.Series(["a", "b", "c"])
    day = pd.Series(pd.to_datetime(["2020-06-01"] * 3))
    assert next_within_a_year(asked, day, events).tolist() == [False, True, False]


def test_the_population_is_that_of_every_child_who_is_there() -> None:
    where = place("south-west", children=2000)
    found = population_of(where, seed=3, block=0)
    assert len(found.marches) == len(found.present) == 6
    assert found.child_years.sum() == pytest.approx(found.present.sum(), rel=0.05)
    twice = found + found
    assert twice.child_years == pytest.approx(2 * found.child_years)
    assert twice.marches == found.marches


def test_every_31_march_of_the_records_counts() -> None:
    days = marches(pd.Timestamp("2019-04-01"), pd.Timestamp("2021-03-31"))
    assert days == [pd.Timestamp("2020-03-31"), pd.Timestamp("2021-03-31")]


def test_counting_a_block_is_quick() -> None:
    where = place("south-east", children=60_000)
    events = events_of_block(where, seed=1, block=0)
    children = population_of(where, seed=1, block=0)
    begun = time.process_time()
    found = aggregates(events, children)
    assert time.process_time() - begun < 1.0
    assert not any(math.isnan(value) for value in found.values())
