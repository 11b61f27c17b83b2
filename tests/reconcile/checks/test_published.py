from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastcheck.stages import bounds_of_whole, rounds_to
from ingest.facts.elections import Published
from reconcile.checks.published import _ask_percents, _ask_stages, whole_of


def stage(name="final", **more):
    return Published(stage=name, date=date(2007, 8, 18), source="invented", **more)


def test_c304_holds():
    """6183 of 10,000 is 61.83 per cent."""
    one = stage(counts={"votes.a": 6183, "valid": 10_000}, percents={"votes.a": "61.83"},
                percent_of="valid")  # fmt: skip

    answer = _ask_percents([one])
    assert (answer.holds, answer.violated, answer.unknown) == (1, 0, 0)


def test_c304_flags_a_percentage_of_another_count():
    """The count of one stage printed beside the percentage of another."""
    one = stage(
        counts={"votes.a": 5_174_169, "valid": 5_935_625},
        percents={"votes.a": "88.41"},
        percent_of="valid",
    )

    (finding,) = _ask_percents([one]).findings
    assert "of 5,935,625 it would be 87.17" in finding.message


def test_c304_flags_percentages_that_no_whole_number_allows():
    """Without the whole, the percentages bound it, and must not contradict each other."""
    one = stage(
        counts={"votes.a": 5000, "votes.b": 400},
        percents={"votes.a": "50.00", "votes.b": "3.00"},
        percent_of="valid",
    )

    assert _ask_percents([one]).violated == 2


def test_c304_unknown_where_there_is_no_count():
    one = stage(percents={"votes.a": "50.00"}, percent_of="valid")

    assert _ask_percents([one]).unknown == 1


def test_c305_holds_for_totals_that_grow():
    answer = _ask_stages(
        [stage("1", counts={"votes.a": 10}), stage("2", counts={"votes.a": 11})]
    )

    assert (answer.holds, answer.violated) == (1, 0)


def test_c305_flags_a_total_that_fell():
    answer = _ask_stages(
        [stage("1", counts={"votes.a": 11}), stage("2", counts={"votes.a": 10})]
    )

    (finding,) = answer.findings
    assert (finding.severity, finding.difference) == ("should", -1)


def test_c305_flags_as_a_note_a_turnout_that_rose_by_more_than_five_per_cent():
    """Unusual, and no rule says anything."""
    stages = [
        stage(str(at), counts={"took_part": count}) for at, count in enumerate((100, 106))
    ]

    (finding,) = _ask_stages(stages).findings
    assert finding.severity == "note"
    assert "by 6 or 6.0 per cent" in finding.message


def test_c305_unknown_for_what_only_one_stage_says():
    answer = _ask_stages(
        [stage("1", counts={"took_part": 5}), stage("2", counts={"votes.a": 1})]
    )

    assert (answer.holds, answer.unknown) == (0, 1)


@given(st.integers(1, 10**6), st.integers(1, 10**7), st.integers(1, 4))
def test_the_bounds_are_all_wholes_that_round_to_the_percentage(count, whole, decimals):
    """From the definition: inside the bounds it rounds so, just outside it does not."""
    scale = 100 * 10**decimals
    units = (2 * scale * count + whole) // (2 * whole)
    if units == 0:
        return
    low, high = bounds_of_whole(count, units, scale)

    assert low <= whole <= high
    for one, inside in ((low - 1, False), (low, True), (high, True), (high + 1, False)):
        if one > 0:
            assert rounds_to(count, one, units, scale) is inside
            assert ((2 * scale * count + one) // (2 * one) == units) is inside


def test_nothing_bounds_the_whole_of_nothing():
    with pytest.raises(ValueError, match="must be positive"):
        bounds_of_whole(0, 5, 100)


def test_kazakhstan_2007_as_published(tekseru, tmp_path):
    """The stage series alone: votes above the announced turnout, two totals that fell."""
    tekseru("init", tmp_path / "kz", "--election", "kz-2007-majilis")

    ran = tekseru("check", tmp_path / "kz", "--json")

    assert ran.code == 0
    checks = ran.json["checks"]
    assert checks["C304"] | {"check": ""} == {
        "check": "", "holds": 6, "violated": 0, "unknown": 0, "findings": 0,
    }  # fmt: skip
    assert checks["C305"]["violated"] == 4
    assert ran.json["findings"] == {"must": 0, "should": 3, "note": 1}


def test_the_preliminary_whole_is_bounded_by_its_percentages():
    """Three lists agree on about 5,876,400 valid votes."""
    one = stage(
        counts={"a": 5_174_169, "b": 271_525, "c": 192_155},
        percents={"a": "88.05", "b": "4.62", "c": "3.27"},
        percent_of="valid",
    )

    assert whole_of(one) == (5_876_065, 5_876_732)
