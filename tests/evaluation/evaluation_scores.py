"""Made-up scores for the tests of the evaluation."""

import numpy as np

from helpers.evaluation import flagging
from helpers.evaluation.judge import Scores


def made_up(
    rows: int = 3000, *, families: int = 1800, prevalence: float = 0.08, seed: int = 0
) -> Scores:
    chance = np.random.default_rng(seed)
    score = np.round(chance.random(rows), 3)
    followed = chance.random(rows) < 2 * prevalence * score
    return Scores(
        followed=followed,
        score=score,
        family=chance.integers(0, families, rows).astype(np.intp),
        flags={"top tenth": flagging.top_share(score, 0.1), "one half": score >= 0.5},
        attributes={"sex": chance.choice(["female", "male"], rows)},
    )
