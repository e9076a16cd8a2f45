"""How long things take, beside what one would otherwise run: `make bench`.

Each comparison first shows that both sides give the same answer, then prints the ratio of their times, measured in turn
in one run: absolute times on a shared machine mean little.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import fastexcel
import numpy as np
import pandas as pd
import xlsxwriter
from sklearn.metrics import average_precision_score, precision_score, recall_score, roc_auc_score

from helpers.annexa.write import write_workbook
from helpers.errors import SecondLookError
from helpers.evaluation import flagging, metrics
from helpers.evaluation.judge import Scores, judge
from helpers.evaluation.resample import FamilyResamples
from helpers.policy import policy

ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """Return the median seconds of two calls, measured in turn."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS)]
    mine, other = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(other)


def told(what: str, mine: float, other: float, *, peer: str) -> None:
    """Print one comparison."""
    print(f"{what}: {mine:.2f} s; {peer}: {other:.2f} s; ratio {other / mine:.1f}")


def contacts(rows: int) -> pd.DataFrame:
    """Return list 1 of Annex A with that many rows."""
    number = np.arange(rows)
    day = pd.Timestamp("2020-01-01") + pd.to_timedelta(number % 1500, unit="D")
    return pd.DataFrame(
        {
            "Child Unique ID": [f"SYN-BENCH-{child}" for child in number % 20_000],
            "Gender": np.where(number % 2, "a) Male", "b) Female"),
            "Ethnicity": "a) WBRI",
            "Date of Birth": pd.Timestamp("2012-01-01") + pd.to_timedelta(number % 4000, unit="D"),
            "Age of Child (Years)": number % 18,
            "Date of Contact": day,
            "Contact Source": "q) 6: Police",
        }
    )


def written_with_xlsxwriter(frame: pd.DataFrame, path: Path) -> None:
    """Write a list the way a user would with XlsxWriter in its low-memory mode."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("List 1")
    sheet.write_row(0, 0, list(frame.columns))
    for number, row in enumerate(frame.itertuples(index=False), start=1):
        for column, value in enumerate(row):
            if isinstance(value, pd.Timestamp):
                sheet.write_datetime(number, column, value.to_pydatetime(), date)
            else:
                sheet.write(number, column, value)
    book.close()


def workbooks(rows: int = 100_000) -> None:
    """Write 100,000 rows of list 1 as a workbook."""
    frame = contacts(rows)
    with tempfile.TemporaryDirectory() as folder:
        mine, other = Path(folder, "ours.xlsx"), Path(folder, "theirs.xlsx")

        def ours() -> None:
            write_workbook({1: frame}, mine, layout="plain", edition="2019", properties={})

        def theirs() -> None:
            written_with_xlsxwriter(frame, other)

        ours()
        theirs()
        first, second = (
            fastexcel.read_excel(str(path)).load_sheet("List 1").to_arrow().to_pylist()
            for path in (mine, other)
        )
        if first != second:
            raise SecondLookError("the two workbooks hold different cells", where="workbooks")
        told(f"{rows:,} rows as a workbook", *in_turn(ours, theirs), peer="XlsxWriter")


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


def main() -> None:
    """Run every comparison."""
    print(f"medians of {ROUNDS} rounds in turn, one numeric thread")
    workbooks()
    bootstrap()


if __name__ == "__main__":
    main()
