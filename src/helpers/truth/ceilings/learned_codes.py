"""What a reader who misreads nothing takes from the notes that could be read on the day of each decision.

No note is put into words. In place of its text stands what it was drawn to say of each subject, behind the day of the note:
so it passes the same door as any other note, which tells which notes could be read that day. A note that says again what an
earlier one said counts with what it was drawn to say itself.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.cohort import Cohort
from helpers.events import EventTables
from helpers.features.text import documents
from helpers.outcomes.declaration import Outcome
from helpers.outcomes.pairing import Days, days
from helpers.synthetic.notes.domains import CONCERNS, DOMAINS
from helpers.synthetic.notes.emission import POLARITY, PRESENT, TELLINGS, evidence
from helpers.synthetic.notes.facts import from_frame
from helpers.synthetic.notes.scribe import ages_spoken_of, habit_and_breadth
from helpers.synthetic.notes.styles import styles

Columns = dict[str, npt.NDArray[np.float64]]
Digits = npt.NDArray[np.uint8]

KINDS = ("current", "earlier")
"""Notes about the matter in hand, and all others, as :func:`helpers.features.text.documents` parts them."""
WEIGHTS = {
    "silent": 0.0,
    "mild": 2.0,
    "marked": 3.0,
    "negated": -1.0,
    "hedged": 1.0,
    "historic": 0.5,
}
"""In which order tellings stand, from *there is none* to *much*."""
_WEIGHT = np.array([WEIGHTS[name] for name in TELLINGS])
_IS_PRESENT = np.array(POLARITY) == PRESENT
_OF_DAY = 5
"""Digits of the day of a note, counted from 1970."""
_WIDTH = _OF_DAY + len(DOMAINS)
_GAP = 2
"""Characters that part one note from the next."""
_ZERO = ord("0")
_DAYS_A_MONTH = 365.25 / 12
_CONCERN = np.array([domain in CONCERNS for domain in DOMAINS])


def spelled(facts: pd.DataFrame, *, dial: float, seed: int) -> pd.DataFrame:
    """Return notes whose text is the day and a digit for what is said of each subject.

    Parameters
    ----------
    facts, dial, seed
        As for :func:`helpers.synthetic.notes.writer.write`, which draws the same.

    Returns
    -------
    pandas.DataFrame
        ``child_id``, ``start``, ``document``, ``text``: one row for each row of the facts, in their order. A digit is a
        place in :data:`helpers.synthetic.notes.emission.TELLINGS`.
    """
    known = from_frame(facts, seed=seed)
    habit, breadth = habit_and_breadth(known, styles(known.author, seed=seed))
    told = evidence(
        known, dial=dial, negation=habit, breadth=breadth, may_speak=ages_spoken_of(known)
    )
    place = 10 ** np.arange(_OF_DAY)[::-1]
    digits = np.empty((len(known), _WIDTH), dtype=np.uint8)
    digits[known.row, :_OF_DAY] = known.day[:, None] // place % 10
    digits[known.row, _OF_DAY:] = told
    words = (digits + _ZERO).view(f"S{_WIDTH}").ravel().astype(f"U{_WIDTH}")
    notes = facts[["child_id", "start", "document"]].reset_index(drop=True)
    return notes.assign(text=pd.Series(words, dtype="string"))


def note_codes(notes: pd.DataFrame, cohort: Cohort, outcome: Outcome) -> pd.DataFrame:
    """Return what notes of :func:`spelled` told by the day of each decision.

    Parameters
    ----------
    notes
        Under the ids in use on their days.
    cohort, outcome
        The decisions, and which notes may be read.

    Returns
    -------
    float32, one row per decision with the cohort's index: for each kind of notes how many there are, months since the last,
    and for each subject what was said last and at most, by :data:`WEIGHTS`, and how often it was there; and sums of these
    over the concerns and over the strengths. 0 where nothing was said.
    """
    texts = documents(EventTables({"notes": notes}), cohort, outcome)
    day = days(cohort.decisions["day"])
    columns: Columns = {}
    for kind in KINDS:
        columns |= {
            f"notes_{kind}_{name}": values
            for name, values in _columns(_Read.of(texts[kind].tolist()), day).items()
        }
    return pd.DataFrame(columns, index=cohort.decisions.index).astype(np.float32)


@dataclass(frozen=True)
class _Read:
    """Notes decision by decision, each decision's by their days: how many each has; their days; and what they say."""

    number: npt.NDArray[np.int64]
    day: Days
    told: Digits

    @classmethod
    def of(cls, texts: list[str]) -> "_Read":
        """Read all codes at once, each of the same width, out of the texts of all decisions put end to end."""
        length = np.array([len(text) for text in texts], dtype=np.int64)
        number = np.where(length > 0, (length + _GAP) // (_WIDTH + _GAP), 0)
        written = "".join(text + " " * _GAP for text in texts if text)
        letters = np.frombuffer(written.encode("ascii"), dtype=np.uint8)
        digits = letters.reshape(-1, _WIDTH + _GAP)[:, :_WIDTH] - np.uint8(_ZERO)
        place = 10 ** np.arange(_OF_DAY)[::-1]
        return cls(number, digits[:, :_OF_DAY].astype(np.int64) @ place, digits[:, _OF_DAY:])


def _columns(read: _Read, day: Days) -> Columns:
    some = read.number > 0
    end = np.cumsum(read.number)
    first = (end - read.number)[some]
    since = np.full(len(day), np.nan)
    since[some] = (day[some] - read.day[end[some] - 1]) / _DAYS_A_MONTH
    by_subject = {
        name: np.zeros((len(day), len(DOMAINS))) for name in ("latest", "highest", "present")
    }
    if len(first):
        by_subject["latest"][some] = _latest(read.told, first)
        by_subject["highest"][some] = _highest(read.told, first)
        by_subject["present"][some] = np.add.reduceat(_IS_PRESENT[read.told].astype(float), first)
    columns: Columns = {"number": read.number.astype(np.float64), "months_since_last": since}
    for name, values in by_subject.items():
        columns |= {f"{name}_{domain}": values[:, i] for i, domain in enumerate(DOMAINS)}
        columns[f"{name}_concerns"] = values[:, _CONCERN].sum(axis=1)
        columns[f"{name}_strengths"] = values[:, ~_CONCERN].sum(axis=1)
    return columns


def _latest(told: Digits, first: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return what was said last of each subject, 0 where it never was."""
    row = np.where(told > 0, np.arange(len(told))[:, None], -1)
    last = np.maximum.reduceat(row, first)
    said = _WEIGHT[told[np.maximum(last, 0), np.arange(len(DOMAINS))]]
    return np.where(last >= 0, said, 0.0)


def _highest(told: Digits, first: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the most that was said of each subject, 0 where nothing was."""
    said = np.where(told > 0, _WEIGHT[told], _WEIGHT.min())
    most = np.maximum.reduceat(said, first)
    ever = np.logical_or.reduceat(told > 0, first)
    return np.where(ever, most, 0.0)
