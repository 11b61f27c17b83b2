"""Machine code of a kernel -> a function that Python calls.

The code is linked by LLVM and called through ctypes, which lets go of Python's lock.
"""

import ctypes
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

import llvmlite.binding as llvm
import numpy as np

SYMBOL = "kernel"  # what an object file defines

llvm.initialize_native_target()
llvm.initialize_native_asmprinter()
_LINKER, _LIBRARIES = llvm.create_lljit_compiler(), count()


@dataclass(frozen=True, slots=True)
class Array:
    """The kind of one of a kernel's arrays; all are contiguous, C order."""

    dtype: str
    axes: int
    written: bool


@cache
def processor() -> tuple[str, str]:
    """Return the processor that code is made for, and its features, as LLVM names them.

    A package made for many machines is compiled for what numba's own variables say.
    """
    name = os.environ.get("NUMBA_CPU_NAME") or llvm.get_host_cpu_name()
    features = os.environ.get("NUMBA_CPU_FEATURES")
    return name, llvm.get_host_cpu_features().flatten() if features is None else features


class Native:
    """A compiled kernel; calling it checks the arrays and runs its loops."""

    def __init__(
        self, function: Callable[..., None], arrays: Sequence[Array], code: bytes
    ) -> None:
        self.__name__, self.__doc__ = function.__name__, function.__doc__
        self._arrays = arrays
        builder = llvm.JITLibraryBuilder().add_object_img(code).add_current_process()
        # Kept as long as the kernel: its memory is given back with it.
        self._library = builder.export_symbol(SYMBOL).link(_LINKER, str(next(_LIBRARIES)))
        members = sum(5 + 2 * one.axes for one in arrays)
        make = ctypes.CFUNCTYPE(
            ctypes.c_int32, *[ctypes.c_void_p] * 2, *[ctypes.c_int64] * members
        )
        self._call = make(self._library[SYMBOL])

    def __call__(self, *given: np.ndarray) -> None:
        """Run; raise TypeError on other arrays, ArithmeticError on a division by zero."""
        members: list[int] = []
        for array, kind in zip(given, self._arrays, strict=True):
            self._refuse_other(array, kind)
            members += (0, 0, array.size, array.itemsize, array.ctypes.data)
            members += (*array.shape, *array.strides)
        nothing, fault = ctypes.c_void_p(), ctypes.c_void_p()
        if self._call(ctypes.byref(nothing), ctypes.byref(fault), *members):
            raise ArithmeticError(f"{self.__name__}: divided by zero")

    def _refuse_other(self, array: np.ndarray, kind: Array) -> None:
        flags = array.flags
        found = (array.dtype.name, array.ndim, flags.c_contiguous and flags.aligned)
        if found != (kind.dtype, kind.axes, True) or (kind.written and not flags.writeable):
            raise TypeError(
                f"{self.__name__}: expected contiguous {kind.dtype} of {kind.axes} axes, "
                f"got {array.dtype.name} of {array.ndim}, or one that is frozen or strided"
            )
