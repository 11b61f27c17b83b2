"""From the whole to one number in its document, in every language, on two screens."""

import re

import pytest

from reconcile.report.words import LANGUAGES, Words
from tests.browsers import PHONE, SCREEN, look, tab_to
from tests.desks import PASSWORD, Somebody, desk


def sign_in(page, name):
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("nav[aria-label]")
    page.wait_for_selector("h1")


def see_pictures(page):
    """Bring every picture into view, and wait until it is there."""
    for one in page.locator("img").all():
        one.scroll_into_view_if_needed()
        one.evaluate("one => one.decode()")  # fails where there is no picture


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_goes_from_the_whole_to_a_number_in_its_document(
    open_at, language, size, drawn
):
    """Every page fits its window and satisfies axe; nothing is refused by the policy."""
    say = Words(language)
    page = open_at(language, size)
    sign_in(page, "ray")
    page.wait_for_selector("text=" + say("report-matters"))
    see_pictures(page)
    page.locator(".regions summary").first.click()
    look(page)
    page.locator(".chart figcaption a").first.click()
    page.wait_for_selector(".chart img")
    see_pictures(page)
    look(page)
    page.go_back()
    page.locator(".top").get_by_text(say("findings-nav"), exact=True).click()
    page.wait_for_selector(".filters")
    page.locator(".filters summary", has_text=say("findings-filter-code")).click()
    look(page)
    page.locator(".filters details[open] li a", has_text="C201").click()
    page.wait_for_url("**code=C201*")
    page.locator(".filters summary", has_text=say("findings-filter-votes")).click()
    page.locator(".filters details[open] li a").first.click()
    page.wait_for_url("**code=C201*votes=1*")
    look(page)
    page.goto(re.sub("/findings.*", f"/findings/{drawn}", page.url))
    see_pictures(page)
    look(page)

    assert page.locator(".seen img").count() >= 1
    assert page.faults == []


@pytest.fixture(scope="module")
def drawn(folder):
    """A finding whose published number stands in a PDF."""
    from reconcile.desk.shown import Reader

    shown = Reader(folder).now()
    pdf = [one for one, read in shown.posted.items() if read.asked.endswith(".pdf")]
    mine = shown.findings.filter(
        shown.findings["document"].is_in(pdf), shown.findings["code"] == "C201"
    )
    return mine["finding"][0]


def test_the_keyboard_alone_settles_a_finding(open_at):
    """From signing in to the reason: Tab, letters and Enter."""
    page = open_at("en", SCREEN)
    press = page.keyboard.press
    sign_in(page, "sue")
    tab_to(page, 'a[href="/findings"]')
    press("Enter")
    page.wait_for_selector(".filters")
    tab_to(page, ".filters details:nth-of-type(2) summary")
    press("Enter")
    tab_to(page, '.filters a[href*="code=C405"]')
    press("Enter")
    page.wait_for_url("**/findings?*code=C405*")
    tab_to(page, "a.says")
    press("Enter")
    page.wait_for_selector("#why")
    tab_to(page, "#why")
    page.keyboard.type("both protocols were looked at")
    press("Tab")
    press("Enter")

    page.wait_for_selector("text=both protocols were looked at")
    assert page.locator(".tag.settled").count() == 1
    look(page)


def test_without_scripts_all_of_it_can_be_read(open_at, address):
    page = open_at("ru", scripts=False)
    sign_in(page, "ray")
    page.locator(".regions summary").first.click()
    page.locator(".regions details[open] a").last.click()
    page.goto(f"{address}/findings?family=C2")
    page.locator("a.says").first.click()
    page.wait_for_selector(".lived li")

    assert page.locator(".compared dd").count() >= 2
    assert page.locator(".lived li").count() >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_sees_a_public_desk_on_a_phone(chromium, folder, language):
    """No name, no password; findings and the whole, and a way to sign in."""
    with desk(folder, public=True) as served:
        context = chromium.new_context(viewport=PHONE, locale=language)
        page = context.new_page()
        page.goto(f"{served}/?lang={language}")
        look(page)
        page.locator('.compared a[href*="severity="]').first.click()
        page.wait_for_selector("a.says")
        look(page)
        page.locator("a.says").first.click()
        page.wait_for_selector(".lived")
        look(page)
        forms = page.locator('form[method="post"]').count()
        context.close()
        assert forms == 0
        assert Somebody(served).get("/activity").url.endswith("then=%2Factivity")
