"""Where parts are checked: in this process one after another, or by dask's workers.

The only file that knows the engine. A part that was on a worker that is gone is asked
again of another: what it answers depends on its table alone.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.errors import SettingError

if TYPE_CHECKING:  # an extra
    from distributed import Client

One = TypeVar("One")
Other = TypeVar("Other")

LOST = 10  # workers that a part may be lost with before it is taken for the cause
WAIT_S = 30  # for a scheduler that was named


def here(work: Callable[[One], Other], parts: Sequence[One]) -> Iterator[Other]:
    """Work on one part after another."""
    return map(work, parts)


@contextmanager
def workers(number: int, scheduler: str = "") -> "Iterator[Client]":
    """Start so many workers on this machine, or connect to a scheduler.

    Raises
    ------
    SettingError
        If dask.distributed is not installed, or the scheduler does not answer.
    """
    try:
        import dask
        import distributed
    except ImportError:
        raise SettingError(
            'check in parts: dask.distributed is absent; pip install "tekseru[distributed]"'
        ) from None
    engine: Any = distributed  # it is partly typed
    with dask.config.set({"distributed.scheduler.allowed-failures": LOST}):
        if scheduler:
            try:
                client = engine.Client(scheduler, timeout=WAIT_S)
            except (OSError, ValueError) as fault:
                raise SettingError(f"--scheduler {scheduler}: no answer: {fault}") from None
            with client:
                yield client
            return
        with (
            engine.LocalCluster(
                n_workers=number,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=50,  # only what ends everything: a lost worker is no fault
            ) as cluster,
            engine.Client(cluster) as client,
        ):
            yield client


def over(client: "Client") -> Any:
    """Return how to work on parts there; answers come in the order of the parts."""

    def spread(work: Callable[[One], Other], parts: Sequence[One]) -> Iterator[Other]:
        futures = client.map(work, parts, pure=False)
        while futures:
            yield futures.pop(0).result()

    return spread
