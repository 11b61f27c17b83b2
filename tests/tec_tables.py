"""Invented tables of a TEC, as commissions post them: one description, two documents.

Rows of cells with spans become a page of HTML or a sheet of XLSX; the tests read both,
and `tests/bench/sheet_tables.py` reads many.
"""

import io
import random
from dataclasses import dataclass, field
from html import escape

import xlsxwriter

from ingest.facts.forms import load_form
from ingest.facts.sites import Layout
from tests.invented import invent_protocol

FORM = load_form("kz-2007-pec")
LINES, LISTS = FORM.lines[:14], FORM.lines[14:]

WORDS = {
    "ru": {
        "order": "№ п/п",
        "group": "Район",
        "station": "Избирательный участок",
        "lines": "Строки протокола",
        "lists": "Голоса, поданные за списки",
        "count": "голосов",
        "named": "Участок № {}",
        "sum": "Итого: {}",
        "all": "Всего",
        "title": "Результаты голосования по участкам (ВЫМЫШЛЕННЫЕ)",
    },
    "kk": {
        "order": "р/с №",
        "group": "Аудан",
        "station": "Сайлау учаскесі",
        "lines": "Хаттама жолдары",
        "lists": "Тізімдерге берілген дауыстар",
        "count": "дауыс саны",
        "named": "№ {} учаске",
        "sum": "{} бойынша барлығы",
        "all": "Барлығы",
        "title": "Учаскелер бойынша дауыс беру нәтижелері (ОЙДАН ШЫҒАРЫЛҒАН)",
    },
}


def layout(**more):
    """The layout that describes these tables in both languages."""

    def every(word):
        return [words[word] for words in WORDS.values()]

    return Layout.model_validate(
        {
            "form": FORM.id,
            "orientation": "rows",
            "station": "{station}",
            "tec": "{group}",
            "heading_rows": 3,
            "columns": {
                "station": {"heading": every("station"), "pattern": r"№ ?(\d{5})"},
                "group": {"heading": every("group"), "down": True},
            },
            "groups": [*every("lines"), *every("lists"), *every("count")],
            "totals": ["Итого", "Всего", "Барлығы"],
            "ignore": {
                **dict.fromkeys(every("order"), "number of the row"),
                "%": "a percentage",
            },
            **more,
        }
    )


@dataclass(frozen=True)
class Cell:
    """A cell with its text or count, and how many columns and rows it covers."""

    value: str | int
    wide: int = 1
    high: int = 1


@dataclass
class Table:
    """Rows of cells, and the protocols that they show."""

    rows: list[list[Cell]]
    protocols: dict[str, dict[str, int]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)


def tec_table(
    stations=6, *, language="ru", percent="columns", group_cell="first", seed=2007
):
    """Invent a TEC's table of its stations, in groups of three with a sum under each.

    `percent` beside the votes: in "columns" of their own, "under" them in one cell, or
    "beside" them in brackets. `group_cell`: the group's name is "merged" down, or stands
    in the "first" row only.
    """
    words, chance = WORDS[language], random.Random(seed)
    table = Table(_headings(words, language, percent))
    total = dict.fromkeys(FORM.names, 0)
    for first in range(0, stations, 3):
        group, part = f"{words['group']} {first // 3 + 1}", dict.fromkeys(FORM.names, 0)
        numbers = range(first + 1, min(first + 3, stations) + 1)
        for number in numbers:
            counts = invent_protocol(FORM, chance)
            station = f"{number:05}"
            table.protocols[station], table.groups[station] = counts, group
            part = {line: part[line] + counts[line] for line in FORM.names}
            leads = number == numbers[0]
            high = len(numbers) if group_cell == "merged" else 1
            name = [Cell(group, high=high)] if leads else []
            if not leads and group_cell == "first":
                name = [Cell("")]
            label = [Cell(number), *name, Cell(words["named"].format(station))]
            table.rows.append([*label, *_counts(counts, percent)])
        total = {line: total[line] + part[line] for line in FORM.names}
        label = Cell(words["sum"].format(group), wide=3)
        table.rows.append([label, *_counts(part, percent)])
    table.rows.append([Cell(""), Cell(words["all"]), Cell(""), *_counts(total, percent)])
    return table


def _headings(words, language, percent):
    apart = percent == "columns"
    titles = [[Cell(words["title"], wide=17 + 7 * (1 + apart))], [Cell("")]]
    lists = [Cell(getattr(one, language), wide=1 + apart) for one in LISTS]
    under = [Cell(words["count"]), *([Cell("%")] if apart else [])]
    return [
        *titles,
        [
            *(Cell(words[one], high=3) for one in ("order", "group", "station")),
            Cell(words["lines"], wide=14),
            Cell(words["lists"], wide=7 * (1 + apart)),
        ],
        [*(Cell(line.number) for line in LINES), *lists],
        [*(Cell(getattr(line, language)) for line in LINES), *(under * 7)],
    ]


def _counts(counts, percent):
    cells = [Cell(counts[line.name]) for line in LINES]
    for line in LISTS:
        votes = counts[line.name]
        share = f"{100 * votes / max(1, counts['valid']):.2f}%".replace(".", ",")
        shown = f"{votes:,}".replace(",", "\u00a0")
        cells += {
            "columns": [Cell(votes), Cell(share)],
            "under": [Cell(f"{shown}\n{share}")],
            "beside": [Cell(f"{shown} ({share})")],
        }[percent]
    return cells


def to_html(*tables):
    """Write tables as a page, as browsers show it."""
    body = "".join(f"<table>{''.join(map(_tr, one.rows))}</table>" for one in tables)
    return f"<html><body>{body}</body></html>".encode()


def _tr(row):
    def td(cell):
        spans = f" colspan={cell.wide}" * (cell.wide > 1)
        spans += f" rowspan={cell.high}" * (cell.high > 1)
        value = cell.value if isinstance(cell.value, str) else f"{cell.value:,}"
        text = escape(value.replace(",", " ") if value is not cell.value else value)
        return f"<td{spans}>{text.replace(chr(10), '<br>')}</td>"

    return f"<tr>{''.join(map(td, row))}</tr>"


def to_xlsx(sheets, hidden=()):
    """Write tables by the names of their sheets as a workbook, counts as numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, table in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            else:
                sheet.activate()  # the sheet that opens first cannot be a hidden one
            _fill(sheet, table.rows)
    return buffer.getvalue()


def _fill(sheet, rows):
    covered = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in covered:
                column += 1
            bottom, right = at + cell.high - 1, column + cell.wide - 1
            if cell.wide * cell.high > 1:
                sheet.merge_range(at, column, bottom, right, cell.value)
            elif cell.value != "":
                sheet.write(at, column, cell.value)
            covered |= {
                (r, c) for r in range(at, bottom + 1) for c in range(column, right + 1)
            }
            column = right + 1
