"""How long the disclosure door takes for one authority with mistakes by group, by pairs of groups, and out of fold.

Two outcomes, four designs each, made-up decisions, counts without intervals of any meaning. Told are processor seconds and
how many numbers were shown, hidden as small, and withdrawn because they would give a small one away.

Run: ``python -m benchmarks.door [decisions] [--profile]``
"""

import cProfile
import sys
import time
from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from helpers.disclosure.door import clear
from helpers.estimate import About, Estimate, Finding, count, too_few
from helpers.evaluation import metrics
from helpers.evaluation.groups.members import Member, members
from helpers.policy import policy

Marks = npt.NDArray[np.bool_]
SHARES = {
    "age": (0.08, 0.22, 0.3, 0.32, 0.08),
    "sex": (0.48, 0.49, 0.02, 0.01),
    "ethnicity": (0.68, 0.08, 0.05, 0.06, 0.01, 0.12),
    "disability": (0.05, 0.35, 0.6),
    "deprivation": (0.35, 0.24, 0.18, 0.13, 0.08, 0.02),
}
"""Shares of the groups of each attribute."""
DESIGNS = {
    "structured-all": ("top tenth of all", "headline of all"),
    "text-all": ("top tenth of all", "headline of all"),
    "structured-earlier": ("top tenth", "one half"),
    "text-earlier": ("top tenth", "one half"),
}
RATES = (
    "flagged_share",
    "false_discovery_rate",
    "false_negative_rate",
    "false_omission_rate",
    "false_positive_rate",
)


def findings(decisions: int, *, seed: int = 1) -> Iterator[Finding]:
    """Yield the findings of one authority with two outcomes of so many decisions."""
    chance = np.random.default_rng(seed)
    for outcome in ("first", "second"):
        labels = {
            name: chance.choice(
                [f"{name} {place}" for place in range(len(shares))], decisions, p=shares
            )
            for name, shares in SHARES.items()
        }
        leaning = chance.normal(size=decisions)
        followed = leaning + 2 * chance.normal(size=decisions) > 4.0
        for measure, number in (("decisions", decisions), ("followed", int(followed.sum()))):
            about = About(authority="made-up", outcome=outcome, measure=measure)
            yield Finding(about=about, estimate=count(number))
        held_out = chance.random(decisions) < 1 / 3
        for design, lines in DESIGNS.items():
            score = leaning + chance.normal(size=decisions)
            rows = np.flatnonzero(held_out if lines[0] == "top tenth" else np.ones(decisions, bool))
            of_rows = {name: groups[rows] for name, groups in labels.items()}
            yield from _of_design(
                (outcome, design, lines),
                followed[rows],
                score[rows],
                members(len(rows), of_rows, pairs=True),
            )


def _of_design(
    where: tuple[str, str, tuple[str, ...]],
    followed: Marks,
    score: npt.NDArray[np.float64],
    listed: list[Member],
) -> Iterator[Finding]:
    outcome, design, lines = where
    for place, line in enumerate(lines):
        flagged = score > np.quantile(score, 0.9 - 0.09 * place * (line == "one half"))
        cells = metrics.cells_of(followed, flagged)
        for one in listed:
            if place and " and " in one.attribute:
                continue
            told = {name: int((cells[name] & one.rows).sum()) for name in metrics.CELLS}
            n, positives = sum(told.values()), told["true_positives"] + told["false_negatives"]
            labels = {
                "outcome": outcome,
                "design": design,
                "attribute": one.attribute,
                "group": one.group,
            }
            if not place:
                at = "of all" if line.endswith("of all") else ""
                about = About(authority="made-up", cut_off=at, measure="prevalence", **labels)
                yield Finding(about=about, estimate=_rate(positives, n, n, positives))
            for measure in RATES:
                part, whole = (
                    sum(told[name] for name in names) for names in metrics.RATES[measure]
                )
                about = About(authority="made-up", cut_off=line, measure=measure, **labels)
                made = _rate(part, whole, n, positives)
                yield Finding(about=about, estimate=made)
                if one.attribute:
                    gap = Estimate(value=0.1, low=0.0, high=0.2, n=n, positives=positives)
                    about = About(
                        authority="made-up", cut_off=line, measure=f"gap in {measure}", **labels
                    )
                    yield Finding(about=about, estimate=gap if made.value is not None else made)


def _rate(part: int, whole: int, n: int, positives: int) -> Estimate:
    if min(positives, n - positives) < 20 or not whole:
        return too_few(n=n, positives=positives)
    value = part / whole
    return Estimate(
        value=value,
        low=value,
        high=value,
        n=n,
        positives=positives,
        numerator=part,
        denominator=whole,
    )


def main() -> None:
    """Time the door."""
    decisions = int(next((one for one in sys.argv[1:] if one.isdigit()), "24000"))
    made = list(findings(decisions))
    rule = policy().disclosure_rule("standard")
    profile = cProfile.Profile()
    began = time.process_time()
    if "--profile" in sys.argv:
        profile.enable()
    cleared = clear(made, rule=rule, capacity=0.05)
    profile.disable()
    seconds = time.process_time() - began
    states = Counter(str(one.estimate.state) for one in cleared)
    print(
        f"{decisions:,} decisions, {len(made):,} findings: {seconds:.1f} s of processor time; {dict(states)}"
    )
    if "--profile" in sys.argv:
        profile.print_stats("cumulative")


if __name__ == "__main__":
    main()
