"""Turn event tables into the eleven lists of Annex A, as a council's system would extract them."""

import pandas as pd

from helpers import working_days
from helpers.annexa import computed
from helpers.annexa.layout import CONFERENCES, PLACES, Place
from helpers.annexa.spec import (
    BIRTH_DATE,
    CHILD,
    DISABILITY,
    ETHNICITY,
    SEX,
    ColumnSpec,
    ListSpec,
    codes,
    list_specs,
)
from helpers.errors import SecondLookError, nearest_name
from helpers.events import KINDS, TABLES, EventTables

UNRECORDED = {"sex": "not stated", "ethnicity": "NOBT", "yes, no or unknown": "unknown"}
"""What a set of codes says of a value that nobody recorded."""

FOREVER = pd.Timestamp("2262-01-01")


def lists_from_events(
    events: EventTables,
    *,
    edition: str,
    window_start: pd.Timestamp,
    window_end: pd.Timestamp,
    snapshot: bool,
) -> dict[int, pd.DataFrame]:
    """Return the eleven lists, by number, with the edition's headers and printed values.

    A list shows the events that started in the window, or were still open when it began, and says of them what was
    known on its last day. Sex, ethnicity and disability are those of the ``people`` rows dated by the row's own event.
    Lists 9 to 11 (care leavers, adoption, adopters) have their headers and no rows: no event table holds them.

    Parameters
    ----------
    events
        All events; later ones than ``window_end`` are not shown.
    edition
        One of :data:`helpers.annexa.spec.EDITIONS`. A code that the 2019 edition did not have yet is written all the
        same, as later editions print it.
    window_start, window_end
        First and last day of the window.
    snapshot
        ``True``: a true Annex A, with the latest row of each child alone in lists 6 to 8. ``False``: an extract in
        Annex A's shape, one row per episode.

    Raises
    ------
    SecondLookError
        If a code is none of the format's, or a conference belongs to no enquiry (list 5 has one row per enquiry).
    """
    known = events.as_known_on(window_end)
    specs = list_specs(edition)
    states = _states(known["people"])
    lists: dict[int, pd.DataFrame] = {}
    for table, place in PLACES.items():
        rows = _with_conferences(known) if table == "enquiries" else known[table]
        rows = rows.loc[_concluded(table, rows) >= window_start]
        if snapshot and place.latest_only:
            rows = rows.drop_duplicates("child_id", keep="last")
        if table == "plans":
            # A plan that goes on has no last category yet: the template wants the one it has now.
            current = rows["latest_category"].where(rows["end"].notna(), rows["first_category"])
            rows = rows.assign(latest_category=current)
        rows = _with_attributes(rows.reset_index(drop=True), states)
        extra = computed.columns(place.number, rows, known=known, extract_date=window_end)
        lists[place.number] = _printed(
            rows, place, spec=specs[place.number], extra=extra, edition=edition
        )
    without_rows = {number: _empty(spec) for number, spec in specs.items() if number not in lists}
    return lists | without_rows


def _concluded(table: str, rows: pd.DataFrame) -> pd.Series:
    """Return the day on which nothing more is to come for an event; far off where that day is not known yet."""
    if "end" in TABLES[table]:
        return rows["end"].fillna(FOREVER)
    if table == "referrals":
        return working_days.add(rows["start"], 1)
    if table == "enquiries":
        decided = working_days.add(rows["start"], 15)
        return pd.concat([decided, rows["conference_start"]], axis=1).max(axis=1)
    return rows["start"]


def _with_conferences(known: EventTables) -> pd.DataFrame:
    """Put each conference beside its enquiry: same child, same strategy discussion, in turn."""
    conferences = known["conferences"].rename(
        columns={"start": "conference_start", "enquiry_start": "start"}
    )
    enquiries = known["enquiries"]
    keys = ["child_id", "start"]
    left = enquiries.assign(turn=enquiries.groupby(keys).cumcount())
    right = conferences.assign(turn=conferences.groupby(keys, dropna=False).cumcount())
    joined = left.merge(right, on=[*keys, "turn"], how="left", validate="one_to_one")
    placed = int(joined["conference_start"].notna().sum())
    if placed != len(conferences):
        raise SecondLookError(
            f"{len(conferences) - placed} conferences belong to no enquiry of the same child",
            where="conferences",
            mend="give each the day of its strategy discussion as enquiry_start",
        )
    return joined


def _states(people: pd.DataFrame) -> pd.DataFrame:
    """Return, for each dated row on a person, everything recorded of them by then, sorted by date."""
    attributes = ["birth_date", "sex", "ethnicity", "disability"]
    filled = people.groupby("child_id")[attributes].ffill()
    return people[["child_id", "start"]].join(filled).sort_values("start", kind="stable")


def _with_attributes(rows: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    dated = rows[["child_id", "start"]].reset_index().sort_values("start", kind="stable")
    found = pd.merge_asof(dated, states, on="start", by="child_id").set_index("index")
    return rows.join(found[["birth_date", "sex", "ethnicity", "disability"]])


def _printed(
    rows: pd.DataFrame,
    place: Place,
    *,
    spec: ListSpec,
    extra: dict[str, computed.Cells],
    edition: str,
) -> pd.DataFrame:
    sources = {header: column for column, header in place.columns.items()}
    if place.number == CONFERENCES.number:
        sources |= {CONFERENCES.columns["start"]: "conference_start"}
        sources |= {CONFERENCES.columns["plan_made"]: "plan_made"}
    sources |= {CHILD: "child_id", SEX: "sex", ETHNICITY: "ethnicity", BIRTH_DATE: "birth_date"}
    sources |= {DISABILITY: "disability"}
    frame = pd.DataFrame(index=rows.index)
    for column in spec.columns:
        if column.name in sources:
            frame[column.header] = _cells(rows[sources[column.name]], column, edition)
        else:
            frame[column.header] = extra.get(column.name, pd.NA)
    return frame.astype({column.header: _kind(column) for column in spec.columns})


def _cells(values: pd.Series, column: ColumnSpec, edition: str) -> pd.Series:
    if column.codes is None:
        return values
    if values.dtype == "boolean":
        values = values.astype("string").map({"True": "yes", "False": "no"})
    printed = codes(column.codes, edition)
    values = values.astype("string").fillna(UNRECORDED.get(column.codes, pd.NA))
    for code in values.dropna().unique():
        if code not in printed:
            raise SecondLookError(
                f"'{code}' is no code of Annex A",
                where=column.name,
                mend=nearest_name(code, printed),
            )
    return values.map(printed)


def _kind(column: ColumnSpec) -> str:
    return KINDS[column.kind]


def _empty(spec: ListSpec) -> pd.DataFrame:
    return pd.DataFrame({column.header: pd.Series(dtype=_kind(column)) for column in spec.columns})
