"""How loops are compiled: by Numba, without the interpreter's lock, kept on disk.

Imported only by modules of compiled code, which are themselves imported only when they are called for: nobody else waits
for Numba.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile at the first call without the lock of the interpreter, kept on disk where some folder can be written to."""
    try:
        made: Any = numba.njit(nogil=True, cache=True, error_model="numpy")(function)
    except RuntimeError:  # neither this folder nor the user's cache can be written to
        made = numba.njit(nogil=True, error_model="numpy")(function)
    return cast(Function, made)
