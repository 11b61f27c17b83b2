"""What the stand-in does wrong, and the word that the fetch has for each of it."""

import pytest

from ingest.archive import Archive
from ingest.facts.sites import load_site
from ingest.fetch import crawl
from ingest.fetch.crawl import fetch_site
from ingest.sample.invent import Settings
from ingest.sample.server import FAULTS, Faults, serve
from ingest.sample.standin import Shares

SETTINGS = Settings(240, shares=Shares(pdf=0, scan=0))
SITE = load_site("kz-2007-standin").model_copy(update={"timeout_s": 0.5})


def looks(tmp_path, faults, nights=(1,), **changes):
    """Fetch on some nights; return the last report and the archive."""
    archive = Archive(tmp_path / "archive")
    with serve(SETTINGS.website, faults) as (mirror, show):
        for night in nights:
            show(night)
            report = fetch_site(SITE.model_copy(update=changes), archive, mirror)
    return report, archive


@pytest.mark.parametrize(
    ("fault", "word"), [("away", "redirected-away"), ("cut", "cut-off")]
)
def test_each_fault_has_its_word(tmp_path, fault, word):
    report, _ = looks(tmp_path, Faults(**{fault: 10}))

    assert list(report.faults) == [word]
    assert all("standin.invalid" in one for one in report.faults[word])


def test_an_answer_of_a_gb_is_taken_up_to_the_limit(tmp_path):
    report, archive = looks(tmp_path, Faults(huge=15), max_bytes=1_000_000)

    assert list(report.faults) == ["too-large"]
    assert max(one.size for one in archive.entries) == 1_000_000


def test_errors_and_hanging_are_told_apart(tmp_path, monkeypatch):
    """Both leave the other addresses as they are."""
    monkeypatch.setattr(crawl, "TRIES", 2)
    report, _ = looks(tmp_path, Faults(error=8, hang=8))

    assert set(report.faults) == {"server-error", "no-answer-in-time"}
    assert report.outcomes["new"] > 100


def test_yesterdays_page_with_todays_date_is_no_change(tmp_path):
    report, _ = looks(tmp_path, Faults(stale=1000), nights=(1, 2))

    assert list(report.faults) == ["dated-anew"]
    assert report.outcomes["changed"] == 0


def test_an_earlier_version_that_comes_back_is_named(tmp_path):
    """A cache that forgot what it had shown already."""
    archive = Archive(tmp_path / "archive")
    with serve(SETTINGS.website, Faults()) as (mirror, show):
        for night in (2, 3, 2):
            show(night)
            report = fetch_site(SITE, archive, mirror)

    assert "earlier-bytes" in report.faults


def test_pages_that_led_to_documents_and_lead_nowhere_are_named(tmp_path):
    """What they led to is asked for all the same."""
    archive = Archive(tmp_path / "archive")
    for faults in (Faults(), Faults(unlinked=1000)):
        with serve(SETTINGS.website, faults) as (mirror, _):
            report = fetch_site(SITE, archive, mirror)

    assert list(report.faults) == ["links-lost"]
    assert "http://standin.invalid/index.html" in report.faults["links-lost"]
    assert not any("/pec/" in one for one in report.faults["links-lost"])
    assert report.outcomes["failed"] == 0


def test_every_fault_is_at_some_address():
    """A thousand of a thousand is everywhere."""
    assert {Faults(**{name: 1000}).of("/x") for name in FAULTS} == set(FAULTS)
