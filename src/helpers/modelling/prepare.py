"""From material to numbers without gaps, learnt on training decisions alone."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from helpers.modelling.bag import BagOfWords
from helpers.modelling.material import Material, Text
from helpers.modelling.topics import StudyText

Indices = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class TextPlan:
    """How notes are read.

    Attributes
    ----------
    kind
        ``none``: not at all. ``study``: flags, few words and topics, as the study's code did. ``words``: a bag of
        words and pairs of words.
    most_words
        Under ``words``: words and pairs that count, for each kind of text.
    few_words, topics
        Under ``study``: words that count and topics over them, for each kind of text.
    seed
        Fixes the beginning of the topics.
    """

    kind: Literal["none", "study", "words"] = "none"
    most_words: int = 300
    few_words: int = 30
    topics: int = 4
    seed: int = 0


class _Reader(Protocol):
    """What was learnt about one kind of text."""

    @property
    def kind(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    def apply(self, text: Text, rows: Indices) -> Matrix: ...


@dataclass(frozen=True, eq=False)
class Preparation:
    """How gaps are filled and words weighted: what was learnt from the training decisions.

    Attributes
    ----------
    kept
        Columns of the structured records that vary among training decisions.
    medians
        The training median of each kept column; it fills the gaps.
    gappy
        Positions among the kept columns that have gaps in training; each gets a column that marks them.
    readers
        What was learnt about each kind of text; empty if no notes are read.
    names
        The name of each prepared column, such as ``structured: contacts_so_far``, ``words current: no concerns``,
        ``flag earlier: housing`` or ``topic current 2``.
    families
        The family of each prepared column, in words: that of the records' column, ``notes: current`` or
        ``notes: earlier``.
    """

    kept: Indices
    medians: Matrix
    gappy: Indices
    readers: tuple[_Reader, ...]
    names: tuple[str, ...]
    families: tuple[str, ...]

    def apply(self, material: Material, rows: Indices) -> Matrix:
        """Return the prepared decisions, shape ``(rows, names)``, float32 without NaN."""
        known = material.structured[rows][:, self.kept]
        gaps = np.isnan(known)
        filled = np.where(gaps, self.medians, known)
        texts = {text.kind: text for text in material.texts}
        read = [reader.apply(texts[reader.kind], rows) for reader in self.readers]
        return np.ascontiguousarray(
            np.hstack([filled, gaps[:, self.gappy].astype(np.float32), *read])
        )


def prepare(material: Material, training: Indices, plan: TextPlan) -> Preparation:
    """Learn how to prepare decisions from the training decisions.

    Columns that say the same of every training decision are dropped. Unlike the study's code, columns with many
    gaps are kept: "never before" is information.
    """
    known = material.structured[training]
    gaps = np.isnan(known)
    lowest = np.where(gaps, np.inf, known).min(axis=0, initial=np.inf)
    highest = np.where(gaps, -np.inf, known).max(axis=0, initial=-np.inf)
    share_missing = gaps.mean(axis=0)
    varies = (highest > lowest) | ((share_missing > 0) & (share_missing < 1))
    kept = np.flatnonzero(varies)
    gappy = np.flatnonzero(share_missing[kept] > 0)
    columns = [list(material.columns.items())[i] for i in [*kept, *kept[gappy]]]
    names = [f"structured: {name}" for name, _ in columns]
    for i in range(len(kept), len(names)):
        names[i] += " (missing)"
    readers = _readers(material, training, plan)
    return Preparation(
        kept=kept,
        medians=np.nanmedian(known[:, kept], axis=0).astype(np.float32),
        gappy=gappy,
        readers=readers,
        names=tuple(names) + tuple(name for reader in readers for name in reader.names),
        families=(
            *(family for _, family in columns),
            *(f"notes: {reader.kind}" for reader in readers for _ in reader.names),
        ),
    )


def _readers(material: Material, training: Indices, plan: TextPlan) -> tuple[_Reader, ...]:
    if plan.kind == "none":
        return ()
    if plan.kind == "study":
        return tuple(
            StudyText.learnt(
                text, training, few_words=plan.few_words, topics=plan.topics, seed=plan.seed
            )
            for text in material.texts
        )
    return tuple(
        BagOfWords.learnt(text, training, followed=material.followed, most=plan.most_words)
        for text in material.texts
    )
