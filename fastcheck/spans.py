"""Over which stretch of stations does a kernel go, and how many at once?

Kernels let go of Python's lock, so that threads of Python's own share the work: a pool of
the compiler's library costs more to start than small tables take, and makes a later fork
abort the process.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np

# Cells from which on a second thread gains more than it costs to start: it takes about
# 0.1 ms, in which one thread goes over some hundred thousand cells.
LEAST_CELLS = 2_000_000


def over_spans(kernel: Callable[..., None], length: int, cells: int, *given: Any) -> None:
    """Call a kernel on stretches that together are the whole, at once if that pays.

    Parameters
    ----------
    kernel
        Takes a span, int64 (2,) from and up to, and then what is *given*; writes nothing
        outside its span.
    length
        The number of stations or pairs.
    cells
        How many numbers the kernel goes over.
    """
    threads = min(processors(), cells // LEAST_CELLS + 1, max(length, 1))
    edges = np.linspace(0, length, threads + 1).astype(np.int64)
    spans = [np.array(one) for one in pairwise(edges)]
    if threads == 1:
        kernel(spans[0], *given)
        return
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(kernel, span, *given) for span in spans]:
            done.result()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
