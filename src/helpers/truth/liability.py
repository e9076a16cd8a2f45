"""How good a model can be when an outcome follows from a hidden liability of which it knows a share, and from nothing else.

A liability is a standard normal number, and the outcome follows where it passes a threshold. The model knows a share of its
variance, *explained*, and ranks by it; the rest is chance. Average precision, the area under the ROC curve, and mistakes at
any line then depend on two numbers alone: how often the outcome follows, and how much is explained. This is the liability
threshold model of genetics, as in Wray, Yang, Goddard and Visscher (2010), *The Genetic Interpretation of Area under the ROC
Curve in Genomic Profiling*, PLoS Genetics 6(2): e1000864; the same algebra gives average precision.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import cumulative_simpson, simpson
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from helpers.errors import SecondLookError
from helpers.presenting.bar_source import Flags

FURTHEST, STEPS = 8.0, 4001
"""Standard deviations to which scores are followed, and steps between its two ends."""
MOST = 0.9999
"""The largest share explained that is tried: beyond it scores jump within one step."""
Measure = Literal["average_precision", "roc_auc"]

_FROM_THE_TOP = np.linspace(-FURTHEST, FURTHEST, STEPS)
"""Scores with their sign turned, so that the highest stands first."""
_DENSITY = np.exp(-(_FROM_THE_TOP**2) / 2) / math.sqrt(2 * math.pi)


@dataclass(frozen=True, kw_only=True)
class Liability:
    """One outcome and one model of it.

    Attributes
    ----------
    prevalence
        The share for whom the outcome follows; between 0 and 1, both excluded.
    explained
        The share of the liability's variance that the model knows; from 0 up to, not with, 1.

    Raises
    ------
    SecondLookError
        If one of them lies outside its range.
    """

    prevalence: float
    explained: float

    def __post_init__(self) -> None:
        if not 0 < self.prevalence < 1:
            raise SecondLookError(
                f"a prevalence of {self.prevalence:g} is impossible",
                where="the liability model",
                mend="give a share between 0 and 1",
            )
        if not 0 <= self.explained < 1:
            raise SecondLookError(
                f"an explained share of {self.explained:g} is impossible",
                where="the liability model",
                mend="give a share from 0 up to, but not with, 1",
            )

    @cached_property
    def flagged(self) -> NDArray[np.float64]:
        """The share of all children from the highest score down to each score, rising from nearly 0 to nearly 1."""
        return np.asarray(ndtr(_FROM_THE_TOP))

    @cached_property
    def recall(self) -> NDArray[np.float64]:
        """Of those for whom the outcome follows, the share found by flagging down to each score."""
        return _so_far(self._followed) / self.prevalence

    @cached_property
    def precision(self) -> NDArray[np.float64]:
        """Of those flagged down to each score, the share for whom the outcome follows."""
        below_the_first = self.recall[1:] * self.prevalence / self.flagged[1:]
        return np.insert(below_the_first, 0, self._chance[0])

    @cached_property
    def average_precision(self) -> float:
        """Precision at the score of each child for whom the outcome follows, averaged over them."""
        return _whole(self.precision * self._followed) / self.prevalence

    @cached_property
    def roc_auc(self) -> float:
        """How often a child for whom the outcome follows stands above one for whom it does not."""
        others_above = _so_far(_DENSITY - self._followed) / (1 - self.prevalence)
        return 1 - _whole(others_above * self._followed) / self.prevalence

    def where_flagged(self, share: float) -> Flags:
        """Return what flagging this share of all children comes to."""
        return Flags(
            flagged=share,
            precision=float(np.interp(share, self.flagged, self.precision)),
            recall=float(np.interp(share, self.flagged, self.recall)),
        )

    def where_found(self, recall: float) -> Flags:
        """Return what it takes to find this share of those for whom the outcome follows."""
        return self.where_flagged(float(np.interp(recall, self.recall, self.flagged)))

    @cached_property
    def _chance(self) -> NDArray[np.float64]:
        """The chance of the outcome at each score."""
        known = math.sqrt(self.explained) * -_FROM_THE_TOP
        beyond = known + float(ndtri(self.prevalence))
        return np.asarray(ndtr(beyond / math.sqrt(1 - self.explained)))

    @cached_property
    def _followed(self) -> NDArray[np.float64]:
        return _DENSITY * self._chance


def explained_for(measure: Measure, value: float, *, prevalence: float) -> float:
    """Return the share that has to be explained so that a measure comes to a value, where an outcome is so frequent.

    Raises
    ------
    SecondLookError
        If no share comes to it: below what guessing reaches, or beyond what can be computed.
    """

    def beyond(explained: float) -> float:
        reached: float = getattr(Liability(prevalence=prevalence, explained=explained), measure)
        return reached - value

    if beyond(0) > 0 or beyond(MOST) < 0:
        raise SecondLookError(
            f"no share explained brings {measure} to {value:g} where the prevalence is {prevalence:g}",
            where="the liability model",
            mend="give a value above guessing and below 1",
        )
    return float(brentq(beyond, 0, MOST, xtol=1e-6))


def _so_far(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the integral from the highest score down to each."""
    return np.asarray(cumulative_simpson(values, x=_FROM_THE_TOP, initial=0))


def _whole(values: NDArray[np.float64]) -> float:
    return float(simpson(values, x=_FROM_THE_TOP))
