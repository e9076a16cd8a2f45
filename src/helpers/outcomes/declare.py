"""The outcomes as declared in ``outcomes.yml`` and ``contrasts.yml``: read once, checked, and handed out."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from helpers.errors import SecondLookError, nearest_name
from helpers.events import DOCUMENTS, TABLES
from helpers.outcomes.declaration import (
    DecisionRule,
    Documents,
    Event,
    LeftOut,
    Outcome,
    Rows,
    Standing,
    Where,
    Words,
)


@cache
def outcomes() -> Mapping[str, Outcome]:
    """Return the eight outcomes of the study by slug, in the order in which they are declared."""
    return _read("outcomes.yml")


@cache
def contrasts() -> Mapping[str, Outcome]:
    """Return the outcomes that stand beside the eight for contrast, by slug."""
    return _read("contrasts.yml")


def outcome(slug: str) -> Outcome:
    """Return one declared outcome, of the eight or for contrast.

    Raises
    ------
    SecondLookError
        If no outcome has that name.
    """
    known = {**outcomes(), **contrasts()}
    if slug not in known:
        raise SecondLookError(
            f"there is no outcome '{slug}'", where="outcomes", mend=nearest_name(slug, known)
        )
    return known[slug]


def _read(file: str) -> Mapping[str, Outcome]:
    text = files("helpers.outcomes").joinpath(file).read_text("utf-8")
    return MappingProxyType(
        {slug: declared(slug, raw) for slug, raw in yaml.safe_load(text).items()}
    )


def declared(slug: str, raw: object) -> Outcome:
    """Return an outcome from its declaration.

    Parameters
    ----------
    slug
        The outcome's name.
    raw
        What ``yaml.safe_load`` made of the declaration.

    Raises
    ------
    SecondLookError
        If a key is missing, unknown or holds a value that cannot be.
    """
    if not isinstance(raw, Mapping):
        raise SecondLookError("the declaration holds no keys", where=f"outcome '{slug}'")
    try:
        result = TypeAdapter(Outcome).validate_python({**raw, "slug": slug})
    except ValidationError as error:
        raise _as_sentence(slug, error) from None
    _check_names(result)
    return result


def _as_sentence(slug: str, error: ValidationError) -> SecondLookError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    where = f"outcome '{slug}', key '{key}'"
    match first["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            known = {name.name for kind in _KINDS for name in fields(kind)}
            return SecondLookError(
                "this key is unknown", where=where, mend=nearest_name(str(first["loc"][-1]), known)
            )
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return SecondLookError("this key is missing", where=where, mend="add it")
        case _:
            said = first["msg"][0].lower() + first["msg"][1:]
            return SecondLookError(said, where=where, mend="change its value")


_KINDS: tuple[Any, ...] = (
    Rows, Standing, LeftOut, DecisionRule, Event, Documents, Words, Outcome,
)  # fmt: skip


def _check_names(result: Outcome) -> None:
    for key, table, wheres in _named(result):
        where = f"outcome '{result.slug}', key '{key}'"
        if table not in TABLES:
            raise SecondLookError(
                f"'{table}' is not an event table", where=where, mend=nearest_name(table, TABLES)
            )
        for column, values in wheres.items():
            _check_values(where, table, column, values)
    for key in ("current", "earlier"):
        for document in getattr(result.documents, key):
            if document not in DOCUMENTS:
                raise SecondLookError(
                    f"'{document}' is not a kind of case note",
                    where=f"outcome '{result.slug}', key 'documents.{key}'",
                    mend=nearest_name(document, DOCUMENTS),
                )
    _check_times(result)


def _check_values(where: str, table: str, column: str, values: tuple[bool | str, ...]) -> None:
    columns = {name: spec.kind for name, spec in TABLES[table].items()}
    choosable = {name for name, kind in columns.items() if kind in ("flag", "code")}
    if column not in choosable:
        raise SecondLookError(
            f"the table '{table}' has no flag or code '{column}'",
            where=where,
            mend=nearest_name(column, choosable),
        )
    flag = columns[column] == "flag"
    if not values or any(isinstance(value, bool) is not flag for value in values):
        kind = "true or false" if flag else "a code"
        raise SecondLookError(
            f"the values of '{column}' do not fit it", where=where, mend=f"each must be {kind}"
        )


def _check_times(result: Outcome) -> None:
    for key in ("within_months", "once_per_months"):
        if getattr(result, key) < 1:
            raise SecondLookError(
                f"{getattr(result, key)} is not a number of months",
                where=f"outcome '{result.slug}', key '{key}'",
                mend="give 1 or more",
            )
    ends = result.decision.day == "end" or result.decision.still_open
    if ends and "end" not in TABLES[result.decision.table]:
        raise SecondLookError(
            f"the table '{result.decision.table}' has no end",
            where=f"outcome '{result.slug}', key 'decision.day'",
            mend="choose another day or another table",
        )


def _named(result: Outcome) -> Iterator[tuple[str, str, Where]]:
    yield "decision", result.decision.table, result.decision.where
    yield "event.this_decision", result.decision.table, result.event.this_decision
    for number, rule in enumerate(result.left_out):
        yield f"left_out.{number}", result.decision.table, rule.this_decision
        for standing in rule.any_of:
            yield f"left_out.{number}", standing.table, {**standing.where, **standing.where_not}
    for rows in result.event.any_of:
        yield "event.any_of", rows.table, {**rows.where, **rows.where_not}
