"""Rules and texts of invented pages, without a PDF around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import QuarantineError, UndecidedError
from ingest.parse.pdf.cells import Drawn, Rule, Run
from ingest.parse.pdf.ruled import MOST_RULES, read_ruled


def drawn(across, down, runs=()):
    return Drawn(1, 600, 800, "", runs, across, down, 0, lambda run: [run])


def text(value, x, y):
    return Run(value, 0, x - 2, y - 5, x + 2, y + 5)


@st.composite
def tables(draw):
    """Sizes of columns and rows, and which cell begins a merged one of which size."""
    sizes = st.lists(st.integers(15, 60), min_size=2, max_size=5)
    wide, high = draw(sizes), draw(sizes)
    owner = [[(row, column) for column in range(len(wide))] for row in range(len(high))]
    row, column = draw(st.integers(0, len(high) - 1)), draw(st.integers(0, len(wide) - 1))
    low, far = (
        draw(st.integers(row, len(high) - 1)),
        draw(st.integers(column, len(wide) - 1)),
    )
    if (row, column, low, far) != (0, 0, len(high) - 1, len(wide) - 1):
        for at in range(row, low + 1):
            owner[at][column : far + 1] = [(row, column)] * (far + 1 - column)
    return wide, high, owner


def borders(wide, high, owner):
    """Draw a rule around every cell, piece by piece, where its neighbour is another."""
    xs, ys = ([sum(one[:at]) for at in range(len(one) + 1)] for one in (wide, high))
    across, down = [], []
    for row in range(len(high) + 1):
        for column in range(len(wide)):
            beside = [owner[at][column] for at in (row - 1, row) if 0 <= at < len(high)]
            if len(beside) == 1 or beside[0] != beside[1]:
                across.append(Rule(ys[row], xs[column], xs[column + 1]))
    for column in range(len(wide) + 1):
        for row in range(len(high)):
            beside = [owner[row][at] for at in (column - 1, column) if 0 <= at < len(wide)]
            if len(beside) == 1 or beside[0] != beside[1]:
                down.append(Rule(xs[column], ys[row], ys[row + 1]))
    return xs, ys, across, down


@given(tables())
def test_every_text_is_found_in_every_place_of_its_cell(table):
    """Whatever the sizes, and whichever cells are one."""
    wide, high, owner = table
    xs, ys, across, down = borders(*table)
    runs = [
        text(f"{row},{column}", xs[column] + wide[column] / 2, ys[row] + high[row] / 2)
        for row, column in {one for line in owner for one in line}
    ]

    (read,), outside = read_ruled(drawn(across, down, runs))
    # Where no cell ends there is no rule, and what it would divide is one.
    rows = sorted({row for line in owner for row, _ in line})
    columns = sorted({column for line in owner for _, column in line})
    expected = [["{},{}".format(*owner[row][column]) for column in columns] for row in rows]
    assert [[cell.text for cell in row] for row in read.rows] == expected
    assert outside == []


SQUARE = ([Rule(y, 0, 100) for y in (0, 50, 100)], [Rule(x, 0, 100) for x in (0, 50, 100)])


def test_rules_that_nearly_meet_do():
    across = [Rule(0, 0, 100), Rule(50, 2, 98), Rule(51, 1, 50), Rule(100, -1, 101)]

    (read,), _ = read_ruled(drawn(across, SQUARE[1]))
    assert [len(row) for row in read.rows] == [2, 2]


def test_two_tables_that_do_not_touch_are_two():
    beside = [Rule(one.at, 200, 300) for one in SQUARE[0]]
    down = [Rule(one.at + 200, 0, 100) for one in SQUARE[1]]

    tables, _ = read_ruled(drawn(SQUARE[0] + beside, SQUARE[1] + down))
    assert len(tables) == 2


def test_a_frame_around_the_page_is_no_table():
    """Nor does it take the texts of the table inside it."""
    across = [*SQUARE[0], Rule(-50, -50, 500), Rule(700, -50, 500)]
    down = [*SQUARE[1], Rule(-50, -50, 700), Rule(500, -50, 700)]

    (read,), outside = read_ruled(
        drawn(across, down, [text("in", 25, 25), text("out", 300, 300)])
    )
    assert read.rows[0][0].text == "in"
    assert [one.text for one in outside] == ["out"]


def test_an_underlined_text_is_not_cut_in_two():
    line = Rule(30, 10, 40)

    (read,), _ = read_ruled(drawn([*SQUARE[0], line], SQUARE[1], [text("812", 25, 25)]))
    assert [[cell.text for cell in row] for row in read.rows] == [["812", ""], ["", ""]]


def test_a_cell_that_is_no_rectangle_is_not_guessed():
    across = [Rule(0, 0, 100), Rule(50, 0, 50), Rule(100, 0, 100)]
    down = [Rule(0, 0, 100), Rule(50, 0, 50), Rule(100, 0, 100)]

    with pytest.raises(UndecidedError, match="no rectangle"):
        read_ruled(drawn(across, down))


def test_more_rules_than_print_has_are_refused():
    across = [Rule(4.0 * at, 0, 100) for at in range(MOST_RULES + 1)]

    with pytest.raises(QuarantineError, match="more than 1,000 rules"):
        read_ruled(drawn(across, SQUARE[1]))
