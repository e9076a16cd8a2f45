"""Notes: how many a second, beside paragraphs of Faker's, the other way to fill a column of text without a model."""

import time

from faker import Faker
from measuring import held

from helpers.synthetic.notes import write
from helpers.synthetic.settings import place
from helpers.synthetic.world import block_count, make_block
from helpers.workers import Pool

FOUR = ("north-west", "south-west", "west-midlands", "south-east")
CHILDREN = 20_000
PROCESSES = 2
FAKER_NOTES = 2_000


def written(task: tuple[str, int]) -> tuple[int, int, float]:
    """Write the notes of one block; return how many, how many bytes, and the processor's seconds that it took."""
    slug, block = task
    facts = make_block(place(slug, children=CHILDREN), seed=1, block=block).note_facts
    start = time.process_time()
    notes = write(facts, seed=1).notes
    took = time.process_time() - start
    return len(notes), int(notes["text"].str.len().sum()), took


def paragraphs(count: int, *, words: int) -> tuple[float, float]:
    """Return how many paragraphs of about so many words Faker makes a second, and how many megabytes."""
    fake = Faker("en_GB")
    fake.seed_instance(1)
    start = time.process_time()
    texts = [fake.paragraph(nb_sentences=words // 5) for _ in range(count)]
    took = time.process_time() - start
    return count / took, sum(map(len, texts)) / took / 1e6


def main() -> None:
    """Write the notes of the four authorities, small, on two processes, each with a core of its own.

    Both sides are counted in seconds of the processor, so that what else the machine does weighs on neither.
    """
    blocks = [
        (slug, block)
        for slug in FOUR
        for block in range(block_count(place(slug, children=CHILDREN)))
    ]
    with Pool(PROCESSES) as pool:
        pool.run(written, [(slug, 0) for slug in FOUR])  # banks are read and workers there
        done = pool.run(written, blocks)
    notes, size, took = (sum(column) for column in zip(*done, strict=True))
    own, megabytes = notes / took, size / took / 1e6
    other, others_megabytes = paragraphs(FAKER_NOTES, words=round(size / notes / 6))
    beside = (
        f"{own:,.0f} notes/s and {megabytes:.1f} MB/s in each process; Faker's paragraphs of that length "
        f"{other:,.0f} a second and {others_megabytes:.1f} MB/s, ratio {own / other:.1f}; they are Latin-like words "
        "in no order, without facts, spans or authors, so speed is all that can be compared"
    )
    held(
        f"notes on {PROCESSES} processes",
        own * PROCESSES,
        "notes/s",
        at_least=10_000,
        beside=beside,
    )


if __name__ == "__main__":
    main()
