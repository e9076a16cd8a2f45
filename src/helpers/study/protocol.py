"""What was fixed beforehand, read once from ``protocol.yml`` and checked."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from helpers.policy import policy


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Design(_Strict):
    """One of the four designs: with the notes or without, from earlier cases only or from all."""

    text: bool
    earlier: bool


class AllCases(_Strict):
    """How whole families are drawn: shares of decisions, and the number of inner shuffles."""

    held_out: float
    folds: int
    validation: float


class EarlierCases(_Strict):
    """How time is cut: the share of decisions held out at the end, and the number of growing windows."""

    held_out: float
    folds: int


class Protocol(_Strict):
    """Everything the study fixed before a model was fitted."""

    designs: Mapping[str, Design]
    algorithms: tuple[str, ...]
    draws: int
    most_words: int
    all_cases: AllCases
    earlier_cases: EarlierCases
    seed: int


@cache
def protocol() -> Protocol:
    """Return the protocol that ships with the package."""
    text = files("helpers.study").joinpath("protocol.yml").read_text("utf-8")
    return Protocol.model_validate(yaml.safe_load(text))


def cut_offs() -> Mapping[str, float]:
    """Return the two cut-offs by name: a share of the highest scores, and a score.

    The headline flags the tenth with the highest scores: where the outcome follows few children, hardly a score
    reaches one half, the study's own cut-off, which stands beside it.
    """
    study = policy().study
    return {"top tenth": study.flagged_share, "one half": study.study_cut_off}
