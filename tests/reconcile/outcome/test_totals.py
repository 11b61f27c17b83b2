"""Our own addition beside what each level says, and the shares on each base."""

import re
import subprocess
import sys

import pytest

from conftest import OFFICIAL

UPPER = """level,commission,parent,registered,issued,invalid,votes.a,votes.b
tec,t1,r1,300,210,7,140,63
tec,t2,r1,300,90,0,50,40
rec,r1,,600,300,7,190,104
"""


def test_every_level_is_added_up_beside_the_stations(check, little):
    """The region's sum is one vote above; which is right is not ours to say."""
    (little / "upper.csv").write_text(UPPER)
    ran, _ = check("--commissions", little / "upper.csv", "--json")

    total = ran.json["totals"]["votes.b"]
    assert total["official"] == 103
    assert total["tec"] == {"sum": 103, "protocols": 2, "missing": 0}
    assert total["rec"] == {"sum": 104, "protocols": 1, "missing": 0}


def test_a_commission_that_states_its_sum_twice_is_added_once(check, little):
    """As Romania's counties do; where the two differ the line is missing."""
    rows = UPPER.replace("registered", "source,registered").replace(",r1,", ",r1,one,")
    rows = rows.replace("rec,r1,,", "rec,r1,,one,")
    again = "tec,t1,r1,two,300,210,7,140,64\n"
    (little / "upper.csv").write_text(rows + again)
    ran, _ = check("--commissions", little / "upper.csv", "--json")

    totals = ran.json["totals"]
    assert totals["votes.a"]["tec"] == {"sum": 190, "protocols": 2, "missing": 0}
    assert totals["votes.b"]["tec"] == {"sum": 40, "protocols": 2, "missing": 1}


def test_tables_without_an_election_have_no_seats_and_say_why(check):
    ran, _ = check("--json")

    assert ran.json["seats"] is ran.json["materiality"] is ran.json["triage"] is None
    assert "no election" in ran.json["reasons"]["seats"]


def test_an_election_without_seats_says_so(tekseru, tmp_path):
    folder = tmp_path / "kz"
    tekseru("init", folder, "--election", "kz-2007-majilis")
    known = (folder / "election.toml").read_text("utf-8")
    without = known[: known.index("[seats]")] + known[known.index("[[list]]") :]
    (folder / "election.toml").write_text(without, "utf-8")

    summary = tekseru("check", folder, "--json").json
    assert summary["seats"] is None
    assert summary["reasons"]["seats"] == "the election file has no [seats]"


def test_shares_are_of_the_base_that_the_election_file_declares(election):
    """190 of 300 who took part, of 293 valid votes, and of all votes for lists."""
    shares = election(OFFICIAL)["shares"]

    assert {base: one["a"] for base, one in shares.items()} == {
        "votes": "64.8464",
        "took_part": "63.3333",
        "valid": "64.8464",
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('{ took_part = "cast", valid = "sum(votes)" }', "unknown line 'cast'"),
        ('{ took_part = "issued + 1", valid = "sum(votes)" }', "expected lines only"),
        ('{ took_part = "issued" }', "expected base among bases"),
    ],
)
def test_a_base_that_the_form_cannot_give_is_refused(election, lines, expected):
    """One line, exit 2, which the fixture raises: never a guess which line is meant."""
    with pytest.raises(AssertionError, match=re.escape(expected)):
        election(OFFICIAL, lines=lines)


def test_a_published_stage_stands_beside_the_stations(election):
    more = """
[[published]]
stage = "final"
date = 2007-08-20
source = "invented"
counts = { "votes.a" = 200, "votes.b" = 93, took_part = 300, valid = 293 }
"""
    summary = election(OFFICIAL, more=more)

    assert summary["totals"]["votes.a"]["published"] == {"final": 200}
    ours, theirs = summary["seats"]["by"]
    assert theirs["of"] == "published result (final)"
    assert ours["bases"]["valid"]["allocations"] == [{"a": 6, "b": 4}]
    assert theirs["bases"]["valid"]["allocations"] == [{"a": 7, "b": 3}]
    assert summary["materiality"]["says"][-1] == (
        "By the published result (final), the 10 seats go 7 to a, 3 to b."
    )


def test_tables_without_an_election_load_nothing_of_seats(little):
    """A cold check is mostly imports; these runs do not pay for what they do not use."""
    code = (
        "import sys; from reconcile import cli; cli.run(); "
        "print(sorted(m for m in sys.modules if m.startswith('reconcile.outcome.')), "
        "'scipy.optimize' in sys.modules)"
    )
    words = ["check", "--form", "form.toml", "--official", "official.csv", "--out", "out"]
    ran = subprocess.run(
        [sys.executable, "-c", code, *words, "--quiet"],
        cwd=little,
        capture_output=True,
        text=True,
        check=True,
    )

    own = [
        f"reconcile.outcome.{name}" for name in ("effect", "figures", "result", "totals")
    ]
    assert ran.stdout == f"{own} False\n"
