"""Writing: the four authorities, rows of a workbook, and rows of events beside Faker's."""

import os
import subprocess
import sys
import tempfile
import time
from collections import OrderedDict
from datetime import date
from pathlib import Path

import fastexcel
import numpy as np
import pandas as pd
import xlsxwriter
from faker import Faker
from measuring import held, in_turn, seconds

from helpers.annexa.write import write_workbook
from helpers.errors import SecondLookError
from helpers.synthetic.settings import place
from helpers.synthetic.world import block_count, events_of_block
from helpers.workers import Pool

FOUR = ("north-west", "south-west", "west-midlands", "south-east")
PROCESSES = 2
FAKER_ROWS = 20_000


def contacts(rows: int) -> pd.DataFrame:
    """Return list 1 of Annex A with that many rows."""
    number = np.arange(rows)
    day = pd.Timestamp("2020-01-01") + pd.to_timedelta(number % 1500, unit="D")
    return pd.DataFrame(
        {
            "Child Unique ID": [f"SYN-BENCH-{child}" for child in number % 20_000],
            "Gender": np.where(number % 2, "a) Male", "b) Female"),
            "Ethnicity": "a) WBRI",
            "Date of Birth": pd.Timestamp("2012-01-01") + pd.to_timedelta(number % 4000, unit="D"),
            "Age of Child (Years)": number % 18,
            "Date of Contact": day,
            "Contact Source": "q) 6: Police",
        }
    )


def written_with_xlsxwriter(frame: pd.DataFrame, path: Path) -> None:
    """Write a list the way a user would with XlsxWriter in its low-memory mode."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("List 1")
    sheet.write_row(0, 0, list(frame.columns))
    for number, row in enumerate(frame.itertuples(index=False), start=1):
        for column, value in enumerate(row):
            if isinstance(value, pd.Timestamp):
                sheet.write_datetime(number, column, value.to_pydatetime(), day)
            else:
                sheet.write(number, column, value)
    book.close()


def workbooks(rows: int = 100_000) -> None:
    """Write 100,000 rows of list 1 as a workbook."""
    frame = contacts(rows)
    with tempfile.TemporaryDirectory() as folder:
        mine, other = Path(folder, "ours.xlsx"), Path(folder, "theirs.xlsx")

        def ours() -> None:
            write_workbook({1: frame}, mine, layout="plain", edition="2019", properties={})

        def theirs() -> None:
            written_with_xlsxwriter(frame, other)

        ours()
        theirs()
        first, second = (
            fastexcel.read_excel(str(path)).load_sheet("List 1").to_arrow().to_pylist()
            for path in (mine, other)
        )
        if first != second:
            raise SecondLookError("the two workbooks hold different cells", where="workbooks")
        own, others = in_turn(ours, theirs)
    beside = f"the same cells with XlsxWriter: {others:.2f} s, ratio {others / own:.1f}"
    held(f"{rows:,} rows as a workbook", own, "s", at_most=3, beside=beside)


def four_authorities() -> None:
    """Make the four authorities at their usual size, with workbooks, notes and truth, by the command."""
    with tempfile.TemporaryDirectory() as root:
        folders = [str(Path(root, slug)) for slug in FOUR]
        call = [sys.executable, "-m", "helpers.cli", "synthesise", *folders]
        call += ["--processes", str(PROCESSES)]
        before = os.times()
        took = seconds(lambda: subprocess.run(call, check=True, stdout=subprocess.DEVNULL))
        after = os.times()
        worked = after.children_user + after.children_system
        worked -= before.children_user + before.children_system
        size = sum(path.stat().st_size for path in Path(root).rglob("*") if path.is_file())
    beside = (
        f"{size / 1e6:,.0f} MB of files and {worked:.0f} s of the processors on {PROCESSES} processes, their start "
        "included; nothing else makes them"
    )
    held("four authorities with workbooks and notes", took, "s", at_most=20, beside=beside)


def events_made(task: tuple[str, int, int]) -> int:
    """Make one block and return how many rows its event tables have."""
    slug, children, block = task
    events = events_of_block(place(slug, children=children), seed=1, block=block)
    return sum(len(table) for table in events.values())


def rows_with_faker(rows: int) -> float:
    """Return how many rows a second Faker makes of list 1: child, sex, ethnicity, birth date, date, source."""
    fake = Faker("en_GB")
    fake.seed_instance(1)
    shares = place("north-west").families["ethnicity"]
    ethnicity = OrderedDict(shares)
    sex = OrderedDict(male=0.51, female=0.487, neither=0.003)
    source = OrderedDict((str(number), 1.0) for number in range(1, 20))
    first, last = date(2018, 4, 1), date(2025, 3, 31)
    start = time.perf_counter()
    for _ in range(rows):
        (
            fake.unique.bothify("SYN-NW-########"),
            fake.random_element(sex),
            fake.random_element(ethnicity),
            fake.date_of_birth(minimum_age=0, maximum_age=17),
            fake.date_between(first, last),
            fake.random_element(source),
        )
    return rows / (time.perf_counter() - start)


def beside_faker(children: int = 680_000) -> None:
    """Make rows of events, and rows of contacts with Faker."""
    where = place("north-west", children=children)
    tasks = [(where.slug, children, block) for block in range(block_count(where))]
    with Pool(PROCESSES) as pool:
        pool.run(events_made, [(where.slug, 200, 0)] * PROCESSES)  # the workers are there now
        start = time.perf_counter()
        rows = sum(pool.run(events_made, tasks))
        own = rows / (time.perf_counter() - start)
    faker = rows_with_faker(FAKER_ROWS)
    beside = (
        f"{own:,.0f} rows/s on {PROCESSES} processes, Faker's contacts {faker:,.0f} rows/s on one; its rows hang "
        "together in no way: no families, no order of events, no dates before birth ruled out, no truth"
    )
    held("rows of events beside Faker's", own / faker, "times", at_least=100, beside=beside)


def main() -> None:
    """Measure all of it."""
    workbooks()
    four_authorities()
    beside_faker()
