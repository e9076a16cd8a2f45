from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from evaluation_adjusting import RULE, made_up
from scipy.special import expit
from scipy.stats import norm

from helpers.estimate import State
from helpers.evaluation.groups.covariates import columns, telling
from helpers.evaluation.groups.regression import Fit, fitted
from helpers.evaluation.groups.why import adjusted
from helpers.evaluation.intervals import families_carrying, tail_of


def of(flags, **changed):
    flags = replace(flags, **changed)
    return adjusted(
        flags.followed,
        flags.flagged,
        group=flags.group,
        covariates=flags.covariates,
        family=flags.family,
        rule=RULE,
    )


def peer(flags, among, marked, *, structure=sm.cov_struct.Independence, adjusting=True):
    """Generalised estimating equations, and the design they were solved with."""
    parts = [np.ones(among.sum()), flags.group[among]]
    if adjusting:
        parts.append(columns(flags.among(among), marked[among]))
    design = np.column_stack(parts)
    model = sm.GEE(
        marked[among].astype(float),
        design,
        groups=flags.family[among],
        family=sm.families.Binomial(),
        cov_struct=structure(),
    )
    return model.fit(ctol=1e-10), design


def half_width(error, flags, among, marked):
    """Return how far the ends of an interval lie from a value with this standard error."""
    carried = min(
        families_carrying(marked[among & side], flags.family[among & side])
        for side in (flags.group, ~flags.group)
    )
    return -norm.ppf(tail_of(RULE.confidence, families=carried)) * error


def kind(flags, name):
    return (
        (~flags.followed, flags.flagged)
        if name == "false_alarms"
        else (flags.followed, ~flags.flagged)
    )


@pytest.mark.parametrize("name", ["false_alarms", "misses"])
def test_odds_ratios_agree_with_generalised_estimating_equations(name):
    flags = made_up(by_group=0.4)
    among, marked = kind(flags, name)
    found = getattr(of(flags), name)
    for adjusting, made in (
        (False, found.unadjusted_odds_ratio),
        (True, found.adjusted_odds_ratio),
    ):
        fit, _ = peer(flags, among, marked, adjusting=adjusting)
        reach = half_width(fit.bse[1], flags, among, marked)
        assert made.value == pytest.approx(np.exp(fit.params[1]), rel=1e-6)
        assert [made.low, made.high] == pytest.approx(
            np.exp([fit.params[1] - reach, fit.params[1] + reach]), rel=1e-5
        )


@pytest.mark.parametrize("name", ["false_alarms", "misses"])
def test_a_working_correlation_within_families_would_change_little(name):
    flags = made_up(by_group=0.4, likeness=1.0)
    among, marked = kind(flags, name)
    one, _ = peer(flags, among, marked)
    other, _ = peer(flags, among, marked, structure=sm.cov_struct.Exchangeable)
    assert other.params[1] == pytest.approx(one.params[1], abs=0.2 * one.bse[1])
    assert other.bse[1] == pytest.approx(one.bse[1], rel=0.03)


@pytest.mark.parametrize("name", ["false_alarms", "misses"])
def test_an_adjusted_gap_is_that_of_the_groups_own_children_treated_as_others_were(name):
    flags = made_up(by_group=0.4)
    among, marked = kind(flags, name)
    fit, design = peer(flags, among, marked)
    theirs = design[design[:, 1] == 1]
    without = theirs * (np.arange(design.shape[1]) != 1)
    expected = (expit(theirs @ fit.params) - expit(without @ fit.params)).mean()
    assert getattr(of(flags), name).adjusted.value == pytest.approx(expected, abs=1e-8)


def test_the_unadjusted_gap_is_that_of_the_rates():
    flags = made_up()
    rates = [flags.flagged[~flags.followed & side].mean() for side in (flags.group, ~flags.group)]
    assert of(flags).false_alarms.unadjusted.value == pytest.approx(rates[0] - rates[1])


@pytest.mark.parametrize("name", ["false_alarms", "misses"])
def test_what_stays_and_what_goes_add_up(name):
    gap = getattr(of(made_up(by_group=0.3)), name)
    assert gap.adjusted.value + gap.went.value == pytest.approx(gap.unadjusted.value)


def test_with_one_child_a_family_odds_ratios_are_those_of_plain_logistic_regression():
    flags = made_up(by_group=0.4)
    flags = replace(flags, family=np.random.default_rng(1).permutation(len(flags.family)))
    among, marked = kind(flags, "false_alarms")
    design = np.column_stack(
        [np.ones(among.sum()), flags.group[among], columns(flags.among(among), marked[among])]
    )
    beta = np.zeros(design.shape[1])
    for _ in range(30):
        share = expit(design @ beta)
        spread = (design.T * (share * (1 - share))) @ design
        beta += np.linalg.solve(spread, design.T @ (marked[among] - share))
    score = design * (marked[among] - expit(design @ beta))[:, None]
    pulls = score @ np.linalg.inv(spread)[1]
    error = np.sqrt(pulls @ pulls)
    made = of(flags).false_alarms.adjusted_odds_ratio
    reach = half_width(error, flags, among, marked)
    assert np.log([made.value, made.low, made.high]) == pytest.approx(
        [beta[1], beta[1] - reach, beta[1] + reach], abs=1e-6
    )


def test_intervals_of_adjusted_gaps_are_those_of_families_resampled():
    flags = made_up(1500, families=800, by_group=0.4, likeness=2.0)
    gap = of(flags).false_alarms
    chance = np.random.default_rng(0)
    rows_of = [np.flatnonzero(flags.family == family) for family in range(800)]
    found = []
    for _ in range(150):
        drawn = np.concatenate([rows_of[each] for each in chance.integers(0, 800, 800)])
        among = drawn[~flags.followed[drawn]]
        adjusting = columns(flags.among(among), flags.flagged[among])
        found.append(
            fitted(flags.flagged[among], flags.group[among], adjusting, fewest=20).difference
        )
    told = (gap.adjusted.high - gap.adjusted.low) / 2 / norm.ppf(0.975)
    assert np.std(found) == pytest.approx(told, rel=0.2)


def test_intervals_hold_the_adjusted_gap_of_a_large_population_about_as_often_as_they_say():
    population = of(made_up(200_000, families=120_000, seed=999, by_group=0.4, likeness=2.0))
    true = population.false_alarms.adjusted.value
    held = []
    for seed in range(150):
        flags = made_up(1000, families=600, seed=seed, by_group=0.4, likeness=2.0)
        made = of(flags).false_alarms.adjusted
        held.append(made.low <= true <= made.high)
    assert 0.89 <= np.mean(held) <= 0.995


def test_every_child_told_twice_in_the_same_family_makes_no_interval_narrower():
    flags = made_up()
    twice = {name: np.repeat(values, 2) for name, values in flags.covariates.items()}
    doubled = replace(
        flags,
        followed=np.repeat(flags.followed, 2),
        flagged=np.repeat(flags.flagged, 2),
        group=np.repeat(flags.group, 2),
        covariates=twice,
        family=np.repeat(flags.family, 2),
    )
    one, two = of(flags).false_alarms.adjusted, of(doubled).false_alarms.adjusted
    assert two.high - two.low == pytest.approx(one.high - one.low, rel=0.02)


def test_a_gap_that_need_explains_goes_when_adjusting_for_need():
    gap = of(made_up(12000, families=7000, by_group=0.0)).false_alarms
    assert gap.unadjusted.low > 0.05
    assert gap.adjusted.low < 0 < gap.adjusted.high


def test_a_gap_beyond_need_stays_when_adjusting_for_need():
    gap = of(made_up(12000, families=7000, by_group=0.7)).false_alarms
    assert gap.adjusted.low > 0.05


def test_without_anything_to_adjust_for_everything_stays():
    gap = of(made_up(by_group=0.4), covariates={}).false_alarms
    assert gap.went.value == pytest.approx(0, abs=1e-9)
    assert gap.adjusted.high == pytest.approx(gap.unadjusted.high, abs=1e-8)
    assert gap.adjusted_odds_ratio.low == pytest.approx(gap.unadjusted_odds_ratio.low, abs=1e-8)


def test_the_other_side_of_a_group_has_the_same_unadjusted_gap_turned_round():
    flags = made_up(by_group=0.4)
    one, other = of(flags).misses.unadjusted, of(flags, group=~flags.group).misses.unadjusted
    assert [one.value, one.low, one.high] == pytest.approx([-other.value, -other.high, -other.low])


def test_what_is_adjusted_for_does_not_depend_on_its_scale():
    flags = made_up(by_group=0.4)
    scaled = {name: 1000 * values - 7 for name, values in flags.covariates.items()}
    one, other = of(flags).misses.adjusted, of(flags, covariates=scaled).misses.adjusted
    assert one.low == pytest.approx(other.low, abs=1e-8)


def test_a_covariate_said_twice_changes_nothing():
    flags = made_up(by_group=0.4)
    twice = flags.covariates | {"need again": 2 * flags.covariates["need"]}
    one, other = of(flags).misses.adjusted, of(flags, covariates=twice).misses.adjusted
    assert one.high == pytest.approx(other.high, abs=1e-8)


def test_a_number_not_recorded_counts_as_the_mean_and_is_marked():
    flags = made_up()
    need = np.where(np.arange(4000) % 5 == 0, np.nan, flags.covariates["need"])
    adjusting = columns({"need": need}, flags.flagged)
    lacking = np.isnan(need)
    assert adjusting[lacking, 0] == pytest.approx(0)
    assert len(np.unique(adjusting[lacking, 2])) == 1
    assert of(flags, covariates={"need": need}).false_alarms.fit is Fit.ADJUSTED


def test_a_number_recorded_for_nobody_adjusts_for_nothing():
    flags = made_up(by_group=0.4)
    gap = of(flags, covariates={"need": np.full(4000, np.nan)}).misses
    assert gap.went.value == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("everybody", [True, False])
def test_a_group_of_everybody_or_nobody_has_no_gap(everybody):
    flags = made_up()
    gap = of(flags, group=np.full(4000, everybody)).false_alarms
    assert gap.fit is Fit.TOO_FEW
    assert gap.unadjusted.state is State.TOO_FEW


def test_a_group_with_fewer_than_twenty_false_alarms_is_too_few_to_judge():
    flags = made_up()
    theirs = np.flatnonzero(flags.flagged & ~flags.followed & flags.group)
    flagged = flags.flagged.copy()
    flagged[theirs[19:]] = False
    found = of(flags, flagged=flagged)
    assert found.false_alarms.fit is Fit.TOO_FEW
    assert found.misses.fit is Fit.ADJUSTED


def test_few_children_and_much_to_adjust_for_leave_the_unadjusted_gap_alone():
    flags = made_up(700, families=500)
    chance = np.random.default_rng(0)
    many = {str(number): chance.normal(size=700) for number in range(30)}
    gap = of(flags, covariates=many).false_alarms
    assert gap.fit is Fit.TOO_MANY_COLUMNS
    assert gap.adjusted.state is State.TOO_FEW
    assert gap.unadjusted.state is State.ESTIMATED


def of_ages_five_to_nine(flags):
    return (flags.covariates["age"] >= 5) & (flags.covariates["age"] < 10)


def test_age_is_not_adjusted_for_where_it_tells_the_group():
    flags = made_up()
    group = of_ages_five_to_nine(flags)
    others = {name: values for name, values in flags.covariates.items() if name != "age"}
    found = of(flags, group=group)
    same = of(flags, group=group, covariates=others)
    assert found.adjusted_for == ("need", "history")
    assert found.misses.adjusted == same.misses.adjusted
    assert (found.misses.fit, same.misses.fit) == (Fit.IN_PART, Fit.ADJUSTED)


def test_a_group_that_all_covariates_tell_has_no_adjusted_gap():
    flags = made_up()
    age = {"age": flags.covariates["age"]}
    gap = of(flags, group=of_ages_five_to_nine(flags), covariates=age).false_alarms
    assert gap.fit is Fit.ONE_AND_THE_SAME
    assert gap.adjusted.state is State.TOO_FEW
    assert gap.unadjusted.state is State.ESTIMATED


@pytest.mark.parametrize("rows", [300, 1000, 24000])
def test_a_covariate_alike_in_group_and_rest_is_adjusted_for_however_few_they_are(rows):
    chance = np.random.default_rng(rows)
    group = chance.random(rows) < 0.8
    assert telling(group, {"need": chance.normal(size=rows)}) == frozenset()


def test_a_group_that_covariates_add_up_to_has_no_adjusted_gap():
    flags = made_up()
    half = (np.arange(4000) % 2).astype(float)
    gap = of(flags, covariates={"half": half, "other half": flags.group - half}).false_alarms
    assert gap.fit is Fit.ONE_AND_THE_SAME
    assert gap.adjusted.state is State.TOO_FEW


def test_flags_told_by_a_covariate_have_no_adjusted_gap():
    flags = made_up()
    gap = of(flags, flagged=flags.covariates["need"] > 1).false_alarms
    assert gap.fit is Fit.SEPARATED
    assert gap.adjusted_odds_ratio.state is State.TOO_FEW
    assert gap.unadjusted.state is State.ESTIMATED


def of_whom_some_are_never_flagged(*, often):
    flags = made_up(by_group=0.4)
    never = (np.arange(4000) % often == 0).astype(float)
    covariates = flags.covariates | {"never": never}
    return replace(flags, covariates=covariates, flagged=flags.flagged & (never == 0)), never > 0


@pytest.mark.parametrize("often", [3, 40])
def test_children_of_a_kind_who_are_never_flagged_add_nothing_to_a_gap(often):
    flags, never = of_whom_some_are_never_flagged(often=often)
    others = of(
        flags,
        followed=flags.followed[~never],
        flagged=flags.flagged[~never],
        group=flags.group[~never],
        covariates=flags.among(~never),
        family=flags.family[~never],
    ).false_alarms
    theirs = flags.group & ~flags.followed
    gap = of(flags).false_alarms
    assert gap.fit is Fit.ADJUSTED
    assert gap.adjusted.value == pytest.approx(
        others.adjusted.value * (theirs & ~never).sum() / theirs.sum(), rel=0.01
    )
    assert gap.adjusted_odds_ratio.value == pytest.approx(
        others.adjusted_odds_ratio.value, rel=0.01
    )


def test_intervals_with_children_never_flagged_are_those_of_families_resampled():
    flags, _ = of_whom_some_are_never_flagged(often=3)
    rows_of = [np.flatnonzero(flags.family == family) for family in range(2400)]
    chance, found = np.random.default_rng(0), []
    for _ in range(80):
        drawn = np.concatenate([rows_of[each] for each in chance.integers(0, 2400, 2400)])
        among = drawn[~flags.followed[drawn]]
        adjusting = columns(flags.among(among), flags.flagged[among])
        made = fitted(flags.flagged[among], flags.group[among], adjusting, fewest=20)
        found.append(made.difference)
    gap = of(flags).false_alarms
    told = (gap.adjusted.high - gap.adjusted.low) / 2 / norm.ppf(0.975)
    assert np.std(found) == pytest.approx(told, rel=0.25)


def test_a_few_children_with_very_much_on_record_do_not_decide_a_regression():
    flags = made_up(by_group=0.4)
    history = flags.covariates["history"].copy()
    history[np.flatnonzero(flags.flagged)[:5]] = 10_000
    one = of(flags, covariates=flags.covariates | {"history": history}).false_alarms
    assert one.adjusted.value == pytest.approx(of(flags).false_alarms.adjusted.value, abs=0.01)


def test_estimates_count_the_decisions_of_the_group():
    flags = made_up()
    made = of(flags).misses.adjusted
    assert made.n == flags.group.sum()
    assert made.positives == (flags.group & flags.followed).sum()


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="one place for each decision"):
        of(made_up(), group=np.ones(3, bool))
