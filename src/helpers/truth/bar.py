"""What the study's mark asks of a model, by the liability model: plain values for pages."""

from collections.abc import Iterable

import numpy as np

from helpers.policy import policy
from helpers.presenting.bar_source import AtTheMark, Bar, OfOneArea
from helpers.truth.liability import MOST, Liability, explained_for

PREVALENCES = (0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3)
EXPLAINED = (0.1, 0.3, 0.5, 0.7, 0.9)
AT_THE_MARK = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3)
AREA = 0.9
OF_ONE_AREA = (0.03, 0.1, 0.3)
RECALLS = tuple(np.linspace(0.02, 1, 50).tolist())


def what_the_bar_asks(pairs: Iterable[tuple[float, float]]) -> Bar:
    """Return what the study's mark asks, and how much a model knows that comes to each of some values.

    Parameters
    ----------
    pairs
        Pairs of a prevalence and an average precision, as observed.
    """
    mark = policy().study.bar
    return Bar(
        mark=mark,
        prevalences=PREVALENCES,
        curves={
            share: tuple(
                Liability(prevalence=one, explained=share).average_precision for one in PREVALENCES
            )
            for share in EXPLAINED
        },
        at_the_mark=tuple(_at_the_mark(prevalence, mark) for prevalence in AT_THE_MARK),
        of_one_area=tuple(map(_of_one_area, OF_ONE_AREA)),
        explained={pair: known(*pair) for pair in pairs},
    )


def known(prevalence: float, average_precision: float) -> float:
    """Return the share that a model knows which comes to this average precision; nothing at guessing or below.

    What lies beyond the largest share that can be computed is that share.
    """
    if average_precision <= prevalence:
        return 0.0
    if average_precision >= Liability(prevalence=prevalence, explained=MOST).average_precision:
        return MOST
    return explained_for("average_precision", average_precision, prevalence=prevalence)


def _at_the_mark(prevalence: float, mark: float) -> AtTheMark:
    explained = explained_for("average_precision", mark, prevalence=prevalence)
    model = Liability(prevalence=prevalence, explained=explained)
    return AtTheMark(
        prevalence=prevalence,
        explained=explained,
        roc_auc=model.roc_auc,
        as_many=model.where_flagged(prevalence),
    )


def _of_one_area(prevalence: float) -> OfOneArea:
    explained = explained_for("roc_auc", AREA, prevalence=prevalence)
    model = Liability(prevalence=prevalence, explained=explained)
    return OfOneArea(
        prevalence=prevalence,
        roc_auc=AREA,
        average_precision=model.average_precision,
        curve=tuple((recall, model.where_found(recall).precision) for recall in RECALLS),
        top_tenth=model.where_flagged(0.1),
        one_in_five=model.where_found(0.2),
    )
