"""How many decisions a model needs to learn from, and how many it needs to be checked on (Riley et al.).

Sources: Riley, Snell, Ensor et al., "Minimum sample size for developing a multivariable prediction model: part II",
Statistics in Medicine 38 (2019) 1276-1296; Riley, Ensor, Snell et al., "Calculating the sample size required for
developing a clinical prediction model", BMJ 368 (2020) m441; Riley, Van Calster and Collins, "A note on estimating the
Cox-Snell R-squared from a reported C statistic", Statistics in Medicine 40 (2021) 859-864; for checking, Riley,
Debray, Collins et al., "Minimum sample size for external validation of a clinical prediction model with a binary
outcome", Statistics in Medicine 40 (2021) 4230-4251.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, xlogy

SHRINKAGE = 0.9
"""What a model's effects may at least be worth among new decisions, beside those it learnt from: nine tenths."""

OPTIMISM = 0.05
"""By how much Nagelkerke's R-squared may at most look better than it is."""

RISK_MARGIN = 0.05
"""Half the width of the interval of the overall share for whom the outcome followed."""

RATIO_MARGIN = 0.1
"""How far the interval of observed over expected may reach above 1, as a share."""

_NORMAL = 1.959963984540054
_NODES = 80


@dataclass(frozen=True, kw_only=True)
class Needed:
    """Decisions needed to develop a model, by each criterion.

    Attributes
    ----------
    shrinkage
        For effects that shrink by no more than a tenth among new decisions.
    optimism
        For an apparent R-squared at most 0.05 too good.
    overall_risk
        For an overall share known to within 0.05.
    r_squared
        Cox and Snell's R-squared that was expected of the model.
    parameters
        How many numbers the model may learn from the data.
    prevalence
        The share for whom the outcome follows.
    """

    shrinkage: int
    optimism: int
    overall_risk: int
    r_squared: float
    parameters: int
    prevalence: float

    @property
    def decisions(self) -> int:
        """The most that any criterion asks for."""
        return max(self.shrinkage, self.optimism, self.overall_risk)

    @property
    def positives(self) -> int:
        """Among these, those for whom the outcome follows."""
        return math.ceil(self.decisions * self.prevalence)


def needed(*, parameters: int, prevalence: float, c_statistic: float) -> Needed:
    """Return how many decisions a model needs to learn from.

    Parameters
    ----------
    parameters
        Numbers that the model may learn (candidate predictors, categories counted one by one), 1 or more.
    prevalence
        The share for whom the outcome follows, between 0 and 1.
    c_statistic
        The area under the ROC curve that is expected of the model among new decisions, between 0.5 and 1.

    Raises
    ------
    ValueError
        If an argument is out of bounds.
    """
    if parameters < 1:
        raise ValueError("a model has at least one parameter")
    r_squared = cox_snell(prevalence=prevalence, c_statistic=c_statistic)
    best = 1 - math.exp(2 * _without_predictors(prevalence))
    at_optimism = r_squared / (r_squared + OPTIMISM * best)
    return Needed(
        shrinkage=_for_shrinkage(SHRINKAGE, parameters=parameters, r_squared=r_squared),
        optimism=_for_shrinkage(at_optimism, parameters=parameters, r_squared=r_squared),
        overall_risk=math.ceil((_NORMAL / RISK_MARGIN) ** 2 * prevalence * (1 - prevalence)),
        r_squared=r_squared,
        parameters=parameters,
        prevalence=prevalence,
    )


def cox_snell(*, prevalence: float, c_statistic: float) -> float:
    """Return Cox and Snell's R-squared of a model with this C statistic.

    As Riley et al. (2021) do, take the model's linear predictor as normal with standard deviation 1 among those for
    whom the outcome follows and among the others, the two means as far apart as the C statistic says. They draw a
    million decisions by chance; here the expected log likelihoods are integrals by Gauss and Hermite's rule, which
    is what their average over all draws would be. A single million of draws moves the number of decisions needed
    by about 1 to 2% (one standard deviation).

    Raises
    ------
    ValueError
        If an argument is out of bounds.
    """
    if not 0 < prevalence < 1:
        raise ValueError("the share for whom the outcome follows is between 0 and 1")
    if not 0.5 < c_statistic < 1:
        raise ValueError("a C statistic to expect is between 0.5 and 1")
    apart = math.sqrt(2) * ndtri(c_statistic)
    start = math.log(prevalence / (1 - prevalence)) - apart**2 / 2
    node, weight = np.polynomial.hermite_e.hermegauss(_NODES)
    weight = weight / weight.sum()
    following = -np.logaddexp(0, -(start + apart * (node + apart))) @ weight
    others = -np.logaddexp(0, start + apart * node) @ weight
    likelihood = prevalence * following + (1 - prevalence) * others
    return float(-np.expm1(-2 * (likelihood - _without_predictors(prevalence))))


def needed_to_check(prevalence: float) -> int:
    """Return how many decisions are needed to check a model: observed over expected known to within a tenth.

    The standard error of the logarithm of observed over expected is ``sqrt((1 - prevalence) / positives)``. Other
    measures, the slope above all, can ask for more (Riley et al. 2021).

    Raises
    ------
    ValueError
        If the share is not between 0 and 1.
    """
    if not 0 < prevalence < 1:
        raise ValueError("the share for whom the outcome follows is between 0 and 1")
    error = math.log1p(RATIO_MARGIN) / _NORMAL
    return math.ceil((1 - prevalence) / (prevalence * error**2))


def _for_shrinkage(shrinkage: float, *, parameters: int, r_squared: float) -> int:
    """Decisions for an expected uniform shrinkage (van Houwelingen and le Cessie's), solved for their number."""
    return math.ceil(parameters / ((shrinkage - 1) * math.log1p(-r_squared / shrinkage)))


def _without_predictors(prevalence: float) -> float:
    """Log likelihood per decision of a model that knows the overall share alone."""
    return float(xlogy(prevalence, prevalence) + xlogy(1 - prevalence, 1 - prevalence))
