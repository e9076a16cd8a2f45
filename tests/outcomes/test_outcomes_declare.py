import copy
from importlib.resources import files

import pytest
import yaml

from helpers.errors import SecondLookError
from helpers.outcomes.declare import declared, outcome, outcomes

SLUG = "contact-to-plan-or-care"


@pytest.fixture
def raw():
    text = files("helpers.outcomes").joinpath("outcomes.yml").read_text("utf-8")
    return copy.deepcopy(yaml.safe_load(text)[SLUG])


def test_there_are_two_outcomes_for_each_authority():
    authorities = [outcome.authority for outcome in outcomes().values()]
    assert len(authorities) == 8
    assert {authorities.count(name) for name in authorities} == {2}


def test_outcomes_by_slug_know_their_own_slug():
    assert all(slug == outcome.slug for slug, outcome in outcomes().items())


def test_words_are_sentences():
    for one in outcomes().values():
        for sentence in (one.words.decision, one.words.false_alarm, one.words.missed_child):
            assert sentence[0].isupper()
            assert sentence.endswith(".")


def test_an_unknown_outcome_offers_the_nearest_name():
    with pytest.raises(SecondLookError, match="did you mean 'contact-to-plan-or-care'"):
        outcome("contact-to-plan-and-care")


def test_look_back_is_as_long_as_the_longest_rule_needs():
    assert outcome(SLUG).look_back_months == 12
    assert outcome("early-help-then-statutory-referral").look_back_months == 24


def test_needed_lists_follow_from_the_tables_named():
    assert outcome(SLUG).needed_lists == {1, 6, 7, 8}
    assert outcome("early-help-then-statutory-referral").needed_files == {"early_help.csv"}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda raw: raw.update(autority=1), "key 'autority': this key is unknown; did you mean"),
        (lambda raw: raw.pop("title"), "key 'title': this key is missing; add it."),
        (lambda raw: raw["decision"].update(tabel=1), "key 'decision.tabel': this key is unknown"),
        (lambda raw: raw["decision"].update(table="contact"), "did you mean 'contacts'"),
        (lambda raw: raw["decision"].update(day="end"), "the table 'contacts' has no end"),
        (lambda raw: raw["decision"].update(where={"sorce": ["6"]}), "no flag or code 'sorce'"),
        (lambda raw: raw["decision"].update(where={"source": [True]}), "each must be a code"),
        (lambda raw: raw["documents"].update(current=["contac"]), "did you mean 'contact'"),
        (lambda raw: raw["words"].update(outcome=" "), "key 'words.outcome'"),
        (lambda raw: raw.update(within_months=0), "0 is not a number of months"),
        (lambda raw: raw.update(source="slide"), "key 'source'"),
    ],
)
def test_a_mistake_is_one_sentence_with_outcome_and_key(raw, spoil, sentence):
    spoil(raw)
    with pytest.raises(SecondLookError) as error:
        declared(SLUG, raw)
    assert str(error.value).startswith(f"outcome '{SLUG}', key ")
    assert sentence in str(error.value)


def test_a_declaration_without_keys_is_told():
    with pytest.raises(SecondLookError, match="the declaration holds no keys"):
        declared(SLUG, None)
