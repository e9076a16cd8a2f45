"""Read ``authority.yml``: what an authority calls itself, which outcomes it asks for, how it wants to publish."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from helpers.errors import SecondLookError, nearest_name
from helpers.policy import policy

FILE = "authority.yml"
Attribute = Literal["age", "sex", "ethnicity", "disability", "deprivation"]
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)


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


class Settings(_Strict):
    """The settings of one authority, checked.

    Attributes
    ----------
    name
        How pages call the authority.
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
    capacity: Annotated[float, Field(gt=0, lt=1)] = 0.05
    disclosure: str = "standard"
    planted: tuple[str, ...] = ()

    @field_validator("outcomes", "contrasts", "attributes")
    @classmethod
    def _each_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"'{twice}' is named twice")
        return names

    @model_validator(mode="after")
    def _planted_in_made_up_data_alone(self) -> "Settings":
        if self.planted and self.data == "real":
            raise ValueError("nothing is planted in records of real children: take 'planted' out")
        return self


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
    """Tell the first mistake in one sentence; the next one shows once it is mended."""
    mistake = error.errors()[0]
    names = [str(part) for part in mistake["loc"] if isinstance(part, str)]
    name = names[-1] if names else ""
    place = f"{path}, setting '{'.'.join(names)}'" if names else str(path)
    if mistake["type"] == "extra_forbidden":
        known = Period.model_fields if names[0] == "period" else Settings.model_fields
        return SecondLookError(
            f"'{name}' is not a setting", where=path, mend=nearest_name(name, known)
        )
    if mistake["type"] == "missing":
        return SecondLookError(
            f"the setting '{'.'.join(names)}' is missing", where=path, mend=_EXAMPLES.get(name)
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
        mend = _EXAMPLES["period"] if name == "period" else "name it once"
        return SecondLookError(str(mistake["ctx"]["error"]), where=place, mend=mend)
    return SecondLookError(
        f"{_shown(mistake['input'])} cannot be used here", where=place, mend=_EXAMPLES.get(name)
    )


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
    "capacity": "write a share between 0 and 1, as in 'capacity: 0.05'",
    "disclosure": "write 'disclosure: standard'",
}
