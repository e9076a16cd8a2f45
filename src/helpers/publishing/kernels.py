"""The kernel that executes notebooks: this very Python, reached over sockets that nobody else can open."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from helpers.workers import THREADS


class OwnKernel(AsyncKernelManager):
    """Starts the kernel from the running interpreter, whatever kernels the machine's owner has installed.

    Kernels that start side by side can pick the same free port of the loopback, and then one of them waits in vain.
    So they talk over sockets in a private folder of their own; where there are none (Windows), over the loopback,
    encrypted.
    """

    def __init__(self, **settings: Any) -> None:
        self._sockets: Path | None = None
        if os.name == "posix":
            self._sockets = Path(tempfile.mkdtemp(prefix="look-"))  # only its owner may enter
            settings |= {"transport": "ipc", "ip": str(self._sockets / "k")}
        super().__init__(**settings)

    async def start_kernel(  # type: ignore[override]  # the library says it returns nothing, and awaits it
        self, *, transport_encryption: str | None = None, **kw: Any
    ) -> None:
        """Start it without its own log, which tells of each ordinary stop as an error."""
        wished = transport_encryption or ("disabled" if self._sockets else "required")
        await super().start_kernel(
            transport_encryption=wished, **{**kw, "stderr": subprocess.DEVNULL}
        )

    def cleanup_ipc_files(self) -> None:
        """Remove the sockets and their folder."""
        super().cleanup_ipc_files()
        if self._sockets:
            shutil.rmtree(self._sockets, ignore_errors=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        """This interpreter's kernel, with one numeric thread: the pool of notebooks already fills the cores."""
        return KernelSpec(**{**get_kernel_dict(), "env": dict.fromkeys(THREADS, "1")})


def quiet_start() -> None:
    """Keep start-up messages of the notebook machinery (all harmless) out of the reader's terminal."""
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
