"""A note in the making: text put down piece by piece, with the place of every piece of evidence."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """Where a note speaks of a subject: characters ``first`` to ``last`` (not included)."""

    first: int
    last: int
    domain: int
    polarity: int
    level: int
    copied: bool


class Sentence(NamedTuple):
    """A sentence with what it says of a subject; ``domain`` is -1 where it says nothing of any."""

    text: str
    domain: int = -1
    polarity: int = 0
    level: int = 0


@dataclass(slots=True)
class Draft:
    """A note in the making. ``own`` holds the sentences written for this note, not those copied."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    own: list[Sentence] = field(default_factory=list)

    def put(self, text: str) -> None:
        """Put down text that belongs to no sentence: a heading, a line break."""
        self.pieces.append(text)
        self.length += len(text)

    def say(self, sentence: Sentence, *, before: str, copied: bool = False) -> None:
        """Put down ``before`` and then a sentence, and mark what it speaks of."""
        first = self.length + len(before)
        self.pieces.append(before)
        self.pieces.append(sentence.text)
        self.length = first + len(sentence.text)
        if sentence.domain >= 0:
            self.marks.append(Mark(first, self.length, *sentence[1:], copied))
        if not copied:
            self.own.append(sentence)

    def repeated(self) -> "Draft":
        """Return this note once more, word for word, with every mark as copied."""
        marks = [mark._replace(copied=True) for mark in self.marks]
        return Draft(list(self.pieces), self.length, marks, [])

    @property
    def text(self) -> str:
        """The note so far."""
        return "".join(self.pieces)
