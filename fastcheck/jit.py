"""How a kernel and its helpers are marked, and where its compiled code comes from."""

import os
from collections.abc import Callable
from typing import Any

_INTERPRETED = os.environ.get("NUMBA_DISABLE_JIT", "0") == "1"
_CACHE = os.environ.get("FASTCHECK_CACHE", "1") == "1"

Axes = tuple[str, int]  # dtype name, number of axes
_HELPERS: dict[Any, str] = {}


def kernel(
    *, reads: tuple[Axes, ...], writes: tuple[Axes, ...]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Compile a function that fills *writes* from *reads* and returns nothing.

    Inputs are typed read-only, so frozen tables are accepted and a kernel that
    assigns to one does not compile. Any other dtype is refused. A kernel makes no array:
    what it needs room for is among *writes*. It is loaded from disk, or compiled and kept
    there, when its module is imported.
    """

    def compiled(function: Callable[..., None]) -> Callable[..., None]:
        if _INTERPRETED:
            return function
        from fastcheck.cache import code_name, find_code, keep_code
        from fastcheck.native import Array, Native

        arrays = [Array(*one, written=False) for one in reads]
        arrays += [Array(*one, written=True) for one in writes]
        name = code_name(function)
        code = find_code(name) if _CACHE else None
        if code is None:
            from fastcheck.compiler import compile_kernel

            code = compile_kernel(function, arrays, _HELPERS)
            if _CACHE:
                keep_code(name, code)
        return Native(function, arrays, code)

    return compiled


def device(function: Any) -> Any:
    """Mark a scalar helper, called by kernels of its own file only.

    The name of a kernel's code does not notice a change in another file.
    """
    _HELPERS[function] = "device"
    return function


def routine(function: Any) -> Any:
    """Mark a helper with loops, of its own file: compiled once and called.

    Pasted into each place, as a device is, it would be compiled each time.
    """
    _HELPERS[function] = "routine"
    return function
