"""The desk as a web application: its pages, its files, and what stands before both."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from urllib.parse import urlencode

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as AnyHTTPException

from fastcheck.load import load_kernels
from ingest.errors import IngestError
from reconcile.desk.api.app import PREFIX, make_api
from reconcile.desk.desk import Desk
from reconcile.desk.findings.listing import Listings
from reconcile.desk.pages import page
from reconcile.desk.routes import (
    activity,
    answers,
    copies,
    documents,
    overview,
    people,
    sign_in,
    stations,
    tokens,
)
from reconcile.desk.routes.findings import below, seen, table
from reconcile.desk.routes.findings import one as finding
from reconcile.desk.routes.work import again, cells, names, queue, settle
from reconcile.desk.shield import HEADERS, Shield
from reconcile.desk.shown import Reader
from reconcile.desk.visitor import visitor
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.store.open import Store, open_store

# A story a router; one that is added here is served.
ROUTERS = (
    sign_in.router,
    overview.router,
    table.router,
    below.router,  # its address would else be taken for a side of the finding
    seen.router,
    finding.router,
    stations.router,
    documents.router,
    copies.router,
    answers.router,
    queue.router,
    again.router,
    settle.router,
    cells.router,
    names.router,
    activity.router,
    people.router,
    tokens.router,
)
# Questions that are worked on at once; others wait in their order. Python works on one at
# a time anyway: more would be slower together. Some wait for a picture's process.
_AT_ONCE = 8
# Words for what went wrong; all else is told as a fault of ours.
_TOLD = (401, 403, 404, 409, 413, 422, 429)


def make_app(folder: ElectionFolder, *, public: bool = False) -> FastAPI:
    """Make the desk of an election folder; `public` lets anybody read."""
    api = make_api()

    @asynccontextmanager
    async def lasting(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _AT_ONCE
        with open_store(folder) as store:
            app.state.desk = api.state.desk = _set_up(folder, store, public=public)
            yield

    app = FastAPI(
        title="Tekseru", lifespan=lasting, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.add_middleware(Shield)
    app.mount("/static", StaticFiles(directory=str(files("reconcile.desk") / "static")))
    app.mount(PREFIX, api)
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(AnyHTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(IngestError, _refused)
    app.add_exception_handler(Exception, _refused)  # a fault of ours, which is logged too
    return app


def _set_up(folder: ElectionFolder, store: Store, *, public: bool) -> Desk:
    """Read the folder and load the kernels now, so that the first visitor need not wait."""
    load_kernels()
    reader = Reader(folder)
    # What is loaded by now stays: a look for garbage through all of it, which comes with
    # every night's run, would hold up whoever asks then.
    gc.collect()
    gc.freeze()
    return Desk(folder, store, reader, Listings(reader, store), public)


def _refused(request: Request, fault: Exception) -> Response:
    """Say in the visitor's language what could not be done."""
    status = 500
    if isinstance(fault, HTTPException | AnyHTTPException):
        status = fault.status_code
    elif isinstance(fault, RequestValidationError):
        status = 422
    desk = request.app.state.desk
    who = visitor(request, desk)
    if status == 401 and request.method == "GET":
        return RedirectResponse(f"/sign-in?{_then(request)}", 303)
    why = str(fault) if isinstance(fault, IngestError) else ""
    key = f"desk-error-{status if status in _TOLD else 500}"
    answer = page(request, who, "error.html", status, key=key, why=why)
    answer.headers.update(HEADERS)  # the shield stands below what answers for faults
    return answer


def _then(request: Request) -> str:
    path = request.url.path
    return urlencode({"then": f"{path}?{request.url.query}" if request.url.query else path})
