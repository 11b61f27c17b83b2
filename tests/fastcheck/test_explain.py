import naive_explain
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from weights import PRICES, WEIGHTS

from fastcheck.codes import MISSING
from fastcheck.explain import (
    GROWS,
    INVALID,
    LIST,
    SHRINKS,
    STANDS,
    Others,
    explain,
    explain_by_others,
    rank,
)
from fastcheck.prices import (
    ALONE,
    COPY_READS_AS_ANOTHER,
    DIGIT_ADDED,
    DIGIT_LOST,
    DIGITS_EXCHANGED,
    INVALID_AND_VOTES,
    LINES_EXCHANGED,
    LINES_SHIFTED,
    ONE_DIGIT,
    READS_AS_ANOTHER,
    VOTES_MOVED,
    WITH_TURNOUT,
    make_prices,
)
from fastcheck.slips import NEVER

# registered, issued, unused, cast, invalid, valid, and four lists
ROLES = np.array(
    [STANDS, GROWS, SHRINKS, GROWS, INVALID, GROWS, LIST, LIST, LIST, LIST], np.uint8
)
COPY = (812, 540, 272, 540, 25, 515, 340, 95, 60, 20)


def column(counts):
    return np.array([counts], np.int32).T.copy()


def changed(**lines):
    """Return the copy with some lines changed: k6=360 puts 360 at line 6."""
    return [lines.get(f"k{line}", count) for line, count in enumerate(COPY)]


CASES = {
    ONE_DIGIT: (changed(k6=348), (6, 8)),
    DIGITS_EXCHANGED: (changed(k6=430), (6, 90)),
    DIGIT_ADDED: (changed(k7=957), (7, 862)),
    DIGIT_LOST: (changed(k7=9), (7, -86)),
    ALONE: (changed(k0=817, k6=341), None),
    LINES_EXCHANGED: (changed(k6=60, k8=340), (6, 8)),
    LINES_SHIFTED: (changed(k6=20, k7=340, k8=95, k9=60), (6, 9)),
    VOTES_MOVED: (changed(k7=75, k6=360), (7, 6, 20)),
    WITH_TURNOUT: (changed(k1=640, k2=172, k3=640, k5=615, k6=440), (6, -1, 100)),
    INVALID_AND_VOTES: (changed(k4=0, k5=540, k6=365), (6, 4, 25)),
}


@pytest.mark.parametrize("way", CASES)
def test_the_likeliest_way_is_the_one_taken(way):
    """Each way is told with its lines and votes, and no line is left over."""
    after, told = CASES[way]
    ways = explain(column(COPY), column(after), ROLES, PRICES)

    order, weight = rank(ways)
    assert order[0, 0] == way
    assert 0.5 < weight[0, 0] <= 1
    if told:
        how = ways.how[way, :, 0].tolist()
        lines = [one for one in how[:3] if one != -1 or len(told) == 3]
        assert [how[0], how[2]] == list(told) or tuple(lines) == told or how[:2] == [*told]
        assert how[3] == 0


def test_a_move_of_twenty_votes_costs_what_the_formula_says():
    """4 + log2 42 + gamma(20) = 18.39 bits, and two slips that cancel cost more."""
    ways = explain(column(COPY), column(CASES[VOTES_MOVED][0]), ROLES, PRICES)

    assert ways.bits[VOTES_MOVED, 0] == 18_392
    assert ways.bits[ALONE, 0] > 30_000


def test_without_the_bits_of_a_changed_line_slips_would_win():
    """The weights decide, and a user may change them."""
    prices = make_prices(WEIGHTS | {"changed_line": -4.0}, lines=21, lists=7, stations=9727)
    ways = explain(column(COPY), column(CASES[VOTES_MOVED][0]), ROLES, prices)

    assert rank(ways)[0][0, 0] == ALONE


def test_what_a_way_does_not_account_for_is_counted_and_priced():
    """A move of votes, and a slip in the number of registered voters besides."""
    after = changed(k7=75, k6=360, k0=821)
    ways = explain(column(COPY), column(after), ROLES, PRICES)

    assert rank(ways)[0][0, 0] == VOTES_MOVED
    assert ways.how[VOTES_MOVED, 3, 0] == 1
    assert ways.bits[VOTES_MOVED, 0] > 18_392 + PRICES.changed


def test_a_way_must_tell_more_lines_than_it_leaves_over():
    """Two of five lines exchanged, the others changed at random: five lines differ."""
    after = changed(k6=60, k8=340, k0=905, k1=411, k2=99)
    ways = explain(column(COPY), column(after), ROLES, PRICES)

    assert ways.bits[LINES_EXCHANGED, 0] == NEVER
    assert ways.bits[ALONE, 0] < NEVER


def test_statements_that_agree_have_no_way():
    """Nor is a line that one of them lacks a difference."""
    ways = explain(column(COPY), column(changed(k3=MISSING)), ROLES, PRICES)

    assert (ways.bits == NEVER).all()


def others(*rows):
    counts = np.array(rows, np.int32).T.copy()
    return Others(counts, np.arange(counts.shape[1], dtype=np.int64))


OTHER_STATION = (700, 411, 289, 411, 3, 408, 200, 108, 77, 23)
NOBODY = Others(np.zeros((10, 0), np.int32), np.zeros(0, np.int64))


def read_as(copy, official, posted, written=NOBODY):
    before, after, owner = column(copy), column(official), np.array([0], np.int64)
    ways = explain(before, after, ROLES, PRICES)
    return explain_by_others(ways, before, after, owner, PRICES, posted, written)


def test_a_protocol_that_reads_as_another_stations():
    """Posted under the wrong number; where, the position says."""
    ways = read_as(COPY, OTHER_STATION, others(OTHER_STATION, OTHER_STATION))

    assert rank(ways)[0][0, 0] == READS_AS_ANOTHER
    assert ways.how[READS_AS_ANOTHER, 0, 0] == 1  # never the station's own
    assert ways.bits[READS_AS_ANOTHER, 0] == PRICES.ways[READS_AS_ANOTHER]


def test_it_may_be_known_from_the_other_stations_copy_only():
    written = others(COPY, OTHER_STATION)

    ways = read_as(COPY, OTHER_STATION, others(OTHER_STATION), written)
    assert ways.how[READS_AS_ANOTHER, 0, 0] == 2


def test_a_copy_that_reads_as_another_stations_with_a_slip():
    """An observer filed it under the wrong number, and slipped in one line."""
    copy = list(OTHER_STATION)
    copy[0] = 706
    ways = read_as(copy, COPY, others(COPY, OTHER_STATION))

    assert rank(ways)[0][0, 0] == COPY_READS_AS_ANOTHER
    assert ways.how[COPY_READS_AS_ANOTHER, 3, 0] == 1
    slip = PRICES.changed + PRICES.edits[ONE_DIGIT, 3]
    assert ways.bits[COPY_READS_AS_ANOTHER, 0] == PRICES.ways[READS_AS_ANOTHER] + slip


@given(
    before=hnp.arrays(np.int32, (6, 2), elements=st.integers(-1, 12)),
    after=hnp.arrays(np.int32, (6, 2), elements=st.integers(-1, 12)),
    kept=hnp.arrays(np.bool_, (6, 2)),
    roles=hnp.arrays(np.uint8, 6, elements=st.integers(0, 4)),
)
def test_agrees_with_naive(before, after, kept, roles):
    """Applying every way with every choice finds the same prices."""
    after = np.where(kept, before, after)
    ways = explain(before, after, roles, PRICES)

    for pair in range(2):
        found = {
            way: int(bits) for way, bits in enumerate(ways.bits[:, pair]) if bits < NEVER
        }
        one, other = before[:, pair].tolist(), after[:, pair].tolist()
        assert found == naive_explain.explain(one, other, roles.tolist(), PRICES)


def test_every_line_has_a_role():
    with pytest.raises(ValueError, match="before has 10 lines, roles 3"):
        explain(column(COPY), column(COPY), ROLES[:3].copy(), PRICES)
