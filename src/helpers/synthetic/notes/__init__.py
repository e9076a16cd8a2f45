"""Case notes of the made-up world, written only from what was known on their day."""

from helpers.synthetic.notes.writer import WrittenNotes, tellings, write

__all__ = ["WrittenNotes", "tellings", "write"]
