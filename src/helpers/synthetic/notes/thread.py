"""How the sentences of a section hang together when they are put into words.

A sentence about the same person as the one before takes a pronoun; what protects, said after a worry, may begin with a
connective. The first evidence of a section stands by itself, since later notes may copy from there on, and so does the first
sentence of a line.
"""

from functools import cache

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.draft import Sentence
from helpers.synthetic.notes.manner import Layout
from helpers.synthetic.notes.phrase import Phrase, compiled
from helpers.synthetic.notes.plan import WORDING, Plan
from helpers.synthetic.notes.section import OPENING, PROTECTS, UNSURE, WORRY, Item, items
from helpers.synthetic.notes.styles import habits, settings
from helpers.synthetic.notes.wording import capital, thread_words

# Primes, so that each of these choices takes part of every bit of a number.
_REFERENCES, _INFORMANTS, _LATER_INFORMANTS = 4_091, 1_000_003, 4_093
_AGAINST, _ALSO, _WHICH = 4_079, 4_073, 4_057


@cache
def _limits() -> tuple[float, float, float]:
    """Return below which remainders a source is named, a connective is said, and *also*."""
    shares = habits()
    return (
        shares.reference_share * _REFERENCES,
        shares.against_share * _AGAINST,
        shares.also_share * _ALSO,
    )


@cache
def _references() -> tuple[Phrase, ...]:
    return tuple(compiled(text, sentence=False) for text in settings()["references"])


def told(plan: Plan, layout: Layout) -> tuple[list[Sentence], list[str]]:
    """Return the sentences of a section, and what stands before each (see :meth:`Draft.say`)."""
    words, gap, on_one_line = plan.words, layout.opening, layout.between == " "
    sentences: list[Sentence] = []
    gaps: list[str] = []
    last: Item | None = None
    evident = worry = pronoun = False
    named = _limits()[0]
    for item in items(plan, layout):
        stage, phrase, number, domain, speaker = item
        runs_on = last is not None and (on_one_line or (speaker != "" and speaker == last[4]))
        template = ""
        if runs_on and last is not None and (evident or domain < 0) and last[0] != OPENING:
            template, pronoun = _tied(item, last, worry=worry, pronoun=pronoun)
        else:
            pronoun = False
        text = (template or phrase.template(number & WORDING)) % words
        if not text[0].isupper():
            text = capital(text)
        if domain < 0:
            sentences.append((text, -1, 0, 0))
        else:
            evident, worry = True, worry or stage == WORRY
            if number % _REFERENCES < named:
                text = _with_reference(text, number // _REFERENCES, plan)
            if speaker and not runs_on:
                text = f"{speaker}: {text}"
            sentences.append((text, domain, plan.tellings[domain], plan.levels[domain]))
        gaps.append(" " if runs_on else gap)
        gap, last = layout.between, item
    return sentences, gaps


def _tied(item: Item, last: Item, *, worry: bool, pronoun: bool) -> tuple[str, bool]:
    """Return a template that takes up the sentence before, or nothing; and whether a pronoun is its subject.

    ``worry`` tells whether the section has told of one, ``pronoun`` whether the sentence before began with a pronoun.
    """
    stage, phrase, number, domain, _ = item
    wording = phrase.wording(number & WORDING)
    _, against, also = _limits()
    turns = worry and stage == PROTECTS and last[0] in (WORRY, UNSURE)
    if turns and wording.within and number % _AGAINST < against:
        connectives = thread_words("against")
        return f"{connectives[number % _WHICH % len(connectives)]}, {wording.within}", False
    if pronoun or not wording.again:
        return "", False
    if last[1].wording(last[2] & WORDING).subject != wording.subject:
        return "", False
    more = domain >= 0 and stage == last[0] and number % _ALSO < also
    return (more and wording.also) or wording.again, True


def _with_reference(text: str, number: int, plan: Plan) -> str:
    """Name the source of a sentence in brackets before its full stop."""
    number, place = divmod(number, len(_references()))
    first = (number % _INFORMANTS + 0.5) / _INFORMANTS
    second = (number // _LATER_INFORMANTS % _INFORMANTS + 0.5) / _INFORMANTS
    plan.words["informant"] = lexicon.full_name(first, second)
    source = _references()[place].fill(0, plan.words)
    return f"{text[:-1]} {source}{text[-1]}"
