import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.numerals import (
    LARGEST_COUNT,
    Unread,
    proves_commas,
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
        ("-", "a count"),
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
    ],
)
def test_a_percentage_under_a_count_is_split_off(text, parts):
    assert split_percent(text) == parts


@given(st.integers(0, LARGEST_COUNT))
def test_every_count_is_read_back_from_its_writings(count):
    """Plain, and with each of the spaces that mark thousands."""
    for mark in ("", " ", "\u00a0", "\u202f"):
        assert read_count(f"{count:,}".replace(",", mark)) == count


@given(st.text(max_size=12))
def test_no_text_makes_it_fail(text):
    """Whatever a stranger writes is a count or has a reason."""
    assert isinstance(read_count(text), int | Unread)
