from types import SimpleNamespace

import numpy as np
import pytest

from conftest import FORM
from fastcheck.codes import MISSING
from ingest.errors import SettingError
from ingest.facts.elections import Published
from ingest.facts.forms import load_form
from ingest.read.register import read_register
from ingest.read.tables import read_table
from reconcile.outcome.sample.announced import announced, official_shares
from reconcile.outcome.sample.frame import make_frame
from reconcile.run import make_case, no_protocols

OFFICIAL = "station,tec,channel,registered,issued,invalid,votes.a,votes.b\n"


@pytest.fixture
def case(tmp_path):
    """Make a case of the little form from tables as text."""
    (tmp_path / "form.toml").write_text(FORM)
    form = load_form(str(tmp_path / "form.toml"))

    def make(official, copies="", register="", stages=()):
        def read(text, role):
            if not text:
                return no_protocols(form)
            return read_table((OFFICIAL + text).encode(), role, form, role)

        listed = read_register(register.encode(), "register").rows if register else None
        tables = (read(official, "official"), read(copies, "copies"))
        return make_case(form, *tables, (), listed, SimpleNamespace(published=stages))

    return make


def test_stations_stand_in_the_order_of_their_names(case):
    """Whatever order the tables have; without a register, those with a protocol."""
    frame = make_frame(case("s2,t,,9,8,1,4,3\ns1,t,,6,5,0,3,2\n", "s1,t,,6,5,0,3,2\n"))

    assert frame.names == ["s1", "s2"]
    assert frame.posted.tolist() == [[3, 4], [2, 3], [0, 1]]
    assert frame.copied.tolist() == [[3, MISSING], [2, MISSING], [0, MISSING]]
    assert (frame.voters.tolist(), frame.issued.tolist()) == ([6, 9], [5, 8])


def test_numbers_that_repeat_are_named_with_their_commission(case):
    frame = make_frame(case("1,t1,,9,8,1,4,3\n1,t2,,6,5,0,3,2\n"))

    assert frame.names == ["t1/1", "t2/1"]
    assert frame.posted[0].tolist() == [4, 3]


def test_what_two_copies_contradict_each_other_on_is_unknown(case):
    """Neither is taken; a line they agree on is known."""
    copies = f"{OFFICIAL.strip()},source\ns1,t,,6,5,0,3,2,x\ns1,t,,6,5,0,3,1,y\n"
    made = case("s1,t,,6,5,0,3,2\n")
    table = read_table(copies.encode(), "copies", made.form, "copies")

    frame = make_frame(make_case(made.form, no_protocols(made.form), table, (), REGISTER))

    assert frame.copied[:, 0].tolist() == [3, MISSING, 0]
    assert not frame.known(frame.copied, "valid")[0]


REGISTER = read_register(b"station,tec,rec\ns1,t,r\n", "register").rows


def test_electronic_stations_count_by_their_summary(tmp_path):
    """A paper protocol beside an electronic one is a part, not the station."""
    channels = 'level = "pec"\nchannels = ["paper", "electronic", "summary"]'
    (tmp_path / "form.toml").write_text(FORM.replace('level = "pec"', channels))
    form = load_form(str(tmp_path / "form.toml"))
    rows = (
        "s1,t,paper,9,2,0,1,1\ns1,t,electronic,9,3,0,2,1\ns1,t,summary,9,5,0,3,2\n"
        "s2,t,paper,9,2,0,1,1\ns2,t,electronic,9,3,0,2,1\ns3,t,paper,9,2,0,1,1\n"
    )
    table = read_table((OFFICIAL + rows).encode(), "official", form, "official")

    frame = make_frame(make_case(form, table, no_protocols(form)))

    assert frame.posted[0].tolist() == [3, MISSING, 1]


def test_bases_count_what_they_are_of(case):
    frame = make_frame(case("s1,t,,9,8,1,4,3\ns2,t,,9,8,,4,3\n"))

    assert frame.base(frame.posted, "valid").tolist() == [7, 7]
    assert frame.base(frame.posted, "took_part").tolist() == [8, MISSING]


def test_nothing_known_of_any_station_is_refused(case):
    with pytest.raises(SettingError, match="expected a register or protocols"):
        make_frame(case(""))


def test_announced_is_what_was_published_last(case):
    """A stage without all lists is passed over."""
    whole = {"votes.a": 70, "votes.b": 30, "invalid": 5}
    stages = [
        Published(stage="one", date="2007-08-20", source="x", counts=whole),
        Published(stage="two", date="2007-08-22", source="x", counts={"votes.a": 71}),
    ]
    made = case("s1,t,,9,8,1,4,3\n", stages=stages)

    source, totals = announced(make_frame(made), made)

    assert (source, totals.tolist()) == ("published, one", [70, 30, 5])
    assert official_shares(totals, "valid").tolist() == [0.7, 0.3]
    assert official_shares(totals, "took_part")[0] == pytest.approx(70 / 105)


def test_else_the_posted_protocols_are_added(case):
    """A station whose votes are not all known is left out, and invalid ones are unknown."""
    made = case("s1,t,,9,8,1,4,3\ns2,t,,9,8,,4,3\ns3,t,,9,8,1,,3\n")

    source, totals = announced(make_frame(made), made)

    assert (source, totals.tolist()) == ("the sum of 2 posted protocols", [8, 6, MISSING])
    assert official_shares(totals, "took_part") is None
    assert official_shares(np.array([MISSING, 3, 1]), "valid") is None


def test_draws_go_by_the_registers_voters_before_any_protocol_is_posted(case):
    """What is posted later does not move them; without a register it is all there is."""
    listed = "station,tec,rec,registered\ns1,t,r,1 200\ns2,t,r,\n"
    before = make_frame(case("", register=listed))
    after = make_frame(case("s1,t,,6,5,0,3,2\ns2,t,,9,8,1,4,3\n", register=listed))

    assert before.sizes.tolist() == [1200, MISSING]
    assert after.sizes.tolist() == [1200, 9]
    assert (before.voters.tolist(), after.voters.tolist()) == ([MISSING] * 2, [6, 9])
    assert make_frame(case("s1,t,,6,5,0,3,2\n")).sizes.tolist() == [6]


def test_a_voter_list_that_is_no_count_is_told_and_missing():
    register = read_register(b"station,tec,registered\ns1,t,1O0\ns2,t,80\n", "r.csv")

    assert register.rows["registered"].to_list() == [None, 80]
    (told,) = register.unreadable
    assert (told.place, told.got) == ("row 2, registered", "'1O0'")
