"""A real browser, or a skip that says what was not looked at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
PHONE, SCREEN = {"width": 390, "height": 800}, {"width": 1280, "height": 900}


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is absent: no page was looked at in a browser")
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        try:
            yield started
        finally:
            started.close()


@contextmanager
def window(
    started: Browser, language: str, size: dict[str, int], *, scripts: bool = True
) -> Iterator[Page]:
    """Open a page in a window of some size and language; scripts can be switched off."""
    context = started.new_context(
        viewport=size, locale=language, java_script_enabled=scripts
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def look(page: Page) -> None:
    """Refuse a page that is wider than its window, or that axe finds wanting."""
    page.wait_for_load_state()  # without its style sheet a page has any width
    inside, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inside <= window, f"{page.url}: {inside} pixels in a window of {window}"
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def look_at(
    started: Browser, addresses: Sequence[str], language: str, size: dict[str, int]
) -> None:
    """Look at several pages, one after the other, in one window."""
    with window(started, language, size) as page:
        for address in addresses:
            page.goto(address)
            look(page)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first such element has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"{selector}: not reached by the keyboard")
