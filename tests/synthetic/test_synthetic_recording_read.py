"""Files whose records err far more often than by default are read, told about and turned into features."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml
from recording_world import erring

from helpers import cohort as cohorts
from helpers.authority.amended import BACKWARDS, TWICE
from helpers.authority.merge import Reading, read_events
from helpers.features.structured import structured
from helpers.outcomes.declare import outcome
from helpers.synthetic.settings import place
from helpers.synthetic.world import make_authority
from helpers.synthetic.worlds import authorities
from helpers.synthetic.writing import synthesise

CHILDREN = 900
SEED = 3
OFTEN = 40.0


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("erring")
    told = erring(place("north-west"), OFTEN).recording
    (root / "erring.yml").write_text(yaml.safe_dump({"like": "default", "recording": told}))
    synthesise(
        list(authorities()),
        root=root,
        world=str(root / "erring.yml"),
        seed=SEED,
        children=CHILDREN,
    )
    return root


@pytest.fixture(scope="module")
def readings(root: Path) -> dict[str, Reading]:
    return {slug: read_events(root / slug) for slug in authorities()}


@pytest.mark.parametrize("slug", authorities())
def test_no_row_is_rejected(readings: dict[str, Reading], slug: str) -> None:
    assert readings[slug].unrecognised.empty


@pytest.mark.parametrize("slug", ["north-west", "south-west", "west-midlands"])
def test_all_rows_are_read_but_those_that_stand_twice(
    root: Path, readings: dict[str, Reading], slug: str
) -> None:
    made = make_authority(slug, world=str(root / "erring.yml"), seed=SEED, children=CHILDREN).events
    read, first = readings[slug].events, pd.Timestamp(place(slug).first, unit="D")
    for table in ("contacts", "referrals", "assessments", "early_help", "plans", "needs"):
        if table == "contacts" and slug != "north-west":
            once = made[table].drop(columns="decision").drop_duplicates()
        else:
            once = made[table].drop_duplicates()
        # a wrong end can put a row before the first day of the extract; early help has a file of its own, which is no extract
        if "end" in once and table != "early_help":
            once = once[~(once[["start", "end"]].max(axis=1, skipna=False) < first)]
        assert len(read[table]) == len(once), table
        if "end" in once:
            assert (read[table]["end"].notna().sum()) == once["end"].notna().sum(), table


@pytest.mark.parametrize("slug", authorities())
def test_what_reading_puts_right_is_counted(readings: dict[str, Reading], slug: str) -> None:
    told = {what for _, what, _ in readings[slug].amended}
    assert told == {TWICE, BACKWARDS}
    for table in readings[slug].events.values():
        if "end" in table:
            assert not (table["end"] < table["start"]).any()


@pytest.mark.parametrize("slug", authorities())
def test_features_are_possible_numbers(readings: dict[str, Reading], slug: str) -> None:
    where = place(slug)
    events = readings[slug].events
    first, last = (pd.Timestamp(day, unit="D") for day in (where.first, where.last))
    considered = 0
    for asked in where.outcomes:
        about = outcome(asked)
        cohort = cohorts.build(events, about, period_start=first, period_end=last)
        considered += cohort.considered
        assert (cohort.decisions["day"] >= cohort.decisions["began"]).all()
        columns = structured(events, cohort, about)
        lasting = columns.drop(columns="child_age_years")
        assert not np.isinf(columns.to_numpy()).any()
        assert (lasting.fillna(0) >= 0).all(axis=None)
    assert considered
