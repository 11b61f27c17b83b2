"""The one place where compiler options are chosen."""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numba as nb
import numpy as np

from fastcheck.cache import KernelCache

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


# What numba imports with the first kernel only to see whether it is there, and the module
# that looks: linear algebra and calls into C. No kernel uses either, and together they take
# longer to import than all else that the first kernel needs.
_UNUSED = {
    "scipy.linalg.cython_blas": "numba.np.arraymath",
    "cffi": "numba.core.typing.cffi_utils",
}


def _leave_out(unused: str, looking: str) -> None:
    """Let one of numba's modules look for a library and not find it."""
    if unused not in sys.modules:
        sys.modules[unused] = None  # type: ignore[assignment]  # an import of it now fails
        try:
            import_module(looking)
        finally:
            del sys.modules[unused]


for _unused, _looking in _UNUSED.items():
    _leave_out(_unused, _looking)

# A scalar helper, called by kernels of its own file only: the cache of a kernel does
# not notice a change in another file.
device = nb.njit(inline="always")

# A helper with loops of its own, called from several places of its own file: compiled once
# and called. Pasted into each place, as a device is, it would be compiled each time.
routine = nb.njit(error_model="python")


def _array(dtype: str, ndim: int, *, readonly: bool) -> nb.types.Array:
    return nb.types.Array(nb.from_dtype(np.dtype(dtype)), ndim, "C", readonly=readonly)
