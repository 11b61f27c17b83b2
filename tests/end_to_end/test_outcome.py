"""Does it matter, on real results? Each against a plain calculation beside it."""

import numpy as np
import polars as pl
import pytest

from ingest.errors import SettingError
from ingest.facts.places import find_fact

ROOT_FORM = """
id = "ru-2007-cut"
title.en = "Russia 2007, the lines that the stand-in has"
level = "pec"
status = "provisional"
[source]
document = "the columns of the file; see its SOURCE.md"
"""
LISTS = [f"p{at}" for at in range(1, 12)]


def folder_of(tekseru, path, text):
    """Make an election folder from the text of an election file."""
    (path / "election.toml").write_text(text)
    assert tekseru("init", path / "folder", "--election", path / "election.toml").code == 0
    return path / "folder"


def checked(tekseru, folder):
    """Parse and check a folder; return the summary."""
    tekseru("parse", folder)
    ran = tekseru("check", folder, "--json")
    assert ran.code in (0, 1), ran.err
    return ran.json


def assertion(summary, kind, party, base):
    return next(
        one
        for one in summary["materiality"]["assertions"]
        if (one["kind"], one["list"], one["base"]) == (kind, party, base)
    )


def seats_text(ident, form, lines, voters="registered", percent=5, number=100):
    return f"""
id = "{ident}"
title.en = "real results under an invented rule"
date = 2007-12-02
forms.pec = "{form}"
[seats]
number = {number}
threshold_percent = {percent}
base = "valid"
bases = ["took_part", "valid"]
lines = {lines}
voters = "{voters}"
source = "for this test"
"""


@pytest.fixture
def russia(tekseru, shared, tmp_path):
    """9,726 real stations, and copies of forty large ones with ten votes elsewhere."""
    rows = pl.read_csv(shared / "russia-2007-standin/ru2007_16regions_9727.csv")
    names = {"tik": "tec", "voters": "registered", "found": "cast"}
    names |= {party: f"votes.{party}" for party in LISTS}
    rows = rows.rename(names).with_columns(
        pl.format("{}/{}/{}", "region", "tec", "uik").alias("station"),
    )
    form = [
        ("registered", "voters", ""),
        ("issued", "ballots", ""),
        ("cast", "ballots", ""),
    ]
    form += [
        (f"votes.{one}", "votes", f'group = "votes"\nparty = "{one}"') for one in LISTS
    ]
    form += [("valid", "ballots", "")]
    lines = "".join(
        f'[[line]]\nnumber = "{at}"\nname = "{name}"\nunit = "{unit}"\n{more}\n'
        for at, (name, unit, more) in enumerate(form, 1)
    )
    (tmp_path / "form.toml").write_text(ROOT_FORM + lines)
    columns = ["station", "tec", *(name for name, _, _ in form)]
    rows.select(columns).write_csv(tmp_path / "official.csv")
    copied = rows.filter(pl.col("votes.p4") >= 10).sort("valid", "station").tail(40)
    moved = copied.with_columns(
        pl.col("votes.p4") - 10, pl.col("votes.p10") + 10, pl.lit("o").alias("source")
    )
    moved.select("source", *columns).write_csv(tmp_path / "copies.csv")
    lines = '{ took_part = "cast", valid = "valid" }'
    text = seats_text("ru-2007-cut", tmp_path / "form.toml", lines, percent=7)
    folder = folder_of(tekseru, tmp_path, text)
    tekseru("import", "official", tmp_path / "official.csv", folder)
    tekseru("import", "copies", tmp_path / "copies.csv", folder)
    return checked(tekseru, folder), copied


def test_russia_2007_the_fourth_list_stands_on_the_threshold(russia):
    """7.005 per cent of valid votes, 6.955 of those who took part: the base decides."""
    summary, _ = russia

    shares = summary["shares"]
    assert (shares["valid"]["p4"], shares["took_part"]["p4"]) == ("7.0050", "6.9547")
    by = summary["seats"]["by"][0]["bases"]
    assert (by["valid"]["over"], by["took_part"]["over"]) == (["p4", "p10"], ["p10"])
    assert assertion(summary, "above", "p4", "valid")["moved"] == 361
    assert assertion(summary, "below", "p4", "took_part")["moved"] == 3_300


def test_russia_2007_the_fewest_stations_that_put_it_under(russia):
    """Largest gains first, by plain numpy: each copy takes ten votes, or it is annulled."""
    summary, copied = russia

    votes, valid = copied["votes.p4"].to_numpy(), copied["valid"].to_numpy()
    gains = np.maximum(1_000, 100 * votes - 7 * valid)
    needed = 100 * 506_661 - 7 * 7_232_867 + 1
    fewest = int(np.searchsorted(np.cumsum(np.sort(gains)[::-1]), needed)) + 1
    one = assertion(summary, "above", "p4", "valid")
    assert (one["findings"], one["fewest_disputed"]) == (gains.sum() // 100, fewest)
    assert one["change"] == "cannot be excluded"
    attainable = summary["materiality"]["seats"]["valid"]["attainable"]
    assert {"p10": 100} in attainable
    assert summary["seats"]["by"][0]["bases"]["valid"]["allocations"][0] in attainable


def test_romania_2024_what_came_between_two_stages_could_do(tekseru, shared, tmp_path):
    """41 counties: a list at 4.9 per cent, provisional protocols as earlier versions.

    Romania shares out its seats by another rule, so only the threshold is asked.
    """
    data = shared / "romania-2024-ep"
    lines = '{ took_part = "valid + invalid", valid = "valid" }'
    text = seats_text("ro-2024-ep", "ro-2024-ep", lines)
    folder = folder_of(tekseru, tmp_path, text)
    frames = []
    for version, stage in enumerate(("prov", "final"), 1):
        frames.append(pl.read_parquet(data / f"romania-2024-ep-{stage}.parquet"))
        columns = find_fact("columns", "ro-2024-ep", SettingError).read_text("utf-8")
        (tmp_path / f"{stage}.toml").write_text(f"version = {version}\n{columns}")
        tekseru(
            *("import", "official", data / f"romania-2024-ep-{stage}.parquet", folder),
            *("--columns", tmp_path / f"{stage}.toml"),
        )
    summary = checked(tekseru, folder)

    earlier, final = frames
    counted = ["e", "f", *(f"v{at:02}" for at in range(1, 17))]
    both = final.join(earlier, on="precinct_id", suffix=" old").select(
        pl.any_horizontal(pl.col(one) != pl.col(f"{one} old") for one in counted)
    )
    told = summary["materiality"]
    assert told["options"]["earlier version"] == both.to_series().sum()
    short = 5 * int(final["e"].sum()) - 100 * int(final["v11"].sum())
    one = assertion(summary, "below", "sos", "valid")
    assert (one["moved"], one["removed"]) == (-(-short // 100), -(-short // 5))
    assert told["lists"]["sos"]["votes"]["posted"] == final["v11"].sum()


def test_georgia_2024_what_copies_and_stations_abroad_leave_open(tekseru, shared, tmp_path):
    """Votes differ at four precincts; of 52 no turnout is posted, and 15 are absent.

    Nobody says how many voters those abroad have, so the whole stays unknown, while the
    copies alone are far from the threshold. Georgia shares out seats by another rule.
    """
    data = shared / "georgia-2024"
    lines = '{ took_part = "participated", valid = "sum(votes)" }'
    text = seats_text("ge-2024", "ge-2024-parliament", lines, number=150)
    folder = folder_of(tekseru, tmp_path, text)
    for role, file, columns in (
        ("official", "georgia-2024-cec_scrape", "ge-2024-cec"),
        ("copies", "georgia-2024-volunteers-nov15", "ge-2024-volunteers"),
    ):
        tekseru("import", role, data / f"{file}.parquet", folder, "--columns", columns)
    summary = checked(tekseru, folder)

    cec = pl.read_parquet(data / "georgia-2024-cec_scrape.parquet")
    told = summary["materiality"]
    assert (told["options"]["annulled"], told["unseen"]["absent"]) == (4, 15)
    assert told["unseen"]["partly"] == cec["participated_cec"].null_count() == 52
    whole = sum(int(cec[one].sum()) for one in cec.columns if one.startswith("CAND"))
    above = 100 * int(cec["CAND25"].sum()) - 5 * whole
    gakharia = assertion(summary, "above", "gakharia", "valid")
    assert gakharia["moved"] == above // 100 + 1 == 56_959
    assert gakharia["findings"] < gakharia["moved"] // 100
    assert gakharia["change"] == "unknown"
