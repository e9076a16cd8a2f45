"""How the sentences of a section hang together when they are put into words.

A sentence about the same person as the one before takes a pronoun; what protects, said after a worry, may begin with a
connective. The first evidence of a section stands by itself, since later notes may copy from there on, and so does the first
sentence of a line.
"""

from functools import cache
from typing import NamedTuple

from helpers.synthetic.notes import lexicon
from helpers.synthetic.notes.draft import MOST_COPIED, Draft
from helpers.synthetic.notes.manner import SECTION_DRAWS, Layout
from helpers.synthetic.notes.phrase import compiled
from helpers.synthetic.notes.plan import WORDING, Plan
from helpers.synthetic.notes.section import OPENING, PROTECTS, UNSURE, WORRY, Item
from helpers.synthetic.notes.slips import slipped
from helpers.synthetic.notes.slots import Words
from helpers.synthetic.notes.styles import habits, settings
from helpers.synthetic.notes.wording import capital, thread_words

# Primes, so that each of these choices takes part of every bit of a number.
_REFERENCES, _INFORMANTS, _LATER_INFORMANTS = 4_091, 1_000_003, 4_093
_AGAINST, _ALSO, _WHICH, _SLIPS = 4_079, 4_073, 4_057, 4_093
_WORRYING = (WORRY, UNSURE)


class _Limits(NamedTuple):
    """Below which remainders a source is named, a connective is said, and *also*."""

    reference: float
    against: float
    also: float


@cache
def _limits() -> _Limits:
    shares = habits()
    return _Limits(
        reference=shares.reference_share * _REFERENCES,
        against=shares.against_share * _AGAINST,
        also=shares.also_share * _ALSO,
    )


@cache
def _references() -> tuple[tuple[bool, str], ...]:
    """Return the ways of naming a source, each with whether it asks for an informant's name."""
    phrases = [compiled(text, sentence=False) for text in settings()["references"]]
    templates = [phrase.template(0) for phrase in phrases]
    return tuple(("%(informant)s" in template, template) for template in templates)


def tell(draft: Draft, plan: Plan, layout: Layout, said: list[Item]) -> None:
    """Put down the sentences of a section, each after a space or the beginning of a line, with the author's slips."""
    words, gap, on_one_line = plan.words, layout.opening, layout.between == " "
    pieces, passage, first = draft.pieces, draft.passage, layout.first
    named, slips = _limits().reference, plan.style.slips * _SLIPS
    telling = level = 0
    last: Item | None = None
    evident = worry = pronoun = False
    for place, item in enumerate(said):
        stage, phrase, number, domain, speaker = item
        runs_on = last is not None and (on_one_line or (speaker != "" and speaker == last[4]))
        variant = (number & WORDING) % phrase.variants
        template = phrase.ready.get(variant) or phrase.template(variant)
        before, pronoun = pronoun, False
        if last is not None and runs_on and (evident or domain < 0) and last[0] != OPENING:
            turns = worry and stage == PROTECTS and last[0] in _WORRYING
            if turns or (template[0] == "%" and not before):
                tied, pronoun = _tied(item, last, turns=turns, pronoun=before)
                template = tied or template
        text = template % words
        if not text[0].isupper():
            text = capital(text)
        if domain >= 0:
            evident, worry = True, worry or stage == WORRY
            telling, level = plan.tellings[domain], plan.levels[domain]
            draft.told += (len(pieces) + 1, domain, telling, level, 0)
            if number % _REFERENCES < named:
                text = _with_reference(text, number // _REFERENCES, words)
            if speaker and not runs_on:
                text = f"{speaker}: {text}"
        if slips:
            chance = plan.numbers[first + place % SECTION_DRAWS]
            if chance % _SLIPS < slips:
                text = slipped(text, chance)
        pieces += (" " if runs_on else gap, text)
        if len(passage) < MOST_COPIED and (passage or domain >= 0):
            passage.append((text, domain, telling, level))
        gap, last = layout.between, item


def _tied(item: Item, last: Item, *, turns: bool, pronoun: bool) -> tuple[str, bool]:
    """Return a template that takes up the sentence before, or nothing; and whether a pronoun is its subject.

    ``turns`` tells whether it turns from a worry to what protects, ``pronoun`` whether the sentence before began with a
    pronoun.
    """
    stage, phrase, number, domain, _ = item
    wording, limits = phrase.wording(number & WORDING), _limits()
    if turns and wording.within and number % _AGAINST < limits.against:
        connectives = thread_words("against")
        return f"{connectives[number % _WHICH % len(connectives)]}, {wording.within}", False
    if pronoun or not wording.again:
        return "", False
    if last[1].wording(last[2] & WORDING).subject != wording.subject:
        return "", False
    more = domain >= 0 and stage == last[0] and number % _ALSO < limits.also
    return (more and wording.also) or wording.again, True


def _with_reference(text: str, number: int, words: Words) -> str:
    """Name the source of a sentence in brackets before its full stop."""
    references = _references()
    number, place = divmod(number, len(references))
    asks, reference = references[place]
    if asks:
        first = (number % _INFORMANTS + 0.5) / _INFORMANTS
        second = (number // _LATER_INFORMANTS % _INFORMANTS + 0.5) / _INFORMANTS
        words["informant"] = lexicon.full_name(first, second)
    return f"{text[:-1]} {reference % words}{text[-1]}"
