"""What was compiled before a change beside it is dropped."""

import os
from pathlib import Path

from helpers.truth.ceilings.possible.compiled import forget


def laid(folder: Path, name: str, when: int) -> Path:
    one = folder / name
    one.write_text("", "utf-8")
    os.utime(one, (when, when))
    return one


def test_what_was_kept_before_a_file_beside_it_was_changed_is_dropped(tmp_path: Path) -> None:
    source = laid(tmp_path, "caller.py", 100)
    laid(tmp_path, "called.py", 200)
    before = laid(tmp_path, "caller.asks-7.py311.nbi", 150)
    after = laid(tmp_path, "caller.tells-9.py311.1.nbc", 250)
    of_another = laid(tmp_path, "called.answers-3.py311.nbi", 150)
    forget(tmp_path, source)
    assert (before.exists(), after.exists(), of_another.exists()) == (False, True, True)
