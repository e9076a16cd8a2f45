"""Signatures that tell rows of our own made-up data from any others.

They guard against accidents, not against forgers: the salt is public, so anyone who wishes can sign a row. What they
prevent is that a real row slips into a place kept for made-up ones.
"""

import hashlib

import pandas as pd

SIGNATURE = "signature"
_SALT = "second look: made-up rows only"


def sign(rows: pd.DataFrame) -> pd.DataFrame:
    """Return ``rows`` with a column ``signature``: a hash of each row's own content and a fixed salt.

    The order of rows and of columns does not matter; an older signature is replaced.
    """
    content = rows.drop(columns=SIGNATURE, errors="ignore")
    return content.assign(**{SIGNATURE: _signatures(content)})


def is_signed(rows: pd.DataFrame) -> bool:
    """Tell whether every row carries the signature of its own content; no rows at all are not signed."""
    if SIGNATURE not in rows.columns or rows.empty:
        return False
    expected = _signatures(rows.drop(columns=SIGNATURE))
    return bool((rows[SIGNATURE].astype("string") == expected).fillna(False).all())


def signed_text(text: str) -> str:
    """Return the signature of one piece of text."""
    return hashlib.sha256(f"{_SALT}\x1f{text}".encode()).hexdigest()


def _signatures(content: pd.DataFrame) -> pd.Series:
    columns = sorted(content.columns)
    written = {column: _written(content[column]) for column in columns}
    return pd.Series(
        [
            signed_text("\x1f".join(f"{column}={written[column][row]}" for column in columns))
            for row in range(len(content))
        ],
        index=content.index,
        dtype="string",
    )


def _written(values: pd.Series) -> list[str]:
    """Write values so that a missing one, a whole number or a date reads the same in every type that can hold it."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return [str(day) for day in values.dt.strftime("%Y-%m-%dT%H:%M:%S").fillna("")]
    return ["" if pd.isna(value) else _plain(value) for value in values]


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
