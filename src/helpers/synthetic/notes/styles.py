"""How made-up authors differ: drawn once for each author, from the author's number alone."""

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.synthetic import chance
from helpers.synthetic.packaged import package_yaml

ORDER_DRAWS = 12
"""Draws kept for an author's order of sections and of subjects."""


@dataclass(frozen=True)
class Style:
    """One author's habits.

    Attributes
    ----------
    verbosity, negation
        Multipliers of the sentences added and of "no concerns about ...".
    slips
        Slips of the keyboard per sentence.
    headings, as_list, formal
        Whether the author writes headings, lists, and "mother" where others write "Mum".
    favourites, date_form
        Numbers that fix the author's stock of phrases and way of writing a date.
    order
        Numbers between 0 and 1 that fix the author's order of sections.
    words
        The form the author uses of each word that has a short form.
    """

    verbosity: float
    negation: float
    slips: float
    headings: bool
    as_list: bool
    formal: bool
    favourites: int
    date_form: int
    order: tuple[float, ...]
    words: dict[str, str]

    @cached_property
    def words_and_pronouns(self) -> dict[str, dict[str, str]]:
        """The author's words together with the pronouns of a child of each sex."""
        pronouns: dict[str, dict[str, str]] = settings()["pronouns"]
        return {sex: self.words | forms for sex, forms in pronouns.items()}


@dataclass(frozen=True)
class Habits:
    """Shares that hold for all authors; see ``styles.yml``."""

    favourite_share: float
    reference_share: float
    boilerplate_share: float
    whole_copy_share: float
    against_share: float
    also_share: float


@cache
def habits() -> Habits:
    """Return the shares that hold for all authors."""
    return Habits(**{field.name: float(settings()[field.name]) for field in fields(Habits)})


@cache
def settings() -> dict[str, Any]:
    """Return ``styles.yml``."""
    return package_yaml("notes/styles.yml")


def styles(authors: npt.NDArray[np.int64], *, seed: int) -> dict[int, Style]:
    """Return the style of each author named, by author's number; other authors change nothing."""
    unique = np.unique(authors)
    pairs: dict[str, list[str]] = settings()["words"]

    def uniform(purpose: str, count: int) -> npt.NDArray[np.float64]:
        return chance.uniform(seed, "author", unique[:, None], purpose, np.arange(count)[None, :])

    spread = np.round(
        np.exp(
            chance.normal(seed, "author", unique[:, None], "habits", np.arange(2)[None, :])
            * np.array([settings()["verbosity_spread"], settings()["negation_spread"]])
        ),
        6,
    )
    plain, order = uniform("plain", 7), uniform("order", ORDER_DRAWS)
    taste, short = uniform("abbreviating", 1), uniform("words", len(pairs))
    shortens = short < np.minimum(1.0, 2.0 * settings()["abbreviating"] * taste)
    return {
        int(author): Style(
            verbosity=float(spread[place, 0]),
            negation=float(spread[place, 1]),
            slips=_slips(*plain[place, :2]),
            headings=bool(plain[place, 2] < settings()["headings_share"]),
            as_list=bool(plain[place, 3] < settings()["list_share"]),
            formal=bool(plain[place, 6] < settings()["formal_share"]),
            favourites=int(plain[place, 4] * 2**40),
            date_form=int(plain[place, 5] * 4),
            order=tuple(order[place].tolist()),
            words={
                word: forms[int(shortened)]
                for (word, forms), shortened in zip(pairs.items(), shortens[place], strict=True)
            },
        )
        for place, author in enumerate(unique)
    }


def _slips(tidy: float, careless: float) -> float:
    if tidy < settings()["tidy_share"]:
        return 0.0
    return float(settings()["most_slips"] * careless)
