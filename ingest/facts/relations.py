"""How is the text of a control relation read?

A relation is written as the law prints it, "[2] = [3] + [4] + [5] - [12]". This file
turns that text into coefficients on the lines of one form. Whether the relation holds
at a station is arithmetic, and lives in fastcheck/relations.py.

    relation = sum ("=" | ">=" | "<=") sum | sum "%" integer "=" "0"
    sum      = term (("+" | "-") term)*
    term     = integer | [integer "*"] atom
    atom     = "[2]" | "[13..19]" | name | "sum(group)"
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EQ, GE, LE, MOD = "=", ">=", "<=", "%"

# Products of a count and a coefficient, summed over a form, must stay far inside int64.
LARGEST_COEFFICIENT = 1_000_000
LARGEST_CONSTANT = 10**12
LONGEST_INTEGER = 15

_TOKEN = re.compile(
    r"\s*(?:(?P<lines>\[[^\[\]]*\])"
    r"|(?P<group>sum\(\s*[^()]*?\s*\))"
    r"|(?P<name>[^\W\d][\w.]*(?:-[^\W\d_][\w.]*)*)"
    r"|(?P<integer>\d+)"
    r"|(?P<mark>>=|<=|[=%+*-]))"
)


class GrammarError(ValueError):
    """A relation's text cannot be read; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What the grammar needs to know of a form."""

    names: Sequence[str]
    by_number: Mapping[str, int]
    groups: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Sum:
    """Coefficients by line position, and what is added to them."""

    terms: Mapping[int, int]
    constant: int = 0

    def add(self, other: "Sum", sign: int) -> "Sum":
        """Return this sum plus or minus another, with every line collected once."""
        terms = dict(self.terms)
        for line, coefficient in other.terms.items():
            terms[line] = terms.get(line, 0) + sign * coefficient
        return Sum(terms, self.constant + sign * other.constant)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A relation as numbers: sum of coefficient x count, plus constant, against zero."""

    terms: Mapping[int, int]
    constant: int
    op: str
    modulus: int = 0


def read_relation(text: str, lines: Lines) -> Arithmetic:
    """Read the text of a control relation.

    Parameters
    ----------
    text
        The relation in the grammar of this file.
    lines
        Names, numbers and groups of the form it belongs to.

    Raises
    ------
    GrammarError
        If the text is not in the grammar, names an unknown line, or a line
        cancels out.
    """
    tokens = _Tokens(text, lines)
    left = tokens.read_sum()
    mark = tokens.take("=, >= or <=")
    if mark == MOD:
        return _checked(tokens.read_modulus(left), lines)
    if mark not in (EQ, GE, LE):
        raise GrammarError(f"expected =, >= or <=, got {mark!r}")
    collected = left.add(tokens.read_sum(), -1)
    tokens.expect_end()
    return _checked(Arithmetic(collected.terms, collected.constant, mark), lines)


def read_sum(text: str, lines: Lines) -> Mapping[int, int]:
    """Read a sum of lines: the coefficient of each, by its position.

    Raises
    ------
    GrammarError
        If the text is not one sum of lines in the grammar, or has a constant.
    """
    tokens = _Tokens(text, lines)
    total = tokens.read_sum()
    tokens.expect_end()
    checked = _checked(Arithmetic(total.terms, total.constant, EQ), lines)
    if checked.constant:
        raise GrammarError(f"expected lines only, got the number {checked.constant}")
    return checked.terms


def _checked(relation: Arithmetic, lines: Lines) -> Arithmetic:
    if not relation.terms:
        raise GrammarError("expected at least one line, got only numbers")
    for line, coefficient in relation.terms.items():
        if coefficient == 0:
            raise GrammarError(
                f"line {lines.names[line]!r} cancels out; "
                "expected each line on one side only"
            )
        if abs(coefficient) > LARGEST_COEFFICIENT:
            raise GrammarError(
                f"expected a factor up to {LARGEST_COEFFICIENT}, got {coefficient}"
            )
    if abs(relation.constant) > LARGEST_CONSTANT:
        raise GrammarError(
            f"expected a constant up to {LARGEST_CONSTANT}, got {relation.constant}"
        )
    return relation


class _Tokens:
    """A cursor over the tokens of one text."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.lines = lines
        self.tokens = _split(text)
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str) -> str:
        token = self.peek()
        if not token:
            raise GrammarError(f"expected {expected}, got the end of the text")
        self.at += 1
        return token

    def expect_end(self) -> None:
        if self.peek():
            raise GrammarError(f"expected the end of the text, got {self.peek()!r}")

    def read_sum(self) -> Sum:
        total = self.read_term()
        while self.peek() in ("+", "-"):
            sign = 1 if self.take("+ or -") == "+" else -1
            total = total.add(self.read_term(), sign)
        return total

    def read_term(self) -> Sum:
        token = self.take("a line, a group or a number")
        if not token.isdigit():
            return Sum(dict.fromkeys(self.read_atom(token), 1))
        if self.peek() != "*":
            return Sum({}, int(token))
        self.take("*")
        atom = self.take("a line or a group after *")
        return Sum(dict.fromkeys(self.read_atom(atom), int(token)))

    def read_atom(self, token: str) -> Sequence[int]:
        if token.startswith("["):
            return self.read_numbers(token[1:-1].strip())
        if token.startswith("sum("):
            return self.read_group(token[4:-1].strip())
        if token in self.lines.names:
            return [self.lines.names.index(token)]
        if not re.match(r"[^\W\d]", token):
            raise GrammarError(f"expected a line, a group or a number, got {token!r}")
        hint = "; a minus needs a space on each side" if "-" in token else ""
        raise GrammarError(f"unknown line {token!r}{hint}; {_known(self.lines.names)}")

    def read_numbers(self, inside: str) -> Sequence[int]:
        ends = [self.line_numbered(number.strip()) for number in inside.split("..")]
        if len(ends) == 1:
            return ends
        if len(ends) != 2 or ends[0] >= ends[1]:
            raise GrammarError(
                f"expected [first..last] in the form's order, got [{inside}]"
            )
        return range(ends[0], ends[1] + 1)

    def line_numbered(self, number: str) -> int:
        if number not in self.lines.by_number:
            raise GrammarError(
                f"unknown line [{number}]; {_known(list(self.lines.by_number))}"
            )
        return self.lines.by_number[number]

    def read_group(self, group: str) -> Sequence[int]:
        if group not in self.lines.groups:
            raise GrammarError(
                f"unknown group {group!r}; {_known(list(self.lines.groups))}"
            )
        return self.lines.groups[group]

    def read_modulus(self, total: Sum) -> Arithmetic:
        modulus = self.take("a number after %")
        if not modulus.isdigit() or not 2 <= int(modulus) <= LARGEST_COEFFICIENT:
            raise GrammarError(
                f"expected a number from 2 to {LARGEST_COEFFICIENT} after %, "
                f"got {modulus!r}"
            )
        if (self.take("= 0"), self.take("0")) != ("=", "0"):
            raise GrammarError("expected '= 0' after the number that follows %")
        self.expect_end()
        return Arithmetic(total.terms, total.constant, MOD, int(modulus))


def _split(text: str) -> list[str]:
    tokens, at = [], 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if not found:
            raise GrammarError(
                f"expected a line, a number, + - * % = >= or <=, "
                f"got {text[at:].strip()[:20]!r}"
            )
        if len(found.group("integer") or "") > LONGEST_INTEGER:
            raise GrammarError(f"expected a number of up to {LONGEST_INTEGER} digits")
        tokens.append(found.group().strip())
        at = found.end()
    return tokens


def _known(names: Sequence[str]) -> str:
    shown = ", ".join(names[:12])
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"the form has {shown}{more}" if names else "the form has none"
