"""Recording: what the files say about who a child is, and when they begin to say it.

What a file leaves open or says late is written to the truth, row by row, with its cause.
"""

import pandas as pd

from helpers.synthetic.draws import Draws
from helpers.synthetic.families import Families
from helpers.synthetic.journeys.ending import dates
from helpers.synthetic.settings import Place

WITH_DISABILITY = ("assessments", "enquiries", "needs", "plans", "care")
"""Event tables whose Annex A lists hold disability (lists 4 to 8); the other lists speak of the child without it."""
WITHOUT_DISABILITY = ("contacts", "early_help", "referrals")


def people(
    place: Place, families: Families, draws: Draws, tables: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows about people, one for each change, and the log of what they leave open at first.

    Ethnicity is first recorded as not yet obtained for some, and disability as unknown, until the next event of the
    child that could hold it. Disability is missing until a list that holds it first speaks of the child.
    """
    seen = _occasions(tables)
    child = seen["child"].to_numpy()
    late_ethnicity = draws.uniform("ethnicity late", child) < place.dials["ethnicity_late"]
    late_disability = draws.uniform("disability late", child) < place.dials["disability_late"]
    earlier = seen.groupby("child").cumcount().to_numpy()
    told = seen["holds_disability"].groupby(seen["child"]).cumsum().to_numpy()
    rows = pd.DataFrame(
        {
            "child": child,
            "start": seen["start"],
            "birth_date": dates(pd.Series(families.birth[child])),
            "sex": families.sex[child],
            "ethnicity": pd.Series(families.ethnicity[child]).mask(
                late_ethnicity & (earlier == 0), "NOBT"
            ),
            "disability": pd.array(families.disabled[child], dtype="boolean"),
        }
    )
    rows["disability"] = rows["disability"].mask((told == 0) | (late_disability & (told == 1)))
    log = _log(rows, late_ethnicity & (earlier == 0), late_disability & (told == 1), families)
    return _changes(rows), log


def _occasions(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return each day on which some list speaks of a child, and whether one of them holds disability."""
    parts = []
    for table in WITH_DISABILITY + WITHOUT_DISABILITY:
        part = tables[table][["child", "start"]]
        parts.append(part.assign(holds_disability=table in WITH_DISABILITY))
    days = pd.concat(parts, ignore_index=True).groupby(["child", "start"])
    return days["holds_disability"].max().reset_index()


def _changes(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep a child's first row and those that say something else than the row before."""
    said = rows["ethnicity"] + "|" + rows["disability"].astype("string").fillna("")
    same_child = rows["child"] == rows["child"].shift()
    return rows[~(same_child & (said == said.shift()))].reset_index(drop=True)


def _log(
    rows: pd.DataFrame, ethnicity: pd.Series, disability: pd.Series, families: Families
) -> pd.DataFrame:
    parts = []
    for column, late, true in (
        ("ethnicity", ethnicity, families.ethnicity.astype(str)),
        ("disability", disability, families.disabled.astype(str)),
    ):
        part = rows.loc[late, ["child", "start"]]
        parts.append(
            part.assign(
                column=column, true_value=true[part["child"]], cause="recorded late, by chance"
            )
        )
    return pd.concat(parts, ignore_index=True)
