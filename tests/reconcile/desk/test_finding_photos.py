"""The photograph of the copy that a finding is about, and who sees it there."""

import io
import json
import sys
import zipfile
from hashlib import sha256
from secrets import token_hex

import pytest
from PIL import Image

from reconcile.keep.incoming import keep_incoming
from reconcile.keep.store.open import open_store
from reconcile.keep.store.typed import FIRST, Entry, all_typed, attach, keep_typed
from reconcile.keep.tables import load_tables
from reconcile.report.words import LANGUAGES, Words
from tests.browsers import PHONE, SCREEN, look
from tests.desks import PASSWORD, Somebody, desk

SAY = Words("en")


def photograph(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (600, 800), colour).save(buffer, "JPEG")
    return buffer.getvalue()


HANDED_IN, TYPED, LATER = map(photograph, ("white", "silver", "gold"))


def digest(data):
    return sha256(data).hexdigest()


@pytest.fixture(scope="module")
def stations(folder):
    """Three stations with one protocol and no copy, and what was posted of each."""
    tables = load_tables(folder.tables).frames
    rows = tables["official-kz-2007-pec"].filter(level="pec", statement="")
    alone = rows.filter(rows["station"].is_unique(), rows["invalid"].is_not_null())
    copied = tables["copies"]["station"].to_list()
    return alone.filter(~alone["station"].is_in(copied)).head(3).to_dicts()


@pytest.fixture(scope="module")
def copies(folder, stations, tmp_path_factory):
    """Four copies that differ: two of a zip, one of them with a photograph; two typed."""
    made = tmp_path_factory.mktemp("handed") / "copies.zip"
    first, second, third = stations
    rows = [f"{first['station']},o1,{first['invalid'] + 5},1.jpg",
            f"{second['station']},o2,{second['invalid'] + 5},"]  # fmt: skip
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("c.csv", "\n".join(["station,source,invalid,photo", *rows]))
        file.writestr("1.jpg", HANDED_IN)
    with open_store(folder) as store, store.writing() as connection:
        for who, station, photos in (
            ("olga", third, [keep_incoming(folder, TYPED)]),
            ("omar", second, []),
        ):
            sent = token_hex(16)
            counts = {"invalid": station["invalid"] + 7}
            entry = Entry(sent, sent, FIRST, f"{who}'s", station["station"],
                          station["tec"], station["channel"], counts, photos)  # fmt: skip
            keep_typed(connection, who, entry)
    return made


@pytest.fixture(scope="module")
def findings(folder, copies, stations):
    """What the next run found of these copies: the id, by check and station."""
    from reconcile import cli

    for words in (("import", "copies", copies), ("parse",), ("check",)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                sys, "argv", ["tekseru", *map(str, words), str(folder.path), "--quiet"]
            )
            assert cli.run() <= 1, words
    report = max((folder.path / "reports").iterdir())
    rows = json.loads((report / "findings.json").read_bytes())
    at = {one["station"]: number for number, one in enumerate(stations)}
    return {
        (one["code"], at[one["station"]]): one["finding"]
        for one in rows
        if one["station"] in at and one["line"] == "invalid"
    }


def test_a_photograph_that_was_handed_in_stands_beside_the_finding(visit, findings):
    """A clerk sees it, and can save it as it came."""
    cleo = visit("cleo")
    got = cleo.get(f"/findings/{findings['C201', 0]}").text

    assert f'<img src="/photo/{digest(HANDED_IN)}"' in got
    assert SAY("findings-photo-none") not in got
    assert cleo.get(f"/photo/{digest(HANDED_IN)}").headers["content-type"] == "image/jpeg"
    assert cleo.get(f"/photo/{digest(HANDED_IN)}/bytes").content == HANDED_IN


@pytest.mark.parametrize("name", ["ray", "olga"])
def test_a_photograph_that_was_handed_in_is_for_those_who_work_with_copies(
    visit, findings, name
):
    got = visit(name).get(f"/findings/{findings['C201', 0]}").text

    assert digest(HANDED_IN) not in got
    assert SAY("findings-photo-unshown") in got
    assert visit(name).get(f"/photo/{digest(HANDED_IN)}").status_code in (403, 404)


def test_whoever_typed_a_copy_sees_its_photograph_and_another_observer_does_not(
    visit, findings
):
    path = f"/findings/{findings['C201', 2]}"

    pages = {one: visit(one).get(path).text for one in ("olga", "omar", "ray", "cleo")}

    shown = {one for one, text in pages.items() if f'src="/photo/{digest(TYPED)}"' in text}
    told = {one for one, text in pages.items() if SAY("findings-photo-unshown") in text}
    assert shown == {"olga", "cleo"}
    assert told == {"omar", "ray"}


def test_of_copies_that_contradict_each_other_each_is_told_of(visit, findings):
    """Neither the table's nor the typed one has a photograph; their observers are named."""
    got = visit("cleo").get(f"/findings/{findings['C205', 1]}").text

    assert got.count(SAY("findings-photo-none")) == 2
    assert "o2</h3>" in got
    assert "omar&#39;s</h3>" in got


def test_an_observer_is_told_of_the_own_copy_alone(visit, findings):
    got = visit("omar").get(f"/findings/{findings['C205', 1]}").text

    assert got.count(SAY("findings-photo-none")) == 1
    assert got.count(SAY("findings-photo-unshown")) == 1


def test_a_photograph_that_came_after_the_run_is_shown(visit, findings, folder):
    """It stands in an entry that replaces the one the finding names."""
    with open_store(folder) as store, store.writing() as connection:
        mine = next(one for one in all_typed(connection) if one.who == "olga")
        more = attach(mine, keep_incoming(folder, LATER), token_hex(16))
        keep_typed(connection, "olga", more)

    got = visit("olga").get(f"/findings/{findings['C201', 2]}").text

    assert f'src="/photo/{digest(TYPED)}"' in got
    assert f'src="/photo/{digest(LATER)}"' in got


def test_a_finding_without_a_copy_says_nothing_of_photographs(visit, folder):
    rows = json.loads((folder.path / "reports/0001/findings.json").read_bytes())
    one = next(row["finding"] for row in rows if row["code"] == "C101")

    assert SAY("findings-photos") not in visit("cleo").get(f"/findings/{one}").text


def test_a_public_desk_shows_no_photograph(folder, findings):
    with desk(folder, public=True) as address:
        anybody = Somebody(address)
        for which in (0, 2):
            got = anybody.get(f"/findings/{findings['C201', which]}").text
            assert "/photo/" not in got
            assert SAY("findings-photo-unshown") in got
        for one in (HANDED_IN, TYPED):
            assert "/sign-in" in anybody.get(f"/photo/{digest(one)}").url


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_seen_in_a_browser(open_at, address, findings, language, size):
    """The picture is there, the page fits its window and satisfies axe."""
    page = open_at(language, size)
    page.fill("#name", "cleo")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    page.goto(f"{address}/findings/{findings['C201', 0]}")
    picture = page.locator('img[src^="/photo/"]')
    picture.scroll_into_view_if_needed()
    width = picture.evaluate("async one => { await one.decode(); return one.naturalWidth }")

    assert width > 0
    assert page.faults == []
    look(page)
