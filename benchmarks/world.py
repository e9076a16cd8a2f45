"""Lives: event rows a second, made on two processes, block by block.

No other generator makes this journey, so there is no peer to run beside it; writing.py holds the comparison with Faker.
"""

import time

from measuring import held

from helpers.synthetic.settings import place
from helpers.synthetic.world import block_count, events_of_block, happened_in_block, make_block
from helpers.synthetic.worlds import authorities
from helpers.workers import Pool

CHILDREN = 1_000_000
SLUG = "west-midlands"
PROCESSES = 2
SEED = 1
LIMIT = 1_000_000
"""Event rows a second, for what happened to one million children; the other figures stand beside it."""
Task = tuple[str, int | None, int]
Made = tuple[int, float]


def happened(task: Task) -> Made:
    """Make what happened in one block; return its rows and the seconds of computing time."""
    slug, children, block = task
    began = time.process_time()
    tables = happened_in_block(place(slug, children=children), seed=SEED, block=block)
    return sum(len(table) for table in tables.values()), time.process_time() - began


def recorded(task: Task) -> Made:
    """Make the event tables of one block, people, families and recording errors with them."""
    slug, children, block = task
    began = time.process_time()
    tables = events_of_block(place(slug, children=children), seed=SEED, block=block)
    return sum(len(table) for table in tables.values()), time.process_time() - began


def whole(task: Task) -> Made:
    """Make the same, with the truth and the facts for notes."""
    slug, children, block = task
    began = time.process_time()
    made = make_block(place(slug, children=children), seed=SEED, block=block)
    return sum(len(table) for table in made.events.values()), time.process_time() - began


def tasks(slug: str, children: int | None) -> list[Task]:
    """Return the blocks of an authority."""
    return [(slug, children, b) for b in range(block_count(place(slug, children=children)))]


def main() -> None:
    """Time one million children of one authority, and the four authorities as they stand."""
    sizes = {
        f"{CHILDREN:,} children": tasks(SLUG, CHILDREN),
        "four authorities": [task for slug in authorities() for task in tasks(slug, None)],
    }
    works = {
        "event rows of what happened": happened,
        "event rows as recorded": recorded,
        "event rows as recorded, beside truth and facts for notes": whole,
    }
    with Pool(PROCESSES) as pool:
        pool.run(whole, [(SLUG, 2_000, 0)] * 2 * PROCESSES)  # so that both are up and warm
        for what, work in works.items():
            for size, todo in sizes.items():
                start = time.perf_counter()
                rows, computing = (sum(part) for part in zip(*pool.run(work, todo), strict=True))
                took = time.perf_counter() - start
                beside = f"{rows:,} rows in {took:.1f} s; {rows / computing:,.0f} a second of computing on one core"
                least = LIMIT if work is recorded and size != "four authorities" else None
                held(f"{what}, {size}", rows / took, "rows/s", at_least=least, beside=beside)
