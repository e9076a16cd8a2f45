"""Annex A, the format: what its lists hold, reading them, writing them, and saying what is wrong with them."""
