"""Which numbers by group a page reads: a way of counting, and what was found for each group under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from helpers.estimate import ClearedFinding, Estimate
from helpers.presenting.groups_named import AND, in_order
from helpers.presenting.source import OutcomeWords, Results


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One way of counting mistakes: whose scores, at which line, on which decisions.

    Attributes
    ----------
    design
        The model's design.
    cut_off
        The line above which decisions are flagged.
    without
        What stands in place of a line for measures that have none.
    called
        What it is called in a table.
    """

    design: str
    cut_off: str
    without: str
    called: str


OF_ALL = "of all"
WHOLE = Counted(
    design="text-all",
    cut_off="top tenth of all",
    without=OF_ALL,
    called="records and notes, all decisions",
)
"""The way shown first: it has the most decisions, each scored by a model that learnt from other families alone."""
BESIDE = (
    Counted(
        design="text-all",
        cut_off="headline of all",
        without=OF_ALL,
        called="records and notes, all decisions, the line of the held-out test",
    ),
    Counted(
        design="structured-all",
        cut_off="top tenth of all",
        without=OF_ALL,
        called="records alone, all decisions",
    ),
    Counted(
        design="text-earlier",
        cut_off="top tenth",
        without="",
        called="records and notes, learnt from earlier cases, later decisions held out",
    ),
    Counted(
        design="structured-earlier",
        cut_off="top tenth",
        without="",
        called="records alone, learnt from earlier cases, later decisions held out",
    ),
)
"""The other ways, told beside it."""
WITHOUT_LINE = frozenset(
    {
        "average_precision",
        "calibration_slope",
        "lift",
        "observed_expected",
        "pinned_average_precision",
        "prevalence",
    }
)
"""Measures that need no line."""
DIFFERENCE, RATIO, POWER, SMALLEST = (
    "gap in {}",
    "ratio of {}",
    "power of gap in {}",
    "smallest gap in {}",
)

STANDINGS = {
    "all children are in one group": "all children are in one group, and there is nobody to compare them with",
    "too many groups": "there are so many groups that nothing could be told apart",
    "recorded for nobody": "it was recorded for nobody",
}
"""Why an attribute was not asked about."""
UNKNOWN = "the study was run without it"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where numbers by group are looked up: an authority, an outcome, a way of counting and an attribute."""

    report: Results
    outcome: OutcomeWords
    attribute: str
    counted: Counted = WHOLE

    def findings(self, measure: str, *, of: str = "") -> dict[str, ClearedFinding]:
        """Return what was found for each group, in the order of showing; nothing if it was not looked for.

        Parameters
        ----------
        measure
            A measure, or what is made of one.
        of
            The measure it is made of, such as that of a gap; the measure itself if not given.
        """
        found = {
            finding.about.group: finding
            for finding in self.report.find(
                measure=measure,
                outcome=self.outcome.slug,
                design=self.counted.design,
                cut_off=self._line(of or measure),
                attribute=self.attribute,
            )
        }
        return {name: found[name] for name in in_order(self.attribute, found)}

    def rates(self, measure: str, *, of: str = "") -> dict[str, Estimate]:
        """Return the number of each group, in the order of showing."""
        return {name: one.estimate for name, one in self.findings(measure, of=of).items()}

    def everybody(self, measure: str) -> Estimate | None:
        """Return the number of all children, if there is one."""
        found = self.report.find(
            measure=measure,
            outcome=self.outcome.slug,
            design=self.counted.design,
            cut_off=self._line(measure),
            attribute="",
            group="",
        )
        return found[0].estimate if found else None

    @property
    def silence(self) -> str:
        """Why nothing is counted by this attribute, as the end of a sentence."""
        noted = self.report.find(
            measure="standing",
            outcome=self.outcome.slug,
            design=self.counted.design,
            attribute=self.attribute,
        )
        return STANDINGS.get(noted[0].about.note if noted else "", UNKNOWN)

    def _line(self, measure: str) -> str:
        return self.counted.without if measure in WITHOUT_LINE else self.counted.cut_off


def places(report: Results, outcome: OutcomeWords, counted: Counted = WHOLE) -> list[Place]:
    """Return one place for each attribute of an authority, in its own order."""
    return [
        Place(report=report, outcome=outcome, attribute=name, counted=counted)
        for name in report.attributes
    ]


def pairs(report: Results, outcome: OutcomeWords) -> Iterator[Place]:
    """Return one place for each pair of attributes, in the authority's own order."""
    for two in combinations(report.attributes, 2):
        yield Place(report=report, outcome=outcome, attribute=AND.join(two))
