"""Being looked after: legal status, placement, and how care ends."""

import numpy as np

from helpers.synthetic.draws import Flags, Floats, pick
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.phases import Next, Phase
from helpers.synthetic.journeys.town import Batch, Town

PLACEMENTS = {"U6": 44, "U3": 17, "U4": 8, "P1": 7, "K2": 12, "H5": 5, "R3": 3, "Z1": 4}
"""Kinds of placement and their shares (after the national figures of 2020: foster carers 72%, homes 13%, parents 7%)."""
HOME_SUPPORTED = 0.75
"""Share of children who return home and go on being supported."""
_YEAR = 365.25


def be_looked_after(town: Town, batch: Batch) -> Next:
    """Keep children looked after until they return home, are adopted, or leave otherwise."""
    draws = town.draws
    end = batch.day + town.lasting("care_days", batch)
    age = (end - town.families.birth[batch.child]) / _YEAR
    by_order = draws.uniform("legal status", batch.family, batch.day) < 0.42
    order_made = (
        batch.day
        + 180
        + (draws.uniform("care order", batch.family, batch.day) * 120).astype(np.int64)
    )
    stays = (end > order_made) & (
        by_order | (draws.uniform("order", batch.family, batch.day) < 0.45)
    )
    reason = _reasons(draws.uniform("care ends", batch.child, batch.day), age, long=stays)
    placement = pick(
        np.array(list(PLACEMENTS.values()), dtype=np.float64),
        draws.uniform("placement", batch.child, batch.day),
    )
    town.journal.write(
        "care",
        child=batch.child,
        start=batch.day,
        end=end,
        need=_category(town.primary_need(batch)),
        legal_status=np.where(by_order, "C1", "V2"),
        later_status="C2",
        later_status_start=np.where(stays, order_made, NEVER),
        placement_type=np.array(list(PLACEMENTS))[placement],
        placement_start=batch.day,
        reason_ended=reason,
    )
    town.write_to_file("care", batch.child)
    following = Next.closing(end, "RC7")
    following.reason[np.isin(reason, ("E11", "E12"))] = "RC1"
    following.reason[np.isin(reason, ("E45", "E46"))] = "RC4"
    following.reason[reason == "E41"] = "RC3"
    home = np.isin(reason, ("E4A", "E4B"))
    supported = draws.uniform("support at home", batch.family, batch.day) < HOME_SUPPORTED
    following.go_on(home & supported, Phase.SUPPORT, end)
    return following


def _reasons(uniform: Floats, age: Floats, *, long: Flags) -> np.ndarray:
    """Return why care ends: young children under an order may be adopted, others mostly go home or to kin."""
    codes = np.array(["E4A", "E4B", "E45", "E46", "E12", "E11", "E41", "E8"])
    short_shares = np.array([62, 14, 7, 1, 0, 0, 4, 12], dtype=np.float64)
    order_shares = np.array([30, 5, 30, 5, 0, 0, 8, 22], dtype=np.float64)
    young_shares = np.array([18, 3, 28, 5, 30, 5, 4, 7], dtype=np.float64)
    shares = np.where(
        long[:, None],
        np.where((age < 6)[:, None], young_shares, order_shares),
        short_shares,
    )
    return codes[pick(shares, uniform)]


def _category(need: np.ndarray) -> np.ndarray:
    """Return the category of need of a looked-after child; it has no 'not stated'."""
    return np.where(need == "N0", "N1", need)
