"""The case notes that could be read on the day of each decision."""

import numpy as np
import pandas as pd

from helpers.cohort import Cohort
from helpers.events import EventTables
from helpers.outcomes.declaration import Outcome
from helpers.outcomes.pairing import Mask, Pairs, days, pairs

_HEADER = r"(?m)^[ \t]*SYNTHETIC NOTE[^\n]*\n?"
_BETWEEN = "\n\n"


def documents(events: EventTables, cohort: Cohort, outcome: Outcome) -> pd.DataFrame:
    """Return the texts that could be read about each decision.

    Parameters
    ----------
    events
        Event tables of one authority.
    cohort
        The cohort of ``outcome``.
    outcome
        The declared outcome, which names the kinds of note that may be read.

    Returns
    -------
    One row per decision with the cohort's index and two text columns. ``current`` joins the notes about the matter
    in hand: dated from its beginning (or the few days before that the outcome allows) to the day of the decision.
    ``earlier`` joins all others dated before the day: another note of the same day is most often about what the
    decision set off. Empty where there is none. The line that marks made-up notes is
    no information and is taken out.
    """
    frame = cohort.decisions
    allowed = outcome.documents
    notes = events["notes"]
    kinds = [*allowed.current, *allowed.earlier]
    notes = notes[notes["document"].isin(kinds) & notes["text"].notna()].reset_index(drop=True)
    found = pairs(frame["child_id"], notes)
    date, day = days(notes["start"])[found.row], days(frame["day"])[found.decision]
    began = days(frame["began"])[found.decision] - allowed.days_before
    current = (date <= day) & (date >= began) & _of_kind(notes, allowed.current)[found.row]
    earlier = (date < day) & ~current & _of_kind(notes, allowed.earlier)[found.row]
    texts = notes["text"].str.replace(_HEADER, "", regex=True).str.strip().to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "current": _joined(texts, found.only(current)),
            "earlier": _joined(texts, found.only(earlier)),
        },
        index=frame.index,
        dtype="string",
    )


def _of_kind(notes: pd.DataFrame, kinds: tuple[str, ...]) -> Mask:
    return notes["document"].isin(list(kinds)).to_numpy(dtype=bool)


def _joined(texts: np.ndarray, found: Pairs) -> list[str]:
    """Join the texts of each decision in the order of their dates."""
    edges = np.searchsorted(found.decision, np.arange(found.decisions + 1))
    chosen = texts[found.row].tolist()
    return [
        _BETWEEN.join(chosen[first:last])
        for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    ]
