"""Slow twins of slips, explain, nearest and duplicates, each from its definition."""

from itertools import combinations, permutations, product
from math import comb, log2, pi

from fastcheck.codes import MISSING
from fastcheck.explain import GROWS, INVALID, LIST, SHRINKS
from fastcheck.prices import (
    ALONE,
    BIT,
    DIGIT_ADDED,
    DIGIT_LOST,
    DIGITS_EXCHANGED,
    INVALID_AND_VOTES,
    LINES_EXCHANGED,
    LINES_SHIFTED,
    ONE_DIGIT,
    OTHER,
    VOTES_MOVED,
    WITH_TURNOUT,
)


def edit(before, after):
    """Make every string that is one slip away, and see which the other is."""
    one, other, digits = str(before), str(after), "0123456789"
    if one == other:
        return OTHER
    at = range(len(one))
    made = {
        ONE_DIGIT: {one[:i] + d + one[i + 1 :] for i in at for d in digits},
        DIGITS_EXCHANGED: {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in at[:-1]},
        DIGIT_ADDED: {one[:i] + d + one[i:] for i in range(len(one) + 1) for d in digits},
        DIGIT_LOST: {one[:i] + one[i + 1 :] for i in at},
    }
    return next((kind for kind, strings in made.items() if other in strings), OTHER)


def gamma(number):
    """Return the length of Elias's gamma code."""
    return BIT * (2 * (len(bin(number)) - 3) + 1)


def price_of_edit(before, after, prices):
    """Return the price of the slip, or None."""
    kind = edit(before, after)
    return None if kind == OTHER else int(prices.edits[kind, len(str(before))])


def nearest_edit(before, low, high, prices, largest):
    """Try every number up to a largest."""
    tried = []
    for after in range(max(low, 0), (largest if high < 0 else high) + 1):
        if after != before:
            slip = price_of_edit(before, after, prices)
            distance = abs(after - before)
            other = prices.other + prices.once + gamma(distance)
            price = other if slip is None else min(slip, other)
            tried.append((price, distance, after))
    return min(tried, default=None)


def _alone(before, after, lines, prices):
    """Choose for each line between its slip and any other number, in every way."""
    choices = []
    for line in lines:
        slip = price_of_edit(before[line], after[line], prices)
        other = prices.other + gamma(abs(after[line] - before[line]))
        choices.append([(other, 1)] + ([(slip, 0)] if slip is not None else []))
    return min(
        sum(price + prices.changed for price, _ in chosen)
        + (prices.once if any(other for _, other in chosen) else 0)
        for chosen in product(*choices)
    )


def explain(before, after, roles, prices):
    """Apply every way with every choice to the one, and keep those that give the other."""
    known = [k for k in range(len(before)) if MISSING not in (before[k], after[k])]
    changed = [k for k in known if before[k] != after[k]]
    if not changed:
        return {}
    found = {}
    for way, price, told in (
        *_exchanged(before, after, known, prices),
        *_shifted(before, after, known, prices),
        *_with_lists(before, after, known, roles, prices),
        *([(ALONE, 0, [])] if len(changed) > 1 else []),
    ):
        left = [k for k in changed if k not in told]
        tells = len(changed) - len(left)
        if way != ALONE and (tells < 2 or tells <= len(left)):
            continue
        total = price + (_alone(before, after, left, prices) if left else 0)
        found[way] = min(total, found.get(way, total))
    if len(changed) == 1:
        line = changed[0]
        other = prices.other + gamma(abs(after[line] - before[line])) + prices.once
        found[ALONE] = prices.changed + other
        slip = price_of_edit(before[line], after[line], prices)
        if slip is not None:
            found[edit(before[line], after[line])] = prices.changed + slip
    return found


def _exchanged(before, after, known, prices):
    for a, b in combinations(known, 2):
        if before[a] != before[b] and (after[a], after[b]) == (before[b], before[a]):
            yield LINES_EXCHANGED, int(prices.ways[LINES_EXCHANGED]), [a, b]


def _shifted(before, after, known, prices):
    for start, end in permutations(range(len(before)), 2):
        step = 1 if end > start else -1
        run = list(range(start, end + step, step))
        pairs = zip(run[1:], run, strict=False)
        taken = all(
            before[source] != MISSING and after[target] == before[source]
            for target, source in pairs
        )
        if taken and after[start] != MISSING:
            price = int(prices.ways[LINES_SHIFTED]) + gamma(after[start] + 1)
            yield LINES_SHIFTED, price, [k for k in run if k in known]


def _with_lists(before, after, known, roles, prices):
    lists = [k for k in known if roles[k] == LIST]
    follow = {GROWS: 1, SHRINKS: -1}
    for b in lists:
        votes = after[b] - before[b]
        if votes == 0:
            continue
        for a in lists:
            if votes > 0 and a != b and after[a] == before[a] - votes:
                price = int(prices.ways[VOTES_MOVED]) + gamma(votes)
                yield VOTES_MOVED, price, [a, b]
        able = [
            k
            for k in known
            if roles[k] in follow and after[k] == before[k] + follow[roles[k]] * votes
        ]
        for size in range(len(able) + 1):
            for told in combinations(able, size):
                if any(roles[k] == GROWS for k in told):
                    price = int(prices.ways[WITH_TURNOUT]) + gamma(abs(votes))
                    yield WITH_TURNOUT, price, [b, *told]
                for i in known:
                    if roles[i] == INVALID and after[i] == before[i] - votes:
                        price = int(prices.ways[INVALID_AND_VOTES]) + gamma(abs(votes))
                        yield INVALID_AND_VOTES, price, [b, i, *told]


def nearest(counts, owner, others, other_owner, most):
    """Compare every protocol with every other station's."""
    found, different = [], []
    for one, own in zip(counts.T.tolist(), owner.tolist(), strict=True):
        best, at = most + 1, -1
        pairs = zip(others.T.tolist(), other_owner.tolist(), strict=True)
        for position, (other, station) in enumerate(pairs):
            count = sum(a != b for a, b in zip(one, other, strict=True))
            if station != own and count < best:
                best, at = count, position
        found.append(at)
        different.append(best)
    return found, different


def find_alike(counts, owner, by_chance):
    """Weigh the agreement of each protocol with the nearest of those that say enough."""
    lines, protocols = counts.shape
    enough = round(BIT * log2(max(protocols * (protocols - 1) / 2, 1) / by_chance))
    large, _ = telling(counts, range(lines), enough)
    table = counts[:, large]
    found, different = nearest(table, owner[large], table, owner[large], 2)
    twins = [-1] * protocols
    for at, other, count in zip(large, found, different, strict=True):
        if other >= 0:
            shared = counts[:, at][counts[:, at] == counts[:, large[other]]]
            if _worth(shared) - round(BIT * log2(comb(lines, count))) >= enough:
                twins[at] = large[other]
    return twins


def telling(counts, lines, enough):
    """Return the protocols whose lines are worth enough, and how many have none."""
    own = [counts[list(lines), at] for at in range(counts.shape[1])]
    at = [at for at, one in enumerate(own) if _worth(one) >= enough]
    return at, sum(all(count == MISSING for count in one) for one in own)


def _worth(counts):
    """Return the bits of agreeing on these counts."""
    known = [count for count in counts.tolist() if count != MISSING]
    return sum(round(BIT / 2 * log2(1 + 4 * pi * count)) for count in known)
