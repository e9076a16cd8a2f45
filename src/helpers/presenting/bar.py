"""Was the study's mark sensible? What it asks of a model, by how often an outcome follows and how much can be known of it."""

from collections.abc import Iterable, Mapping

from helpers.presenting import words
from helpers.presenting.bar_drawing import Pairs, curves_of_one_area, map_of_the_mark
from helpers.presenting.bar_records import ON_THE_MAP, pairs_of
from helpers.presenting.bar_source import Bar, Flags
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.strengths import REPORTED
from helpers.presenting.tables import Table
from helpers.presenting.world_records import WORLDS, worlds_of
from helpers.presenting.world_tables import ABSENT

CHILDREN = 1000
EXAMPLE = 0.03
"""How often the outcome follows in the example that is pictured: within the range that the study's slides show."""
STAR = "the study as reported, not like for like"


def asked(bar: Bar) -> Shown:
    """Return what a model just at the mark does among a thousand children, in words."""
    (one,) = (each for each in bar.at_the_mark if each.prevalence == EXAMPLE)
    right, wrong, missed = _counts(EXAMPLE, one.as_many)
    return points(
        [
            f"Picture {CHILDREN:,} children. For {right + missed} of them the outcome will follow. A model just at the mark of "
            f"{bar.mark} flags {right + wrong}: {right} of these {right + missed}, and {wrong} others. It misses {missed}.",
            f"Two children, one for whom the outcome follows and one for whom it does not: such a model would put them in the "
            f"right order {_hundred(one.roc_auc)} times in 100. (This is the area under the curve, or AUC.)",
        ]
    )


def needed(bar: Bar) -> Shown:
    """Return in words and in a table how much a model has to know to reach the mark, by how often the outcome follows."""
    first, last = bar.at_the_mark[0], bar.at_the_mark[-1]
    said = (
        f"Where an outcome follows for {_of_thousand(first.prevalence)}, {_hundred(first.explained)} in 100 of what decides have "
        f"to be known. Where it follows for {_of_thousand(last.prevalence)}, {_hundred(last.explained)} in 100 are enough. It is "
        "the same mark, and not the same task."
    )
    table = Table(
        caption=f"What it takes to reach {bar.mark}",
        columns=(
            "The outcome follows for",
            "To be known, in 100",
            "Area under the curve",
            "Of 100 flagged, false alarms",
        ),
        rows=tuple(
            (
                _of_thousand(one.prevalence),
                _hundred(one.explained),
                _score(one.roc_auc),
                _hundred(1 - one.as_many.precision),
            )
            for one in bar.at_the_mark
        ),
    )
    note = (
        "False alarms are counted where as many children are flagged as the outcome follows for: then as many are missed as are "
        "flagged by mistake."
    )
    return together([sentences(said), table.shown(), sentences(note)])


def where_models_lie(evidence: Evidence, bar: Bar) -> Shown:
    """Return the map of the mark with the models of our worlds on it, and how much they would know."""
    found = worlds_of(evidence)
    if found is None:
        return together([sentences(ABSENT), _map(bar, {}, "").shown()])
    models = {WORLDS[world]: pairs_of(found, world) for world in ON_THE_MAP}
    shown = {name: pairs for name, pairs in models.items() if pairs}
    said = [_known(bar, name, pairs) for name, pairs in shown.items()]
    return together([points(said), _map(bar, shown, measured_on(found.proof)).shown()])


def same_area(bar: Bar) -> Shown:
    """Return what one area under the curve comes to where outcomes are rare and where they are not, in words and drawn."""
    return together([points(_pictured(bar)), _curves(bar).shown()])


def _known(bar: Bar, name: str, pairs: Pairs) -> str:
    """Return how much the models of a world would know, in a sentence."""
    shares = [bar.explained[pair] for pair in pairs]
    reached = sum(average >= bar.mark for _, average in pairs)
    noun = words.counted(len(pairs), "model")
    return (
        f"{name}: {noun}, for outcomes that follow for {_span(one for one, _ in pairs)} in 100, do as well as one would that knows "
        f"{_span(shares)} in 100 of what decides. {_none(reached)} of their scores {'lies' if reached <= 1 else 'lie'} at the mark or above."
    )


def _none(many: int) -> str:
    return f"{many}" if many else "None"


def _span(shares: Iterable[float]) -> str:
    given = list(shares)
    low, high = _hundred(min(given)), _hundred(max(given))
    return low if low == high else f"{low} to {high}"


def _map(bar: Bar, models: Mapping[str, Pairs], measured: str) -> Drawn:
    rare, frequent = bar.at_the_mark[0], bar.at_the_mark[-1]
    whose = (
        f"Each small mark is one outcome of a made-up council ({words.design(words.HEADLINE)}). {measured}"
        if models
        else ""
    )
    return Drawn(
        question="How much has a model to know to reach the mark, and where do our models lie?",
        figure=map_of_the_mark(bar, models),
        alt=fitted(
            [
                f"To reach {bar.mark}, {_hundred(rare.explained)} in 100 of what decides must be known where an outcome follows for "
                f"{_hundred(rare.prevalence)} in 100, {_hundred(frequent.explained)} where for {_hundred(frequent.prevalence)}.",
                *(
                    f"{name}: {max(reached for _, reached in pairs):.{words.decimals()}f} at most."
                    for name, pairs in models.items()
                ),
            ]
        ),
        caption=(
            "Each curve is a model that knows so many in 100 of what decides. To the right, outcomes are more frequent. "
            f"{whose}"
        ),
        table=Table(
            caption="Average precision, by how much is known and how often the outcome follows",
            columns=(
                "The outcome follows for",
                *(f"{_hundred(share)} in 100 known" for share in bar.curves),
            ),
            rows=tuple(
                (_of_thousand(often), *(_score(curve[place]) for curve in bar.curves.values()))
                for place, often in enumerate(bar.prevalences)
            ),
        ),
    )


def _pictured(bar: Bar) -> list[str]:
    """Return what the area comes to among a thousand children where the outcome is rare, in sentences."""
    one = bar.of_one_area[0]
    right, wrong, missed = _counts(one.prevalence, one.top_tenth)
    found, alarms, lost = _counts(one.prevalence, one.one_in_five)
    wrong_flags, share_missed = (
        REPORTED["false_discovery_rate"][1],
        REPORTED["false_negative_rate"][1],
    )
    return [
        f"Take an outcome that follows for {_of_thousand(one.prevalence)} children, and a model with an area of "
        f"{_score(one.roc_auc)}. Of two children, one for whom it follows and one for whom it does not, the model puts the right "
        f"one first {_hundred(one.roc_auc)} times in 100.",
        f"Of {CHILDREN:,} children, flag the tenth with the highest scores. Of these {right + wrong}, {right} are children for whom the outcome follows, and "
        f"{wrong} are false alarms. {missed} children are missed.",
        f"Flag fewer, so that one in five is found: {found + alarms} children, of whom {found} are right and {alarms} false alarms. "
        f"{lost} are missed. So {_hundred(1 - one.one_in_five.precision)} of 100 flags are wrong, and "
        f"{_hundred(1 - one.one_in_five.recall)} of 100 for whom it follows are missed.",
        f"That is about the pair reported of the study ({wrong_flags} flags wrong, {share_missed} missed). It does not show that the "
        "study's models had such an area, which we do not know. It shows that the two can go together: a large area, and flags "
        "that are mostly wrong.",
        f"Its average precision is {_score(one.average_precision)}, far below the mark of {bar.mark}. The same area comes to "
        + words.listed(
            [
                f"{_score(other.average_precision)} where the outcome follows for {_of_thousand(other.prevalence)}"
                for other in bar.of_one_area[1:]
            ]
        )
        + ".",
    ]


def _curves(bar: Bar) -> Drawn:
    rare = bar.of_one_area[0]
    wrong, missed = (REPORTED[name][0] for name in ("false_discovery_rate", "false_negative_rate"))
    area = _score(rare.roc_auc)
    return Drawn(
        question=f"The same area of {area}: how many flags are false alarms?",
        figure=curves_of_one_area(bar, reported=(wrong, missed), star=STAR),
        alt=fitted(
            [
                f"False alarms of 100 flagged where one in five is found, at an area of {area}.",
                *(
                    f"Outcome for {_hundred(one.prevalence)} in 100: {_hundred(1 - one.one_in_five.precision)}."
                    for one in bar.of_one_area
                ),
            ]
        ),
        caption=(
            f"All three curves have the same area, {area}; only how often the outcome follows differs. To the right, more are flagged "
            "and more are found. The star is the study's pair as reported by Community Care on 10 September 2020, known only "
            "second hand. How often each of its outcomes followed, and its models' areas, are not known: it is no dot of these curves."
        ),
        table=Table(
            caption=f"What an area of {area} comes to",
            columns=(
                "The outcome follows for",
                "Average precision",
                "Of 100 flagged, false alarms, where the highest tenth is flagged",
                "Of 100 for whom it follows, found so",
                "Of 100 flagged, false alarms, where one in five is found",
            ),
            rows=tuple(
                (
                    _of_thousand(one.prevalence),
                    _score(one.average_precision),
                    _hundred(1 - one.top_tenth.precision),
                    _hundred(one.top_tenth.recall),
                    _hundred(1 - one.one_in_five.precision),
                )
                for one in bar.of_one_area
            ),
        ),
    )


def _counts(prevalence: float, flags: Flags) -> tuple[int, int, int]:
    """Return right flags, false alarms and missed children among a thousand; they add up to those for whom it follows."""
    followed = round(CHILDREN * prevalence)
    right = round(followed * flags.recall)
    return right, round(CHILDREN * flags.flagged) - right, followed - right


def _of_thousand(share: float) -> str:
    return f"{CHILDREN * share:.0f} in {CHILDREN:,}"


def _hundred(share: float) -> str:
    return f"{100 * share:.0f}"


def _score(value: float) -> str:
    return f"{value:.{words.decimals()}f}"
