"""The family bootstrap: 10,000 resamples of nine measures for sixteen sets of children, beside two peers.

First every value that is compared is shown to be the same, then the ratio of the times is printed. Both peers are timed
on a part and what they would take for the whole is worked out from it. Of several rounds in turn the quickest of each
side counts: what else the machine does only ever adds. Fairlearn resamples decisions and not families, so its resamples
cannot be the same ones; its values for the decisions as they are can.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import process_time
from typing import Any

from measuring import held, seconds  # isort: skip - sets the number of numeric threads first

import numpy as np
import numpy.typing as npt
from fairlearn.metrics import MetricFrame
from sklearn import metrics as peers

from helpers.errors import SecondLookError
from helpers.evaluation.resample import FamilyResamples
from helpers.evaluation.resampled import Resampled, resampled

Marks = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

ROWS, FAMILIES, RESAMPLES = 24_000, 14_764, 10_000
GROUPS = {"sex": 3, "age": 4, "ethnicity": 4, "disability": 4}
CUT_OFF = 0.3
WITH_SCIKIT_LEARN, WITH_FAIRLEARN = 3, 1
ROUNDS = 5
CLOSE = 1e-9

Measure = Callable[..., float]


def precision(followed: Marks, score: Numbers, **options: Any) -> float:
    """Of those flagged, the share for whom the outcome followed (for ``pos_label=False``: of those not, not)."""
    return peers.precision_score(followed, score >= CUT_OFF, zero_division=np.nan, **options)


def recall(followed: Marks, score: Numbers, **options: Any) -> float:
    """Of those for whom the outcome followed, the share flagged (for ``pos_label=False``: of those not, not)."""
    return peers.recall_score(followed, score >= CUT_OFF, zero_division=np.nan, **options)


MEASURES: Mapping[str, Measure] = {
    "average_precision": peers.average_precision_score,
    "roc_auc": peers.roc_auc_score,
    "brier": peers.brier_score_loss,
    "precision": precision,
    "recall": recall,
    "false_positive_rate": lambda *args, **options: 1 - recall(*args, pos_label=False, **options),
    "false_negative_rate": lambda *args, **options: 1 - recall(*args, **options),
    "false_discovery_rate": lambda *args, **options: 1 - precision(*args, **options),
    "false_omission_rate": lambda *args, **options: (
        1 - precision(*args, pos_label=False, **options)
    ),
}
"""The nine measures as one gives them to Fairlearn."""

RANKING = ("average_precision", "roc_auc", "brier")


@dataclass(frozen=True, kw_only=True)
class Model:
    """A made-up model of made-up children; families share part of their score."""

    followed: Marks
    score: Numbers
    family: npt.NDArray[np.int64]
    attributes: Mapping[str, npt.NDArray[np.int64]]

    @property
    def subsets(self) -> Marks:
        """Everybody, then each group of each attribute."""
        groups = [
            labels == group for labels in self.attributes.values() for group in np.unique(labels)
        ]
        return np.array([np.ones(ROWS, dtype=bool), *groups])

    def judged(self, resamples: int) -> Resampled:
        """Judge it as the study does."""
        return resampled(
            self.followed,
            self.score,
            family=self.family,
            flags=(self.score >= CUT_OFF)[None],
            subsets=self.subsets,
            resamples=FamilyResamples(families=FAMILIES, seed=1, resamples=resamples),
        )


def made_up() -> Model:
    """Return the model that is judged: one decision in twenty is followed by the outcome."""
    chance = np.random.default_rng(1)
    family = np.concatenate([np.arange(FAMILIES), chance.integers(0, FAMILIES, ROWS - FAMILIES)])
    risk = np.clip(chance.beta(1, 12, FAMILIES)[family] + chance.normal(0, 0.05, ROWS), 0, 1)
    return Model(
        followed=chance.random(ROWS) < 0.65 * risk,
        score=np.clip(risk + chance.normal(0, 0.1, ROWS), 0, 1),
        family=family,
        attributes={name: chance.integers(0, groups, ROWS) for name, groups in GROUPS.items()},
    )


def refuse_difference(name: str, here: Numbers, there: Numbers) -> None:
    """Raise if two sides differ: a ratio of times would mean nothing."""
    if not np.allclose(here, there, rtol=0, atol=CLOSE, equal_nan=True):
        raise SecondLookError(f"{name} differs from its peer's", where="benchmarks/bootstrap.py")


def by_functions(model: Model, weights: Numbers) -> Iterator[dict[str, Numbers]]:
    """Yield the nine measures of all subsets, weighting by weighting: one call of scikit-learn for each measure."""
    parts = [(model.followed[rows], model.score[rows], rows) for rows in model.subsets]
    for weight in weights.T:
        yield {
            name: np.array([function(*part, sample_weight=weight[rows]) for *part, rows in parts])
            for name, function in MEASURES.items()
        }


def by_tables(model: Model, weights: Numbers) -> Iterator[dict[str, Numbers]]:
    """Yield the same as :func:`by_functions`, quicker: one decision table serves six of the measures."""
    parts = [(model.followed[rows], model.score[rows], rows) for rows in model.subsets]
    for weight in weights.T:
        found: dict[str, list[float]] = {name: [] for name in MEASURES}
        for followed, score, rows in parts:
            mine = weight[rows]
            for name in RANKING:
                found[name].append(MEASURES[name](followed, score, sample_weight=mine))
            table = peers.confusion_matrix(followed, score >= CUT_OFF, sample_weight=mine)
            (right_not, wrong), (missed, right) = table
            found["precision"].append(right / (right + wrong))
            found["recall"].append(right / (right + missed))
            found["false_positive_rate"].append(wrong / (wrong + right_not))
            found["false_negative_rate"].append(missed / (missed + right))
            found["false_discovery_rate"].append(wrong / (wrong + right))
            found["false_omission_rate"].append(missed / (missed + right_not))
        yield {name: np.array(values) for name, values in found.items()}


def with_fairlearn(model: Model, resamples: int) -> list[MetricFrame]:
    """Return Fairlearn's frame of each attribute: with all attributes in one it would cross them."""
    return [
        MetricFrame(
            metrics=dict(MEASURES),
            y_true=model.followed,
            y_pred=model.score,
            sensitive_features=labels,
            n_boot=resamples,
            ci_quantiles=[0.025, 0.975],
            random_state=1,
        )
        for labels in model.attributes.values()
    ]


def refuse_differences(model: Model, weights: Numbers) -> None:
    """Raise if any measure of any subset differs between the sides."""
    found = model.judged(weights.shape[1])
    for loop in (by_functions, by_tables):
        for column, expected in enumerate(loop(model, weights), start=1):
            for name in MEASURES:
                refuse_difference(name, found.of(name)[:, column], expected[name])
    frames = [frame.by_group for frame in with_fairlearn(model, WITH_FAIRLEARN)]
    for name in MEASURES:
        groups = np.concatenate([frame[name].to_numpy(dtype=float) for frame in frames])
        refuse_difference(name, found.of(name)[1:, 0], groups)


def quickest(*works: Callable[[], object]) -> list[float]:
    """Return the fewest seconds of each call, measured in turn."""
    rounds = [[seconds(work) for work in works] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def main() -> None:
    """Show that all sides agree, then time them."""
    model = made_up()
    drawn = FamilyResamples(families=FAMILIES, seed=1, resamples=WITH_SCIKIT_LEARN)
    weights = next(iter(drawn.blocks()))[model.family]
    refuse_differences(model, weights)
    mine, functions, tables = quickest(
        lambda: model.judged(RESAMPLES),
        lambda: list(by_functions(model, weights)),
        lambda: list(by_tables(model, weights)),
    )
    began = process_time()
    model.judged(RESAMPLES)
    computing = process_time() - began
    held(
        f"{RESAMPLES:,} resamples of families, {len(model.subsets)} sets of {ROWS:,} decisions, {len(MEASURES)} measures",
        mine,
        "s",
        at_most=0.5,
        beside=f"{computing:.2f} s of computing, on two threads, once compiled",
    )
    times = RESAMPLES / WITH_SCIKIT_LEARN
    part = f"worked out from {WITH_SCIKIT_LEARN} resamples; these are equal to 1e-9"
    held(
        "scikit-learn's functions with weights, in a loop",
        functions * times / mine,
        "times as long",
        at_least=5_000,
        beside=f"{functions * times / 60:.0f} minutes, {part}",
    )
    held(
        "the same loop with one decision table for six of the measures",
        tables * times / mine,
        "times as long",
        beside=f"{tables * times / 60:.0f} minutes, {part}",
    )
    # a frame works out the decisions as they are too, which costs it about as much as one resample
    both = seconds(lambda: with_fairlearn(model, WITH_FAIRLEARN))
    frame = both / (1 + WITH_FAIRLEARN) * RESAMPLES
    held(
        "Fairlearn's bootstrap, a frame for each attribute",
        frame / mine,
        "times as long",
        at_least=50_000,
        beside=(
            f"{frame / 3600:.1f} hours, worked out from {WITH_FAIRLEARN} resample, and of decisions, not of families; "
            "its values without resampling are equal to 1e-9"
        ),
    )


if __name__ == "__main__":
    main()
