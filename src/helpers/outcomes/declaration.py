"""What a declaration of an outcome holds, as frozen data classes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from pydantic import ConfigDict

from helpers import policy
from helpers.events import MOVED_OR_DIED

Where = Mapping[str, tuple[bool | str, ...]]
"""Column -> the values that count."""

ANNEX_A_LISTS: Mapping[str, int] = MappingProxyType(
    {
        "contacts": 1,
        "referrals": 3,
        "assessments": 4,
        "enquiries": 5,
        "conferences": 5,
        "needs": 6,
        "plans": 7,
        "care": 8,
    }
)
"""The Annex A list that holds each event table."""
SIDE_FILES: Mapping[str, str] = MappingProxyType({"early_help": "early_help.csv"})
"""The side file that holds an event table which Annex A lacks."""

_STRICT = ConfigDict(extra="forbid", str_min_length=1, str_strip_whitespace=True)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Which rows of an event table count.

    ``where`` keeps rows whose value is one of those listed; ``where_not`` drops rows whose value is one of those
    listed, so that a row whose value is missing stays.
    """

    __pydantic_config__ = _STRICT
    table: str
    where: Where = field(default_factory=dict)
    where_not: Where = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing(Rows):
    """Rows of which at least one stood on the decision day, or in a stretch of time up to it.

    Attributes
    ----------
    open
        Whether a row that starts on the decision day itself counts.
    months
        Look that many months back from the decision day; 0 is the day alone.
    since
        Look back to the day on which the decision's own matter began, instead.
    working_days
        How long an event without an end is taken to last; 0 is its day alone.
    """

    __pydantic_config__ = _STRICT
    open: Literal["before that day", "by that day"] = "by that day"
    months: int = 0
    since: Literal["the matter began"] | None = None
    working_days: int = 0


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Decisions that are not asked about, and why, in plain words that fit after "because"."""

    __pydantic_config__ = _STRICT
    reason: str
    any_of: tuple[Standing, ...] = ()
    this_decision: Where = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DecisionRule:
    """The row of an event table that is a decision, and on which day it is taken."""

    __pydantic_config__ = _STRICT
    table: str
    day: Literal[
        "start", "end", "next working day", "fifteenth working day", "three months after start"
    ]
    still_open: bool = False
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Event:
    """What must follow: the first of ``any_of`` after the day, and what the decision itself must turn out to be.

    With ``absent`` the outcome followed if none of ``any_of`` came: for outcomes that a family reaches by being left in
    peace.
    """

    __pydantic_config__ = _STRICT
    any_of: tuple[Rows, ...]
    this_decision: Where = field(default_factory=dict)
    absent: bool = False


@dataclass(frozen=True, kw_only=True)
class Documents:
    """Kinds of case note that may be read: about the matter in hand, and about earlier ones.

    A note belongs to the matter in hand if it is dated from ``days_before`` days before the matter began.
    """

    __pydantic_config__ = _STRICT
    current: tuple[str, ...]
    earlier: tuple[str, ...]
    days_before: int = 0


@dataclass(frozen=True, kw_only=True)
class Words:
    """The outcome for people: one sentence each, and a note for readers from practice."""

    __pydantic_config__ = _STRICT
    decision: str
    outcome: str
    false_alarm: str
    missed_child: str
    practice_note: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One question about one kind of decision.

    Follow-up ends for all outcomes alike with the endings of :data:`helpers.events.MOVED_OR_DIED` and with the 18th
    birthday; a child is counted once in :attr:`once_per_months`.
    """

    __pydantic_config__ = _STRICT
    slug: str
    authority: Literal["north-west", "south-west", "west-midlands", "south-east"]
    title: str
    source: Literal["slides", "study's code", "ours"]
    decision: DecisionRule
    left_out: tuple[LeftOut, ...]
    event: Event
    within_months: int
    documents: Documents
    words: Words
    once_per_months: int = 12

    @property
    def rules(self) -> dict[str, Any]:
        """What decides who is asked about and for whom the outcome followed, as plain values: all but the words.

        The reasons for leaving decisions out are among them, since they are counted under these reasons.
        """
        told = asdict(self)
        for words in ("title", "source", "words"):
            del told[words]
        return told

    @property
    def look_back_months(self) -> int:
        """Months at the beginning of the records in which no decision is asked about."""
        longest = max((rows.months for rule in self.left_out for rows in rule.any_of), default=0)
        return max(policy.policy().study.look_back_months, longest)

    @property
    def tables(self) -> frozenset[str]:
        """Event tables without which the outcome cannot be told."""
        named = {rows.table for rule in self.left_out for rows in rule.any_of}
        named |= {rows.table for rows in self.event.any_of} | {self.decision.table}
        return frozenset(named | (set(MOVED_OR_DIED) - set(SIDE_FILES)))

    @property
    def needed_lists(self) -> frozenset[int]:
        """Annex A lists without which the outcome cannot be told."""
        return frozenset(ANNEX_A_LISTS[table] for table in self.tables if table in ANNEX_A_LISTS)

    @property
    def needed_files(self) -> frozenset[str]:
        """Side files without which the outcome cannot be told."""
        return frozenset(SIDE_FILES[table] for table in self.tables if table in SIDE_FILES)
