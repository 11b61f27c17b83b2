"""Could it matter, by how much, and is it said as carefully as it is known?"""

import pytest

from conftest import OFFICIAL

HEAD = OFFICIAL.splitlines()[0]
COPY_HEAD = HEAD.replace("tec", "source")
# b has 21 of 300, exactly seven per cent of those who took part; a the rest.
CLOSE = f"{HEAD}\ns1,t1,100,60,2,47,11\ns2,t1,200,150,5,135,10\ns3,t2,300,90,0,90,0\n"


def assertion(summary, kind, party, base="took_part"):
    return next(
        one
        for one in summary["materiality"]["assertions"]
        if (one["kind"], one["list"], one["base"]) == (kind, party, base)
    )


@pytest.fixture(scope="module")
def kazakhstan(tmp_path_factory):
    """What check writes of Kazakhstan 2007 as published, and what it prints."""
    import json

    from click.testing import CliRunner

    from reconcile.cli import tekseru

    folder = tmp_path_factory.mktemp("kz") / "kz"
    runner = CliRunner()
    runner.invoke(tekseru, ["init", str(folder), "--election", "kz-2007-majilis"])
    printed = runner.invoke(tekseru, ["check", str(folder)]).output
    return json.loads((folder / "reports/0001/summary.json").read_text("utf-8")), printed


# What each list would need to reach 7 per cent, in votes moved and in votes removed.
NEEDED = {"valid": (146_184, 2_088_340), "took_part": (156_461, 2_235_145)}


@pytest.mark.parametrize("base", NEEDED)
def test_kazakhstan_2007_what_the_second_list_would_need(kazakhstan, base):
    """As statistics.md section 0 has it, on either base."""
    one = assertion(kazakhstan[0], "below", "ansdp", base)

    assert (one["moved"], one["removed"]) == NEEDED[base]
    assert one["change"] == "unknown"


@pytest.mark.parametrize(("base", "seats"), [("valid", (91, 7)), ("took_part", (90, 8))])
def test_kazakhstan_2007_if_exactly_that_were_moved(base, seats):
    """Seats as they would then be: 91 and 7, or 90 and 8."""
    from reconcile.outcome.seats import allocate

    moved = NEEDED[base][0]
    whole = {"valid": 5_935_625, "took_part": 6_082_430}[base]
    votes = [5_247_720 - moved, 269_310 + moved]
    for short, expected in ((1, (98, 0)), (0, seats)):
        moved_less = [votes[0] + short, votes[1] - short]
        (only,) = allocate(moved_less, whole, 7, 98).every
        assert only.seats == expected


def test_kazakhstan_2007_is_told_in_the_first_paragraph(kazakhstan):
    """All four numbers, and that no protocol was seen; within 80 columns."""
    paragraph = kazakhstan[1].split("\n\n")[0]

    assert " ".join(paragraph.split()) == (
        "By the published result (final), Nur Otan takes all 98 seats. No station's "
        "protocol was seen: what the protocols could change is unknown. ANSDP is 156,461 "
        "votes short of 7 % of those who took part (146,184 of the valid votes). Were "
        "votes of other lists removed, not moved, it would take 2,235,145 (2,088,340)."
    )
    assert max(map(len, paragraph.splitlines())) < 80


def test_an_outcome_that_no_finding_can_touch_is_said_to_be_the_same(election):
    """Two votes differ; it would take 83."""
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns1,o,100,60,2,38,20\n", percent=50)

    told = summary["materiality"]
    assert told["seats"]["took_part"]["change"] == "no"
    assert told["seats"]["took_part"]["attainable"] == [{"a": 10}]
    assert "Even if the 1 disputed station were" in told["says"][1]
    assert told["says"][1].endswith("the seats are the same.")


def test_a_list_exactly_on_the_threshold_can_be_put_under_by_one_vote(election):
    """And the copy of s1 would do it; on valid votes it stays above."""
    summary = election(CLOSE, f"{COPY_HEAD}\ns1,o,100,60,2,48,10\n")

    one = assertion(summary, "above", "b")
    assert (one["moved"], one["change"]) == (1, "cannot be excluded")
    assert (one["fewest_disputed"], one["fewest_stations"]) == (1, 1)
    attainable = summary["materiality"]["seats"]["took_part"]["attainable"]
    assert {"a": 10} in attainable
    assert "cannot be excluded" in summary["materiality"]["says"][1]


def test_who_leads_is_an_assertion_of_its_own(election):
    """190 against 103: 44 votes moved would turn it, all of one station's 40 do not."""
    one = assertion(election(OFFICIAL), "leader", "a", None)

    assert (one["other"], one["moved"], one["removed"]) == ("b", 44, 87)
    assert one["fewest_stations"] == 1  # s2, with 100 votes for a
    assert one["change"] == "no"


def test_stations_not_seen_and_not_bounded_leave_it_unknown(election):
    """Never a pass: the findings alone are told, and that the rest is not known."""
    register = "station,tec\ns1,t1\ns2,t1\ns3,t2\ns4,t2\n"
    summary = election(OFFICIAL, register=register)

    assert "is unknown" in summary["materiality"]["says"][1]
    assert assertion(summary, "above", "a")["unseen"] is None


def test_an_unseen_station_that_could_change_the_seats_is_not_excluded(election):
    """Ninety voters of s4 are 43 more than the 47 that a needs to fall below 55 %."""
    copies = f"{COPY_HEAD}\ns4,o,90,25,0,20,5\n"
    summary = election(OFFICIAL, copies, percent=55)

    one = assertion(summary, "above", "a")
    assert (one["moved"], one["unseen"]) == (26, 49)
    assert one["change"] == "cannot be excluded"
    assert {} in summary["materiality"]["seats"]["took_part"]["attainable"]


def test_no_list_over_the_threshold_is_told(election):
    summary = election(OFFICIAL, percent=70)

    assert summary["seats"]["by"][0]["bases"]["took_part"]["allocations"] == []
    assert summary["materiality"]["says"][0] == (
        "By the station protocols, no list reaches 70 % of those who took part."
    )


def test_tied_seats_are_told_in_every_way_they_can_go(election):
    """150 votes each of nine and a half quotas: half a seat each."""
    rows = f"{HEAD}\ns1,t1,900,300,0,150,150\ns2,t1,9,4,4,0,0\n"
    more_seats = rows.replace("150,150", "225,75")  # 7.5 and 2.5 seats
    summary = election(more_seats)

    assert summary["seats"]["by"][0]["bases"]["valid"]["tie"] == "remainder"
    assert (
        "the seats are tied, and can go 8 to a, 2 to b; or 7 to a, 3 to b."
        in (summary["materiality"]["says"][0])
    )
    assert summary["materiality"]["seats"]["valid"]["change"] == "cannot be excluded"


def test_no_sentence_says_more_than_is_known(election, kazakhstan):
    """Neutral words: nothing about who, why or which number is right."""
    told = [*kazakhstan[0]["materiality"]["says"]]
    told += election(CLOSE, f"{COPY_HEAD}\ns1,o,100,60,2,48,10\n")["materiality"]["says"]

    for word in ("fraud", "falsif", "rigged", "wrong", "error", "true result", "proves"):
        assert not any(word in sentence.lower() for sentence in told)
