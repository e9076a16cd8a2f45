"""Made-up cohorts for the tests of learning."""

from dataclasses import replace

import numpy as np

from helpers.modelling.material import Material, Text
from helpers.modelling.words import count_words


def cohort(rows: int = 900, *, prevalence: float = 0.12, seed: int = 0, signal: float = 1.2):
    """One column of six tells something; a word in the notes tells something else."""
    chance = np.random.default_rng(seed)
    structured = chance.normal(size=(rows, 6)).astype(np.float32)
    heard = chance.random(rows) < 0.3
    lean = signal * structured[:, 0] + 2 * signal * heard + np.log(prevalence / (1 - prevalence))
    followed = chance.random(rows) < 1 / (1 + np.exp(-lean + signal))
    structured[chance.random((rows, 6)) < 0.1] = np.nan
    fillers = np.array(["visit", "school", "mother", "nursery", "plan", "meeting", "phone"])
    texts = [
        " ".join([*chance.choice(fillers, 4), "worried" if told else "settled"]) for told in heard
    ]
    return Material(
        structured=structured,
        columns={f"contacts_{number}": "contacts" for number in range(6)},
        texts=(text(texts),),
        followed=followed,
        family=chance.integers(0, rows * 2 // 3, rows),
        month=np.datetime64("2019-01") + np.sort(chance.integers(0, 48, rows)).astype("m8[M]"),
    )


def text(texts, kind="current"):
    """Texts with two flags: one for a word, one that nobody has."""
    flags = np.array([["worried" in one, False] for one in texts], dtype=np.uint8)
    return Text(
        kind=kind,
        words=count_words(texts),
        flags=flags.reshape(len(texts), 2),
        flag_names=("worry", "nothing"),
    )


def without_words(material: Material) -> Material:
    return replace(material, texts=())
