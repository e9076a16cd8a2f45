"""Worlds by name and from a file: what a dial changes, what it leaves alone, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.errors import SecondLookError
from helpers.synthetic import planted
from helpers.synthetic.draws import Draws
from helpers.synthetic.journeys.contacts import live
from helpers.synthetic.journeys.ending import whole_lives
from helpers.synthetic.journeys.harm import true_harm
from helpers.synthetic.moments import measured
from helpers.synthetic.packaged import package_yaml
from helpers.synthetic.settings import place
from helpers.synthetic.signal import signal
from helpers.synthetic.world import MadeAuthority, first_day, make_authority
from helpers.synthetic.worlds import authorities, worlds

CHILDREN = 4000
OF_CHILDREN = ("contacts", "referrals", "assessments", "enquiries", "plans", "care", "needs")

Write = Callable[[str], str]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Write a world into a file and return its path."""

    def write(text: str) -> str:
        path = tmp_path / "own.yml"
        path.write_text(text, "utf-8")
        return str(path)

    return write


def made(world: str, slug: str = "north-west") -> MadeAuthority:
    return make_authority(slug, world=world, seed=5, children=CHILDREN)


def rows_of(made: MadeAuthority, name: str, children: pd.Series) -> pd.DataFrame:
    table = made.events[name]
    return table[table["child_id"].isin(children)].reset_index(drop=True)


@pytest.mark.parametrize("world", [w for w in worlds() if w not in ("default", "small", "middle")])
@pytest.mark.parametrize("slug", authorities())
def test_every_world_can_be_made_of_every_authority(world: str, slug: str) -> None:
    assert len(make_authority(slug, world=world, seed=2, children=400).events["contacts"])


def test_middle_is_the_world_of_the_book() -> None:
    assert place("south-west", world="middle").dials == place("south-west").dials


@pytest.mark.parametrize(
    "change",
    [
        "scrutiny: {group: {B: 1.6}}",
        "scrutiny: {group: {B: 0.5}}",
        "thresholds: {group: {B: -0.5}}",
    ],
)
def test_a_planted_difference_changes_no_row_of_anyone_else(written: Write, change: str) -> None:
    off, on = made("unbiased"), made(written(f"like: unbiased\n{change}\n"))
    children = off.truth["children"]
    others = children.loc[children["group"] == "A", "child_id"]
    for name in off.events:
        if name not in ("notes", "families"):
            pd.testing.assert_frame_equal(rows_of(off, name, others), rows_of(on, name, others))
    assert not off.events["contacts"].equals(on.events["contacts"])


def test_ethnicity_that_is_watched_changes_no_row_of_anyone_else(written: Write) -> None:
    off, on = made("unbiased"), made(written("like: unbiased\nscrutiny: {ethnicity: {White: 1.4}}"))
    children = off.truth["children"]
    others = children.loc[~children["ethnicity"].str.startswith("W"), "child_id"]
    for name in OF_CHILDREN:
        pd.testing.assert_frame_equal(rows_of(off, name, others), rows_of(on, name, others))


def test_scrutiny_adds_contacts_about_the_watched_and_no_harm(written: Write) -> None:
    off, on = made("unbiased"), made(written("like: unbiased\nscrutiny: {group: {B: 1.6}}"))
    children = off.truth["children"]
    watched = children.loc[children["group"] == "B", "child_id"]
    before, after = (len(rows_of(one, "contacts", watched)) for one in (off, on))
    assert after > 1.2 * before
    happened = [one.truth["harm"][["child_id", "day"]] for one in (off, on)]
    pd.testing.assert_frame_equal(*happened)


def test_more_need_and_more_scrutiny_give_the_same_record(written: Write) -> None:
    need = made(written("like: default\ndials: {deprivation_is_need: 1.0}"))
    looks = made(written("like: default\ndials: {deprivation_is_need: 0.0}"))
    for name, table in need.events.items():
        pd.testing.assert_frame_equal(table, looks.events[name])
    pd.testing.assert_frame_equal(need.note_facts, looks.note_facts)


def test_more_need_and_more_scrutiny_differ_in_what_is_true(written: Write) -> None:
    gaps = []
    for share in (1.0, 0.0):
        one = made(written(f"dials: {{deprivation_is_need: {share}}}"))
        need = one.truth["need"].merge(one.truth["children"], on="child_id")
        by_fifth = need.groupby("deprivation_fifth")["need"].mean()
        gaps.append(by_fifth[1] - by_fifth[5])
        seen = need.groupby("deprivation_fifth")["need_as_seen"].mean()
        assert seen[1] - seen[5] > 0.5
    assert gaps[0] > 0.5
    assert abs(gaps[1]) < 0.15


def test_without_effect_of_help_both_futures_are_the_same(written: Write) -> None:
    futures = made(written("dials: {effect_of_help: 0}")).truth["futures"]
    assert (futures["with_help"] == futures["without_help"]).all()


def test_what_is_recorded_is_the_future_with_help_but_for_recording_errors() -> None:
    one = made("default")
    futures = one.truth["futures"].query("with_help and table == 'plans'")[["child_id", "start"]]
    recorded = one.events["plans"].merge(one.events["families"], on="child_id")
    kept = recorded[recorded["start"] >= pd.Timestamp(one.place.first, unit="D")]
    both = futures.merge(kept, on=["child_id", "start"])
    assert len(futures) > 20
    assert len(both) > 0.95 * len(futures)


def test_help_averts_more_than_it_brings_about() -> None:
    futures = made("default").truth["futures"]
    averted = (~futures["with_help"] & futures["without_help"]).sum()
    added = (futures["with_help"] & ~futures["without_help"]).sum()
    assert averted > 1.2 * added


def test_no_family_without_help_has_a_second_future() -> None:
    one = made("default")
    family_of = one.truth["children"].set_index("child_id")["family_id"]
    helped = set(family_of.loc[one.truth["help"]["child_id"]])
    assert set(family_of.loc[one.truth["futures"]["child_id"]]) <= helped


def test_stronger_help_averts_every_harm_that_weaker_help_averts() -> None:
    town = first_day(place("north-west", children=CHILDREN), Draws(5, "north-west", 0))
    live(town)
    help_given = whole_lives(town)["help"]
    averted = []
    for effect in (0.2, 0.6):
        dials = {**town.place.dials, "effect_of_help": effect}
        there = replace(town, place=replace(town.place, dials=dials))
        harm = true_harm(there, help_given)
        averted.append(set(map(tuple, harm.loc[harm["averted"], ["child", "day"]].to_numpy())))
    assert averted[0] < averted[1]


@given(dial=st.floats(0, 10), weighed=st.floats(-5, 8))
@settings(max_examples=50, deadline=None)
def test_signal_keeps_the_spread_of_what_decides(dial: float, weighed: float) -> None:
    one = signal("north-west", dial)
    mean, spread = one.moments["support"]
    told = one.weighed("support", np.array([mean, mean + spread]))
    chance = one.chance("support", np.array([1.0]))[0]
    assert told[0] == pytest.approx(mean)
    assert (told[1] - told[0]) ** 2 + chance**2 == pytest.approx(spread**2 + 1)


def test_without_signal_nothing_is_weighed() -> None:
    told = signal("south-east", 0.0).weighed("plan", np.linspace(-3, 6, 20))
    assert np.ptp(told) == 0


@pytest.mark.parametrize("slug", authorities())
def test_the_moments_are_those_of_the_default_world(slug: str) -> None:
    kept = package_yaml("moments.yml")[slug]
    for name, (mean, spread) in measured(slug, seed=2, children=20_000).items():
        # few children meet the rarest thresholds, and a plan on file sets some of them far apart
        assert kept[name] == [pytest.approx(mean, abs=0.25), pytest.approx(spread, abs=0.4)], name


def test_what_is_planted_goes_in_both_directions() -> None:
    more, less = set(), set()
    for slug in authorities():
        where = place(slug)
        for label, factor in where.scrutiny["ethnicity"].items():
            shift = where.thresholds["ethnicity"][label]
            (more if factor > 1 or shift < 0 else set()).add(label)
            (less if factor < 1 or shift > 0 else set()).add(label)
    assert more == less == {"Asian", "Black", "Mixed"}


def test_what_is_planted_is_said_in_words() -> None:
    told = planted.in_words(place("north-west"))
    assert any("1.3 times as often" in sentence and "Black" in sentence for sentence in told)
    assert planted.in_words(place("north-west", world="unbiased")) == ()
    assert any(
        "group B" in sentence
        for sentence in planted.in_words(place("north-west", world="scrutiny"))
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rates: {contact: -0.1}", r"'rates.contact': -0.1 lies outside 0 to 2"),
        ("dials: {effect_of_help: 1.5}", r"'dials.effect_of_help'"),
        ("dials: {efect_of_help: 0.5}", r"did you mean 'effect_of_help'"),
        ("dials: {signal: much}", r"'much' is not a number"),
        ("dials: {signal: .nan}", r"is not a number"),
        ("dials: 3", r"'dials' takes settings below it"),
        ("rates: {contact: {a: 1}}", r"'contact' takes one value"),
        ("families: {sizes: [1, 2]}", r"takes a list of 5"),
        ("scrutiny: {group: {C: 2}}", r"'C' is not a setting"),
        ("like: defalt", r"did you mean 'default'"),
        ("authorities: {north-wst: {children: 300}}", r"did you mean 'north-west'"),
        ("authorities: {north-west: {colour: 3}}", r"no made-up setting of an authority 'colour'"),
        (
            "period: {end: 2019-12-31}",
            r"'period.end': the outcome 'contact-to-plan-or-care' looks back 12 months",
        ),
        ("period: {end: soon}", r"'soon' is not a date"),
        ("scale: -1", r"'scale'"),
        ("- a list", r"describes no world"),
        ("a: [", r"not valid YAML"),
    ],
)
def test_an_impossible_setting_is_named(written: Write, text: str, told: str) -> None:
    with pytest.raises(SecondLookError, match=told):
        place("north-west", world=written(text))


def test_a_world_whose_file_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SecondLookError, match="cannot be read"):
        place("north-west", world=str(tmp_path / "none.yml"))


def test_a_world_of_ones_own_says_what_it_changes(written: Write) -> None:
    path = written(
        "like: weak\ndials: {effect_of_help: 0.5}\nauthorities: {north-west: {children: 333}}"
    )
    where = place("north-west", world=path)
    assert (where.world, where.children) == ("own", 333)
    assert where.dials["effect_of_help"] == 0.5
    assert where.dials["signal"] == place("north-west", world="weak").dials["signal"]


def test_places_that_differ_have_other_fingerprints(written: Write) -> None:
    assert place("north-west").fingerprint == place("north-west").fingerprint
    changed = place("north-west", world=written("rates: {contact: 0.05}"))
    assert changed.fingerprint != place("north-west").fingerprint
