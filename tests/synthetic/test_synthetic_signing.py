"""Signatures tell our own made-up rows from others."""

import pandas as pd

from helpers.signing import is_signed, sign

ROWS = pd.DataFrame(
    {"text": ["one", "two"], "number": [1, 2], "day": pd.to_datetime(["2020-01-01", None])}
)


def test_signed_rows_are_recognised() -> None:
    assert is_signed(sign(ROWS))


def test_unsigned_rows_are_not() -> None:
    assert not is_signed(ROWS)


def test_a_changed_row_is_not() -> None:
    assert not is_signed(sign(ROWS).assign(text=["one", "three"]))


def test_a_strange_row_among_signed_ones_spoils_all() -> None:
    assert not is_signed(pd.concat([sign(ROWS), ROWS], ignore_index=True))


def test_no_rows_are_not_signed() -> None:
    assert not is_signed(sign(ROWS.iloc[:0]))


def test_order_and_types_that_say_the_same_do_not_matter() -> None:
    signed = sign(ROWS)[["signature", "day", "number", "text"]].iloc[::-1]
    assert is_signed(signed.astype({"number": "Int64", "text": "string"}))


def test_signing_twice_changes_nothing() -> None:
    pd.testing.assert_frame_equal(sign(sign(ROWS)), sign(ROWS))
