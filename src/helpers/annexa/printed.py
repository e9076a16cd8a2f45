"""Values as an edition of Annex A prints them."""

import pyarrow as pa
import pyarrow.compute as pc

from helpers.annexa.ledger import Flags, Integers
from helpers.annexa.spec import ColumnSpec, codes
from helpers.errors import SecondLookError, nearest_name

UNRECORDED = {"sex": "not stated", "ethnicity": "NOBT", "yes, no or unknown": "unknown"}
"""What a set of codes says of a value that nobody recorded."""
_TYPES = {"date": pa.timestamp("us"), "count": pa.int64()}


def printed(values: pa.Array, column: ColumnSpec, edition: str) -> pa.Array:
    """Return values as the edition prints them, each code looked up once; missing ones stay missing.

    Raises
    ------
    SecondLookError
        If a code is none of the format's.
    """
    if column.codes is None:
        return values.cast(kind_of(column))
    known = codes(column.codes, edition)
    told = values.cast(pa.string()).dictionary_encode()
    for code in told.dictionary.to_pylist():
        if code not in known:
            raise SecondLookError(
                f"'{code}' is no code of Annex A",
                where=column.name,
                mend=nearest_name(code, known),
            )
    said = [known[code] for code in told.dictionary.to_pylist()]
    return pa.array(said, pa.string()).take(told.indices)


def taken(
    cells: pa.Array, place: Integers, known: Flags | None, column: ColumnSpec, edition: str
) -> pa.Array:
    """Return the cells of some places; one that is not known or missing says so where the codes have a word for it."""
    some = cells.take(pa.array(place, mask=None if known is None else ~known))
    if column.codes in UNRECORDED and some.null_count:
        return some.fill_null(codes(column.codes, edition)[UNRECORDED[column.codes]])
    return some


def filled(cells: pa.Array | str | int | None, column: ColumnSpec, rows: int) -> pa.Array:
    """Return a whole column: cells as they are, one value on all rows, or nothing at all."""
    if cells is None:
        return pa.nulls(rows, kind_of(column))
    if isinstance(cells, str | int):
        return pa.repeat(pa.scalar(cells, kind_of(column)), rows)
    return pc.cast(cells, kind_of(column))


def kind_of(column: ColumnSpec) -> pa.DataType:
    """Return the Arrow type that holds a column."""
    return _TYPES.get(column.kind, pa.string())
