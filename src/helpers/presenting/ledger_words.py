"""What the two audits allow to say: false alarms by each, whether they agree, and what else differs between the groups."""

from helpers.estimate import Estimate
from helpers.presenting import words
from helpers.presenting.claims import Claim, Verdict
from helpers.presenting.ledger_records import RECORD, SETTINGS, TRUTH, WITHIN_A_YEAR, Audits

ALARMS, PER_HARM = "false_discovery_rate", "recorded_per_harm"
HARMED_ALARMS = "harmed_false_alarms"
BY = {RECORD: "By the record", TRUTH: "By what truly happened"}
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
BESIDE = (
    (WITHIN_A_YEAR, "harmed"),
    (RECORD, "flagged_share"),
    (TRUTH, "false_negative_rate"),
    (TRUTH, PER_HARM),
)
"""What is told of both groups beside their false alarms."""


def others(found: Audits, setting: str) -> list[str]:
    """Return a sentence for each number of one setting; one for all of them where none surely differs."""
    verdicts = {found.apart[setting, against, measure].verdict for against, measure in BESIDE}
    if verdicts == {Verdict.CANNOT_TELL}:
        return [
            f"{SETTINGS[setting]}: any difference between the groups in how often harm comes, who is flagged, who is missed, and how "
            "much is recorded for each harm, may be chance."
        ]
    return [
        f"{SETTINGS[setting]}: {words.inside(said(found, setting, against, measure=measure))}"
        for against, measure in BESIDE
    ]


def overall(found: Audits, setting: str) -> str:
    """Return how many flags are false alarms by each audit, and to how many of those by the record harm came."""
    asked = ((RECORD, ALARMS), (TRUTH, ALARMS), (TRUTH, HARMED_ALARMS))
    shares = [found.everybody(setting, against, measure) for against, measure in asked]
    lacking = [words.state_words(one) for one in shares if one.value is None]
    if lacking:
        return f"{SETTINGS[setting]}: of everybody flagged, a number is {lacking[0]}."
    by_record, by_truth, harmed = map(_bare, shares)
    return (
        f"{SETTINGS[setting]}: of everybody flagged, {by_record} are false alarms by the record, and {by_truth} by what truly "
        f"happened. To {harmed} of those who are false alarms by the record, harm came all the same, or only help kept it away."
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
