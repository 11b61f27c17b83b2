"""How much of each region and TEC was seen: the rows of the coverage grid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Covered:
    """Stations of one commission: listed (None where nobody lists them), seen, copied."""

    name: str
    register: int | None
    official: int
    copies: int

    @property
    def percent(self) -> int | None:
        """The share of listed stations that have a protocol, rounded down: 100 is all.

        None where nobody lists them, and where more are posted than are listed: some
        then stand under another commission, or nowhere, and a share would hide it.
        """
        if not self.register or self.official > self.register:
            return None
        return 100 * self.official // self.register

    @property
    def level(self) -> str:
        """Which of five marks the grid gives it."""
        if self.percent is None:
            return "more" if self.register else "unknown"
        limits = (("all", 100), ("most", 90), ("half", 50), ("few", 1))
        return next((name for name, least in limits if self.percent >= least), "none")


def covered(summary: Mapping[str, Any], level: str) -> list[Covered]:
    """Return the commissions of a level ("rec" or "tec") in the order of their names."""
    return [
        Covered(name, one.get("register"), one.get("official", 0), one.get("copies", 0))
        for name, one in summary["coverage"][level].items()
    ]


def by_region(summary: Mapping[str, Any]) -> list[tuple[Covered, Sequence[Covered]]]:
    """Return each region with its TECs; those of unknown region under an empty name."""
    under = summary.get("under", {})
    tecs: dict[str, list[Covered]] = {}
    for one in covered(summary, "tec"):
        tecs.setdefault(under.get(one.name, ""), []).append(one)
    regions = [(one, tecs.pop(one.name, [])) for one in covered(summary, "rec")]
    return [*regions, *((_whole(name, own), own) for name, own in tecs.items())]


def _whole(name: str, tecs: Sequence[Covered]) -> Covered:
    """Add up TECs whose region has no row of its own."""
    listed = [one.register for one in tecs]
    register = None if None in listed else sum(one or 0 for one in listed)
    official, copies = (
        sum(getattr(one, key) for one in tecs) for key in ("official", "copies")
    )
    return Covered(name, register, official, copies)
