"""README's pictures of the desk, taken again: an observer's way, in one strip.

python -m tests.end_to_end.pictures DIR    # DIR: an election folder that was checked
"""

import io
import sys
from pathlib import Path

import polars as pl
from PIL import Image

from reconcile.keep.folder import ElectionFolder
from reconcile.keep.tables import load_tables
from tests.browsers import PHONE, browser
from tests.desks import PASSWORD, desk, let_in

OUT = Path(__file__).parents[2] / "docs" / "observer.png"
GAP, COLOURS = 24, 128  # pixels between the pages; few colours make a small file


def copy_of(folder):
    """Return a station of one whole protocol, and the numbers on it, one of them off."""
    rows = load_tables(folder.tables).frames["official-kz-2007-pec"]
    lines = list(folder.forms()["pec"].names)
    digits = rows.filter(pl.col("statement") == "", pl.col("level") == "pec")
    one = digits.filter(pl.len().over("station") == 1).drop_nulls(lines).row(0, named=True)
    counts = [one[name] for name in lines]
    counts[-1] += 10
    return one["station"], counts


def walk(page, address, station, counts):
    """Go from the search to the answer; return a picture of each stop."""
    page.goto(f"{address}/sign-in?lang=en")
    page.fill("#name", "olga")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#q")
    page.wait_for_load_state()
    with page.expect_response(lambda told: "/stations" in told.url):
        page.locator("#q").press_sequentially(station)
    page.wait_for_selector(".found a")
    yield page.screenshot()
    page.locator(".found a").first.click()
    page.wait_for_selector(".picture img, .picture .cells")
    page.wait_for_load_state("networkidle")
    yield page.screenshot()
    page.locator(".actions a").first.click()
    page.wait_for_selector("#copy")
    page.wait_for_load_state()
    fields = page.locator("ol.typed input")
    for at, count in enumerate(counts):
        fields.nth(at).fill(str(count))
    whole = page.get_by_text(f"{len(counts)} of {len(counts)} lines typed")
    whole.scroll_into_view_if_needed()
    yield page.screenshot()
    page.click("button.send, .send")
    page.wait_for_selector(".outcome")
    page.wait_for_load_state("networkidle")
    yield page.screenshot()


def main(folder):
    """Serve the folder's desk, walk through it, and put the pictures side by side."""
    let_in(folder, olga="observer")
    station, counts = copy_of(folder)
    with desk(folder) as address, browser() as chromium:
        page = chromium.new_page(viewport=PHONE, locale="en")
        shots = [
            Image.open(io.BytesIO(one)) for one in walk(page, address, station, counts)
        ]
    width = sum(one.width for one in shots) + GAP * (len(shots) - 1)
    strip = Image.new("RGB", (width, shots[0].height), "white")
    for at, one in enumerate(shots):
        strip.paste(one, (at * (one.width + GAP), 0))
    OUT.parent.mkdir(exist_ok=True)
    strip.quantize(COLOURS).save(OUT, optimize=True)
    print(OUT)


if __name__ == "__main__":
    main(ElectionFolder(Path(sys.argv[1])))
