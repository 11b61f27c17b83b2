"""Screening on stations invented one by one, and on the honest invented country."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.sample.country import invent_country
from reconcile.checks.screening import CHECKS, check_screening
from reconcile.checks.screening.measured import in_words
from reconcile.run import run_checks
from screened import country_case, protocols_case

FORM = load_form("kz-2007-pec")
LEADER, OTHER = "votes.nur-otan", "votes.ansdp"
NUMBER, TECS = 600, 6
STRANGE = st.one_of(st.integers(-1, 3), st.integers(-1, 3000), st.integers(0, 2**31 - 1))


@pytest.fixture
def chance():
    return np.random.default_rng(7)


def counts(**lines):
    """Counts of all lines; those not named are 0."""
    number = len(next(iter(lines.values())))
    told = {name.replace("_", ".", 1).replace("_", "-"): one for name, one in lines.items()}
    zero = np.zeros(number, np.int64)
    return np.array([told.get(name, zero) for name in FORM.names])


def stations(voters, issued, leader, other, machine=None):
    """A case of paper protocols in TECs; `machine` says where there are others too.

    It holds where, and the electronic votes there of the leader and of the other.
    """
    paper = {"voters": voters, "issued": issued, "cast": leader + other}
    votes = {"votes_nur_otan": leader, "votes_ansdp": other}
    number = np.arange(len(voters))
    keys = pl.DataFrame(
        {
            "station": [f"s{one}" for one in number],
            "tec": [f"t{one}" for one in number * TECS // len(number)],
            "rec": ["r1"] * len(number),
            "channel": ["paper"] * len(number),
        }
    )
    parts = [(keys, counts(**paper, **votes))]
    if machine:
        here, own, rest = machine
        electronic = counts(votes_nur_otan=own, votes_ansdp=rest, voters=voters[here])
        summary = parts[0][1][:, here] + electronic
        summary[FORM.position["voters"]] = voters[here]
        for channel, lines in (("electronic", electronic), ("summary", summary)):
            with_machine = keys[np.flatnonzero(here)]
            parts.append((with_machine.with_columns(channel=pl.lit(channel)), lines))
    return protocols_case(FORM, parts)


def honest(rng, number=NUMBER, share=0.7):
    """Stations where everything is as chance makes it, in TECs that spread a little."""
    voters = rng.integers(700, 1400, number)
    issued = rng.binomial(voters, rng.beta(12, 8, number))
    leader = rng.binomial(issued, rng.beta(40 * share, 40 * (1 - share), number))
    return voters, issued, leader, issued - leader


def asked(case, code, **more):
    return {one.check.code: one for one in check_screening(case, **more)}[code]


def test_c501_holds_where_stations_spread_as_their_neighbours_do(chance):
    answer = asked(stations(*honest(chance)), "C501")

    assert (answer.holds, answer.violated, answer.unknown) == (NUMBER, 0, 0)


def test_c501_flags_a_station_that_stands_apart(chance):
    """Worded with its neighbours' share, and with what chance brings."""
    voters, issued, leader, other = honest(chance)
    leader[5], other[5] = issued[5] // 50, issued[5] - issued[5] // 50

    (finding,) = asked(stations(voters, issued, leader, other), "C501").findings
    assert (finding.station, finding.tec, finding.severity) == ("s5", "t0", "note")
    assert finding.official == leader[5]
    assert finding.difference == finding.official - finding.expected < 0
    assert finding.votes_affected == 0
    assert "the other stations of its TEC have 7" in finding.message
    assert finding.message.endswith("listed so: 1, about 0 of them by chance")
    assert 0 < finding.probability < 1e-4


def test_c501_unknown_without_votes_without_neighbours_or_without_a_commission(chance):
    """Few votes, a missing line, a TEC of four: none of them holds."""
    voters, issued, leader, other = honest(chance, 24)
    leader[4], other[4], leader[5] = 10, 39, -1

    answer = asked(stations(voters, issued, leader, other), "C501")
    assert (answer.holds, answer.violated, answer.unknown) == (0, 0, 24)
    assert answer.parts == []


def test_c502_holds_for_percentages_that_chance_makes(chance):
    answer = asked(stations(*honest(chance)), "C502")

    assert (answer.holds, answer.violated, answer.unknown) == (1, 0, 0)
    assert 50 < answer.parts[0]["expected"] < 200


def test_c502_flags_turnouts_of_whole_per_cents(chance):
    voters, issued, leader, other = honest(chance)
    voters[:150] = 1000
    issued[:150] = np.minimum(issued[:150] // 10 * 10, 900)

    (finding,) = asked(stations(voters, issued, leader, other), "C502").findings
    assert finding.difference == finding.official - finding.expected > 90
    assert finding.message.startswith(
        "all stations, turnout or share of votes for Nur Otan: within 0.05 of a whole"
    )
    assert finding.message.endswith("and so many less than once in a million elections")


def test_c502_unknown_where_the_form_declares_no_roles(chance):
    """Nothing is guessed from the names of lines."""
    case = stations(*honest(chance))
    form = replace(FORM, roles={})
    table = replace(case.official.agreed, form=form)
    case = replace(case, official=replace(case.official, agreed=table))

    for code in ("C502", "C504", "C506", "C507", "C509", "C510"):
        answer = asked(case, code, disputed=True)
        assert (answer.holds, answer.violated, answer.unknown) == (0, 0, 1)


def test_c503_holds_for_digits_that_chance_makes(chance):
    """Asked of turnout and of the leading list's votes."""
    answer = asked(stations(*honest(chance)), "C503")

    assert (answer.holds, answer.violated) == (2, 0)
    assert [one["line"] for one in answer.parts] == [LEADER, "issued"]


def test_c503_flags_turnouts_that_end_in_zero(chance):
    voters, issued, leader, other = honest(chance)
    issued[:200] = issued[:200] // 10 * 10

    (finding,) = asked(stations(voters, issued, leader, other), "C503").findings
    assert finding.line == "issued"
    assert " end in 0, where the counts around them say about " in finding.message


def test_c503_unknown_for_a_handful_of_counts(chance):
    answer = asked(stations(*honest(chance, 30)), "C503")

    assert (answer.holds, answer.unknown) == (0, 2)


def alike(rng):
    """Stations of 1,000 ballots whose shares are as alike as chance lets them be."""
    voters, issued = np.full(NUMBER, 1500), np.full(NUMBER, 1000)
    return voters, issued, rng.binomial(issued, 0.64)


def test_c504_holds_where_neighbours_vote_alike(chance):
    """Equal shares are frequent there, and near ones are as frequent."""
    voters, issued, leader = alike(chance)

    answer = asked(stations(voters, issued, leader, issued - leader), "C504")
    assert (answer.holds, answer.violated) == (1, 0)
    assert answer.parts[0]["expected"] > 8


def test_c504_flags_neighbours_with_the_same_share_and_tells_the_longest_run(chance):
    voters, issued, leader = alike(chance)
    leader[1:60:2] = leader[0:60:2]
    leader[110:122] = 641

    (finding,) = asked(stations(voters, issued, leader, issued - leader), "C504").findings
    assert finding.difference > 30
    assert finding.message.endswith("run is 12 stations at 64.1 per cent, TEC t1")


def test_c504_unknown_where_few_neighbours_are_near(chance):
    assert asked(stations(*honest(chance, 60)), "C504").unknown == 1


def with_machines(rng, share):
    """Every sixth station has a machine; of its 200 votes the leader has a share."""
    voters, issued, leader, other = honest(rng)
    here = np.arange(NUMBER) % 6 == 0
    own = rng.binomial(200, share(leader[here] / issued[here]))
    return stations(voters, issued, leader, other, (here, own, 200 - own))


def test_c505_holds_where_both_channels_vote_alike(chance):
    answer = asked(with_machines(chance, lambda paper: paper), "C505")

    assert (answer.holds, answer.violated) == (1, 0)
    assert answer.parts[0]["stations"] == 100
    assert answer.parts[0]["odds_ratio"] == pytest.approx(1, abs=0.05)
    assert answer.parts[0]["all_lists"]["degrees"] == 1


def test_c505_flags_another_share_on_machines(chance):
    case = with_machines(chance, lambda paper: paper * 0.9)

    (finding,) = asked(case, "C505").findings
    assert finding.difference < -900
    assert "electronic votes at 100 stations with both" in finding.message
    figures = asked(case, "C505").parts[0]
    assert figures["tecs"] == figures["tecs_flagged"] == TECS
    assert figures["all_lists"]["chance"] < 1e-9


def test_c505_unknown_without_machines(chance):
    assert asked(stations(*honest(chance)), "C505").unknown == 1


def carried(rng, share):
    """A case where stations with machines give the leader some share of all voters."""
    voters, issued, leader, other = honest(rng)
    here = np.arange(NUMBER) % 6 == 0
    leader[here] = rng.binomial(voters[here], share)
    other[here] = voters[here] - leader[here] - 5
    none = np.zeros(here.sum(), np.int64)
    return stations(voters, issued, leader, other, (here, none, none))


def test_c506_holds_where_machines_make_no_difference(chance):
    answer = asked(carried(chance, 0.42), "C506")

    assert (answer.holds, answer.violated) == (1, 0)
    assert answer.parts[0]["machines"] == 100


def test_c506_flags_what_carries_over_badly_and_says_what_that_is_worth(chance):
    (finding,) = asked(carried(chance, 0.3), "C506").findings

    assert finding.difference > 50_000
    assert "had machines been placed at random" in finding.message


def test_c506_unknown_without_machines(chance):
    assert asked(stations(*honest(chance)), "C506").unknown == 1


@pytest.mark.parametrize("code", ["C507", "C508", "C509", "C510"])
def test_disputed_measures_are_told_when_wanted_and_never_judged(chance, code):
    """The test's name for C507 to C510 stands in those below."""
    case = stations(*honest(chance))

    assert code not in {one.check.code for one in check_screening(case)}
    answer = asked(case, code, disputed=True)
    assert (answer.holds, answer.violated) == (1, 0)
    assert "nown failure" in answer.check.rule_out


def test_c507_holds_and_flags_nothing_but_tells_two_moments(chance):
    (finding,) = asked(stations(*honest(chance)), "C507", disputed=True).findings

    assert " has skewness " in finding.message


def test_c508_holds_and_flags_nothing_but_tells_a_mean(chance):
    (finding,) = asked(stations(*honest(chance)), "C508", disputed=True).findings

    assert "(Benford's law 4.1874)" in finding.message


def test_c509_holds_and_flags_nothing_but_tells_how_much_hangs_on_the_peak(chance):
    (finding,) = asked(stations(*honest(chance)), "C509", disputed=True).findings

    assert "with that limit moved by 5 per cent" in finding.message


def test_c510_holds_and_flags_nothing_but_tells_where_stations_stand_together(chance):
    """Thirty stations of 72.5 per cent each, of different sizes, are one spike."""
    voters, issued, leader, other = honest(chance)
    (usual,) = asked(stations(voters, issued, leader, other), "C510", disputed=True).parts
    issued[:30] = 40 * np.arange(10, 40)
    voters[:30] = np.maximum(voters[:30], issued[:30])
    leader[:30] = 29 * np.arange(10, 40)
    other[:30] = issued[:30] - leader[:30]
    answer = asked(stations(voters, issued, leader, other), "C510", disputed=True)

    assert (usual["spikes"], usual["excess"]) == (0, 0)
    (told,), (finding,) = answer.parts, answer.findings
    assert (told["spikes"], told["percent"]) == (1, "72.5")
    assert 25 <= told["excess"] <= 31
    assert "the farthest out is 72.5 per cent" in finding.message


def test_c507_unknown_c508_unknown_c509_unknown_c510_unknown_for_few_stations(chance):
    case = stations(*honest(chance, 60))

    for code in ("C507", "C508", "C509", "C510"):
        assert asked(case, code, disputed=True).unknown == 1


def test_regions_are_asked_one_by_one_where_there_are_several(chance):
    """And the whole election first; all chances are adjusted together."""
    case = stations(*honest(chance))
    rows = case.official.agreed.rows.with_columns(
        rec=pl.when(pl.col("tec") < "t3").then(pl.lit("r1")).otherwise(pl.lit("r2"))
    )
    table = replace(case.official.agreed, rows=rows)
    answer = asked(replace(case, official=replace(case.official, agreed=table)), "C502")

    assert [one["rec"] for one in answer.parts] == ["", "r1", "r2"]
    assert all(one["chance_adjusted"] >= one["chance"] for one in answer.parts)


def test_without_a_vote_everything_is_unknown():
    nothing = np.zeros(8, np.int64)

    answers = check_screening(stations(*(nothing,) * 4), disputed=True)
    assert [one.check for one in answers] == list(CHECKS)
    assert all((one.holds, one.violated) == (0, 0) for one in answers)


@settings(max_examples=30, deadline=None)
@given(
    hnp.arrays(np.int32, (len(FORM.names), 24), elements=STRANGE),  # MISSING is -1
    hnp.arrays(np.int64, 24, elements=st.integers(0, 3)),
    st.sampled_from(
        [("paper",), ("paper", "electronic"), ("paper", "electronic", "summary")]
    ),
)
def test_strange_counts_never_stop_screening(lines, tec, channels):
    """Missing, zero, enormous, more votes than voters: unknown or asked, never an error."""
    keys = pl.DataFrame({"station": [f"s{at}" for at in range(24)], "tec": map(str, tec)})
    keys = keys.with_columns(tec=pl.col("tec").replace("0", ""), rec=pl.col("tec"))
    parts = [(keys.with_columns(channel=pl.lit(one)), lines) for one in channels]

    answers = check_screening(protocols_case(FORM, parts), disputed=True)
    assert [one.check for one in answers] == list(CHECKS)
    assert all(min(one.holds, one.violated, one.unknown) >= 0 for one in answers)


def test_screening_runs_only_when_asked_and_is_never_a_must(chance):
    voters, issued, leader, other = honest(chance)
    leader[5], other[5] = issued[5] // 50, issued[5] - issued[5] // 50
    case = stations(voters, issued, leader, other)

    codes = {one.check.code for one in run_checks(case).answers}
    assert not codes & {one.code for one in CHECKS}
    result = run_checks(case, "usual")
    notes = result.findings.filter(pl.col("code") == "C501")
    assert (result.must, notes["severity"].to_list()) == (0, ["note"])


@pytest.fixture(scope="module")
def country():
    election = load_election(find_fact("elections", "kz-2007-majilis", SettingError))
    return country_case(invent_country(election, FORM))


def test_the_honest_country_is_flagged_as_often_as_chance_says(country):
    """9,727 stations that spread far more than chance: one flag, about one expected."""
    answers = {one.check.code: one for one in check_screening(country)}

    (figures,) = answers["C501"].parts
    assert figures["elections_drawn"] == 100
    assert 0.5 < figures["flagged_where_nothing_is_unusual"] < 2
    assert figures["flagged"] == answers["C501"].violated <= 5
    assert answers["C501"].holds > 9500
    for code in ("C502", "C503", "C504", "C505", "C506"):
        assert answers[code].violated == 0
        assert answers[code].holds > 0


def test_screening_says_the_same_again_in_whatever_order_stations_are_told(chance):
    """Elections are drawn from a seed, and stations put into their commissions' order."""
    case = stations(*honest(chance))
    table = case.official.agreed.take(chance.permutation(NUMBER))
    other = replace(case, official=replace(case.official, agreed=table))

    first, second = check_screening(case), check_screening(other)
    assert [one.parts for one in first] == [one.parts for one in second]


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (0.04, "about once in 25 elections"),
        (1 / 3210, "about once in 3,200 elections"),
        (1e-7, "less than once in a million elections"),
    ],
)
def test_a_chance_is_told_as_once_in_so_many(chance, told):
    assert in_words(chance, "elections") == told
