import pytest

from ingest.facts.relations import EQ, GE, LE, MOD, GrammarError, Lines, read_relation

NAMES = ["registered", "received", "early", "votes.a", "votes.ak-zhol", "lost"]
LINES = Lines(
    names=NAMES,
    by_number={"1": 0, "2": 1, "3a": 2, "4": 3, "5": 4, "7.1": 5},
    groups={"votes": [3, 4]},
)


@pytest.mark.parametrize(
    ("text", "terms", "constant", "op"),
    [
        ("[2] = [3a] + [4] - [7.1]", {1: 1, 2: -1, 3: -1, 5: 1}, 0, EQ),
        ("[2]=[3a]+[4]", {1: 1, 2: -1, 3: -1}, 0, EQ),
        ("received >= sum(votes)", {1: 1, 3: -1, 4: -1}, 0, GE),
        ("[2] = [3a..5]", {1: 1, 2: -1, 3: -1, 4: -1}, 0, EQ),
        ("votes.ak-zhol <= registered", {4: 1, 0: -1}, 0, LE),
        ("[1] <= 3000", {0: 1}, -3000, LE),
        ("100 * [2] <= 101 * [1] + 99", {1: 100, 0: -101}, -99, LE),
        ("[1] + [1] = [2]", {0: 2, 1: -1}, 0, EQ),
        ("2 * sum(votes) = [1]", {3: 2, 4: 2, 0: -1}, 0, EQ),
        ("[1] - 5 >= [2] - 7", {0: 1, 1: -1}, 2, GE),
    ],
)
def test_text_becomes_coefficients(text, terms, constant, op):
    """Both sides are collected on the left, every line once."""
    got = read_relation(text, LINES)

    assert (dict(got.terms), got.constant, got.op) == (terms, constant, op)


def test_a_multiple():
    """SUM % 100 = 0 is the one further shape."""
    got = read_relation("[2] + [3a] % 100 = 0", LINES)

    assert (dict(got.terms), got.op, got.modulus) == ({1: 1, 2: 1}, MOD, 100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[9] = [1]", r"unknown line \[9\]"),
        ("isued = [1]", "unknown line 'isued'"),
        ("received-early = [1]", "a minus needs a space on each side"),
        ("sum(vote) = [1]", "unknown group 'vote'"),
        ("[1] <> [2]", "got '<> "),
        ("[1] < [2]", "got '< "),
        ("[1] == [2]", "expected a line, a group or a number, got '='"),
        ("[1] + [2]", "expected =, >= or <=, got the end"),
        ("[1] = ", "expected a line, a group or a number, got the end"),
        ("= [1]", "got '='"),
        ("- [1] = [2]", "got '-'"),
        ("[1] = [2] = [4]", "expected the end of the text, got '='"),
        ("[1] = [2] [4]", "expected the end of the text"),
        ("[5..2] = [1]", r"expected \[first..last\]"),
        ("[1] + [2] = [2] + [4]", "line 'received' cancels out"),
        ("3 = 4", "expected at least one line"),
        ("[1] % 100 = 5", "expected '= 0'"),
        ("[1] % 1 = 0", "expected a number from 2"),
        ("[1] * 2 = [2]", r"expected =, >= or <=, got '\*'"),
        ("9999999 * [1] = [2]", "expected a factor up to"),
        ("[1] <= 99999999999999", "expected a constant up to"),
        ("", "got the end of the text"),
        ("(1) = [2]", r"got '\(1\)"),
    ],
)
def test_what_is_not_in_the_grammar_is_refused(text, message):
    """The message says what was expected and what stands there."""
    with pytest.raises(GrammarError, match=message):
        read_relation(text, LINES)
