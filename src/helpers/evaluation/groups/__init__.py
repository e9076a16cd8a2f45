"""Errors by group: how a model errs about each group of children, which gaps are more than luck, and which would be missed.

Arrays in, estimates out, as everywhere in the evaluation.
"""
