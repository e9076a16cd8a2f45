"""Arrays in, estimates out: how good scores are, how sure we are of it, and where there are too few to judge.

Nothing here knows the name of a column, a child or an authority.
"""
