"""Every proof there is, in the order in which they run."""

from proofs import (
    calibration,
    coverage,
    group_gaps,
    help_given,
    learned_ceilings,
    ledger,
    notes_found,
    null_claims,
    null_world,
    predictable_world,
    under_the_ceiling,
    worlds,
)

PROOFS = (
    calibration.PROOF,
    coverage.PROOF,
    null_claims.PROOF,
    group_gaps.PROOF,
    null_world.PROOF,
    predictable_world.PROOF,
    notes_found.PROOF,
    worlds.PROOF,
    ledger.PROOF,
    help_given.PROOF,
    learned_ceilings.PROOF,
    under_the_ceiling.PROOF,
)
