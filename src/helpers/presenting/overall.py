"""Across authorities: all outcomes side by side in a fixed order, which is no ranking."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from helpers.estimate import Estimate
from helpers.policy import policy
from helpers.presenting import boxes, differences, figures, words
from helpers.presenting.charts import DotRow, Scale, dots
from helpers.presenting.claims import better_than_guessing, reaches
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import AXIS, MARK
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import OutcomeWords, Results
from helpers.presenting.subgroups import MISTAKES, rates_by_group, silence
from helpers.presenting.tables import Table
from helpers.presenting.tallies import tally, tally_pairs


@dataclass(frozen=True)
class _Question:
    """One outcome of one authority."""

    report: Results
    outcome: OutcomeWords

    @property
    def label(self) -> str:
        return f"{self.report.name}: {self.outcome.title}"

    def estimate(
        self, measure: str, *, design: str = words.HEADLINE, cut_off: str = ""
    ) -> Estimate:
        """Return one cleared estimate of this outcome; the report's own error if there is none."""
        labels = {"cut_off": cut_off} if cut_off else {}
        return self.report.one(
            outcome=self.outcome.slug, design=design, measure=measure, **labels
        ).estimate


def average_precision(reports: Sequence[Results]) -> Shown:
    """Return the four designs of every outcome beside guessing and the study's mark."""
    questions = _questions(reports)
    mark = policy().study.bar
    rows = [
        DotRow(
            label=question.label,
            estimates=tuple(
                question.estimate("average_precision", design=name) for name in words.DESIGNS
            ),
            guessing=question.estimate("prevalence"),
        )
        for question in questions
    ]
    asked = "How far is each model from guessing, and from the study's mark?"
    return Drawn(
        question=asked,
        figure=dots(
            rows,
            series=tuple(words.DESIGNS.values()),
            scale=Scale(title=AXIS, top=mark, mark=mark, mark_label=f"{MARK}, {mark}"),
        ),
        silence=words.nothing_drawn(shown for row in rows for shown in row.estimates),
        alt=fitted(
            [
                f"Average precision of four designs for {len(rows)} outcomes.",
                compared_with_mark(reports),
            ]
        ),
        caption="Lines are intervals. The order of authorities and outcomes is fixed and says nothing about them.",
        table=Table(
            caption="Average precision of four designs, outcome by outcome",
            columns=("Outcome", *words.DESIGNS.values(), "Guessing"),
            rows=tuple(
                (
                    row.label,
                    *map(words.score, row.estimates),
                    "" if row.guessing is None else words.score(row.guessing),
                )
                for row in rows
            ),
        ),
    ).shown()


def mistakes(reports: Sequence[Results], cut_off: str = words.HEADLINE_CUT_OFF) -> Shown:
    """Return false alarms and missed children of every outcome at one cut-off."""
    rows = [
        DotRow(
            label=question.label,
            estimates=tuple(question.estimate(name, cut_off=cut_off) for name in MISTAKES),
        )
        for question in _questions(reports)
    ]
    asked = "Of 100 flagged, how many are false alarms? Of 100 for whom the outcome followed, how many are missed?"
    return Drawn(
        question=asked,
        figure=dots(
            rows,
            series=tuple(MISTAKES.values()),
            scale=Scale(title="mistakes in 100", top=100, times=100),
        ),
        silence=words.nothing_drawn(shown for row in rows for shown in row.estimates),
        alt=fitted(
            [
                f"False alarms and missed children for {len(rows)} outcomes.",
                spread(reports, "false_discovery_rate", cut_off),
                spread(reports, "false_negative_rate", cut_off),
            ]
        ),
        caption=(
            f"Design: {words.design(words.HEADLINE)}; {words.CUT_OFFS[cut_off]}. "
            "Lines are intervals. The two mistakes are shares of different children."
        ),
        table=Table(
            caption=f"False alarms and missed children: {words.CUT_OFFS[cut_off]}",
            columns=("Outcome", *MISTAKES.values()),
            rows=tuple((row.label, *map(words.in_hundred, row.estimates)) for row in rows),
        ),
    ).shown()


def first_picture(reports: Sequence[Results]) -> Shown:
    """Return both mistakes of one outcome, drawn out of a hundred, and lay them ready for other pages.

    Nobody picks it: it is the first outcome, in the fixed order, with both numbers to show.
    """
    questions = _questions(reports)
    whole = (
        question
        for question in questions
        if all(
            question.estimate(name, cut_off=words.HEADLINE_CUT_OFF).value is not None
            for name in MISTAKES
        )
    )
    first = next(whole, None)
    if first is None:
        shown = sentences("No outcome has both numbers to show.")
    else:
        whose = f"{first.label}. It stands here because, of {len(questions)} outcomes in their fixed order, it is the first with both numbers to show."
        shown = together([sentences(whose), figures.out_of_a_hundred(first.report, first.outcome)])
    words.glue_shown("overall-picture", shown)
    return shown


def findings_in_words(reports: Sequence[Results]) -> Shown:
    """Return the overall findings as a list of sentences, and lay each ready for other pages."""
    said = overall_sentences(reports)
    for key, text in said.items():
        words.glue_text(key, text)
    # The page's own box tells how the run differs from the protocol.
    return points(text for key, text in said.items() if key != "overall-run")


def overall_sentences(reports: Sequence[Results]) -> dict[str, str]:
    """Return every overall finding as a finished sentence, by the key under which other pages quote it."""
    models = sum(1 for _ in _models(reports))
    also = sum(1 for _ in _models(reports, words.BAG_DESIGNS))
    questions = len(_questions(reports))
    kind = "made-up " if _made_up(reports) else ""
    return {
        "overall-compared": (
            f"In all, {questions} outcomes of {len(reports)} {kind}authorities were put to {len(words.DESIGNS)} designs "
            f"each, which makes {models} models. {also} more read the notes as a bag of words."
        ),
        "overall-mark": compared_with_mark(reports),
        "overall-guessing": compared_with_guessing(reports),
        "overall-false-alarms": spread(reports, "false_discovery_rate", "top tenth"),
        "overall-missed": spread(reports, "false_negative_rate", "top tenth"),
        "overall-false-alarms-one-half": spread(reports, "false_discovery_rate", "one half"),
        "overall-missed-one-half": spread(reports, "false_negative_rate", "one half"),
        "overall-text": with_and_without_notes(reports, differences.NOTES),
        "overall-words": with_and_without_notes(reports, differences.BAG),
        "overall-words-mark": compared_with_mark(reports, words.BAG_DESIGNS),
        "overall-states": unsaid(reports),
        "overall-run": boxes.differing_in_words(reports),
    }


def compared_with_mark(
    reports: Sequence[Results], designs: Collection[str] = tuple(words.DESIGNS)
) -> str:
    """Return how many models lie at the study's mark or above it, of the four designs or of others."""
    mark = policy().study.bar
    verdicts = Counter(
        reaches(question.estimate("average_precision", design=design), mark)
        for question, design in _models(reports, designs)
    )
    of_words = " that read a bag of words" if set(designs) == set(words.BAG_DESIGNS) else ""
    kind = f"{_of_whom(reports)}{of_words}"
    return tally(verdicts, f"reach the study's mark of {mark}", "fall short of it", kind=kind)


def compared_with_guessing(reports: Sequence[Results]) -> str:
    """Return how many models do better than guessing."""
    verdicts = Counter(
        better_than_guessing(question.estimate("roc_auc", design=design))
        for question, design in _models(reports)
    )
    return tally(verdicts, "do better than guessing", "do no better", kind=_of_whom(reports))


def _of_whom(reports: Sequence[Results]) -> str:
    """Return that the children are invented, in each sentence that might be quoted alone."""
    return " of invented children" if _made_up(reports) else ""


def _made_up(reports: Sequence[Results]) -> bool:
    return all(report.data == "synthetic" for report in reports)


def with_and_without_notes(reports: Sequence[Results], asked: differences.Asked) -> str:
    """Return in how many pairs of models reading the notes helps, by the bound that was fixed beforehand."""
    bounds = {report.practical_size[differences.MEASURE] for report in reports}
    bound = " or ".join(f"{bound:g}" for bound in sorted(bounds))
    verdicts = Counter(
        differences.verdict(question.report, question.outcome, pair)
        for question in _questions(reports)
        for pair in asked.pairs
    )
    how = "in the study's way" if asked is differences.NOTES else "as a bag of words"
    return tally_pairs(verdicts, how=how, bound=bound, kind=_of_whom(reports))


MISTAKEN = {
    "false_discovery_rate": "of {children} flagged, {rates} were false alarms",
    "false_negative_rate": "of {children} for whom the outcome followed, {rates} were missed",
}
FLAGGING = {
    "top tenth": "The tenth with the highest scores flagged",
    "one half": "Flagged from a score of one half",
}
"""How children are flagged; the numbers are of the design shown first."""


def spread(reports: Sequence[Results], measure: str, cut_off: str) -> str:
    """Return the lowest and the highest rate of one mistake over all outcomes."""
    rates = [question.estimate(measure, cut_off=cut_off) for question in _questions(reports)]
    shown = [rate.value for rate in rates if rate.value is not None]
    children = "invented children" if _made_up(reports) else "those"
    design = f"Design: {words.design(words.HEADLINE)}."
    if not shown:
        said = MISTAKEN[measure].format(children=children, rates="how many")
        return f"{FLAGGING[cut_off]}: no outcome has a number that says, {said}. {design}"
    said = MISTAKEN[measure].format(children=children, rates=words.between(shown))
    asked = words.counted(len(rates), "outcome")
    resting = (
        f"This rests on {len(shown)} of {asked}; the others have no number to show."
        if len(shown) < len(rates)
        else f"It depends on which of {asked}."
        if "between" in said
        else ""
    )
    return " ".join([part for part in (f"{FLAGGING[cut_off]}: {said}.", resting, design) if part])


def unsaid(reports: Sequence[Results]) -> str:
    """Return how many rates by group cannot be shown, and why."""
    return silence([rate for report in reports for rate in rates_by_group(report)])


def _questions(reports: Sequence[Results]) -> list[_Question]:
    return [_Question(report, outcome) for report in reports for outcome in report.outcomes]


def _models(
    reports: Sequence[Results], designs: Collection[str] = tuple(words.DESIGNS)
) -> Iterator[tuple[_Question, str]]:
    for question in _questions(reports):
        for design in designs:
            yield question, design
