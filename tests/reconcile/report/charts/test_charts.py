"""Every chart in every language: drawn, fit for a page, and saying what its table says."""

import re
from xml.etree import ElementTree as ET

import pytest

import drawn
from reconcile.report.charts.chart import clean
from reconcile.report.charts.coverage import coverage
from reconcile.report.charts.differences import differences
from reconcile.report.charts.draw import WIDTH
from reconcile.report.charts.evidence import evidence
from reconcile.report.charts.interval import interval
from reconcile.report.charts.run import run_charts
from reconcile.report.charts.tidy import tidy
from reconcile.report.words import LANGUAGES, Words

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = Words("en")
HOSTILE = "</text><script>alert(1)</script>\u202e\x00 \"' & <a href='//x.invalid'>"


def every(language, names=drawn.NAMES):
    """Return all charts there are."""
    kept = {
        "estimate": drawn.estimate(drawn.share("a"), drawn.share("b", inside=False)),
        "audit": drawn.audit(drawn.claim(), drawn.claim("ahead", 0.01)),
    }
    figures = drawn.figures(lists=names, **kept)
    return run_charts(drawn.summary(), figures, Words(language))


@pytest.fixture(scope="module", params=LANGUAGES)
def charts(request):
    return {one.name: one for one in every(request.param)}


def texts(chart):
    return ["".join(one.itertext()) for one in ET.fromstring(chart.svg).iter(f"{SVG}text")]


def cells(chart, column):
    return [row[column] for row in chart.table[1:]]


def test_every_chart_is_one_drawing_with_a_name_for_who_does_not_see_it(charts):
    assert len(charts) == 8
    for one in charts.values():
        root = ET.fromstring(one.svg)
        labels = root.get("aria-labelledby").split()
        named = {each.get("id"): each.text for each in root if each.get("id") in labels}
        assert root.get("role") == "img"
        assert [named[label] for label in labels] == [one.title, one.says]


def test_no_chart_asks_for_anything_or_runs_anything(charts):
    for one in charts.values():
        root = ET.fromstring(one.svg)
        tags = {each.tag.removeprefix(SVG) for each in root.iter()}
        assert tags <= {
            "svg", "g", "path", "line", "rect", "text", "title", "desc", "defs", "pattern",
        }  # fmt: skip
        names = {name for each in root.iter() for name in each.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name}
        assert "http" not in one.svg.replace("http://www.w3.org/2000/svg", "")


def test_text_is_not_smaller_than_eleven_pixels_on_a_telephone(charts):
    for one in charts.values():
        assert float(ET.fromstring(one.svg).get("width")) <= WIDTH
        sizes = re.findall(r'font-size="([\d.]+)px"', one.svg)
        assert sizes
        assert min(map(float, sizes)) >= 11


def test_charts_are_small_and_their_tables_bounded(charts):
    for one in charts.values():
        assert len(one.svg) < 60_000
        assert 2 <= len(one.table) <= 50
        assert len({len(row) for row in one.table}) == 1


def test_ids_differ_over_all_charts_of_a_page():
    whole = [one.svg for language in LANGUAGES for one in every(language)]
    ids = [each for svg in whole for each in re.findall(r' id="([^"]+)"', svg)]

    assert len(ids) == len(set(ids))


def test_numbers_at_the_bars_are_those_of_the_table(charts):
    chart = charts["differences"]

    shown = texts(chart)
    for column in (1, 3):
        assert [
            one for one in cells(chart, column) if one not in shown and one != "0"
        ] == []


def test_each_bar_is_as_long_as_its_number():
    """Pixels a vote are the same for all bars, to the tenth of a pixel."""
    effect = {
        "lists": {
            "a": {"net": 0, "all": drawn.sides(4000, 2000)},
            "b": {"net": 0, "all": drawn.sides(1000, 3000)},
        }
    }
    chart = differences(drawn.summary(**effect), drawn.figures(), ENGLISH)

    lengths = [float(one) for one in re.findall(r"h([\d.]+)v16h", chart.svg)]
    assert [round(one / lengths[0], 2) for one in lengths] == [1, 0.25, 0.5, 0.75]


def test_coverage_draws_the_parts_that_its_table_counts():
    rec = {"r1": drawn.gap(30, 60, 10, 0), "r2": drawn.gap(0, 0, 0, 5)}
    chart = coverage(drawn.summary(gaps={"rec": rec, "tec": {}}), drawn.figures(), ENGLISH)

    widths = sorted(float(one) for one in re.findall(r"h([\d.]+)v15h", chart.svg))
    assert [round(one / widths[-1], 1) for one in widths] == [0.1, 0.3, 0.6, 1.0]
    assert chart.table[1] == ["North", "100", "30", "60", "10", "0"]


def test_fingerprint_has_a_square_for_each_cell(charts):
    """Squares of one shade are one path, a piece each; the table has them by tens."""
    squares = re.findall(
        r'<path d="([^"]+)" fill="#[0-9a-f]{6}" />', charts["fingerprint"].svg
    )

    pieces = [one for path in squares for one in path.split("Z") if one]
    assert len(pieces) >= 3
    table = charts["fingerprint"].table
    assert sum(int(one) for row in table[1:] for one in row[1:]) == 45


def test_a_time_without_events_has_no_row(charts):
    chart = charts["timeline"]

    assert [row[0] for row in chart.table[1:]] == [
        "2007-08-19 00:00–06:00",
        "2007-08-19 12:00–18:00",
    ]
    assert cells(chart, 2) == ["0", "8"]
    assert any("UTC+6" in one for one in texts(chart))


def test_an_official_share_outside_the_margin_is_drawn_otherwise():
    inside, outside = (
        interval(drawn.estimate(drawn.share("a", inside=one)), drawn.NAMES, ENGLISH)
        for one in (True, False)
    )

    assert "#e69f00" not in inside.svg
    assert "#e69f00" in outside.svg
    assert outside.table[1] == ["List A", "4.60 %", "± 0.20 points", "4.55 %", "−0.05"]


def test_copies_that_nobody_drew_get_no_margin_but_extremes():
    one = drawn.share("a", share=None, margin=None, inside=None, lowest=0.01, highest=0.8)
    chart = interval(drawn.estimate(one, basis="convenience"), drawn.NAMES, ENGLISH)

    assert "Nobody drew these 140 copies" in chart.says
    assert chart.table[1] == ["List A", "", "1.00 % – 80.00 %", "4.55 %"]


def test_a_margin_without_end_is_not_drawn_as_none():
    chart = interval(
        drawn.estimate(drawn.share("a", margin=None), drawn.share("b")),
        drawn.NAMES,
        ENGLISH,
    )

    assert "List A" not in texts(chart)
    assert chart.table[1][:3] == ["List A", "4.60 %", ""]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("seats", "no seat moves from b to List A"),
        ("ahead", "List A has more votes than b"),
        ("above", "List A has at least 7 % of the ballots in the boxes"),
        ("below", "List A is below 7 % of the ballots in the boxes"),
    ],
)
def test_claims_are_said_as_the_audit_says_them(kind, said):
    chart = evidence(drawn.audit(drawn.claim(kind)), drawn.NAMES, ENGLISH)

    assert chart.table[1] == [said, "8,525", "3.0 %", "0"]


def test_a_sample_read_once_has_points_and_says_so():
    chart = evidence(drawn.audit(drawn.claim(path=())), drawn.NAMES, ENGLISH)

    assert "read once; each dot is a claim" in chart.says


def test_what_was_not_drawn_certifies_nothing():
    chart = evidence(drawn.audit(drawn.claim(), basis="convenience"), drawn.NAMES, ENGLISH)

    assert "certifies nothing" in chart.says


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_from_strangers_are_text_and_nothing_else(language):
    names = {party: {"en": HOSTILE} for party in ("a", "b")}
    for one in every(language, names):
        root = ET.fromstring(one.svg)
        assert not [each for each in root.iter() if each.tag.endswith(("script", "}a"))]
        assert "\u202e" not in one.svg
        assert "<script" not in one.svg


def test_a_name_is_one_line_of_a_bounded_length():
    assert clean("a\n\x07b\u2028c") == "a b c"
    assert clean("x" * 5000) == "x" * 39 + "…"


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_data_each_chart_says_so_instead(language):
    words = Words(language)
    nothing = {"stations": 0, "lists": {}, "gaps": {"rec": {}, "tec": {}}}
    bare = {"lists": {}, "regions": {}, "leader": None}
    charts = run_charts(drawn.summary(**nothing), bare, words)
    charts += [interval(None, {}, words), evidence(drawn.audit(draws=0), {}, words)]

    assert len(charts) == 8
    for one in charts:
        assert (one.svg, one.table) == ("", ())
        assert one.says


def test_one_station_makes_a_chart():
    tens = [[0] * 10 for _ in range(10)]
    tens[9][9] = 1
    lone = {
        "bin": 2, "stations": 1, "left_out": 0, "turnout": 100.0, "share": 100.0,
        "cells": [[98, 98, 1]], "tens": tens,
    }  # fmt: skip
    same = {"stations": 1, "turnout": [100.0] * 5, "share": [100.0] * 5}
    once = {"offset_h": None, "step_h": 1, "start": "2007-08-19T00:00"}
    once |= {"posted": [1], "replaced": [0], "withdrawn": [0]}
    figures = drawn.figures(fingerprint=lone, distribution={"": same}, timeline=once)
    gaps = {"gaps": {"rec": {"r1": drawn.gap(1)}, "tec": {}}}

    for one in run_charts(drawn.summary(**gaps), figures, ENGLISH):
        assert "NaN" not in one.svg
        assert ET.fromstring(one.svg).get("viewBox")


@pytest.mark.parametrize("inside", ["<script/>", "<image/>", '<path href="x"/>'])
def test_what_is_no_shape_is_refused(inside):
    with pytest.raises(ValueError, match="shapes and text only"):
        tidy(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', "x", "", "")
