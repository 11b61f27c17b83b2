"""Import numba without what no kernel uses.

While it is imported, and with the first kernel, numba looks whether other libraries are
there: linear algebra, calls into C, settings in YAML. No kernel uses any of them, and
together they take longer to import than all else that the first kernel needs.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.abc import MetaPathFinder
from threading import get_ident
from typing import Any

_UNUSED = {"scipy", "scipy.linalg", "cffi", "yaml"}
# The modules of numba's that look: the last two with the first kernel.
_LOOKING = ("numba", "numba.np.arraymath", "numba.core.typing.cffi_utils")


class _LeftOut(MetaPathFinder):
    """Let one thread not find the libraries; another, which needs them, finds them."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(self, fullname: str, _path: Any, _target: Any = None) -> None:
        if fullname in _UNUSED and get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is left out", name=fullname)


@contextmanager
def _without_unused() -> Iterator[None]:
    finder = _LeftOut()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


with _without_unused():
    numba, *_ = map(import_module, _LOOKING)
