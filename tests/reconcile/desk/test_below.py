"""The numbers that the sum of a finding is of: which, how many, and what is missing."""

import json
import re
import shutil
from dataclasses import replace
from html import unescape

import polars as pl
import pytest

from reconcile.desk.findings.below import LISTED, tell_below
from reconcile.desk.findings.sums import Summed
from reconcile.desk.findings.told import speaker_of
from reconcile.desk.shown import Reader
from reconcile.keep.folder import ElectionFolder
from reconcile.report.words import LANGUAGES, Words
from tests.browsers import PHONE, SCREEN, look_at, window
from tests.desks import Somebody, desk

SAY = Words("en")
SUMS = ("C301", "C302", "C303")


def plain(text):
    return re.sub(r"[ \n]+", " ", re.sub("<[^>]+>", " ", text))


def told(number):
    return f"{number:,}".replace(",", "\u202f")


@pytest.fixture(scope="module")
def found(folder):
    """The first finding of each check of sums."""
    rows = json.loads((folder.path / "reports/0001/findings.json").read_bytes())
    return {code: next((one for one in rows if one["code"] == code), None) for code in SUMS}


def without_commissions(shown, *levels):
    """The same folder, had the commissions of some levels published nothing."""
    some = [one for one in shown.inputs.commissions if one[0].level not in levels]
    inputs = replace(shown.inputs, commissions=some)
    return replace(shown, inputs=inputs, sums=Summed(inputs))


@pytest.mark.parametrize("code", SUMS)
def test_the_numbers_listed_are_those_that_the_check_added_up(folder, found, code):
    """All pages together; each has its place in a document that was posted."""
    shown, row = Reader(folder).now(), found[code]
    speaker = speaker_of(shown, "en")
    first = tell_below(shown, row, speaker, 1)
    pages = range(1, -(-first.part.number // LISTED) + 1)

    numbers = [one for at in pages for one in tell_below(shown, row, speaker, at).numbers]

    assert len(numbers) == first.part.number
    assert sum(one["value"] for one in numbers) == row["expected"] == first.total
    assert first.is_as_found
    assert all(one["is_posted"] for one in numbers)


def test_stations_lead_to_their_pages_and_documents(visit, found):
    row = found["C301"]
    got = visit("ray").get(f"/findings/{row['finding']}").text
    section = got[got.index('id="below"') :]

    assert told(row["expected"]) in plain(section)
    assert re.search(r'<a href="/station\?station=\d+&amp;under=', section)
    assert re.search(r'<a href="/document/[0-9a-f]{64}\?place=', section)
    station = re.search(r'href="(/station\?[^"]+)"', section)[1].replace("&amp;", "&")
    assert visit("ray").get(station).status_code == 200


@pytest.mark.parametrize(
    ("code", "levels", "listed"),
    [("C303", ("rec", "tec"), 240), ("C303", ("rec",), None), ("C302", ("tec",), None)],
)
def test_where_a_level_published_nothing_the_next_one_is_listed(
    folder, found, code, levels, listed
):
    """As the check does it; of the CEC's sum at last all stations."""
    shown = without_commissions(Reader(folder).now(), *levels)

    below = tell_below(shown, found[code], speaker_of(shown, "en"), 1)

    stations = {one["level"] == "pec" for one in below.numbers}
    assert stations == {"tec" in levels}
    assert listed is None or below.part.number >= listed * 0.9
    assert below.part.last == min(LISTED, below.part.number)


@pytest.fixture(scope="module")
def lacking(folder, found, tmp_path_factory):
    """A folder read again since: one station below C301's commission lacks the line."""
    own = tmp_path_factory.mktemp("lacking") / "kz"
    shutil.copytree(folder.path, own)
    path = own / "tables" / "official-kz-2007-pec.parquet"
    row, rows = found["C301"], pl.read_parquet(path)
    mine = (pl.col("level") == "pec") & (pl.col("tec") == row["tec"])
    station = rows.filter(mine)["station"][0]
    gone = pl.when(pl.col("station") == station).then(None).otherwise(pl.col(row["line"]))
    rows.with_columns(gone.alias(row["line"])).write_parquet(path)
    return ElectionFolder(own)


def test_a_missing_number_is_missing_and_no_zero(lacking, found):
    """It is counted, has no part in the sum, and the sum that was compared is told."""
    row = found["C301"]
    with desk(lacking, public=True) as address:
        got = plain(Somebody(address).get(f"/findings/{row['finding']}").text)
    shown = Reader(lacking).now()
    below = tell_below(shown, row, speaker_of(shown, "en"), 1)

    assert below.missing == 1
    assert below.total < row["expected"]
    assert f"{SAY('findings-below-lacking')} 1 " in got
    assert f" {SAY('findings-below-missing')} " in got
    assert SAY("findings-below-other", number=told(row["expected"])) in got


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999"])
def test_a_page_that_none_can_be_is_refused(visit, found, query):
    path = f"/findings/{found['C303']['finding']}/below"

    assert visit("ray").get(f"{path}?{query}").status_code == 422


def test_there_is_no_page_beyond_the_last_and_none_of_another_check(visit, found, folder):
    rows = json.loads((folder.path / "reports/0001/findings.json").read_bytes())
    other = next(one["finding"] for one in rows if one["code"] == "C101")
    ray, one = visit("ray"), found["C303"]["finding"]

    assert ray.get(f"/findings/{one}/below?page=900").status_code == 404
    assert ray.get(f"/findings/{other}/below").status_code == 404
    assert 'id="below"' not in ray.get(f"/findings/{other}").text


@pytest.fixture(scope="module")
def stations_only(folder, tmp_path_factory):
    """A folder in which the CEC alone published a sum, so that all stations are below."""
    own = tmp_path_factory.mktemp("alone") / "kz"
    shutil.copytree(folder.path, own)
    for path in (own / "tables").glob("official-*.parquet"):
        rows = pl.read_parquet(path)
        rows.filter(~pl.col("level").is_in(["tec", "rec"])).write_parquet(path)
    value = json.loads((own / "tables" / "documents.json").read_bytes())
    frames = {one.stem: pl.read_parquet(one) for one in (own / "tables").glob("*.parquet")}
    for one in value["documents"]:
        name = "copies" if one["role"] == "copies" else f"official-{one['form']}"
        if name in frames:
            mine = frames[name].filter(pl.col("document") == one["sha256"])
            one["rows"] = mine.height
    (own / "tables" / "documents.json").write_text(json.dumps(value))
    return ElectionFolder(own)


def test_a_number_that_only_a_table_of_its_tec_says_is_told_so(stations_only, found):
    """Its station's own document could not be read: the link leads to the table."""
    one = found["C303"]["finding"]
    with desk(stations_only, public=True) as address:
        pages = [
            unescape(Somebody(address).get(f"/findings/{one}/below?page={at}").text)
            for at in range(1, 6)
        ]

    rows = [row for text in pages for row in re.findall("<tr><th scope=.row.*</tr>", text)]
    tables = [row for row in rows if SAY("findings-statement-table") in row]
    assert len(rows) > 200
    assert 0 < len(tables) < 20
    assert all("/document/" in row for row in tables)
    assert not any(re.search("<a [^>]*></a>", row) for row in rows)


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_paged_in_a_browser_without_scripts(
    chromium, stations_only, found, language, size
):
    """Each page is small, fits its window and satisfies axe."""
    one = found["C303"]["finding"]
    with desk(stations_only, public=True) as address:
        with window(chromium, language, size, scripts=False) as page:
            page.goto(f"{address}/findings/{one}?lang={language}")
            page.locator(".pages a[rel=next]").click()
            page.wait_for_url(f"**/findings/{one}/below?page=2")
            rows, size_ = page.locator("tbody tr").count(), len(page.content())
        paths = f"/findings/{one}?", f"/findings/{one}/below?page=2&"
        look_at(
            chromium, [f"{address}{one}lang={language}" for one in paths], language, size
        )
    assert rows == LISTED
    assert size_ < 40_000
