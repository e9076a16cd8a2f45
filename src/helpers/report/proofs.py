"""What is known beside the authorities: evidence of the proofs, what is best possible, what made-up councils are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.evidence import Proven, read_all
from helpers.outcomes.declare import contrasts, outcomes
from helpers.presenting.bar_records import observed
from helpers.presenting.bar_source import Bar
from helpers.presenting.datasheet_source import Datasheet
from helpers.presenting.source import BestPossible


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the statistical proofs left behind, and the titles of all outcomes, by name, in which to tell it."""

    proofs: tuple[Proven, ...]
    titles: Mapping[str, str]


def evidence(folder: str | Path = "docs/evidence") -> Evidence:
    """Return the evidence of every proof, each with what changed since it was measured.

    Parameters
    ----------
    folder
        Where the proofs leave their evidence.

    Raises
    ------
    SecondLookError
        If there is none, or a file of it cannot be used.
    """
    declared = {**outcomes(), **contrasts()}
    return Evidence(
        proofs=read_all(Path(folder)),
        titles={slug: each.title for slug, each in declared.items()},
    )


def ceilings(
    file: str | Path = "data/synthetic/ceilings.yml",
) -> Mapping[str, Mapping[str, BestPossible]]:
    """Return what is best possible in made-up worlds, by world and outcome; nothing of what no longer stands.

    Raises
    ------
    SecondLookError
        If the file is damaged.
    """
    from helpers.truth.ceilings.beside import best_in_worlds  # knows the generator: slow to load

    return best_in_worlds(Path(file))


def bar(found: Evidence) -> Bar:
    """Return what the study's mark asks of a model, and how much one would know that does as well as each of our worlds'.

    Parameters
    ----------
    found
        The evidence of the proofs, of which those of the worlds say how well models did.
    """
    from helpers.truth.bar import what_the_bar_asks  # its integrals are slow to load

    return what_the_bar_asks(observed(found))


def datasheet(authorities: Sequence[str | Path]) -> Datasheet:
    """Return what some invented councils were made from.

    Raises
    ------
    SecondLookError
        If a folder cannot be read, or is not named like one of the invented councils.
    """
    from helpers.truth.datasheet import datasheet as made_from  # the generator is slow to load

    return made_from([Path(authority) for authority in authorities])
