"""Refuse arrays a kernel was not compiled for, in our words rather than numba's."""

import numpy as np


def require(name: str, array: np.ndarray, dtype: str, axes: tuple[str, ...]) -> None:
    """Raise TypeError unless *array* is C-contiguous, of *dtype*, with those axes."""
    found = (array.dtype.name, array.ndim, array.flags.c_contiguous)
    if found != (dtype, len(axes), True):
        layout = "contiguous" if array.flags.c_contiguous else "strided"
        raise TypeError(
            f"{name} must be contiguous {dtype} ({', '.join(axes)}), "
            f"got {layout} {array.dtype.name} with {array.ndim} axes"
        )
