import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest.parse.pdf.tables
from ingest.errors import QuarantineError
from ingest.parse.grid import Merged
from ingest.parse.pdf.tables import read_pdf
from papers import EDGES, HEAD, LITTLE_TABLE, Paper, page_of, protocol

TWO = (40, 140, 240)  # edges of two columns


def rows(data):
    (table,) = read_pdf(data).tables
    return table.rows


@pytest.fixture
def twice(monkeypatch):
    """Read every page with pdfplumber too, not one in a hundred."""
    monkeypatch.setattr(ingest.parse.pdf.tables, "ONE_PAGE_IN", 1)


@pytest.mark.usefixtures("twice")
def test_a_protocol_is_read_cell_by_cell():
    """Wrapped labels and words are one cell; titles and signatures are text."""
    label = "число граждан, включённых в список избирателей до дня голосования"
    words = "одна тысяча пятьсот семьдесят семь избирателей всего"
    paper = read_pdf(protocol([("1", label, "1577", words), ("2", "выдано", "4", "")]))

    (table,) = paper.tables
    assert table.place == "page 1, table 1"
    assert table.rows[0] == list(HEAD)
    assert [cell.replace("\n", " ") for cell in table.rows[1]] == [
        "1",
        label,
        "1577",
        words,
    ]
    assert "\n" in table.rows[1][1]
    assert table.rows[2] == ["2", "выдано", "4", ""]
    assert "Протокол подписан 19.08.2007 в 01:30" in paper.text


@pytest.mark.usefixtures("twice")
def test_kazakh_letters_are_read():
    label = "тізімге енгізілген сайлаушылардың саны: Ә Ғ Қ Ң Ө Ұ Ү Һ І"

    assert rows(protocol([("1", label, "7", "жеті")]))[1][1].replace("\n", " ") == label


@pytest.mark.usefixtures("twice")
def test_headings_that_are_turned_are_read():
    """From below and in several lines, as wide tables print them."""
    paper = Paper()
    paper.table([("", ""), ("1", "812")], (40, 70, 240), 100)
    paper.rule(40, 40, 240, 40)
    for x in (40, 70, 240):
        paper.rule(x, 40, x, 100)
    paper.upwards(52, 98, "Участок")
    paper.upwards(64, 98, "№ 10")

    assert rows(paper.bytes())[0] == ["Участок\n№ 10", ""]


@pytest.mark.usefixtures("twice")
def test_a_merged_heading_stands_in_every_column_it_covers():
    paper = Paper()
    paper.table([("a", "b", "c"), ("1", "2", "3")], (40, 100, 160, 220), 100)
    paper.rule(40, 80, 220, 80)
    for x in (40, 100, 220):
        paper.rule(x, 80, x, 100)
    paper.text(130, 92, "votes")

    (table,) = read_pdf(paper.bytes()).tables
    assert table.rows[0] == ["", "votes", "votes"]
    assert table.merged == [Merged(0, 1, 0, 2)]


@pytest.mark.usefixtures("twice")
def test_cells_set_close_to_each_other_are_told_apart():
    """PDFium alone would make one number of the two."""
    paper = Paper()
    paper.table([("a", "b"), ("", "")], TWO, 100)
    paper.text(118.5, 125, "1234")
    paper.text(141, 125, "5678")

    assert rows(paper.bytes())[1] == ["1234", "5678"]


def test_a_number_that_crosses_a_rule_is_nobodys():
    paper = Paper()
    paper.table([("a", "b"), ("1", "")], TWO, 100)
    paper.text(130, 125, "12812")

    with pytest.raises(QuarantineError, match="page 1: '12812' crosses a rule"):
        read_pdf(paper.bytes())


@pytest.mark.usefixtures("twice")
def test_a_raised_mark_is_no_digit_of_the_count():
    """812 with a note is never 8121."""
    paper = Paper()
    paper.table([("a", "b"), ("1", "")], TWO, 100)
    paper.text(143, 125, "812")
    paper.text(158, 122, "1", size=5)

    assert rows(paper.bytes())[1] == ["1", "812 ¹"]


@pytest.mark.usefixtures("twice")
def test_print_made_bold_by_printing_twice_is_read_once():
    paper = Paper()
    paper.table([("a", "b"), ("1", "")], TWO, 100)
    paper.text(143, 125, "812")
    paper.text(143.3, 125, "812")

    assert rows(paper.bytes())[1] == ["1", "812"]


@pytest.mark.usefixtures("twice")
def test_a_hyphen_at_the_end_of_a_line_stays():
    paper = Paper()
    paper.table([("a", "b"), ("", "1")], TWO, 100)
    paper.rule(40, 129, 240, 129)
    paper.text(43, 125, "изби-")
    for x in TWO:
        paper.rule(x, 129, x, 150)
    paper.rule(40, 150, 240, 150)
    paper.text(43, 140, "ратели")

    assert [row[0] for row in rows(paper.bytes())] == ["a", "изби-", "ратели"]


@pytest.mark.usefixtures("twice")
def test_a_page_that_is_turned_is_read_as_it_is_shown():
    paper = Paper()
    paper.canvas.translate(595.2756, 0)
    paper.canvas.rotate(90)
    paper.height = 595.2756
    paper.table([("a", "b"), ("1", "812")], TWO, 100)
    paper.canvas.setPageRotation(90)

    assert rows(paper.bytes()) == [["a", "b"], ["1", "812"]]


@pytest.mark.usefixtures("twice")
def test_a_table_drawn_as_a_whole_and_put_in_enlarged_is_read():
    paper = Paper()
    paper.canvas.beginForm("whole")
    paper.table([("a", "b"), ("1", "812")], TWO, 300)
    paper.canvas.endForm()
    paper.canvas.translate(30, -50)
    paper.canvas.scale(1.2, 1.2)
    paper.canvas.doForm("whole")

    assert rows(paper.bytes()) == [["a", "b"], ["1", "812"]]


@pytest.mark.usefixtures("twice")
def test_a_table_open_at_its_sides_reaches_as_far_as_its_rules():
    paper = Paper()
    for y in (100, 120, 140):
        paper.rule(40, y, 340, y)
    for x in (140, 240):
        paper.rule(x, 100, x, 140)
    for y, texts in ((115, "abc"), (135, "123")):
        for at, text in enumerate(texts):
            paper.text(43 + 100 * at, y, text)

    assert rows(paper.bytes()) == [["a", "b", "c"], ["1", "2", "3"]]


@pytest.mark.usefixtures("twice")
def test_boxes_and_grids_drawn_in_one_stroke_are_rules():
    paper = Paper()
    paper.canvas.grid([40, 140, 240], [700, 720, 740])
    for x in (300, 360):
        for y in (700, 720):
            paper.canvas.rect(x, y, 60, 20)
    paper.text(45, 116, "1")
    paper.text(305, 116, "2")

    assert [table.rows for table in read_pdf(paper.bytes()).tables] == [
        [["1", ""], ["", ""]],
        [["2", ""], ["", ""]],
    ]


def test_coloured_cells_without_rules_are_left_to_pdfplumber():
    paper = Paper()
    paper.canvas.setFillGray(0.8)
    for x in TWO[:2]:
        for y in (700, 720):
            paper.canvas.rect(x, y, 99, 19, fill=1, stroke=0)
    paper.canvas.setFillGray(0)
    for x, y, text in ((43, 116, "a"), (143, 116, "b"), (43, 136, "1"), (143, 136, "812")):
        paper.text(x, y, text)

    assert rows(paper.bytes()) == [["a", "b"], ["1", "812"]]


@pytest.mark.usefixtures("twice")
def test_counts_below_each_other_make_a_table_without_rules():
    """The number, the label, the counts; a heading right above them."""
    table = [
        ["", "", "всего", "дома"],
        ["1", "выдано", "812", "7"],
        ["2", "выдано вне", "12", ""],
    ]
    paper = Paper()
    paper.table(table, (40, 70, 300, 360, 420), 100, rules=False)

    assert rows(paper.bytes()) == table


def test_one_count_alone_proves_no_column():
    paper = Paper()
    paper.table([("1", "выдано", "812")], (40, 70, 300, 360), 100, rules=False)

    with pytest.raises(QuarantineError, match="a PDF without a table"):
        read_pdf(paper.bytes())


@pytest.mark.usefixtures("twice")
def test_what_two_readers_read_differently_is_set_aside():
    """Both readings are named; here a digit that is squeezed to nothing."""
    data = page_of(LITTLE_TABLE.replace(b"(812) Tj", b"(812) Tj 0 Tz (7) Tj"))

    with pytest.raises(QuarantineError, match=r"page 1: table 1, row 2, column 2: PDFium "
                       r"reads '812', pdfplumber '8 1 2 7'"):  # fmt: skip
        read_pdf(data)


def test_what_is_shown_is_read_and_not_what_the_file_says_instead():
    """A PDF may hold other words for a text, to be read aloud; PDFium gives those."""
    said = b"/Span<</ActualText(999)>>BDC (812) Tj EMC"

    assert rows(page_of(LITTLE_TABLE.replace(b"(812) Tj", said)))[1] == ["1", "812"]


def test_digits_that_a_font_does_not_name_are_no_digits():
    data = page_of(LITTLE_TABLE).replace(
        b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/Encoding<</Differences[56/odd]>>"
    )

    assert rows(data)[1] == ["1", "\ufffd\ufffd\ufffd"]


def station_rows(first, count):
    return [(str(n), f"участок {n}", str(n * 7), "") for n in range(first, first + count)]


def pages(*tables, titles=(), notes=()):
    """A page for each table, with its title above it and a note below it."""
    paper = Paper()
    for at, table in enumerate(tables):
        if at:
            paper.turn_page()
        paper.text(40, 60, titles[at] if titles else "ИТОГИ")
        paper.text(40, 80, f"Страница {at + 1} из {len(tables)}")
        end = paper.table([HEAD, *table], EDGES, 100)
        if notes:
            paper.text(40, end + 20, notes[at])
    return read_pdf(paper.bytes()).tables


def test_a_table_over_three_pages_is_one():
    """The heading printed again is no row, and a row keeps its page and number there."""
    (table,) = pages(station_rows(1, 3), station_rows(4, 3), station_rows(7, 2))

    assert table.place == "pages 1 to 3, table 1"
    assert table.rows[0] == list(HEAD)
    assert [row[0] for row in table.rows[1:]] == [str(n) for n in range(1, 9)]
    assert (table.row_name(0), table.row_name(4)) == ("row 1 of page 1", "row 2 of page 2")


def test_a_table_below_another_title_is_another_table():
    """Two commissions' tables look alike, and are not one."""
    one, other = pages(station_rows(1, 3), station_rows(4, 3), titles=("ТИК 1", "ТИК 2"))

    assert (one.place, other.place) == ("page 1, table 1", "page 2, table 1")


def test_a_table_that_was_signed_does_not_go_on():
    tables = pages(station_rows(1, 3), station_rows(4, 3), notes=("Председатель", "М.П."))

    assert len(tables) == 2


@pytest.mark.parametrize("cut", [0, 9, 300])
def test_what_is_no_pdf_is_set_aside(cut):
    """Empty, and broken off in the middle."""
    with pytest.raises(QuarantineError, match=r"expected a PDF|without a table"):
        read_pdf(protocol([("1", "выдано", "2", "два")])[:cut])


@pytest.mark.usefixtures("twice")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), max_size=6))
def test_no_changed_bytes_make_it_fail(changes):
    """Whatever is broken, by either reader it is read or set aside with a reason."""
    data = bytearray(page_of(LITTLE_TABLE))
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        read_pdf(bytes(data))
    except QuarantineError as fault:
        assert str(fault)
