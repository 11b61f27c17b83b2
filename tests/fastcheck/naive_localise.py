"""The slow twin of localise: try every number at every set of lines."""

from itertools import combinations, product

from fastcheck.codes import EQ, GE, LE, MISSING, MOD


def smallest_repairs(own, terms, ops, constants, moduli, weights, largest):
    """Return the least weight and all sets of it; no line is above *largest*.

    Each set comes with the least and the greatest number that a repair has at each line.
    """
    gaps = [k for k, n in enumerate(own) if n == MISSING]
    usable = [k for k in range(len(own)) if k not in gaps and weights[k] > 0]
    sets = [lines for size in range(5) for lines in combinations(usable, size)]
    repairs = {}
    for lines in sorted(sets, key=lambda one: sum(weights[k] for k in one)):
        weight = sum(weights[k] for k in lines)
        if repairs and weight > min(repairs):
            break
        found = list(_numbers(own, [*lines, *gaps], terms, ops, constants, moduli, largest))
        if found:
            bounds = [
                (min(n), max(n)) for n in list(zip(*found, strict=True))[: len(lines)]
            ]
            repairs.setdefault(weight, []).append((lines, bounds))
    if not repairs:
        return -1, []
    return min(repairs), [one for one in repairs[min(repairs)] if one[0]]


def _numbers(own, free, terms, ops, constants, moduli, largest):
    """Yield what can stand at the free lines so that every relation holds."""
    for numbers in product(range(largest + 1), repeat=len(free)):
        changed = list(own)
        for line, number in zip(free, numbers, strict=True):
            changed[line] = number
        relations = zip(terms, ops, constants, moduli, strict=True)
        if all(_stands(changed, *relation) for relation in relations):
            yield numbers


def _stands(own, signs, op, constant, modulus):
    total = sum(sign * n for sign, n in zip(signs, own, strict=True)) + constant
    return {
        EQ: total == 0,
        GE: total >= 0,
        LE: total <= 0,
        MOD: total % modulus == 0,
    }[op]
