"""Can each outcome be evaluated on this authority's data? Words for the analyst, before anything long is run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers import policy
from helpers.cohort import Cohort
from helpers.outcomes.declare import outcome as declared


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What can be said about one outcome.

    Attributes
    ----------
    outcome
        The outcome's slug.
    can_be_evaluated
        Whether there is enough to learn from and to judge on.
    reasons
        Sentences: what stands in the way, or what will be missing. They hold counts of decisions, not yet cleared for
        publishing.
    decisions, followed
        Decisions asked about, and those for which the outcome followed.
    """

    outcome: str
    can_be_evaluated: bool
    reasons: tuple[str, ...]
    decisions: int
    followed: int


def readiness(
    outcomes: Iterable[str],
    cohorts: Mapping[str, Cohort],
    *,
    documents: Mapping[str, pd.DataFrame] | None = None,
    held_out_share: float = 0.4,
) -> list[Readiness]:
    """Say for each outcome whether it can be evaluated, and why not.

    Parameters
    ----------
    outcomes
        Slugs of the outcomes that the authority asks about.
    cohorts
        Cohort of each outcome, by slug. An outcome without a cohort cannot be evaluated.
    documents
        Texts of each cohort, as :func:`helpers.features.text.documents` returns them; without them nothing is said
        about notes.
    held_out_share
        Share of the decisions that is held out for judging.

    Raises
    ------
    SecondLookError
        If a slug names no declared outcome.
    """
    texts = documents or {}
    return [
        _of_one(declared(slug).slug, cohorts.get(slug), texts.get(slug), held_out_share)
        for slug in outcomes
    ]


def _of_one(
    slug: str, cohort: Cohort | None, texts: pd.DataFrame | None, held_out_share: float
) -> Readiness:
    if cohort is None:
        return Readiness(
            outcome=slug,
            can_be_evaluated=False,
            reasons=("The records that this outcome needs could not be read.",),
            decisions=0,
            followed=0,
        )
    obstacles = _obstacles(cohort, held_out_share)
    return Readiness(
        outcome=slug,
        can_be_evaluated=not obstacles,
        reasons=(*obstacles, *_warnings(cohort, texts)),
        decisions=len(cohort.decisions),
        followed=cohort.followed,
    )


def _obstacles(cohort: Cohort, held_out_share: float) -> tuple[str, ...]:
    decisions, followed = len(cohort.decisions), cohort.followed
    if not decisions:
        return (
            f"No decision is left to ask about, of {cohort.considered:,} found. {_most_left_out(cohort)}".strip(),
        )
    limits = policy.policy().estimates
    said = []
    for number, fewest, kind in (
        (followed, limits.fewest_positives, "for which the outcome followed"),
        (decisions - followed, limits.fewest_negatives, "for which it did not follow"),
    ):
        expected = number * held_out_share
        if expected < fewest:
            said.append(
                f"About {expected:,.0f} {'decision' if round(expected) == 1 else 'decisions'} {kind} would be held out "
                f"for judging, and at least {fewest} are needed; a longer period of records would help."
            )
    if cohort.families < 2:
        said.append("All decisions are about one family, so none could be held out from learning.")
    return tuple(said)


def _most_left_out(cohort: Cohort) -> str:
    reason, number = max(cohort.left_out.items(), key=lambda item: item[1], default=("", 0))
    return f"Most were left out for this reason: {reason} ({number:,})." if number else ""


def _warnings(cohort: Cohort, texts: pd.DataFrame | None) -> tuple[str, ...]:
    if texts is None or not len(cohort.decisions):
        return ()
    some = (texts["current"].str.len() + texts["earlier"].str.len()) > 0
    if not some.any():
        return (
            "No decision has a case note that may be read, so the designs with notes cannot be evaluated.",
        )
    if some.mean() < 0.5:
        return ("Fewer than half of the decisions have a case note that may be read.",)
    return ()
