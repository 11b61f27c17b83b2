"""The compiled part of `localise`: search sets of lines, and decide each by elimination.

It stands in a file of its own because a kernel and its helpers must be in one file: the
cache of a compiled kernel does not notice a change in another. What many helpers need is
passed on as tuples: `relations` are terms, ops, moduli and how many ask for multiples,
`protocol` is its counts, the sum of each relation over the known ones, and whether any
is missing, `room` is memory that every trial uses anew. A row is a signed sum of columns
plus the last number, and is EQUAL to or AT_LEAST zero.
"""

from typing import Any

import numpy as np

from fastcheck.codes import EQ, GE, LE, MISSING, MOD
from fastcheck.jit import kernel, routine

MOST_CHANGED = 4  # lines of a set; who changes five has written another protocol
SHORT_FORM = 40  # lines; longer forms are searched for sets of three: 4 of 64 are 635,376
MOST_SETS = 512  # listed of one protocol; all are counted
NO_BOUND = -1

# Numbers above these could overflow when two rows are added; a row that grows beyond is
# dropped, and the set is then not proved.
_LARGEST_COEFFICIENT, _LARGEST_CONSTANT = 1 << 19, 1 << 42
_ROWS = 160  # at one time; what is more is dropped likewise
_LISTS = 6

_INFEASIBLE, _PROVED, _NOT_PROVED = 0, 1, 2  # what is known of a set
_EQUAL, _AT_LEAST, _GONE = 0, 1, 2  # how a row stands to zero
# No column; a plain -1 would have every helper compiled twice.
_NONE: Any = np.int64(-1)


@routine
def _tidy(rows, kinds, i, columns):  # type: ignore[no-untyped-def]  # compiled; types are numba's
    """Divide a row by what its coefficients share; False if nothing can satisfy it."""
    shared = np.int64(0)
    for c in range(columns):
        a, b = shared, abs(rows[i, c])
        if b == 1:
            return True
        while b != 0:
            a, b = b, a % b
        shared = a
    rest = rows[i, columns]
    if shared == 0:
        equal = kinds[i] == _EQUAL
        kinds[i] = _GONE
        return rest == 0 if equal else rest >= 0
    if kinds[i] == _EQUAL and rest % shared != 0:
        return False
    if shared > 1:
        for c in range(columns + 1):
            rows[i, c] = rows[i, c] // shared  # rounds the bound of an inequality down
    return True


@routine
def _add(rows, at, i, a, j, b, columns):  # type: ignore[no-untyped-def]  # as above
    """Write a times row i plus b times row j; False if a number grows too large."""
    for c in range(columns + 1):
        limit = _LARGEST_CONSTANT if c == columns else _LARGEST_COEFFICIENT
        if abs(rows[i, c]) > limit or abs(rows[j, c]) > limit:
            return False
    if abs(a) > _LARGEST_COEFFICIENT or abs(b) > _LARGEST_COEFFICIENT:
        return False
    for c in range(columns + 1):
        rows[at, c] = a * rows[i, c] + b * rows[j, c]
    return True


@routine
def _put(rows, kinds, i, column, j, columns):  # type: ignore[no-untyped-def]  # as above
    """Put equality i, solved for a column, into row j; False if the row is lost."""
    if kinds[j] == _GONE or rows[j, column] == 0:
        return True
    sign = np.int64(1) if rows[i, column] > 0 else np.int64(-1)
    by = -sign * rows[j, column]
    if _add(rows, j, j, abs(rows[i, column]), i, by, columns):
        return True
    kinds[j] = _GONE
    return False


@routine
def _solve(rows, kinds, pivots, used, columns, keep):  # type: ignore[no-untyped-def]  # as above
    """Solve each equality for one column, and put that into the equalities after it."""
    code = _PROVED
    for i in range(used):
        if not _tidy(rows, kinds, i, columns):
            return _INFEASIBLE
        column = _NONE
        for c in range(columns):
            smaller = column < 0 or abs(rows[i, c]) < abs(rows[i, column])
            if kinds[i] != _GONE and c != keep and rows[i, c] != 0 and smaller:
                column = c
        pivots[i] = column
        if column < 0:
            continue  # says nothing, or bounds the column that is asked for
        if abs(rows[i, column]) != 1:
            code = _NOT_PROVED
        for j in range(i + 1, used):
            if not _put(rows, kinds, i, column, j, columns):
                code = _NOT_PROVED
    return code


@routine
def _cheapest(rows, kinds, start, used, columns, keep):  # type: ignore[no-untyped-def]  # as above
    """Choose the column whose elimination makes the fewest new inequalities."""
    column, fewest = _NONE, 0
    for c in range(columns):
        lower, upper = 0, 0
        for i in range(start, used):
            lower += kinds[i] != _GONE and rows[i, c] > 0
            upper += kinds[i] != _GONE and rows[i, c] < 0
        there = c != keep and lower + upper > 0
        if there and (column < 0 or lower * upper < fewest):
            column, fewest = c, lower * upper
    return column


@routine
def _combine(rows, kinds, start, used, columns, column):  # type: ignore[no-untyped-def]  # as above
    """Replace all inequalities on a column by what its lower and upper bounds imply."""
    code, top = _PROVED, used
    for i in range(start, used):
        for j in range(start, used):
            lower, upper = rows[i, column], -rows[j, column]
            if kinds[i] == _GONE or kinds[j] == _GONE or lower <= 0 or upper <= 0:
                continue
            if top == _ROWS or not _add(rows, top, i, upper, j, lower, columns):
                code = _NOT_PROVED
                continue
            kinds[top] = _AT_LEAST
            if not _tidy(rows, kinds, top, columns):
                return _INFEASIBLE, top
            if lower != 1 and upper != 1:
                code = _NOT_PROVED
            top += 1
    for i in range(start, used):
        if rows[i, column] != 0:
            kinds[i] = _GONE
    return code, top


@routine
def _bounds(rows, kinds, pivots, start, used, columns, keep, code):  # type: ignore[no-untyped-def]  # as above
    """Put the solved equalities into the inequalities, and eliminate what is left."""
    low, high = np.int64(0), np.int64(NO_BOUND)
    for i in range(start, used):
        for j in range(start):
            if pivots[j] >= 0 and not _put(rows, kinds, j, pivots[j], i, columns):
                code = _NOT_PROVED
        if not _tidy(rows, kinds, i, columns):
            return _INFEASIBLE, low, high
    column = _cheapest(rows, kinds, start, used, columns, keep)
    while column >= 0:
        one, used = _combine(rows, kinds, start, used, columns, column)
        if one == _INFEASIBLE:
            return _INFEASIBLE, low, high
        code = max(code, one)
        column = _cheapest(rows, kinds, start, used, columns, keep)
    for i in range(used):
        if keep < 0 or kinds[i] == _GONE or (i < start and pivots[i] >= 0):
            continue
        factor, rest = rows[i, keep], rows[i, columns]
        if factor > 0 or kinds[i] == _EQUAL:
            low = max(low, -(rest // factor))
        if factor < 0 or kinds[i] == _EQUAL:
            top = rest // -factor
            high = top if high == NO_BOUND else min(high, top)
    return code, low, high


@routine
def _write(relations, protocol, free, size, lines, columns, r, rows, at):  # type: ignore[no-untyped-def]  # as above
    """Write a relation as a row over the free lines; False if it names none of them."""
    own, fixed, _ = protocol
    sign = np.int64(-1) if relations[1][r] == LE else np.int64(1)
    for c in range(columns):
        rows[at, c] = 0
    rows[at, columns] = sign * fixed[r]
    named = False
    for c in range(lines):
        factor = sign * relations[0][r, free[c]]
        if factor != 0:
            rows[at, c], named = factor, True
            if c < size:
                rows[at, columns] -= factor * own[free[c]]
    return named


@routine
def _try(relations, protocol, room, free, size, keep):  # type: ignore[no-untyped-def]  # as above
    """Tell whether changing the first *size* free lines repairs a protocol.

    The columns are these lines, then the missing ones, then a whole number for each
    multiple that is asked for. Returns what is known, and the bounds of column *keep*.
    """
    rows, kinds, pivots = room
    _, ops, moduli, multiples = relations
    lines, used = size, np.int64(0)
    for k in range(len(protocol[0]) if protocol[2] else 0):
        if protocol[0][k] == MISSING:
            free[lines] = k
            lines += 1
    slack, columns = lines, lines + multiples
    for r in range(len(ops)):
        equal = ops[r] == EQ or ops[r] == MOD
        if equal and _write(relations, protocol, free, size, lines, columns, r, rows, used):
            if ops[r] == MOD:
                rows[used, slack] = -moduli[r]
            kinds[used] = _EQUAL
            used += 1
        slack += ops[r] == MOD
    code = _solve(rows, kinds, pivots, used, columns, keep)
    if code == _INFEASIBLE:
        return code, np.int64(0), np.int64(NO_BOUND)
    start = used
    for r in range(len(ops)):
        bounded = ops[r] == GE or ops[r] == LE
        used += bounded and _write(
            relations, protocol, free, size, lines, columns, r, rows, used
        )
    for c in range(lines):  # no count is negative
        for other in range(columns + 1):
            rows[used, other] = other == c
        used += 1
    for i in range(start, used):
        kinds[i] = _AT_LEAST
    return _bounds(rows, kinds, pivots, start, used, columns, keep, code)


@routine
def _violated(relations, constants, own, fixed, hits, ties):  # type: ignore[no-untyped-def]  # as above
    """Sum each relation over the known lines; return the violated ones as bits.

    Of each line, *hits* are the violated relations it is in, *ties* the equalities that
    hold.
    """
    terms, ops, moduli, _ = relations
    violated = np.int64(0)
    hits[:], ties[:] = 0, 0
    for r in range(len(ops)):
        total, known = constants[r], True
        for k in range(len(own)):
            if terms[r, k] != 0 and own[k] != MISSING:
                total += np.int64(terms[r, k]) * own[k]
            known = known and (terms[r, k] == 0 or own[k] != MISSING)
        fixed[r] = total
        if ops[r] == MOD:
            total = total % moduli[r]
        stands = (total >= 0 and ops[r] != LE) if ops[r] == GE else total == 0
        stands = total <= 0 if ops[r] == LE else stands
        bit = np.int64(known) << r
        violated |= np.int64(0) if stands else bit
        for k in range(len(own)):
            if terms[r, k] != 0 and not stands:
                hits[k] |= bit
            elif terms[r, k] != 0 and ops[r] == EQ:
                ties[k] |= bit
    return violated


@routine
def _usable(terms, own, weights, usable):  # type: ignore[no-untyped-def]  # as above
    """List the lines that may change and that any relation names; return how many."""
    able = 0
    for k in range(len(own)):
        named = False
        for r in range(terms.shape[0]):
            named = named or terms[r, k] != 0
        if named and weights[k] > 0 and own[k] != MISSING:
            usable[able] = k
            able += 1
    return able


@routine
def _next(at, size, able):  # type: ignore[no-untyped-def]  # as above
    """Go on to the next set of *size* of so many lines; False after the last."""
    i = size - 1
    while i >= 0 and at[i] == able - size + i:
        i -= 1
    if i < 0:
        return False
    at[i] += 1
    for j in range(i + 1, size):
        at[j] = at[j - 1] + 1
    return True


@routine
def _search(relations, protocol, room, lists, weights, violated, able, lines, proved):  # type: ignore[no-untyped-def]  # as above
    """Try every set that touches all violated relations; return weight and number."""
    hits, ties, usable, free, at = lists
    best, found = np.int64(-1), np.int64(0)
    largest = MOST_CHANGED if len(protocol[0]) <= SHORT_FORM else MOST_CHANGED - 1
    least = weights[usable[0]] if able > 0 else np.int64(0)
    for i in range(able):
        least = min(least, weights[usable[i]])
    for size in range(min(largest, able) + 1):
        if best >= 0 and size * least > best:
            break
        for i in range(size):
            at[i] = i
        more = True
        while more:
            total, touched = np.int64(0), np.int64(0)
            once, twice = np.int64(0), np.int64(0)
            for i in range(size):
                free[i] = usable[at[i]]
                total += weights[free[i]]
                touched |= hits[free[i]]
                twice |= once & ties[free[i]]
                once |= ties[free[i]]
            more = _next(at, size, able)
            # An equality that holds keeps a line as it is unless another moves with it.
            if touched != violated or once != twice or 0 <= best < total:
                continue
            code, _, _ = _try(relations, protocol, room, free, size, _NONE)
            if code == _INFEASIBLE:
                continue
            if total != best:
                best, found = total, np.int64(0)
            if size > 0 and found < min(MOST_SETS, lines.shape[0]):
                for i in range(lines.shape[1]):
                    lines[found, i] = free[i] if i < size else _NONE
                proved[found] = code == _PROVED
            found += np.int64(size > 0)
    return best, found


def make_room(lines: int, relations: int) -> tuple[np.ndarray, ...]:
    """Make the last four arrays of `search_repairs`, for one form."""
    columns = MOST_CHANGED + lines + relations + 1
    return (
        np.zeros((_ROWS, columns), np.int64),
        np.zeros(_ROWS, np.uint8),
        np.zeros(_ROWS, np.int64),
        np.zeros((_LISTS, columns), np.int64),
    )


@kernel(
    reads=(
        *(("int32", 2), ("int32", 2), ("uint8", 1)),
        *(("int64", 1), ("int64", 1), ("int64", 1)),
    ),
    writes=(
        *(("int64", 1), ("int64", 1), ("int64", 1)),
        *(("int64", 2), ("int64", 2), ("int64", 2), ("uint8", 1)),
        *(("int64", 2), ("uint8", 1), ("int64", 1), ("int64", 2)),
    ),
)
def search_repairs(  # type: ignore[no-untyped-def]  # compiled; types are numba's
    counts, terms, ops, constants, moduli, weights,
    weight, found, first, lines, low, high, proved,
    rows, kinds, pivots, room_for_lists,
):  # fmt: skip
    """Fill in the smallest sets of every protocol, a row each; see `localise`."""
    fixed, hits, ties = room_for_lists[0], room_for_lists[1], room_for_lists[2]
    usable, free, at = room_for_lists[3], room_for_lists[4], room_for_lists[5]
    lists, room, multiples = (hits, ties, usable, free, at), (rows, kinds, pivots), 0
    for r in range(len(ops)):
        multiples += ops[r] == MOD
    relations = (terms, ops, moduli, multiples)
    for p in range(counts.shape[0]):
        own, missing = counts[p], False
        for k in range(len(own)):
            missing = missing or own[k] == MISSING
        violated = _violated(relations, constants, own, fixed, hits, ties)
        able, start = _usable(terms, own, weights, usable), first[p]
        protocol = (own, fixed, missing)
        weight[p], found[p] = _search(
            relations, protocol, room, lists, weights, violated, able,
            lines[start:], proved[start:],
        )  # fmt: skip
        first[p + 1] = start + min(found[p], MOST_SETS)
        for s in range(start, min(first[p + 1], lines.shape[0])):
            size = 0
            for i in range(lines.shape[1]):
                free[i] = lines[s, i]
                size += lines[s, i] >= 0
            for i in range(size):
                _, low[s, i], high[s, i] = _try(relations, protocol, room, free, size, i)
