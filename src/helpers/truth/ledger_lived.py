"""Harm among all children, recorded or not, by group and by neighbourhood; and whether two records are the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.synthetic.world import MadeAuthority
from helpers.truth.ledger import EVERYBODY, FIRST, SECOND
from helpers.truth.ledger_marks import harmed_within
from helpers.truth.redraws import Share

Marks = npt.NDArray[np.bool_]
FIFTHS = ("1", "2", "3", "4", "5")
"""Fifths of deprivation, the most deprived first."""
MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Lived:
    """To how many of the children who were there a year before the last day harm came within that year.

    For everybody and by group, and by fifth of deprivation. Harm that only help kept away counts too, so that what is counted depends on
    need alone.
    """

    groups: Mapping[str, Share]
    fifths: Mapping[str, Share]


def lived(made: MadeAuthority) -> Lived:
    """Count the children of an authority."""
    children = made.truth["children"]
    there, harmed = _last_year(made)

    def shares(column: str, names: tuple[str, ...]) -> dict[str, Share]:
        of_child = children[column].astype(str).to_numpy(dtype=object)
        return {name: _share(there & (of_child == name), harmed) for name in names}

    everybody = {EVERYBODY: _share(there, harmed)}
    groups = shares("group", (FIRST, SECOND))
    return Lived(groups=everybody | groups, fifths=shares("deprivation_fifth", FIFTHS))


def digest_of_record(made: MadeAuthority) -> str:
    """Return a hash of everything that is recorded, and of every fact from which notes are written.

    The same for two authorities whose records agree in every row, column and value, in order.
    """
    digest = sha256()
    for name, frame in [*sorted(made.events.items()), ("note facts", made.note_facts)]:
        digest.update(f"{name}: {', '.join(map(str, frame.columns))}".encode())
        digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest()


def _last_year(made: MadeAuthority) -> tuple[Marks, Marks]:
    """Return which children were there a year before the last day, and to which of all harm came since."""
    children = made.truth["children"]
    day = pd.Timestamp(made.place.last, unit="D") - pd.DateOffset(months=MONTHS)
    left = children["left"]
    there = (children["birth_date"] <= day) & (left.isna() | (left > day))
    on = pd.Series(day, index=children.index)
    harm = made.truth["harm"]
    return there.to_numpy(dtype=bool), harmed_within(
        children["child_id"], on, harm=harm, months=MONTHS
    )


def _share(among: Marks, harmed: Marks) -> Share:
    return Share(part=int((among & harmed).sum()), whole=int(among.sum()))
