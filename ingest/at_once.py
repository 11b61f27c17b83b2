"""Do independent steps at once, where what they go over is large.

Tables are gone over outside Python's lock, so that threads share the processors. Starting
one costs more than a small table takes.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

LARGE = 100_000  # rows: a step of a few milliseconds, where a thread starts in 0.1

One = TypeVar("One")
Other = TypeVar("Other")


def at_once(
    rows: int, one: Callable[[], One], other: Callable[[], Other]
) -> tuple[One, Other]:
    """Return what two steps give that ask nothing of each other.

    If both raise, it is as if the first had been done before the other.
    """
    if rows < LARGE:
        return one(), other()
    with ThreadPoolExecutor(1) as pool:
        apart = pool.submit(other)
        return one(), apart.result()
