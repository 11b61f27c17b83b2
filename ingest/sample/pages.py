"""The invented election as web pages: a table a territorial commission, and their sums.

Every page says that it is invented.
"""

from collections.abc import Iterable, Sequence
from html import escape

from ingest.facts.forms import Form
from ingest.sample.election import Counts, Invented

NOTICE = "ВЫДУМАННЫЕ ДАННЫЕ · ОЙДАН ШЫҒАРЫЛҒАН ДЕРЕКТЕР · INVENTED DATA"
_SIGNED = "19.08.2007 01:30"


def pages(invented: Invented) -> dict[str, bytes]:
    """Return the content of each address of the website."""
    site = {"/robots.txt": b"User-agent: *\nDisallow: /private/\n"}
    for tec in invented.tecs:
        rows = [
            (station, counts)
            for station, counts in invented.posted
            if invented.stations[station] == tec
        ]
        site[f"/tec/{tec}.html"] = _page(invented.form, f"ТИК {tec}", "Участок", rows)
    sums = invented.tecs.items()
    site["/tecs.html"] = _page(invented.form, "Итоги ТИК", "ТИК", sums, signed=False)
    return site


def copies_csv(invented: Invented) -> bytes:
    """Return the observers' copies as they would hand them in."""
    lines = ["station,source," + ",".join(invented.form.names)]
    lines += [
        f"{station},observer-{at:02}," + ",".join(map(str, counts.values()))
        for at, (station, counts) in enumerate(invented.copies.items(), 1)
    ]
    return ("\n".join(lines) + "\n").encode()


def register_csv(invented: Invented) -> bytes:
    """Return the register: every station and its commission."""
    rows = [f"{station},{tec},1" for station, tec in invented.stations.items()]
    return ("\n".join(["station,tec,rec", *rows]) + "\n").encode()


def _page(
    form: Form,
    title: str,
    first: str,
    rows: Iterable[tuple[str, Counts]],
    *,
    signed: bool = True,
) -> bytes:
    last = ["Подписан"] if signed else []
    heads = [first, *(line.ru for line in form.lines), *last]
    body = [
        _row("td", [name, *(str(counts[line]) for line in form.names), *last_cells])
        for name, counts in rows
        for last_cells in ([[_SIGNED]] if signed else [[]])
    ]
    return (
        "<!DOCTYPE html><html lang='ru'><head><meta charset='utf-8'>"
        f"<title>{escape(title)}</title></head><body><p><b>{NOTICE}</b></p>"
        f"<h1>{escape(title)}</h1><table>{_row('th', heads)}{''.join(body)}</table>"
        "</body></html>\n"
    ).encode()


def _row(tag: str, cells: Sequence[str]) -> str:
    inner = "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells)
    return f"<tr>{inner}</tr>\n"
