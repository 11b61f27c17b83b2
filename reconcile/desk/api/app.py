"""The API as an application of its own, which the desk serves under /api/v1."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from ingest.errors import IngestError
from reconcile.desk.api.callers import READING
from reconcile.desk.api.problems import refuse
from reconcile.desk.api.routes import findings, results, team

PREFIX = "/api/v1"
_ABOUT = """What the desk shows, for machines. It only reads.

A table is given a page at a time as JSON, or whole with `format=csv` (for spreadsheets:
text that one would run stands behind a quote mark) or `format=parquet` (every value as
it is). `next` is the address of the next page. A count that is null is missing, and is
not 0. A difference is official minus copy.

An admin makes a token; it stands in the header `Authorization: Bearer TOKEN`, never in an
address. What went wrong is told in one line.
"""


def make_api() -> FastAPI:
    """Make the API; whoever serves it puts the desk into its state."""
    api = FastAPI(
        title="Tekseru",
        version="1",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,  # given below, to whoever may read
    )
    for router in (results.router, findings.router, team.router):
        api.include_router(router)
    for fault in (HTTPException, RequestValidationError, IngestError, Exception):
        api.add_exception_handler(fault, refuse)

    @api.get("/openapi.json", include_in_schema=False, dependencies=[READING])
    def describe(request: Request) -> dict[str, Any]:
        """Describe what can be asked."""
        described: dict[str, Any] = request.app.openapi()
        return described | {"servers": [{"url": PREFIX}]}

    return api
