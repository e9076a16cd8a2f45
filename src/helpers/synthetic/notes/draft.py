"""A note in the making: text put down piece by piece, with the place of every piece of evidence."""

from dataclasses import dataclass, field
from itertools import accumulate

Mark = tuple[int, int, int, int, int, bool]
"""Where a note speaks of a subject: first and last character (not included), domain, telling, level, whether copied."""

Sentence = tuple[str, int, int, int]
"""A sentence with what it says of a subject: text, domain, telling, level; domain is -1 where it says nothing of any."""


@dataclass(slots=True)
class Draft:
    """A note in the making.

    ``pieces`` are the texts put down so far, ``told`` the place among them of every sentence that speaks of a subject,
    with the sentence and whether it was copied; ``own`` holds the sentences written for this note, not those copied.
    """

    pieces: list[str] = field(default_factory=list)
    told: list[tuple[int, Sentence, bool]] = field(default_factory=list)
    own: list[Sentence] = field(default_factory=list)

    def say(self, sentences: list[Sentence], gaps: list[str], *, copied: bool = False) -> None:
        """Put down sentences, each after its gap (a space, or the beginning of a line)."""
        pieces = self.pieces
        for sentence, gap in zip(sentences, gaps, strict=True):
            pieces.append(gap)
            if sentence[1] >= 0:
                self.told.append((len(pieces), sentence, copied))
            pieces.append(sentence[0])
        if not copied:
            self.own += sentences

    def repeated(self) -> "Draft":
        """Return this note once more, word for word, with every piece of evidence as copied."""
        return Draft(list(self.pieces), [(at, said, True) for at, said, _ in self.told], [])

    @property
    def text(self) -> str:
        """The note so far."""
        return "".join(self.pieces)

    @property
    def marks(self) -> list[Mark]:
        """Where the note so far speaks of its subjects."""
        ends = list(accumulate(map(len, self.pieces)))
        return [
            (ends[at] - len(text), ends[at], domain, telling, level, copied)
            for at, (text, domain, telling, level), copied in self.told
        ]
