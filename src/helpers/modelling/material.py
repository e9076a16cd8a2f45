"""What models learn from: one cohort as arrays."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.errors import SecondLookError
from helpers.modelling.words import WordCounts

Indices = npt.NDArray[np.intp]


class CannotLearn(SecondLookError):
    """There are too few decisions, or too few of one kind, to learn or to judge: the model is left out with a reason."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Text:
    """One kind of text of a cohort; the i-th row of everything is about the i-th decision.

    Attributes
    ----------
    kind
        Which: ``current`` or ``earlier``.
    words
        Counts of words and pairs of words.
    flags
        The study's vulnerability flags and their number, shape ``(rows, flags)``.
    flag_names
        What each column of ``flags`` marks.
    """

    kind: str
    words: WordCounts
    flags: npt.NDArray[np.uint8]
    flag_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """One cohort; the i-th entry of everything is about the i-th decision.

    Attributes
    ----------
    structured
        What the records said, shape ``(rows, columns)``, float32, NaN where unknown.
    columns
        The name of each column of ``structured``, in order, and its family in words.
    texts
        The notes, one entry for each kind of text (current, earlier); empty without notes.
    followed
        Whether the outcome followed, shape ``(rows,)``.
    family
        The number of each decision's family, ``0 .. families - 1``, shape ``(rows,)``.
    month
        The month of the decision, ``datetime64[M]``, shape ``(rows,)``.
    """

    structured: npt.NDArray[np.float32]
    columns: Mapping[str, str]
    texts: tuple[Text, ...]
    followed: npt.NDArray[np.bool_]
    family: Indices
    month: npt.NDArray[np.datetime64]

    @property
    def families(self) -> int:
        """How many families the cohort has."""
        return int(self.family.max(initial=-1)) + 1
