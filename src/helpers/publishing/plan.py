"""What a site is made of: which authorities, which pages, where each executed page is kept, and its content stamp."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.authority.folder import find_files, refuse_real_folder_inside_git, slug
from helpers.authority.settings import Settings, load_settings
from helpers.errors import SecondLookError
from helpers.evidence import read_all
from helpers.publishing.execute import Job
from helpers.publishing.passport import Passport
from helpers.publishing.staging import AuthorityPages
from helpers.publishing.stamps import hash_code, hash_files, hash_libraries, hash_of
from helpers.stages import home
from helpers.study.found import FILE

FOUR = ("north-west", "south-west", "west-midlands", "south-east")
PAGES = {
    "data": "Data",
    "performance": "How well it predicts",
    "text": "Does reading notes help?",
    "subgroups": "Whom does it get wrong?",
    "trust": "How far to trust it",
    "ethics": "Ethical commentary",
}
"""The notebooks of one authority, and what the sidebar calls their pages."""
OF_EVIDENCE = {
    "results/worlds": "worlds",
    "results/bar": "bar",
    "results/ledger": "ledger",
    "results/scorecard": "scorecard",
    "results/proofs": "proofs",
}
"""The pages that show the evidence of proofs, and their notebooks."""
ACROSS = {
    "results/overall": "overall",
    "results/funnel": "funnel",
    "results/datasheet": "datasheet",
    **OF_EVIDENCE,
}
"""The pages across authorities, and their notebooks."""
WITH_CEILINGS = ("results/worlds",)
"""The pages of evidence that show the best possible beside it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to build, from what, to where.

    Attributes
    ----------
    authorities
        Their folders in the order of showing, each with its settings.
    book, notebooks, config
        Chapters, notebooks and configuration.
    out
        The folder of the site.
    four
        Whether the chapters that quote the four made-up authorities, and the pages across them, are included.
    pages
        The notebooks of one authority, and what the sidebar calls their pages.
    evidence
        Where the proofs left their evidence; the pages across authorities show it.
    """

    authorities: Mapping[Path, Settings]
    book: Path
    notebooks: Path
    config: Path
    out: Path
    four: bool
    pages: Mapping[str, str]
    evidence: Path = Path("docs/evidence")

    @property
    def ceilings(self) -> Path:
        """Where the best possible in made-up worlds is kept: beside the made-up authorities."""
        return next(iter(self.authorities)).parent / "ceilings.yml"

    @property
    def across(self) -> dict[str, Path]:
        """The pages across authorities (none without the four), and where each is kept once executed."""
        if not self.four:
            return {}
        return {page: self.kept_page(None, name) for page, name in ACROSS.items()}

    @property
    def stamp_file(self) -> Path:
        """Where the site's content stamp stands: beside the site, so that it is never published."""
        return self.out.with_name(f"{self.out.name}.stamp")

    def kept_page(self, folder: Path | None, name: str) -> Path:
        """Return where an executed page is kept: of real data beside the data, never in the project."""
        if folder is not None and self.authorities[folder].data == "real":
            return home(folder, "real") / "pages" / f"{name}.ipynb"
        owner = "across" if folder is None else slug(folder)
        return self.out.with_name("pages") / owner / f"{name}.ipynb"

    def staged_authorities(self) -> list[AuthorityPages]:
        """Return each authority with its executed pages."""
        return [
            AuthorityPages(
                slug=slug(folder),
                name=settings.name,
                made_up=settings.data == "synthetic",
                pages={name: self.kept_page(folder, name) for name in self.pages},
                titles=self.pages,
            )
            for folder, settings in self.authorities.items()
        ]

    def stamp(self) -> str:
        """Return the hash of everything that the site rests on: data, chapters, notebooks, code and libraries."""
        return hash_of(
            [[slug(f), hash_files(f), hash_findings(f, s)] for f, s in self.authorities.items()],
            [hash_files(self.book), hash_files(self.notebooks)],
            hash_files(self.config.parent, files=[self.config]),
            [hash_code(), hash_libraries()],
            [self.four, dict(self.pages)],
            [hash_evidence(self.evidence), hash_ceilings(self.ceilings)] if self.four else "",
        )

    def is_built(self) -> bool:
        """Whether the site stands and was built from exactly this."""
        if not (self.out / "index.html").is_file() or not self.stamp_file.is_file():
            return False
        return self.stamp_file.read_text("utf-8") == self.stamp()


def settings_of(folders: Sequence[Path]) -> dict[Path, Settings]:
    """Return each authority's settings, in the order given.

    Raises
    ------
    SecondLookError
        If none is named, one does not exist or cannot be read, two have the same folder name, or one holds records of
        real children where git could take them up.
    """
    if not folders:
        raise SecondLookError("no authority was named", mend="name at least one folder")
    slugs = [slug(folder) for folder in folders]
    repeated = next((name for name in slugs if slugs.count(name) > 1), None)
    if repeated:
        raise SecondLookError(
            f"two folders are called '{repeated}'", mend="rename one of them, or name it once"
        )
    settings = {folder: load_settings(find_files(folder).folder) for folder in folders}
    for folder, each in settings.items():
        refuse_real_folder_inside_git(folder, each)
    return settings


def hash_findings(folder: Path, settings: Settings) -> str:
    """Return the hash of what the study last found about an authority; empty before it was run."""
    path = home(folder, settings.data) / FILE
    return hash_files(path.parent, files=[path]) if path.is_file() else ""


def hash_evidence(folder: Path) -> str:
    """Return the hash of the evidence of proofs, and of what has changed since it was measured.

    Raises
    ------
    SecondLookError
        If there is no evidence, or a file of it cannot be used.
    """
    return hash_of(hash_files(folder), {one.name: one.stale for one in read_all(folder)})


def hash_ceilings(file: Path) -> str:
    """Return the hash of the file of ceilings, the same for none."""
    return hash_files(file.parent, files=[file])


def are_the_four(authorities: Mapping[Path, Settings]) -> bool:
    """Whether these are exactly the four made-up authorities."""
    made_up = all(each.data == "synthetic" for each in authorities.values())
    return made_up and sorted(slug(folder) for folder in authorities) == sorted(FOUR)


def jobs_of(
    plan: Plan, *, passports: Mapping[Path, Passport], results: Mapping[str, Any]
) -> list[Job]:
    """Return the notebooks to execute; the pages across authorities read most, so they start first.

    Parameters
    ----------
    plan
        What to build.
    passports
        The run record of each authority.
    results
        The cleared results of each authority, by slug.
    """
    return [*_jobs_across(plan, passports, results), *_jobs_of_each(plan, passports, results)]


def _jobs_of_each(
    plan: Plan, passports: Mapping[Path, Passport], results: Mapping[str, Any]
) -> Iterator[Job]:
    for folder, passport in passports.items():
        for name in plan.pages:
            yield Job(
                notebook=plan.notebooks / f"{name}.ipynb",
                page=plan.kept_page(folder, name),
                parameters={"authority": folder.as_posix()},
                authority=passport.authority,
                slug=slug(folder),
                inputs=hash_of(passport.data_hash, results[slug(folder)]),
                foot=passport.as_markdown(),
            )


def _jobs_across(
    plan: Plan, passports: Mapping[Path, Passport], results: Mapping[str, Any]
) -> Iterator[Job]:
    if not plan.four:
        return
    read = {
        "authorities": (
            [folder.as_posix() for folder in plan.authorities],
            hash_of([each.data_hash for each in passports.values()], results),
        ),
        "evidence": (plan.evidence.as_posix(), hash_evidence(plan.evidence)),
        "ceilings": (plan.ceilings.as_posix(), hash_ceilings(plan.ceilings)),
    }
    for page, kept in plan.across.items():
        names = ["evidence" if page in OF_EVIDENCE else "authorities"]
        names += ["ceilings"] if page in WITH_CEILINGS else []
        yield Job(
            notebook=plan.notebooks / f"{ACROSS[page]}.ipynb",
            page=kept,
            parameters={name: read[name][0] for name in names},
            inputs=hash_of(*(read[name][1] for name in names)),
        )
