"""Thinning out: the study's way of balancing what is learnt from, kept so that a reader can see what it does."""

import numpy as np
import numpy.typing as npt

from helpers.modelling.material import Indices

FEWEST = 10
"""With fewer decisions of either kind nothing is thinned out."""


def thin(
    columns: npt.NDArray[np.float32], followed: npt.NDArray[np.bool_], *, seed: int
) -> Indices:
    """Return the rows left by one-sided selection (Kubat and Matwin 1997), in their order.

    Of the decisions for which nothing followed, those are dropped that their nearest neighbour among the others tells
    already, and those that stand right at the border. Columns are standardised first, so that none rules by its unit.
    Scores learnt from what is left are too high: the outcome is more common there than it is.

    Parameters
    ----------
    columns
        Prepared training decisions, shape ``(rows, columns)``, without NaN.
    followed
        Whether the outcome followed, shape ``(rows,)``.
    seed
        For the decision that selection starts from.
    """
    every = np.arange(len(followed), dtype=np.intp)
    if min(followed.sum(), (~followed).sum()) < FEWEST:
        return every
    from imblearn.under_sampling import OneSidedSelection  # type: ignore[import-untyped]
    from sklearn.preprocessing import StandardScaler

    chosen = OneSidedSelection(random_state=seed, n_jobs=1)
    chosen.fit_resample(StandardScaler().fit_transform(columns), followed)
    kept: Indices = np.sort(chosen.sample_indices_).astype(np.intp)
    return kept
