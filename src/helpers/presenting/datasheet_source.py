"""What presenting asks of the makers of made-up data: from what each council was made, and what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Council:
    """From what the records of one invented council were made.

    Attributes
    ----------
    name
        As shown.
    start, end
        First and last day of its records.
    children
        Children who were ever simulated; only some of them come to the council's notice.
    world, seed, generator, settings
        Which world, from which seed, by which version, and a fingerprint of every setting; empty where the folder does
        not say it.
    outcomes
        The outcomes asked about, by title.
    documents
        The kinds of notes.
    changes
        What changed in its recording over time, and when it began, a sentence each.
    """

    name: str
    start: date
    end: date
    children: int
    world: str = ""
    seed: str = ""
    generator: str = ""
    settings: str = ""
    outcomes: tuple[str, ...]
    documents: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Datasheet:
    """What made-up data were made from.

    Attributes
    ----------
    councils
        One of each, in the order given.
    dials
        For each world, its dials by name.
    errors
        How often records err in the world of the book, by the name of the setting.
    fitted, held_out
        How many published figures of England the world was set to meet, and with how many it is only compared.
    """

    councils: tuple[Council, ...]
    dials: Mapping[str, Mapping[str, float]]
    errors: Mapping[str, float]
    fitted: int
    held_out: int
