"""What the study finds in made-up worlds with more and less to find, made and evaluated as the book's own.

Nothing is claimed beforehand of most of them: how good models are in a world is what the book is to show. Two bounds hold
the ends: where there is nothing to find no model reaches the study's mark, and where nearly all can be foretold some do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from helpers.disclosure.door import clear
from helpers.estimate import About, Estimate, Finding, State
from helpers.policy import policy
from helpers.presenting.words import HEADLINE_CUT_OFF
from helpers.study.protocol import protocol
from helpers.synthetic.settings import place
from helpers.synthetic.worlds import authorities
from proofs.made import CAPACITY, Asked, Found, studied
from proofs.proving import Answer, Bound, Measured, Proof, Tell
from proofs.seeds import each

WORLDS = ("no-signal", "weak", "default", "strong", "predictable", "rich-notes")
SEED = 1
DRAWS = protocol().effort["quick"].draws
REFITS = 25
DESIGNS = ("structured-earlier", "text-earlier", "words-earlier")
SHOWN = {
    "": ("prevalence", "average_precision", "roc_auc"),
    HEADLINE_CUT_OFF: ("false_discovery_rate", "false_negative_rate"),
    "one half": ("false_discovery_rate", "false_negative_rate"),
}
"""Measures that are kept, by cut-off."""
COMPARED = "difference in average_precision"
STAYS = "flagged_again"
NOTHING = "highest average precision where there is nothing to find"
MOST = "highest average precision where nearly all can be foretold"


def measure(tell: Tell) -> Answer:
    """Evaluate every world, and return what of it may be shown."""
    tasks = [(world, slug) for world in WORLDS for slug in authorities()]
    records = [record for found in each(_one, _longest_first(tasks), tell=tell) for record in found]
    records.sort(
        key=lambda one: (WORLDS.index(one["world"]), authorities().index(one["authority"]))
    )
    ends = {NOTHING: "no-signal", MOST: "predictable"}
    figures = {name: _highest(records, world) for name, world in ends.items()}
    return Answer(figures=figures, records=records)


def _longest_first(tasks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(tasks, key=lambda one: one[1] != "north-west")


def _one(task: tuple[str, str]) -> list[dict[str, Any]]:
    """Return what may be shown of one authority in one world."""
    world, slug = task
    asked = Asked(
        authority=slug,
        world=world,
        outcomes=place(slug).outcomes,
        designs=DESIGNS,
        draws=DRAWS,
        notes=True,
        attributes=(),
        refits=REFITS,
    )
    findings = [one for found in studied(asked, seed=SEED) for one in _findings(slug, found)]
    cleared = clear(findings, rule=policy().disclosure_rule("standard"), capacity=CAPACITY)
    labels = ("authority", "outcome", "design", "cut_off", "measure", "note")
    return [
        {"world": world}
        | {name: getattr(one.about, name) for name in labels}
        | {"estimate": asdict(one.estimate)}
        for one in cleared
        if not one.about.attribute
        and one.about.measure in (*SHOWN.get(one.about.cut_off, ()), STAYS, COMPARED)
    ]


def _findings(slug: str, found: Found) -> Iterator[Finding]:
    """Yield everything judged of one outcome, since the disclosure door has to see it together."""
    for design, judged in found.judged.items():
        about = About(authority=slug, outcome=found.outcome, design=design, measure="")
        for one in judged:
            labels = {name: one[name] for name in ("measure", "cut_off", "attribute", "group")}
            yield Finding(about=replace(about, **labels), estimate=_estimate(one["estimate"]))
        if design in found.luck:
            stays = _estimate(found.luck[design][STAYS])
            yield Finding(about=replace(about, measure=STAYS), estimate=stays)
    for one in found.differences:
        pair = About(
            authority=slug,
            outcome=found.outcome,
            design=f"{one['first']} beside {one['second']}",
            cut_off=one["cut_off"],
            measure=f"difference in {one['measure']}",
            note=one.get("verdict", ""),
        )
        yield Finding(about=pair, estimate=_estimate(one["estimate"]))


def _estimate(raw: Mapping[str, Any]) -> Estimate:
    return Estimate(**{**raw, "state": State(raw["state"])})


def _highest(records: list[dict[str, Any]], world: str) -> Measured:
    values = [
        one["estimate"]["value"]
        for one in records
        if (one["world"], one["measure"]) == (world, "average_precision")
        and one["estimate"]["value"] is not None
    ]
    return Measured(value=max(values), of=len(values))


PROOF = Proof(
    name="worlds",
    claim=(
        "In the made-up world in which there is nothing to find no model reaches the study's mark, and in the one made to be "
        "predictable some model does."
    ),
    bounds={NOTHING: Bound(at_most=policy().study.bar), MOST: Bound(at_least=policy().study.bar)},
    settings={
        "unit": "average precision",
        "worlds": list(WORLDS),
        "seed": SEED,
        "designs": list(DESIGNS),
        "smallest difference that matters": protocol().practical_size["average_precision"],
        "draws": DRAWS,
        "refits": REFITS,
    },
    rooms=(
        "cohort",
        "evaluation",
        "features",
        "modelling",
        "synthetic",
    ),
    sources=("made.py", "worlds.py"),
    measure=measure,
)
