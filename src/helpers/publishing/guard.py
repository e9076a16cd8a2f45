"""The publishing workflow's guard: a public site shows made-up authorities alone.

``python -m helpers.publishing.guard build/html data/synthetic/north-west …`` ends well only if every folder named says
``data: synthetic``, holds nothing but what the generator wrote and signed, and the finished site holds the pages of
exactly these.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.authority.folder import find_files, slug
from helpers.authority.settings import load_settings
from helpers.errors import SecondLookError
from helpers.synthetic.manifest import refuse_unsigned


def refuse_real(authorities: Sequence[Path]) -> None:
    """Refuse to go on if any authority holds, or may hold, records of real children.

    Raises
    ------
    SecondLookError
        If any ``authority.yml`` says ``data: real``, or cannot be read; or a folder that says ``data: synthetic`` holds
        anything but the files that the generator wrote and signed.
    """
    for folder in authorities:
        if load_settings(find_files(folder).folder).data != "synthetic":
            raise SecondLookError(
                "these are records of real children; the public site is built from made-up data alone",
                where=folder,
                mend="build it on your own machine with 'second-look build'",
            )
        refuse_unsigned(folder)


def refuse_others(site: Path, authorities: Sequence[Path]) -> None:
    """Refuse a finished site that shows any other authority than these, or one from real records.

    Raises
    ------
    SecondLookError
        If the site has no record of its runs, or one of its authorities is another or real.
    """
    record = site / "results.json"
    if not record.is_file():
        raise SecondLookError("this is no finished site", where=site, mend="build it first")
    runs = json.loads(record.read_text("utf-8"))["runs"]
    expected = {slug(folder) for folder in authorities}
    shown = {path.name for path in (site / "authorities").iterdir() if path.is_dir()} | set(runs)
    for name in sorted(shown - expected):
        raise SecondLookError(
            f"the site shows '{name}', which was not to be published",
            where=site,
            mend="build it again",
        )
    for name, run in sorted(runs.items()):
        if run["data"] != "synthetic":
            raise SecondLookError(
                f"the pages of '{name}' were made from records of real children",
                where=site,
                mend="build it again from made-up data",
            )


def main(arguments: Sequence[str]) -> int:
    """Check a site against its authorities' folders; 0 if it may be published, else 1 and one sentence."""
    site, *folders = (Path(argument) for argument in arguments)
    try:
        refuse_real(folders)
        refuse_others(site, folders)
    except SecondLookError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
