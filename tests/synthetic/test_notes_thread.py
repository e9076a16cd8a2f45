"""How the sentences of a section hang together, and the times and names of which a note speaks."""

import re
from functools import cache

import numpy as np
import pytest
from notes_facts import made_up_facts

from helpers.synthetic.notes import lexicon, write
from helpers.synthetic.notes.dates import month_name
from helpers.synthetic.notes.domains import CONCERNS
from helpers.synthetic.notes.facts import AGE_GROUPS
from helpers.synthetic.notes.household import household
from helpers.synthetic.notes.phrase import compiled
from helpers.synthetic.notes.slots import About, Words
from helpers.synthetic.notes.styles import styles
from helpers.synthetic.notes.wording import thread_words, wording

NAMED = re.compile("|".join(f"{connective}, " for connective in thread_words("against")))


@cache
def _written(document=None):
    return write(made_up_facts(700, document=document), seed=3)


def _stage(span):
    strength = span.domain not in CONCERNS
    if span.polarity == "present":
        return 2 if strength else 0
    if span.polarity == "negated":
        return 0 if strength else 2
    return 1


@pytest.mark.parametrize("document", ["contact", "referral", "early help"])
def test_what_worries_comes_first_and_what_protects_last(document):
    spans = _written(document).spans
    own = spans[~spans["copied"]].sort_values(["note", "first"])
    stages = own.assign(stage=[_stage(span) for span in own.itertuples()])
    assert stages.groupby("note")["stage"].is_monotonic_increasing.all()


def test_no_line_begins_with_a_connective():
    found = [(text, match) for text in _written().notes["text"] for match in NAMED.finditer(text)]
    assert len(found) > 20
    for text, match in found:
        before = text[: match.start()]
        assert before.endswith(". ")
        assert before.rpartition("\n")[2].count(". ") >= 1


def test_what_follows_a_connective_protects_and_stands_in_the_span():
    written = _written()
    for span in written.spans.itertuples():
        said = written.notes["text"].iloc[span.note][span.first : span.last]
        if NAMED.match(said):
            assert _stage(span) == 2


def test_an_agency_speaks_on_one_line_of_a_strategy_discussion():
    written = _written("strategy discussion")
    lines = {}
    for span in written.spans[~written.spans["copied"]].itertuples():
        text = written.notes["text"].iloc[span.note]
        start = text.rfind("\n", 0, span.first) + 1
        lines.setdefault((span.note, text[start:].partition(": ")[0]), set()).add(start)
    assert len(lines) > 500
    assert all(len(starts) == 1 for starts in lines.values())


@pytest.mark.parametrize(
    ("template", "again", "also"),
    [
        ("%(parent)s agreed to help.", "%(carer_they)s agreed to", "%(carer_they)s also agreed to"),
        ("%(parent)s is at home.", "%(carer_they)s is at", "%(carer_they)s is also at"),
        ("%(parent)s has asked why.", "%(carer_they)s has asked", "%(carer_they)s has also asked"),
        ("%(parent)s has no car.", "%(carer_they)s has no", "%(carer_they)s also has no"),
        ("%(child)s was at home.", "%(they_were)s at", "%(they_were)s also at"),
        ("%(child)s told us why.", "%(they)s told us", "%(they)s also told us"),
        ("%(child)s's list is long.", "%(their)s list", ""),
    ],
)
def test_a_pronoun_takes_the_place_of_a_subject(template, again, also):
    found = wording(template)
    assert found.again.startswith(again)
    assert found.also.startswith(also)


@pytest.mark.parametrize(
    "template",
    [
        "%(child)s enjoys maths.",  # "they enjoys" is no English where sex is not known
        "%(child)s was late %(and)s says so.",
        "%(parent)s %(and)s %(child)s met.",
        "%(parent)s, who came, left.",
        "Nobody came.",
    ],
)
def test_no_pronoun_stands_where_it_might_not_read_as_english(template):
    assert wording(template).again == ""


@pytest.mark.parametrize("template", ["'Yes', they said.", "Money: none owed.", "Who came?"])
def test_no_connective_stands_before_lists_quotations_or_questions(template):
    assert wording(template).within == ""


def test_no_quotation_begins_with_a_small_letter():
    for text in _written().notes["text"]:
        assert not re.search(r"(?<!\w)'[a-z]", text)


def _words(age, day):
    style = next(iter(styles(np.array([7]), seed=4).values()))
    group = int(np.searchsorted(list(AGE_GROUPS.values())[1:], age, side="right"))
    about = About(
        style=style,
        household=household(5, formal=False, born=True),
        family_number=5,
        child_number=6,
        day_number=day * 31,
        day=day,
        team=3,
        age_group=group,
        age_years=age,
        brothers_and_sisters=0,
        first_in_history=True,
        source="6",
        plan_day=None,
        reviews=0,
    )
    return Words(about, "female")


@pytest.mark.parametrize("day", [17_000, 17_777, 18_321])
@pytest.mark.parametrize("age", [0.02, 0.2, 0.6, 5.0])
def test_months_that_a_note_names_lie_between_birth_and_its_day(day, age):
    back = min(int(age * 365), 270)
    lived = {month_name(then) for then in range(day - back, day + 1)}
    words = _words(age, day)
    assert {words[f"month_{which}"] for which in range(16)} <= lived


def test_a_note_may_name_several_months():
    words = _words(9.0, 18_000)
    assert len({words[f"month_{which}"] for which in range(16)}) >= 4


def test_each_phrase_speaks_of_one_time_of_its_own():
    first, second = compiled("In {month} and {month}"), compiled("Again in {month}")
    slots = {
        *re.findall(r"month_\d+", first.template(0)),
        *re.findall(r"month_\d+", second.template(0)),
    }
    assert len(set(re.findall(r"month_\d+", first.template(0)))) == 1
    assert len(slots) == 2


def test_invented_names_are_short():
    lengths = [len(lexicon.name(number)) for number in range(0, 440_000, 97)]
    assert max(lengths) <= 16
    shares = (np.arange(2_000) + 0.5) / 2_000
    assert np.mean([len(lexicon.person(share)) for share in shares]) < 9
