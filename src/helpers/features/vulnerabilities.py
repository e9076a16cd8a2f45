"""The study's vulnerability flags: whether any phrase of a group stands in a text.

The study looked for phrases of 27 groups and marked a group when one of them occurred, whatever was said about it: a
note with "no concerns about alcohol" is flagged for substance misuse. We keep that, since it is what was evaluated;
the modern bag of words beside it (:mod:`helpers.modelling.words`) sees "no concerns".
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from helpers.modelling.passages import passages, texts_with

HOW_MANY = "how many groups"
"""The column that counts the groups found in a text."""


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of each group, as ``vulnerabilities.yml`` lists them."""
    text = files("helpers.features").joinpath("vulnerabilities.yml").read_text("utf-8")
    return {group: tuple(phrases) for group, phrases in yaml.safe_load(text).items()}


def vulnerabilities(texts: pd.Series) -> pd.DataFrame:
    """Return which groups of phrases stand in each text.

    Parameters
    ----------
    texts
        One kind of text of :func:`helpers.features.text.documents`; missing counts as empty.

    Returns
    -------
    uint8, one row per text with the index of ``texts``: 1 or 0 for each group, and how many groups were found. A
    phrase is found within a passage; whether it is negated is not looked at.
    """
    found = passages(texts.fillna("").tolist())
    read = pa.array(
        [text.lower().replace("\u2019", "'") for text in found.texts], pa.large_string()
    )
    flags = {
        group: texts_with(found, _holds(read, phrases)).astype(np.uint8)
        for group, phrases in groups().items()
    }
    frame = pd.DataFrame(flags, index=texts.index)
    return frame.assign(**{HOW_MANY: frame.sum(axis=1).astype(np.uint8)})


def _holds(texts: pa.LargeStringArray, phrases: tuple[str, ...]) -> np.ndarray:
    pattern = rf"\b(?:{'|'.join(map(_as_pattern, phrases))})\b"
    return np.asarray(
        pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False), dtype=bool
    )


def _as_pattern(phrase: str) -> str:
    words = (
        re.escape(word.removesuffix("*")) + "[a-z]*" * word.endswith("*") for word in phrase.split()
    )
    return r"[\s/-]+".join(words)
