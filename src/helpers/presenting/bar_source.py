"""What presenting asks of the arithmetic behind the study's mark: plain values, all of them shares from 0 to 1."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Flags:
    """What one line for a flag comes to.

    Attributes
    ----------
    flagged
        The share of all children who are flagged.
    precision
        Of those flagged, the share for whom the outcome follows.
    recall
        Of those for whom the outcome follows, the share flagged.
    """

    flagged: float
    precision: float
    recall: float


@dataclass(frozen=True, kw_only=True)
class AtTheMark:
    """A model that just reaches the study's mark, for an outcome of one frequency.

    Attributes
    ----------
    prevalence
        How often the outcome follows.
    explained
        The share of what decides about it that the model has to know.
    roc_auc
        The area under the curve that goes with it.
    as_many
        What its flags come to where as many are flagged as the outcome follows for.
    """

    prevalence: float
    explained: float
    roc_auc: float
    as_many: Flags


@dataclass(frozen=True, kw_only=True)
class OfOneArea:
    """A model of a given area under the curve, for an outcome of one frequency.

    Attributes
    ----------
    prevalence, roc_auc
        How often the outcome follows, and the area.
    average_precision
        What that comes to.
    curve
        Recall and precision at many lines, from the strictest to the widest.
    top_tenth, one_in_five
        What flags come to where the tenth with the highest scores is flagged, and where one in five is found of those for whom
        the outcome follows.
    """

    prevalence: float
    roc_auc: float
    average_precision: float
    curve: tuple[tuple[float, float], ...]
    top_tenth: Flags
    one_in_five: Flags


@dataclass(frozen=True, kw_only=True)
class Bar:
    """What the study's mark asks of a model.

    Attributes
    ----------
    mark
        The mark, an average precision.
    prevalences, curves
        Frequencies of an outcome; and for each share of what decides that a model may know, its average precision at each.
    at_the_mark
        Models that just reach the mark, for outcomes of several frequencies.
    of_one_area
        Models with one area under the curve, for outcomes of several frequencies.
    explained
        For each asked pair of a frequency and an average precision, the share that a model has to know to come to it.
    """

    mark: float
    prevalences: tuple[float, ...]
    curves: Mapping[float, tuple[float, ...]]
    at_the_mark: tuple[AtTheMark, ...]
    of_one_area: tuple[OfOneArea, ...]
    explained: Mapping[tuple[float, float], float]
