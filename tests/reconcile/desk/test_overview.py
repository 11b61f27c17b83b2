"""What somebody sees of the whole: the outcome, coverage, totals, charts, the nights."""

import json
import re
import shutil
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO

import pytest

from reconcile.desk.routes.overview import NIGHTS
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.life.events import CORRECTED
from reconcile.keep.store import nights
from reconcile.keep.store.open import open_store
from reconcile.keep.store.records import Event
from reconcile.report.words import LANGUAGES, Words
from tests.browsers import PHONE, SCREEN, look_at, window
from tests.desks import Somebody, desk, let_in

SAY = Words("en")


@pytest.fixture(scope="module")
def summary(folder):
    return json.loads((folder.path / "reports" / "0001" / "summary.json").read_bytes())


def plain(text):
    return re.sub(r"[ \n]+", " ", re.sub("<[^>]+>", " ", text))


def told(number):
    return f"{number:,}".replace(",", "\u202f")


def test_it_begins_with_whether_the_outcome_could_be_another(visit, summary):
    """The report's own sentences."""
    got = plain(visit("ray").get("/overview").text)

    for sentence in summary["materiality"]["says"]:
        assert sentence in got


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_in_each_language_what_was_seen(visit, summary, language):
    say = Words(language)

    got = plain(visit("ray").get(f"/overview?lang={language}").text)

    for key in ("report-matters", "report-coverage", "overview-totals", "overview-nights"):
        assert say(key) in got
    assert told(summary["stations"]["official"]) in got


def test_coverage_leads_to_stations_and_findings(visit, summary):
    """Each region with its stations seen and listed, and each TEC of it."""
    got = visit("ray").get("/overview").text

    region, one = next(iter(summary["coverage"]["rec"].items()))
    assert f'href="/findings?rec={region}"' in got
    assert f'href="/stations?q={region}"' in got
    tec = next(iter(summary["coverage"]["tec"]))
    assert f"tec={tec}" in got
    assert str(one["official"]) in got


def test_our_totals_stand_beside_the_published_ones(visit, summary):
    """Where a check found a difference it is the check's, with a link to the finding."""
    got = visit("ray").get("/overview").text

    text = plain(got)
    for one in list(summary["totals"].values())[:5]:
        assert told(one["official"]) in text
        assert told(one["cec"]["sum"]) in text
    assert re.search(r'href="/findings/C303-[0-9a-f]{12}"', got)


def test_a_folder_without_a_sample_says_so_plainly(visit):
    got = plain(visit("ray").get("/overview").text)

    assert SAY("overview-no-sample") in got
    assert SAY("overview-no-audit") in got


def test_the_first_night_is_told(visit, summary):
    got = plain(visit("ray").get("/overview").text)

    assert SAY("report-run", run=1) in got
    assert told(sum(summary["findings"].values())) in got


@pytest.mark.parametrize("name", ["coverage", "differences", "timeline", "fingerprint"])
def test_a_chart_is_a_drawing_with_its_sentence_and_table(visit, name):
    """As in the report; the drawing holds nothing that could run."""
    ray = visit("ray")
    assert f"/charts/{name}.svg" in ray.get("/overview").text

    drawing, page = ray.get(f"/charts/{name}.svg?lang=en"), ray.get(f"/charts/{name}")

    assert drawing.headers["content-type"] == "image/svg+xml"
    assert drawing.text.startswith("<svg")
    assert "<script" not in drawing.text
    assert f'src="/charts/{name}.svg' in page.text
    assert "<table" in page.text


def test_a_drawing_speaks_the_language_that_is_asked_for(visit):
    ray = visit("ray")

    titles = {
        one: Words(one)("chart-coverage")
        in ray.get(f"/charts/coverage.svg?lang={one}").text
        for one in LANGUAGES
    }

    assert all(titles.values())


@pytest.mark.parametrize("path", ["/charts/nothing.svg", "/charts/comb"])
def test_a_chart_that_there_is_not_is_not_found(visit, path):
    assert visit("ray").get(path).status_code == 404


def test_a_chart_without_figures_says_why(visit):
    """An estimate is drawn when there is one."""
    assert visit("ray").get("/charts/interval").status_code == 404


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("ray", "/overview"),
        ("olga", "/stations"),
        ("cleo", "/stations"),
        ("sue", "/overview"),
    ],
)
def test_home_is_what_serves_most(visit, name, leads):
    """Those who type begin with the search, those who read or decide with the whole."""
    assert visit(name).get("/").url.endswith(leads)


def test_home_keeps_the_language_that_is_asked_for(visit):
    assert 'lang="kk"' in visit("ray").get("/?lang=kk").text


def test_before_the_first_run_it_says_that_nothing_was_checked(tmp_path):
    from reconcile.keep.folder import make_folder

    made = make_folder(tmp_path / "kz", "kz-2007-majilis")
    let_in(made, ray="reader")
    with desk(made) as address:
        ray = Somebody(address).sign_in("ray")
        got = ray.get("/overview")
        listed = ray.get("/findings")

    assert SAY("findings-none-yet") in got.text
    assert SAY("findings-none-yet") in listed.text


@pytest.fixture(scope="module")
def two_nights(checked, tmp_path_factory):
    """A folder with a second run, a sample, an estimate of it and an audit."""
    from reconcile import cli

    def run(*words):
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
            patch.setattr(sys, "argv", ["tekseru", *words, "--quiet"])
            assert cli.run() <= 1, words

    own = tmp_path_factory.mktemp("nights") / "kz"
    shutil.copytree(checked, own)
    run("sample", str(own), "--size", "60", "--seed", "20250101123456789012")
    run("check", str(own))
    run("estimate", str(own))
    run("audit", str(own))
    return ElectionFolder(own)


def test_a_sample_its_estimate_and_audit_are_told(two_nights):
    """Nights stand one above the other, the last first; the charts are there."""
    let_in(two_nights, ray="reader")
    with desk(two_nights) as address:
        ray = Somebody(address).sign_in("ray")
        got, interval = ray.get("/overview"), ray.get("/charts/interval.svg")

    text = plain(got.text)
    assert text.index(SAY("report-run", run=2)) < text.index(SAY("report-run", run=1))
    assert SAY("overview-no-sample") not in text
    assert interval.status_code == 200
    assert "/charts/evidence.svg" in got.text


@pytest.fixture(scope="module")
def many_nights(checked, tmp_path_factory):
    """A folder with 400 recorded runs, on each of which one more finding was corrected."""
    own = tmp_path_factory.mktemp("many") / "kz"
    shutil.copytree(checked, own)
    folder = ElectionFolder(own)
    with open_store(folder) as store, store.writing() as connection:
        first = nights.last_run(connection)
        ids = [one.finding for one in nights.every_event(connection)]
        told = {**first.told, "documents": dict.fromkeys(first.told["documents"], ())}
        for at in range(2, 401):
            gone = [Event(ids[at], CORRECTED)] if at < len(ids) else []
            run = replace(first, run=at, report=f"{at:04}", told=told)
            nights.add_run(connection, run, {}, gone)
    return folder


def test_hundreds_of_nights_are_pages_that_links_lead_to(many_nights):
    """The overview has the last ones; each page is small, and every night is on one."""
    with desk(many_nights, public=True) as address:
        ray = Somebody(address)
        path, pages = "/overview", []
        while path:
            pages.append(ray.get(path).text)
            further = re.search(r'href="(/overview/nights[^"]*)" rel="next"', pages[-1])
            path = further and further[1]
        beyond = ray.get(f"/overview/nights?page={len(pages) + 1}").status_code
        back = re.search(r'href="([^"]*)" rel="prev"', pages[1])[1]

    runs = [int(one) for text in pages for one in re.findall(r"<h[23]>Run (\d+) ", text)]
    assert runs == list(range(400, 0, -1))
    assert max(map(len, pages[1:])) < 20_000
    assert beyond == 404
    assert back == "/overview/nights"


def test_a_page_of_nights_says_how_many_there_are(many_nights):
    with desk(many_nights, public=True) as address:
        got = plain(Somebody(address).get("/overview/nights?page=2").text)

    assert SAY("findings-shown", first=11, last=20, number=400) in got
    assert SAY("report-run", run=390) in got


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999"])
def test_a_page_of_nights_that_none_can_be_is_refused(visit, page):
    assert visit("ray").get(f"/overview/nights?page={page}").status_code == 422


def test_a_few_nights_need_no_pages(visit):
    assert 'rel="next"' not in visit("ray").get("/overview").text


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nights_are_paged_in_a_browser_without_scripts(
    chromium, many_nights, language, size
):
    with desk(many_nights, public=True) as address:
        with window(chromium, language, size, scripts=False) as page:
            page.goto(f"{address}/overview?lang={language}")
            page.locator(".pages a[rel=next]").click()
            page.wait_for_url("**/overview/nights?page=2")
            page.locator(".pages a[rel=prev]").click()
            page.wait_for_url("**/overview/nights")
            seen = page.locator(".nights li").count()
        paths = "/overview?", "/overview/nights?page=3&"
        look_at(
            chromium, [f"{address}{one}lang={language}" for one in paths], language, size
        )
    assert seen == NIGHTS


def test_a_public_desk_shows_the_whole_and_nothing_of_a_clerks(folder):
    with desk(folder, public=True) as address:
        anybody = Somebody(address)
        got = anybody.get("/")
        assert got.url.endswith("/overview")
        for path in ("/charts/coverage", "/charts/coverage.svg", "/findings", "/stations"):
            assert anybody.get(path).status_code == 200
        for path in ("/work", "/activity", "/copies", "/people"):
            assert "/sign-in" in anybody.get(path).url
            assert f'href="{path}"' not in got.text
    assert "olga" not in got.text
