"""Small made-up event tables that Annex A can hold in full, drawn at random, and the folders that hold them."""

from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from helpers.annexa.layout import PLACES
from helpers.annexa.write import lists_from_events, write_csvs, write_workbook
from helpers.events import DOCUMENTS, EARLY_HELP_ENDINGS, KINDS, TABLES, EventTables

FIRST = pd.Timestamp("2018-04-01")
LAST = pd.Timestamp("2022-03-31")
HELD_DAYS = 1200
"""Events start within so many days of FIRST, so that all is known by LAST."""

CODES = {
    "source": ["1A", "2B", "4", "6", "10", "5D"],
    "team": ["Assessment team", "North team"],
    "first_category": ["neglect", "physical abuse", "multiple"],
    "latest_category": ["neglect", "sexual abuse", "emotional abuse"],
    "need": ["N1", "N3", "N8"],
    "legal_status": ["C2", "V2", "V3", "L1"],
    "placement_type": ["U1", "K2", "P1", "T4"],
    "sex": ["male", "female", "not stated", "neither"],
    "ethnicity": ["WBRI", "CHNE", "REFU", "NOBT"],
}
ENDINGS = {"care": ["E2", "E4A", "E17"], "needs": ["RC1", "RC5", "RC9"]}
DATED = ("contacts", "referrals", "assessments", "enquiries", "plans", "care", "needs")


def _maybe(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.one_of(st.none(), values)


@st.composite
def event_tables(draw: st.DrawFn, *, one_a_day: bool = False) -> EventTables:
    """Draw the records of a few children. ``one_a_day``: no two events of a kind start on one day."""
    children = [f"SYN-{number}" for number in range(draw(st.integers(1, 6)))]
    tables = {name: [] for name in DATED}
    conferences = []
    for name in DATED:
        days = st.tuples(st.sampled_from(children), st.integers(0, HELD_DAYS))
        starts = draw(st.lists(days, max_size=8, unique=one_a_day))
        for child, day in sorted(starts):
            tables[name].append({"child_id": child, "start": FIRST + pd.Timedelta(days=day)})
        for row in tables[name]:
            _fill(draw, name, row)
    enquiry_days = [(row["child_id"], row["start"]) for row in tables["enquiries"]]
    for child, start in enquiry_days:
        if draw(st.booleans()):
            wait = pd.Timedelta(days=draw(st.integers(0, 40)))
            plan_made = draw(_maybe(st.booleans()))
            conferences.append(
                {
                    "child_id": child,
                    "start": start + wait,
                    "enquiry_start": start,
                    "plan_made": plan_made,
                }
            )
    tables["early_help"] = _early_help(draw, children)
    frames = {name: _frame(name, rows) for name, rows in tables.items()}
    frames["conferences"] = _frame("conferences", conferences)
    frames["people"] = _frame("people", _people(draw, tables))
    frames["families"] = _frame(
        "families",
        [
            {
                "child_id": child,
                "family_id": "F-1",
                "deprivation_fifth": draw(_maybe(st.integers(1, 5))),
            }
            for child in children
        ],
    )
    frames["notes"] = _frame("notes", _notes(draw, children))
    return EventTables(frames)


def _fill(draw: st.DrawFn, name: str, row: dict) -> None:
    """Give an event the values it can have: one that is known from its end only with an end."""
    spec = TABLES[name]
    day = row["start"]
    later = st.integers(0, 200).map(lambda days: day + pd.Timedelta(days=days))
    if "end" in spec:
        row["end"] = draw(_maybe(later))
    for column in ("legal_status_start", "placement_start"):
        if column in spec:
            # A status or a placement does not begin after care has ended.
            row[column] = min(draw(later), row["end"] or LAST)
    for column, content in spec.items():
        if column in row:
            continue
        if content.known_from == "end" and row["end"] is None:
            row[column] = None
        elif content.kind == "flag":
            row[column] = draw(_maybe(st.booleans()))
        else:
            allowed = ENDINGS.get(name) if column == "reason_ended" else CODES.get(column)
            allowed = ["No further action", "Early help"] if column == "decision" else allowed
            row[column] = draw(_maybe(st.sampled_from(allowed)))


def _people(draw: st.DrawFn, tables: dict) -> list[dict]:
    """Draw what is recorded of each child: all of it from the first event on, and changes on days of later events."""
    days: dict[tuple[str, pd.Timestamp], int] = {}
    for name, rows in tables.items():
        for row in rows:
            key = (row["child_id"], row["start"])
            days[key] = max(days.get(key, 0), PLACES[name].number)
    people: list[dict] = []
    for (child, day), number in sorted(days.items()):
        before = people[-1] if people and people[-1]["child_id"] == child else None
        now = dict(before or {"disability": None}, child_id=child, start=day)
        if before is None or draw(st.booleans()):
            now["birth_date"] = FIRST - pd.Timedelta(days=draw(st.integers(-100, 6000)))
            now["sex"] = draw(st.sampled_from(CODES["sex"]))
            now["ethnicity"] = draw(st.sampled_from(CODES["ethnicity"]))
            if number >= 4:
                disability = draw(_maybe(st.booleans()))
                now["disability"] = now["disability"] if disability is None else disability
        if before is None or any(now[key] != before[key] for key in now if key != "start"):
            people.append(now)
    return people


def _early_help(draw: st.DrawFn, children: list[str]) -> list[dict]:
    rows = []
    for child in draw(st.lists(st.sampled_from(children), max_size=2)):
        end = draw(_maybe(st.just(FIRST + pd.Timedelta(days=300))))
        reason = draw(st.sampled_from(EARLY_HELP_ENDINGS)) if end is not None else None
        rows.append({"child_id": child, "start": FIRST, "end": end, "reason_ended": reason})
    return rows


def _notes(draw: st.DrawFn, children: list[str]) -> list[dict]:
    texts = ["A made-up note.", 'Line one,\nline "two".', " NULL "]
    return [
        {
            "child_id": child,
            "start": FIRST + pd.Timedelta(days=7),
            "document": draw(st.sampled_from(DOCUMENTS)),
            "text": draw(st.sampled_from(texts)),
        }
        for child in draw(st.lists(st.sampled_from(children), max_size=2))
    ]


def _frame(name: str, rows: list[dict]) -> pd.DataFrame:
    kinds = {column: KINDS[spec.kind] for column, spec in TABLES[name].items()}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def write_beside(events: EventTables, folder: Path, *, notes: str = "parquet") -> None:
    """Write ``authority.yml`` and the files that lie beside Annex A."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "authority.yml").write_text(
        "name: Small (invented)\ndata: synthetic\nperiod: {start: 2018-04-01, end: 2022-03-31}\n"
        "outcomes: [contact-to-plan-or-care]\n"
    )
    events["families"].to_csv(folder / "SYNTHETIC-families.csv", index=False)
    events["early_help"].to_csv(folder / "SYNTHETIC-early_help.csv", index=False)
    events["contacts"].drop(columns="source").to_csv(folder / "SYNTHETIC-contacts.csv", index=False)
    frame = events["notes"].rename(columns={"start": "date"})
    if notes == "parquet":
        frame.to_parquet(folder / "SYNTHETIC-notes.parquet", index=False)
    else:
        frame.to_csv(folder / "SYNTHETIC-notes.csv", index=False)


def write_extract(events: EventTables, folder: Path, *, form: str, edition: str) -> None:
    """Write the whole period as one extract in Annex A's shape: ``plain``, ``ofsted`` or ``csv``."""
    lists = lists_from_events(
        events, edition=edition, window_start=FIRST, window_end=LAST, snapshot=False
    )
    if form == "csv":
        write_csvs(lists, folder, prefix="SYNTHETIC-")
    else:
        write_workbook(
            lists,
            folder / "SYNTHETIC-annex-a.xlsx",
            layout=form,
            edition=edition,
            properties={"title": "SYNTHETIC: made-up data"},
        )


def write_snapshots(events: EventTables, folder: Path, *, edition: str) -> None:
    """Write true Annex A workbooks over the whole period, one per year to be quick."""
    year = pd.DateOffset(years=1)
    for start in pd.date_range(FIRST, LAST, freq=year):
        end = start + year - pd.Timedelta(days=1)
        lists = lists_from_events(
            events, edition=edition, window_start=start, window_end=end, snapshot=True
        )
        write_workbook(
            lists,
            folder / f"SYNTHETIC-annex-a-{end:%Y-%m-%d}.xlsx",
            layout="ofsted",
            edition=edition,
            properties={},
        )
