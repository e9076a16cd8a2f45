"""What only the generator can know about the children of one block, as tables."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from helpers.synthetic.families import LEFT_BECAUSE, Families
from helpers.synthetic.futures import futures
from helpers.synthetic.journeys.contacts import Candidates
from helpers.synthetic.journeys.ending import dates
from helpers.synthetic.journeys.harm import true_harm
from helpers.synthetic.journeys.town import Town
from helpers.synthetic.notes.domains import CONCERNS
from helpers.synthetic.strings import named


def truth_tables(
    town: Town,
    candidates: Candidates,
    *,
    lives: Mapping[str, pd.DataFrame],
    tables: Mapping[str, pd.DataFrame],
) -> dict[str, pd.DataFrame]:
    """Return the tables ``children``, ``need``, ``harm``, ``futures``, ``help`` and ``contacts``.

    Parameters
    ----------
    candidates
        Contacts that could happen, as :func:`helpers.synthetic.journeys.contacts.live` returns them.
    lives
        Whole lives, as :func:`helpers.synthetic.journeys.ending.whole_lives` returns them.
    tables
        What happened within the period of the records.
    """
    families = town.families
    harm = true_harm(town, lives["help"])
    both = futures(town, candidates, lives)
    given = lives["help"].sort_values(["child", "start"], kind="stable")
    contacts = tables["contacts"]
    about = named(CONCERNS, contacts["domain"].to_numpy(np.int64))
    return {
        "children": _children(families),
        "need": _need(town),
        "harm": with_ids(families, harm.assign(day=dates(harm["day"]))),
        "futures": with_ids(families, both.assign(start=dates(both["start"]))),
        "help": with_ids(
            families, given.assign(start=dates(given["start"]), end=dates(given["end"]))
        ),
        "contacts": with_ids(families, contacts[["child", "start"]].assign(concern=about)),
    }


def with_ids(families: Families, frame: pd.DataFrame) -> pd.DataFrame:
    """Replace the index of each child by its id."""
    child = frame["child"].to_numpy(dtype=np.int64)
    known = frame.drop(columns="child").reset_index(drop=True)
    known.insert(0, "child_id", pd.Series(families.child_ids[child]))
    return known


def _children(families: Families) -> pd.DataFrame:
    family = families.family
    return pd.DataFrame(
        {
            "child_id": families.child_ids,
            "family_id": families.family_ids[family],
            "birth_date": dates(pd.Series(families.birth)),
            "sex": families.sex,
            "ethnicity": families.ethnicity,
            "disabled": families.disabled,
            "deprivation_fifth": families.deprivation_fifth[family],
            "group": families.group[family],
            "left": dates(pd.Series(families.left)),
            "left_because": named(LEFT_BECAUSE, families.left_because),
        }
    )


def _need(town: Town) -> pd.DataFrame:
    """Return need child by child and year by year, while the child is there; years are the family's own."""
    need = town.need
    child, year = np.nonzero(need.there.T)
    begins = np.ceil(need.begins(np.arange(len(need.need)))).astype(np.int64)
    true = town.true_need.need[year, child].astype(np.float64)
    return pd.DataFrame(
        {
            "child_id": town.families.child_ids[child],
            "year": year,
            "from_day": dates(pd.Series(begins[year, town.families.family[child]])),
            "need": np.round(true, 6),
            "need_as_seen": np.round(need.need[year, child].astype(np.float64), 6),
        }
    )
