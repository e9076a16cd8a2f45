"""The kernel that executes notebooks: this very Python, reached over an encrypted loopback connection."""

import os
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from helpers.workers import THREADS


class OwnKernel(AsyncKernelManager):
    """Starts the kernel from the running interpreter, whatever kernels the machine's owner has installed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.transport_encryption = "required"

    @property
    def kernel_spec(self) -> KernelSpec:
        """This interpreter's kernel, with one numeric thread: the pool of notebooks already fills the cores."""
        return KernelSpec(**{**get_kernel_dict(), "env": dict.fromkeys(THREADS, "1")})


def quiet_start() -> None:
    """Keep start-up messages of the notebook machinery (all harmless) out of the reader's terminal."""
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
