"""Proofs in plain words: what was claimed beforehand, what was measured, whether it held, and on which day."""

import re
from collections.abc import Sequence
from statistics import NormalDist

from helpers.presenting import words
from helpers.presenting.proven_figures import coverage, luck_alone, share_of_runs
from helpers.presenting.show import Shown, headed, points, sentences, together
from helpers.presenting.source import ClaimedFigure, Evidence, MeasuredFigure, ProofResult
from helpers.presenting.stale import day_of, then
from helpers.presenting.tables import Table

TITLES = {
    "coverage": "Do intervals hold what they promise?",
    "null_claims": "Is anything claimed where scores hold nothing?",
    "group_gaps": "Are gaps between groups found where they are, and only there?",
    "calibration": "Does the made-up world come out as it was set to?",
    "null_world": "Is anything claimed in a world with nothing to find?",
    "predictable_world": "Is it said where there is much to find?",
    "worlds": "Do the two ends of the made-up worlds come out as they should?",
    "ledger": "Do an audit of the record and one of the truth differ where they should?",
    "help_given": "Are those counted whom help kept from the outcome?",
    "learned_ceilings": "Does any model with data without end do better than whoever knows everything?",
    "under_the_ceiling": "Does any council's model do better than whoever knows everything?",
    "notes_found": "Is it found when something is planted in the notes?",
}
"""What the proofs ask, in the order in which they are shown; any others follow under their own names."""
PLAIN = (
    (r"plain percentiles, rows resampled:", "as if there were no brothers and sisters:"),
    (r"plain percentiles, families resampled:", "plain percentiles, by families:"),
    (r"^stronger:", "brothers and sisters even more alike:"),
    (r"(?<!average[ _])\bprecision\b", "flags that were right, of those flagged"),
    (r"\brecall\b", "flagged, of those for whom the outcome followed"),
    (r"average_precision", "average precision"),
    (r"(\d+) positives", r"\1 children for whom the outcome followed"),
    (r"false_positive_rate", "false alarms among children for whom the outcome did not follow"),
    (r"false_negative_rate", "missed children"),
    (r"false_discovery_rate", "false alarms among those flagged"),
    (r"false_omission_rate", "missed children among those not flagged"),
    (r"^no gap, five groups and two groups:", "no gap, pairs of groups:"),
    (r"power near (\d+):", r"found about \1 times in 100:"),
    (r"dial 0$", "notes that know nothing beyond the record"),
    (r"dial 1$", "notes as in this book"),
    (r"dial 2$", "notes that know more"),
)
"""Words of the proofs, and what pages say in their place; the first to be replaced stands first."""
PER_HUNDRED = "in 100 "
SEEN = 4
"""So many claimed figures stand in words and in an open table; more are folded away."""


def in_short(evidence: Evidence) -> Shown:
    """Return one sentence on each proof, and how many of them held."""
    return points([_how_many(evidence), *(_short(proof) for proof in in_order(evidence))])


def every_proof(evidence: Evidence) -> Shown:
    """Return each proof with its claim, its verdict, its figures and its numbers."""
    return together(_proof(proof) for proof in in_order(evidence))


def in_order(evidence: Evidence) -> list[ProofResult]:
    """Return the proofs in the order in which they are shown."""
    order = list(TITLES)
    return sorted(
        evidence.proofs,
        key=lambda proof: order.index(proof.name) if proof.name in order else len(order),
    )


def title(proof: ProofResult) -> str:
    """Return what a proof asks, or its own name if nobody wrote a question for it."""
    return TITLES.get(proof.name, proof.name.replace("_", " ").capitalize())


def verdict(proof: ProofResult) -> str:
    """Return whether a claim held when it was measured, and which of its figures did not."""
    figures = words.counted(len(proof.claims), "figure")
    rests, turns = _rests(proof), _could_turn(proof)
    if not proof.claims:
        return (
            f"Measured on {day_of(proof)}: no bound was set beforehand, so nothing held or failed."
        )
    if proof.met:
        all_of = "the one figure" if len(proof.claims) == 1 else f"all {figures}"
        named = f" Measured: {_named(proof.claims)}." if len(proof.claims) <= SEEN else ""
        return f"It held on {day_of(proof)}: {all_of} that had a bound kept within it, measured over {rests}.{named}{turns}"
    missed = [claim for claim in proof.claims if not claim.met]
    return (
        f"It did not hold on {day_of(proof)}: {len(missed)} of {figures} missed the bound, measured over {rests} "
        f"({_named(missed)}).{turns}"
    )


def _named(claims: Sequence[ClaimedFigure]) -> str:
    return "; ".join(
        f"{plain(one.figure)}: {one.measured:g}, claimed {_bound(one)}" for one in claims
    )


def _could_turn(proof: ProofResult) -> str:
    """Return of how many shares the range that chance leaves holds an end of the bound; nothing if of none."""
    open_ones = 0
    for one in proof.claims:
        if one.error is not None:
            low, high = _range(one, one.error)
            ends = [end for end in (one.at_least, one.at_most) if end is not None]
            open_ones += any(low < end < high for end in ends)
    if not open_ones:
        return ""
    return (
        f" For {words.counted(open_ones, 'figure')}, the range that chance leaves reaches across the bound: more runs could "
        "turn the verdict."
    )


def plain(figure: str) -> str:
    """Return the name of a figure in the words of pages.

    >>> plain("recall, about 50 positives")
    'flagged, of those for whom the outcome followed, about 50 children for whom the outcome followed'
    """
    for pattern, said in PLAIN:
        figure = re.sub(pattern, said, figure)
    for name, said in (words.DESIGNS | words.BAG_DESIGNS).items():
        figure = figure.replace(name, said)
    return figure


def _how_many(evidence: Evidence) -> str:
    bounded = [proof for proof in evidence.proofs if proof.claims]
    held = sum(proof.met for proof in bounded)
    stale = sum(bool(proof.stale) for proof in evidence.proofs)
    said = f"Of {words.counted(len(bounded), 'proof')}, {held} held when measured"
    missed = len(bounded) - held
    said += f" and {missed} did not" if missed else ""
    if not stale:
        return f"{said}; each was measured on the code as it stands."
    return f"{said}; of {words.counted(stale, 'proof')} the code has changed since."


def _short(proof: ProofResult) -> str:
    held = "it held" if proof.met else "it did not hold"
    if not proof.claims:
        held = "no bound was set beforehand"
    since = ", and the code has changed since" if proof.stale else ""
    return f"{title(proof)} {held.capitalize()} on {day_of(proof)}{since}."


def _proof(proof: ProofResult) -> Shown:
    drawn = [figure.shown() for figure in (*coverage(proof), *luck_alone(proof))]
    parts = [
        sentences(f"Claimed: {proof.claim}"),
        sentences(verdict(proof), *then(proof)),
        *drawn,
        *_numbers(proof),
    ]
    return headed(title(proof), *parts)


def _numbers(proof: ProofResult) -> list[Shown]:
    """Return the table of what was claimed, and, folded away, that of what stands beside it."""
    unit = str(proof.settings.get("unit", ""))
    told = f", {unit}" if unit else ""
    shown = []
    if proof.claims:
        table = Table(
            caption=f"{title(proof)} What was claimed and what was measured{told}",
            columns=("Figure", "Measured", "Claimed", "Held?", "Out of"),
            rows=tuple(
                (
                    plain(one.figure),
                    _measured(one),
                    _bound(one),
                    "yes" if one.met else "no",
                    f"{one.of:,}",
                )
                for one in proof.claims
            ),
        )
        few = len(proof.claims) <= SEEN
        shown.append(table.shown() if few else table.folded("What was claimed and measured"))
    if proof.beside:
        table = Table(
            caption=f"{title(proof)} Measured beside it, without a bound{told}",
            columns=("Figure", "Measured", "Out of"),
            rows=tuple((plain(one.figure), _measured(one), f"{one.of:,}") for one in proof.beside),
        )
        shown.append(table.folded("What was measured beside it"))
    return shown


def _measured(one: MeasuredFigure) -> str:
    """Return a figure as words; a share of runs with the range that chance leaves."""
    if one.error is None:
        return f"{one.measured:g}"
    low, high = _range(one, one.error)
    return f"{one.measured:.3g} ({low:.3g} to {high:.3g})"


def _range(one: MeasuredFigure, error: float) -> tuple[float, float]:
    """Return the range that chance leaves, in 100 of the runs; a figure that may be negative is a difference, and no share."""
    at_least = getattr(one, "at_least", None)
    if at_least is not None and at_least < 0:
        far = NormalDist().inv_cdf(0.975) * error
        return one.measured - far, one.measured + far
    share = share_of_runs(one.measured, one.of)
    assert share.low is not None and share.high is not None
    return 100 * share.low, 100 * share.high


def _bound(one: ClaimedFigure) -> str:
    if one.at_least is not None and one.at_most is not None:
        return f"{one.at_least:g} to {one.at_most:g}"
    return f"at least {one.at_least:g}" if one.at_least is not None else f"at most {one.at_most:g}"


def _rests(proof: ProofResult) -> str:
    """Return over how many runs the claimed figures were measured."""
    unit = str(proof.settings.get("unit", ""))
    noun = unit.removeprefix(PER_HUNDRED) if unit.startswith(PER_HUNDRED) else "values"
    of = sorted({one.of for one in proof.claims})
    if not of:
        return f"no {noun}"
    return f"{of[0]:,} {noun}" if len(of) == 1 else f"{of[0]:,} to {of[-1]:,} {noun}"
