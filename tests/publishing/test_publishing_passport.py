"""The run record of an authority."""

import json

from small_site import make_authority

from helpers.publishing.passport import issue_passport
from helpers.publishing.stamps import hash_files


def passport(folder, **changed):
    given = {"authority": "One", "data": "synthetic", "settings": {}, "suppressed": 4, **changed}
    return issue_passport(folder, **given)


def test_the_made_up_world_and_its_seed_are_named(tmp_path):
    folder = make_authority(tmp_path, "one", name="One")
    (folder / "SYNTHETIC.json").write_text(json.dumps({"world": "small", "seed": 7}))
    shown = passport(folder).as_markdown()
    assert "small, 7" in shown


def test_real_data_have_no_world(tmp_path):
    shown = passport(make_authority(tmp_path, "one", name="One"), data="real").as_markdown()
    assert "world" not in shown
    assert "real, of this authority" in shown


def test_the_record_tells_how_much_was_suppressed(tmp_path):
    assert passport(make_authority(tmp_path, "one", name="One")).as_json()["suppressed"] == 4


def test_the_fingerprint_of_the_data_follows_their_content_and_names(tmp_path):
    folder = make_authority(tmp_path, "one", name="One")
    before = hash_files(folder)
    (folder / "families.csv").rename(folder / "SYNTHETIC-families.csv")
    assert hash_files(folder) != before


def test_results_kept_beside_the_data_do_not_change_its_fingerprint(tmp_path):
    folder = make_authority(tmp_path, "one", name="One")
    before = hash_files(folder)
    (folder / ".second-look").mkdir()
    (folder / ".second-look/scores.parquet").write_text("kept")
    assert hash_files(folder) == before
