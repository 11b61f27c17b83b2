"""The protocols that sums are of, put together when somebody first asks, and then kept."""

from threading import Lock

from reconcile.checks.sums import Parts, Sums, add_under, protocols_below
from reconcile.keep.inputs import Inputs
from reconcile.report.evidence.rests import SUMS


class Summed:
    """What is below the commissions of each level, and what the checks add it up to."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._making = Lock()
        self._made: dict[str, tuple[Parts, Sums]] = {}

    def below(self, level: str) -> tuple[Parts, Sums]:
        """Return the protocols below those of a level, and their sums by commission."""
        with self._making:
            if not self._made:
                case = self._inputs.case()
                below = {one: protocols_below(case, one) for one in SUMS.values()}
                self._made = {
                    one: (parts, add_under(parts.table, parts.parents))
                    for one, parts in below.items()
                }
            return self._made[level]
