"""Every proof there is, in the order in which they run."""

from proofs import coverage

PROOFS = (coverage.PROOF,)
