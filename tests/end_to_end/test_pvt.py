"""sample, estimate and audit on an election folder, as a person would use them."""

import json
import random
import subprocess
from math import ceil, log

import polars as pl
import pytest

STATIONS, REGIONS = 120, 4
LISTS = ("ansdp", "nur-otan", "patriots", "auyl", "ak-zhol", "rukhaniyat", "cppk")
WEIGHTS = (4.5, 88.4, 0.8, 1.5, 3.1, 0.4, 1.3)


def invent():
    """Stations of an invented election: a mapping a station, of its lines."""
    chance = random.Random(18)
    rows = []
    for number in range(STATIONS):
        cast = chance.randint(50, 900)
        invalid = chance.randint(0, cast // 30)
        votes = dict.fromkeys(LISTS, 0)
        for one in chance.choices(LISTS, WEIGHTS, k=cast - invalid):
            votes[one] += 1
        region = number % REGIONS
        rows.append(
            {"station": f"{number:03}", "tec": f"t{region}", "rec": f"r{region}"}
            | {"registered": cast + chance.randint(0, 200), "issued": cast}
            | {"cast": cast, "invalid": invalid, "valid": cast - invalid}
            | {f"votes.{one}": count for one, count in votes.items()}
        )
    return pl.DataFrame(rows)


def without_seats(folder):
    """An election file that says nothing of lists and seats, nor of a website."""
    file = folder / "without-seats.toml"
    file.write_text(
        'id = "without-seats"\ntitle.en = "Invented"\ndate = 2007-08-18\n'
        'invented = true\n[forms]\npec = "kz-2007-pec"\n'
    )
    return file


@pytest.fixture
def folder(tekseru, tmp_path):
    """An election folder with register and posted protocols, and no copies yet."""
    path = tmp_path / "kz"
    assert tekseru("init", path, "--election", "kz-2007-majilis").code == 0
    posted = invent()
    posted.select("station", "tec", "rec").write_csv(path / "register.csv")
    posted.write_csv(tmp_path / "posted.csv")
    take_in(tekseru, path, "official", tmp_path / "posted.csv")
    return path


def take_in(tekseru, folder, role, *files):
    assert tekseru("import", role, *files, folder).code == 0
    assert tekseru("parse", folder).code == 0


def collect(tekseru, folder, *, without=(), changed=None):
    """Take in copies of the stations drawn, but those `without`, some `changed`."""
    drawn = pl.read_csv(folder / "sample.csv", schema_overrides={"station": pl.String})
    copies = invent().filter(pl.col("station").is_in(drawn["station"].implode()))
    copies = copies.filter(~pl.col("station").is_in(without))
    for line, by in (changed or {}).items():
        copies = copies.with_columns(pl.col(line) + by)
    copies.write_csv(folder.parent / "copies.csv")
    take_in(tekseru, folder, "copies", folder.parent / "copies.csv")


def draw(folder, *options):
    return ("sample", folder, "--seed", "dice 3 1 4", "--size", "40", *options)


@pytest.mark.parametrize(
    "words",
    [
        ("sample", "DIR", "--seed", "dice", "--size", "20"),
        ("sample", "--seed", "dice", "--size", "20", "DIR"),
        ("sample", "draw", "--size", "20", "DIR", "--seed", "dice"),
    ],
)
def test_draw_is_what_sample_does(tekseru, folder, words):
    """The group's other commands keep their names; everything else is for draw."""
    ran = tekseru(*(folder if one == "DIR" else one for one in words), "--json")

    assert (ran.code, ran.json["drawn"], ran.json["seed"]) == (0, 20, "dice")


def test_the_printed_check_is_the_one_that_was_drawn_by(tekseru, folder):
    """What is printed is run as printed, and its digest is the first of the file."""
    ran = tekseru(*draw(folder))

    line = next(one for one in ran.out.splitlines() if one.startswith("Check"))
    done = subprocess.run(
        ["/bin/sh", "-c", line.removeprefix("Check").strip()],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = pl.read_csv(folder / "sample.csv")
    assert done.stdout.split()[0] == rows["digest"][0]
    assert rows["digest"][0][:40] in ran.out


def test_a_sample_is_drawn_from_a_register_before_the_night(tekseru, tmp_path):
    """And it is the same one as later, when protocols are there."""
    path = tmp_path / "early"
    tekseru("init", path, "--election", without_seats(tmp_path))
    invent().select("station", "tec", "rec").write_csv(path / "register.csv")

    ran = tekseru(*draw(path), "--json")

    assert (ran.code, ran.json["stations"], ran.json["drawn"]) == (0, STATIONS, 40)


def test_a_sample_is_drawn_once(tekseru, folder):
    tekseru(*draw(folder))
    before = (folder / "sample.csv").read_bytes()

    again = tekseru("sample", folder)

    assert again.code == 2
    assert "a sample is drawn once" in again.err
    assert (folder / "sample.csv").read_bytes() == before


def test_without_a_seed_one_is_made_and_said(tekseru, folder):
    ran = tekseru("sample", folder)

    assert "made here" in ran.out
    assert len(pl.read_csv(folder / "sample.csv")["seed"][0]) == 16


def by_hand(folder, line, base):
    """The ratio of weighted sums over the rows of sample.csv."""
    rows = pl.read_csv(folder / "sample.csv", schema_overrides={"station": pl.String})
    both = rows.join(invent(), on="station", maintain_order="left")
    weight = both["stations"] / both["drawn"]
    if rows["method"][0] == "pps":
        weight = both["of_voters"] / (both["voters"] * both["drawn"])
    return (both[line] * weight).sum() / (both[base] * weight).sum()


@pytest.mark.parametrize("options", [(), ("--method", "pps"), ("--neyman",)])
def test_shares_are_of_both_bases(tekseru, folder, options):
    tekseru(*draw(folder, *options))
    collect(tekseru, folder)

    got = tekseru("estimate", folder, "--json").json

    for base, line in (("valid", "valid"), ("took_part", "cast")):
        first = got["shares"][base]["lists"][0]
        assert first["party"] == "ansdp"
        assert first["share"] == pytest.approx(
            by_hand(folder, "votes.ansdp", line), abs=1e-8
        )
        assert 0 < first["margin"] < first["together"]


def test_where_copies_and_posted_results_agree_nothing_is_left_to_estimate(tekseru, folder):
    """The sharper estimate is the posted share, and some stations may still differ."""
    tekseru(*draw(folder))
    collect(tekseru, folder)

    got = tekseru("estimate", folder, "--json").json

    posted = invent().select(pl.col("votes.nur-otan", "valid").sum()).row(0)
    second = got["shares"]["valid"]["lists"][1]
    assert second["sharper"] == pytest.approx(posted[0] / posted[1], abs=1e-8)
    assert second["sharper_margin"] == 0
    assert got["matched"]["discrepant"] == 0
    assert 5 < got["matched"]["at_most"] < 15


def test_a_sentence_says_what_a_figure_says_and_what_not(tekseru, folder):
    tekseru(*draw(folder))
    collect(tekseru, folder)

    told = " ".join(tekseru("estimate", folder).out.split())

    assert "In words: Nur Otan has" in told
    assert "of 100 samples drawn so, about 95 give an interval" in told
    assert "none of them differs in its votes. That gives no margin" in told
    assert "finding few is no proof of none" in told
    assert "What it does not say: how ballots were cast and counted" in told
    assert max(map(len, tekseru("estimate", folder).out.splitlines())) <= 80


def test_draws_without_a_copy_are_weighed_over_bounded_and_told(tekseru, folder):
    """No neighbour is taken; the bounds hold whatever they say."""
    tekseru(*draw(folder))
    rows = pl.read_csv(folder / "sample.csv", schema_overrides={"station": pl.String})
    without = rows["station"][:3].to_list()
    collect(tekseru, folder, without=without)

    ran = tekseru("estimate", folder, "--json")

    got = ran.json["shares"]["valid"]["lists"][1]
    assert (ran.json["drawn"], ran.json["copies"]) == (40, 37)
    assert got["lowest"] < got["share"] < got["highest"]
    told = tekseru("estimate", folder).out
    assert "no neighbour was taken instead" in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80


def test_a_stratum_without_any_copy_is_not_spoken_for(tekseru, folder):
    """Its stations are counted, and nothing is compared with the official shares."""
    tekseru(*draw(folder))
    rows = pl.read_csv(folder / "sample.csv", schema_overrides={"station": pl.String})
    collect(tekseru, folder, without=rows.filter(stratum="r2")["station"].to_list())

    got = tekseru("estimate", folder, "--json").json

    assert got["uncovered"] == STATIONS // REGIONS
    assert got["shares"]["valid"]["joint_p"] is None
    assert {one["inside"] for one in got["shares"]["valid"]["lists"]} == {None}


def test_copies_that_nobody_drew_get_bounds_and_no_margin(tekseru, folder):
    tekseru(*draw(folder))
    collect(tekseru, folder)
    (folder / "sample.csv").unlink()

    got, told = tekseru("estimate", folder, "--json").json, tekseru("estimate", folder).out

    assert got["basis"] == "convenience"
    for one in got["shares"]["valid"]["lists"]:
        assert (one["share"], one["margin"], one["inside"]) == (None, None, None)
        assert one["lowest"] < one["highest"]
    assert "Nobody drew these stations" in told


def test_another_station_in_the_sample_is_refused(tekseru, folder):
    """Whoever exchanges a drawn station for a neighbour is found out."""
    tekseru(*draw(folder))
    path = folder / "sample.csv"
    rows = pl.read_csv(path, schema_overrides={"station": pl.String})
    others = sorted(set(invent().filter(rec="r0")["station"]) - set(rows["station"]))
    path.write_text(path.read_text().replace(f",{rows['station'][0]},", f",{others[0]},"))

    for verb in ("estimate", "audit"):
        ran = tekseru(verb, folder)
        assert ran.code == 2
        assert "expected the draw of its seed" in ran.err


def test_a_register_that_has_changed_is_told(tekseru, folder):
    tekseru(*draw(folder))
    collect(tekseru, folder)
    with (folder / "register.csv").open("a") as register:
        register.write("999,t0,r0\n")

    ran = tekseru("estimate", folder)

    assert ran.code == 0
    assert "another list of stations" in ran.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("srs", "all", "expected method srs or pps"),
        ("seed,method", "seed,how", "expected a sample"),
        ("dice 3 1 4,srs,rec", "dice 2,srs,rec", "expected one seed, got several"),
    ],
)
def test_a_sample_file_that_is_none(tekseru, folder, old, new, words):
    tekseru(*draw(folder))
    path = folder / "sample.csv"
    count = 1 if "seed" in words else -1
    path.write_text(path.read_text().replace(old, new, count))

    ran = tekseru("estimate", folder)

    assert (ran.code, "Traceback" in ran.err) == (2, False)
    assert words in ran.err


def test_the_risk_is_the_product_of_the_draws(tekseru, folder):
    """Clean copies of draws by voters: (1 - 1/U) to the number of draws."""
    tekseru(*draw(folder, "--method", "pps"))
    collect(tekseru, folder)

    got = tekseru("audit", folder, "--json").json

    assert (got["basis"], got["absent"], got["discrepant"]) == ("random", 0, 0)
    for one in got["claims"]:
        u = one["dilution"]
        expected = (1 - 1 / u) ** 40 if u > 1 else 0
        assert one["risk"] == pytest.approx(expected, rel=1e-9)
        if one["risk"] > 0.05:
            needed = ceil(log(0.05) / log(1 - 1 / u))
            assert (one["draws_from_start"], one["more"]) == (needed, needed - 40)
    kinds = [one["kind"] for one in got["claims"]]
    assert kinds == ["below", "above", *["below"] * 5]
    assert got["seats"]["Nur Otan"] == 98


def test_a_copy_that_differs_raises_the_risk(tekseru, folder):
    """Twenty votes at every station drawn that were posted for another list."""
    tekseru(*draw(folder, "--method", "pps"))
    clean = tekseru("audit", folder, "--json").json
    collect(tekseru, folder, changed={"votes.ansdp": 20, "votes.nur-otan": -20})

    got = tekseru("audit", folder, "--json").json

    assert clean["risk"] == 1
    assert got["discrepant"] > 30
    assert got["claims"][0]["risk"] == 1
    assert got["claims"][6]["risk"] < 0.9


def test_an_audit_says_what_it_certifies(tekseru, folder):
    tekseru(*draw(folder, "--method", "pps"))
    collect(tekseru, folder)

    told = " ".join(tekseru("audit", folder).out.split())
    assert "Risk: the chance, at most, of finding copies that fit it so well" in told
    assert "no station holds more ballots than it posted as issued" in told
    assert "What this certifies is tabulation" in told
    assert "Copies are not ballots" in told

    (folder / "sample.csv").unlink()
    told = " ".join(tekseru("audit", folder).out.split())
    assert "If these had been drawn at random" in told
    assert "they certify nothing" in told
    assert "This rests on two things" not in told


def test_a_sample_in_strata_is_read_once(tekseru, folder):
    """All its copies give a risk; with one absent there is none, and alpha is refused."""
    tekseru(*draw(folder))
    rows = pl.read_csv(folder / "sample.csv", schema_overrides={"station": pl.String})
    collect(tekseru, folder)
    whole = tekseru("audit", folder, "--json").json
    assert whole["basis"] == "random, read once"
    assert 0 < whole["claims"][0]["risk"] < 1

    refused = tekseru("audit", folder, "--test", "alpha")
    assert refused.code == 2
    assert "expected draws in one order" in refused.err
    assert rows["stratum"].n_unique() == REGIONS


def test_without_seats_the_first_list_leads(tekseru, tmp_path):
    """An election whose file says nothing of seats: more votes than each other list."""
    path = tmp_path / "small"
    tekseru("init", path, "--election", without_seats(tmp_path))
    invent().write_csv(tmp_path / "posted.csv")
    take_in(tekseru, path, "official", tmp_path / "posted.csv")

    got = tekseru("audit", path, "--json").json

    assert {one["kind"] for one in got["claims"]} == {"ahead"}
    assert "nur-otan has more votes than ansdp" in got["claims"][0]["claim"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--seed", " "), "printable characters"),
        (("--strata", "moon"), "expected rec, tec, electronic"),
        (("--size", "5"), "at least 8 stations, two a stratum"),
        (("--method", "pps", "--neyman"), "for --method srs"),
    ],
)
def test_what_cannot_be_drawn(tekseru, folder, options, words):
    ran = tekseru("sample", folder, *options)

    assert ran.code == 2
    assert words in ran.err
    assert not (folder / "sample.csv").exists()


def test_a_margin_asks_for_a_size(tekseru, folder):
    """A tighter margin takes more stations."""
    loose = tekseru("sample", folder, "--margin", "2", "--json").json["drawn"]
    (folder / "sample.csv").unlink()
    tight = tekseru("sample", folder, "--margin", "0.5", "--json").json["drawn"]

    assert 8 <= loose < tight <= STATIONS


@pytest.mark.parametrize("verb", ["sample", "estimate", "audit"])
def test_a_folder_that_is_no_election(tekseru, tmp_path, verb):
    ran = tekseru(verb, tmp_path)

    assert ran.code == 2
    assert "expected an election folder" in ran.err


@pytest.mark.parametrize("verb", ["estimate", "audit"])
def test_a_chart_is_drawn_and_the_result_kept_for_the_report(tekseru, folder, verb):
    """Kept beside the run that read the same documents; the report then shows it."""
    tekseru(*draw(folder, "--method", "pps"))
    collect(tekseru, folder)
    run, picture = folder / "reports/0001", folder / "chart.svg"
    tekseru("check", folder)

    ran = tekseru(verb, folder, "--json", "--chart", picture, "--lang", "ru")

    assert ran.code == 0
    assert json.loads((run / f"{verb}.json").read_text()) == ran.json
    assert picture.read_text().startswith("<svg ")
    assert "Нур Отан" in picture.read_text() or verb == "audit"


def test_a_result_is_not_put_beside_a_run_of_other_documents(tekseru, folder):
    tekseru(*draw(folder))
    tekseru("check", folder)
    collect(tekseru, folder)

    assert tekseru("estimate", folder).code == 0
    assert not (folder / "reports/0001/estimate.json").exists()


def test_without_copies_there_is_no_chart_and_a_reason(tekseru, folder):
    ran = tekseru("audit", folder, "--chart", folder / "chart.svg")

    assert ran.code == 2
    assert "nothing to draw: No copy of a station has come in yet" in ran.err
    assert not (folder / "chart.svg").exists()


def test_draws_by_voters_need_the_voter_lists_before_the_night(tekseru, tmp_path):
    """With them in the register, what is posted later does not undo the draw."""
    path = tmp_path / "kz"
    assert tekseru("init", path, "--election", "kz-2007-majilis").code == 0
    posted = invent()
    posted.select("station", "tec", "rec").write_csv(path / "register.csv")
    refused = tekseru(*draw(path, "--method", "pps"))
    listed = posted.select("station", "tec", "rec", pl.col("registered") + 3)
    listed.write_csv(path / "register.csv")
    drawn = tekseru(*draw(path, "--method", "pps"), "--json")
    posted.write_csv(tmp_path / "posted.csv")
    take_in(tekseru, path, "official", tmp_path / "posted.csv")
    collect(tekseru, path)
    ran = tekseru("estimate", path)

    assert refused.code == 2
    assert "add a column registered to register.csv" in refused.err
    assert drawn.json["drawn"] == 40
    assert (ran.code, ran.err) == (0, "")
