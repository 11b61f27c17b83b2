from conftest import OFFICIAL

HEAD = "station,tec,source,registered,issued,invalid,votes.a,votes.b\n"


def copies(little, *rows, head=HEAD):
    path = little / "copies.csv"
    path.write_text(head + "\n".join(rows) + "\n")
    return path


def test_c201_holds(check, little):
    ran, findings = check("--copies", copies(little, "s1,t1,o1,100,60,2,40,18"), "--json")

    assert (ran.code, findings) == (0, [])
    assert ran.json["checks"]["C201"]["holds"] == 5
    assert ran.json["stations"]["matched"] == 1


def test_c201_flags(check, little):
    """Each line that differs is a finding, with both documents and who gains."""
    ran, findings = check("--copies", copies(little, "s1,t1,o1,100,60,2,38,20"))

    assert ran.code == 1
    columns = ("line", "official", "copy", "difference")
    assert [[one[column] for column in columns] for one in findings] == [
        ["votes.a", 40, 38, 2],
        ["votes.b", 18, 20, -2],
    ]
    assert [one["beneficiary"] for one in findings] == ["a", ""]
    assert findings[0]["place"] == "row 2, column votes.a"
    assert findings[0]["copy_place"] == "row 2, column votes.a"
    assert findings[0]["document"] != findings[0]["copy_document"]
    assert "copy 38, published 40, off by +2" in findings[0]["message"]


def test_c201_unknown(check, little):
    """Half a copy compares half the lines."""
    ran, findings = check("--copies", copies(little, "s1,t1,o1,100,,,40,"), "--json")

    assert findings == []
    counts = ran.json["checks"]["C201"]
    assert (counts["holds"], counts["unknown"]) == (2, 3)


def test_copies_of_several_observers_are_kept_apart(check, little):
    """Two copies of one station are two statements, not the last one."""
    ran, findings = check(
        "--copies",
        copies(little, "s1,t1,o1,100,60,2,40,18", "s1,t1,o2,100,60,2,40,18"),
        "--json",
    )

    assert findings == []
    assert ran.json["checks"]["C201"]["holds"] == 10


def test_two_observers_with_the_same_difference_are_two_findings(check, little):
    _, findings = check(
        "--copies", copies(little, "s1,t1,o1,100,60,2,40,17", "s1,t1,o2,100,60,2,40,17")
    )

    assert len({one["finding"] for one in findings}) == 2


def test_a_copy_needs_no_tec(check, little):
    path = copies(little, "s1,100,60,2,40,17", head="station," + HEAD.split(",", 3)[3])

    assert [one["tec"] for one in check("--copies", path)[1]] == ["t1"]


def test_a_copy_that_two_stations_could_mean_is_compared_with_neither(check, little):
    """Which of them is meant is unknown, and unknown is not a difference."""
    (little / "official.csv").write_text(OFFICIAL + "s1,t9,500,60,2,40,18\n")
    path = copies(little, "s1,100,60,2,40,17", head="station," + HEAD.split(",", 3)[3])

    ran, findings = check("--copies", path, "--json")

    assert [one["code"] for one in findings] == ["C402"]
    assert ran.json["checks"]["C201"]["unknown"] == 5


def test_a_copy_that_names_its_tec_is_compared_with_that_station(check, little):
    (little / "official.csv").write_text(OFFICIAL + "s1,t9,500,60,2,40,18\n")

    _, findings = check("--copies", copies(little, "s1,t9,o1,500,60,2,40,17"))

    assert [(one["code"], one["tec"]) for one in findings] == [("C201", "t9"), ("C402", "")]


VERSIONS = "station,version,registered,issued,invalid,votes.a,votes.b\n"


def test_c202_holds(check, little):
    (little / "v.csv").write_text(VERSIONS + "s1,1,100,60,2,40,18\ns1,2,100,60,2,40,18\n")

    ran, findings = check("--json", official="v.csv")

    assert findings == []
    assert ran.json["checks"]["C202"]["holds"] == 5


def test_c202_flags_each_step(check, little):
    """The highest version counts; each is compared with the one before it."""
    (little / "v.csv").write_text(
        VERSIONS + "s1,3,100,60,2,42,16\ns1,1,100,60,2,40,18\ns1,2,100,60,2,41,17\n"
    )

    ran, findings = check("--json", official="v.csv")

    steps = sorted((one["line"], one["copy"], one["official"]) for one in findings)
    assert steps == [
        ("votes.a", 40, 41),
        ("votes.a", 41, 42),
        ("votes.b", 17, 16),
        ("votes.b", 18, 17),
    ]
    assert {one["code"] for one in findings} == {"C202"}
    assert ran.json["totals"]["votes.a"]["official"] == 42


def test_c202_unknown(check, little):
    (little / "v.csv").write_text(VERSIONS + "s1,1,100,,2,40,18\ns1,2,100,60,2,40,18\n")

    assert check("--json", official="v.csv")[0].json["checks"]["C202"]["unknown"] == 1


def test_versions_in_files_of_their_own(check, little):
    """A column map says which version a file is."""
    (little / "old.csv").write_text(OFFICIAL.replace("40,18", "39,19"))
    (little / "map1.toml").write_text('for = ["old.csv"]\nversion = 1\n')
    (little / "map2.toml").write_text('for = ["official.csv"]\nversion = 2\n')

    _, findings = check(
        "--official", little / "old.csv",
        "--columns", little / "map1.toml", "--columns", little / "map2.toml",
    )  # fmt: skip

    assert [(one["code"], one["line"], one["difference"]) for one in findings] == [
        ("C202", "votes.a", 1),
        ("C202", "votes.b", -1),
    ]


def test_c205_holds(check, little):
    """Two copies that say the same, each where the other says something."""
    rows = ("s1,t1,o1,100,60,,40,18", "s1,t1,o2,100,60,2,40,18")
    ran, findings = check("--copies", copies(little, *rows), "--json")

    assert findings == []
    counts = ran.json["checks"]["C205"]
    assert (counts["holds"], counts["violated"], counts["unknown"]) == (4, 0, 1)


def test_c205_flags(check, little):
    """Who says what; no published number is in doubt, and nobody gains."""
    rows = ("s9,t1,o1,100,60,2,40,18", "s9,t1,o2,100,60,2,44,18", "s9,t1,o3,100,60,2,44,18")
    ran, findings = check("--copies", copies(little, *rows))

    (one,) = [one for one in findings if one["code"] == "C205"]
    assert ran.code == 0
    assert one["message"].endswith("line 4 (votes.a): copies say 40 (o1), 44 (o2, o3)")
    assert (one["copy"], one["expected"], one["official"]) == (40, 44, None)
    assert (one["votes_affected"], one["beneficiary"]) == (4, "")
    assert one["odd_one_out"] == "copy o1"


def test_c205_unknown(check, little):
    """A line that only one of the copies has is compared with nothing."""
    rows = ("s1,t1,o1,100,60,2,40,", "s1,t1,o2,100,60,2,,")
    ran, _ = check("--copies", copies(little, *rows), "--json")

    assert ran.json["checks"]["C205"]["unknown"] == 2


def test_of_two_copies_the_published_number_confirms_one(check, little):
    """The other stands against that copy; of the protocol nothing is known."""
    rows = ("s1,t1,o1,100,60,2,40,18", "s1,t1,o2,100,60,2,40,81")
    ran, (finding,) = check("--copies", copies(little, *rows), "--json")

    assert (finding["code"], finding["odd_one_out"]) == ("C205", "copy o2")
    counts = ran.json["checks"]["C201"]
    assert (counts["holds"], counts["violated"], counts["unknown"]) == (9, 0, 1)


def test_a_number_that_no_copy_says_differs_whichever_is_right(check, little):
    rows = ("s1,t1,o1,100,60,2,40,17", "s1,t1,o2,100,60,2,40,16")
    _, findings = check("--copies", copies(little, *rows))

    assert [(one["code"], one["copy"]) for one in findings] == [
        ("C201", 16),
        ("C201", 17),
        ("C205", 17),
    ]
    assert {one["odd_one_out"] for one in findings} == {""}


def test_the_odd_one_out_of_three_statements(check, little):
    """Two observers agree: the published number stands alone."""
    rows = ("s1,t1,o1,100,60,2,40,17", "s1,t1,o2,100,60,2,40,17")
    _, findings = check("--copies", copies(little, *rows))

    assert {one["odd_one_out"] for one in findings} == {"published protocol"}


def test_earlier_versions_are_statements_too(check, little):
    """The protocol was changed, and the copy says what it said before."""
    (little / "v.csv").write_text(VERSIONS + "s1,1,100,60,2,40,18\ns1,2,100,60,2,41,17\n")
    path = copies(little, "s1,,o1,100,60,2,40,18")

    _, findings = check("--copies", path, official="v.csv")
    assert {one["code"] for one in findings} == {"C201", "C202"}
    assert {one["odd_one_out"] for one in findings} == {"published protocol"}


def test_a_copy_of_a_station_not_in_the_register_is_shown_as_that(check, little):
    """It is compared with nothing, and is no discrepancy of a protocol."""
    (little / "r.csv").write_text("station,tec,rec\ns1,t1,r1\ns2,t1,r1\ns3,t2,r1\n")
    path = copies(little, "s7,t1,o1,100,60,2,40,18")

    _, findings = check("--copies", path, "--register", little / "r.csv")
    assert [(one["code"], one["station"]) for one in findings] == [("C403", "s7")]
