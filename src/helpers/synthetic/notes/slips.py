"""Slips of the keyboard."""

from functools import cache

from helpers.synthetic.notes.styles import settings

_SHORTEST = 6


@cache
def listed_tokens() -> frozenset[str]:
    """Return the words that depend on a child's sex: the pronouns. No slip ever touches them."""
    forms = settings()["pronouns"].values()
    return frozenset(word for form in forms for phrase in form.values() for word in phrase.split())


def slipped(sentence: str, number: int) -> str:
    """Return the sentence with one slip in one longer word: letters swapped, dropped or doubled.

    The word is chosen by its place among words that do not depend on a child's sex.
    """
    words, spared = sentence.split(" "), listed_tokens()
    places = [
        place
        for place, word in enumerate(words)
        if len(word) >= _SHORTEST and word.isalpha() and word.islower() and word not in spared
    ]
    if not places:
        return sentence
    number, which = divmod(number, len(places))
    word = words[places[which]]
    number, kind = divmod(number, 3)
    at = 1 + number % (len(word) - 3)
    middle = (word[at + 1] + word[at], word[at], word[at] * 2 + word[at + 1])[kind]
    words[places[which]] = word[:at] + middle + word[at + 2 :]
    return " ".join(words)
