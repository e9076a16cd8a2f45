"""Find the files of an authority, and refuse folders that must not be worked in."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from helpers.annexa.sheets import annex_a_files
from helpers.authority.settings import FILE, Settings
from helpers.errors import SecondLookError, nearest_name


@dataclass(frozen=True, kw_only=True)
class AuthorityFiles:
    """Where the files of one authority lie; ``None`` for a file it does not have.

    Attributes
    ----------
    folder, settings
        The folder, and ``authority.yml`` in it.
    annex_a
        The workbooks, or one CSV file per list.
    families, early_help, contacts, notes, attributes
        The files beside Annex A.
    manifest
        ``SYNTHETIC.json``, which every folder of made-up data holds.
    """

    folder: Path
    settings: Path
    annex_a: tuple[Path, ...]
    families: Path | None
    early_help: Path | None
    contacts: Path | None
    notes: Path | None
    manifest: Path | None
    attributes: Path | None = None

    def inputs(self) -> tuple[Path, ...]:
        """Return every file that the evaluation reads, in a fixed order."""
        beside = (self.families, self.early_help, self.contacts, self.notes, self.attributes)
        return (self.settings, *self.annex_a, *(path for path in beside if path is not None))


def find_files(folder: Path) -> AuthorityFiles:
    """Find the files of an authority.

    Raises
    ------
    SecondLookError
        If there is no such folder (the authorities beside it are named), it has no ``authority.yml``, or two files
        could both be the one looked for.
    """
    folder = Path(folder)
    if folder.is_file():
        raise SecondLookError(
            "this is a file", where=folder, mend=f"name the folder it lies in, '{folder.parent}'"
        )
    if not folder.is_dir():
        raise SecondLookError(
            f"there is no authority '{folder.name}'", where=folder.parent, mend=_neighbours(folder)
        )
    settings = folder / FILE
    if not settings.is_file():
        raise SecondLookError(
            f"this folder has no {FILE}", where=folder, mend="write one, or run 'second-look new'"
        )
    annex_a = tuple(annex_a_files(folder))

    def one(*endings: str) -> Path | None:
        return _one([path for path in sorted(folder.iterdir()) if path not in annex_a], *endings)

    return AuthorityFiles(
        folder=folder,
        settings=settings,
        annex_a=annex_a,
        families=one("families.csv"),
        early_help=one("early_help.csv"),
        contacts=one("contacts.csv"),
        notes=one("notes.parquet", "notes.csv"),
        manifest=one("SYNTHETIC.json"),
        attributes=one("attributes.csv"),
    )


def slug(folder: Path) -> str:
    """Return the short name of an authority: the name of its folder."""
    return Path(folder).resolve().name


def refuse_real_folder_inside_git(folder: Path, settings: Settings) -> None:
    """Refuse a folder of real children's records that git could take up.

    A folder of made-up data may lie anywhere; a real one may lie inside a git tree only where git ignores it.

    Raises
    ------
    SecondLookError
        If the folder is real, lies inside a git tree, and git does not ignore it (or cannot be asked).
    """
    if settings.data != "real":
        return
    folder = Path(folder).resolve()
    tree = next((up for up in (folder, *folder.parents) if (up / ".git").exists()), None)
    if tree is None or _ignored(folder, tree):
        return
    raise SecondLookError(
        f"these are records of real children, inside the git tree {tree}, which does not ignore them",
        where=folder,
        mend="move the folder out of the tree, or name it in .gitignore",
    )


def _ignored(folder: Path, tree: Path) -> bool:
    git = shutil.which("git")
    if git is None or folder == tree:
        return False
    # A file that might be made in the folder: a pattern such as "folder/*" ignores it, not the folder itself.
    asked = [git, "-C", str(tree), "check-ignore", "--quiet", "--", str(folder / FILE)]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def _one(paths: list[Path], *endings: str) -> Path | None:
    """Return the one file whose name is an ending, or has it behind a prefix such as ``SYNTHETIC-``."""
    found = [
        path
        for path in paths
        if path.is_file() and not path.name.startswith(".") and _ends(path.name, endings)
    ]
    if len(found) > 1:
        raise SecondLookError(
            f"'{found[0].name}' and '{found[1].name}' could both be meant",
            where=found[0].parent,
            mend="keep one of the two",
        )
    return found[0] if found else None


def _ends(name: str, endings: tuple[str, ...]) -> bool:
    lower = name.lower()
    return any(
        lower == end.lower()
        or lower.endswith(("-" + end.lower(), "_" + end.lower(), " " + end.lower()))
        for end in endings
    )


def _neighbours(folder: Path) -> str:
    if not folder.parent.is_dir():
        return "check the path"
    beside = [path.parent.name for path in sorted(folder.parent.glob(f"*/{FILE}"))]
    if not beside:
        return (
            "no authority lies beside it: run 'second-look synthesise' or 'second-look new' first"
        )
    return nearest_name(folder.name, beside)
