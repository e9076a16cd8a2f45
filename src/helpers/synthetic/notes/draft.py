"""A note in the making: text put down piece by piece, with the place of every piece of evidence."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Sentence = tuple[str, int, int, int]
"""A sentence with what it says of a subject: text, domain, telling, level; domain is -1 where it says nothing of any."""


TOLD, MARK_WIDTH = 5, 7
"""Numbers in :attr:`Draft.told` for each sentence that speaks of a subject, and columns of :meth:`Gathered.marks`."""
MOST_COPIED = 4
"""Most sentences of a passage that a later note copies."""


@dataclass(slots=True)
class Draft:
    """A note in the making.

    ``pieces`` are the texts put down so far. ``told`` has five numbers (:data:`TOLD`) for every sentence that speaks of a
    subject, one after the other: its place among the pieces, domain, telling, level, and 1 if it was copied. ``passage`` holds what later notes may copy: the first sentences written
    for this note (not those copied) from where it first speaks of a subject.
    """

    pieces: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    passage: list[Sentence] = field(default_factory=list)

    def copy(self, passage: list[Sentence]) -> None:
        """Put down sentences of an earlier note, each after a space."""
        pieces = self.pieces
        for text, domain, telling, level in passage:
            pieces.append(" ")
            if domain >= 0:
                self.told += (len(pieces), domain, telling, level, 1)
            pieces.append(text)

    def end(self, text: str) -> None:
        """Put down a last line, which says nothing of any subject."""
        self.pieces += ("\n", text)
        if 0 < len(self.passage) < MOST_COPIED:
            self.passage.append((text, -1, 0, 0))

    def repeated(self) -> "Draft":
        """Return this note once more, word for word, with every piece of evidence as copied."""
        told = list(self.told)
        told[TOLD - 1 :: TOLD] = [1] * (len(told) // TOLD)
        return Draft(list(self.pieces), told, [])


@dataclass(slots=True)
class Gathered:
    """The texts of many notes, and what is needed to find every mark in them at once."""

    texts: list[str] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    tellings: list[int] = field(default_factory=list)

    def add(self, draft: Draft) -> None:
        """Take in one note more."""
        self.texts.append("".join(draft.pieces))
        self.lengths += map(len, draft.pieces)
        self.pieces.append(len(draft.pieces))
        self.told += draft.told
        self.tellings.append(len(draft.told) // TOLD)

    def marks(self) -> npt.NDArray[np.int32]:
        """Return where the notes speak of their subjects: a row of :data:`MARK_WIDTH` numbers for each time.

        The note's place; first and last character (not included); domain, telling, level, and 1 if copied.
        """
        note = np.repeat(np.arange(len(self.texts)), self.tellings)
        told = np.array(self.told, dtype=np.int64).reshape(-1, TOLD)
        ends = np.concatenate([[0], np.cumsum(np.array(self.lengths, dtype=np.int64))])
        first_piece = np.concatenate([[0], np.cumsum(np.array(self.pieces, dtype=np.int64))])[note]
        piece, starts = first_piece + told[:, 0], ends[first_piece]
        where = [note, ends[piece] - starts, ends[piece + 1] - starts]
        return np.column_stack([*where, told[:, 1:]]).astype(np.int32)
