"""The run record of one authority's pages: which data, which code, which settings, how much was suppressed."""

import json
import subprocess
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import helpers
from helpers.publishing.stamps import hash_code, hash_files, hash_libraries

SHOWN = 12  # characters of a hash that a page shows


@dataclass(frozen=True, kw_only=True)
class Passport:
    """Where the numbers of an authority's pages come from.

    Attributes
    ----------
    authority, data
        The authority's name and whether its data are ``synthetic`` or ``real``.
    data_hash, code_hash, libraries
        SHA-256 of the authority's folder, of the package's source and of the installed libraries' versions.
    world, seed
        Of the generator, for made-up data; ``None`` for real data.
    version, commit
        Of the code; ``commit`` is ``None`` outside a git checkout.
    settings
        What the evaluation was asked to do (parameters of the notebooks, dials of the study).
    suppressed
        How many numbers the disclosure door held back.
    """

    authority: str
    data: str
    data_hash: str
    code_hash: str
    libraries: str
    world: str | None
    seed: int | None
    version: str
    commit: str | None
    settings: dict[str, Any]
    suppressed: int

    def as_json(self) -> dict[str, Any]:
        """Return the record as JSON-ready values."""
        return asdict(self)

    def as_markdown(self) -> str:
        """Return the small table that stands at the foot of each of the authority's pages."""
        rows = "\n".join(f"* - {name}\n  - {value}" for name, value in self._rows())
        return f"## How this page was made\n\n:::{{list-table}}\n:stub-columns: 1\n\n{rows}\n:::\n"

    def _rows(self) -> list[tuple[str, str]]:
        made_up = self.data == "synthetic"
        rows = [("data", "made up (synthetic)" if made_up else "real, of this authority")]
        if made_up and self.world is not None:
            rows.append(("made-up world and seed", f"{self.world}, {self.seed}"))
        rows += [
            ("fingerprint of the data", f"`{self.data_hash[:SHOWN]}`"),
            ("code", f"version {self.version}, fingerprint `{self.code_hash[:SHOWN]}`"),
            ("libraries", f"fingerprint `{self.libraries[:SHOWN]}`"),
            ("numbers suppressed to protect children", str(self.suppressed)),
        ]
        rows += [(name, str(value)) for name, value in sorted(self.settings.items())]
        return rows


def issue_passport(
    folder: Path, *, authority: str, data: str, settings: dict[str, Any], suppressed: int
) -> Passport:
    """Return the run record of the authority in ``folder``.

    Settings that are paths of the machine have no place here; pass names and numbers alone.
    """
    manifest = _manifest(folder)
    return Passport(
        authority=authority,
        data=data,
        data_hash=hash_files(folder),
        code_hash=hash_code(),
        libraries=hash_libraries(),
        world=manifest.get("world"),
        seed=manifest.get("seed"),
        version=helpers.__version__,
        commit=commit(),
        settings=settings,
        suppressed=suppressed,
    )


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "SYNTHETIC.json"
    if not path.is_file():
        return {}
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


@cache
def commit() -> str | None:
    """Return the commit of the checkout this package is read from, or ``None`` outside one."""
    try:
        answer = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=Path(helpers.__file__).parent,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:  # no git on this machine
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None
