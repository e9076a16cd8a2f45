"""Every proof there is, in the order in which they run."""

from proofs import coverage, null_claims, null_world

PROOFS = (coverage.PROOF, null_claims.PROOF, null_world.PROOF)
