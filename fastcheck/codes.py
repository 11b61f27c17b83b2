"""Numbers that kernels and callers agree on."""

MISSING = -1  # a line that could not be read; never confused with a reported 0

# Voters or ballots of a station that screening takes at most: sums there are as long as
# a station is large. The largest one met was 59,486 voters, in Bulgaria.
LARGEST = 100_000

HOLDS, VIOLATED, UNKNOWN = 0, 1, 2  # the answer of one check at one place

# How a relation's signed sum stands to zero; MOD: it is a multiple of the modulus.
EQ, GE, LE, MOD = 0, 1, 2, 3
