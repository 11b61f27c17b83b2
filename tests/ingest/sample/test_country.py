"""The invented country has the published totals, and breaks no relation by itself."""

import numpy as np
import pytest

from fastcheck.codes import VIOLATED
from fastcheck.relations import check_relations
from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from ingest.sample.country import invent_country
from ingest.sample.plant import plant
from reconcile.checks.relations import matrices


@pytest.fixture(scope="module")
def election():
    return load_election(find_fact("elections", "kz-2007-majilis", SettingError))


@pytest.fixture(scope="module")
def country(election):
    return invent_country(election, load_form("kz-2007-pec"))


def total(country, line):
    return int(country.counts[country.form.position[line]].sum())


def test_every_published_total_comes_out(country, election):
    """Line by line, to the last vote."""
    final = dict(election.published[-1].counts)

    assert total(country, "cast") == final.pop("took_part")
    assert {line: total(country, line) for line in final} == final


def test_its_shape_is_that_of_2007(country, election):
    """9,727 stations, 205 and 16 commissions, 1,512 with machines and a third of voters."""
    assert country.counts.shape[1] == 9727
    assert len(np.unique(country.tec)) == 205
    assert len(np.unique(country.region)) == 16
    machine = country.votes_electronically
    assert machine.sum() == 1512
    registered = country.counts[country.form.position["registered"]]
    assert 0.32 < registered[machine].sum() / registered.sum() < 0.34
    cast = country.electronic[country.form.position["cast"], machine]
    assert cast.sum() == election.electronic.votes == 124_671
    assert registered.max() <= 3000


@pytest.mark.parametrize(
    ("region", "turnout"), [("almaty-city", 0.225), ("almaty-region", 0.86)]
)
def test_two_regions_came_as_announced(country, region, turnout):
    here = country.region == country.regions.index(region)
    cast = country.counts[country.form.position["cast"], here].sum()
    registered = country.counts[country.form.position["registered"], here].sum()

    assert cast / registered == pytest.approx(turnout, abs=0.0001)


@pytest.mark.parametrize("channel", ["paper", "electronic", "summary"])
def test_no_relation_is_broken_where_nothing_was_planted(country, channel):
    posting = plant(country, copies=300)
    planted = {one.place for one in posting.planted}
    rows = [
        posted.counts
        for (station, own), posted in posting.protocols.items()
        if own == channel and station not in planted
    ]
    relations = [one for one in country.form.relations if channel in one.channels]

    counts = np.ascontiguousarray(np.array(rows, np.int32).T)
    status = check_relations(counts, *matrices(country.form, relations))

    assert len(rows) >= 1500
    assert not (status == VIOLATED).any()


def test_summary_is_paper_and_electronic_together(country):
    """Everywhere but where something else was planted."""
    posting = plant(country, copies=300)
    planted = {one.place for one in posting.planted}
    adds = [at for at, line in enumerate(country.form.lines) if line.adds]
    with_machines = {one for one, channel in posting.protocols if channel == "summary"}
    stations = with_machines - planted
    assert len(stations) == 1504

    for station in stations:
        paper, machine, whole = (
            posting.protocols[station, channel].counts
            for channel in ("paper", "electronic", "summary")
        )
        for at in adds:
            assert machine[at] == -1 or whole[at] == paper[at] + machine[at]


def test_votes_vary_more_than_chance_alone(country):
    """As in real results: far above the binomial spread around the country's share."""
    valid = country.counts[country.form.position["valid"]].astype(float)
    votes = country.counts[country.form.position["votes.ansdp"]]
    share = votes.sum() / valid.sum()
    spread = (votes - valid * share) ** 2 / (valid * share * (1 - share))

    assert spread.mean() > 5


def test_the_same_seed_gives_the_same_country(election, country):
    again = invent_country(election, country.form)
    other = invent_country(election, country.form, seed=1)

    assert (again.counts == country.counts).all()
    assert (other.counts != country.counts).any()
