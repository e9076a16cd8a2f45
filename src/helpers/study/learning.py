"""What a design means for one cohort: what is read, who is held out, how it learns, whom it flags."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.evaluation import flagging
from helpers.evaluation.resample import FamilyResamples
from helpers.features.structured import family_of
from helpers.modelling import splits
from helpers.modelling.material import Material
from helpers.modelling.prepare import TextPlan, prepare
from helpers.modelling.search import Plan
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.stages import Entry
from helpers.study.protocol import protocol
from helpers.study.steps import texts_of

ROOMS = (
    "estimate",
    "evaluation/metrics.py",
    "evaluation/streams.py",
    "modelling",
    "study/learning",
    "study/steps",
)
"""Rooms on whose source everything learnt depends: how it is judged is not among them."""
OF_LEARNING = ("algorithms", "all_cases", "earlier_cases", "few_columns", "seed", "text")
"""Parts of the protocol on which everything learnt depends."""

Flags = Mapping[str, npt.NDArray[np.bool_]]


def learning_rules(design: str, draws: int) -> dict[str, Any]:
    """Return the parts of the protocol that decide what a design learns, as plain values."""
    told = protocol().model_dump(mode="json")
    rules: dict[str, Any] = {name: told[name] for name in OF_LEARNING}
    return rules | {"design": told["designs"][design], "draws": draws}


def algorithms_of(design: str) -> tuple[str, ...]:
    """Return the algorithms that a design tries."""
    return protocol().designs[design].algorithms or protocol().algorithms


def plan_of(design: str, draws: int) -> Plan:
    """Return how a design learns."""
    fixed = protocol()
    return Plan(
        algorithms=algorithms_of(design),
        draws=draws,
        text=TextPlan(kind=fixed.designs[design].text, seed=fixed.seed, **fixed.text.model_dump()),
        thinned=fixed.designs[design].thinned,
        seed=fixed.seed,
    )


def material_of(cohort: Entry, design: str) -> Material:
    """Return what a design may read of a cohort, as the earlier step kept it, as arrays to learn from."""
    decisions, structured = cohort.frame("decisions"), cohort.frame("structured")
    reads = protocol().designs[design]
    if reads.few_columns:
        structured = structured[list(protocol().few_columns)]
    family, _ = pd.factorize(decisions["family_id"], sort=True)
    return Material(
        structured=structured.to_numpy(dtype=np.float32),
        columns={str(name): family_of(str(name)) for name in structured.columns},
        texts=texts_of(cohort) if reads.text != "none" else (),
        followed=decisions["followed"].to_numpy(dtype=bool),
        family=family.astype(np.intp),
        month=decisions["day"].to_numpy(dtype="datetime64[M]"),
    )


def columns_of(material: Material, split: splits.Split, design: str) -> int:
    """Return how many columns a design learns from, as prepared on its training part."""
    return len(prepare(material, split.training, plan_of(design, draws=1).text).names)


def split_of(material: Material, slug: str, design: str) -> splits.Split:
    """Return who is learnt from and who is held out.

    Raises
    ------
    CannotLearn
        If there are too few decisions of either kind in a part.
    """
    fixed = protocol()
    learns = fixed.designs[design]
    if learns.earlier:
        return splits.earlier_cases(
            material.month,
            material.followed,
            material.family,
            horizon=outcome(slug).within_months if learns.gap else 0,
            held_out=fixed.earlier_cases.held_out,
            folds=fixed.earlier_cases.folds,
        )
    return splits.all_cases(
        material.followed,
        material.family,
        held_out=fixed.all_cases.held_out,
        folds=fixed.all_cases.folds,
        validation=fixed.all_cases.validation,
        seed=fixed.seed,
    )


def flags_of(score: npt.NDArray[np.float64], cut_offs: Mapping[str, float]) -> Flags:
    """Return who is flagged at each cut-off of :func:`helpers.study.protocol.cut_offs`."""
    return {
        name: flagging.at_least(score, limit)
        if name == "one half"
        else flagging.top_share(score, limit)
        for name, limit in cut_offs.items()
    }


def resamples_of(families: int) -> FamilyResamples:
    """Return the resamples of families that all models of a cohort share."""
    return FamilyResamples(
        families=families,
        seed=protocol().seed,
        resamples=policy().estimates.resamples,
    )


def size_of(cohort: Entry, design: str) -> float:
    """Return a guess of how long a design takes, in no unit: the longest are to be started first."""
    reads = protocol().designs[design]
    decisions: int = cohort.record["decisions"]
    text = {"none": 1.0, "study": 2.0, "words": 5.0}[reads.text]
    return decisions * text * (0.3 if reads.earlier else 1.0) * (0.1 if reads.few_columns else 1.0)


def size_of_learning_again(cohort: Entry, design: str, algorithm: str) -> float:
    """Return a guess of how long it takes to learn a chosen model again and again, in no unit."""
    slow = {"gradient_boosting": 10.0, "logistic_regression": 2.0}
    return size_of(cohort, design) * slow.get(algorithm, 1.0)
