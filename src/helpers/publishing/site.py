"""Build the site: check, execute, stage, render, scan, and only then put it in the place of the last one."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from helpers.authority.folder import find_files, slug
from helpers.disclosure.scan import scan
from helpers.errors import SecondLookError
from helpers.publishing.execute import execute
from helpers.publishing.guard import refuse_real
from helpers.publishing.identities import ids_in
from helpers.publishing.passport import Passport, issue_passport
from helpers.publishing.plan import PAGES, Plan, are_the_four, jobs_of, settings_of
from helpers.publishing.render import render
from helpers.publishing.staging import stage

__all__ = ["Cleared", "Site", "build", "refuse_real"]
LEAKS_SHOWN = 5


class Cleared(Protocol):
    """What the site needs of an authority's report: numbers that have passed the disclosure door."""

    @property
    def suppressed_count(self) -> int:
        """How many numbers the door held back."""
        ...

    def to_json(self) -> Any:
        """Return every cleared number, as JSON-ready values or as JSON text."""
        ...


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site that stands: where it opens, and whether it was there already."""

    index: Path
    skipped: bool


def build(
    authorities: Sequence[Path],
    *,
    book: Path = Path("book"),
    notebooks: Path = Path("notebooks"),
    config: Path = Path("_config.yml"),
    evidence: Path = Path("docs/evidence"),
    out: Path = Path("build/html"),
    four: bool | None = None,
    processes: int = 1,
    pages: Mapping[str, str] = PAGES,
    open_report: Callable[[Path], Cleared] | None = None,
    progress: Callable[[str], None] | None = None,
) -> Site:
    """Build the site of one or more authorities.

    Parameters
    ----------
    authorities
        Their folders, in the order in which they are shown.
    book, notebooks, config
        Chapters, notebooks and configuration.
    evidence
        Where the proofs left their evidence, for the pages across the four.
    out
        The folder of the site; replaced whole at the end, or left as it was when anything fails.
    four
        Whether to include the chapters that quote the four made-up authorities. By default: if all four are given.
    processes
        How many notebooks run at once.
    pages
        The notebooks of one authority and what the sidebar calls their pages.
    open_report
        Opens an authority's cleared results; by default the report itself.
    progress
        Told in words of each step.

    Raises
    ------
    SecondLookError
        If an authority, notebook or chapter is missing or wrong, a notebook fails, the book warns, or the finished
        pages hold something that never passed the door.
    """
    tell = progress or (lambda _: None)
    settings = settings_of(authorities)
    _refuse_elsewhere(book, notebooks, config)
    plan = Plan(
        authorities=settings,
        book=book,
        notebooks=notebooks,
        config=config,
        out=out,
        four=are_the_four(settings) if four is None else four,
        pages=pages,
        evidence=evidence,
    )
    if plan.is_built():
        tell("the site stands already: nothing it rests on has changed")
        return Site(index=out / "index.html", skipped=True)
    plan.stamp_file.unlink(missing_ok=True)
    _make(plan, open_report or _report, processes=processes, tell=tell)
    # Stamped now: opening a report may have run the study, and its findings belong to the stamp.
    plan.stamp_file.write_text(plan.stamp(), encoding="utf-8")
    return Site(index=out / "index.html", skipped=False)


def _refuse_elsewhere(*parts: Path) -> None:
    """Refuse to begin where the chapters and notebooks are not: the study would run first, and for nothing."""
    for part in parts:
        if not part.exists():
            raise SecondLookError(
                f"there is no {part.name} here",
                where=part.resolve().parent,
                mend="run the command in the project's folder, and name the authority's folder by its whole path",
            )


def _make(
    plan: Plan,
    open_report: Callable[[Path], Cleared],
    *,
    processes: int,
    tell: Callable[[str], None],
) -> None:
    tell("reading the cleared results")
    reports = {folder: open_report(folder) for folder in plan.authorities}
    passports = _passports(plan, reports)
    results = {slug(folder): _as_json(report.to_json()) for folder, report in reports.items()}
    jobs = jobs_of(plan, passports=passports, results=results)
    tell(f"executing {len(jobs)} notebooks")
    execute(jobs, processes=processes, progress=tell)
    tell("building the pages")
    source, new = plan.out.with_name("source"), plan.out.with_name(f"{plan.out.name}.new")
    stage(
        source,
        book=plan.book,
        config=plan.config,
        authorities=plan.staged_authorities(),
        four=plan.four,
        across=plan.across,
    )
    render(source, new)
    _write_results(new, passports, results)
    tell("checking that nothing left by another door")
    _refuse_leaks(new, plan)
    _swap_in(new, plan.out)


def _report(folder: Path) -> Cleared:
    report = import_module(
        "helpers.report"
    )  # here: it loads the evaluation, which skipping does not need
    opened: Cleared = report.open(folder)
    return opened


def _passports(plan: Plan, reports: Mapping[Path, Cleared]) -> dict[Path, Passport]:
    return {
        folder: issue_passport(
            folder,
            authority=plan.authorities[folder].name,
            data=plan.authorities[folder].data,
            settings={
                "outcomes": ", ".join(plan.authorities[folder].outcomes),
                "disclosure preset": plan.authorities[folder].disclosure,
            },
            suppressed=report.suppressed_count,
        )
        for folder, report in reports.items()
    }


def _as_json(given: Any) -> Any:
    return json.loads(given) if isinstance(given, str) else given


def _write_results(
    folder: Path, passports: Mapping[Path, Passport], results: Mapping[str, Any]
) -> None:
    record = {
        "runs": {slug(path): passport.as_json() for path, passport in passports.items()},
        "results": dict(results),
    }
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")


def _refuse_leaks(built: Path, plan: Plan) -> None:
    ids = set[str]().union(*(ids_in(find_files(folder)) for folder in plan.authorities))
    places = [Path.home(), Path.cwd(), plan.out.resolve().parent]
    places += [folder.resolve() for folder in plan.authorities]
    leaks = scan(built, child_ids=ids, machine_paths=places)
    if leaks:
        shutil.rmtree(built)
        shown = "; ".join(str(leak) for leak in leaks[:LEAKS_SHOWN])
        count = "something" if len(leaks) == 1 else f"{len(leaks)} things"
        raise SecondLookError(
            f"{count} on the pages must not be published: {shown}",
            mend="the new site was removed; mend the chapter or notebook it comes from",
        )


def _swap_in(new: Path, out: Path) -> None:
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)
