"""The three algorithms of the study, with its search spaces.

Each learner draws candidates and fits all of them at once, so that work shared by candidates is done once. Ranges
follow the study's released code: trees 5 to 20 deep, splitting 20 to 40 decisions or more, on up to 0.8 of the
columns; logistic regression, standardised, penalty C from 0.001 to 0.1, L1 or L2; gradient boosting with 50 to 150
trees, 5 to 10 deep, on up to 0.8 of the columns.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from helpers.modelling import boosting, logistic, trees
from helpers.modelling.fitting import Fitted, Marks, Matrix, Scores, Settings

__all__ = ["LEARNERS", "Learner", "Settings"]


@dataclass(frozen=True)
class Learner:
    """One algorithm.

    Attributes
    ----------
    draw
        ``draw(draws, seed)``: the candidates.
    fit
        ``fit(candidates, columns, followed, seed)``: fit each candidate.
    """

    draw: Callable[[int, int], list[Settings]]
    fit: Callable[[Sequence[Settings], Matrix, Marks, int], Fitted]

    def score(
        self,
        candidates: Sequence[Settings],
        columns: Matrix,
        followed: Marks,
        others: Matrix,
        seed: int,
    ) -> Scores:
        """Fit each candidate on ``columns`` and return the scores of ``others``, shape ``(others, candidates)``.

        Raises
        ------
        CannotLearn
            If all decisions went the same way, or a fit does not come to rest.
        """
        return self.fit(candidates, columns, followed, seed).score(others)


LEARNERS: Mapping[str, Learner] = {
    "decision_tree": Learner(trees.draw, trees.fit),
    "logistic_regression": Learner(logistic.draw, logistic.fit),
    "gradient_boosting": Learner(boosting.draw, boosting.fit),
}
"""The algorithms by name."""
