"""How long things take, beside what one would otherwise run: `make bench`.

Each comparison first shows that both sides give the same answer, then prints the ratio of their times, measured in turn
in one run: absolute times on a shared machine mean little.
"""

import sys

from measuring import MISSED, ROUNDS, in_turn, told  # isort: skip - sets the number of numeric threads first

import notes
import numpy as np
import scale
import world
import writing
from sklearn.metrics import average_precision_score, precision_score, recall_score, roc_auc_score

from helpers.errors import SecondLookError
from helpers.evaluation import flagging, metrics
from helpers.evaluation.judge import Scores, judge
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy


def bootstrap(rows: int = 10_000, resamples: int = 1_000, timed: int = 20) -> None:
    """Judge one model of 10,000 decisions on 1,000 resamples of families."""
    source = np.random.default_rng(1)
    family = source.integers(0, rows * 6 // 10, rows)
    followed = source.random(rows) < 0.05
    score = np.clip(source.normal(0.1 + 0.15 * followed, 0.1), 0, 1)
    flags = {"top tenth": flagging.top_share(score, 0.1)}
    scores = Scores(followed=followed, score=score, family=family, flags=flags, attributes={})
    shared = FamilyResamples(families=int(family.max()) + 1, seed=1, resamples=resamples)
    weights = next(iter(shared.blocks()))[:, :timed][family]

    def with_scikit_learn() -> list[tuple[float, ...]]:
        flagged = flags["top tenth"]
        return [
            (
                average_precision_score(followed, score, sample_weight=weight),
                roc_auc_score(followed, score, sample_weight=weight),
                1 - precision_score(followed, flagged, sample_weight=weight),
                1 - recall_score(followed, flagged, sample_weight=weight),
            )
            for weight in weights.T
        ]

    for weight, expected in zip(weights.T, with_scikit_learn(), strict=True):
        rates = metrics.rates(followed, flags["top tenth"], weight)
        here = (
            metrics.average_precision(followed, score, weight),
            metrics.roc_auc(followed, score, weight),
            rates["false_discovery_rate"],
            rates["false_negative_rate"],
        )
        if not np.allclose(here, expected, atol=1e-9, rtol=0):
            raise SecondLookError("a resample differs from scikit-learn's", where="bootstrap")
    mine, part = in_turn(
        lambda: judge(scores, shared, policy().estimates), lambda: with_scikit_learn()
    )
    told(
        f"{resamples:,} resamples of families, {rows:,} decisions",
        mine,
        part * resamples / timed,
        peer=f"scikit-learn in a loop (4 of the measures, {timed} resamples timed, the rest extrapolated)",
    )


def main() -> int:
    """Run every comparison; return 1 if a limit was missed."""
    print(f"medians of {ROUNDS} rounds in turn, one numeric thread", flush=True)
    bootstrap()
    world.main()
    notes.main()
    writing.main()
    scale.main()
    for what in MISSED:
        print(f"missed: {what}")
    return 1 if MISSED else 0


if __name__ == "__main__":
    sys.exit(main())
