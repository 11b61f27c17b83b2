"""Georgia, Bulgaria, Romania and Russia, each against an independent calculation."""

import json

import polars as pl
import pytest

from real import bulgaria, georgia, romania, russia


def summary(folder):
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def counts(folder, code):
    answer = summary(folder)["checks"][code]
    return answer["holds"], answer["violated"], answer["unknown"]


def plain_counts(left, right, pairs):
    """Cells equal, different, and with a side missing, over joined tables."""
    both = [(left[a], right[b]) for a, b in pairs]
    holds = sum(int((a == b).sum()) for a, b in both)
    differ = sum(int((a != b).sum()) for a, b in both)
    missing = sum(int((a.is_null() | b.is_null()).sum()) for a, b in both)
    return holds, differ, missing


@pytest.fixture(scope="module")
def volunteers(shared):
    def read(day):
        frame = pl.read_parquet(
            shared / f"georgia-2024/georgia-2024-volunteers-nov{day}.parquet"
        )
        number = pl.concat_str(
            pl.lit("00."),
            pl.col("district").cast(pl.String).str.zfill(2),
            pl.lit("."),
            pl.col("precinct").cast(pl.String).str.zfill(2),
        )
        return frame.with_columns(number.alias("station"))

    return {day: read(day) for day in (13, 14, 15)}


PARTIES = (3, 4, 5, 6, 8, 9, 10, 12, 16, 17, 20, 21, 23, 25, 26, 27, 36, 41)
LINES = ("f_01", "f_02", "f_03", "f_04a", "f_04b", "f_05", "f_06")


def test_georgia_copies_and_versions(tekseru, shared, tmp_path, volunteers):
    """Volunteers' copies against the commission; 13 -> 14 -> 15 November as versions."""
    copies, versions = georgia(tekseru, shared, tmp_path)

    cec = pl.read_parquet(shared / "georgia-2024/georgia-2024-cec_scrape.parquet")
    joined = cec.join(
        volunteers[15], left_on="division_id", right_on="station", maintain_order="left"
    )
    pairs = [("total_registered_voters", "f_01"), ("participated_cec", "f_05")]
    pairs += [(f"CAND{party}", f"p_{party}") for party in PARTIES]
    holds, differ, missing = plain_counts(joined, joined, pairs)
    unposted = 5 * joined.height  # five lines that the commission did not publish
    assert counts(copies, "C201") == (holds, differ, missing + unposted)
    assert counts(copies, "C401")[1] == volunteers[15].height - joined.height == 15

    steps = [(13, 14), (14, 15)]
    held = changed = unknown = 0
    lines = [*LINES, *(f"p_{party}" for party in PARTIES)]
    for before, after in steps:
        old = volunteers[before].unique("station", keep="none")
        both = volunteers[after].join(old, on="station", suffix=" old")
        step = plain_counts(both, both, [(one, f"{one} old") for one in lines])
        held, changed, unknown = held + step[0], changed + step[1], unknown + step[2]
    # Precinct 24/23 stands twice on 13 November: where both agree it is compared too.
    twice = volunteers[13].filter(pl.col("station").is_duplicated())
    now = volunteers[14].filter(pl.col("station") == twice["station"][0])
    for line in lines:
        agreed = twice[line].n_unique() == 1
        held += agreed and twice[line][0] == now[line][0]
        changed += agreed and twice[line][0] != now[line][0]
        unknown += not agreed
    assert counts(versions, "C202") == (held, changed, unknown)


def test_georgia_the_four_precincts_whose_votes_differ(tekseru, shared, tmp_path):
    """Which lines, and that the commission's number alone stands against all others'."""
    copies, _ = georgia(tekseru, shared, tmp_path)

    findings = pl.read_parquet(copies / "findings.parquet")
    votes = findings.filter(pl.col("line").str.starts_with("votes."))
    columns = ("station", "line", "official", "copy")
    assert sorted(votes.select(columns).iter_rows()) == [
        ("00.10.07", "votes.unm", 108, 107),
        ("00.87.28", "votes.georgian-dream", 32, 92),
        ("00.87.39", "votes.georgian-dream", 133, 139),
        ("00.87.53", "votes.georgian-dream", 2, 12),
        ("00.87.53", "votes.georgian-unity", 3, 0),
        ("00.87.53", "votes.girchi", 12, 3),
    ]
    assert set(votes["odd_one_out"]) == {"published protocol"}
    shifted = votes.filter(station="00.87.53")["explanation"].unique().to_list()
    assert len(shifted) == 1
    assert shifted[0].startswith("lines votes.georgian-dream to ")
    assert shifted[0].endswith(" are shifted by one (1.00)")


def test_bulgaria_protocols_and_memories_of_machines(tekseru, shared, tmp_path):
    """Section by section and list by list; a section without a memory is unknown."""
    out = bulgaria(tekseru, shared, tmp_path)

    folder = shared / "bulgaria-2021-07"
    said = pl.read_parquet(folder / "bulgaria-20210711-votes-machine.parquet")
    kept = pl.read_parquet(
        folder / "bulgaria-20210711-votes-machine_from_machine_data.parquet"
    )
    both = said.join(kept, on=["section_id", "party"], suffix="_kept")
    differ = both.filter(pl.col("votes") != pl.col("votes_kept"))
    holds, violated, _ = counts(out, "C201")
    assert (holds, violated) == (both.height - differ.height, differ.height)
    assert violated == 47

    findings = pl.read_parquet(out / "findings.parquet").filter(code="C201")
    line = pl.col("party").replace_strict(
        {"99": "none_of_them"}, default="votes.p" + pl.col("party")
    )
    cells = differ.select("section_id", line.alias("line"), "votes", "votes_kept")
    assert sorted(findings.select("station", "line", "official", "copy").iter_rows()) == (
        sorted(cells.iter_rows())
    )
    assert findings["station"].n_unique() == 6


def test_romania_stages_and_counties(tekseru, shared, tmp_path):
    """Provisional against final; 41 counties, twice stated, against their stations."""
    stages, counties = romania(tekseru, shared, tmp_path)

    folder = shared / "romania-2024-ep"
    provisional = pl.read_parquet(folder / "romania-2024-ep-prov.parquet")
    final = pl.read_parquet(folder / "romania-2024-ep-final.parquet")
    lines = ["a", "a1", "a2", "b", "b1", "b2", "b3", "c", "d", "e", "f"]
    lines += [f"v{at:02}" for at in range(1, 17)]
    both = final.join(provisional, on="precinct_id", suffix=" old", maintain_order="left")
    assert counts(stages, "C202") == plain_counts(
        both, both, [(one, f"{one} old") for one in lines]
    )

    upper = pl.read_parquet(folder / "romania-2024-ep-higher-levels.parquet")
    sums = final.group_by("county_code").agg(pl.col(lines).sum())
    county = upper.join(sums, on="county_code", suffix=" sum", maintain_order="left")
    expected = plain_counts(county, county, [(one, f"{one} sum") for one in lines])
    assert counts(counties, "C301") == expected
    assert county["county_code"].n_unique() == 41


def test_russia_five_pages_in_windows_1251(tekseru, shared, tmp_path):
    """Every number, name and time of signing is the one that was read by hand."""
    folder = russia(tekseru, shared, tmp_path)

    pages = json.loads(
        (shared / "russia-2011-pages/izbirkom-2011-expected.json").read_text("utf-8")
    )
    rows = pl.read_parquet(folder / "tables/official-ru-2011-duma.parquet")
    lines = [name for name in rows.columns if name.islower()][-25:]
    got = sorted(
        (row["station"], row["signed"], [row[line] for line in lines])
        for row in rows.iter_rows(named=True)
    )
    expected = sorted(
        (page["commission"], page["signed"], list(page["lines"].values()))
        for page in pages.values()
    )
    assert got == expected
    found = pl.read_parquet(folder / "reports/0001/findings.parquet")
    assert found.height == 0
