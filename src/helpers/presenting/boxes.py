"""The box on every page with results: whose records these are, what they can show and what they cannot."""

from collections.abc import Sequence

from helpers.presenting import words
from helpers.presenting.show import Shown, box, sentences, together
from helpers.presenting.source import Results

CANNOT = "What it cannot show: how often a model is wrong about real children, real councils or real groups of people."


def about_the_data(*reports: Results) -> Shown:
    """Return the box for a page about these authorities, with one for what differs from the protocol if anything does."""
    if all(report.data == "synthetic" for report in reports):
        whose = _made_up(reports)
    else:
        whose = _real([report for report in reports if report.data != "synthetic"])
    differing = _deviations(reports)
    return together([whose, differing]) if differing.text else whose


def about_the_proofs() -> Shown:
    """Return the box for the page of the proofs, which are about the method alone."""
    return box(
        "Made-up data",
        "Every number on this page comes from simulations: numbers drawn by chance, or invented children and councils.",
        [
            "What it can show: whether the method keeps its promises where we know the truth, since we made it.",
            CANNOT,
        ],
        kind="important made-up",
    )


def about_the_worlds() -> Shown:
    """Return the box for the page that sets invented worlds side by side."""
    return box(
        "Made-up data",
        "Every world on this page is invented, and we chose how much there is to find in each.",
        [
            "What it can show: how the same evaluation comes out where there is less to find, or more.",
            f"{CANNOT} Nor can it show which of these worlds, if any, is like ours.",
        ],
        kind="important made-up",
    )


def about_the_bar() -> Shown:
    """Return the box for the page about the study's mark, which is arithmetic beside invented worlds."""
    return box(
        "Made-up data",
        "The curves on this page are arithmetic, and the models beside them come from invented worlds.",
        [
            "What it can show: what the study's mark asks of any model, by how often an outcome follows.",
            f"{CANNOT} Nor can it show how much there is to know about any of them.",
        ],
        kind="important made-up",
    )


def about_the_truth() -> Shown:
    """Return the box for the page that sets what was recorded beside what truly happened."""
    return box(
        "Made-up data",
        "Every child on this page is invented, and so is what happens to them. That is why we know what no record holds.",
        [
            "What it can show: that an audit of records and an audit of what truly happened can disagree, and how.",
            f"{CANNOT} Group A and group B are no groups of people. We made one of them be watched more closely, to see what follows.",
        ],
        kind="important made-up",
    )


def about_the_scorecard() -> Shown:
    """Return the box for the page that sets the made-up world beside published figures."""
    return box(
        "Made-up data",
        "The figures of England on this page are published and real; all others come from invented councils.",
        [
            "What it can show: whether single things happen about as often, and last about as long, as they do in England.",
            f"{CANNOT} Nor can it show whether things go together as they do in life.",
        ],
        kind="important made-up",
    )


def deviations(report: Results) -> Shown:
    """Return whether anything differs from the protocol, for a page whose box names it."""
    many = len(report.deviations)
    if not many:
        return sentences(
            f"Everything shown of {report.name} was computed as the protocol says, which was fixed before the first run."
        )
    differ = "thing differs" if many == 1 else "things differ"
    return sentences(
        f"In these results of {report.name}, {many} {differ} from the protocol; the box at the top of this page says what."
    )


def differing_in_words(reports: Sequence[Results]) -> str:
    """Return what differs from the protocol in a row of sentences, for a chapter that quotes these results."""
    differing = _differing(reports)
    if not differing:
        return "Everything was computed as it was fixed before the first run."
    return " ".join(["Not everything is as it was fixed before the first run.", *differing])


def _deviations(reports: tuple[Results, ...]) -> Shown:
    """Return the box of what differs from the protocol, or nothing."""
    differing = _differing(reports)
    if not differing:
        return Shown(html="", text="")
    return box(
        "Not as fixed beforehand",
        "What is computed was fixed before the first run. These results differ from it:",
        differing,
        kind="warning deviations",
    )


def _differing(reports: Sequence[Results]) -> list[str]:
    """Return what differs from the protocol; each sentence once, with the authorities it is about."""
    about: dict[str, list[str]] = {}
    for report in reports:
        for sentence in report.deviations:
            about.setdefault(sentence, []).append(report.name)
    return [
        sentence if len(names) == len(reports) else f"{words.listed(names)}: {sentence}"
        for sentence, names in about.items()
    ]


def planted(report: Results) -> Shown:
    """Return the box that says which differences between groups are no finding, for they were planted.

    Records of real children have none, and their pages show nothing here.
    """
    if report.data != "synthetic":
        return Shown(html="", text="")
    if not report.planted:
        return box(
            "Nothing planted",
            f"In {report.name} no difference between groups was written into the data on purpose.",
            kind="note planted",
        )
    return box(
        "Planted by us",
        f"In {report.name} these differences were written into the made-up data on purpose, so that readers can see "
        "whether the method notices them. Elsewhere in this book they run the other way. They say nothing about any "
        "group of real children. Need is a number that the made-up world keeps for each child; no record holds it.",
        report.planted,
        kind="note planted",
    )


def _made_up(reports: tuple[Results, ...]) -> Shown:
    return box(
        "Made-up data",
        f"Every child, family, note and council on this page is invented: {_names(reports)}.",
        [
            "What it can show: what is possible in an invented world whose rules we know, and whether the method notices it.",
            CANNOT,
        ],
        kind="important made-up",
    )


def _real(reports: list[Results]) -> Shown:
    return box(
        "Real records",
        f"The numbers on this page come from the records of {_names(tuple(reports))}. Small counts are suppressed and "
        "others rounded, so that no child can be found in them.",
        [
            "What they can show: how often this method would have been wrong about past decisions here.",
            "What they cannot show: what would happen if workers saw a flag, or what any one child needs.",
        ],
        kind="important real-records",
    )


def _names(reports: tuple[Results, ...]) -> str:
    return words.listed([report.name for report in reports])
