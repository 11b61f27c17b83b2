"""A process beside this one, which ends with it.

It imports this file first, so nothing else is imported here.
"""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread


def process_beside() -> ProcessPoolExecutor:
    """Return what does work in one process of its own, while its context lasts."""
    # Forking after polars has started threads can hang; spawning cannot.
    return ProcessPoolExecutor(1, get_context("spawn"), _end_with_parent)


def _end_with_parent() -> None:
    """End this process when the one that started it is killed, which closes no pipe."""
    parent = parent_process()
    if parent:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
