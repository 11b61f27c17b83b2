"""The smallest .xls that readers of old Excel accept, made by hand.

No library here writes the format: a compound file (MS-CFB) with one stream of BIFF8
records (MS-XLS), of cells with numbers and short texts.
"""

import struct

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, SHEET, NUMBER, LABEL = 0x0809, 0x000A, 0x0085, 0x0203, 0x0204


def _record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _text(text, size):
    """A string of 16-bit characters, its length in a number of the given format."""
    return struct.pack(f"<{size}B", len(text), 1) + text.encode("utf-16-le")


def _cell(row, column, value):
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(LABEL, at + _text(value, "H"))
    return _record(NUMBER, at + struct.pack("<d", value))


def to_xls(cells, *, name="Sheet1", hidden=False):
    """Write cells, {(row, column): value} counted from 0, as an old workbook."""
    begin = _record(BOF, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    title = bytes([hidden, 0]) + _text(name, "B")
    start = len(begin) + 4 + 4 + len(title) + 4
    book = begin + _record(SHEET, struct.pack("<I", start) + title) + _record(EOF)
    sheet = _record(BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    sheet += b"".join(_cell(*at, value) for at, value in sorted(cells.items()))
    return _compound(book + sheet + _record(EOF))


def _compound(stream):
    """Wrap a stream, called Workbook, into a compound file of one table sector."""
    stream = stream.ljust(max(4096, -len(stream) % SECTOR + len(stream)), b"\0")
    count = len(stream) // SECTOR
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    chain = [TABLE, END, *range(3, count + 2), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry(
        "Workbook", 2, 2, len(stream)
    )
    return head + table + folder + _entry("", 0, 0, 0) * 2 + stream


def _entry(name, kind, first, size, child=FREE):
    text = name.encode("utf-16-le")
    title = text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2 if name else 0)
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return title + links + bytes(36) + struct.pack("<IQ", first, size)
