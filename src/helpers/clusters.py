"""Dask in the place of our own worker processes: a cluster on this machine, or one that stands already.

Nothing else needs Dask, so it is loaded when it is asked for and not before.
"""

import importlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from helpers.errors import SecondLookError

LOCAL = "local"
SCHEMES = ("tcp://", "tls://")
PATIENCE_SECONDS = 10
"""How long a scheduler may take to answer."""


def refuse_unknown(asked: str) -> None:
    """Refuse what names no cluster, or any cluster where Dask is not installed.

    Raises
    ------
    SecondLookError
        If ``asked`` is neither ``local`` nor the address of a scheduler, or Dask is missing.
    """
    if asked != LOCAL and not asked.startswith(SCHEMES):
        raise SecondLookError(
            f"'{asked}' names no Dask cluster",
            where="dask",
            mend=f"give '{LOCAL}', or the address of a scheduler such as tcp://127.0.0.1:8786",
        )
    _distributed()


@contextmanager
def executor(asked: str, *, processes: int) -> Iterator[Executor]:
    """Give an executor whose work is done by a Dask cluster.

    Parameters
    ----------
    asked
        ``local``: a cluster on this machine, reached from this machine alone, which ends with the work; or the
        address of a scheduler. Its workers need Second Look in the same version and the same disk at the same place.
    processes
        Workers of a local cluster.

    Raises
    ------
    SecondLookError
        As :func:`refuse_unknown`; if no scheduler answers; or if workers were ended again and again.
    """
    refuse_unknown(asked)
    dask = _distributed()
    with _client(dask, asked, processes=processes) as client:
        # Two calls with the same arguments are two calls: they write files.
        working = client.get_executor(pure=False)
        try:
            yield working
        except dask.KilledWorker as error:
            raise SecondLookError(
                "workers of the Dask cluster were ended from outside, perhaps because memory ran out",
                where=asked,
                mend="run it again with fewer workers, or more memory for each",
            ) from error
        finally:
            working.shutdown(wait=False)


@contextmanager
def _client(dask: Any, asked: str, *, processes: int) -> Iterator[Any]:
    if asked == LOCAL:
        with (
            dask.LocalCluster(
                n_workers=processes,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                silence_logs="CRITICAL",
            ) as cluster,
            dask.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = dask.Client(asked, timeout=PATIENCE_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise SecondLookError(
            "no Dask scheduler answers", where=asked, mend="start it, or check the address"
        ) from error
    with client:
        yield client


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise SecondLookError(
            "Dask is not installed",
            where="dask",
            mend="install what requirements-dask.txt lists, or leave it out",
        ) from error
