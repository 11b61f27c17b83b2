"""Slow, obvious twins of every kernel. Written from the definition, not the kernel."""

from fastcheck.codes import EQ, GE, HOLDS, LE, MISSING, MOD, UNKNOWN, VIOLATED


def check_relations(counts, terms, ops, constants, moduli):
    """Pure Python: one relation, one station at a time."""
    status, residual = [], []
    relations = zip(
        terms.tolist(), ops.tolist(), constants.tolist(), moduli.tolist(), strict=True
    )
    for signs, op, constant, modulus in relations:
        for station in counts.T.tolist():
            used = [(sign, n) for sign, n in zip(signs, station, strict=True) if sign]
            if any(n == MISSING for _, n in used):
                status.append(UNKNOWN)
                residual.append(0)
                continue
            total = sum(sign * n for sign, n in used) + constant
            if op == MOD:
                total %= modulus
            holds = {EQ: total == 0, GE: total >= 0, LE: total <= 0, MOD: total == 0}[op]
            status.append(HOLDS if holds else VIOLATED)
            residual.append(total)
    return status, residual


def compare_statements(official, copies, official_rows, copy_rows):
    """Look at one line of one pair at a time."""
    status = []
    for posted, copied in zip(official.tolist(), copies.tolist(), strict=True):
        for at, to in zip(official_rows.tolist(), copy_rows.tolist(), strict=True):
            if MISSING in (posted[at], copied[to]):
                status.append(UNKNOWN)
            else:
                status.append(HOLDS if posted[at] == copied[to] else VIOLATED)
    return status


def sum_under(counts, parents, commissions):
    """Ask each protocol for its parent, and add."""
    totals, missing = [], []
    for line in counts.tolist():
        for commission in range(commissions):
            below = [
                n for n, p in zip(line, parents.tolist(), strict=True) if p == commission
            ]
            totals.append(sum(n for n in below if n != MISSING))
            missing.append(sum(n == MISSING for n in below))
    return totals, missing


def check_summary(counts, adds, rows):
    """Look at one line of one station at a time."""
    status, expected = [], []
    for line, sums in zip(counts.tolist(), adds.tolist(), strict=True):
        for paper, machine, summary in rows.T.tolist():
            said = (line[paper], line[machine], line[summary])
            if MISSING in said:
                status.append(UNKNOWN)
                expected.append(0)
                continue
            together = said[0] + said[1] if sums else said[0]
            fits = said[2] == together and (sums or said[0] == said[1])
            status.append(HOLDS if fits else VIOLATED)
            expected.append(together)
    return status, expected


def compare_all(counts, first):
    """Ask each statement who says the same, and whether all the others agree."""
    agreeing, alone = [], []
    for line in counts.tolist():
        for start, stop in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
            own = line[start:stop]
            agreeing += [0 if one == MISSING else own.count(one) for one in own]
            known = [one for one in own if one != MISSING]
            odd = [
                at
                for at, one in enumerate(own)
                if one != MISSING
                and len(known) > 2
                and known.count(one) == 1
                and len({other for other in known if other != one}) == 1
            ]
            alone.append(start + odd[0] if odd else -1)
    return agreeing, alone
