"""The best possible stands in figures of made-up data where it is known; elsewhere words say why, or nothing is said."""

from types import SimpleNamespace

from helpers.estimate import Estimate, State
from helpers.presenting import best
from helpers.presenting.charts import BEST, DotRow, Scale, dots
from helpers.presenting.source import BestPossible, OutcomeWords

ASKED = OutcomeWords(
    slug="one", title="t", decision="d", follows="f", false_alarm="a", missed_child="m"
)
KNOWN = BestPossible(
    low=0.3, high=0.302, guessing=0.04, harm_low=0.2, harm_high=0.2, harm_guessing=0.1, decisions=10
)


def report(known: dict, why_not: str = "") -> SimpleNamespace:
    return SimpleNamespace(best=known, no_best=why_not)


def test_what_is_known_is_told_with_what_it_means() -> None:
    said = best.in_words(report({"one": KNOWN}), ASKED)
    assert "0.301" in said or "0.30" in said
    assert "made-up world" in said
    assert "real children nobody" in said


def test_what_is_not_known_is_told_with_its_reason() -> None:
    assert best.in_words(report({}, "nobody looked"), ASKED) == (
        "No best possible is shown: nobody looked. "
    )


def test_of_real_data_nothing_is_said() -> None:
    assert best.in_words(report({}), ASKED) == ""
    assert best.middle(report({}), ASKED) is None
    assert best.in_short(report({}), ASKED) == ""


def legend(row: DotRow) -> list[str]:
    figure = dots([row], series=("model",), scale=Scale(title="x", top=0.2))
    assert figure is not None
    return [text.get_text() for one in figure.legends for text in one.get_texts()]


def test_a_figure_has_a_mark_for_it_only_where_it_is_known() -> None:
    seen = Estimate(value=0.1, low=0.05, high=0.15, n=100, positives=30, state=State.ESTIMATED)
    assert BEST in legend(DotRow(label="a", estimates=(seen,), best=0.6))
    assert BEST not in legend(DotRow(label="a", estimates=(seen,)))
