"""Load every compiled kernel, or compile it on the first run of all."""

from importlib import import_module

MODULES = ("relations", "copies", "tabulation")  # what nearly every check asks
# What is asked where something differs, in screening, and of samples.
FURTHER = (
    *("agreement", "channels", "digits", "duplicates", "explain", "fingerprint"),
    *("integers", "localise", "machines", "outliers", "risk", "runs", "slips"),
)


def load_kernels() -> None:
    """Import the modules of kernels; from then on calling one costs only its loops."""
    for name in MODULES:
        import_module(f"fastcheck.{name}")


def compile_all() -> list[str]:
    """Import every module that has a kernel, so that none is compiled later."""
    for name in (*MODULES, *FURTHER):
        import_module(f"fastcheck.{name}")
    return sorted((*MODULES, *FURTHER))
