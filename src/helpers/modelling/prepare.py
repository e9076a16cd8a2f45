"""From material to numbers without gaps, learnt on training decisions alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.modelling.material import Material
from helpers.modelling.words import WordWeights, learn_word_weights

Indices = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float32]


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
    words
        Weights for each kind of text.
    """

    kept: Indices
    medians: Matrix
    gappy: Indices
    words: tuple[WordWeights, ...]

    def apply(self, material: Material, rows: Indices) -> Matrix:
        """Return the prepared decisions, shape ``(rows, columns)``, float32 without NaN."""
        known = material.structured[rows][:, self.kept]
        gaps = np.isnan(known)
        filled = np.where(gaps, self.medians, known)
        texts = [
            weights.apply(words, rows)
            for weights, words in zip(self.words, material.words, strict=True)
        ]
        return np.ascontiguousarray(
            np.hstack([filled, gaps[:, self.gappy].astype(np.float32), *texts])
        )


def prepare(material: Material, training: Indices, most_words: int) -> Preparation:
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
    return Preparation(
        kept=kept,
        medians=np.nanmedian(known[:, kept], axis=0).astype(np.float32),
        gappy=np.flatnonzero(share_missing[kept] > 0),
        words=tuple(learn_word_weights(words, training, most_words) for words in material.words),
    )
