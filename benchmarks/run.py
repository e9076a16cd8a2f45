"""How long things take, beside what one would otherwise run: `make bench`.

Each comparison first shows that both sides give the same answer, then prints the ratio of their times, measured in turn
in one run: absolute times on a shared machine mean little.
"""

import sys

from measuring import MISSED, ROUNDS  # isort: skip - sets the number of numeric threads first

import another
import bootstrap
import groups
import groups_why
import modelling
import notes
import scale
import world
import writing


def main() -> int:
    """Run every comparison; return 1 if a limit was missed."""
    print(f"medians of {ROUNDS} rounds in turn, one numeric thread", flush=True)
    bootstrap.main()
    groups.main()
    groups_why.main()
    modelling.main()
    another.main()
    world.main()
    notes.main()
    writing.main()
    scale.main()
    for what in MISSED:
        print(f"missed: {what}")
    return 1 if MISSED else 0


if __name__ == "__main__":
    sys.exit(main())
