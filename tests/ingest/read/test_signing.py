import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.parse.html import read_page
from ingest.read.values.moments import read_moment
from ingest.read.values.numerals import Unread
from ingest.read.values.signing import LONGEST_TEXT, Signing, read_signing

NIGHT = "2007-08-19T01:30"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("19.08.2007 01:30", NIGHT),
        ("19.08.2007 г., 01 ч. 30 мин.", NIGHT),
        ("05.12.2011 11:33:00", "2011-12-05T11:33:00"),
        ("«19» августа 2007 года, 01 час 30 минут", NIGHT),
        ("19 августа 2007 г. в 1.30", NIGHT),
        ("19 Августа 2007 года в 01-30", NIGHT),
        ("18 августа 2007 года, 20 часов 00 минут", "2007-08-18T20:00"),
        ("2007 жылғы 19 тамыз, сағат 01:30", NIGHT),
        ("2007 жылғы «19» тамыз, сағат 01-30", NIGHT),
        ("2007 ж. 19 тамызда 01 сағат 30 минут", NIGHT),
        ("2007 жылдың 19 тамызы, сағат 1:30", NIGHT),
        ("19 тамыз 2007 ж. сағат 01:30-да", NIGHT),
        ("2007-08-19 01:30", NIGHT),
        ("2007-08-19T01:30", NIGHT),
        ("19 августа 2007 года", "2007-08-19"),
        ("2007 жылғы 19 тамыз", "2007-08-19"),
        ("19.08.2007", "2007-08-19"),
    ],
)
def test_a_day_and_a_time_as_commissions_print_them(text, when):
    assert read_moment(text) == when


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31.02.2007", "of the calendar"),
        ("19.08.2007 24:00", "of the day"),
        ("08.19.2007 01:30", "of the calendar"),
        ("08/19/2007", "a day and a time"),
        ("19.08.07 01:30", "a day and a time"),
        ("01:30", "a day and a time"),
        ("20 часов 00 минут", "a day and a time"),
        ("19.08.2007 12.85%", "a day and a time"),
        ("19.08.2007 12.30", "a day and a time"),
        ("19.08.2007 18.08.2007", "a day and a time"),
        ("около 19.08.2007", "a day and a time"),
        ("19.08.2007 " * 30, "a day and a time"),
        ("", "a day and a time"),
    ],
)
def test_what_is_no_moment_says_why(text, reason):
    got = read_moment(text)

    assert isinstance(got, Unread)
    assert reason in got.reason


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times())
def test_every_minute_is_read_back_from_its_writings(day, time):
    when = datetime.combine(day, time)
    expected = when.isoformat(timespec="minutes")

    for writing in ("%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y г. %H час. %M мин."):
        assert read_moment(when.strftime(writing)) == expected


RUSSIAN = """
Протокол подписан «19» августа 2007 года, 01 час 30 минут
Председатель комиссии   Выдуманный А.   подпись есть
Секретарь комиссии      Выдуманный Б.   подпись есть
Член комиссии           Выдуманный В.   подписи нет
Печать имеется. Копия верна.
"""
KAZAKH = """
Хаттамаға қол қойылды: 2007 жылғы 19 тамыз, сағат 01:30
Төраға   Ойдан шығарылған А.   қолы бар
Хатшы    Ойдан шығарылған Б.   қолы жоқ
Мөр басылған. Көшірмесі дұрыс. (қайта жасалған)
"""


def test_a_russian_protocol_says_when_who_and_under_what_seal():
    assert read_signing(RUSSIAN) == Signing(NIGHT, 2, 3, "present", copy=True)


def test_a_kazakh_protocol_says_when_who_and_under_what_seal():
    expected = Signing(NIGHT, 1, 2, "present", copy=True, version="repeated")

    assert read_signing(KAZAKH) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Число избирателей 100. Дата голосования: 18.08.2007",
        "Председатель комиссии (подпись), секретарь (подпись)",
        "Төраға (қолы)",
        "Копии протокола выданы наблюдателям",
        "Повторный подсчёт голосов не проводился",
        "Протокол подписан председателем. Дата голосования: 18.08.2007",
    ],
)
def test_what_a_text_does_not_say_is_none(text):
    """Missing is not zero: no word about signatures is not no signatures."""
    assert read_signing(text) == Signing()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            "Дата и время подписания протокола 09.12.2011 21:24",
            "signed",
            "2011-12-09T21:24",
        ),
        ("Подписан: 19.08.2007 01:30", "signed", NIGHT),
        ("Протокол составлен 19.08.2007 в 01:30", "signed", NIGHT),
        ("Дата подписания: 19 августа 2007 г.", "signed", "2007-08-19"),
        ("19.08.2007 01:30 протокол подписан", "signed", NIGHT),
        ("18.08.2007 Подписан: 19.08.2007 01:30", "signed", NIGHT),
        ("Қол қойылған күні мен уақыты: 19.08.2007 01:30", "signed", NIGHT),
        ("2007 жылғы 19 тамыз, сағат 01:30-да қол қойылды", "signed", NIGHT),
        ("Хаттама толтырылды: 19.08.2007 01:30", "signed", NIGHT),
        ("Подписей: 5.", "signatures", 5),
        ("Число подписей - 5 из 7", "members", 7),
        ("Протокол подписали 5 членов комиссии из 7", "signatures", 5),
        ("Подписали: 5 из 7", "members", 7),
        ("Число членов комиссии: 7", "members", 7),
        ("Қойылған қолдар саны: 5", "signatures", 5),
        ("7 мүшеден 5 қол қойды", "signatures", 5),
        ("7 мүшеден 5 мүше қол қойған", "members", 7),
        ("Комиссия мүшелерінің саны: 7", "members", 7),
        ("Член комиссии /подписано/ Член комиссии /не подписано/", "signatures", 1),
        ("Секретарь: подпись отсутствует", "signatures", 0),
        ("М.П.", "seal", "place"),
        ("(печать)", "seal", "place"),
        ("мөр орны", "seal", "place"),
        ("М.П. печать есть", "seal", "present"),
        ("Скреплено печатью", "seal", "present"),
        ("печать отсутствует", "seal", "absent"),
        ("мөр басылмаған", "seal", "absent"),
        ("М.О. мөрсіз", "seal", "absent"),
        ("КОПИЯ", "copy", True),
        ("Протокол (копия)", "copy", True),
        ("КӨШІРМЕ", "copy", True),
        ("ПОВТОРНЫЙ ПРОТОКОЛ", "version", "repeated"),
        ("09.12.2011 21:24:00 (Повторный)", "version", "repeated"),
        ("с отметкой «Повторный»", "version", "repeated"),
        ("Уточнённый протокол", "version", "corrected"),
        ("хаттама (нақтыланған)", "version", "corrected"),
        ("Қайталама хаттама", "version", "repeated"),
    ],
)
def test_each_sentence_that_is_understood(text, field, value):
    assert getattr(read_signing(text), field) == value


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("Подписей: 5. Подписали: 6 из 7", "signatures", "states 5 and 6"),
        ("Подписей: 2. А. подпись есть", "signatures", "states 1 and 2"),
        ("печать есть; печати нет", "seal", "absent and present"),
        ("(повторный) (уточнённый)", "version", "corrected and repeated"),
        ("Протокол подписан 19.08.2007. Подписан: 20.08.2007", "signed", "2007-08-19 and"),
        ("Протокол подписан 19.08.2007 25:30", "signed", "an hour of the day"),
        (" " * LONGEST_TEXT + "М.П.", "seal", "up to 1,000,000"),
    ],
)
def test_two_statements_or_none_that_can_be_read_say_why(text, field, reason):
    got = getattr(read_signing(text), field)

    assert isinstance(got, Unread)
    assert reason in got.reason


@given(st.text())
def test_no_text_makes_it_fail(text):
    assert isinstance(read_signing(text), Signing)
    assert isinstance(read_moment(text), str | Unread)


def test_real_pages_say_when_they_were_signed(shared):
    """The Russian commission's pages of 2011; the last one is marked as repeated."""
    folder = shared / "russia-2011-pages"
    expected = json.loads((folder / "izbirkom-2011-expected.json").read_text("utf-8"))
    got = {
        name: read_signing(read_page((folder / name).read_bytes()).text)
        for name in expected
    }

    for name, one in got.items():
        if expected[name]["signed"]:
            day, time = expected[name]["signed"].split()
            assert one.signed == "-".join(reversed(day.split("."))) + f"T{time}"
    assert [one.version for one in got.values()].count("repeated") >= 1
    assert {one.signatures for one in got.values()} == {None}
