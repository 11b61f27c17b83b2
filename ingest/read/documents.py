"""Archived documents -> protocols: which parser reads which, several at a time.

Documents do not depend on each other, so a pool of processes reads them; one that
cannot be read is set aside with its reason and stops nothing.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.errors import ArchiveError, QuarantineError
from ingest.facts.columns import ColumnMap
from ingest.facts.forms import Form
from ingest.facts.sites import Empty, Layout, Page
from ingest.parse.html import read_page
from ingest.parse.sheet import is_sheet, read_sheets
from ingest.read.layout import PageRows, nothing_read, read_layout
from ingest.read.names import NO_NAMES, Names, Question
from ingest.read.page import Content, PageReader

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_UNPACKED = 200_000_000  # bytes of a page that came compressed
WORTH_A_POOL = 40  # documents; fewer are read sooner than processes start
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read, and what is known of it."""

    entry: Entry
    page: Page
    values: "Mapping[str, str]"
    form: Form | None
    columns: ColumnMap | None = None
    names: Names = NO_NAMES


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: read, empty, links (nothing else) or quarantined.

    `questions` are the names on it that are not known.
    """

    state: str
    reason: str = ""
    rule: str = ""
    page: PageRows | None = None
    questions: Sequence[Question] = ()


def read_documents(
    folder: Path,
    jobs: Sequence[Job],
    workers: int,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Outcome]:
    """Read documents from the archive in *folder*, in order."""
    outcomes = []
    for outcome in _outcomes(folder, jobs, workers):
        outcomes.append(outcome)
        progress(len(outcomes))
    return outcomes


def _outcomes(folder: Path, jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    if len(jobs) < WORTH_A_POOL or workers == 1:
        for job in jobs:
            yield read_document(folder, job)
        return
    # Forking after numba or polars have started threads can hang; spawning cannot.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        folders = [folder] * len(jobs)
        yield from pool.map(read_document, folders, jobs, chunksize=_CHUNK)


def read_document(folder: Path, job: Job) -> Outcome:
    """Read one document; whatever is wrong with it is told in the outcome."""
    questions: Sequence[Question] = ()
    try:
        data = _unpacked(Archive.read_from(folder, job.entry), job.entry)
        if job.page.empty and _is_empty(data, job.page.empty):
            return Outcome("empty")
        if job.columns and job.page.layout and job.form:
            rows = _export(data, job, job.columns, job.page.layout, job.form)
            return Outcome("read", "", "export", rows)
        content, rule = _content(data, job.entry.content_type)
        if job.page.layout is None or job.form is None:
            return Outcome("links", "", rule)
        reader = PageReader(
            *(content, job.page.layout, job.form, job.values, job.entry.asked, job.names)
        )
        questions = reader.questions
        return Outcome("read", "", rule, read_layout(reader))
    except (QuarantineError, ArchiveError) as fault:
        return _set_aside(job, str(fault), questions)
    except RecursionError:
        return _set_aside(job, "nested too deep")


def _set_aside(job: Job, reason: str, questions: Sequence[Question] = ()) -> Outcome:
    """Set a document aside; that it is there is known all the same, if not what it says."""
    page = None
    if job.page.layout and job.form:
        page = nothing_read(job.page.layout, job.form, job.values)
    return Outcome("quarantined", reason, "", page, questions)


def _content(data: bytes, content_type: str) -> tuple[Content, str]:
    if data.lstrip()[:5] == b"%PDF-":
        from ingest.parse.pdf import read_pdf

        return read_pdf(data), "PDF"
    if is_sheet(data):
        return read_sheets(data), "spreadsheet"
    page = read_page(data, content_type)
    return page, f"{page.encoding}: {page.rule}"


def _export(
    data: bytes, job: Job, columns: ColumnMap, layout: Layout, form: Form
) -> PageRows:
    # Importing tables takes time that only exports should pay for.
    from ingest.read.exports import read_export

    return read_export(data, job.entry.asked, layout, form, columns, job.values)


def _is_empty(data: bytes, empty: Empty) -> bool:
    return len(data) <= empty.max_bytes and empty.contains.encode() in data


def _unpacked(data: bytes, entry: Entry) -> bytes:
    """Return a whole document, with a compression nobody asked for undone."""
    if entry.truncated:
        raise QuarantineError(f"cut off on the way ({entry.truncated})")
    encoding = entry.headers.get("content-encoding", "").lower()
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise QuarantineError(f"compressed in a way this tool does not read: {encoding}")
    unpacker = zlib.decompressobj(wbits=47)
    try:
        unpacked = unpacker.decompress(data, LARGEST_UNPACKED)
    except zlib.error as fault:
        raise QuarantineError(f"expected {encoding} data: {fault}") from None
    if unpacker.unconsumed_tail:
        raise QuarantineError(f"unpacks to more than {LARGEST_UNPACKED:,} bytes")
    return unpacked
