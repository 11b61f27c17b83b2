"""Whatever is said in one language is said in all, with the same numbers and names."""

import json
import re
import subprocess
import sys
from importlib.resources import files

import pytest

from reconcile.checks.catalogue import CHECKS
from reconcile.english import PATTERNS
from reconcile.phrases import fields_of, phrase, recognised
from reconcile.report import words
from reconcile.report.words import LANGUAGES, Words
from reconcile.report.words.speaker import Speaker

OTHERS = [one for one in LANGUAGES if one != "en"]
PARTS = ("says", "asks", "source", "rule-out")


def messages(language):
    """The keys of a language's files, each with the variables it names."""
    found = {}
    for file in (files(words) / language).iterdir():
        text = file.read_text(encoding="utf-8")
        for message in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE):
            key, _, rest = message.partition(" = ")
            if rest and re.fullmatch(r"[\w-]+", key):
                found[key] = set(re.findall(r"\$(\w+)", rest))
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_all_languages_say_what_the_english_files_say(language):
    english, other = messages("en"), messages(language)
    declared = {f"{one.code.lower()}-{part}" for one in CHECKS for part in PARTS}
    own = {key for key in other if not key.startswith("place-")}

    assert own == english.keys() | declared | PATTERNS.keys()
    assert {key: other[key] for key in english} == english


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", sorted(PATTERNS))
def test_a_phrase_names_the_same_in_every_language(language, key):
    english = PATTERNS[key] if isinstance(PATTERNS[key], str) else PATTERNS[key][1]

    assert messages(language)[key] == set(fields_of(english))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.code)
def test_a_check_says_the_same_numbers_in_every_language(language, check):
    assert messages(language)[f"{check.code.lower()}-says"] == set(fields_of(check.says))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda one: one.code)
def test_a_check_is_explained_in_letters_of_the_language(language, check):
    for part in ("title", "asks", "source", "rule-out"):
        said = Speaker(language).check(check.code, part)
        assert re.search("[а-я]", said)


def test_numbers_times_and_plurals_are_written_as_the_language_does():
    english, russian, kazakh = (Speaker(one) for one in LANGUAGES)
    below = [phrase("below-pec", number=number) for number in (1, 3, 11)]

    assert [one.number(1234) for one in (english, russian)] == ["1,234", "1\xa0234"]
    assert [russian.say(one) for one in below] == [
        "1 протокол участка",
        "3 протокола участков",
        "11 протоколов участков",
    ]
    assert english.time("2007-08-18") == "18 August 2007"
    assert kazakh.time("2007-08-18T20:05") == "2007\u202fж. 18 тамыз, 20:05"


def test_a_name_with_braces_or_markup_is_only_a_name():
    """What a document says never becomes a pattern."""
    said = phrase("at-station", station="{number} <b>{0}")

    assert Speaker("ru").say(said) == "участок {number} <b>{0}"


def test_the_name_of_a_sheet_stays_in_a_place():
    place = "sheet 'row of table', row 3, column 19"

    assert Speaker("ru").place(place) == "лист 'row of table', строка 3, столбец 19"


def test_words_that_cannot_be_said_are_a_fault():
    with pytest.raises(KeyError):
        Words("ru")("no-such-key")


@pytest.mark.parametrize(
    ("language", "said"), [("ru", "в копии 41"), ("kk", "көшірмеде 41")]
)
def test_check_and_explain_tell_a_finding_in_the_language(
    check, tekseru, little, language, said
):
    """Columns stay; sentences are the language's, and the same finding keeps its id."""
    copies = "station,registered,issued,invalid,votes.a,votes.b\ns1,100,60,2,41,17\n"
    (little / "copies.csv").write_text(copies, encoding="utf-8")
    _, english = check("--copies", little / "copies.csv", out="en")
    _, other = check("--copies", little / "copies.csv", "--lang", language)
    told = tekseru(
        "explain", other[0]["finding"], "--in", little / "out", "--lang", language
    )

    assert [one["finding"] for one in other] == [one["finding"] for one in english]
    assert said in other[0]["message"]
    assert said in " ".join(told.out.split())


@pytest.mark.parametrize(
    ("language", "findings", "names"),
    [
        (
            "ru",
            "Замечания  1: обязательно 1, следует 0, заметка 0",
            "C101 Протокол не сходится",
        ),
        ("kk", "Жайттар    1: міндетті 1, тиіс 0, ескертпе 0", "C101 Хаттама сан"),
    ],
)
def test_check_prints_its_result_in_the_language(check, little, language, findings, names):
    """What machines read stays as it is: the same summary.json in every language."""
    wrong = (little / "official.csv").read_text().replace("60,2,40,18", "60,2,40,28")
    (little / "official.csv").write_text(wrong)
    check(out="en")
    ran, _ = check("--lang", language)

    assert findings in ran.out
    assert names in ran.out
    summaries = [
        json.loads((little / o / "summary.json").read_bytes()) for o in ("en", "out")
    ]
    for one in summaries:
        del one["seconds"]
    assert summaries[0] == summaries[1]


def test_check_in_english_loads_no_words():
    """They cost more than the check."""
    code = (
        "import sys, reconcile.report.text, reconcile.cli.checked, reconcile.report.changed"
    )
    code += "; sys.exit('fluent.runtime' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("key", [one for one in PATTERNS if one.startswith("why-")])
def test_a_reason_that_was_kept_in_english_is_known_again(key):
    filling = dict.fromkeys(fields_of(PATTERNS[key]), "x, y")

    known = recognised(str(phrase(key, **filling)))

    assert (known.key, known.said) == (key, filling)


@pytest.mark.parametrize("verb", ["check", "explain", "report"])
def test_a_verb_offers_the_languages_that_there_are(tekseru, verb):
    assert f"[{'|'.join(LANGUAGES)}]" in tekseru(verb, "--help").out
