import json

import pandas as pd
import pytest

from helpers import stages
from helpers.errors import SecondLookError
from helpers.stages import Kept, Stages


@pytest.fixture
def kept(tmp_path):
    return Stages(tmp_path / "stages")


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Kept:
        self.times += 1
        return Kept({"table": pd.DataFrame({"a": [1, 2]})}, {"count": 2})


def test_a_stage_is_made_once(kept):
    make = Maker()
    first, second = (kept.keep("read", "key", make) for _ in range(2))
    assert make.times == 1
    assert first == second


def test_what_was_kept_is_read_again(kept):
    entry = kept.keep("read", "key", Maker())
    assert entry.frame("table")["a"].tolist() == [1, 2]
    assert entry.record == {"count": 2}


def test_another_key_is_made_anew_and_the_old_entry_goes(kept):
    make = Maker()
    kept.keep("read", "one", make)
    kept.keep("read", "two", make)
    assert make.times == 2
    assert kept.find("read", "one") is None


@pytest.mark.parametrize("file", ["table.parquet", "record.json", "entry.json"])
def test_a_damaged_entry_is_made_anew(kept, file):
    make = Maker()
    entry = kept.keep("read", "key", make)
    (entry.folder / file).write_bytes(b"damaged")
    assert kept.keep("read", "key", make).frame("table")["a"].tolist() == [1, 2]
    assert make.times == 2


def test_an_entry_that_lost_a_file_is_made_anew(kept):
    make = Maker()
    entry = kept.keep("read", "key", make)
    (entry.folder / "table.parquet").unlink()
    kept.keep("read", "key", make)
    assert make.times == 2


def test_an_interrupted_stage_leaves_nothing_that_looks_finished(kept):
    def interrupted() -> Kept:
        return Kept({"table": pd.DataFrame({"a": [1]})}, {"not plain": object()})

    with pytest.raises(TypeError):
        kept.keep("read", "key", interrupted)
    assert kept.find("read", "key") is None
    assert list((kept.home / "read").iterdir()) == []


def test_the_same_content_has_the_same_digest_wherever_it_lies(tmp_path):
    first, second = (
        Stages(tmp_path / place).keep("read", place, Maker()).digest for place in ("a", "b")
    )
    assert first == second


def test_git_never_takes_up_what_is_kept(kept):
    kept.keep("read", "key", Maker())
    assert (kept.home / ".gitignore").read_text() == "*\n"


def test_missing_numbers_are_never_written_as_numbers(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        stages.write_json(tmp_path / "a.json", {"value": float("nan")})
    assert list(tmp_path.iterdir()) == []


def test_json_is_written_whole(tmp_path):
    stages.write_json(tmp_path / "a.json", {"name": "é"})
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == {"name": "é"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_keys_change_with_inputs_settings_and_rooms():
    keys = {
        stages.key_of(inputs=inputs, settings=settings, rooms=rooms)
        for inputs, settings, rooms in [
            (["a"], 1, ["stages"]),
            (["b"], 1, ["stages"]),
            (["a"], 2, ["stages"]),
            (["a"], 1, ["stages", "errors"]),
        ]
    }
    assert len(keys) == 4


def test_the_order_of_rooms_does_not_matter():
    one, other = (
        stages.key_of(inputs=[], settings=None, rooms=rooms)
        for rooms in (["policy", "errors"], ["errors", "policy"])
    )
    assert one == other


def test_yaml_beside_a_room_is_part_of_its_source(tmp_path, monkeypatch):
    (tmp_path / "room.py").write_text("")
    (tmp_path / "room.yml").write_text("a: 1")
    monkeypatch.setattr(stages, "files", lambda _: tmp_path)
    before = stages.source_digest("room")
    (tmp_path / "room.yml").write_text("a: 2")
    assert stages.source_digest("room") != before


def test_words_beside_a_room_named_by_its_code_are_no_part_of_its_source(tmp_path, monkeypatch):
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "rules.py").write_text("")
    (tmp_path / "room" / "words.yml").write_text("a: 1")
    monkeypatch.setattr(stages, "files", lambda _: tmp_path)
    before = stages.source_digest("room/*.py")
    (tmp_path / "room" / "words.yml").write_text("a: 2")
    assert stages.source_digest("room/*.py") == before
    (tmp_path / "room" / "rules.py").write_text("a = 1")
    assert stages.source_digest("room/*.py") != before


def test_an_unknown_room_is_refused():
    with pytest.raises(ValueError, match="no room"):
        stages.source_digest("attic")


def test_real_data_keeps_its_stages_in_its_own_folder(tmp_path):
    assert stages.home(tmp_path, "real") == tmp_path.resolve() / ".second-look"


def test_made_up_data_keeps_its_stages_in_the_build_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert stages.home(tmp_path / "x" / "north-west", "synthetic") == (
        tmp_path.resolve() / "build" / "stages" / "north-west"
    )


def test_a_result_that_cannot_be_kept_is_told_in_one_sentence(kept, monkeypatch):
    monkeypatch.setattr(Stages, "_write", lambda *_: None)
    with pytest.raises(SecondLookError, match="could not be kept"):
        kept.keep("read", "key", Maker())
