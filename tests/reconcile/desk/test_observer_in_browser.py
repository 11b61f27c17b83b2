"""An observer with a telephone: from the first page to the answer, in every language."""

import re
import time

import polars as pl
import pytest

from reconcile.keep.tables import load_tables
from reconcile.report.words import LANGUAGES, Words
from tests.browsers import PHONE, SCREEN, look, tab_to
from tests.desks import PASSWORD

QUICK_S = 120  # from opening the page to the answer


@pytest.fixture(scope="module")
def copy(folder):
    """A station of one whole protocol, and what it says."""
    rows = load_tables(folder.tables).frames["official-kz-2007-pec"]
    lines = list(folder.forms()["pec"].names)
    digits = rows.filter(pl.col("statement") == "", pl.col("level") == "pec")
    one = digits.filter(pl.len().over("station") == 1).drop_nulls(lines).row(0, named=True)
    return one["station"], [one[name] for name in lines]


def sign_in(page):
    page.fill("#name", "olga")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#q")
    page.wait_for_load_state()  # scripts that are not there yet miss what is typed


@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_observer_gets_an_answer_in_two_minutes(open_at, copy, language, size):
    """Every page fits its window and satisfies axe; nothing is refused by the policy."""
    station, counts = copy
    say, began = Words(language), time.monotonic()
    page = open_at(language, size)
    look(page)
    sign_in(page)
    page.type("#q", station.lstrip("0"))
    page.get_by_text(say("desk-station-number", number=station), exact=True).click()
    page.wait_for_selector(".picture img, .picture .cells")
    look(page)
    page.locator(".actions a").first.click()
    page.wait_for_selector("#copy")
    page.wait_for_load_state()
    fields = page.locator("ol.typed input")
    for at, count in enumerate(counts):
        fields.nth(at).fill(str(count + (at == 0)))
    page.wait_for_selector(".warning")
    look(page)
    fields.nth(0).fill(str(counts[0]))
    page.wait_for_selector(".fits, .progress")
    page.click(".send")

    outcome = page.wait_for_selector(".outcome").inner_text()

    assert outcome == say("desk-outcome-same", differing=0, missing=0)
    assert time.monotonic() - began < QUICK_S
    look(page)
    assert page.faults == []


def test_the_keyboard_alone_suffices(open_at, copy):
    """Tab, letters and Enter; the first stop leads past the navigation."""
    station, counts = copy
    page = open_at("en")
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    sign_in(page)
    tab_to(page, "input#q")
    page.keyboard.type(station)
    page.wait_for_selector(".found a")
    tab_to(page, ".found a")
    press("Enter")
    page.wait_for_selector(".actions")
    tab_to(page, ".actions a")
    press("Enter")
    page.wait_for_selector("#copy")
    page.wait_for_load_state()
    tab_to(page, "ol.typed input")
    for count in counts:
        press("Control+A")
        page.keyboard.type(str(count))
        press("Enter")  # the next line, and from the last one the button
    press("Enter")

    assert "say the same" in page.wait_for_selector(".outcome").inner_text()


def test_a_line_that_drops_loses_nothing(open_at, copy, address):
    """What was typed without a connection is there when it is back."""
    station, _ = copy
    page = open_at("ru")
    sign_in(page)
    page.goto(f"{address}/copy?station={station}&channel=electronic")
    page.context.set_offline(True)
    page.locator("ol.typed input").nth(2).fill("17")
    page.click(".send")
    assert page.locator("#offline").is_visible()

    page.context.set_offline(False)
    page.reload()

    assert page.locator("ol.typed input").nth(2).input_value() == "17"


def test_what_was_typed_waits_on_another_device(open_at, copy, address):
    """Nothing is lost when a browser closes."""
    station, _ = copy
    one = open_at("kk")
    sign_in(one)
    one.goto(f"{address}/copy?station={station}&channel=summary")
    with one.expect_response(re.compile("/copy/sums")):
        one.locator("ol.typed input").nth(4).fill("23")
    one.context.close()

    other = open_at("kk")
    sign_in(other)
    other.goto(f"{address}/copy?station={station}&channel=summary")

    assert other.locator("ol.typed input").nth(4).input_value() == "23"


def test_without_scripts_an_observer_can_read_and_type(open_at, copy, address):
    station, counts = copy
    page = open_at("en", scripts=False)
    sign_in(page)
    page.fill("#q", station)
    page.click("form.search button")
    page.locator(".found a").first.click()
    page.locator(".picture a").first.click()
    assert page.locator(".cells, figure").count()
    page.goto(f"{address}/copy?station={station}")
    for at, count in enumerate(counts):
        page.locator("ol.typed input").nth(at).fill(str(count))
    page.click(".nojs button")
    assert page.locator(".fits").count() == 1
    page.click(".send")

    assert "say the same" in page.locator(".outcome").inner_text()
