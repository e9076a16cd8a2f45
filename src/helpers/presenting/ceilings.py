"""How well could anyone do? Models beside the best possible, in made-up worlds with less and more to find."""

from collections.abc import Mapping

from helpers.estimate import Estimate
from helpers.policy import policy
from helpers.presenting import words
from helpers.presenting.charts import BEST, Scale
from helpers.presenting.drawing import Drawn, fitted
from helpers.presenting.figures import AXIS, MARK
from helpers.presenting.show import Shown, points, sentences, together
from helpers.presenting.source import BestPossible, Evidence
from helpers.presenting.stale import measured_on
from helpers.presenting.strips import Strip, strips
from helpers.presenting.tables import Table
from helpers.presenting.world_records import BY_STRENGTH, Worlds
from helpers.presenting.world_tables import MIDDLE, if_there, middles

Ceilings = Mapping[str, Mapping[str, BestPossible]]
"""What is best possible, by world and outcome."""
ABSENT = (
    "What is best possible in these worlds is not shown: it has not been worked out since the worlds or their rules changed. "
    "'second-look ceilings' works it out."
)
OURS, NOTHING = "default", "no-signal"
FAR = 2
"""So many times as good as guessing is worth a word where nothing is to be found."""
SERIES = ("a model", BEST)


def beside_models(evidence: Evidence, ceilings: Ceilings) -> Shown:
    """Return models beside the best possible from world to world, and what it means outcome by outcome in the book's world."""
    if not ceilings:
        return sentences(ABSENT)
    return if_there(evidence, lambda found: _beside_models(found, ceilings))


def _beside_models(found: Worlds, ceilings: Ceilings) -> Shown:
    mark = policy().study.bar
    rows = [
        Strip(
            label=name,
            series=(found.of(world, "average_precision"), _best(found, ceilings[world])),
            guessing=found.of(world, "prevalence"),
        )
        for world, name in found.among(BY_STRENGTH).items()
        if world in ceilings
    ]
    drawn = Drawn(
        question="How well could anyone do who knew everything about a child on the day?",
        figure=strips(
            rows,
            series=SERIES,
            scale=Scale(title=AXIS, top=1.0, mark=mark, mark_label=f"{MARK}, {mark}"),
        ),
        silence=words.nothing_drawn(one for row in rows for one in row.series[1]),
        alt=fitted(
            [
                "Models and the best possible from one made-up world to the next, the middle of the outcomes.",
                *middles(rows),
            ]
        ),
        caption=(
            f"Each mark is one outcome of a made-up council. {MIDDLE} The best possible knows every child's need, what is on file and all that has "
            f"happened, but not what chance will bring. Models: {words.design(words.HEADLINE)}. {measured_on(found.proof)}"
        ),
        table=_table(found, ceilings.get(OURS, {})),
    )
    return together([points(_said(found, ceilings)), drawn.shown()])


def _best(found: Worlds, of_world: Mapping[str, BestPossible]) -> tuple[Estimate, ...]:
    return tuple(
        _estimate(of_world[outcome].low, of_world[outcome].high)
        for _, outcome in found.questions
        if outcome in of_world
    )


def _estimate(low: float, high: float) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high)


def _said(found: Worlds, ceilings: Ceilings) -> list[str]:
    """Return, for each world, for how many outcomes even the best possible reaches the study's mark."""
    mark, said = policy().study.bar, []
    for world, name in found.among(BY_STRENGTH).items():
        if world not in ceilings:
            said.append(f"{name}: what is best possible is not known, since the world has changed.")
            continue
        every = list(ceilings[world].values())
        reach = sum(one.low >= mark for one in every)
        short = sum(one.high < mark for one in every)
        open_still = len(every) - reach - short
        told = (
            f"{name}: whoever knew everything about a made-up child would reach the study's mark of {mark} for "
            f"{reach} of {words.counted(len(every), 'outcome')}, and fall short of it for {short}"
        )
        said.append(
            f"{told}; for {open_still} it lies too near to tell." if open_still else f"{told}."
        )
    return [*said, *_even_where_nothing(found, ceilings)]


def _even_where_nothing(found: Worlds, ceilings: Ceilings) -> list[str]:
    """Return for which outcomes something can be foreseen even where need decides nothing, if for any."""
    best = ceilings.get(NOTHING, {})
    far = [
        f"{words.inside(found.titles.get(name, name))}, where guessing scores {_number(one.guessing)} and whoever knows everything {_number(one.low)}"
        for name, one in best.items()
        if one.low > FAR * one.guessing
    ]
    if not far:
        return []
    return [
        "Even where no decision looks at need, what is under way on the day, such as a conference that is to be held, tells something of "
        f"what will come {'; '.join(far)}."
    ]


def _table(found: Worlds, ours: Mapping[str, BestPossible]) -> Table:
    rows = []
    for question in found.questions:
        best = ours.get(question[1])
        model = found.one(OURS, question, "average_precision")
        rows.append(
            (
                found.label(question),
                "not known" if best is None else _number(best.guessing),
                "not evaluated" if model is None else words.score(model),
                "not known" if best is None else _between(best.low, best.high),
                "not known" if best is None else _number(best.harm_guessing),
                "not known" if best is None else _between(best.harm_low, best.harm_high),
            )
        )
    return Table(
        caption="The made-up world of this book: models beside the best possible, for the record and for true harm",
        columns=(
            "Outcome",
            "Guessing",
            "Model (interval)",
            "Best possible",
            "True harm: guessing",
            "True harm: best possible",
        ),
        rows=tuple(rows),
    )


def _between(low: float, high: float) -> str:
    low_said, high_said = _number(low), _number(high)
    return low_said if low_said == high_said else f"{low_said} to {high_said}"


def _number(value: float) -> str:
    return f"{value:.{words.decimals()}f}"
