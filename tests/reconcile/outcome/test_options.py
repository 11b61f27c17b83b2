"""Which options has a disputed station, and what bounds those that were not seen?"""

from conftest import OFFICIAL

HEAD = OFFICIAL.splitlines()[0]
COPY_HEAD = HEAD.replace("tec", "source")


def votes(summary, party):
    told = summary["materiality"]["lists"][party]["votes"]
    return told["lowest"], told["posted"], told["highest"]


def unseen(summary):
    told = summary["materiality"]["unseen"]
    return told["absent"], told["partly"], told["ballots"]


def test_without_findings_there_is_one_result(election):
    summary = election(OFFICIAL)

    assert summary["materiality"]["disputed"] == 0
    assert votes(summary, "a") == (190, 190, 190)
    assert votes(summary, "b") == (103, 103, 103)


def test_a_copy_that_differs_is_an_option_beside_posted_and_annulled(election):
    """Station s1: 40 and 18 posted, 38 and 20 in the copy."""
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns1,o,100,60,2,38,20\n")

    assert summary["materiality"]["options"] == {"annulled": 1, "observer copy": 1}
    assert votes(summary, "a") == (150, 190, 190)
    assert votes(summary, "b") == (85, 103, 105)


def test_a_line_that_the_copy_lacks_stays_as_posted(election):
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns1,o,100,60,2,45,\n")

    assert votes(summary, "a") == (150, 190, 195)
    assert votes(summary, "b") == (85, 103, 103)


def test_a_copy_that_differs_in_no_vote_disputes_nothing(election):
    """Only the voter list differs: the votes are not in question."""
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns1,o,109,60,2,40,18\n")

    assert summary["findings"]["must"] == 1
    assert summary["materiality"]["disputed"] == 0


def test_an_earlier_version_is_an_option(election):
    rows = OFFICIAL.replace("tec,", "tec,version,").replace(",t1,", ",t1,2,")
    rows = rows.replace(",t2,", ",t2,2,") + "s3,t2,1,300,90,0,70,20\n"
    summary = election(rows)

    assert summary["materiality"]["options"] == {"annulled": 1, "earlier version": 1}
    assert votes(summary, "a") == (140, 190, 210)


def test_of_statements_that_contradict_each_other_each_is_an_option(election):
    """The first is what the totals count from; neither is taken for right."""
    summary = election(OFFICIAL + "s3,t2,300,90,0,60,30\n")

    assert summary["materiality"]["options"]["another statement"] == 2
    assert unseen(summary) == (0, 0, 0)
    assert votes(summary, "a") == (140, 190, 200)
    assert votes(summary, "b") == (63, 103, 103)


def test_a_protocol_that_does_not_add_up_may_be_off_at_any_one_line(election):
    """Seven ballots too many at s2: each list may have them too many, or too few."""
    summary = election(OFFICIAL.replace("100,45", "100,52"))

    assert summary["materiality"]["options"]["one line by its residual"] == 8
    assert votes(summary, "a") == (90, 190, 197)
    assert votes(summary, "b") == (58, 110, 117)


def test_all_votes_of_a_station_outside_the_register_are_disputed(election):
    summary = election(OFFICIAL, register="station,tec\ns1,t1\ns2,t1\n")

    assert summary["materiality"]["options"] == {"annulled": 1}
    assert votes(summary, "b") == (63, 103, 103)


def test_an_absent_station_holds_what_nothing_bounds(election):
    """Unknown is said to be unknown; the ranges are of the findings alone."""
    summary = election(OFFICIAL, register="station,tec\ns1,t1\ns2,t1\ns3,t2\ns4,t2\n")

    assert unseen(summary) == (1, 0, None)
    assert summary["materiality"]["covers"] == "open findings only"
    assert summary["materiality"]["seats"]["valid"]["change"] == "unknown"


def test_an_absent_station_holds_at_most_the_voter_list_of_its_copy(election):
    """None of the copy's votes is taken for the result."""
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns4,o,30,25,0,20,5\n")

    assert unseen(summary) == (1, 0, 30)
    assert votes(summary, "a") == (190, 190, 220)
    shares = summary["materiality"]["lists"]["a"]["shares"]["took_part"]
    assert shares == {"lowest": "57.5758", "highest": "66.6667"}  # 190/330, 220/330


def test_a_voter_list_without_a_voter_bounds_nothing(election):
    """Georgia's stations abroad: nobody on the list, and all vote on a special one."""
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns4,o,0,25,0,20,5\n")

    assert unseen(summary) == (1, 0, None)


def test_a_copy_that_differs_only_in_who_took_part_annuls_nothing(election):
    """Two more took part by the copy: the base is in question, no vote for a list."""
    lines = '{ took_part = "issued", valid = "sum(votes)" }'
    summary = election(OFFICIAL, f"{COPY_HEAD}\ns1,o,100,62,2,40,18\n", lines=lines)

    assert summary["materiality"]["options"] == {"observer copy": 1}
    assert votes(summary, "a") == (190, 190, 190)


def test_a_copy_counts_also_where_the_posted_base_is_missing(election):
    """Stations abroad again: a turnout was not posted, and a copy has other votes."""
    lines = '{ took_part = "issued", valid = "sum(votes)" }'
    posted = OFFICIAL.replace("s1,t1,100,60,", "s1,t1,100,,")
    summary = election(posted, f"{COPY_HEAD}\ns1,o,100,60,2,38,20\n", lines=lines)

    assert summary["materiality"]["options"] == {"annulled": 1, "observer copy": 1}
    assert summary["materiality"]["unseen"]["blanks"] == 42  # of 100 voters, 58 votes read
    assert votes(summary, "b") == (85, 103, 105)


STAGE = """
[expected]
pec = 5
[[published]]
stage = "final"
date = 2007-08-20
source = "invented"
counts = { registered = 700 }
"""


def test_stations_not_even_listed_hold_at_most_what_the_electorate_leaves(election):
    """Five expected, three seen with 600 voters, 700 published."""
    summary = election(OFFICIAL, more=STAGE)

    assert unseen(summary) == (2, 0, 100)
    assert "voters published (final)" in summary["materiality"]["unseen"]["bound"]


def test_a_protocol_with_a_missing_line_is_seen_in_part(election):
    """Its read votes count; the rest of its voters may have voted for anybody."""
    summary = election(OFFICIAL.replace("50,40", "50,"))

    assert unseen(summary) == (0, 1, 250)
    assert votes(summary, "b") == (63, 63, 313)


def test_a_register_decides_how_many_stations_there_are(election):
    summary = election(OFFICIAL, register="station,tec\ns1,t1\ns2,t1\ns3,t2\n", more=STAGE)

    assert unseen(summary) == (0, 0, 0)


def test_paper_and_electronic_together_are_an_option_of_a_summary(election):
    """Kazakhstan's three protocols: the summary has 7 votes more than its two parts."""
    from ingest.facts.forms import load_form

    form = load_form("kz-2007-pec")
    rows = [f"station,channel,{','.join(form.names)}"]
    for channel, nur in (("paper", 60), ("electronic", 30), ("summary", 97)):
        counts = dict.fromkeys(form.names, 0)
        ballots = {"issued": nur, "cast": nur, "valid": nur, "votes.nur-otan": nur}
        counts |= ballots | {"registered": 200, "voters": 200}
        rows.append(f"s1,{channel}," + ",".join(map(str, counts.values())))
    lines = '{ took_part = "cast", valid = "valid" }'
    summary = election("\n".join(rows) + "\n", form="kz-2007-pec", lines=lines)

    assert summary["materiality"]["options"]["paper and electronic together"] == 1
    assert votes(summary, "nur-otan") == (0, 97, 97)
