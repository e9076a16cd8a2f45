"""The record and the truth: an audit on the record beside one on what truly happened, for two groups watched or not."""

from collections.abc import Callable
from typing import NamedTuple

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Claim, Verdict
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.ledger_gaps import Gap, gaps, signed
from helpers.presenting.ledger_records import (
    RECORD,
    SETTINGS,
    TRUTH,
    WITHIN_A_YEAR,
    Audits,
    audits_of,
)
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

ABSENT = (
    "The two audits have not been made yet: the proof 'ledger' has left no evidence. "
    "'make prove PROOF=ledger' makes it."
)
ALARMS, PER_HARM = "false_discovery_rate", "recorded_per_harm"
BY = {RECORD: "By the record", TRUTH: "By what truly happened"}


class Row(NamedTuple):
    """One number of the table: what it is called, what it is counted against, and its measure."""

    name: str
    against: str
    measure: str


ROWS = (
    Row("flagged, of all decisions", RECORD, "flagged_share"),
    Row("false alarms, of those flagged, by the record", RECORD, ALARMS),
    Row("false alarms, of those flagged, by what truly happened", TRUTH, ALARMS),
    Row("missed, of those for whom the outcome was recorded", RECORD, "false_negative_rate"),
    Row("missed, of those to whom harm came", TRUTH, "false_negative_rate"),
    Row("outcome recorded, of all decisions", RECORD, "prevalence"),
    Row("harm came, of all decisions", TRUTH, "prevalence"),
    Row("outcomes recorded for every 100 decisions that harm followed", TRUTH, PER_HARM),
    Row("harm within a year, of all children", WITHIN_A_YEAR, "harmed"),
)
IN_FIGURE = (
    ("Flagged", RECORD, "flagged_share"),
    ("False alarms, by the record", RECORD, ALARMS),
    ("False alarms, by what truly happened", TRUTH, ALARMS),
    ("Missed, by the record", RECORD, "false_negative_rate"),
    ("Missed, by what truly happened", TRUTH, "false_negative_rate"),
)
CLAIMS = {
    "flagged_share": Claim(
        true="More of group B are flagged: {second} of decisions, and {first} in group A.",
        false="Fewer of group B are flagged: {second} of decisions, and {first} in group A.",
        cannot_tell="Both groups are flagged about as often: {first} of decisions in group A, and {second} in group B.",
    ),
    ALARMS: Claim(
        true="{by}, more of the flags in group B are false alarms: {second} of those flagged, and {first} in group A.",
        false="{by}, fewer of the flags in group B are false alarms: {second} of those flagged, and {first} in group A.",
        cannot_tell="{by}, false alarms are about as common in both groups, and any difference may be chance: {first} of those flagged in group A, and {second} in group B.",
    ),
    "false_negative_rate": Claim(
        true="{by}, more children of group B are missed: {second}, and {first} in group A.",
        false="{by}, fewer children of group B are missed: {second}, and {first} in group A.",
        cannot_tell="{by}, about as many children of both groups are missed: {first} in group A, and {second} in group B.",
    ),
    PER_HARM: Claim(
        true="Beside every 100 decisions that harm followed, the record holds more outcomes for group B: {second}, and {first} for group A.",
        false="Beside every 100 decisions that harm followed, the record holds fewer outcomes for group B: {second}, and {first} for group A.",
        cannot_tell="Beside every 100 decisions that harm followed, the record holds {first} outcomes for group A and {second} for group B, which is no sure difference.",
    ),
    "harmed": Claim(
        true="Harm comes to more children of group B: {second} within a year, and {first} in group A.",
        false="Harm comes to fewer children of group B: {second} within a year, and {first} in group A.",
        cannot_tell="Harm comes about as often to both groups: within a year to {first} of the children of group A and {second} of group B.",
    ),
}
"""What may be said of one number in both groups, by measure."""


def if_there(evidence: Evidence, show: Callable[[Audits], Shown]) -> Shown:
    """Return what there is to show, or one sentence while the audits have not been made."""
    found = audits_of(evidence)
    return sentences(ABSENT) if found is None else show(found)


def audits(evidence: Evidence) -> Shown:
    """Return false alarms by group in both settings, by the record and by what truly happened, and whether both agree."""
    return if_there(
        evidence,
        lambda found: together(
            [
                points(agreement(found, setting) for setting in SETTINGS),
                _drawn(found).shown(),
            ]
        ),
    )


def more(evidence: Evidence) -> Shown:
    """Return what else differs between the groups: who is flagged, who is missed, how much of the harm is recorded."""
    asked = (
        (WITHIN_A_YEAR, "harmed"),
        (RECORD, "flagged_share"),
        (TRUTH, "false_negative_rate"),
        (TRUTH, PER_HARM),
    )
    return if_there(
        evidence,
        lambda found: points(
            f"{name}: {words.inside(said(found, setting, against, measure=measure))}"
            for setting, name in SETTINGS.items()
            for against, measure in asked
        ),
    )


def agreement(found: Audits, setting: str) -> str:
    """Return what both audits say of false alarms in one setting, and whether they agree."""
    both = [said(found, setting, against, measure=ALARMS) for against in (RECORD, TRUTH)]
    verdicts = [found.apart[setting, against, ALARMS].verdict for against in (RECORD, TRUTH)]
    parts = [f"{SETTINGS[setting]}: {words.inside(both[0])}", both[1], _tail(*verdicts)]
    return " ".join(part for part in parts if part)


def _tail(by_record: Verdict, by_truth: Verdict) -> str:
    """Return whether two audits say the same; nothing where one of them can say nothing."""
    unsaid = {Verdict.SUPPRESSED, Verdict.TOO_FEW}
    if unsaid & {by_record, by_truth}:
        return ""
    if by_record is by_truth:
        return "Both audits say the same."
    if by_truth is Verdict.CANNOT_TELL:
        return "Who has only the record sees a difference that the truth does not bear out."
    if by_record is Verdict.CANNOT_TELL:
        return "Who has only the record cannot see it."
    return "The two audits say the opposite."


def said(found: Audits, setting: str, against: str, *, measure: str) -> str:
    """Return what may be said of one number in both groups, as a sentence."""
    first, second = (_bare(one) for one in found.pair(setting, against, measure))
    if measure == PER_HARM:
        first, second = (one.removesuffix(" in 100") for one in (first, second))
    verdict = found.apart[setting, against, measure].verdict
    sentence = CLAIMS[measure].said(verdict)
    return sentence.format(first=first, second=second, by=BY.get(against, ""))


def _bare(one: Estimate) -> str:
    return words.in_hundred(Estimate(value=one.value, state=one.state))


def _drawn(found: Audits) -> Drawn:
    rows = [
        Gap(
            label=name,
            series=tuple(found.apart[setting, against, measure].estimate for setting in SETTINGS),
        )
        for name, against, measure in IN_FIGURE
    ]
    return Drawn(
        question="Would an audit of the record notice what the truth shows?",
        figure=gaps(
            rows,
            series=tuple(SETTINGS.values()),
            title="how many more in 100 in group B",
            ends=("fewer in group B", "more in group B"),
        ),
        silence=words.nothing_drawn(one for row in rows for one in row.series),
        alt=fitted(
            [
                "How many more in 100 in group B than in group A, where it is watched more closely.",
                *(f"{row.label}: {_more(row.series[-1])}." for row in rows),
            ]
        ),
        caption=(
            "A mark on the line in the middle: no difference between the groups. A false alarm by the record: flagged, and no plan or "
            "care within a year. By what truly happened: flagged, and no harm within a year, with or without help. The flags are "
            "the same in both. What is called sure would be so if the lines were half as long again, for many are judged at once. "
            f"{effort(found)}{measured_on(found.proof)}"
        ),
        table=_table(found),
    )


def _more(one: Estimate) -> str:
    return words.state_words(one) or signed(100 * (one.value or 0))


def effort(found: Audits) -> str:
    """Return what was learnt and how often, a sentence and a space; nothing where the proof does not say it."""
    seeds, design = found.proof.settings.get("seeds"), found.proof.settings.get("design")
    if seeds is None or design is None:
        return ""
    first, last = seeds
    return (
        f"Design: {words.design(design)}; {words.CUT_OFFS[words.HEADLINE_CUT_OFF]}. One made-up council was drawn "
        f"{last - first + 1} times in each setting; the lines show how far the numbers might move with other draws. "
    )


def _change(one: Estimate) -> str:
    """Return a difference in 100 with its interval, or the words of its state."""
    if one.value is None:
        return words.state_words(one)
    ends = [signed(100 * end) for end in (one.low, one.high) if end is not None]
    told = signed(100 * one.value)
    return f"{told} ({ends[0]} to {ends[1]})" if len(ends) == 2 else told


def _table(found: Audits) -> Table:
    rows = []
    for setting, name in SETTINGS.items():
        for row in ROWS:
            apart = found.apart[setting, row.against, row.measure]
            cells = [words.in_hundred(one) for one in found.pair(setting, row.against, row.measure)]
            sure = {Verdict.TRUE: "yes", Verdict.FALSE: "yes", Verdict.CANNOT_TELL: "no"}
            cells += [
                _change(apart.estimate),
                sure.get(apart.verdict, words.state_words(apart.estimate)),
            ]
            rows.append((f"{name}: {row.name}", *cells))
    return Table(
        caption="Two audits of the same flags, by group (interval)",
        columns=("Setting and number", "Group A", "Group B", "B less A, in 100", "Sure to differ?"),
        rows=tuple(rows),
    )
