import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read.values.declension import KAZAKH_NUMBERS, RUSSIAN_NUMBERS
from ingest.read.values.numerals import Unread
from ingest.read.values.words import LONGEST_TEXT, read_words
from ingest.sample.documents.words import write_words

LANGUAGES = ("ru", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_read_back_from_its_words(language):
    """Another's writing is the judge: dense up to 200,000, then at random."""
    chance = random.Random(4)
    numbers = [
        *range(1200),
        *range(1200, 200_001, 17),
        *(chance.randrange(10_000_000) for _ in range(2000)),
        *(n * 10**6 + extra for n in (1, 2, 5, 11, 21, 999) for extra in (0, 1, 1000)),
    ]

    wrong = [n for n in numbers if read_words(write_words(n, language)) != n]
    assert wrong == []


ONE = re.compile("(^|миллион[а-я]* |мың )(?:одна|один|бір) (тысяч|миллион|жүз|мың)")


def without_ones(text):
    """Leave out the word for one where a number may do without it."""
    return ONE.sub(r"\1\2", text)


VALUES = {
    form: number
    for numbers in (RUSSIAN_NUMBERS, KAZAKH_NUMBERS)
    for number, forms in numbers.items()
    for form in forms
}


def values(text):
    """Tell which number each word is, without the ones that may be left out."""
    told = [VALUES[word] for word in text.casefold().replace("ё", "е").split()]
    pairs = zip(told, [*told[1:], 0], strict=True)
    return [one for one, after in pairs if one != 1 or after < 100]


@pytest.fixture(scope="module")
def grammatical():
    """What 0 to 9,999 are written like, and the number that each writing is."""
    return {
        language: {without_ones(write_words(n, language)): n for n in range(10_000)}
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_left_out_gives_another_number_or_none(grammatical, language):
    """What is left is read as the number it is, and refused where it is none."""
    known = grammatical[language]
    for number in range(0, 10_000, 7):
        words = write_words(number, language).split()
        for at in range(len(words)):
            left = " ".join(words[:at] + words[at + 1 :])
            expected = known.get(without_ones(left))
            got = read_words(left)
            assert isinstance(got, Unread) if expected is None else got == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_another_order_give_another_number_or_none(grammatical, language):
    chance = random.Random(7)
    known = grammatical[language]
    for number in range(0, 10_000, 11):
        words = write_words(number, language).split()
        chance.shuffle(words)
        text = without_ones(" ".join(words))
        got = read_words(text)
        assert got == known.get(text, got)
        assert isinstance(got, Unread) or values(text) == values(write_words(got, language))


def test_no_word_is_of_both_languages_but_the_million():
    russian = {form for forms in RUSSIAN_NUMBERS.values() for form in forms}
    kazakh = {form for forms in KAZAKH_NUMBERS.values() for form in forms}

    assert russian & kazakh == {"миллион"}


@pytest.mark.parametrize("numbers", [RUSSIAN_NUMBERS, KAZAKH_NUMBERS])
def test_no_word_is_of_two_numbers(numbers):
    forms = [form for forms in numbers.values() for form in forms]

    assert len(forms) == len(set(forms))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Двести пять голосов", 205),
        ("(ДВЕСТИ ПЯТЬ)", 205),
        ("двадцать-один избиратель", 21),
        ("двести\nпять", 205),
        ("пять-\nсот", 500),
        ("сто-\nсорок", 140),
        ("двухсот пяти избирателей", 205),
        ("двумстам пяти", 205),
        ("восемьюстами тремя", 803),
        ("двести одну тысячу", 201_000),
        ("двумя тысячами", 2000),
        ("одного миллиона двух тысяч", 1_002_000),
        ("трёх", 3),
        ("одно", 1),
        ("тысяча двести", 1200),
        ("миллион тысяча", 1_001_000),
        ("миллион", 1_000_000),
        ("ноль бюллетеней", 0),
        ("Бір мың екі жүз отыз төрт сайлаушы", 1234),
        ("мың жүз", 1100),
        ("бір жүз", 100),
        ("жүз отыз төрттен", 134),
        ("екі жүзге", 200),
        ("тоқсан тоғызбен", 99),
        ("бір миллионнан", 1_000_000),
        ("отыз төртінші", 34),
        ("жиырмасыншы", 20),
        ("қырқыншы", 40),
        ("нөл дауыс", 0),
    ],
)
def test_numbers_as_protocols_write_them(text, number):
    assert read_words(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("двадцать сто", "do not stand together"),
        ("сто сто", "do not stand together"),
        ("двадцать ноль", "do not stand together"),
        ("двадцать одиннадцать", "do not stand together"),
        ("двадцать тысяча", "do not stand together"),
        ("двадцать один тысяч", "do not stand together"),
        ("две миллиона", "do not stand together"),
        ("двести пяти", "do not stand together"),
        ("тысячи", "do not stand together"),
        ("тысяча миллион", "do not stand together"),
        ("жиырма он", "do not stand together"),
        ("жүзден екі", "do not stand together"),
        ("отыз жүз", "do not stand together"),
        ("сто екі", "one language"),
        ("екі голосов", "'голосов' is no word of one"),
        ("двести пятый", "'пятый' is no word of one"),
        ("двести 5", "'5' is no word of one"),
        ("сто (сто) сто", "'(сто)' is no word of one"),
        ("голосов", "a number in words"),
        ("", "a number in words"),
        ("сто " * LONGEST_TEXT, "of up to 400 characters"),
    ],
)
def test_what_is_no_number_in_words_says_why(text, reason):
    got = read_words(text)

    assert isinstance(got, Unread)
    assert reason in got.reason


@pytest.mark.parametrize(("text", "suggested"), [("cто", 100), ("бiр", 1)])
def test_latin_letters_that_look_cyrillic_are_told_and_not_read(text, suggested):
    """As with digits: what may be meant is for a person."""
    got = read_words(text)

    assert isinstance(got, Unread)
    assert got.suggested == suggested


@given(st.lists(st.sampled_from(sorted(VALUES)), max_size=6).map(" ".join))
def test_a_number_is_read_from_all_of_its_words(text):
    """What is read, written out by another, is the same words."""
    got = read_words(text)

    assert isinstance(got, Unread) or values(text) in [
        values(write_words(got, language)) for language in LANGUAGES
    ]


@given(st.text())
def test_no_text_makes_it_fail(text):
    assert isinstance(read_words(text), int | Unread)
