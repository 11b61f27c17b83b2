"""What people typed, decided and did, and what waits for them."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Depends, Query

from reconcile.desk.api.answers import TABLE, Answering, Page
from reconcile.desk.api.callers import CLERKING, SUPERVISING, Caller, caller
from reconcile.desk.api.rows import CopyRow, DecisionRow, DeedRow, SettlementRow, WorkRow
from reconcile.desk.api.waiting import waiting_work
from reconcile.desk.desk import AtDesk
from reconcile.keep.store.activity import all_activity
from reconcile.keep.store.decisions import all_decisions
from reconcile.keep.store.nights import decisions as all_settlements
from reconcile.keep.store.records import Decision
from reconcile.keep.store.typed import all_typed
from reconcile.keep.typed import read_entries

router = APIRouter(tags=["team"])

_WORK = dict.fromkeys(WorkRow.model_fields, pl.String())
_COPY = [name for name in CopyRow.model_fields if name != "counts"]
_DECISION = {
    "number": pl.Int64(),
    **dict.fromkeys(("at", "who", "about", "decision", "why"), pl.String()),
}
_SETTLEMENT = {
    "number": pl.Int64(),
    "run": pl.Int64(),
    **dict.fromkeys(("finding", "at", "who", "decision", "why", "aside"), pl.String()),
}
_DEED = {
    "number": pl.Int64(),
    **dict.fromkeys(("at", "who", "did", "about"), pl.String()),
}


@router.get("/queue", response_model=Page[WorkRow], dependencies=[CLERKING], **TABLE)
def queue(desk: AtDesk, answer: Answering, who: Annotated[Caller, Depends(caller)]) -> Any:
    """List what waits for a person, and who holds it."""
    settles = who is not None and who.may("supervisor")
    return answer.send("queue", _frame(waiting_work(desk, settles=settles), _WORK))


@router.get("/copies", response_model=Page[CopyRow], dependencies=[SUPERVISING], **TABLE)
def copies(desk: AtDesk, answer: Answering) -> Any:
    """List the copies that were typed here and count.

    Both entries of one that was typed twice, until they are settled. As CSV or Parquet
    it is what `tekseru check --copies` takes.
    """
    form = desk.reader.now().form
    with desk.store.reading() as connection:
        _, typed = read_entries(all_typed(connection), form)
    schema = {**dict.fromkeys((*_COPY, *form.names), pl.Int64()), **_texts(_COPY)}
    rows = typed.rows if typed else pl.DataFrame(schema=schema)
    return answer.send("copies", rows.select(*_COPY, *form.names), form.names)


@router.get(
    "/decisions", response_model=Page[DecisionRow], dependencies=[SUPERVISING], **TABLE
)
def decisions(desk: AtDesk, answer: Answering) -> Any:
    """List what people decided of cells, names and entries, in its order."""
    with desk.store.reading() as connection:
        rows = all_decisions(connection)
    return answer.send("decisions", _frame(rows, _DECISION))


@router.get(
    "/settlements",
    response_model=Page[SettlementRow],
    dependencies=[SUPERVISING],
    **TABLE,
)
def settlements(desk: AtDesk, answer: Answering) -> Any:
    """List what people decided of findings, in its order."""
    with desk.store.reading() as connection:
        every = all_settlements(connection)
    rows = [[_settled(one, name) for name in _SETTLEMENT] for one in every]
    return answer.send("settlements", pl.DataFrame(rows, _SETTLEMENT, orient="row"))


def _settled(one: Decision, name: str) -> Any:
    """Return a column of a settlement; copies that are set aside as one text."""
    if name == "aside":
        return "; ".join(" ".join(row) for row in one.aside)
    return getattr(one, name)


@router.get("/activity", response_model=Page[DeedRow], dependencies=[SUPERVISING], **TABLE)
def activity(
    desk: AtDesk,
    answer: Answering,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="A deed's number")] = 0,
) -> Any:
    """List what people did, in its order."""
    with desk.store.reading() as connection:
        rows = all_activity(connection, after)
    return answer.send("activity", _frame(rows, _DEED))


def _frame(rows: Iterable[Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Make a table of what the store gives."""
    values = [[getattr(one, name) for name in schema] for one in rows]
    return pl.DataFrame(values, schema, orient="row")


def _texts(names: Iterable[str]) -> dict[str, Any]:
    return {name: pl.String() for name in names if name != "version"}
