"""Numbers as words: each of the three states has its own, and none is ever a blank or a nought."""

from collections.abc import Iterable

from helpers.estimate import Estimate, State
from helpers.policy import policy

SUPPRESSED = "suppressed to protect children"
TOO_FEW = "too few to judge"

DESIGNS = {
    "structured-all": "records, all cases",
    "structured-earlier": "records, earlier cases",
    "text-all": "records and notes, all cases",
    "text-earlier": "records and notes, earlier cases",
}
"""The four designs: what a model reads, and which cases it learns from."""

BAG_DESIGNS = {
    "words-all": "records and a bag of words, all cases",
    "words-earlier": "records and a bag of words, earlier cases",
}
"""Beside the four: notes read as a bag of single words and pairs of neighbours."""

COMPARATORS = {
    "four-variables-all": "four facts alone, all cases",
    "four-variables-earlier": "four facts alone, earlier cases",
    "thinned-earlier": "records and notes, earlier cases, thinned out as in the study",
    "no-gap-earlier": "records and notes, earlier cases up to the test, as in the study",
}
"""Models that stand beside the others to show what one choice does."""

FOUR_FACTS = "the child's age, how many referrals and how many plans there were before, and the months since help last ended"

HEADLINE = "text-earlier"
"""The design shown first where one must be: with everything to read, and only the past to learn from, as in use."""

CUT_OFFS = {
    "top tenth": "the tenth with the highest scores flagged",
    "one half": "flagged from a score of one half, as in the study",
    "capacity": "as many flagged as the authority could look at twice",
}
HEADLINE_CUT_OFF = "top tenth"

LINES_OF_ALL = {
    "top tenth of all": "the tenth of all decisions with the highest scores flagged",
    "headline of all": "flagged from the score at which the tenth held out was flagged",
}
"""Lines through the scores of all decisions, each scored by a model that learnt from other families."""

ATTRIBUTES = {
    "age": "age",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "disability": "disability",
    "deprivation": "deprivation of the neighbourhood",
}
NOT_YET_RECORDED = "not yet recorded"

EVENTS = {
    "contacts": "contacts",
    "early_help": "early help",
    "referrals": "referrals",
    "assessments": "assessments",
    "enquiries": "child protection enquiries",
    "conferences": "initial conferences",
    "plans": "child protection plans",
    "care": "periods of care",
    "needs": "episodes of need",
    "notes": "case notes",
    "people": "dated entries about a child",
    "families": "children with a known family",
}
"""What one row of each event table is, in the plural."""


def state_words(estimate: Estimate) -> str:
    """Return why there is no number, or nothing when there is one."""
    return {State.SUPPRESSED: SUPPRESSED, State.TOO_FEW: TOO_FEW}.get(estimate.state, "")


def unshown(estimates: Iterable[Estimate], *, noun: str = "number") -> str:
    """Return how many numbers are not shown, by reason, as the end of a sentence, or nothing if all are shown.

    >>> unshown([Estimate(value=None, state=State.TOO_FEW), Estimate(value=0.5)])
    '1 number rests on too few children to judge'
    """
    states = [estimate.state for estimate in estimates]
    hidden, few = states.count(State.SUPPRESSED), states.count(State.TOO_FEW)
    parts = []
    if hidden:
        parts.append(f"{counted(hidden, noun)} {'is' if hidden == 1 else 'are'} {SUPPRESSED}")
    if few:
        what = f"{few:,}" if hidden else counted(few, noun)
        parts.append(f"{what} {'rests' if few == 1 else 'rest'} on too few children to judge")
    return listed(parts) if parts else ""


def nothing_drawn(estimates: Iterable[Estimate]) -> str:
    """Return what stands in place of a drawing without a single number."""
    return f"There is nothing to draw here: {unshown(estimates)}."


def counted(many: int, noun: str) -> str:
    """Return a count with its noun, such as ``1 number`` or ``1,200 numbers``; the bare count without a noun."""
    if not noun:
        return f"{many:,}"
    return f"{many:,} {noun if many == 1 else f'{noun}s'}"


def number(estimate: Estimate) -> str:
    """Return a count with its thousands parted, or the words of its state.

    >>> from helpers.estimate import count
    >>> number(count(24000))
    '24,000'
    """
    return state_words(estimate) if estimate.value is None else f"{estimate.value:,.0f}"


def score(estimate: Estimate) -> str:
    """Return a score with its interval, such as ``0.12 (0.10 to 0.15)``, or the words of its state."""
    if estimate.value is None:
        return state_words(estimate)
    said = _score(estimate.value)
    if estimate.low is None or estimate.high is None:
        return said
    return f"{said} ({_score(estimate.low)} to {_score(estimate.high)})"


def _score(value: float) -> str:
    """Return a score with its decimals; nought has no sign."""
    places = decimals()
    return f"{round(value, places) + 0.0:.{places}f}"


def change(estimate: Estimate, *, times: int = 1) -> str:
    """Return a difference with its sign and interval, or the words of its state.

    >>> change(Estimate(value=-0.03, low=-0.05, high=0.01))
    '-0.03 (-0.05 to +0.01)'
    >>> change(Estimate(value=0.03, low=-0.05, high=0.11), times=100)
    '+3 (-5 to +11)'
    """
    if estimate.value is None:
        return state_words(estimate)
    places = 0 if times > 1 else decimals()
    value, low, high = (
        None if end is None else _signed(round(end * times, places), places)
        for end in (estimate.value, estimate.low, estimate.high)
    )
    return f"{value}" if low is None or high is None else f"{value} ({low} to {high})"


def _signed(number: float, places: int) -> str:
    """Return a rounded number with its sign; nothing has none."""
    return f"{number:+.{places}f}" if number else f"{0:.{places}f}"


def times(estimate: Estimate) -> str:
    """Return a number of times with one decimal and its interval, or the words of its state.

    >>> times(Estimate(value=7.3, low=5.0, high=11.0))
    '7.3 (5.0 to 11.0)'
    """
    if estimate.value is None:
        return state_words(estimate)
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.1f}"
    return f"{estimate.value:.1f} ({estimate.low:.1f} to {estimate.high:.1f})"


def in_hundred(estimate: Estimate) -> str:
    """Return a rate as children in a hundred, or in a thousand if it is small, or the words of its state.

    >>> in_hundred(Estimate(value=0.12, low=0.09, high=0.15))
    '12 in 100 (9 to 15)'
    """
    if estimate.value is None:
        return state_words(estimate)
    base = 100
    while 0 < estimate.value * base < 1:
        base *= 10
    said = f"{estimate.value * base:.0f} in {base:,}"
    if estimate.low is None or estimate.high is None:
        return said
    return f"{said} ({estimate.low * base:.0f} to {estimate.high * base:.0f})"


def between(values: Iterable[float]) -> str:
    """Return the lowest and the highest of some rates in a hundred.

    >>> between([0.87, 0.89])
    'between 87 and 89 in 100'
    """
    given = list(values)
    low, high = (in_hundred(Estimate(value=value)) for value in (min(given), max(given)))
    if low == high:
        return low
    (first, base), (last, other) = low.split(" in "), high.split(" in ")
    return f"between {first if base == other else low} and {last} in {other}"


def resting_on(estimate: Estimate) -> str:
    """Return the number of decisions a score rests on, or that it is not shown."""
    return "not shown" if estimate.n is None else f"{estimate.n:,}"


def out_of(estimate: Estimate) -> str:
    """Return the number of decisions a rate is a share of, or that it is not shown."""
    return "not shown" if estimate.denominator is None else f"{estimate.denominator:,}"


def design(name: str) -> str:
    """Return what a design is called on a page."""
    return (DESIGNS | BAG_DESIGNS | COMPARATORS).get(name, name.replace("-", " "))


def inside(sentence: str) -> str:
    """Return a sentence as it stands after a colon."""
    return f"{sentence[:1].lower()}{sentence[1:]}"


def listed(things: list[str]) -> str:
    """Return things in a row: ``a, b and c``."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


def glue_text(key: str, text: str) -> None:
    """Lay a finished sentence ready for other pages, which set it with ``{glue:text}`` under this key."""
    from myst_nb import glue  # only pages need it, and it is slow to load

    glue(key, _Sentence(text), display=False)


def glue_shown(key: str, shown: object) -> None:
    """Lay a figure ready for other pages, which set it with ``{glue:any}`` under this key."""
    from myst_nb import glue

    glue(key, shown, display=False)


class _Sentence:
    """Words whose plain form carries no quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def decimals() -> int:
    """Return how many decimals of a score are shown."""
    return max(rule.decimals for rule in policy().disclosure.values())
