"""Statistical proofs, run by `make prove`: what the evaluation promises of its own numbers, measured by simulation.

Each proof says beforehand what it claims, with bounds, and leaves a file in ``docs/evidence/`` with what was measured.
"""
