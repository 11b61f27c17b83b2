"""The one place where compiler options are chosen."""

import os
from collections.abc import Callable
from typing import Any

import numpy as np

from fastcheck.cache import KernelCache
from fastcheck.compiler import numba as nb

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

    def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
        made: Any = nb.njit(error_model="python", nogil=True)(function)
        if made is not function:  # NUMBA_DISABLE_JIT gives back the function
            if _CACHE:
                made._cache = KernelCache(function)  # noqa: SLF001 - numba offers no other way in
            made.compile(nb.void(*types))
            made.disable_compile()
        return made  # type: ignore[no-any-return]  # what numba makes of it is called the same

    return compiled


# A scalar helper, called by kernels of its own file only: the cache of a kernel does
# not notice a change in another file.
device = nb.njit(inline="always")

# A helper with loops of its own, called from several places of its own file: compiled once
# and called. Pasted into each place, as a device is, it would be compiled each time.
routine = nb.njit(error_model="python")


def _array(dtype: str, ndim: int, *, readonly: bool) -> Any:
    return nb.types.Array(nb.from_dtype(np.dtype(dtype)), ndim, "C", readonly=readonly)
