"""Draws for one block of a made-up authority: chance keyed by seed, authority, block, purpose and the things concerned."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from helpers.synthetic import chance

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SHARED = 0.6
"""Share of the variance of a decision's chance part that brothers and sisters have in common."""


MANY = 2_000
"""From so many numbers on, a table of limits pays off."""


@dataclass(frozen=True)
class Draws:
    """Every draw of one block of families. The same purpose and ids give the same draw, in any order."""

    seed: int
    slug: str
    block: int = 0

    def uniform(self, purpose: str, *ids: chance.Key) -> Floats:
        """Return numbers strictly between 0 and 1."""
        return chance.uniform_after(_beginning(self.seed, self.slug, self.block, purpose), *ids)

    def normal(self, purpose: str, *ids: chance.Key) -> Floats:
        """Return standard normal numbers."""
        return chance.normal_after(_beginning(self.seed, self.slug, self.block, purpose), *ids)

    def uniforms(self, purposes: tuple[str, ...], *ids: chance.Key) -> Floats:
        """Return uniform numbers for several purposes at once, of shape ``(purposes, rows)``.

        They are other numbers than :meth:`uniform` gives for each purpose.
        """
        return chance.as_uniform(self._bits(purposes, *ids))

    def normals(self, purposes: tuple[str, ...], *ids: chance.Key) -> Floats:
        """Return normal numbers for up to four purposes, of shape ``(purposes, rows)``.

        The same purposes in another order are other numbers.
        """
        return chance.as_normals(self.bits("+".join(purposes), *ids), len(purposes))

    def together(
        self, purposes: tuple[str, ...], family: Integers, child: Integers, day: Integers
    ) -> Floats:
        """Return normal numbers for up to four purposes, partly shared by a family on one day.

        Of shape ``(purposes, rows)``; the same purposes in another order are other numbers.
        """
        common = self.normals(purposes, family, day)
        own = self.normals((*purposes[:-1], f"{purposes[-1]} own"), child, day)
        common *= np.sqrt(SHARED)
        own *= np.sqrt(1 - SHARED)
        common += own
        return common

    def bits(self, purpose: str, *ids: chance.Key) -> chance.Bits:
        """Return 64 random bits for each row of the ids."""
        return chance.bits_after(_beginning(self.seed, self.slug, self.block, purpose), *ids)

    def waiting(self, purpose: str, rate: Floats, *ids: chance.Key) -> Floats:
        """Return exponential waiting times in days, from ``rate`` per year."""
        return waiting_time(self.uniform(purpose, *ids), rate)

    def _bits(self, purposes: tuple[str, ...], *ids: chance.Key) -> chance.Bits:
        beginning = _beginning(self.seed, self.slug, self.block, "several")
        return chance.bits_after(beginning, *ids, _keys(purposes))


@cache
def _beginning(seed: int, slug: str, block: int, purpose: str) -> int:
    return chance.state_after(seed, slug, block, purpose)


@cache
def _keys(purposes: tuple[str, ...]) -> npt.NDArray[np.int64]:
    return np.array([[chance.key_of(purpose)] for purpose in purposes], dtype=np.int64)


def distinct(numbers: Integers) -> Integers:
    """Return numbers in order, each once."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0])


def in_order(numbers: Integers) -> Integers:
    """Return the rows in the order of their numbers; rows of one number stay as they stand.

    Sorted by 16 bits at a time, the lowest first, which NumPy does by counting: about three times as quick for long
    columns as comparing whole numbers.
    """
    if not len(numbers):
        return np.arange(0)
    rest = numbers - numbers.min()
    bits = int(rest.max()).bit_length()
    order = np.argsort(rest.astype(np.uint16), kind="stable")
    for done in range(16, bits, 16):
        order = order[np.argsort((rest >> done).astype(np.uint16)[order], kind="stable")]
    return order


def placed(limits: Floats, numbers: Floats) -> Integers:
    """Return how many of the limits, in order, lie below each number: as ``np.searchsorted``, but sooner for many.

    A table by equal parts of the range tells the least that it may be; few numbers need more steps than that.

    Parameters
    ----------
    limits, numbers
        Not below 0.
    """
    if len(numbers) < MANY:
        return np.searchsorted(limits, numbers)
    parts = 2.0 ** np.ceil(np.log2(4 * len(limits) / limits[-1]))  # exact: a power of two
    part = (numbers * parts).astype(np.int64)
    places: Integers = np.searchsorted(limits, np.arange(int(part.max()) + 1) / parts).take(part)
    padded = np.append(limits, np.inf)
    rows = np.flatnonzero(padded.take(places) < numbers)
    while len(rows):
        places[rows] += 1
        rows = rows[padded.take(places[rows]) < numbers[rows]]
    return places


def waiting_time(uniform: Floats, rate: Floats) -> Floats:
    """Return exponential waiting times in days, from ``rate`` per year; without end where it is 0."""
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log(uniform) / rate * 365.25)


def pick(shares: Floats, uniform: Floats) -> Integers:
    """Return the index of the share that each uniform number falls into.

    Parameters
    ----------
    shares
        Weights, of shape ``(choices,)`` or ``(rows, choices)``; they need not add up to 1.
    uniform
        One number between 0 and 1 for each row.
    """
    cumulated = np.cumsum(shares, axis=-1)
    limits = cumulated / cumulated[..., -1:]
    if limits.ndim == 1:
        return placed(limits, uniform)
    return np.asarray((uniform[:, None] > limits).sum(axis=1), dtype=np.int64)


def pick_by(shares: Floats, row: Integers, uniform: Floats) -> Integers:
    """Return the index of the share that each uniform number falls into, each by its own row of a small table.

    Parameters
    ----------
    shares
        Weights, of shape ``(kinds, choices)``.
    row, uniform
        For each draw the row of ``shares`` that it goes by, and a number between 0 and 1.
    """
    kinds, choices = shares.shape
    cumulated = np.cumsum(shares, axis=1)
    limits = cumulated / cumulated[:, -1:] + np.arange(kinds)[:, None]
    places = placed(limits.ravel(), row + uniform)
    return np.asarray(np.maximum(places - row * choices, 0))
