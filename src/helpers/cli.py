"""The command ``second-look``: thin, and slow to import nothing that a call does not need.

Exit codes: 0 when all went well; 1 when it did not; ``check`` exits 0 when every outcome can be evaluated, 1 when some
cannot, 2 when the folder cannot be read.
"""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from helpers.telling import out, told_as_it_goes, told_in_a_sentence

THE_FOUR = ("north-west", "south-west", "west-midlands", "south-east")
"""The made-up authorities of the book, in the order in which they are always shown."""
DATA = Path("data/synthetic")
SITE = Path("build/html")
UNREADABLE = 2

app = typer.Typer(
    help="An open evaluation of machine learning in children's social care. Evaluation only.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Folders = Annotated[list[Path], typer.Argument(help="Authority folders.", show_default=False)]
Processes = Annotated[int, typer.Option(min=1, help="How many things to do at once.")]
OnePerCore = Annotated[
    int | None,
    typer.Option(
        min=1, help="How many things to do at once.", show_default="one per core", metavar="INTEGER"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for a machine to read.")]
World = Annotated[
    str, typer.Option(help="A made-up world: its name, or a YAML file that describes one.")
]
Seed = Annotated[int, typer.Option(help="Another seed makes other children.")]
Children = Annotated[
    int | None, typer.Option(min=1, help="How many children live in each authority.")
]
Site = Annotated[Path, typer.Option("--out", help="Where the site goes.")]
EFFORTS = (
    "how much is computed: whole (the protocol), quick, or smoke (only to see that everything runs)"
)


@app.command()
def synthesise(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Folders to make, each named after a made-up authority; by default the book's four.",
            show_default=False,
        ),
    ] = None,
    *,
    world: World = "default",
    children: Children = None,
    seed: Seed = 1,
    processes: OnePerCore = None,
    dask: Annotated[
        str | None,
        typer.Option(
            help="Work on a Dask cluster: 'local', or a scheduler's address such as tcp://127.0.0.1:8786. "
            "Its workers need this folder at the same place."
        ),
    ] = None,
) -> None:
    """Make the data of made-up local authorities."""
    with told_in_a_sentence():
        _synthesise(
            folders or _the_four(),
            world=world,
            children=children,
            seed=seed,
            processes=processes,
            dask=dask,
        )


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to begin.", show_default=False)],
    *,
    start: Annotated[str, typer.Option(help="First day of the records.")] = "2019-04-01",
    end: Annotated[str, typer.Option(help="Last day of the records.")] = "2025-03-31",
) -> None:
    """Begin an authority's folder with settings to fill in."""
    from helpers.authority.new import begin
    from helpers.outcomes.declare import outcomes

    with told_in_a_sentence():
        path = begin(folder, outcomes=outcomes(), start=start, end=end)
        out.print(
            f"Written: {path}. Put the records beside it, then run 'second-look check {folder}'."
        )


@app.command()
def check(folders: Folders, *, as_json: AsJson = False) -> None:
    """Say which outcomes can be evaluated on a folder, and what stands in the way of the others."""
    from helpers.study.check import check as look

    checked = {}
    for folder in folders:
        try:
            with told_in_a_sentence(code=UNREADABLE):
                checked[str(folder)] = one = look(folder)
        except typer.Exit as stop:
            if stop.exit_code != UNREADABLE:
                raise
            continue  # it has been told; the other folders are looked at all the same
        if not as_json:
            out.print(f"{one.name} ({folder})", style="bold", markup=False)
            for line in one.in_words():
                out.print(f"  {line}", markup=False)
    if as_json:
        sys.stdout.write(json.dumps({name: asdict(one) for name, one in checked.items()}) + "\n")
    if len(checked) < len({str(folder) for folder in folders}):
        raise typer.Exit(UNREADABLE)
    raise typer.Exit(0 if all(one.ready for one in checked.values()) else 1)


@app.command()
def run(
    folders: Folders,
    *,
    effort: Annotated[str, typer.Option(help=f"{EFFORTS.capitalize()}.")] = "whole",
    refits: Annotated[
        bool, typer.Option(help="Learn chosen models again and again, to tell training luck.")
    ] = True,
    processes: Processes = 2,
) -> None:
    """Evaluate: every stage of each authority, up to its results, which stay on this machine."""
    with told_in_a_sentence():
        _run(folders, effort=effort, refits=refits, processes=processes)


@app.command()
def build(folders: Folders, *, site: Site = SITE, processes: Processes = 2) -> None:
    """Build the pages of one or more authorities, from results that have passed the disclosure door."""
    with told_in_a_sentence():
        _build(folders, site=site, processes=processes)


@app.command()
def book(
    *,
    world: World = "default",
    children: Children = None,
    seed: Seed = 1,
    effort: Annotated[
        str | None,
        typer.Option(
            help=f"{EFFORTS.capitalize()}.", show_default="whole where that is done, else quick"
        ),
    ] = None,
    processes: Processes = 2,
    site: Site = SITE,
) -> None:
    """Make the data, evaluate, and build the book of the four made-up authorities."""
    folders = _the_four()
    with told_in_a_sentence():
        _synthesise(
            folders, world=world, children=children, seed=seed, processes=processes, dask=None
        )
        _run(folders, effort=effort, processes=processes)
        _build(folders, site=site, processes=processes)


@app.command()
def publishable(folders: Folders) -> None:
    """Refuse folders that hold records of real children: what the publishing workflow asks first."""
    from helpers.publishing.site import refuse_real

    with told_in_a_sentence():
        refuse_real(folders)
        out.print("All of these are made-up data.")


@app.command()
def ceilings(
    world: Annotated[
        list[str] | None,
        typer.Option(help="A made-up world, and another.", show_default="those of the book"),
    ] = None,
) -> None:
    """Work out how well the best possible model would do in made-up worlds, about a minute for each."""
    with told_in_a_sentence():
        _ceilings(world)


def main() -> None:
    """Run the command."""
    # Before NumPy is loaded anywhere: several processes, one numeric thread each.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    app()


def _the_four() -> list[Path]:
    return [DATA / slug for slug in THE_FOUR]


def _synthesise(
    folders: Sequence[Path],
    *,
    world: str,
    children: int | None,
    seed: int,
    processes: int | None,
    dask: str | None,
) -> None:
    from helpers.synthetic.writing import synthesise as make
    from helpers.workers import usable_cores

    with told_as_it_goes("Making the made-up authorities") as tell:
        make(
            folders,
            world=world,
            children=children,
            seed=seed,
            progress=tell,
            processes=processes or usable_cores(),
            dask=dask,
        )


def _run(
    folders: Sequence[Path], *, effort: str | None, processes: int, refits: bool = True
) -> None:
    from helpers.study.protocol import effort_named
    from helpers.study.run import run_all

    with told_as_it_goes("Evaluating") as tell:
        run_all(
            folders,
            effort=effort_named(effort or "whole"),
            or_quicker=effort is None,
            refits=refits,
            processes=processes,
            progress=lambda done, of, what: tell(what, done=done, of=of),
        )


def _ceilings(worlds: Sequence[str] | None) -> None:
    from helpers.truth.ceilings.full_state import full_state
    from helpers.truth.ceilings.kept import FILE, WORLDS, keep, settings_of

    for world in worlds or WORLDS:  # a misspelt name is told before any work begins
        settings_of(THE_FOUR[0], world)
    for world in worlds or WORLDS:
        with told_as_it_goes(f"The best possible in the world '{world}'") as tell:
            found = full_state(world, tell=tell)
            keep(world, found)
        for one in found:
            out.print(f"  {one.outcome}: {one.in_words}", markup=False)
    out.print(f"Written: {FILE}.")


def _build(folders: Sequence[Path], *, site: Path, processes: int) -> None:
    from helpers.publishing.site import build as make

    with told_as_it_goes("Building the pages") as tell:
        made = make(folders, out=site, processes=processes, progress=tell)
    out.print(f"Done. Open {made.index.resolve()} in a browser.", style="bold green", markup=False)


if __name__ == "__main__":
    main()
