"""A kernel -> its machine code. Imported only where that code is not on disk yet.

numba compiles; what Python calls it through, and numba's own run time, are then left out.
What remains needs nothing but the mathematics of the C library, so that loading it does
not take the compiler, whose import lasts longer than most checks.
"""

from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

import llvmlite.binding as llvm
import numba as nb
import numpy as np

from fastcheck.native import SYMBOL, Array, processor

# The one place where compiler options are chosen. No fastmath: counts are exact or they
# are wrong. A division by zero stops the kernel, as it does in Python.
OPTIONS = {"error_model": "python"}
HELPER_OPTIONS = {"device": {"inline": "always"}, "routine": OPTIONS}

_MATHEMATICS = {"lgamma", "sqrt"}  # of the C library, that LLVM has no words for
# Code counts who uses an array, if it is numba's own; ours never are. So this is never
# called, but must be there.
_NEVER_CALLED = "define void @NRT_MemInfo_call_dtor(ptr %0) { unreachable }"


def compile_kernel(
    function: Callable[..., None], arrays: Sequence[Array], helpers: dict[Any, str]
) -> bytes:
    """Compile a kernel for arrays of such kinds, and the helpers of its file with it.

    Returns an object file that defines SYMBOL, by numba's calling convention.

    Raises
    ------
    TypeError
        If the kernel needs more than that: it makes arrays, or slices one into another.
    """
    made = _njit(function, _with_helpers(function, helpers), OPTIONS)
    made.compile(nb.void(*map(_typed, arrays)))
    [(signature, overload)] = made.overloads.items()
    module, machine = llvm.parse_assembly(made.inspect_llvm(signature)), _machine()
    _keep_only(module, overload.fndesc.llvm_func_name, machine)
    foreign = [one.name for one in module.functions if _is_foreign(one)]
    if foreign:
        raise TypeError(f"{function.__qualname__} calls {', '.join(foreign)}")
    return bytes(machine.emit_object(module))


def _njit(function: Any, names: dict[str, Any], options: dict[str, Any]) -> Any:
    again = FunctionType(function.__code__, names, function.__name__)
    again.__qualname__ = function.__qualname__
    return nb.njit(**options)(again)


def _with_helpers(function: Any, helpers: dict[Any, str]) -> dict[str, Any]:
    """Return the names that a kernel sees, with its helpers compiled."""
    names = dict(function.__globals__)
    for name, value in function.__globals__.items():
        if isinstance(value, FunctionType) and value in helpers:
            names[name] = _njit(value, names, HELPER_OPTIONS[helpers[value]])
    return names


def _typed(array: Array) -> Any:
    dtype = nb.from_dtype(np.dtype(array.dtype))
    return nb.types.Array(dtype, array.axes, "C", readonly=not array.written)


def _keep_only(module: Any, name: str, machine: Any) -> None:
    """Leave one function of a module, called SYMBOL, and what it calls."""
    module.link_in(llvm.parse_assembly(_NEVER_CALLED))
    for one in [*module.functions, *module.global_variables]:
        if one.name == name:
            one.name = SYMBOL
        elif not one.is_declaration:
            one.linkage = llvm.Linkage.internal
    passes = llvm.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()
    options = llvm.create_pipeline_tuning_options(speed_level=0)
    passes.run(module, llvm.create_pass_builder(machine, options))


def _is_foreign(function: Any) -> bool:
    """Tell whether a function must come from numba or Python."""
    known = function.name.startswith("llvm.") or function.name in _MATHEMATICS
    return function.is_declaration and not known


def _machine() -> Any:
    name, features = processor()
    target = llvm.Target.from_default_triple()
    return target.create_target_machine(cpu=name, features=features, opt=3, jit=True)
