"""The one place where compiler options are chosen."""

import os
from collections.abc import Callable
from typing import Any

import numba as nb
import numpy as np

_CACHE = os.environ.get("FASTCHECK_CACHE", "1") == "1"

Axes = tuple[str, int]  # dtype name, number of axes


def kernel(
    *, reads: tuple[Axes, ...], writes: tuple[Axes, ...]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Compile a function that fills *writes* from *reads* and returns nothing.

    Inputs are typed read-only, so frozen tables are accepted and a kernel that
    assigns to one does not compile. Any other dtype is refused. No fastmath:
    counts are exact or they are wrong. With a signature the function is compiled, or
    loaded from the cache on disk, when its module is imported.
    """
    types = [_array(*axes, readonly=True) for axes in reads]
    types += [_array(*axes, readonly=False) for axes in writes]
    return nb.njit(nb.void(*types), cache=_CACHE, error_model="python", nogil=True)


# A scalar helper, called by kernels of its own file only: the cache of a kernel does
# not notice a change in another file.
device = nb.njit(inline="always")

# A helper with loops of its own, called from several places of its own file: compiled once
# and called. Pasted into each place, as a device is, it would be compiled each time.
routine = nb.njit(error_model="python")


def _array(dtype: str, ndim: int, *, readonly: bool) -> nb.types.Array:
    return nb.types.Array(nb.from_dtype(np.dtype(dtype)), ndim, "C", readonly=readonly)
