"""Refuse arrays that a kernel was not compiled for, by the names that callers know."""

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


def require_inside(name: str, rows: np.ndarray, length: int) -> None:
    """Raise ValueError unless all positions in *rows* are of a table that long."""
    if rows.size and (rows.min() < 0 or rows.max() >= length):
        raise ValueError(f"{name} must be from 0 to {length - 1}")


def require_groups(name: str, groups: np.ndarray, axis: str, number: int) -> None:
    """Refuse what does not say of each thing on an axis which of some groups it is in.

    Raises
    ------
    TypeError
        If the array is not contiguous int64 on that axis.
    ValueError
        If a group is not from 0 to *number* less 1.
    """
    require(name, groups, "int64", (axis,))
    if len(groups) and (groups.min() < 0 or groups.max() >= number):
        raise ValueError(f"groups must be from 0 to {number - 1}")
