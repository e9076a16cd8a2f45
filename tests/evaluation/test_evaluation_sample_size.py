import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import expit, logit
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from helpers.evaluation import sample_size
from helpers.evaluation.sample_size import cox_snell, needed, needed_to_check

prevalences = st.floats(0.005, 0.5)
statistics = st.floats(0.55, 0.95)


@pytest.mark.parametrize(
    ("prevalence", "c_statistic", "published"),
    [(0.04, 0.7, 26_109), (0.04, 0.8, 10_357), (0.02, 0.7, 50_050), (0.02, 0.8, 19_775)],
)
def test_numbers_are_within_one_in_a_hundred_of_those_by_random_draws(
    prevalence, c_statistic, published
):
    found = needed(parameters=60, prevalence=prevalence, c_statistic=c_statistic)
    assert found.decisions == pytest.approx(published, rel=0.01)


def test_a_published_example_is_met_in_every_criterion(monkeypatch):
    """The example that comes with the authors' own program: 24 parameters, R-squared 0.288."""
    monkeypatch.setattr(sample_size, "cox_snell", lambda **_: 0.288)
    found = sample_size.needed(parameters=24, prevalence=0.174, c_statistic=0.8)
    assert (found.shrinkage, found.optimism, found.overall_risk) == (623, 662, 221)
    assert found.decisions == 662


def test_the_overall_share_asks_for_most_where_half_follow():
    assert needed(parameters=1, prevalence=0.5, c_statistic=0.95).overall_risk == 385


def test_r_squared_is_that_of_a_logistic_model_fitted_to_many_decisions():
    chance = np.random.default_rng(0)
    followed = np.arange(200_000) < 20_000
    score = chance.standard_normal(200_000) + 1.2 * followed
    c_statistic = roc_auc_score(followed, score)
    fitted = LogisticRegression(C=np.inf, tol=1e-10).fit(score[:, None], followed)
    log_share = fitted.predict_log_proba(score[:, None])
    gained = np.where(followed, log_share[:, 1] - np.log(0.1), log_share[:, 0] - np.log(0.9))
    expected = 1 - np.exp(-2 * gained.mean())
    assert cox_snell(prevalence=0.1, c_statistic=c_statistic) == pytest.approx(expected, rel=0.02)


def test_the_rule_of_nodes_agrees_with_adaptive_integration():
    prevalence, apart = 0.02, 1.5
    start = logit(prevalence) - apart**2 / 2

    def gained(at):
        share = expit(start + apart * at)
        following = prevalence * norm.pdf(at - apart) * np.log(share / prevalence)
        return following + (1 - prevalence) * norm.pdf(at) * np.log((1 - share) / (1 - prevalence))

    expected = 1 - np.exp(-2 * quad(gained, -9, 11, epsabs=1e-12)[0])
    found = cox_snell(prevalence=prevalence, c_statistic=norm.cdf(apart / np.sqrt(2)))
    assert found == pytest.approx(expected, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), prevalences, statistics)
def test_more_parameters_need_more_decisions(parameters, prevalence, c_statistic):
    fewer, more = (
        needed(parameters=number, prevalence=prevalence, c_statistic=c_statistic)
        for number in (parameters, parameters + 1)
    )
    assert fewer.shrinkage <= more.shrinkage
    assert fewer.optimism <= more.optimism
    assert fewer.decisions <= more.decisions


@settings(max_examples=60, deadline=None)
@given(prevalences, statistics)
def test_a_model_expected_to_tell_less_needs_more_decisions(prevalence, c_statistic):
    better, worse = (
        needed(parameters=30, prevalence=prevalence, c_statistic=expected)
        for expected in (c_statistic, c_statistic - 0.02)
    )
    assert worse.shrinkage > better.shrinkage


@settings(max_examples=60, deadline=None)
@given(prevalences, statistics)
def test_r_squared_lies_between_nought_and_its_best(prevalence, c_statistic):
    best = 1 - np.exp(
        2 * (prevalence * np.log(prevalence) + (1 - prevalence) * np.log1p(-prevalence))
    )
    assert 0 < cox_snell(prevalence=prevalence, c_statistic=c_statistic) < best


def test_positives_are_the_share_of_the_decisions_needed():
    found = needed(parameters=60, prevalence=0.04, c_statistic=0.7)
    assert found.positives == np.ceil(0.04 * found.decisions)


def test_the_rarer_the_outcome_the_more_decisions_to_check():
    assert needed_to_check(0.04) > needed_to_check(0.08)


def test_decisions_to_check_give_the_interval_that_was_asked_for():
    prevalence = 0.04
    error = np.sqrt((1 - prevalence) / (needed_to_check(prevalence) * prevalence))
    assert np.exp(1.96 * error) == pytest.approx(1.1, rel=1e-4)


@pytest.mark.parametrize(
    "wrong",
    [{"parameters": 0}, {"prevalence": 0.0}, {"prevalence": 1.0}, {"c_statistic": 0.5}],
    ids=str,
)
def test_numbers_out_of_bounds_are_refused(wrong):
    right = {"parameters": 10, "prevalence": 0.1, "c_statistic": 0.7}
    with pytest.raises(ValueError, match=r"at least one|between"):
        needed(**(right | wrong))


def test_a_share_out_of_bounds_cannot_be_checked():
    with pytest.raises(ValueError, match="between"):
        needed_to_check(0)
