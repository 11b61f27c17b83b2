"""Every check is declared and documented the same way."""

import re
import string
from pathlib import Path

import pytest

from reconcile.checks.catalogue import CHECKS
from reconcile.report.catalogue import checks_page

ROOT = Path(__file__).parents[2]
FIELDS = {
    *(
        "where",
        "tec",
        "listed",
        "text",
        "difference",
        "numbers",
        "number",
        "label",
        "copy",
        "official",
    ),
    *(
        "expected",
        "below",
        "known_from",
        "times",
        "how",
        "has",
        "percent",
        "why",
        "what",
        "one",
        "other",
    ),
    *("of", "percent", "flagged", "by_chance", "chance", "asked", "digit", "length"),
    *(
        "run_tec",
        "odds",
        "tecs",
        "machines",
        "skewness",
        "spikes",
        "kurtosis",
        "mean",
        "benford",
    ),
    *("chi_square", "excess", "peak", "least", "most"),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_check_is_complete(check):
    """A question, a source, an ordinary explanation, and a message without a full stop."""
    assert re.fullmatch(r"C[1-5]\d\d", check.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", check.name)
    assert check.asks.endswith("?")
    assert check.source
    assert check.rule_out.endswith(".")
    assert not check.says.endswith(".")
    named = {name for _, name, _, _ in string.Formatter().parse(check.says) if name}
    assert named <= FIELDS


def test_codes_and_names_are_unique_and_sorted():
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len({check.name for check in CHECKS}) == len(codes)


def test_the_page_of_checks_is_made_from_the_declarations():
    """CHECKS.md is generated; `make docs` writes it again."""
    assert (ROOT / "CHECKS.md").read_text(encoding="utf-8") == checks_page()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_nothing_is_called_more_than_it_is(check):
    """Findings are worded neutrally; a number that differs is not somebody's deed."""
    words = f"{check.name} {check.asks} {check.says} {check.rule_out}".casefold()
    assert not re.search(r"fraud|falsif|rigged|stuff|manipul|error by", words)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_has_its_three_tests(check):
    """Holds, flags and unknown (or unasked) are each shown by a test with its code."""
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests/reconcile/checks").glob("test_*.py")
    )
    code = check.code.lower()
    names = " ".join(re.findall(r"def (test_\w+)", tests))
    assert f"{code}_holds" in names
    assert f"{code}_flags" in names or f"{code}_holds_and_flags" in names
    assert re.search(rf"{code}_un(known|asked)|{code}_holds_for", names)
