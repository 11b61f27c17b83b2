"""Archived documents -> protocols: which parser reads which, several at a time.

Documents do not depend on each other, so processes that can be stopped read them; one
that cannot be read, or not within its limits, is set aside with its reason and stops
nothing.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.archive import Archive
from ingest.entries import Entry
from ingest.errors import ArchiveError, PictureError, QuarantineError
from ingest.facts.columns import ColumnMap
from ingest.facts.forms import Form
from ingest.facts.sites import Empty, Layout, Page
from ingest.parse.grid import PHOTOGRAPHS
from ingest.parse.html import read_page
from ingest.parse.sheet import is_sheet, read_sheets
from ingest.read.pages.layout import PageRows, nothing_read, read_layout
from ingest.read.pages.page import Content, PageReader
from ingest.read.pool import Limits, Stopped, run_limited
from ingest.read.values.names import NO_NAMES, Names, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_UNPACKED = 200_000_000  # bytes of a page that came compressed
LARGEST_PLAIN = 1_000_000  # bytes of text that are read without a process of their own
WORTH_A_POOL = 40  # documents; fewer are read sooner than processes start
# A table of 2,000 pages takes 10 s. Trees of pages take ten times their bytes.
LIMITS = Limits(seconds=120.0, memory=2 << 30)


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
    limits: Limits = LIMITS,
) -> list[Outcome]:
    """Read documents from the archive in *folder*; return what came of each, in order."""
    outcomes: dict[int, Outcome] = {}
    for at, outcome in _outcomes(folder, jobs, workers, limits):
        outcomes[at] = outcome
        progress(len(outcomes))
    return [outcomes[at] for at in range(len(jobs))]


def _outcomes(
    folder: Path, jobs: Sequence[Job], workers: int, limits: Limits
) -> Iterator[tuple[int, Outcome]]:
    """Read here what is plain and not much, and all else where it can be stopped."""
    apart = list(range(len(jobs)))
    if len(jobs) < WORTH_A_POOL or workers == 1:
        apart = [at for at in apart if not _is_plain(folder, jobs[at].entry)]
        for at in sorted(set(range(len(jobs))) - set(apart)):
            yield at, read_document(folder, jobs[at])
    read = partial(read_document, folder)
    for at, outcome in run_limited(read, [jobs[at] for at in apart], workers, limits):
        if isinstance(outcome, Stopped):
            yield apart[at], _set_aside(jobs[apart[at]], outcome.reason)
        else:
            yield apart[at], outcome


def _is_plain(folder: Path, entry: Entry) -> bool:
    """Tell a document that reads in no time and by no code that could hang: short text."""
    if entry.size > LARGEST_PLAIN or entry.headers.get("content-encoding", ""):
        return False
    try:
        data = Archive.read_from(folder, entry)
    except ArchiveError:  # which is what came of it
        return True
    return is_plain_text(data)


def is_plain_text(data: bytes) -> bool:
    """Tell text that is read without a process of its own: a page, CSV, JSON."""
    return len(data) <= LARGEST_PLAIN and not is_pdf(data) and b"\0" not in data


def read_document(folder: Path, job: Job) -> Outcome:
    """Read one document; whatever is wrong with it is told in the outcome."""
    try:
        data = unpacked(Archive.read_from(folder, job.entry), job.entry)
        if job.page.empty and _is_empty(data, job.page.empty):
            return Outcome("empty")
        if job.columns and job.page.layout and job.form:
            rows = _export(data, job, job.columns, job.page.layout, job.form)
            return Outcome("read", "", "export", rows)
        return _read_page(data, job)
    except PictureError as picture:
        return _read_pictures(data, job, str(picture))
    except (QuarantineError, ArchiveError) as fault:
        return _set_aside(job, str(fault))
    except RecursionError:
        return _set_aside(job, "nested too deep")


def _read_page(data: bytes, job: Job) -> Outcome:
    content, rule = _content(data, job.entry.content_type)
    if job.page.layout is None or job.form is None:
        return Outcome("links", "", rule)
    reader = PageReader(
        *(content, job.page.layout, job.form, job.values, job.entry.asked, job.names)
    )
    try:
        return Outcome("read", "", rule, read_layout(reader))
    except QuarantineError as fault:
        return _set_aside(job, str(fault), reader.questions)


def _read_pictures(data: bytes, job: Job, picture: str) -> Outcome:
    """Read pictures of pages; where that fails, say also what they are."""
    # Importing takes time that only scans should pay for.
    from ingest.read.scanned import read_scanned

    if job.page.layout is None or job.form is None:
        return _set_aside(job, picture)
    try:
        page = read_scanned(data, job.page.layout, job.form, job.values, job.entry.asked)
    except QuarantineError as fault:
        return _set_aside(job, f"{picture}; {fault}")
    return Outcome("read", "", "scan", page)


def _set_aside(job: Job, reason: str, questions: Sequence[Question] = ()) -> Outcome:
    """Set a document aside; that it is there is known all the same, if not what it says."""
    page = None
    if job.page.layout and job.form:
        page = nothing_read(job.page.layout, job.form, job.values)
    return Outcome("quarantined", reason, "", page, questions)


def _content(data: bytes, content_type: str) -> tuple[Content, str]:
    if data.startswith(PHOTOGRAPHS):
        raise PictureError("a photograph; its numbers are no text")
    if is_pdf(data):
        # Importing takes time that only PDFs should pay for.
        from ingest.parse.pdf.tables import read_pdf

        return read_pdf(data), "PDF"
    if is_sheet(data):
        return read_sheets(data), "spreadsheet"
    page = read_page(data, content_type)
    return page, f"{page.encoding}: {page.rule}"


def _export(
    data: bytes, job: Job, columns: ColumnMap, layout: Layout, form: Form
) -> PageRows:
    # Importing tables takes time that only exports should pay for.
    from ingest.read.pages.exports import read_export

    return read_export(data, job.entry.asked, layout, form, columns, job.values)


def is_pdf(data: bytes) -> bool:
    """Tell a PDF by its first bytes."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def _is_empty(data: bytes, empty: Empty) -> bool:
    return len(data) <= empty.max_bytes and empty.contains.encode() in data


def unpacked(data: bytes, entry: Entry) -> bytes:
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
