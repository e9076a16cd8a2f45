"""How often each way of reading finds what was planted in the notes, in redraws of one made-up authority.

What was planted is measured by a reader who misreads nothing: in place of each note stands what the world wrote it from, a
word for every subject and telling, and a model learns from these words as it does from the notes' own. So all three read for
the same decisions, learn from as many, and are judged on the same held-out families. Each is a logistic regression whose
penalty was searched in a redraw of its own, once for every way of reading and dial.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers import cohort as cohorts
from helpers.comparison import Comparison
from helpers.evaluation.compare import difference
from helpers.evaluation.intervals import families_carrying
from helpers.evaluation.resampled import resampled
from helpers.events import EventTables
from helpers.features.structured import family_of, structured
from helpers.features.text import documents
from helpers.features.vulnerabilities import vulnerabilities
from helpers.modelling.learners import Settings
from helpers.modelling.material import Material, Text
from helpers.modelling.search import learn, learn_again
from helpers.modelling.splits import Split
from helpers.modelling.words import count_words
from helpers.outcomes.declare import outcome
from helpers.policy import policy
from helpers.study.learning import plan_of, resamples_of, split_of
from helpers.study.protocol import protocol
from helpers.study.steps import TEXTS
from helpers.synthetic.notes.writer import WrittenNotes, write
from helpers.synthetic.world import MadeAuthority, make_authority
from proofs.proving import Answer, Bound, Proof, Tell, in_hundred
from proofs.seeds import each

REDRAWS = 100
FIRST_SEED = 3001
AUTHORITY, OUTCOME = "north-west", "contact-to-plan-or-care"
CHILDREN = 28_000
"""A third as many as in the book, so that a hundred redraws take minutes and not hours."""
ALGORITHM, DRAWS = "logistic_regression", 25
DIALS = (0.0, 1.0, 2.0)
"""How much notes know beyond the record: nothing, as in the book, all."""
ALONE, PERFECT = "structured-all", "words that tell what was meant"
WAYS = ("text-all", "words-all")
DESIGNS = {name: name for name in (ALONE, *WAYS)} | {PERFECT: "words-all"}
"""By way of reading, the design of the protocol that reads so."""
MEASURE = "average_precision"
BOUND = protocol().practical_size[MEASURE]
FALSELY = "redraws in which a way of reading finds that notes help, though they know nothing"
QUARTERS = (0.25, 0.75)

Penalties = Mapping[tuple[float, str], Settings]
"""The penalty searched for each dial and way of reading; the records alone have that of dial 0."""
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Gain:
    """What one way of reading gained over the records alone in one redraw, and what may be said of it."""

    note_detail: float
    way: str
    gain: float
    verdict: Comparison


def measure(tell: Tell) -> Answer:
    """Count in how many redraws each way of reading finds what was planted."""
    penalties = dict(_searched(FIRST_SEED - 1))
    tell(f"penalties searched: {penalties}")
    seeds = range(FIRST_SEED, FIRST_SEED + REDRAWS)
    redraws = each(partial(redraw, penalties=penalties), seeds, tell=tell)
    found = [one for of_seed in redraws for one in of_seed]
    records = [counted(found, dial, way) for dial in DIALS for way in (*WAYS, PERFECT)]
    wrong = sum(one["found"] for one in records if not one["note_detail"] and one["design"] in WAYS)
    figures = {FALSELY: in_hundred(wrong, REDRAWS * len(WAYS))}
    figures |= {
        f"{one['design']}, dial {one['note_detail']:g}": in_hundred(one["found"], one["of"])
        for one in records
    }
    return Answer(figures=figures, records=records)


def counted(found: list[Gain], dial: float, way: str) -> dict[str, Any]:
    """Return how one way of reading did at one dial, beside what was planted there."""
    planted, gained = (
        [one for one in found if (one.note_detail, one.way) == (dial, name)]
        for name in (PERFECT, way)
    )
    gains = [one.gain for one in planted]
    low, high = np.quantile(gains, QUARTERS)
    return {
        "note_detail": dial,
        "planted": round(float(np.median(gains)), 4),
        "planted_low": round(float(low), 4),
        "planted_high": round(float(high), 4),
        "design": way,
        "found": sum(one.verdict is Comparison.BETTER for one in gained),
        "of": len(gained),
        "gain": round(float(np.median([one.gain for one in gained])), 4),
    }


def redraw(seed: int, *, penalties: Penalties) -> list[Gain]:
    """Make the authority anew, read its notes in every way, and return what each way gained at each dial."""
    drawn = Drawn.of(seed)
    found: list[Gain] = []
    alone = drawn.precision(_learnt(drawn.material, drawn.split, ALONE, penalties[0.0, ALONE]))
    for dial, way, material in drawn.readings():
        score = _learnt(material, drawn.split, way, penalties[dial, way])
        found.append(_gain(dial, way, drawn.precision(score), alone, drawn))
    return found


def _searched(seed: int) -> Iterator[tuple[tuple[float, str], Settings]]:
    """Yield the penalty that the search chooses for each dial and way of reading."""
    drawn = Drawn.of(seed)
    readings = [(0.0, ALONE, drawn.material), *drawn.readings()]
    for dial, way, material in readings:
        plan = replace(plan_of(DESIGNS[way], DRAWS), algorithms=(ALGORITHM,))
        yield (dial, way), learn(material, drawn.split, plan).chosen.settings


def _learnt(material: Material, split: Split, way: str, penalty: Settings) -> Numbers:
    return learn_again(
        material,
        split.training,
        split.held_out,
        algorithm=ALGORITHM,
        settings=penalty,
        plan=plan_of(DESIGNS[way], DRAWS),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Drawn:
    """One redraw: the authority, its cohort, what its records said, and who is held out."""

    made: MadeAuthority
    cohort: cohorts.Cohort
    material: Material
    split: Split
    seed: int

    @classmethod
    def of(cls, seed: int) -> "Drawn":
        """Make it."""
        made = make_authority(AUTHORITY, seed=seed, children=CHILDREN)
        first, last = (pd.Timestamp(day, unit="D") for day in (made.place.first, made.place.last))
        declared = outcome(OUTCOME)
        built = cohorts.build(made.events, declared, period_start=first, period_end=last)
        material = _records(structured(made.events, built, declared), built)
        split = split_of(material, OUTCOME, ALONE)
        return cls(made=made, cohort=built, material=material, split=split, seed=seed)

    def readings(self) -> Iterator[tuple[float, str, Material]]:
        """Yield each dial, each way of reading, and what it has to learn from."""
        for dial in DIALS:
            written = write(self.made.note_facts, dial=dial, seed=self.seed)
            as_written = self._with(written.notes)
            yield from ((dial, way, as_written) for way in WAYS)
            yield dial, PERFECT, self._with(written.notes.assign(text=meant(written)))

    def _with(self, notes: pd.DataFrame) -> Material:
        events = EventTables({**self.made.events, "notes": notes})
        return replace(self.material, texts=_texts(events, self.cohort))

    def precision(self, score: Numbers) -> Numbers:
        """Return average precision of scores of those held out, as it is and in each resample of families."""
        held_out = self.split.held_out
        found = resampled(
            self.material.followed[held_out],
            score,
            family=self.material.family[held_out],
            flags=np.zeros((0, len(held_out)), dtype=bool),
            subsets=np.ones((1, len(held_out)), dtype=bool),
            resamples=resamples_of(self.material.families),
            threads=1,
        )
        values: Numbers = found.of(MEASURE)[0]
        return values


def _records(columns: pd.DataFrame, built: cohorts.Cohort) -> Material:
    decisions = built.decisions
    family, _ = pd.factorize(decisions["family_id"], sort=True)
    return Material(
        structured=columns.to_numpy(dtype=np.float32),
        columns={str(name): family_of(str(name)) for name in columns.columns},
        texts=(),
        followed=decisions["followed"].to_numpy(dtype=bool),
        family=family.astype(np.intp),
        month=decisions["day"].to_numpy(dtype="datetime64[M]"),
    )


def _texts(events: EventTables, built: cohorts.Cohort) -> tuple[Text, ...]:
    read = documents(events, built, outcome(OUTCOME))

    def each_kind() -> Iterator[Text]:
        for kind in TEXTS:
            flags = vulnerabilities(read[kind])
            yield Text(
                kind=kind,
                words=count_words(read[kind].fillna("").tolist()),
                flags=flags.to_numpy(),
                flag_names=tuple(map(str, flags.columns)),
            )

    return tuple(each_kind())


def meant(written: WrittenNotes) -> pd.Series:
    """Return for each note one word for everything it was written from: subject and telling."""
    spans = written.spans
    telling = spans["polarity"].where(~spans["marked"], "marked")
    said = (spans["domain"] + telling).str.replace("_", "") + ". "
    return said.groupby(spans["note"]).sum().reindex(range(len(written.notes)), fill_value="")


def _gain(dial: float, way: str, read: Numbers, alone: Numbers, drawn: Drawn) -> Gain:
    held_out = drawn.split.held_out
    followed, family = drawn.material.followed[held_out], drawn.material.family[held_out]
    found = difference(
        read,
        alone,
        bound=BOUND,
        n=len(followed),
        positives=int(followed.sum()),
        rule=policy().estimates,
        carried_by=families_carrying(followed, family),
    )
    gain = float(read[0] - alone[0])
    return Gain(note_detail=dial, way=way, gain=gain, verdict=found.verdict)


PROOF = Proof(
    name="notes_found",
    claim=(
        "Where notes know nothing beyond the record, in at most 5 of 100 redraws a way of reading them is said to help; where "
        "they know something, it is counted in how many redraws each way finds it."
    ),
    bounds={FALSELY: Bound(at_most=5)},
    settings={
        "unit": "in 100 redraws",
        "redraws": REDRAWS,
        "first seed": FIRST_SEED,
        "authority": AUTHORITY,
        "outcome": OUTCOME,
        "children": CHILDREN,
        "algorithm": ALGORITHM,
        "penalties searched": DRAWS,
        "note detail": list(DIALS),
        "smallest difference that matters": BOUND,
    },
    rooms=(
        "cohort",
        "comparison",
        "evaluation/compare",
        "evaluation/intervals",
        "features",
        "modelling",
        "synthetic/notes",
        "synthetic/signal",
        "synthetic/worlds",
    ),
    sources=("notes_found.py",),
    measure=measure,
)
