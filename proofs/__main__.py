"""Run every proof, or the one that is named: `make prove`, `make prove PROOF=coverage`."""

import os
import sys

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from helpers.errors import SecondLookError, nearest_name  # noqa: E402 - threads are set first
from proofs.all_proofs import PROOFS  # noqa: E402
from proofs.proving import prove  # noqa: E402


def main(names: list[str]) -> int:
    """Run the proofs; return 1 if a bound was missed, 2 if there is no such proof."""
    proofs = {proof.name: proof for proof in PROOFS}
    for name in names:
        if name not in proofs:
            wrong = SecondLookError(
                f"there is no proof '{name}'", where="make prove", mend=nearest_name(name, proofs)
            )
            print(wrong)
            return 2
    missed = []
    for name in names or proofs:
        print(f"{name}: {proofs[name].claim}", flush=True)
        if not prove(proofs[name], tell=lambda said: print(f"  {said}", flush=True)):
            missed.append(name)
    for name in missed:
        print(f"missed: {name}; see docs/evidence/{name}.json")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
