"""Ceilings: how well the best possible model would do in a made-up world, whose rules are known."""
