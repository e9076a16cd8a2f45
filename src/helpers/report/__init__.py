"""What a notebook may know of an authority: cleared estimates, and nothing else.

>>> from helpers import report
>>> authority = report.open("data/synthetic/north-west")  # doctest: +SKIP
>>> authority.one(measure="decisions", outcome="contact-to-plan-or-care")  # doctest: +SKIP
"""

from helpers.report.opened import Report, from_findings, open, open_all
from helpers.report.proofs import Evidence, bar, ceilings, datasheet, evidence
from helpers.report.uncleared import BeforeTheDoor, before_the_door, tables_before_the_door

__all__ = [
    "BeforeTheDoor",
    "Evidence",
    "Report",
    "bar",
    "before_the_door",
    "ceilings",
    "datasheet",
    "evidence",
    "from_findings",
    "open",
    "open_all",
    "tables_before_the_door",
]
