"""What do a published count and its percentage say of the whole they are of?

Whole numbers throughout: a percentage printed with d decimals stands for all shares
that round to it (half up), so it bounds the whole from below and above. There are a
handful of these numbers in an election, so nothing here is compiled.
"""


def bounds_of_whole(count: int, hundredths: int, scale: int) -> tuple[int, int]:
    """Bound the whole that *count* is a printed percentage of.

    Parameters
    ----------
    count
        Votes, or what else the percentage is of.
    hundredths
        The percentage as a whole number of its last printed unit: 88.05 is 8805.
    scale
        How many of these units make 100 per cent: 10,000 for two decimals.

    Returns
    -------
    low, high
        The smallest and the largest whole number of which the share of *count*
        rounds half up to the percentage; low > high if there is none.

    Raises
    ------
    ValueError
        If count or the percentage is not positive: nothing then bounds the whole.
    """
    if count <= 0 or hundredths <= 0:
        raise ValueError(
            f"count and percentage must be positive, got {count}, {hundredths}"
        )
    # A share rounds half up to n units if twice it lies from 2n - 1 to below 2n + 1.
    low = 2 * scale * count // (2 * hundredths + 1) + 1
    high = 2 * scale * count // (2 * hundredths - 1)
    return low, high


def rounds_to(count: int, whole: int, hundredths: int, scale: int) -> bool:
    """Tell whether the share of *count* in *whole* rounds half up to the percentage."""
    return (2 * hundredths - 1) * whole <= 2 * scale * count < (2 * hundredths + 1) * whole
