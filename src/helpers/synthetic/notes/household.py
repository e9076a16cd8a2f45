"""Who lives with a family's children, and what its members share: drawn once for each family."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.picks import picked, share
from helpers.synthetic.packaged import package_yaml

HOMES = ("together", "couple", "alone")
"""Ways to live that change how a note speaks: see ``households.yml``."""

_EARLIEST_YEAR, _YEARS = 2006, 11


@dataclass(frozen=True)
class Household:
    """A family's adults and what its children share, in an author's words.

    ``home`` is a place in :data:`HOMES`; ``words`` holds the words for the adults, and gathers the family's word for
    each slot of :func:`shared_word` that was asked for; ``kin`` names the kinds of relatives who live elsewhere.
    """

    home: int
    words: dict[str, str]
    kin: tuple[str, ...]


@cache
def _settings() -> dict[str, Any]:
    return package_yaml("notes/households.yml")


@lru_cache(maxsize=16_384)
def household(family: int, *, formal: bool, born: bool) -> Household:
    """Return the household of a family, as told by an author of formal or of everyday words.

    Parameters
    ----------
    family
        A number drawn for the family.
    formal
        Whether the author writes "mother" where others write "Mum".
    born
        Whether the child of the note is born; before birth the mother is the carer.
    """
    kinds: list[dict[str, Any]] = _settings()["households"]
    place = _kind(family)
    if not born and kinds[place]["carer"] != "mother":
        place = len(kinds)
    alike = _alike(place, formal)
    return Household(home=alike.home, words=dict(alike.words), kin=alike.kin)


@cache
def _alike(place: int, formal: bool) -> Household:
    """Return what all households of a kind share: a place among those of ``households.yml``, the last before birth."""
    settings = _settings()
    kind = [*settings["households"], settings["before_birth"]][place]
    called = {role: forms[formal] for role, forms in settings["called"].items()}
    parent, other = called[kind["carer"]], called[kind["other_parent"]]
    partner = {
        "other_parent": other,
        "grandfather": called["grandfather"],
        "new": f"{parent}'s partner",
        "former": f"{parent}'s ex-partner",
    }[kind["partner"]]
    words = {"parent": parent, "other_parent": other, "partner": partner}
    return Household(
        home=HOMES.index(kind["home"]),
        words=words | settings["pronouns"][kind["carer"]],
        kin=tuple(
            word
            for word in settings["relatives"]
            if word not in (kind["carer"], kind["partner"], kind["other_parent"])
        ),
    )


def _kind(family: int) -> int:
    """Return the place of a family's kind of household among those of ``households.yml``."""
    kinds: list[dict[str, Any]] = _settings()["households"]
    left = share(family, "household")
    for place, kind in enumerate(kinds):
        left -= kind["share"]
        if left < 0:
            return place
    return len(kinds) - 1


def shared_word(slot: str, family: int, home: Household) -> str:
    """Return what brothers and sisters have in common: relatives, street, doctor, pet, sayings and the like.

    Parameters
    ----------
    slot
        One of :data:`SHARED`.
    family
        A number drawn for the family.
    home
        The family's household, which remembers the word.
    """
    word = home.words.get(slot)
    if word is None:
        kind = _LISTED.get(slot)
        word = _one_of(kind, family) if kind else _SHARED[slot](family, home)
        home.words[slot] = word
    return word


_LISTED = {
    "pet": "pets",
    "ritual": "rituals",
    "saying": "sayings",
    "family_dish": "dishes",
    "relative_job": "jobs",
    "home_feature": "home_features",
}
"""Slots of a family and the list of everyday words that each draws from."""


def _one_of(kind: str, family: int) -> str:
    words = lexicon.listed(kind)
    return words[picked(family, kind) % len(words)]


def _relative(family: int, home: Household) -> str:
    first = picked(family, "relative") % len(home.kin)
    return f"{home.kin[first]} {lexicon.person(share(family, 'relative name'))}"


def _other_relative(family: int, home: Household) -> str:
    """Return a relative of another kind than the first."""
    first = picked(family, "relative") % len(home.kin)
    further = 1 + picked(family, "other relative") % (len(home.kin) - 1)
    kind = home.kin[(first + further) % len(home.kin)]
    return f"{kind} {lexicon.person(share(family, 'other relative name'))}"


def _street(family: int, home: Household) -> str:
    kinds = lexicon.listed("streets")
    kind = kinds[picked(family, "street kind") % len(kinds)]
    return f"{lexicon.place(share(family, 'street'))} {kind}"


def _surname(family: int, home: Household) -> str:
    return lexicon.surname(share(family, "surname"))


def _parent_name(family: int, home: Household) -> str:
    first = lexicon.person(share(family, "carer name"))
    return f"{first} {shared_word('surname', family, home)}"


_SHARED: dict[str, Callable[[int, Household], str]] = {
    "relative": _relative,
    "other_relative": _other_relative,
    "street": _street,
    "surname": _surname,
    "parent_name": _parent_name,
    "place": lambda family, home: lexicon.place(share(family, "place")),
    "neighbour": lambda family, home: lexicon.person(share(family, "neighbour")),
    "pet_name": lambda family, home: lexicon.person(share(family, "pet name")),
    "doctor_name": lambda family, home: f"Dr {lexicon.surname(share(family, 'doctor'))}",
    "lead_worker": lambda family, home: lexicon.full_name(
        share(family, "lead worker"), share(family, "lead surname")
    ),
    "since_year": lambda family, home: str(_EARLIEST_YEAR + picked(family, "moved in") % _YEARS),
}
SHARED = frozenset((*_SHARED, *_LISTED))
"""Slots whose word brothers and sisters share."""
