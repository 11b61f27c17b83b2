"""Where compiled kernels lie on disk, and which of them are still true.

A kernel's file is named by all that went into it: its source, the constants it sees, the
compiler with its options and version, the processor. So an upgrade which left those alone
finds it again, and one that did not never meets it. It holds a digest of the code, and the
code; half a file is no file.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import Any

from fastcheck.native import SYMBOL, processor

HERE = Path(__file__).parent
_NUMBERS = (bool, int, float)
_DIGEST = hashlib.sha256().digest_size


def code_name(function: Callable[..., None]) -> str:
    """Name the file of a kernel's machine code by all that it is compiled from."""
    module = function.__module__.rpartition(".")[2]
    return f"{module}.{function.__qualname__}-{_stamp(function)[:16]}.kernel"


def find_code(name: str) -> bytes | None:
    """Return what is kept under a name; None where nothing whole is, or none to trust."""
    for folder in filter(_trusted, _folders()):
        with suppress(OSError):
            kept = (folder / name).read_bytes()
            code = kept[_DIGEST:]
            if hashlib.sha256(code).digest() == kept[:_DIGEST]:
                return code
    return None


def keep_code(name: str, code: bytes) -> None:
    """Keep code in the first folder that takes it; where none does, it is not kept.

    It appears under its name at once and whole, however many processes write it.
    """
    for folder in _folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _trusted(folder):
                _write(folder / name, hashlib.sha256(code).digest() + code)
                return


def _write(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(content)
            file.close()
            Path(file.name).chmod(0o644)  # what root installs, others run
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink()
            raise


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


def _stamp(function: Callable[..., None]) -> str:
    """Return the digest of all that a kernel is compiled from."""
    seen = _numbers(function.__globals__)
    for name, value in function.__globals__.items():
        if isinstance(value, ModuleType) and value.__name__.startswith("fastcheck."):
            seen += [f"{name}.{one}" for one in _numbers(vars(value))]
    text = "\n".join([_compiler(), SYMBOL, *processor(), *sorted(seen)])
    digest = hashlib.sha256(text.encode())
    for file in (function.__code__.co_filename, HERE / "compiler.py"):
        digest.update(_digest(file))
    return digest.hexdigest()


def _numbers(names: dict[str, Any]) -> list[str]:
    return [f"{name}={one!r}" for name, one in names.items() if isinstance(one, _NUMBERS)]


@cache
def _compiler() -> str:
    """Say which compiler it is, without importing it."""
    return f"numba {version('numba')}, llvmlite {version('llvmlite')}"


@cache
def _digest(file: str | Path) -> bytes:
    return hashlib.sha256(Path(file).read_bytes()).digest()
