"""Put the files of an authority together from what was put aside of its blocks, block after block."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import yaml
from pyarrow import parquet

from helpers.annexa.spec import list_specs
from helpers.annexa.write import ListRows, write_csv, write_csvs, write_workbook
from helpers.synthetic.planted import in_words
from helpers.synthetic.world import block_count
from helpers.synthetic.writing import pieces
from helpers.synthetic.writing.blocks import folder_of, list_name
from helpers.synthetic.writing.jobs import Job

PREFIX = "SYNTHETIC-"
ATTRIBUTES = ("age", "sex", "ethnicity", "disability", "deprivation")
ANNEX_A = "Annex A "
NOTES, TRUTH, BESIDE = "notes", "the truth", "what stands beside Annex A"


def parts(job: Job) -> list[str]:
    """Return the names of the parts that the files of an authority are written in, the longest first."""
    return [*(f"{ANNEX_A}{last:%Y-%m-%d}" for _, last in job.windows), NOTES, TRUTH, BESIDE]


def write_part(job: Job, part: str, *, as_csv: bool) -> None:
    """Write one part of the files, named as in :func:`parts`, into the folders aside."""
    folders = [folder_of(job, block) for block in range(block_count(job.where))]
    if part == NOTES:
        _write_parquet(
            pieces.tables(_parts(folders, "notes")), job.aside / f"{PREFIX}notes.parquet"
        )
    elif part == TRUTH:
        _write_truth(job, folders)
    elif part == BESIDE:
        for name in pieces.names(folders[0], "beside"):
            write_csv(_rows(folders, name), job.aside / f"{PREFIX}{Path(name).name}.csv")
    else:
        _write_annex_a(job, folders, window=parts(job).index(part), as_csv=as_csv)


def write_settings(job: Job) -> None:
    """Write ``authority.yml``."""
    where = job.where
    first, last = (pd.Timestamp(day, unit="D").date() for day in (where.first, where.last))
    settings = {
        "name": where.name,
        "data": "synthetic",
        "period": {"start": first, "end": last},
        "outcomes": list(where.outcomes),
        "contrasts": list(where.contrasts),
        "attributes": list(ATTRIBUTES),
        "capacity": where.capacity,
        "disclosure": "standard",
        "planted": list(in_words(where)),
    }
    header = "# Made-up (synthetic) data: no child, family or place in it is real.\n"
    text = header + yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    (job.aside / "authority.yml").write_bytes(text.encode("utf-8"))


def _write_annex_a(job: Job, folders: Sequence[Path], *, window: int, as_csv: bool) -> None:
    edition, end = job.where.files["edition"], job.windows[window][1]
    lists = {
        number: _rows(folders, list_name(window, number)) for number in sorted(list_specs(edition))
    }
    if as_csv:
        extract = f"{end:%Y-%m-%d}-" if job.is_snapshots else ""
        write_csvs(lists, job.aside, prefix=f"{PREFIX}{extract}")
        return
    write_workbook(
        lists,
        job.aside / f"{PREFIX}annex-a-{end:%Y-%m-%d}.xlsx",
        layout=job.where.files["layout"],
        edition=edition,
        properties={
            "title": f"SYNTHETIC: {job.where.name}",
            "subject": "Made-up data in the shape of Annex A",
            "author": "Second Look",
            "keywords": "synthetic, made-up",
            "comments": "Made-up data: no child, family or place in it is real.",
        },
    )


def _write_truth(job: Job, folders: Sequence[Path]) -> None:
    for name in pieces.names(folders[0], "truth"):
        path = job.truth_aside / f"{PREFIX}{Path(name).name}.parquet"
        _write_parquet(pieces.tables([folder / name for folder in folders]), path)
    notes = [table.num_rows for table in pieces.tables(_parts(folders, "notes"))]
    spans = _counted_on(pieces.tables(_parts(folders, "spans")), notes)
    _write_parquet(spans, job.truth_aside / f"{PREFIX}spans.parquet")


def _parts(folders: Sequence[Path], kind: str) -> list[Path]:
    """Return where the parts of all blocks' notes, or of their spans, are put aside."""
    return [folder / name for folder in folders for name in pieces.names(folder, kind)]


def _counted_on(spans: Iterator[pa.Table], notes: Sequence[int]) -> Iterator[pa.Table]:
    """Let spans name their note by its row in the file of all notes, not in that of its part."""
    before = np.cumsum(notes) - notes
    for table, rows in zip(spans, before.tolist(), strict=True):
        place = table.schema.get_field_index("note")
        counted = pa.array(table.column(place).to_numpy() + rows)
        yield table.set_column(
            place, table.schema.field(place), counted.cast(table.schema.types[place])
        )


def _write_parquet(tables: Iterator[pa.Table], path: Path) -> None:
    """Write tables that follow each other as one file, each as row groups of its own."""
    first = next(tables)
    with parquet.ParquetWriter(path, first.schema) as writer:
        for table in chain([first], tables):
            writer.write_table(table)


def _rows(folders: Sequence[Path], name: str) -> ListRows:
    places = [folder / name for folder in folders]
    return ListRows(tuple(pieces.columns(places).names), pieces.tables(places))
