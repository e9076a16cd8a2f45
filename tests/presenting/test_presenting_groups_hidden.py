"""Tables of invented children before and after suppression; of real ones nothing but how much is hidden."""

from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from made_up_groups import report

from helpers.estimate import Estimate, State
from helpers.presenting import before_after, words

HIDDEN = Estimate(value=None, state=State.SUPPRESSED)


@dataclass(frozen=True)
class Words:
    """A table as it was, in words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


BEFORE = Words(
    columns=("group", "decisions", "followed", "false_discovery_rate", "false_negative_rate"),
    rows=(
        ("", "90", "25", "5 of 10", "20 of 25"),
        ("male", "40", "20", "3 of 4", "19 of 20"),
        ("female", "50", "22", "2,173 of 2,401", ""),
    ),
)


def some_hidden(**changes: object):
    def hide(one):
        where = (one.about.attribute, one.about.group, one.about.measure)
        return (
            replace(one, estimate=HIDDEN)
            if where == ("sex", "male", "false_discovery_rate")
            else one
        )

    whole = report(attributes=("sex", "ethnicity"))
    return replace(whole, findings=tuple(map(hide, whole.findings)), **changes)


SHOWN = some_hidden()
TABLES = {(outcome.slug, name): BEFORE for outcome in SHOWN.outcomes for name in SHOWN.attributes}


def cells(shown) -> list[list[str]]:
    page = BeautifulSoup(shown.html, "html.parser")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.find_all("tr")]


def test_both_stand_side_by_side_in_the_order_of_showing() -> None:
    head, female, male = cells(before_after.suppression(SHOWN, TABLES))
    assert head[1:3] == [
        "False alarms, of those flagged: before",
        "False alarms, of those flagged: as shown",
    ]
    assert (female[0], male[0]) == ("female", "male")
    assert male[1:3] == ["3 of 4", words.SUPPRESSED]
    assert female[1].startswith("2,173 of") and "shown as" in female[2]


def test_the_attribute_with_most_hidden_is_shown() -> None:
    assert (
        "invented children by sex, before and after" in before_after.suppression(SHOWN, TABLES).text
    )


def test_what_was_no_number_is_called_so() -> None:
    _, female, _ = cells(before_after.suppression(SHOWN, TABLES))
    assert female[3] == "no number"


def test_of_real_children_nothing_is_shown_as_it_was() -> None:
    real = before_after.suppression(some_hidden(data="real"), TABLES)
    assert "<table" not in real.html and "3 of 4" not in real.text
    assert "2 are suppressed to protect children" in real.text


def test_without_tables_only_the_count_is_told() -> None:
    assert "<table" not in before_after.suppression(SHOWN, {}).html


def test_an_authority_without_mistakes_by_group_says_so() -> None:
    bare = report(by_group=False, attributes=("sex",))
    assert before_after.suppression(bare, {}).text == f"{bare.name} has no mistakes by group."
