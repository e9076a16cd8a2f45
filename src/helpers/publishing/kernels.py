"""The kernel that executes notebooks: this very Python, reached over an encrypted loopback connection."""

import os
import subprocess
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from helpers.workers import THREADS


class OwnKernel(AsyncKernelManager):
    """Starts the kernel from the running interpreter, whatever kernels the machine's owner has installed."""

    async def start_kernel(  # type: ignore[override]  # the library says it returns nothing, and awaits it
        self, *, transport_encryption: str | None = None, **kw: Any
    ) -> None:
        """Start it encrypted, and without its own log, which tells of each ordinary stop as an error."""
        wished = transport_encryption or "required"
        await super().start_kernel(
            transport_encryption=wished, **{**kw, "stderr": subprocess.DEVNULL}
        )

    @property
    def kernel_spec(self) -> KernelSpec:
        """This interpreter's kernel, with one numeric thread: the pool of notebooks already fills the cores."""
        return KernelSpec(**{**get_kernel_dict(), "env": dict.fromkeys(THREADS, "1")})


def quiet_start() -> None:
    """Keep start-up messages of the notebook machinery (all harmless) out of the reader's terminal."""
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
