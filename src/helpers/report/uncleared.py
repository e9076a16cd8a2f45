"""What a table looked like before suppression: for made-up children alone, so that readers see what the door does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.authority.folder import find_files
from helpers.authority.settings import load_settings
from helpers.errors import SecondLookError
from helpers.estimate import Estimate, Finding, State
from helpers.study import found

TOO_FEW = "too few to judge"
DESIGN, LINE = "text-all", "top tenth of all"
MEASURES = ("false_discovery_rate", "false_negative_rate")


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
    design: str = DESIGN,
    cut_off: str = LINE,
    measures: Sequence[str] = MEASURES,
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
    if not _is_made_up(folder):
        raise SecondLookError(
            "numbers about real children are never shown as they were before suppression",
            where=folder,
            mend="use a folder that 'second-look synthesise' wrote",
        )
    labels = {"outcome": outcome, "design": design, "cut_off": cut_off}
    table = _table(found.findings(folder), attribute, measures=measures, **labels)
    if table is None:
        raise SecondLookError(
            f"nothing was found by '{attribute}'",
            where=folder,
            mend="name an attribute, an outcome and a cut-off that the study knows",
        )
    return table


def tables_before_the_door(authority: str | Path) -> Mapping[tuple[str, str], BeforeTheDoor]:
    """Return the table of :func:`before_the_door` by outcome and attribute; of real children none at all.

    Raises
    ------
    SecondLookError
        If the folder cannot be read, or the study has not been run for it.
    """
    folder = Path(authority)
    if not _is_made_up(folder):
        return {}
    settings, findings = load_settings(folder), found.findings(folder)
    attributes = (*settings.attributes, *(one.name for one in settings.declared))
    tables = {
        (outcome, attribute): _table(
            findings, attribute, measures=MEASURES, outcome=outcome, design=DESIGN, cut_off=LINE
        )
        for outcome in settings.outcomes
        for attribute in attributes
    }
    return {asked: table for asked, table in tables.items() if table is not None}


def _table(
    findings: Iterable[Finding], attribute: str, *, measures: Sequence[str], **labels: str
) -> BeforeTheDoor | None:
    """Return the table by one attribute; nothing if there is no group of it."""
    made = {
        (one.about.group, one.about.measure): one.estimate
        for one in findings
        if one.about.attribute in ("", attribute)
        and all(getattr(one.about, name) == value for name, value in labels.items())
    }
    groups = dict.fromkeys(group for group, measure in made if measure in measures)
    if not any(groups):
        return None
    return BeforeTheDoor(
        attribute=attribute,
        columns=("group", "decisions", "followed", *measures),
        rows=tuple(_row(group, [made.get((group, one)) for one in measures]) for group in groups),
    )


def _is_made_up(folder: Path) -> bool:
    """Tell whether a folder's settings say that its data are made up, and it has the mark of the generator."""
    files = find_files(folder)
    return load_settings(folder).data == "synthetic" and files.manifest is not None


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
