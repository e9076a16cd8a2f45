"""Errors by group of one authority: every measure and gap of all groups and pairs, beside a loop of scikit-learn's functions.

First every rate of every group, as it is and in some resamples, is shown to be the one that scikit-learn gives with
weights; then the time of one authority is told, and what the loop would take.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time

from measuring import held, seconds  # isort: skip - sets the number of numeric threads first

import numpy as np
import numpy.typing as npt
from sklearn import metrics as peers

from helpers.errors import SecondLookError
from helpers.evaluation import flagging
from helpers.evaluation.groups.gaps import rates_and_gaps
from helpers.evaluation.groups.scores import GroupScores, walk
from helpers.evaluation.judge import OF_GROUPS
from helpers.evaluation.metrics import ratio
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

Marks = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

DECISIONS = {24_000: 4, 7_200: 4}
"""Decisions judged, and of how many models: two outcomes by two designs out of fold, and as many held out."""
RESAMPLES, SLOPES = 10_000, 1000
COMPARED = 2
CLOSE = 1e-9
GROUPS = {
    "age": (0.08, 0.22, 0.27, 0.36, 0.07),
    "sex": (0.48, 0.51, 0.01),
    "ethnicity": (0.08, 0.06, 0.07, 0.7, 0.04, 0.05),
    "disability": (0.1, 0.6, 0.3),
    "deprivation": (0.35, 0.25, 0.18, 0.13, 0.09),
}
SIZES = {
    "false_discovery_rate": 0.1,
    "false_omission_rate": 0.01,
    "false_positive_rate": 0.03,
    "false_negative_rate": 0.1,
    "flagged_share": 0.03,
    "prevalence": 0.02,
    "observed_expected": 0.2,
}
RULE = policy().estimates


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Made-up scores and the cohort's number of families."""

    scores: GroupScores
    families: int

    def resamples(self, number: int) -> FamilyResamples:
        """Return so many resamples of its families."""
        return FamilyResamples(families=self.families, seed=1, resamples=number)


def made_up(rows: int, *, seed: int = 1) -> Cohort:
    """Return a cohort of whom one in twenty was followed by the outcome; families share part of their score."""
    chance, families = np.random.default_rng(seed), round(rows * 0.6)
    family = np.concatenate([np.arange(families), chance.integers(0, families, rows - families)])
    risk = np.clip(chance.beta(1, 12, families)[family] + chance.normal(0, 0.05, rows), 0, 1)
    score = np.clip(risk + chance.normal(0, 0.1, rows), 0, 1)
    scores = GroupScores(
        followed=chance.random(rows) < 0.55 * risk,
        score=score,
        family=family,
        flags={"top tenth": flagging.top_share(score, 0.1), "headline": score >= 0.3},
        attributes={
            name: chance.choice(np.arange(len(shares)), rows, p=shares).astype(str)
            for name, shares in GROUPS.items()
        },
    )
    return Cohort(scores=scores, families=families)


def judged(cohort: Cohort) -> None:
    """Judge every group and pair as the study does."""
    rates_and_gaps(
        cohort.scores,
        practical_size=SIZES,
        pairs=True,
        resamples=cohort.resamples(RESAMPLES),
        slope_resamples=SLOPES,
        rule=RULE,
    )


def by_loop(scores: GroupScores, subsets: Marks, weight: Numbers) -> Iterator[tuple[float, ...]]:
    """Yield the rates of each cut-off, group by group, by scikit-learn's functions with weights."""
    for rows in subsets:
        followed, mine = scores.followed[rows], weight[rows]
        found = []
        for flagged in scores.flags.values():
            right = {"sample_weight": mine, "zero_division": np.nan}
            precise, complete = peers.precision_score, peers.recall_score
            of_not = right | {"pos_label": False}
            rates = {
                "flagged_share": np.average(flagged[rows], weights=mine),
                "false_discovery_rate": 1 - precise(followed, flagged[rows], **right),
                "false_negative_rate": 1 - complete(followed, flagged[rows], **right),
                "false_omission_rate": 1 - precise(followed, flagged[rows], **of_not),
                "false_positive_rate": 1 - complete(followed, flagged[rows], **of_not),
            }
            found += [rates[measure] for measure in OF_GROUPS]
        yield tuple(found)


def refuse_differences(cohort: Cohort) -> Marks:
    """Raise if a rate of any group differs from scikit-learn's; return the decisions of the groups compared."""
    scores, resamples = cohort.scores, cohort.resamples(COMPARED)
    walked = walk(scores, pairs=True, resamples=resamples, rule=RULE)
    drawn = next(iter(resamples.blocks()))[scores.family]
    for column, weight in enumerate((np.ones(len(drawn)), *drawn.T)):
        mine = [
            ratio(*walked.sums(measure, cut_off))[:, column]
            for cut_off in scores.flags
            for measure in OF_GROUPS
        ]
        theirs = np.array(list(by_loop(scores, walked.subsets, weight)))
        if not np.allclose(np.transpose(mine), theirs, rtol=0, atol=CLOSE, equal_nan=True):
            raise SecondLookError(
                "a rate differs from scikit-learn's", where="benchmarks/groups.py"
            )
    return walked.subsets


def main() -> None:
    """Show that both sides agree, then time one authority."""
    cohorts = {rows: made_up(rows) for rows in DECISIONS}
    whole = cohorts[max(DECISIONS)]
    subsets = refuse_differences(whole)
    judged(cohorts[min(DECISIONS)])  # compiles what is compiled

    def authority() -> None:
        for rows, models in DECISIONS.items():
            for _ in range(models):
                judged(cohorts[rows])

    began = process_time()
    mine = seconds(authority)
    computing = process_time() - began
    held(
        f"errors and gaps by group of one authority, {sum(DECISIONS.values())} models, {RESAMPLES:,} resamples",
        mine,
        "s",
        at_most=10,
        beside=f"{computing:.1f} s of computing, on two threads, once compiled",
    )
    weight = np.ones(len(whole.scores.score))
    loop = seconds(lambda: list(by_loop(whole.scores, subsets, weight)))
    models = DECISIONS[max(DECISIONS)]
    held(
        f"the larger half alone by scikit-learn's functions in a loop over {len(subsets)} groups",
        loop * RESAMPLES * models / 3600,
        "hours",
        beside="worked out from one resample; the five rates at two cut-offs alone, equal to 1e-9",
    )


if __name__ == "__main__":
    main()
