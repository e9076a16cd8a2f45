"""Why errors by group are unequal, and what could be done: one authority, beside equations with a working correlation.

First an adjusted odds ratio and its standard error are shown to be those of the generalised estimating equations of
statsmodels, with independent working correlation; then the time of one authority is told, and what the same regressions would
take with one correlation within families.
"""

from dataclasses import dataclass
from functools import cache
from time import perf_counter, process_time

from measuring import held, seconds  # isort: skip - sets the number of numeric threads first

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm
from groups import DECISIONS, RULE, Cohort, made_up

from helpers.errors import SecondLookError
from helpers.evaluation.groups.covariates import columns
from helpers.evaluation.groups.decomposition import decomposed
from helpers.evaluation.groups.impossible import impossible
from helpers.evaluation.groups.members import members
from helpers.evaluation.groups.options import options
from helpers.evaluation.groups.regression import Fit, fitted
from helpers.evaluation.groups.why import adjusted
from helpers.evaluation.resample import FamilyResamples
from helpers.workers import Pool

Numbers = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

RESAMPLES = 10_000
CUT_OFF = "top tenth"
CLOSE = 1e-6
CORES = 2
"""In so many processes models are judged side by side."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A made-up cohort, and numbers to adjust for that have something to do with its scores."""

    cohort: Cohort
    covariates: dict[str, Numbers]

    @property
    def resamples(self) -> FamilyResamples:
        """The cohort's resamples."""
        return self.cohort.resamples(RESAMPLES)


def asked(rows: int) -> Asked:
    """Return a cohort with an age, a number of needs and a number of earlier referrals for every decision."""
    cohort, chance = made_up(rows), np.random.default_rng(2)
    score = cohort.scores.score
    covariates = {
        "age": np.round(chance.uniform(0, 18, rows), 2),
        "need": chance.poisson(1 + 4 * score).astype(float),
        "history": chance.poisson(0.5 + 3 * score).astype(float),
    }
    return Asked(cohort=cohort, covariates=covariates)


@cache
def kept(rows: int) -> Asked:
    """Return the same cohort again."""
    return asked(rows)


def computing(rows: int) -> float:
    """Explain one model and return how many seconds of computing it took."""
    one = kept(rows)
    began = process_time()
    explained(one)
    return process_time() - began


def explained(one: Asked) -> None:
    """Say for every group why errors are unequal, and what could be done."""
    scores, resamples = one.cohort.scores, one.resamples
    followed, flagged, family = scores.followed, scores.flags[CUT_OFF], scores.family
    _, *groups = members(len(followed), scores.attributes, pairs=False)
    for group in groups:
        adjusted(
            followed,
            flagged,
            group=group.rows,
            covariates=one.covariates,
            family=family,
            rule=RULE,
        )
    decomposed(
        followed,
        scores.score,
        flagged=flagged,
        groups=[group.rows for group in groups],
        family=family,
        resamples=resamples,
        rule=RULE,
    )
    impossible(followed, flagged, members=groups, family=family, resamples=resamples, rule=RULE)
    options(scores, cut_off=CUT_OFF, resamples=resamples, rule=RULE)


def equations(one: Asked, group: Marks, *, correlated: bool) -> tuple[Numbers, Numbers]:
    """Return coefficients and robust standard errors of the false alarms of a group by statsmodels."""
    scores = one.cohort.scores
    among = ~scores.followed
    flagged = scores.flags[CUT_OFF][among]
    adjusting = columns({name: values[among] for name, values in one.covariates.items()}, flagged)
    structure = sm.cov_struct.Exchangeable if correlated else sm.cov_struct.Independence
    found = sm.GEE(
        flagged.astype(float),
        np.column_stack([np.ones(len(flagged)), group[among], adjusting]),
        groups=scores.family[among],
        family=sm.families.Binomial(),
        cov_struct=structure(),
    ).fit(ctol=1e-9)
    return found.params, found.bse


def refuse_differences(one: Asked, group: Marks) -> None:
    """Raise if an adjusted odds ratio or its standard error differs from that of statsmodels."""
    scores = one.cohort.scores
    among = ~scores.followed
    flagged = scores.flags[CUT_OFF][among]
    adjusting = columns({name: values[among] for name, values in one.covariates.items()}, flagged)
    mine = fitted(flagged, group[among], adjusting, fewest=RULE.fewest_positives)
    if not isinstance(mine, Fit):
        by_family = np.bincount(scores.family[among], weights=mine.of_log_odds_ratio)
        told = [mine.log_odds_ratio, np.sqrt(by_family @ by_family)]
        theirs = [values[1] for values in equations(one, group, correlated=False)]
        if np.allclose(told, theirs, rtol=CLOSE, atol=CLOSE):
            return
    raise SecondLookError(
        "an odds ratio differs from statsmodels'", where="benchmarks/groups_why.py"
    )


def main() -> None:
    """Show that both sides agree, then time one authority."""
    whole = asked(max(DECISIONS))
    scores = whole.cohort.scores
    groups = members(len(scores.score), scores.attributes, pairs=False)[1:]
    refuse_differences(whole, groups[0].rows)
    models = [rows for rows, times in DECISIONS.items() for _ in range(times)]
    with Pool(CORES) as pool:
        pool.run(computing, models)  # starts, compiles and makes the cohorts
        began = perf_counter()
        used = sum(pool.run(computing, models))
        taken = perf_counter() - began
    held(
        f"why errors are unequal, of {len(groups)} groups and {len(models)} models, from {RESAMPLES:,} resamples",
        taken,
        "s",
        at_most=10,
        beside=f"{used:.1f} s of computing, models side by side in {CORES} processes, once started and compiled",
    )
    theirs = seconds(lambda: equations(whole, groups[0].rows, correlated=True))
    held(
        "the regressions of false alarms of the larger half alone, with one correlation within families",
        theirs * len(groups) * DECISIONS[max(DECISIONS)] / 60,
        "minutes",
        beside="worked out from one regression",
    )


if __name__ == "__main__":
    main()
