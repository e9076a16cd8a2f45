"""What the proofs of the ledger and of help show: rates and gaps past the disclosure door, and what they count."""

import numpy as np
import pytest

from helpers.truth.help_counts import ALARMS, KEPT, Marked, counted
from helpers.truth.ledger import ledger
from helpers.truth.ledger_lived import FIFTHS, Lived
from helpers.truth.redraws import Share
from proofs import help_given
from proofs import ledger as proof
from proofs.ledger_shown import COMPARED, Redraw, shown, shown_by_fifth


def redraw(*, wrong: int = 40, right: int = 60, seed: int = 0) -> Redraw:
    """Return a redraw with so many flags about group B that were wrong and right by the record."""
    chance = np.random.default_rng(seed)
    group = np.array(["A"] * 1000 + ["B"] * (wrong + right + 400), dtype=object)
    flagged = np.concatenate([chance.random(1000) < 0.2, np.ones(wrong + right, bool), np.zeros(400, bool)])  # fmt: skip
    recorded = np.concatenate([chance.random(1000) < 0.4, np.zeros(wrong, bool), np.ones(right, bool), chance.random(400) < 0.2])  # fmt: skip
    harmed = chance.random(len(group)) < 0.3
    counted_so = ledger(flagged, recorded=recorded, harmed=harmed, group=group)
    children = {name: Share(part=300, whole=5000) for name in ("", "A", "B")}
    fifths = {fifth: Share(part=50, whole=1000) for fifth in FIFTHS}
    return Redraw(audited=counted_so, lived=Lived(groups=children, fifths=fifths))


def told(redraws: list[Redraw], **labels: str) -> list[dict]:
    return [one for one in shown("scrutiny", redraws) if labels.items() <= one.items()]


def test_rates_of_everybody_and_of_each_group_are_shown_with_their_gap() -> None:
    alarms = told(
        [redraw(seed=1), redraw(seed=2)], measure="false_discovery_rate", against="true harm"
    )
    assert [one["group"] for one in alarms] == ["", "A", "B", COMPARED]
    assert {one["estimate"]["state"] for one in alarms} == {"estimated"}
    assert alarms[-1]["note"] in {"true", "false", "cannot tell"}


def test_counts_are_rounded_as_everywhere() -> None:
    every = [one["estimate"] for one in told([redraw(seed=1), redraw(seed=2)], group="B")]
    shown_ones = [estimate for estimate in every if estimate["state"] == "estimated"]
    assert len(shown_ones) > 8
    for estimate in shown_ones:
        assert estimate["numerator"] % 5 == 0 and estimate["denominator"] % 5 == 0


def test_a_gap_is_hidden_where_the_rate_of_a_group_is() -> None:
    few = [redraw(wrong=2, seed=1), redraw(wrong=2, seed=2)]
    labels = {"measure": "false_discovery_rate", "against": "contact-to-plan-or-care"}
    *rates, gap = told(few, **labels)
    assert rates[-1]["group"] == "B" and rates[-1]["estimate"]["state"] == "suppressed"
    assert (gap["estimate"]["value"], gap["note"]) == (None, "")


def test_harm_is_shown_by_fifth_for_each_share_that_is_need() -> None:
    by_fifth = {0.5: {fifth: [Share(part=60, whole=1000)] * 2 for fifth in FIFTHS}}
    found = list(shown_by_fifth(by_fifth))
    assert [(one["is_need"], one["fifth"]) for one in found] == [(0.5, fifth) for fifth in FIFTHS]
    assert {one["estimate"]["value"] for one in found} == {0.06}


@pytest.mark.parametrize(("last", "different"), [("same", 0), ("other", 1)])
def test_records_that_differ_from_another_of_their_redraw_are_counted(last, different) -> None:
    lived = redraw().lived
    why = {(0.0, 1): ("one", lived), (1.0, 1): ("one", lived), (0.0, 2): ("same", lived), (1.0, 2): (last, lived)}  # fmt: skip
    assert proof._different(why) == {"redraws": 2, "different": different}


def test_both_settings_differ_in_nothing_but_how_group_b_is_watched() -> None:
    alike, watched = (proof.setting(world) for world in proof.SETTINGS)
    assert alike.dials == watched.dials
    assert alike.scrutiny["ethnicity"] == watched.scrutiny["ethnicity"]
    assert alike.rates == watched.rates and alike.gates == watched.gates
    assert (alike.scrutiny["group"]["B"], watched.scrutiny["group"]["B"]) == (1, 1.5)


def test_help_that_kept_children_from_the_outcome_where_it_changes_nothing_would_be_a_miss() -> (
    None
):
    marks = np.ones(30, dtype=bool)
    kept = counted(
        Marked(flagged=marks, flagged_otherwise=marks, recorded=~marks, reached=marks, happened=~marks, without_help=marks)
    )  # fmt: skip
    assert kept[f"{ALARMS}: {KEPT}"] == Share(part=30, whole=30)
    figures = help_given._figures({dial: [kept, kept] for dial in help_given.DIALS})
    assert not help_given.PROOF.bounds[help_given.NONE].holds(figures[help_given.NONE].value)
