"""Tables put aside on disk, block by block, and read again one at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import ipc

ENDING = ".arrow"


def put(rows: pd.DataFrame | pa.Table, folder: Path, name: str) -> int:
    """Put a table of one block aside, under a name such as ``truth/need``, and return how many rows it has."""
    table = rows if isinstance(rows, pa.Table) else pa.Table.from_pandas(rows, preserve_index=False)
    path = folder / f"{name}{ENDING}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out, ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)
    return int(table.num_rows)


def names(folder: Path, kind: str) -> list[str]:
    """Return the names of all tables of a kind (what stands before the stroke) that a block put aside."""
    return sorted(f"{kind}/{path.stem}" for path in (folder / kind).glob(f"*{ENDING}"))


def frame(folder: Path, name: str) -> pd.DataFrame:
    """Read a table of one block again as it was put aside."""
    table: pd.DataFrame = _read(folder / name).to_pandas()
    return table


def columns(places: Sequence[Path]) -> pa.Schema:
    """Return the columns of tables that belong together; a column empty in one takes its kind from another."""
    schemas = [_read(place).schema for place in places]
    whole = pa.unify_schemas(schemas, promote_options="permissive")
    return whole.with_metadata(schemas[0].metadata)


def tables(places: Sequence[Path]) -> Iterator[pa.Table]:
    """Read tables that belong together, one after another, with the same columns in each.

    Parameters
    ----------
    places
        For each, the folder and the name under which it was put aside.
    """
    schema = columns(places)
    for place in places:
        yield _read(place).cast(schema)


def _read(place: Path) -> pa.Table:
    with pa.memory_map(str(place.with_name(place.name + ENDING))) as source:
        return ipc.open_file(source).read_all()
