"""The facts a note is written from, checked once and held as arrays."""

import zlib
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import SecondLookError, nearest_name
from helpers.events import DOCUMENTS
from helpers.synthetic import chance
from helpers.synthetic.notes.domains import CONCERNS, HIGHEST_LEVEL, STRENGTHS

LEVELS = tuple(f"level_{domain}" for domain in (*CONCERNS, *STRENGTHS))
EARLIER = tuple(f"earlier_{domain}" for domain in CONCERNS)
COLUMNS = (
    "child_id",
    "family",
    "start",
    "document",
    "author",
    "team",
    "sex",
    "age_years",
    "source",
    "brothers_and_sisters",
    "first_in_history",
    *LEVELS,
    *EARLIER,
)
"""Columns of the facts that a note may depend on; all others (ethnicity, say) are never read."""

AGE_GROUPS = {"unborn": -1.0, "baby": 0.0, "little": 2.0, "primary": 5.0, "older": 11.0}
"""Ages that change how a note speaks: name and first age in years."""

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Facts:
    """Facts of many notes, ordered by child and day, one array entry for each note.

    ``row`` is the note's row in the frame it came from; ``child``, ``family`` and ``team`` are keys made from names;
    ``nth`` counts the notes of one child, day and document; ``levels`` and ``earlier`` are of shape (note, domain).
    """

    seed: int
    row: Integers
    child: Integers
    family: Integers
    day: Integers
    document: Integers
    nth: Integers
    author: Integers
    team: Integers
    age_group: Integers
    age_years: npt.NDArray[np.float64]
    sex: npt.NDArray[np.object_]
    source: npt.NDArray[np.object_]
    brothers_and_sisters: Integers
    first_in_history: npt.NDArray[np.bool_]
    levels: npt.NDArray[np.int8]
    earlier: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.row)

    def block(self, first: int, size: int) -> "Facts":
        """Return ``size`` notes from the ``first`` on."""
        kept = slice(first, first + size)
        arrays = {
            field.name: getattr(self, field.name)[kept]
            for field in fields(self)
            if field.name != "seed"
        }
        return Facts(seed=self.seed, **arrays)

    def draw(self, purpose: str, count: int) -> npt.NDArray[np.float64]:
        """Return ``count`` uniform draws for each note, keyed by child, day, document and n-th that day."""
        keys = (part[:, None] for part in (self.child, self.day, self.document_key, self.nth))
        return chance.uniform(self.seed, "note", *keys, purpose, np.arange(count)[None, :])

    @property
    def document_key(self) -> Integers:
        """Return a key for each note's document that does not move when documents are added."""
        return np.array([zlib.crc32(name.encode()) for name in DOCUMENTS])[self.document]


def from_frame(frame: pd.DataFrame, *, seed: int) -> Facts:
    """Check the facts and return them as arrays ordered by child and day.

    Raises
    ------
    SecondLookError
        If a column is missing, a document unknown, a date missing, or a level outside 0 to 3.
    """
    _check(frame)
    identity = frame["child_id"].astype("string")
    start = frame["start"].astype("datetime64[s]")
    keys = pd.DataFrame({"child": identity.to_numpy(), "start": start.to_numpy()})
    order = keys.sort_values(["child", "start"], kind="stable").index.to_numpy()
    ordered = frame.iloc[order]
    documents = {name: place for place, name in enumerate(DOCUMENTS)}
    document: Integers = ordered["document"].map(documents).to_numpy().astype(np.int64)
    child = _text_keys(identity.iloc[order])
    day = start.iloc[order].to_numpy().astype("datetime64[D]").astype(np.int64)
    same = pd.DataFrame({"child": child, "day": day, "document": document})
    nth: Integers = (
        same.groupby(["child", "day", "document"]).cumcount().to_numpy().astype(np.int64)
    )
    age = ordered["age_years"].to_numpy(dtype=np.float64)
    levels = ordered[list(LEVELS)].to_numpy(dtype=np.int8)
    earlier = np.zeros_like(levels)
    earlier[:, : len(EARLIER)] = ordered[list(EARLIER)].to_numpy(dtype=np.int8)
    return Facts(
        seed=seed,
        row=order.astype(np.int64),
        child=child,
        family=_text_keys(ordered["family"].astype("string")),
        day=day,
        document=document,
        nth=nth,
        author=ordered["author"].to_numpy(dtype=np.int64),
        team=_text_keys(ordered["team"].astype("string").fillna("")),
        age_group=np.searchsorted(list(AGE_GROUPS.values())[1:], age, side="right").astype(
            np.int64
        ),
        age_years=age,
        sex=ordered["sex"].astype("string").fillna("not stated").to_numpy(dtype=object),
        source=ordered["source"].astype("string").fillna("").to_numpy(dtype=object),
        brothers_and_sisters=ordered["brothers_and_sisters"].to_numpy(dtype=np.int64),
        first_in_history=ordered["first_in_history"].to_numpy(dtype=np.bool_),
        levels=levels,
        earlier=earlier,
    )


def _text_keys(texts: pd.Series) -> Integers:
    place, unique = pd.factorize(texts)
    keys: Integers = np.array([zlib.crc32(text.encode("utf-8")) for text in unique], dtype=np.int64)
    return keys[place]


def _check(frame: pd.DataFrame) -> None:
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise SecondLookError(f"the columns {', '.join(missing)} are missing", where="note facts")
    unknown = sorted(set(frame["document"].dropna()) - set(DOCUMENTS))
    if unknown or frame["document"].isna().any():
        name = str(unknown[0]) if unknown else "(blank)"
        raise SecondLookError(
            f"'{name}' is not a kind of case note",
            where="note facts, column document",
            mend=nearest_name(name, DOCUMENTS),
        )
    for column in ("child_id", "family", "start", "author", "age_years"):
        if frame[column].isna().any():
            raise SecondLookError("a value is missing", where=f"note facts, column {column}")
    for column in (*LEVELS, *EARLIER):
        if not frame[column].between(0, HIGHEST_LEVEL).all():
            raise SecondLookError(
                f"a level lies outside 0 to {HIGHEST_LEVEL}", where=f"note facts, column {column}"
            )
