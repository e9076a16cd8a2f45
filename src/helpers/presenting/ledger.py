"""The record and the truth: an audit on the record beside one on what truly happened, for two groups watched or not."""

from collections.abc import Callable
from typing import NamedTuple

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Verdict
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
from helpers.presenting.ledger_words import (
    ALARMS,
    HARMED_ALARMS,
    PER_HARM,
    agreement,
    others,
    overall,
)
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.tables import Table

ABSENT = (
    "The two audits have not been made yet: the proof 'ledger' has left no evidence. "
    "'make prove PROOF=ledger' makes it."
)


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
    Row(
        "harm came, or only help kept it away, of false alarms by the record", TRUTH, HARMED_ALARMS
    ),
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
                points(
                    told(found, setting) for told in (overall, agreement) for setting in SETTINGS
                ),
                _drawn(found).shown(),
            ]
        ),
    )


def more(evidence: Evidence) -> Shown:
    """Return what else differs between the groups: who is flagged, who is missed, how much of the harm is recorded."""
    return if_there(
        evidence,
        lambda found: points(
            sentence for setting in SETTINGS for sentence in others(found, setting)
        ),
    )


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
                *(f"{row.label}: {_signed(row.series[-1])}." for row in rows),
            ]
        ),
        caption=(
            "A mark on the line in the middle: no difference between the groups. A false alarm by the record: flagged, and no plan or "
            "care within a year. By what truly happened: flagged, and no harm within a year, with or without help. The flags are "
            "the same in both. A difference is called sure only where it would be with bars one and a half times as long, since many are judged at once. "
            f"{effort(found)}{measured_on(found.proof)}"
        ),
        table=_table(found),
    )


def _signed(one: Estimate) -> str:
    return words.state_words(one) or signed(100 * (one.value or 0))


def effort(found: Audits) -> str:
    """Return what was learnt and how often, a sentence and a space; nothing where the proof does not say it."""
    seeds, design = found.proof.settings.get("seeds"), found.proof.settings.get("design")
    if seeds is None or design is None:
        return ""
    first, last = seeds
    return (
        f"Design: {words.design(design)}; {words.CUT_OFFS[words.HEADLINE_CUT_OFF]}. One made-up council was drawn "
        f"{last - first + 1} times in each setting; the bars show how far the numbers might move with other draws. "
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
            rates = (
                found.everybody(setting, row.against, row.measure),
                *found.pair(setting, row.against, row.measure),
            )
            cells = [words.in_hundred(one) for one in rates]
            sure = {Verdict.TRUE: "yes", Verdict.FALSE: "yes", Verdict.CANNOT_TELL: "no"}
            cells += [
                _change(apart.estimate),
                sure.get(apart.verdict, words.state_words(apart.estimate)),
            ]
            rows.append((f"{name}: {row.name}", *cells))
    return Table(
        caption="Two audits of the same flags of made-up children, by group (interval)",
        columns=(
            "Setting and number",
            "Everybody",
            "Group A",
            "Group B",
            "B less A, in 100",
            "Sure to differ?",
        ),
        rows=tuple(rows),
    )
