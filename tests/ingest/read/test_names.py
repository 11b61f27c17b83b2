from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.places import data_folder
from ingest.read.values.names import election_names, in_one_script, key, nearest


@pytest.fixture(scope="module")
def election():
    return load_election(data_folder() / "elections" / "kz-2007-majilis.toml")


@pytest.fixture(scope="module")
def names(election):
    return election_names(election)


def test_every_spelling_of_every_region_is_that_region_and_no_other(election, names):
    """Sixteen regions in three languages, each against each."""
    assert len(election.region) == 16
    for one, other in combinations(election.region, 2):
        own = {key(spelling) for spelling in one.names}
        assert not own & {key(spelling) for spelling in other.names}
        assert {names.find("region", spelling) for spelling in one.names} == {one.id}


def test_almaty_is_a_region_and_a_city_and_alone_neither(names):
    assert names.find("region", "Алматы облысы") == "almaty-region"
    assert names.find("region", "Алматы қаласы") == "almaty-city"
    assert names.find("region", "город Алматы") == "almaty-city"
    for spelling in ("Алматы", "Almaty", "Алматинская", "Алма-Ата", ""):
        assert names.find("region", spelling) is None


def test_a_spelling_one_letter_off_is_asked_and_not_guessed(election, names):
    """Every region, with each letter of its names left out in turn."""
    for region in election.region:
        for name in (region.en, region.ru, region.kk):
            for at in range(len(name)):
                spelling = name[:at] + name[at + 1 :]
                same = key(spelling) in {key(one) for one in region.names}
                assert same or names.find("region", spelling) is None
        question = names.ask("region", region.ru[:-1])
        assert f"{region.id} ({region.ru})" in question.nearest


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("«Нұр  Отан»", "нұр отан"),
        ("Восточно – Казахстанская область", "восточно-казахстанская ОБЛАСТЬ"),
        ("Королёво", "Королево"),
        ("УИК №1", "УИК № 1"),
        ("УИК N 1", "УИК №1"),
        ("УИК No. 1", "УИК 1"),
        ("Aлматинская oбласть", "Алматинская область"),
        ("Сoлтүстiк Қазақстан", "Солтүстік Қазақстан"),
        ("Аlmaty", "Almaty"),
        ("Алма\u00adтинская\u00a0область", "Алматинская область"),
    ],
)
def test_writings_of_one_name_have_one_key(text, same):
    assert key(text) == key(same)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Қарағанды", "Карағанды"),
        ("г. Алматы", "город Алматы"),
        ("Алматинская обл.", "Алматинская область"),
        ("УИК 1", "УИК 11"),
        ("ВОСТОЧНОКАЗАХСТАНСКАЯ", "Восточно-Казахстанская"),
        ("Нур Отан", "Nur Otan"),
    ],
)
def test_other_names_have_other_keys(text, other):
    assert key(text) != key(other)


@given(st.one_of(st.text(max_size=30), st.text(alphabet="яАHhYyBbТіi№N5. -«ё", max_size=9)))
def test_a_key_is_its_own_key(text):
    """Normalising twice changes nothing, so that stored keys can be compared."""
    assert key(key(text)) == key(text)


@given(st.text(alphabet="абвгқәіАВСabcxyz -", max_size=20))
def test_only_words_of_two_scripts_are_written_in_one(text):
    got = in_one_script(text)

    assert len(got) == len(text)
    assert in_one_script(got) == got


def test_a_list_is_known_by_each_of_its_names(names):
    assert names.find("list", "ОСДП") == "ansdp"
    assert names.find("list", "Демократическая партия Казахстана „Ак жол“") == "ak-zhol"


def test_one_spelling_of_two_things_is_refused(election):
    answers = [("region", "Алматы", "almaty-city"), ("region", "алматы", "almaty-region")]

    with pytest.raises(SettingError, match="expected the name of one thing"):
        election_names(election, answers)


def test_an_answer_is_known_from_then_on(election):
    names = election_names(election, [("region", "Алма-Ата", "almaty-city")])

    assert names.find("region", "АЛМА – АТА") == "almaty-city"


def test_nothing_is_near_a_name_that_is_like_none():
    assert nearest("zzzz", ["Алматы", "Астана"]) == []
    assert nearest("x" * 10_000, ["Алматы"]) == []
