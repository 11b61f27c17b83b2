import io

import pytest
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from ingest.errors import QuarantineError
from ingest.parse.pdf import read_pdf


def pdf(rows, *, ruled=True):
    buffer = io.BytesIO()
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    SimpleDocTemplate(buffer).build([Table(rows, style=TableStyle(style))])
    return buffer.getvalue()


def test_a_ruled_table_is_read_cell_by_cell():
    paper = read_pdf(pdf([["1", "registered", "812"], ["2", "issued", "612"]]))

    (table,) = paper.tables
    assert table.place == "page 1, table 1"
    assert table.rows == [["1", "registered", "812"], ["2", "issued", "612"]]
    assert "registered" in paper.text


def test_a_pdf_without_a_ruled_table_is_set_aside():
    with pytest.raises(QuarantineError, match="without a ruled table"):
        read_pdf(pdf([["1", "registered", "812"]], ruled=False))


@pytest.mark.parametrize("cut", [0, 9, 300])
def test_what_is_no_pdf_is_set_aside(cut):
    """Random, empty and broken off in the middle."""
    with pytest.raises(QuarantineError, match=r"expected a PDF|without a ruled table"):
        read_pdf(pdf([["1", "2"]])[:cut])
