"""What the API answers where it cannot: one line that says what, where, and what to do."""

from http import HTTPStatus
from typing import Any

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException as AnyHTTPException

from ingest.errors import IngestError

_DESCRIBED = "/api/v1/openapi.json describes all that can be asked"
_LINES = {
    404: f"no such address; {_DESCRIBED}",
    405: f"expected GET, got {{method}}; {_DESCRIBED}",
    429: "too many questions; ask again after as many seconds as Retry-After says",
    500: "this could not be done, by a fault of ours that is in the server's log",
}
_LONGEST = 60  # characters of what was sent that are said again


class Problem(BaseModel):
    """Why there is no answer."""

    status: int
    error: str


# As an address that answers with a table declares them.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "No token and no session that is known"},
    403: {"model": Problem, "description": "A role that may not read this"},
    422: {"model": Problem, "description": "A value that is not taken"},
    429: {"model": Problem, "description": "Too many questions"},
}
NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "Nothing of that name"}
}


def refuse(request: Request, fault: Exception) -> JSONResponse:
    """Answer for what went wrong."""
    if isinstance(fault, RequestValidationError):
        return _problem(422, _not_taken(fault))
    if isinstance(fault, HTTPException | AnyHTTPException):
        known = fault.detail != HTTPStatus(fault.status_code).phrase
        line = fault.detail if known else _usual(request, fault.status_code)
        return _problem(fault.status_code, line, fault.headers)
    if isinstance(fault, IngestError):
        return _problem(500, str(fault).replace("\n", "; "))
    return _problem(500, _usual(request, 500))


def _usual(request: Request, status: int) -> str:
    line = _LINES.get(status, HTTPStatus(status).phrase)
    return f"{request.url.path}: {line.format(method=request.method)}"


def _not_taken(fault: RequestValidationError) -> str:
    """Name the first value that is not taken, and what is."""
    first = fault.errors()[0]
    said = str(first["msg"])
    for start in ("Input should be ", "String should have ", "Value should have "):
        said = said.removeprefix(start)
    got = repr(first.get("input"))[:_LONGEST]
    return f"{first['loc'][-1]}: expected {said}, got {got}; {_DESCRIBED}"


def _problem(status: int, line: str, headers: Any = None) -> JSONResponse:
    return JSONResponse({"status": status, "error": line}, status, headers)
