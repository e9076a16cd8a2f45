"""What the files hold differs from what happened by the errors of the log, and by nothing else."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from recording_world import EVENTS, MANY, Happened, happened, in_order, multiplied, undone

from helpers.annexa.extract import Register
from helpers.annexa.layout import PLACES
from helpers.errors import SecondLookError
from helpers.events import TABLES, EventTables
from helpers.synthetic.recording.log import ENTERED, ROW
from helpers.synthetic.recording.record import Recorded, entered_together, filed
from helpers.synthetic.recording.swaps import exchanged
from helpers.synthetic.settings import Place, place
from helpers.synthetic.worlds import authorities

NONE = {"ethnicity_late": 0.0, "disability_late": 0.0}
ERRORS_BY_DIAL: dict[str, tuple[dict[str, Any], set[str]]] = {
    "ethnicity": (
        {"ethnicity_late": 0.0, "ethnicity_after_police": 0.0},
        {"not yet recorded", "still not recorded"},
    ),
    "disability": ({"disability_late": 0.0}, {"not yet recorded"}),
    "mild disability": ({"mild_disability": 0.0}, {"never recorded", "not yet recorded"}),
    "birth date": ({"birth_date_late": 0.0}, {"not yet recorded"}),
    "blank": (
        {"blank": {"assessments": {"child_seen": 0.0, "team": 0.0}, "referrals": {"team": 0.0}}},
        {"left blank"},
    ),
    "code drift": ({"code_drift": 0.0}, {"another code"}),
    "late": (
        {"late": {"share": 0.0}},
        {"entered late", "row not entered", "not entered"},
    ),
    "day and month": ({"day_and_month_exchanged": 0.0}, {"day and month exchanged"}),
    "start and end": ({"start_and_end_exchanged": 0.0}, {"start and end exchanged"}),
    "same row": ({"same_row_twice": 0.0}, {"the same row twice"}),
    "nearly the same row": ({"nearly_the_same_row": 0.0}, {"nearly the same row"}),
    "second id": ({"second_id": 0.0}, {"second id"}),
}
"""Dials, and the errors that they bring about."""


def off(where: Place) -> dict[str, Any]:
    return {**NONE, **multiplied(where.recording, 0.0)}


def first_ids(recorded: Recorded) -> dict[str, str]:
    """Return the first id of each child who has a second, by the second."""
    second = recorded.log[recorded.log["column"] == "child_id"]
    return dict(zip(second["child_id"], second["true_value"], strict=True))


def content(recorded: Recorded) -> pd.Series:
    """Return a number for each child that changes with any row about the child."""
    rows = [
        pd.Series(
            pd.util.hash_pandas_object(frame, index=False).to_numpy().astype(np.int64),
            index=pd.Index([f"{child}" for child in frame["child_id"]]),
        )
        for frame in (recorded.events[table] for table in (*EVENTS, "people"))
    ]
    return pd.concat(rows).groupby(level=0).sum()


@pytest.fixture(scope="module", params=authorities())
def many(request: pytest.FixtureRequest) -> Happened:
    """Return an authority whose records err far more often than by default."""
    return happened(request.param, often=MANY)


def test_the_log_applied_backwards_gives_what_happened(many: Happened) -> None:
    recorded = many.recorded()
    true = many.recorded(off(many.town.place)).events
    for table, frame in undone(recorded.events, recorded.log).items():
        pd.testing.assert_frame_equal(frame, in_order(table, true[table]), obj=table)


def test_without_errors_the_records_are_what_happened(many: Happened) -> None:
    recorded = many.recorded(off(many.town.place))
    ids = many.town.families.child_ids
    for table in EVENTS:
        true = many.tables[table].assign(child_id=ids[many.tables[table]["child"].to_numpy()])
        pd.testing.assert_frame_equal(
            in_order(table, recorded.events[table]), in_order(table, true), obj=table
        )
    assert recorded.log.empty


def test_of_people_the_log_knows_all_that_is_not_said_or_not_true(many: Happened) -> None:
    recorded = many.recorded()
    log = recorded.log[recorded.log["table"] == "people"].set_index(["child_id", "start"])
    people = recorded.events["people"].set_index(["child_id", "start"])
    families = many.town.families
    named = first_ids(recorded)
    of_child = pd.Index(families.child_ids).get_indexer(
        [named.get(child, child) for child, _ in people.index]
    )
    true = {
        "ethnicity": families.ethnicity[of_child].astype(str),
        "disability": families.disabled[of_child].astype(str),
        "birth_date": families.birth[of_child].astype("datetime64[D]").astype(str),
    }
    for column, values in true.items():
        said = people[column].astype("string")
        told = log.loc[log["column"] == column, "true_value"]
        said = said.where(~said.index.isin(told.index), told.reindex(said.index))
        unsaid = said.isna() if column == "disability" else pd.Series(False, index=said.index)
        assert (unsaid | (said == pd.Series(values, index=said.index))).all(), column


def test_every_kind_of_error_comes_about() -> None:
    logs = [happened(slug, often=MANY).recorded().log for slug in authorities()]
    found = set(pd.concat(logs)["error"])
    assert found == {error for _, errors in ERRORS_BY_DIAL.values() for error in errors} | {
        "dated anew",
        "end lost",
    }


@pytest.mark.parametrize("dial", list(ERRORS_BY_DIAL))
def test_a_dial_turned_off_changes_children_named_in_the_log_alone(dial: str) -> None:
    changes, errors = ERRORS_BY_DIAL[dial]
    what = happened("west-midlands", often=MANY)
    on, without = what.recorded(), what.recorded(changes)
    named = first_ids(on) | first_ids(without)
    listed = set(on.log.loc[on.log["error"].isin(errors), "child_id"])
    listed |= {named.get(child, child) for child in listed}
    before, after = content(on), content(without)
    everyone = before.index.union(after.index)
    changed = before.reindex(everyone, fill_value=0) != after.reindex(everyone, fill_value=0)
    differ = set(everyone[changed])
    assert differ
    assert {named.get(child, child) for child in differ} <= listed
    assert without.log["error"].isin(errors).sum() < on.log["error"].isin(errors).sum()


def test_nothing_is_recorded_before_birth_or_after_the_last_day(many: Happened) -> None:
    recorded, families = many.recorded(), many.town.families
    last = pd.Timestamp(many.town.place.last, unit="D")
    named = first_ids(recorded)
    births = pd.Series(families.birth.astype("datetime64[D]"), index=families.child_ids)
    for table in EVENTS:
        frame = recorded.events[table]
        birth = births.loc[[named.get(child, child) for child in frame["child_id"]]].to_numpy()
        assert (frame["start"].to_numpy() >= birth).all(), table
        for column, spec in TABLES[table].items():
            if spec.kind == "date":
                assert not (frame[column] > last).any(), (table, column)


def test_an_end_before_its_start_stands_in_the_log(many: Happened) -> None:
    recorded = many.recorded()
    log = recorded.log[recorded.log["error"] == "start and end exchanged"]
    for table in EVENTS:
        frame = recorded.events[table]
        if "end" in frame:
            backwards = frame[frame["end"] < frame["start"]]
            told = log[log["table"] == table]
            assert set(backwards["child_id"]) <= set(told["child_id"]), table


def test_nothing_is_entered_before_the_day_it_is_dated_by(many: Happened) -> None:
    recorded = many.recorded()
    for table, rows in recorded.entered.items():
        frame = recorded.events[table]
        assert (rows["child_id"].astype("string") == frame["child_id"]).all()
        assert (rows["start"] == frame["start"]).all()
        assert (rows["entered"] >= frame["start"]).all(), table
        if "end" in frame:
            assert (rows["end_entered"].notna() == frame["end"].notna()).all(), table


def test_all_that_is_recorded_was_entered_by_the_last_day(many: Happened) -> None:
    recorded = many.recorded()
    last = pd.Timestamp(many.town.place.last, unit="D")
    for table, rows in recorded.entered.items():
        assert (rows["entered"] <= last).all(), table
        assert not (rows["end_entered"] > last).any(), table


def test_an_extract_holds_what_was_entered_by_its_day(many: Happened) -> None:
    recorded = many.recorded()
    first, last = (
        pd.Timestamp(day, unit="D") for day in (many.town.place.first, many.town.place.last)
    )
    day = first + (last - first) // 2
    register = Register(recorded.events, edition="later", entered=recorded.entered)
    lists = register.lists(first, day.normalize(), snapshot=False)
    for table in ("contacts", "referrals", "assessments"):
        rows = recorded.entered[table]
        there = rows["entered"] <= day
        assert lists[PLACES[table].number].num_rows == there.sum(), table
    rows = recorded.entered["assessments"]
    ended = lists[4]["Continuous Assessment Date of Authorisation"]
    assert (
        len(ended) - ended.null_count
        == ((rows["entered"] <= day) & (rows["end_entered"] <= day)).sum()
    )


def test_a_conference_is_never_entered_before_its_enquiry(many: Happened) -> None:
    recorded = many.recorded()
    enquiries = recorded.entered["enquiries"].drop_duplicates(["child_id", "start"])
    entered = enquiries.set_index(["child_id", "start"])["entered"]
    conferences = recorded.events["conferences"]
    keys = pd.MultiIndex.from_frame(conferences[["child_id", "enquiry_start"]])
    assert (recorded.entered["conferences"]["entered"] >= entered.loc[keys].to_numpy()).all()


def test_both_ids_of_a_child_have_one_family(many: Happened) -> None:
    recorded = many.recorded()
    families = recorded.events["families"].set_index("child_id")["family_id"]
    second = recorded.log[recorded.log["column"] == "child_id"].drop_duplicates("child_id")
    assert families.index.is_unique
    assert (
        families.loc[second["child_id"]].to_numpy() == families.loc[second["true_value"]].to_numpy()
    ).all()
    assert not second["child_id"].isin(list(many.town.families.child_ids)).any()


def test_notes_are_filed_under_the_id_in_use() -> None:
    second = happened("north-west", often=MANY).recorded().second_ids
    child, until = second.loc[0, ["child_id", "until"]]
    days = [until, until + pd.Timedelta(days=1), until]
    notes = pd.DataFrame({"child_id": [child, child, "SYN-NW-1"], "date": days, "text": "-"})
    put = filed(notes.astype({"child_id": "string"}), second)
    assert put["child_id"].tolist() == [child, second.loc[0, "second_id"], "SYN-NW-1"]


def test_the_second_ids_are_those_of_the_log(many: Happened) -> None:
    recorded = many.recorded()
    listed = dict(
        zip(recorded.second_ids["second_id"], recorded.second_ids["child_id"], strict=True)
    )
    assert first_ids(recorded) == listed


def test_days_of_entry_of_blocks_put_together_stand_beside_their_rows() -> None:
    parts = [happened(slug).recorded() for slug in ("west-midlands", "north-west")]
    entered = entered_together([part.entered for part in parts])
    for table in EVENTS:
        whole = EventTables({table: pd.concat([part.events[table] for part in parts])})[table]
        assert (entered[table]["child_id"].astype("string") == whole["child_id"]).all()
        assert (entered[table]["start"] == whole["start"]).all()


def test_nothing_is_entered_in_the_first_days_of_a_new_system() -> None:
    what = happened("west-midlands", often=MANY)
    first = pd.Timestamp(what.town.place.new_system, unit="D")
    days = what.town.place.recording["new_system"]["silent_days"]
    for table, rows in what.recorded().entered.items():
        inside = (rows["entered"] >= first) & (rows["entered"] < first + pd.Timedelta(days=days))
        assert not inside.any(), table


def test_more_is_late_at_christmas() -> None:
    what = happened("north-west")
    log = what.recorded({"late": {"share": 0.3}}).log
    late = log[(log["column"] == ENTERED) & (log["table"] == "contacts")]["true_value"]
    all_days = what.tables["contacts"]["start"]

    def at_christmas(days: pd.Series) -> pd.Series:
        of_year = days.dt.strftime("%m-%d")
        return (of_year >= "12-18") | (of_year <= "01-02")

    assert at_christmas(pd.to_datetime(late)).mean() > 1.3 * at_christmas(all_days).mean()


def test_ethnicity_is_missing_more_often_where_police_were_in_touch_first() -> None:
    recorded = happened("north-west").recorded(
        {"ethnicity_after_police": 0.5, "ethnicity_late": 0.05}
    )
    first = recorded.events["people"].drop_duplicates("child_id").set_index("child_id")
    contacts = recorded.events["contacts"].drop_duplicates("child_id").set_index("child_id")
    contacts = contacts[contacts["start"] == first["start"].reindex(contacts.index)]
    missing = first["ethnicity"].reindex(contacts.index) == "NOBT"
    missing = missing.groupby(contacts["source"] == "6").mean()
    assert missing[True] > 0.4
    assert missing[False] < 0.1


def test_ethnicity_is_missing_less_often_the_more_is_known_of_a_child() -> None:
    people = happened("north-west", often=4).recorded().events["people"]
    rows = people.groupby("child_id")["ethnicity"]
    assert (rows.first() == "NOBT").mean() > 1.2 * (rows.last() == "NOBT").mean()


def test_a_mild_disability_is_recorded_less_often_than_none() -> None:
    what = happened("west-midlands")
    recorded = what.recorded({"mild_disability": 1.0, "mild_disability_missing": 0.6})
    log = recorded.log[recorded.log["error"] == "never recorded"]
    assert (log["true_value"] == "True").all()
    said = recorded.events["people"].groupby("child_id")["disability"].last().dropna()
    families = what.town.families
    true = pd.Series(families.disabled, index=families.child_ids).reindex(said.index)
    assert said.sum() < 0.75 * (said.sum() + log["child_id"].nunique())
    assert not (said.astype(bool) & ~true.astype(bool)).any()


def test_codes_drift_from_their_day_on() -> None:
    log = happened("north-west").recorded().log
    drifted = log[(log["error"] == "another code") & (log["column"] == "source")]
    assert (drifted["start"] >= pd.Timestamp("2021-09-01")).all()
    assert set(drifted["recorded_value"]) == {"8"}


def test_default_errors_are_few() -> None:
    what = happened("north-west")
    recorded = what.recorded()
    rows = sum(len(recorded.events[table]) for table in EVENTS)
    wrong = recorded.log[~recorded.log["column"].isin([ENTERED, "(end entered)"])]
    wrong = wrong[wrong["error"] != "another code"]
    assert 0.005 < len(wrong[wrong["table"] != "people"]) / rows < 0.05


def test_a_copy_is_told_with_the_row_that_it_is() -> None:
    recorded = happened("north-west", often=MANY).recorded()
    copies = recorded.log[recorded.log["error"] == "the same row twice"]
    assert (copies["column"] == ROW).all()
    contacts = recorded.events["contacts"]
    alike = contacts[contacts.duplicated(keep=False)]["child_id"]
    assert set(copies.loc[copies["table"] == "contacts", "child_id"]) <= set(alike)


@given(st.lists(st.integers(0, 25_000), min_size=1))
def test_day_and_month_exchanged_twice_are_as_before(days: list[int]) -> None:
    day = np.array(days, dtype=np.int64)
    wrong = exchanged(day)
    assert (exchanged(wrong) == day).all()
    dates, moved = (pd.DatetimeIndex(d.astype("datetime64[D]")) for d in (day, wrong))
    fits = dates.day <= 12
    assert (moved.month[fits] == dates.day[fits]).all()
    assert (moved.day[fits] == dates.month[fits]).all()
    assert (moved == dates)[~fits].all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("second_id: -0.1", "'recording.second_id': -0.1 lies outside 0 to 1"),
        ("late: {share: 1.5}", "'recording.late.share': 1.5 lies outside 0 to 1"),
        ("late: {usual_days: 0}", "'recording.late.usual_days'"),
        ("new_system: {silent_days: 400}", "'recording.new_system.silent_days'"),
        ("blank: {contacts: {source: 0.1}}", "'contacts' is not a setting"),
        ("same_row: 0.1", "did you mean 'same_row_twice'"),
    ],
)
def test_an_impossible_share_of_errors_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(f"recording: {{{text}}}\n", "utf-8")
    with pytest.raises(SecondLookError, match=told):
        place("north-west", world=str(path))


def test_an_authority_without_a_new_system_has_none() -> None:
    assert place("north-west").new_system is None
    assert place("west-midlands").new_system is not None


def test_a_new_system_after_the_last_day_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "early.yml"
    path.write_text("authorities: {west-midlands: {period: {end: 2022-03-31}}}\n", "utf-8")
    assert place("west-midlands", world=str(path)).new_system is None
