"""The page in a real browser: on a phone and a desk, in every language, by keyboard."""

from itertools import pairwise

import pytest

from reconcile.report.words import LANGUAGES

OPEN_ALL = "document.querySelectorAll('details').forEach(one => one.open = true)"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_bars_anybody_from_reading_it(hostile, opened, language, width):
    from axe_playwright_python.sync_playwright import Axe

    page, complaints = opened(hostile, width)
    page.locator(f"label[for={language}]").click()
    page.evaluate(OPEN_ALL)
    found = Axe().run(page).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []


def test_nothing_of_a_document_becomes_active(hostile, opened):
    """No script, no handler, no picture, no address but the web's."""
    page, complaints = opened(hostile)
    title = page.title()
    page.evaluate(OPEN_ALL)
    active = page.evaluate(
        "[...document.querySelectorAll('*')].filter(one => "
        "/^(script|img|iframe|object|embed|form|base|link)$/i.test(one.tagName) || "
        "[...one.attributes].some(two => /^on|^style$/.test(two.name)))"
        ".map(one => one.outerHTML)"
    )
    addresses = page.evaluate("[...document.links].map(one => one.getAttribute('href'))")

    assert (active, complaints, page.title()) == ([], [], title)
    assert all(one.startswith(("#C", "http://", "https://")) for one in addresses)
    assert "<script>document.title='taken'</script>" in page.inner_text("main")


def test_one_language_is_seen_at_a_time(hostile, opened):
    page, _ = opened(hostile)
    for language in LANGUAGES:
        page.locator(f"label[for={language}]").click()
        heading = page.locator("h2").first

        assert heading.locator(f"i[lang={language}]").is_visible()
        assert heading.locator("i:visible").count() == 1


def test_the_keyboard_alone_chooses_a_language_and_opens_a_finding(hostile, opened):
    page, _ = opened(hostile)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("#ru").is_checked()
    kind = page.locator("#C201 > summary")
    for _ in range(60):
        page.keyboard.press("Tab")
        if kind.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")

    assert page.locator("#C201").get_attribute("open") is not None


def test_headings_stand_in_order(hostile, opened):
    page, _ = opened(hostile)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(one => +one.tagName[1])"
    )

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_print_leaves_the_findings_readable(hostile, opened):
    page, _ = opened(hostile)
    page.emulate_media(media="print")

    assert not page.locator(".tongues").is_visible()
    assert page.locator("#C201 td").first.is_visible()
