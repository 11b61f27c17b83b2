"""Which copies count, where a person decided between some that contradict each other?"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from ingest.errors import SettingError
from ingest.protocol import KEYS, ORIGIN, Ignored, Protocols
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.life.told import in_force
from reconcile.keep.store import nights
from reconcile.keep.store.open import Store, is_there, open_store
from reconcile.keep.store.records import Decision, Row

_ASKS = ("C205", "C402")  # checks that copies contradict each other in
_ROW = ("document", "place")  # what tells rows apart, and lasts


def others(copies: Protocols, row: Row, holds: str) -> list[tuple[str, str]]:
    """Return the document and place of each copy that does not hold.

    Parameters
    ----------
    copies
        All copies.
    row
        The finding that some of them contradict each other.
    holds
        What tells the one that holds: its source, its place, or its document's digest.

    Raises
    ------
    SettingError
        The finding is of something else, or `holds` names none of the copies or several.
    """
    here = contradicting(copies, row)
    if here is None:
        raise SettingError(
            f"{row['finding']}: --holds: expected a finding that copies contradict each "
            f"other ({', '.join(_ASKS)}), got one of something else"
        )
    named = (pl.col("source") == holds) | (pl.col("place") == holds)
    named |= pl.col("document") == holds
    chosen = here.filter(named)
    if chosen.height != 1:
        known = [
            f"{s or 'no name'} ({p})" for s, p in here.select("source", "place").rows()
        ]
        raise SettingError(
            f"--holds: expected one copy by its source or place, got {holds!r}, which "
            f"names {chosen.height}; the copies are {', '.join(known)}"
        )
    return here.filter(~named).select(_ROW).rows()


def contradicting(copies: Protocols, row: Row) -> pl.DataFrame | None:
    """Return the copies that a finding says contradict each other; None if it does not."""
    if row["code"] not in _ASKS or row["official"] is not None:
        return None
    return copies.rows.filter(
        pl.col("station") == row["station"],
        pl.col("channel") == row["channel"],
        pl.col("tec").is_in(["", row["tec"]]),
    )


def counting(folder: ElectionFolder, copies: Protocols) -> Protocols:
    """Leave out the copies that a person decided count no more."""
    if not is_there(folder):
        return copies
    with open_store(folder) as store:
        return set_aside(copies, decided(store))


def decided(store: Store) -> list[Decision]:
    """Return the decisions between copies that hold."""
    with store.reading() as connection:
        last = nights.last_run(connection)
        holding = in_force(connection, last.run + 1) if last else {}
    return [one for one in holding.values() if one.aside]


def set_aside(copies: Protocols, decisions: Iterable[Decision]) -> Protocols:
    """Leave out the rows that decisions name, and say so among what is ignored."""
    who = {(d, p): one for one in decisions for d, p in one.aside}
    lines = [one for one in copies.rows.columns if one not in (*KEYS, *ORIGIN)]
    rows = copies.rows.select(_ROW).rows()
    aside = [row in who for row in rows]
    left_out = [
        Ignored(row[0], row[1], f"set aside: {_by(who[row])}", len(lines))
        for row, out in zip(rows, aside, strict=True)
        if out
    ]
    return replace(
        copies,
        rows=copies.rows.filter(~pl.Series(aside, dtype=pl.Boolean)),
        ignored=[*copies.ignored, *left_out],
    )


def _by(decision: Decision) -> str:
    return f"{decision.who} decided on {decision.at[:10]} that another copy holds"
