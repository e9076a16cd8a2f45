"""Every threshold of policy, read once from ``policy.yml`` and checked."""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from helpers.errors import SecondLookError, nearest_name


@dataclass(frozen=True, kw_only=True)
class DisclosureRule:
    """How counts and rates are made safe to publish."""

    smallest_count: int
    round_to: int
    decimals: int
    rate_decimals: int


@dataclass(frozen=True, kw_only=True)
class EstimatePolicy:
    """When a measure may be called an estimate, and how its interval is made."""

    fewest_positives: int
    fewest_negatives: int
    computable_share: float
    confidence: float
    resamples: int


@dataclass(frozen=True, kw_only=True)
class StudyPolicy:
    """The study's bar and the rules that hold for every outcome."""

    bar: float
    flagged_share: float
    study_cut_off: float
    look_back_months: int
    oldest_at_decision: int


@dataclass(frozen=True, kw_only=True)
class Policy:
    """All thresholds of policy."""

    disclosure: dict[str, DisclosureRule]
    estimates: EstimatePolicy
    study: StudyPolicy
    ages: dict[str, int]

    def disclosure_rule(self, preset: str) -> DisclosureRule:
        """Return the disclosure rule that a preset names.

        Raises
        ------
        SecondLookError
            If there is no such preset.
        """
        if preset not in self.disclosure:
            raise SecondLookError(
                f"there is no disclosure preset '{preset}'",
                where="disclosure",
                mend=nearest_name(preset, self.disclosure),
            )
        return self.disclosure[preset]


@cache
def policy() -> Policy:
    """Return the policy that ships with the package."""
    raw: dict[str, Any] = yaml.safe_load(files("helpers").joinpath("policy.yml").read_text("utf-8"))
    return Policy(
        disclosure={
            name: _filled(DisclosureRule, rule) for name, rule in raw["disclosure"].items()
        },
        estimates=_filled(EstimatePolicy, raw["estimates"]),
        study=_filled(StudyPolicy, raw["study"]),
        ages=dict(raw["ages"]),
    )


Section = TypeVar("Section")


def _filled(kind: type[Section], raw: dict[str, Any]) -> Section:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for name in raw:
        if name not in known:
            raise SecondLookError(
                f"'{name}' is not a setting", where="policy.yml", mend=nearest_name(name, known)
            )
    return kind(**raw)
