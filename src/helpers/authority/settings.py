"""Read ``authority.yml``: what an authority calls itself, which outcomes it asks for, how it wants to publish."""

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from helpers.errors import SecondLookError, nearest_name
from helpers.policy import policy

FILE = "authority.yml"
Attribute = Literal["age", "sex", "ethnicity", "disability", "deprivation"]
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)


MADE_UP = " (invented)"
NAME_OF_AN_ATTRIBUTE = re.compile(r"[^\W\d_][\w -]{0,39}")
"""What an attribute that an authority declares may be called: letters, digits, spaces and hyphens."""
LABELS_IN_USE = frozenset({"score", "columns", "word", "table", "document"})
"""What other findings are told apart by, so that no attribute may be called so."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Period(_Strict):
    """First and last day that the records cover."""

    start: dt.date
    end: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.end <= self.start:
            raise ValueError("the period ends before it starts")
        return self


class Declared(_Strict):
    """An attribute of children that an authority declares itself, and the groups that it tells apart.

    Attributes
    ----------
    name
        What it is called, on pages and as a column of ``attributes.csv`` (or of ``families.csv``).
    groups
        Its groups: the values that its column may hold. Nothing else that stands in a cell can reach a page.
    """

    name: str
    groups: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("name")
    @classmethod
    def _can_be_told_apart(cls, name: str) -> str:
        if name.lower() in {*ATTRIBUTES, *LABELS_IN_USE, "child_id", "family_id", "date"}:
            raise ValueError(f"'{name}' means something else already")
        if NAME_OF_AN_ATTRIBUTE.fullmatch(name) is None or " and " in name:
            raise ValueError(
                "an attribute is called by letters, digits, spaces and hyphens, without 'and'"
            )
        return name

    @field_validator("groups")
    @classmethod
    def _groups_once(cls, groups: tuple[str, ...]) -> tuple[str, ...]:
        return _each_once([group.strip() for group in groups])


class Settings(_Strict):
    """The settings of one authority, checked.

    Attributes
    ----------
    name
        How pages call the authority; that of a made-up one ends in "(invented)", whatever the file says.
    data
        ``synthetic`` or ``real``; for labels and guards alone.
    period
        First and last day that the records cover.
    outcomes
        Names of the outcomes to evaluate. Whether they are declared is for the caller to check.
    contrasts
        Names of outcomes that stand beside them for contrast.
    attributes
        Groups of children to compare.
    declared
        Attributes beside these that the authority declares itself; no model reads them.
    capacity
        Share of decisions that the authority could look at a second time.
    disclosure
        Preset of ``policy.yml`` by which numbers are made safe to publish.
    planted
        Differences between groups that the generator of made-up data wrote into it on purpose, a sentence each.
    """

    name: Annotated[str, Field(min_length=1)]
    data: Literal["synthetic", "real"]
    period: Period
    outcomes: Annotated[tuple[str, ...], Field(min_length=1)]
    contrasts: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ATTRIBUTES
    declared: tuple[Declared, ...] = ()
    capacity: Annotated[float, Field(gt=0, lt=1)] = 0.05
    disclosure: str = "standard"
    planted: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _made_up_in_every_place(cls, given: Any) -> Any:
        """Let the name of a made-up authority say so wherever it stands, in a row of a table as on a box."""
        name = given.get("name") if isinstance(given, dict) else None
        if not isinstance(name, str) or not name or given.get("data") != "synthetic":
            return given
        return given if name.endswith(MADE_UP) else given | {"name": f"{name}{MADE_UP}"}

    @field_validator("outcomes", "contrasts", "attributes")
    @classmethod
    def _names_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return _each_once(names)

    @field_validator("declared")
    @classmethod
    def _declared_once(cls, declared: tuple[Declared, ...]) -> tuple[Declared, ...]:
        _each_once([one.name for one in declared])
        return declared

    @model_validator(mode="after")
    def _planted_in_made_up_data_alone(self) -> "Settings":
        if self.planted and self.data == "real":
            raise ValueError("nothing is planted in records of real children: take 'planted' out")
        return self


def _each_once(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names; refuse one that stands twice, in whatever case, or is empty."""
    known: set[str] = set()
    for name in names:
        if not name:
            raise ValueError("a name is empty")
        if name.lower() in known:
            raise ValueError(f"'{name}' is named twice")
        known.add(name.lower())
    return tuple(names)


def load_settings(folder: Path) -> Settings:
    """Read the settings of an authority.

    Raises
    ------
    SecondLookError
        If there is no ``authority.yml``, it is no YAML, or a setting is missing, unknown or wrong: one sentence with
        the file and the mend.
    """
    path = folder / FILE
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise SecondLookError(
            f"this folder has no {FILE}", where=folder, mend="write one, or run 'second-look new'"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SecondLookError(
            f"this file is not valid YAML{_line(error)}",
            where=path,
            mend="save it as UTF-8"
            if isinstance(error, UnicodeDecodeError)
            else "give each setting a line of its own, as in 'data: real', with spaces and no tabs before it",
        ) from error
    if not isinstance(raw, dict):
        raise SecondLookError(
            "this file holds no settings", where=path, mend="begin with 'name:' and 'data:'"
        )
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as error:
        raise _in_words(error, path) from error
    try:
        policy().disclosure_rule(settings.disclosure)
    except SecondLookError as error:
        raise SecondLookError(
            error.what, where=f"{path}, setting 'disclosure'", mend=error.mend
        ) from error
    return settings


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (line {mark.line + 1})" if mark is not None else ""


def _in_words(error: ValidationError, path: Path) -> SecondLookError:
    """Tell the first mistake with its mend, and name the other settings that hold one."""
    mistakes = {".".join(_names(mistake)): mistake for mistake in reversed(error.errors())}
    first, *others = reversed(mistakes)
    told = _told(mistakes[first], path)
    if not others:
        return told
    also = "; also mend " + ", ".join(f"'{name}'" for name in others)
    return SecondLookError(told.what, where=told.where, mend=f"{told.mend or 'mend it'}{also}")


def _names(mistake: ErrorDetails) -> list[str]:
    return [part for part in mistake["loc"] if isinstance(part, str)]


def _told(mistake: ErrorDetails, path: Path) -> SecondLookError:
    """Tell one mistake in one sentence."""
    names = _names(mistake)
    name = names[-1] if names else ""
    place = f"{path}, setting '{'.'.join(names)}'" if names else str(path)
    if mistake["type"] == "extra_forbidden":
        parts: dict[str, type[BaseModel]] = {"period": Period, "declared": Declared}
        known = parts.get(names[0], Settings).model_fields
        return SecondLookError(
            f"'{name}' is not a setting", where=path, mend=nearest_name(name, known)
        )
    if mistake["type"] == "missing":
        return SecondLookError(
            f"the setting '{'.'.join(names)}' is missing", where=path, mend=_example(names)
        )
    if mistake["type"] == "literal_error":
        known_values = ATTRIBUTES if names[0] == "attributes" else ("synthetic", "real")
        given = str(mistake["input"])
        return SecondLookError(
            f"'{given}' is not one of its values",
            where=place,
            mend=nearest_name(given, known_values),
        )
    if mistake["type"] == "value_error":
        said = str(mistake["ctx"]["error"])
        mend = _EXAMPLES["period"] if name == "period" else "name it once"
        if not names:
            mend = "or write 'data: synthetic' if the records are made up"
        if "declared" in names and "named twice" not in said:
            mend = _EXAMPLES["declared"]
        return SecondLookError(said, where=place, mend=mend)
    return SecondLookError(
        f"{_shown(mistake['input'])} cannot be used here", where=place, mend=_example(names)
    )


def _example(names: Sequence[str]) -> str | None:
    """Return how the setting is written whose name, part by part, is given."""
    return _EXAMPLES.get("declared" if "declared" in names else names[-1] if names else "")


def _shown(value: Any) -> str:
    text = "an empty value" if value in (None, "", [], ()) else f"'{value}'"
    return text if len(text) <= 60 else "this value"


_EXAMPLES = {
    "name": "write the name that pages may show, as in 'name: My council'",
    "data": "write 'data: real' for records of real children, 'data: synthetic' for made-up ones",
    "period": "write 'period: {start: 2018-04-01, end: 2025-03-31}'",
    "start": "write the first day that the records cover, as in 'start: 2018-04-01'",
    "end": "write the last day that the records cover, as in 'end: 2025-03-31'",
    "outcomes": "list at least one outcome, as in 'outcomes: [contact-to-plan-or-care]'",
    "attributes": "write 'attributes: [age, sex, ethnicity, disability, deprivation]'",
    "declared": "write 'declared: [{name: first language, groups: [English, another language]}]', with quotes around "
    "'yes' and 'no'",
    "capacity": "write a share between 0 and 1, as in 'capacity: 0.05'",
    "disclosure": "write 'disclosure: standard'",
}
