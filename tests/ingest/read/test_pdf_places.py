"""From a PDF to protocols, and from a number's address back to its box."""

import pytest

from conftest import FORM
from ingest.facts.forms import load_form
from ingest.facts.sites import Layout
from ingest.parse.pdf.tables import box_of, read_pdf
from ingest.read.pages.layout import read_layout
from ingest.read.pages.page import PageReader
from papers import Paper

HEAD = ("station", "registered", "issued", "invalid", "votes.a", "Party B")
NAMED = (("registered", "registered"), ("invalid", "invalid"), ("votes.a", "votes.a"))


@pytest.fixture
def form(tmp_path):
    text = FORM
    for name, label in NAMED:
        text = text.replace(f'name = "{name}"', f'name = "{name}"\nen = "{label}"')
    text = text.replace('en = "ballots issued"', 'en = "issued"')
    (tmp_path / "form.toml").write_text(text)
    return load_form(str(tmp_path / "form.toml"))


def test_a_row_of_the_second_page_is_found_again_by_its_address(form):
    """A table of stations over two pages, the heading on both."""
    paper = Paper()
    for page, stations in enumerate(((1, 2, 3), (4, 5))):
        if page:
            paper.turn_page()
        rows = [
            (str(one), *(str(one * at) for at in (97, 50, 2, 28, 20))) for one in stations
        ]
        paper.table([HEAD, *rows], [40 + 80 * at for at in range(7)], 100)
    data = paper.bytes()
    layout = Layout.model_validate(
        {"form": form.id, "orientation": "rows", "station": "{station}"}
    )

    got = read_layout(PageReader(read_pdf(data), layout, form, {}, "tec.pdf"))
    assert [row.keys["station"] for row in got.rows] == ["1", "2", "3", "4", "5"]
    assert got.rows[4].counts == [485, 250, 10, 140, 100]
    address = f"{got.rows[4].place}, {got.places[1]}"
    assert address == "pages 1 to 2, table 1, row 3 of page 2, column 3"
    box = box_of(data, address)
    assert (box.page, box.left, box.right) == (2, 200, 280)
