"""The pages of the invented website: protocols, tables of commissions, and links.

Every page says that it is invented.
"""

from collections.abc import Sequence
from html import escape

from ingest.sample.documents.blank import HEADS, NOTICE, Blank
from ingest.sample.documents.table import TecTable

_WRITINGS = (("ru", "utf-8"), ("kk", "utf-8"), ("ru", "cp1251"), ("kk", "kz1048"))


# What a link leads to, in Russian and in Kazakh.
_KINDS = {
    "region": ("Область, город", "Облыс, қала"),
    "tec": ("Территориальная комиссия", "Аумақтық комиссия"),
    "table": ("Таблица по участкам", "Учаскелер кестесі"),
    "protocol": ("Протокол комиссии", "Комиссия хаттамасы"),
    "pec": ("Протокол участка", "Учаске хаттамасы"),
}


def writing(number: int) -> tuple[str, str]:
    """Return the language and the encoding of the page with a number."""
    return _WRITINGS[number % len(_WRITINGS)]


def protocol_page(blank: Blank, title: str, encoding: str) -> bytes:
    """Write a protocol as a page: a row a line, its count in digits and in words."""
    rows = (HEADS[blank.language], *blank.rows)
    table = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) + "\n" for row in rows
    )
    above, below = (_paragraphs(lines) for lines in (blank.above, blank.below))
    return _page(title, f"{above}<table>{table}</table>{below}", blank.language, encoding)


def table_page(table: TecTable, encoding: str) -> bytes:
    """Write a commission's table as a page."""
    heading = "".join(
        "<tr>"
        + "".join(
            f'<th colspan="{one.columns}" rowspan="{one.rows}">{escape(one.text)}'
            for one in row
        )
        for row in table.heading
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}" for cell in row) + "\n"
        for row in table.rows
    )
    inner = f"{_paragraphs(table.above)}<table>{heading}\n{body}</table>"
    return _page(table.above[-1], inner, table.language, encoding)


def links_page(title: str, addresses: Sequence[str]) -> bytes:
    """Write a page of links."""
    body = "".join(
        f'<p><a href="{one}">{escape(_label(one))}</a></p>\n' for one in addresses
    )
    notice = _paragraphs([NOTICE["kk"], NOTICE["ru"]])
    return _page(title, notice + body, "ru", "utf-8")


def _label(address: str) -> str:
    """Say in Russian and Kazakh where a link leads."""
    kind = "table" if "-table" in address else address.strip("/").partition("/")[0]
    kind = "protocol" if "-protocol" in address else kind
    russian, kazakh = _KINDS.get(kind, ("", ""))
    name = address.rpartition("/")[2].partition(".")[0]
    return f"{russian} {name} / {kazakh} {name}"


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in lines)


def _page(title: str, body: str, language: str, encoding: str) -> bytes:
    charset = {"cp1251": "windows-1251", "kz1048": "windows-1251"}.get(encoding, encoding)
    text = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="{charset}">'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>\n"
        f"{body}</body></html>\n"
    )
    return text.encode(encoding)
