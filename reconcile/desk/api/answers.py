"""A table -> what is sent of it: a page as JSON, or all of it as CSV or Parquet.

CSV is for people and their spreadsheets: text that one would run stands behind a quote
mark. Parquet is for machines, and has every value as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

import polars as pl
from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field

from reconcile.desk.api.problems import PROBLEMS
from reconcile.desk.desk import AtDesk, Desk
from reconcile.report.files import to_parquet
from reconcile.report.neutral import neutral_csv

MOST_ROWS = 1000  # of a page; some 0.5 MB
_LARGEST = 2**31 - 1
CSV, PARQUET = "text/csv", "application/vnd.apache.parquet"

Row = TypeVar("Row")


class Format(StrEnum):
    """How a table is sent."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


class Page(BaseModel, Generic[Row]):
    """Some rows of a table.

    `report` is the run that the desk shows, empty before there is one: pages of two
    runs do not fit together.
    """

    report: str
    total: int = Field(ge=0, description="Rows that were asked for, on all pages")
    offset: int = Field(ge=0)
    next: str | None = Field(description="The address of the next page")
    rows: list[Row]


# How a table is declared, besides the model of its page.
TABLE: dict[str, Any] = {
    "responses": {
        200: {
            "content": {
                CSV: {"schema": {"type": "string"}},
                PARQUET: {"schema": {"type": "string", "format": "binary"}},
            }
        },
        **PROBLEMS,
    }
}


@dataclass(frozen=True, slots=True)
class Answer:
    """How somebody wants a table."""

    request: Request
    desk: Desk
    format: Format
    offset: int
    limit: int

    def send(self, name: str, frame: pl.DataFrame, counts: Sequence[str] = ()) -> Any:
        """Send a table, or a page of it.

        Parameters
        ----------
        name
            What a file of it is called.
        frame
            The table.
        counts
            Columns that JSON has together, as one object.
        """
        report = self.desk.reader.now().report
        if self.format is Format.CSV:
            return _file(neutral_csv(frame), f"{CSV}; charset=utf-8", name, report, "csv")
        if self.format is Format.PARQUET:
            return _file(to_parquet(frame), PARQUET, name, report, "parquet")
        end = self.offset + self.limit
        page = frame.slice(self.offset, self.limit)
        if counts:
            page = page.with_columns(pl.struct(counts).alias("counts")).drop(counts)
        return {
            "report": report,
            "total": frame.height,
            "offset": self.offset,
            "next": self._next(end) if end < frame.height else None,
            "rows": page.to_dicts(),
        }

    def _next(self, offset: int) -> str:
        url = self.request.url.include_query_params(offset=offset)
        return f"{url.path}?{url.query}"


async def _answer(
    request: Request,
    desk: AtDesk,
    format: Format = Format.JSON,  # noqa: A002 - what the address calls it
    offset: Annotated[int, Query(ge=0, le=_LARGEST, description="JSON only")] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="JSON only")] = 100,
) -> Answer:
    return Answer(request, desk, format, offset, limit)


Answering = Annotated[Answer, Depends(_answer)]


def _file(data: bytes, kind: str, name: str, report: str, ending: str) -> Response:
    called = "-".join(filter(None, (name, report)))
    headers = {"Content-Disposition": f'attachment; filename="{called}.{ending}"'}
    return Response(data, media_type=kind, headers=headers)
