"""Where compiled kernels lie on disk, and which of them are still true.

numba's own cache looks into one folder, which must be writable, keeps stale code under the
name of fresh code until it is written over, and does not notice a changed constant of
another file. Here a kernel's file is named by all that went into it (its source, the
constants it sees, the compiler's options and version), so that an upgrade which left those
alone finds it again, and one that did not never meets it. Signature and processor are told
apart inside the file, by numba.
"""

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from fastcheck.compiler import numba  # before any other import of it

from numba.core.caching import IndexDataCacheFile, _Cache  # isort: skip
from numba.core.compiler import CompileResult  # isort: skip

HERE = Path(__file__).parent
_NUMBERS = (bool, int, float)
# What reading half a file, or another program's, ends in.
_BROKEN = (EOFError, pickle.UnpicklingError, ValueError, ImportError, AttributeError)
_UNREADABLE = (OSError, *_BROKEN)
_IndexedFile: Any = IndexDataCacheFile  # numba is untyped
_rebuild: Any = CompileResult._rebuild  # noqa: SLF001 - as numba's own cache


class KernelCache(_Cache):
    """Keep what one function compiled to, and find it in any of the folders.

    Nothing here can fail a run: a folder that cannot be read or written is passed over,
    and without any the kernel is compiled in memory.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        stamp = _stamp(function)
        python = f"py{sys.version_info[0]}{sys.version_info[1]}{sys.abiflags}"
        module = function.__module__.rpartition(".")[2]
        self._name = f"{module}.{function.__qualname__}-{stamp[:16]}.{python}"
        self._stamp = stamp

    @property
    def cache_path(self) -> str:
        """The first folder that is looked into."""
        return str(next(_folders()))

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return what a signature was compiled to on such a processor; None if nowhere."""
        target_context.refresh()
        key = (sig, target_context.codegen().magic_tuple())
        for folder in filter(_trusted, _folders()):
            with suppress(*_UNREADABLE):
                reduced = self._file(folder).load(key)
                if reduced is not None:
                    return _rebuild(target_context, *reduced)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep what was compiled in the first folder that takes it."""
        key = (sig, data.codegen.magic_tuple())
        reduced = data._reduce()  # noqa: SLF001 - as numba's own cache
        for folder in _folders():
            with suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                if _trusted(folder):
                    self._save(self._file(folder), key, reduced)
                    return

    @staticmethod
    def _save(file: Any, key: Any, reduced: Any) -> None:
        try:
            file.save(key, reduced)
        except _BROKEN:  # its index: begin another
            file.flush()
            file.save(key, reduced)

    def enable(self) -> None:
        """Do nothing: FASTCHECK_CACHE decides."""

    def disable(self) -> None:
        """Do nothing: FASTCHECK_CACHE decides."""

    def flush(self) -> None:
        """Do nothing: what is stale has another name."""

    def _file(self, folder: Path) -> Any:
        return _IndexedFile(str(folder), self._name, self._stamp)


def _folders() -> Iterator[Path]:
    """Yield where kernels may lie: as told, or beside the code and at the user's."""
    if told := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(told)
        return
    yield HERE / "__pycache__"
    with suppress(RuntimeError):  # a user without a home
        own = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        yield Path(own) / "tekseru" / "kernels"


def _trusted(folder: Path) -> bool:
    """Tell whether only root and this user can put code there: it will be run."""
    with suppress(OSError):
        there = folder.stat()
        ours = not hasattr(os, "geteuid") or there.st_uid in {0, os.geteuid()}
        return ours and not there.st_mode & stat.S_IWOTH
    return False


def _stamp(function: Callable[..., Any]) -> str:
    """Return the digest of all that a kernel is compiled from."""
    seen = _numbers(function.__globals__)
    for name, value in function.__globals__.items():
        if isinstance(value, ModuleType) and value.__name__.startswith("fastcheck."):
            seen += [f"{name}.{one}" for one in _numbers(vars(value))]
    text = "\n".join([numba.__version__, *sorted(seen)])
    digest = hashlib.sha256(text.encode())
    for file in (function.__code__.co_filename, HERE / "jit.py"):
        digest.update(_digest(file))
    return digest.hexdigest()


def _numbers(names: dict[str, Any]) -> list[str]:
    return [f"{name}={one!r}" for name, one in names.items() if isinstance(one, _NUMBERS)]


@cache
def _digest(file: str | Path) -> bytes:
    return hashlib.sha256(Path(file).read_bytes()).digest()
