"""A report of hostile tables, and a real browser that opens it."""

from pathlib import Path

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SCRIPT = "<script>document.title='taken'</script>"
PICTURE = '"><img src=x onerror="document.title=1">'
ADDRESS = "javascript:document.title=1"
TURNED = "\u202e321\u200bs"
LONG = "w" * 400
HOSTILE = (SCRIPT, PICTURE, ADDRESS, TURNED, LONG)


def quoted(text):
    """A cell of CSV."""
    return '"' + text.replace('"', '""') + '"'


@pytest.fixture
def hostile(tekseru, check, little):
    """The report's page of tables whose ids, headings and observers mean harm."""
    lines = "registered,issued,invalid,votes.a,votes.b"
    official = [f"station,tec,rec,{lines},{quoted(SCRIPT)}"]
    copies = [f"station,source,{lines}"]
    for one in HOSTILE:
        keys = ",".join(map(quoted, (one, one, one)))
        official.append(f"{keys},100,70,2,40,18,{quoted(one)}")
        copies.append(f"{quoted(one)},{quoted(one)},100,60,2,40,18")
    (little / "evil.csv").write_text("\n".join(official) + "\n", encoding="utf-8")
    (little / "<img src=x onerror=document.title=1>.csv").write_text(
        "\n".join(copies) + "\n", encoding="utf-8"
    )
    ran, findings = check(
        "--copies", little / "<img src=x onerror=document.title=1>.csv", official="evil.csv"
    )
    assert {one["code"] for one in findings} >= {"C101", "C201"}, ran.err
    ran = tekseru("report", little / "out")
    assert (ran.code, ran.err) == (0, "")
    return little / "out" / "index.html"


@pytest.fixture(scope="session")
def browser():
    """Chromium, or a skip that says what was not run."""
    if not CHROMIUM.is_file():
        pytest.skip("no chromium: the report was not opened in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture
def opened(browser):
    """Open a file as a mail program hands it over; give the page and its complaints."""
    pages = []

    def open_(path, width=390):
        page = browser.new_page(viewport={"width": width, "height": 800})
        pages.append(page)
        complaints = []
        page.on("console", lambda said: complaints.append(said.text))
        page.on("request", lambda asked: complaints.append(asked.url))
        page.goto(path.as_uri())
        assert complaints.pop(0) == path.as_uri()
        return page, complaints

    yield open_
    for one in pages:
        one.close()
