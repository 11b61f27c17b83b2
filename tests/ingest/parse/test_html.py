import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import QuarantineError
from ingest.parse.html import read_page


def rows(html):
    return [table.rows for table in read_page(html.encode()).tables]


def test_cells_and_rows_that_are_never_closed():
    """The Ukrainian commission's pages close neither."""
    assert rows("<table><tr><th>a<th>b<tr><td><b>1</b><td>2</table>") == [
        [["a", "b"], ["1", "2"]]
    ]


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    """Pages that lay themselves out with tables do not mix what they say."""
    html = "<table><tr><td>out<table><tr><td>1</td></tr></table></td></tr></table>"

    assert rows(html) == [[["out"]], [["1"]]]


def test_a_line_break_keeps_count_and_percentage_apart():
    html = "<table><tr><td><b>2797</b><br>12.85% </td></tr></table>"

    assert rows(html) == [[["2797\n12.85%"]]]


def test_a_raised_note_is_told_from_its_count():
    """123 with the note 1 is not 1231; raised letters are letters."""
    html = (
        "<table><tr><td>123<sup>1)</sup><td>1<sup>st</sup><td>5<sup><b>2</b></sup></table>"
    )

    assert rows(html) == [[["123¹⁾", "1st", "5²"]]]


def test_spans_are_counted_out():
    html = (
        "<table><tr><th rowspan=2>station<th colspan=2>votes"
        "<tr><th>a<th>b<tr><td>1<td>2<td>3</table>"
    )

    assert rows(html) == [
        [["station", "votes", "votes"], ["station", "a", "b"], ["1", "2", "3"]]
    ]


@pytest.mark.parametrize("span", ["1001", "99999999"])
def test_a_span_that_is_an_attack_is_refused(span):
    with pytest.raises(QuarantineError, match="a cell with colspan"):
        rows(f"<table><tr><td colspan={span}>1</table>")


@pytest.mark.parametrize("span", ["0", "-1", "x", "٣", "9" * 30])
def test_a_span_that_is_none_is_one(span):
    assert rows(f"<table><tr><td colspan='{span}'>1</table>") == [[["1"]]]


def test_scripts_are_no_text():
    page = read_page(b"<p>seen<script>hidden</script> too<table><tr><td>1</table>")

    assert "seen" in page.text
    assert "too" in page.text
    assert "hidden" not in page.text


@pytest.mark.parametrize("data", [b"", b"   "])
def test_nothing_is_no_page(data):
    with pytest.raises(QuarantineError, match="expected an HTML page"):
        read_page(data)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(data):
    """Whatever a stranger serves is read or set aside with a reason."""
    try:
        read_page(b"<table><tr><td>" + data)
    except QuarantineError as fault:
        assert str(fault)
