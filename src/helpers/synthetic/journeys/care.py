"""Being looked after: legal status, placement, and how care ends."""

import numpy as np

from helpers.synthetic.draws import Flags, Floats, Integers, pick, pick_by
from helpers.synthetic.families import NEVER
from helpers.synthetic.journeys.phases import REASONS, Next, Phase
from helpers.synthetic.journeys.town import Batch, Town

PLACEMENTS = {"U6": 44, "U3": 17, "U4": 8, "P1": 7, "K2": 12, "H5": 5, "R3": 3, "Z1": 4}
"""Kinds of placement and their shares (after the national figures of 2020: foster carers 72%, homes 13%, parents 7%)."""
STATUSES = ("C1", "C2", "V2", "V4")
"""Legal statuses: interim and full care order, agreed with parents, short breaks."""
HOME_SUPPORTED = 0.75
"""Share of children who return home and go on being supported."""
BY_ORDER, ORDER_LATER = 0.42, 0.45
"""Shares of children who come into care by an order, and of the others who are under one later."""
ENDINGS = ("E4A", "E4B", "E45", "E46", "E12", "E11", "E41", "E8", "E5", "E3", "E2")
"""Why care ends. The last three are for a child who leaves the records: 18th birthday, moved, died."""
SHARES = np.array(
    [
        [62, 14, 7, 1, 0, 0, 4, 12],  # not under an order: most go home
        [30, 5, 30, 5, 0, 0, 8, 22],  # under an order
        [18, 3, 28, 5, 30, 5, 4, 7],  # under an order and young: some are adopted
    ],
    dtype=np.float64,
)
"""Shares of :data:`ENDINGS` but for the last three."""
_CASE_CLOSES = {"E11": "RC1", "E12": "RC1", "E45": "RC4", "E46": "RC4", "E41": "RC3"}
"""Why the case closes when care ends; "RC7" for all others."""
_CHANCES = ("legal status", "care order", "order", "support at home")
_OWN_CHANCES = ("care ends", "placement")
_YEAR = 365.25


def be_looked_after(town: Town, batch: Batch) -> Next:
    """Keep children looked after until they return home, are adopted, or leave otherwise."""
    status, made, later, home = town.draws.uniforms(_CHANCES, batch.family, batch.day)
    ending, place = town.draws.uniforms(_OWN_CHANCES, batch.child, batch.day)
    end = batch.day + town.lasting("care_days", batch)
    by_order = status < BY_ORDER
    order_made = batch.day + 180 + (made * 120).astype(np.int64)
    stays = (end > order_made) & (by_order | (later < ORDER_LATER))
    reason = _reasons(ending, (end - town.families.birth[batch.child]) / _YEAR, long=stays)
    town.journal.write(
        "care",
        child=batch.child,
        start=batch.day,
        end=end,
        need=_category(town, batch),
        legal_status=np.where(by_order, STATUSES.index("C1"), STATUSES.index("V2")),
        later_status=STATUSES.index("C2"),
        later_status_start=np.where(stays, order_made, NEVER),
        placement_type=pick(np.array(list(PLACEMENTS.values()), dtype=np.float64), place),
        placement_start=batch.day,
        reason_ended=reason,
    )
    town.write_to_file("care", batch.child)
    closes = [REASONS.index(_CASE_CLOSES.get(code, "RC7")) for code in ENDINGS]
    following = Next.closing(end, "RC7")
    following.reason[:] = np.array(closes)[reason]
    goes_home = (reason == ENDINGS.index("E4A")) | (reason == ENDINGS.index("E4B"))
    following.go_on(goes_home & (home < HOME_SUPPORTED), Phase.SUPPORT, end)
    return following


def _reasons(uniform: Floats, age: Floats, *, long: Flags) -> Integers:
    """Return why care ends: young children under an order may be adopted, others mostly go home or to kin."""
    return pick_by(SHARES, np.where(long, np.where(age < 6, 2, 1), 0), uniform)


def _category(town: Town, batch: Batch) -> Integers:
    """Return the category of need of a looked-after child; it has no 'not stated'."""
    codes, need = town.facts.codes["primary_need"], town.primary_need(batch)
    return np.where(need == codes.index("N0"), codes.index("N1"), need)
