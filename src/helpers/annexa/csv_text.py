"""Read the text of a CSV file as councils save it, or say in one sentence why it is none."""

from pathlib import Path

from helpers.errors import SecondLookError

MEND = "save it in Excel as 'CSV UTF-8 (Comma delimited)'"
_OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}


def csv_text(path: Path) -> str:
    """Return the text of a CSV file: UTF-8, else the Western European encoding of Windows (cp1252).

    Raises
    ------
    SecondLookError
        If the file is empty, is no text in one of these encodings, or parts its cells by another mark than the comma.
    """
    raw = path.read_bytes()
    if not raw.strip():
        raise SecondLookError("this file is empty", where=path, mend=f"{MEND} once more")
    # Text in UTF-16 has zero bytes, which no other encoding of text has.
    if b"\x00" in raw:
        raise SecondLookError("this file is no CSV file in UTF-8", where=path, mend=MEND)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    _check_mark(text, path)
    return text


def _check_mark(text: str, path: Path) -> None:
    """Refuse a file whose first line that says anything has another mark and no comma."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for mark, name in _OTHER_MARKS.items():
        if mark in first and "," not in first:
            raise SecondLookError(
                f"its cells are parted by {name}, not by commas", where=path, mend=MEND
            )
