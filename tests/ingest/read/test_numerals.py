import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.values.numerals import (
    LARGEST_COUNT,
    SPACES,
    Cell,
    Unread,
    is_dash,
    proves_commas,
    read_cell,
    read_count,
    split_percent,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("007", 7),
        (" 12 ", 12),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1\u202f234", 1234),
        ("1\u2009234\u2007567", 1234567),
        ("\u200b\u200e12\u3000", 12),
        (str(LARGEST_COUNT), LARGEST_COUNT),
    ],
)
def test_a_count_is_read_one_way(text, count):
    assert read_count(text) == count


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1O4", "a letter among the digits"),
        ("1О4", "a letter among the digits"),
        ("12.5", "a whole number"),
        ("12,5", "a whole number"),
        ("-3", "never negative"),
        ("−3", "never negative"),
        ("1 2 3 x", "a count"),
        ("12 34", "a count"),
        ("1234 567", "a count"),
        ("1,234", "nothing else in the file proves"),
        ("１２", "digits 0 to 9"),
        ("١٢", "digits 0 to 9"),
        (str(LARGEST_COUNT + 1), "up to 2,147,483,647"),
        ("9" * 100_000, "up to"),
        ("-", "nothing is written, not that it is zero"),
        ("—", "nothing is written, not that it is zero"),
        ("– 5", "never negative"),
        ("№ 12", "the number is a name"),
        ("N12", "the number is a name"),
        ("1.234", "a whole number"),
        ("1\n234", "a count"),
        ("1  234", "a count"),
        ("1\u200b234", "a count"),
        ("", "a count"),
        ("1e3", "a count"),
        ("+5", "a count"),
        ("1_000", "a count"),
    ],
)
def test_what_is_no_count_says_why(text, reason):
    """No guess, no fallback value."""
    got = read_count(text)

    assert isinstance(got, Unread)
    assert reason in got.reason


@pytest.mark.parametrize(
    ("text", "place", "suggested"),
    [
        ("1O2", "O (U+004F) is character 2", 102),
        ("1О2", "О (U+041E) is character 2", 102),
        ("1о", "о (U+043E) is character 2", 10),
        ("О", "О (U+041E) is character 1", 0),
        ("1З4", "З (U+0417) is character 2", 134),
        ("І2", "І (U+0406) is character 1", 12),
        ("l2", "l (U+006C) is character 1", 12),
        ("1 О23", "О (U+041E) is character 3", 1023),
        ("1Б", "Б (U+0411) is character 2 and may be 5 or 6", None),
    ],
)
def test_a_letter_like_a_digit_is_named_and_never_read(text, place, suggested):
    """The reason names the letter and its place; what may be meant is for a person."""
    got = read_count(text)

    assert isinstance(got, Unread)
    assert place in got.reason
    assert got.suggested == suggested
    assert suggested is None or f"perhaps {suggested} is meant" in got.reason


@pytest.mark.parametrize("text", ["SO", "Il", "ЗБ", "1О 2", "12x", "Озеро 5"])
def test_letters_that_make_no_count_are_not_repaired(text):
    assert read_count(text) == Unread("a count")


def test_a_dash_is_told_from_a_negative_number():
    assert is_dash(" — ")
    assert not is_dash("-5")
    assert not is_dash("")


def test_commas_are_read_only_with_proof():
    assert read_count("1,234", commas=True) == 1234
    assert isinstance(read_count("1,23", commas=True), Unread)


@pytest.mark.parametrize(
    ("cells", "proof"),
    [
        (["1,234,567", "12"], True),
        (["1,234", "2,001", "45"], True),
        (["1,234", "45"], False),
        (["1,234", "1,234"], False),
        (["1,234", "2,001", "1500"], False),
        (["1,234,567", "12,5"], False),
        (["1,234\n5,6%", "2,001 (7,8%)"], True),
        (["12", "45"], False),
    ],
)
def test_proof_that_the_comma_marks_thousands(cells, proof):
    """One cell alone proves nothing; one cell that contradicts undoes all."""
    assert proves_commas(cells) is proof


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2797\n12.85%", ("2797", "12.85%")),
        ("12628\n51,11 %", ("12628", "51,11 %")),
        ("2797", ("2797", "")),
        ("12.85%", ("12.85%", "")),
        ("1\n2\n3%", ("1\n2\n3%", "")),
        ("12628\n(51.11%)", ("12628", "51.11%")),
        ("1 234 (56,7%)", ("1 234", "56,7%")),
        ("1 234 56,7 %", ("1 234", "56,7 %")),
        ("1234 / 100%", ("1234", "100%")),
        ("120\n104,5%", ("120", "104,5%")),
        ("1 234%", ("1 234%", "")),
        ("12 050%", ("12 050%", "")),
        ("5 100,5%", ("5 100,5%", "")),
        ("123456,7%", ("123456,7%", "")),
        ("(5%)", ("(5%)", "")),
        ("12628 (51.11)", ("12628 (51.11)", "")),
        ("1%" * 1000, ("1%" * 1000, "")),
    ],
)
def test_a_percentage_beside_a_count_is_split_off(text, parts):
    """Only where it cannot be a part of the count."""
    assert split_percent(text) == parts


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("123¹", Cell(123, note="¹")),
        ("1 234¹²⁾", Cell(1234, note="¹²⁾")),
        ("123*", Cell(123, note="*")),
        ("123 **", Cell(123, note="**")),
        ("123 1)", Cell(123, note="1)")),
        ("1 234 1)", Cell(1234, note="1)")),
        ("123* (5,6%)", Cell(123, "5,6%", "*")),
        ("123", Cell(123)),
    ],
)
def test_a_note_at_a_count_is_split_off(text, cell):
    assert read_cell(text) == cell


@pytest.mark.parametrize(
    "text", ["1 234)", "1231)", "123 (1)", "12 34)", "*", "¹", "12³⁴⁵"]
)
def test_what_may_be_a_note_or_a_part_of_the_count_is_not_read(text):
    assert isinstance(read_cell(text).count, Unread)


@given(st.integers(0, LARGEST_COUNT))
def test_every_count_is_read_back_from_its_writings(count):
    """Plain, and with each of the spaces that mark thousands."""
    for mark in ("", " ", "\u00a0", "\u202f"):
        assert read_count(f"{count:,}".replace(",", mark)) == count


NEAR_COUNTS = st.text(alphabet="0123456789  \u00a0\u2009,.-—\n()%*¹²ОOЗIlБ№/", max_size=14)


@given(st.one_of(st.text(max_size=12), NEAR_COUNTS), st.booleans())
def test_a_count_is_what_its_plain_digits_say(text, commas):
    """Whatever a stranger writes is that count or has a reason; nothing is dropped."""
    got = read_count(text, commas=commas)
    cell = read_cell(text, commas=commas)

    assert isinstance(got, Unread) or got == int(re.sub("[^0-9]", "", text))
    if not isinstance(cell.count, Unread):
        digits = re.sub("[^0-9¹²³⁴-⁹⁰]", "", text)
        beside = re.sub("[^0-9¹²³⁴-⁹⁰]", "", cell.note + cell.percent)
        assert int(re.sub("[^0-9]", "", digits.removesuffix(beside))) == cell.count


@given(st.integers(0, LARGEST_COUNT), st.sampled_from(sorted(SPACES)))
def test_spaces_around_a_count_do_not_matter(count, space):
    assert read_count(f"{space}{count}{space}") == count
