"""The YAML files that ship with this room, read once in each process."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""LibYAML's reader where PyYAML was built with it: the same answers, many times as fast."""


@cache
def package_yaml(name: str) -> dict[str, Any]:
    """Return a YAML file that ships with this room, such as ``notes/styles.yml``."""
    text = files("helpers.synthetic").joinpath(name).read_text("utf-8")
    return dict(yaml.load(text, Loader=_LOADER))
