"""From the bytes of an old .xls workbook to its sheets, read in a process of its own.

The reader underneath lays out a sheet from its first to its last cell at once, so a file
of some kB can make it ask for more memory than there is, and it then aborts; on a file
that is cut off it panics. Neither must be this process. It does not tell which cells are
merged, and gives cells of errors as empty ones.
"""

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from ingest.errors import QuarantineError
from ingest.parse.grid import Sheet

if TYPE_CHECKING:  # only the other process pays for importing it
    import fastexcel

MOST_MEMORY = 4 << 30  # bytes of address space; libraries alone reserve one
LONGEST_WAIT = 60.0  # seconds; 60,000 rows take two
LARGEST_ANSWER = 256 << 20  # bytes


def read_xls(data: bytes) -> list[Sheet]:
    """Read every sheet of an old workbook; raise QuarantineError if it is none."""
    command = [sys.executable, "-P", "-m", "ingest.parse.workbook.xls"]
    try:
        # The command is this file; nothing of the document is in it.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=LONGEST_WAIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise QuarantineError(
            f"expected a spreadsheet that is read in {LONGEST_WAIT:.0f} s, got none"
        ) from None
    if done.returncode < 0 or len(done.stdout) > LARGEST_ANSWER:
        raise QuarantineError("expected a spreadsheet, got one no memory is enough for")
    if done.returncode:  # the reader's own panics are no error that Python could name
        raise QuarantineError("expected a spreadsheet, got one cut off or damaged")
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise QuarantineError(f"expected a spreadsheet, got a fault: {answer['fault']}")
    return [Sheet(name, rows, hidden=hidden) for name, rows, hidden in answer["sheets"]]


def _answer(data: bytes) -> dict[str, object]:
    """Read the sheets, in the process that may be lost."""
    import fastexcel
    from polars.exceptions import PolarsError

    try:
        book = fastexcel.read_excel(data)
        return {"sheets": [_sheet(book, name) for name in book.sheet_names]}
    except (fastexcel.FastExcelError, PolarsError, ValueError) as fault:
        return {"fault": str(fault).strip().split("\n", 1)[0]}


def _sheet(book: "fastexcel.ExcelReader", name: str) -> tuple[str, list[list[str]], bool]:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    before = min((one.absolute_index for one in sheet.available_columns()), default=0)
    rows = [
        [""] * before + ["" if cell is None else cell for cell in row]
        for row in sheet.to_polars().rows()
    ]
    return name, rows, sheet.visible != "visible"


def _main() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    _main()
