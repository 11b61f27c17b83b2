"""C407: when and by whom protocols were signed, as their text says."""

from datetime import date

import polars as pl
import pytest

from conftest import no_keys
from ingest.facts.forms import load_form
from ingest.protocol import Protocols, empty_rows
from reconcile.checks.signing import check_signing
from reconcile.run import make_case, no_protocols


class Election:
    """What C407 asks of an election."""

    day, hours, due, published = date(2007, 8, 18), "07:00-20:00", None, ()


@pytest.fixture
def ask(little):
    """Answer C407 for one protocol of which some things are said."""
    form = load_form(str(little / "form.toml"))
    usual = no_keys() | {"station": "s1", "level": "pec", "channel": "paper"}
    usual |= {"version": 1, "document": "d1", "place": "table 1", "layout": 0}
    usual |= {"signed": "2007-08-19T01:30", "signatures": 7, "members": 7}
    usual |= dict.fromkeys(form.names, 1) | {"seal": "present"}

    def run(**said):
        empty = empty_rows(form.names)
        rows = pl.DataFrame([usual | said]).select(empty.columns).cast(empty.schema)
        postings = pl.DataFrame(
            {"document": ["d1"], "version": [1]}
            | dict.fromkeys(("posted", "seen", "before", "last", "gone"), "")
        )
        none = no_protocols(form)
        case = make_case(form, Protocols(rows), none, (), None, Election, postings)
        return check_signing(case)[0]

    return run


def test_c407_holds(ask):
    answer = ask()

    assert (answer.holds, answer.violated, answer.unknown) == (3, 0, 0)


@pytest.mark.parametrize(
    ("said", "line", "told"),
    [
        ({"signed": "2007-08-18T19:59"}, "signed", "dated 2007-08-18 19:59"),
        ({"signed": "2007-08-19T08:01"}, "signed", "outside the count"),
        ({"signatures": 3}, "signatures", "signed by 3 of 7 members"),
        ({"seal": "absent"}, "seal", "says that there is no seal"),
    ],
)
def test_c407_flags(ask, said, line, told):
    (finding,) = ask(**said).findings

    assert finding.line == line
    assert told in finding.message
    assert finding.severity == "should"


def test_c407_unknown(ask):
    """A text that says nothing, or the day alone, is no pass."""
    answer = ask(signed="2007-08-19", signatures=None, seal="")

    assert (answer.holds, answer.violated, answer.unknown) == (0, 0, 3)
