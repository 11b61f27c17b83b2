import pytest

from conftest import OFFICIAL
from reconcile.outcome.effect import one_sided

HEAD = "station,tec,source,registered,issued,invalid,votes.a,votes.b\n"
REGISTER = "station,tec,rec\ns1,t1,r1\ns2,t1,r1\ns3,t2,r2\ns4,t2,r2\ns5,t2,r2\n"


@pytest.fixture
def effect(check, little):
    """Check the little tables against some copies; return what it comes to."""

    def run(*copies, official=OFFICIAL):
        (little / "official.csv").write_text(official)
        (little / "copies.csv").write_text(HEAD + "".join(f"{one}\n" for one in copies))
        (little / "register.csv").write_text(REGISTER)
        ran, _ = check(
            "--copies", little / "copies.csv", "--register", little / "register.csv",
            "--json",
        )  # fmt: skip
        return ran.json["effect"]

    return run


def test_differences_add_up_by_list_and_region(effect):
    """Small and large ones apart; a list without a difference is not told."""
    got = effect("s1,t1,o1,100,60,2,38,18", "s2,t1,o2,200,150,5,40,45")

    assert got["stations"] == 2
    assert got["lists"]["a"]["net"] == 62
    assert got["lists"]["a"]["small"]["votes_more"] == 2
    assert got["lists"]["a"]["large"]["votes_more"] == 60
    assert "b" not in got["lists"]
    assert got["regions"].keys() == {"r1"}
    assert got["regions"]["r1"] == got["lists"]


def test_what_goes_one_way_and_the_other_is_kept_apart(effect):
    got = effect("s1,t1,o1,100,60,2,39,18", "s2,t1,o2,200,150,5,101,45")

    small = got["lists"]["a"]["small"]
    assert (small["votes_more"], small["votes_fewer"], small["one_sided"]) == (1, 1, False)
    assert got["lists"]["a"]["net"] == 0


def test_copies_that_contradict_each_other_count_for_nothing(effect):
    got = effect("s1,t1,o1,100,60,2,38,18", "s1,t1,o2,100,60,2,37,18")

    assert (got["stations"], got["lists"]) == (1, {})


def test_copies_that_agree_count_once(effect):
    got = effect("s1,t1,o1,100,60,2,38,18", "s1,t1,o2,100,60,2,38,18")

    assert got["lists"]["a"]["net"] == 2


def test_each_gap_has_its_reason(effect):
    """No copy, not posted, or neither: told by region and TEC."""
    got = effect("s1,t1,o1,100,60,2,40,18", "s4,t2,o2,100,60,2,40,18")

    assert got["gaps"]["rec"] == {
        "r1": {"both": 1, "no_copy": 1, "not_posted": 0, "neither": 0},
        "r2": {"both": 0, "no_copy": 1, "not_posted": 1, "neither": 1},
    }
    assert got["gaps"]["tec"].keys() == {"t1", "t2"}


def test_without_copies_there_is_nothing_to_add_up(effect):
    got = effect()

    assert (got["stations"], got["lists"], got["regions"]) == (0, {}, {})


@pytest.mark.parametrize(
    ("more", "fewer", "expected"),
    [
        (0, 0, False),
        (5, 5, False),
        (7, 0, False),
        (8, 0, True),
        (40, 20, False),
        (200, 130, True),
    ],
)
def test_one_sided_is_what_chance_seldom_does(more, fewer, expected):
    """Two in 2^8 is below one in a hundred, two in 2^7 is not."""
    assert one_sided(more, fewer) == expected
    assert one_sided(fewer, more) == expected
