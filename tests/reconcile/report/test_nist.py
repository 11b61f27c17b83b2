"""Official protocols as NIST results: valid, complete, nothing where it is not meant."""

import csv
import json
import random
from pathlib import Path

import pytest
from invented import invent_protocol

from ingest.errors import SettingError
from ingest.facts.elections import load_election
from ingest.facts.forms import load_form
from ingest.facts.places import find_fact
from reconcile.keep.inputs import Given, read_given
from reconcile.report.nist.make import make_nist
from reconcile.run import make_case

SCHEMA = Path(__file__).parents[2] / "schemas" / "NIST_V2_election_results_reporting.json"
SEEN = "2007-08-20T09:30:00Z"
KEYS = ("station", "tec", "rec", "channel")


@pytest.fixture(scope="module")
def validator():
    """The standard's own schema, its formats asserted."""
    import jsonschema_rs

    schema = json.loads(SCHEMA.read_bytes())
    return jsonschema_rs.validator_for(schema, validate_formats=True)


@pytest.fixture
def protocols():
    """Three stations; the last votes by machine too, and has a common protocol."""
    form, chance = load_form("kz-2007-pec"), random.Random(7)
    places = [("1", "T1", "paper"), ("2", "T1", "paper")]
    places += [("1", "T2", one) for one in ("paper", "electronic", "summary")]
    return [
        {"station": station, "tec": tec, "rec": "akmola", "channel": channel}
        | invent_protocol(form, chance)
        for station, tec, channel in places
    ]


def make(folder, rows, more=(), register=""):
    """Write tables, read them as check does, and make the file."""
    given = {"official": rows} | ({"commissions": more} if more else {})
    for name, own in given.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(own[0]))
            writer.writeheader()
            writer.writerows(own)
    if register:
        (folder / "register.csv").write_text(register, encoding="utf-8")
    inputs = read_given(
        Given(
            "kz-2007-pec",
            [folder / "official.csv"],
            commissions=folder / "commissions.csv" if more else None,
            register=folder / "register.csv" if register else None,
        )
    )
    election = load_election(find_fact("elections", "kz-2007-standin", SettingError))
    case = make_case(
        inputs.form, inputs.official, inputs.copies, inputs.commissions,
        inputs.register.rows if inputs.register else None, election,
    )  # fmt: skip
    return json.loads(make_nist(case, election, election.seats, SEEN))


def units(report):
    """Ids of units by the names of the stations and commissions, in the file's order."""
    named = [one for one in report["GpUnit"] if "ExternalIdentifier" in one]
    return [(one["ExternalIdentifier"][0]["Value"], one["@id"]) for one in named]


def votes(report, party):
    """The votes of a list: unit, kind and channel, and count."""
    (contest,) = report["Election"][0]["Contest"]
    (own,) = (
        one for one in contest["ContestSelection"] if one["PartyIds"] == [f"party-{party}"]
    )
    counts = own["VoteCounts"]
    return {(one["GpUnitId"], one.get("OtherType", "")): one["Count"] for one in counts}


def test_the_file_is_what_the_standard_says(tmp_path, protocols, validator):
    report = make(tmp_path, protocols)

    assert list(validator.iter_errors(report)) == []


def test_the_schema_refuses_what_the_standard_does_not_say(tmp_path, protocols, validator):
    """So that the test above can fail."""
    report = make(tmp_path, protocols)
    report["GpUnit"][0]["Findings"] = 3

    assert not validator.is_valid(report)


def test_every_protocol_has_its_votes_once(tmp_path, protocols):
    """A station of several channels has its common protocol as total, the others beside."""
    report = make(tmp_path, protocols)
    names = [unit for name, unit in units(report) if unit.startswith("pec")]
    first, second, machine = names
    expected = [one["votes.ansdp"] for one in protocols]

    assert votes(report, "ansdp") == {
        (first, ""): expected[0],
        (second, ""): expected[1],
        (machine, "paper"): expected[2],
        (machine, "electronic"): expected[3],
        (machine, ""): expected[4],
    }


def test_ballots_and_voters_stand_in_their_fields(tmp_path, protocols):
    report = make(tmp_path, protocols)
    ballots = {
        (one["GpUnitId"], one.get("OtherType", "")): one
        for one in report["Election"][0]["BallotCounts"]
    }
    unit = next(one for one in report["GpUnit"] if one["@id"] == "pec-1")

    assert ballots["pec-1", ""]["BallotsCast"] == protocols[0]["cast"]
    assert ballots["pec-1", ""]["BallotsRejected"] == protocols[0]["invalid"]
    assert unit["VotersRegistered"] == protocols[0]["registered"]
    assert unit["VotersParticipated"] == protocols[0]["issued"]


def test_a_missing_count_is_absent_and_a_zero_is_zero(tmp_path, protocols, validator):
    protocols[0] |= {"votes.ansdp": "", "invalid": "", "votes.auyl": 0}
    report = make(tmp_path, protocols)

    assert ("pec-1", "") not in votes(report, "ansdp")
    assert votes(report, "auyl")["pec-1", ""] == 0
    ballots = report["Election"][0]["BallotCounts"][0]
    assert "BallotsRejected" not in ballots
    assert validator.is_valid(report)


def test_a_machine_without_a_common_protocol_has_no_total(tmp_path, protocols):
    report = make(tmp_path, protocols[:-1])
    unit = units(report)[-1][1]

    assert {kind for place, kind in votes(report, "ansdp") if place == unit} == {
        "paper",
        "electronic",
    }


def test_commissions_state_their_own_sums_and_ours_are_not_in_the_file(
    tmp_path, protocols, validator
):
    """The TEC says one vote more than its stations do: that is what stands there."""
    keys = {"level": "tec", "commission": "T1", "parent": "akmola", "channel": "paper"}
    counts = {name: n for name, n in protocols[0].items() if name not in KEYS}
    counts["votes.ansdp"] += protocols[1]["votes.ansdp"] + 1
    report = make(tmp_path, protocols, more=[keys | counts])
    ids = dict(units(report)[:3])

    assert votes(report, "ansdp")[ids["T1"], ""] == counts["votes.ansdp"]
    assert {ids["T2"], ids["akmola"], "country"}.isdisjoint(
        place for place, _ in votes(report, "ansdp")
    )
    assert validator.is_valid(report)


def test_stations_are_under_their_tecs_and_those_under_the_region(tmp_path, protocols):
    """Numbers repeat across TECs: a station is known by both."""
    report = make(tmp_path, protocols)
    below = {one["@id"]: one.get("ComposingGpUnitIds", []) for one in report["GpUnit"]}

    assert below["country"] == ["rec-1"]
    assert below["rec-1"] == ["tec-1", "tec-2"]
    assert (below["tec-1"], below["tec-2"]) == (["pec-1", "pec-2"], ["pec-3"])


def test_a_station_that_posted_nothing_is_there_without_counts(tmp_path, protocols):
    """The results are then partial; with every protocol they would be complete."""
    listed = "station,tec,rec,name_kk\n1,T1,akmola,Мектеп\n2,T1,akmola,\n1,T2,akmola,\n"
    whole = make(tmp_path, protocols, register=listed)
    partial = make(tmp_path, protocols, register=f"{listed}9,T2,akmola,\n")

    assert whole["Status"] == "unofficial-complete"
    assert partial["Status"] == "unofficial-partial"
    (unit,) = (unit for name, unit in units(partial) if name == "9")
    assert unit not in {place for place, _ in votes(partial, "ansdp")}


def test_lines_without_a_field_are_named_and_invented_results_are_marked(
    tmp_path, protocols
):
    report = make(tmp_path, protocols)

    assert "no field for these lines: certificates_issued," in report["Notes"]
    assert "provisional" in report["Notes"]
    assert report["IsTest"]
    assert report["GeneratedDate"] == SEEN


def test_words_of_documents_stay_text(tmp_path, protocols, validator):
    """Quotes and turning marks in a name of a station are a string like any other."""
    protocols[0]["station"] = '"},{"\u202e</script>'
    report = make(tmp_path, protocols)

    assert protocols[0]["station"] in {name for name, _ in units(report)}
    assert validator.is_valid(report)
