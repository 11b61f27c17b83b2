"""What every verb offers, and what starting it costs."""

import subprocess
import sys
from pathlib import Path

import pytest

from reconcile.cli import VERBS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_and_stands_in_the_readme(tekseru, verb):
    ran = tekseru(verb, "--help")

    assert ran.code == 0
    assert ran.out.startswith(f"Usage: tekseru {verb}")
    assert f"`tekseru {verb}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_imports_neither_numba_nor_polars():
    """Asking for help is instant."""
    code = (
        "import sys; sys.argv = ['tekseru', '--help']\n"
        "from reconcile.cli import run; run()\n"
        "heavy = {'numba', 'polars', 'numpy', 'pydantic', 'requests', 'lxml'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_wrong_option_exits_2():
    done = subprocess.run(
        [sys.executable, "-c", "from reconcile.cli import main; main()", "check", "--nope"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "No such option" in done.stderr


def test_quiet_says_nothing(check):
    ran, _ = check("--quiet")

    assert (ran.out, ran.err) == ("", "")


def test_json_is_one_object_and_nothing_else(check):
    ran, _ = check("--json")

    assert ran.json["form"] == "little"


def test_form_check_prints_the_relations_as_understood(tekseru, little):
    ran = tekseru("form", "check", little / "form.toml")

    assert ran.code == 0
    assert "R1  [2] = [3] + sum(votes)   must, statute" in ran.out
    assert "issued - invalid - votes.a - votes.b = 0" in ran.out
    assert "- registered + issued <= 0" in ran.out


def test_explain_a_check(tekseru):
    ran = tekseru("explain", "c201")

    assert ran.code == 0
    assert "C201 observer-copy-differs (must)" in ran.out
    assert "Rule out" in ran.out


def test_explain_a_finding_shows_both_numbers_and_their_documents(tekseru, check, little):
    (little / "copies.csv").write_text("station,votes.a\ns1,38\n")
    _, (finding,) = check("--copies", little / "copies.csv")

    ran = tekseru("explain", finding["finding"], "--in", little / "out")

    assert ran.code == 0
    for word in (
        "copy 38, published 40",
        "official.csv",
        "copies.csv",
        finding["document"],
    ):
        assert word in ran.out


def test_the_summary_fits_eighty_columns(check):
    ran, _ = check()

    shown = [line for line in ran.out.splitlines() if "/out" not in line]
    assert max(map(len, shown)) <= 80
