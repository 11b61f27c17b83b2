"""Load every compiled kernel, or compile it on the first run of all."""

from importlib import import_module

MODULES = ("relations", "copies", "tabulation")


def load_kernels() -> None:
    """Import the modules of kernels; from then on calling one costs only its loops."""
    for name in MODULES:
        import_module(f"fastcheck.{name}")
