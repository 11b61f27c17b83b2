"""What stands on an invented protocol, in Russian or Kazakh; how it looks, elsewhere.

The wording is ours: no protocol of 2007 was found. Every protocol says that it is
invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ingest.facts.forms import Form
from ingest.sample.country import MISSING
from ingest.sample.documents.words import write_words
from ingest.sample.posting import MEMBERS, Posted

NOTICE = {
    "ru": "ВЫДУМАННЫЕ ДАННЫЕ / INVENTED DATA",
    "kk": "ОЙДАН ШЫҒАРЫЛҒАН ДЕРЕКТЕР / INVENTED DATA",
}
HEADS = {
    "ru": ("№", "Строка протокола", "Цифрами", "Прописью"),
    "kk": ("№", "Хаттама жолы", "Цифрмен", "Жазумен"),
}
_TITLES = {
    "ru": {
        "pec": "Протокол участковой избирательной комиссии",
        "tec": "Протокол территориальной избирательной комиссии",
        "rec": "Протокол областной (городской) избирательной комиссии",
        "cec": "Протокол Центральной избирательной комиссии",
    },
    "kk": {
        "pec": "Учаскелік сайлау комиссиясының хаттамасы",
        "tec": "Аумақтық сайлау комиссиясының хаттамасы",
        "rec": "Облыстық (қалалық) сайлау комиссиясының хаттамасы",
        "cec": "Орталық сайлау комиссиясының хаттамасы",
    },
}
_CHANNELS = {
    "ru": {"paper": "бумажный", "electronic": "электронный", "summary": "сводный"},
    "kk": {"paper": "қағаз", "electronic": "электрондық", "summary": "жиынтық"},
}


@dataclass(frozen=True, slots=True)
class Blank:
    """A protocol as text: lines above, a row a line of the form, lines below.

    A row is number, label, count in digits, count in words; both counts are empty
    where the channel has no such line.
    """

    language: str
    above: Sequence[str]
    rows: Sequence[tuple[str, str, str, str]]
    below: Sequence[str]


def fill_blank(
    form: Form,
    level: str,
    name: str,
    channel: str,
    own: Posted,
    version: int,
    language: str,
) -> Blank:
    """Write a version of a protocol in a language."""
    counts = own.said(version)
    words = counts if own.words is None else own.words
    rows = [
        (
            line.number,
            line.kk if language == "kk" else line.ru,
            *(("", "") if count == MISSING else (str(count), write_words(word, language))),
        )
        for line, count, word in zip(form.lines, counts, words, strict=True)
    ]
    kind = f"{_TITLES[language][level]} ({_CHANNELS[language][channel]})"
    above = [NOTICE[language], kind, f"№ {name}"]
    return Blank(language, above, rows, _below(own, language))


def _below(own: Posted, language: str) -> list[str]:
    """Write when a protocol was signed, and by how many."""
    if language == "kk":
        return [
            f"Хаттамаға қол қойылды: {_kazakh_time(own.signed)}",
            f"{MEMBERS} мүшеден {own.signatures} мүше қол қойды",
            "Мөр басылды",
        ]
    return [
        f"Протокол подписан: {_russian_time(own.signed)}",
        f"Число подписей: {own.signatures} из {MEMBERS}",
        "Печать поставлена",
    ]


def _russian_time(time: datetime) -> str:
    return f"{time:%d} августа {time:%Y} года, {time:%H} час. {time:%M} мин."


def _kazakh_time(time: datetime) -> str:
    return f"{time:%Y} жылғы {time:%d} тамыз, {time:%H} сағат {time:%M} минут"
