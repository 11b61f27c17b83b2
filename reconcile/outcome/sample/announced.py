"""What was announced of the whole election, and who says so?"""

import numpy as np

from fastcheck.codes import MISSING
from reconcile.outcome.sample.frame import Frame
from reconcile.table import Case


def announced(frame: Frame, case: Case) -> tuple[str, np.ndarray | None]:
    """Find the announced votes of each list and invalid ballots, and who says so.

    The last published stage with all of them, else the central commission's protocol,
    else the sum of the posted protocols of stations.
    """
    by_party = {line.party: line.name for line in case.form.lines}
    lines = [*(by_party[one] for one in frame.lists), "invalid"]
    for stage in reversed(case.published):
        if all(line in stage.counts for line in lines[:-1]):
            said = [stage.counts.get(line, MISSING) for line in lines]
            return f"published, {stage.stage}", np.array(said, np.int64)
    for one in case.commissions:
        table = one.agreed
        if len(table) and table.rows["level"][0] == "cec":
            at = [table.form.position.get(line) for line in lines]
            said = [MISSING if a is None else int(table.counts[a, 0]) for a in at]
            return "the central commission's protocol", np.array(said, np.int64)
    known = (frame.posted[:-1] != MISSING).all(axis=0)
    if not known.any():
        return "nothing posted", None
    totals = frame.posted[:, known].sum(axis=1)
    totals[-1] = totals[-1] if (frame.posted[-1, known] != MISSING).all() else MISSING
    return f"the sum of {int(known.sum()):,} posted protocols", totals


def official_shares(official: np.ndarray | None, base: str) -> np.ndarray | None:
    """Return the announced shares of one base, float64 (list,); None where unknown.

    Parameters
    ----------
    official : int64 (list + 1,)
        As `announced` returns it.
    """
    if official is None or (official[:-1] == MISSING).any():
        return None
    if base == "took_part" and official[-1] == MISSING:
        return None
    whole = official.sum() if base == "took_part" else official[:-1].sum()
    return np.asarray(official[:-1] / whole) if whole else None
