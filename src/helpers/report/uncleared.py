"""What a table looked like before suppression: for made-up children alone, so that readers see what the door does."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.authority.folder import find_files
from helpers.authority.settings import load_settings
from helpers.errors import SecondLookError
from helpers.estimate import Estimate, State
from helpers.study import found

TOO_FEW = "too few to judge"


@dataclass(frozen=True, kw_only=True)
class BeforeTheDoor:
    """Numbers by group as the evaluation made them, in finished words: nothing can be computed from them.

    Attributes
    ----------
    attribute
        By what children are grouped.
    columns
        The names of the columns: the group, decisions, decisions for which the outcome followed, and each measure.
    rows
        One row of words for each group; everybody first, with an empty name.
    """

    attribute: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def before_the_door(
    authority: str | Path,
    *,
    outcome: str,
    attribute: str,
    design: str = "text-all",
    cut_off: str = "top tenth of all",
    measures: Sequence[str] = ("false_discovery_rate", "false_negative_rate"),
) -> BeforeTheDoor:
    """Return a table by group as it was before suppression and rounding.

    Parameters
    ----------
    authority
        The folder of a made-up authority.
    outcome, attribute, design, cut_off, measures
        Which numbers: labels of findings.

    Raises
    ------
    SecondLookError
        If the authority's children are not all made up, or the study has found nothing of the kind.
    """
    folder = Path(authority)
    _refuse_real_children(folder)
    labels = {"outcome": outcome, "design": design, "cut_off": cut_off}
    made = {
        (one.about.group, one.about.measure): one.estimate
        for one in found.findings(folder)
        if one.about.attribute in ("", attribute)
        and all(getattr(one.about, name) == value for name, value in labels.items())
    }
    groups = dict.fromkeys(group for group, measure in made if measure in measures)
    if not any(groups):
        raise SecondLookError(
            f"nothing was found by '{attribute}'",
            where=folder,
            mend="name an attribute, an outcome and a cut-off that the study knows",
        )
    return BeforeTheDoor(
        attribute=attribute,
        columns=("group", "decisions", "followed", *measures),
        rows=tuple(_row(group, [made.get((group, one)) for one in measures]) for group in groups),
    )


def _refuse_real_children(folder: Path) -> None:
    """Refuse a folder whose settings do not say that its data are made up, or that lacks the mark of the generator."""
    files = find_files(folder)
    if load_settings(folder).data == "synthetic" and files.manifest is not None:
        return
    raise SecondLookError(
        "numbers about real children are never shown as they were before suppression",
        where=folder,
        mend="use a folder that 'second-look synthesise' wrote",
    )


def _row(group: str, estimates: Sequence[Estimate | None]) -> tuple[str, ...]:
    known = next((one for one in estimates if one is not None), None)
    n, positives = (None, None) if known is None else (known.n, known.positives)
    counts = ("" if number is None else f"{number:,}" for number in (n, positives))
    return (group, *counts, *map(_in_words, estimates))


def _in_words(estimate: Estimate | None) -> str:
    if estimate is None:
        return ""
    if estimate.state is State.TOO_FEW or estimate.value is None:
        return TOO_FEW
    if estimate.numerator is None or estimate.denominator is None:
        return f"{estimate.value:.4f}"
    return f"{estimate.numerator:,} of {estimate.denominator:,}"
