import pytest

from conftest import OFFICIAL

HEAD = "level,commission,parent,registered,issued,invalid,votes.a,votes.b\n"
T1 = "tec,t1,r1,300,210,7,140,63"
T2 = "tec,t2,r1,300,90,0,50,40"
R1 = "rec,r1,,600,300,7,190,103"
CEC = "cec,all,,600,300,7,190,103"


def upper(little, *rows):
    path = little / "up.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def register(little, *more):
    path = little / "reg.csv"
    rows = ["station,tec,rec", "s1,t1,r1", "s2,t1,r1", "s3,t2,r1", *more]
    path.write_text("\n".join(rows) + "\n")
    return path


def test_c301_holds_c302_holds_c303_holds(check, little):
    """Each level is the sum of the one below it."""
    ran, findings = check("--commissions", upper(little, T1, T2, R1, CEC), "--json")

    assert findings == []
    assert [ran.json["checks"][code]["holds"] for code in ("C301", "C302", "C303")] == [
        10,
        5,
        5,
    ]


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ((T1.replace("140,63", "150,53"), T2), "C301", {"tec": "t1", "rec": "r1"}),
        ((T1, T2, R1.replace("190,103", "200,93")), "C302", {"rec": "r1", "tec": ""}),
        ((T1, T2, R1, CEC.replace("190,103", "200,93")), "C303", {"rec": "", "tec": ""}),
    ],
)
def test_c301_flags_c302_flags_c303_flags(check, little, rows, code, place):
    """Protocol minus sum, with its sign, and who gains."""
    ran, findings = check("--commissions", upper(little, *rows))

    mine = [one for one in findings if one["code"] == code]
    assert ran.code == 1
    assert [(one["line"], one["difference"], one["beneficiary"]) for one in mine] == [
        ("votes.a", 10, "a"),
        ("votes.b", -10, ""),
    ]
    assert {name: mine[0][name] for name in place} == place
    assert mine[0]["place"].endswith("column votes.a")


def test_a_sum_that_agrees_in_no_line_is_unknown_without_a_register(check, little):
    """Two of many territorial commissions say nothing against the country's protocol."""
    cec = "cec,all,,9000,8000,70,5000,2930"

    ran, findings = check("--commissions", upper(little, T1, T2, cec), "--json")

    assert findings == []
    assert ran.json["checks"]["C303"]["unknown"] == 5


def test_a_sum_that_agrees_in_no_line_is_told_where_a_register_has_all(check, little):
    cec = "cec,all,,9000,8000,70,5000,2930"

    _, findings = check(
        "--commissions", upper(little, T1, T2, cec), "--register", register(little)
    )

    assert {one["code"] for one in findings} == {"C303"}


def test_c302_unknown_c303_unknown_where_a_line_below_is_missing(check, little):
    """What is unknown below stays unknown above."""
    lower = T1.replace("140,63", ",63")
    ran, findings = check(
        "--commissions", upper(little, lower, T2, R1.replace(",190", ","), CEC), "--json"
    )

    assert findings == []
    assert [ran.json["checks"][code]["unknown"] for code in ("C302", "C303")] == [1, 1]


def test_c301_unknown_where_a_line_below_is_missing(check, little):
    """A sum over what is there is not a sum."""
    (little / "official.csv").write_text(OFFICIAL.replace("100,45", "100,"))

    ran, findings = check("--commissions", upper(little, T1, T2), "--json")

    assert [one for one in findings if one["code"] == "C301"] == []
    assert ran.json["checks"]["C301"]["unknown"] == 1


def test_c301_unknown_where_a_station_of_the_register_is_absent(check, little):
    """The posted sum may be right: the absent protocol would tell."""
    ran, findings = check(
        "--commissions", upper(little, T1, T2.replace("50,40", "60,50")),
        "--register", register(little, "s4,t2,r1"), "--json",
    )  # fmt: skip

    assert [one["code"] for one in findings] == ["C101", "C401"]
    assert ran.json["checks"]["C301"]["unknown"] == 5


def test_c301_unknown_where_a_station_is_contested(check, little):
    """Of two numbers neither is known to be the right one."""
    (little / "official.csv").write_text(OFFICIAL + "s3,t2,300,90,0,49,41\n")

    ran, findings = check("--commissions", upper(little, T1, T2), "--json")

    assert [one["code"] for one in findings] == ["C402"]
    assert ran.json["checks"]["C301"]["unknown"] == 2


def test_counties_without_tecs_are_summed_from_stations(check, little):
    """Where no TEC protocol is given, a REC's sum is its stations'."""
    ran, findings = check(
        "--commissions", upper(little, R1), "--register", register(little), "--json"
    )

    assert findings == []
    assert ran.json["checks"]["C302"]["holds"] == 5


def test_a_tec_absent_from_a_regions_sum_makes_it_unknown(check, little):
    ran, findings = check(
        "--commissions", upper(little, T1, R1), "--register", register(little), "--json"
    )

    assert [(one["code"], one["tec"]) for one in findings] == [("C401", "t2")]
    assert ran.json["checks"]["C302"]["unknown"] == 5


FORM_CHANNELS = 'status = "provisional"\nchannels = ["paper", "electronic", "summary"]'


@pytest.mark.parametrize(
    ("rows", "holds", "unknown"),
    [
        ("s1,t1,paper,100,50,2,30,18\ns1,t1,summary,100,60,2,40,18\n", 5, 0),
        ("s1,t1,paper,100,60,2,40,18\n", 5, 0),
        ("s1,t1,paper,100,50,2,30,18\ns1,t1,electronic,100,10,0,10,0\n", 0, 5),
    ],
)
def test_the_summary_stands_for_the_station(check, little, rows, holds, unknown):
    """Paper and electronic without a summary have no total yet."""
    form = little / "form.toml"
    form.write_text(form.read_text().replace('status = "provisional"', FORM_CHANNELS))
    (little / "c.csv").write_text(
        "station,tec,channel,registered,issued,invalid,votes.a,votes.b\n" + rows
    )

    ran, _ = check(
        "--commissions",
        upper(little, "tec,t1,r1,100,60,2,40,18"),
        "--json",
        official="c.csv",
    )

    counts = ran.json["checks"]["C301"]
    assert (counts["holds"], counts["unknown"]) == (holds, unknown)
