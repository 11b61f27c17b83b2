import pytest

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
    _, findings = check(
        "--copies", copies(little, "s1,t1,o1,100,60,2,40,17", "s1,t1,o2,100,60,2,40,18")
    )

    assert [one["copy"] for one in findings] == [17]
    assert len({one["finding"] for one in findings}) == 1


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


THREE = "station,channel,registered,issued,invalid,votes.a,votes.b\n"


@pytest.fixture
def three(little):
    """The little form with the three channels of electronic voting, and its tables."""
    form = little / "form.toml"
    channels = 'status = "provisional"\nchannels = ["paper", "electronic", "summary"]'
    text = form.read_text().replace('status = "provisional"', channels)
    form.write_text(text.replace('unit = "voters"', 'unit = "voters"\nadds = false'))

    def write(summary, electronic="100,10,0,8,2"):
        rows = [
            f"s1,electronic,{electronic}",
            "s1,paper,100,50,2,30,18",
            f"s1,summary,{summary}",
        ]
        (little / "c.csv").write_text(THREE + "\n".join(rows) + "\n")

    return write


def test_c206_holds(check, three):
    """The voter list is one for all three; the rest adds up."""
    three("100,60,2,38,20")

    ran, findings = check("--json", official="c.csv")
    assert findings == []
    assert ran.json["checks"]["C206"]["holds"] == 5


def test_c206_flags(check, three):
    three("100,60,2,39,19")

    ran, findings = check(official="c.csv")
    assert [(one["code"], one["line"], one["difference"]) for one in findings] == [
        ("C206", "votes.a", 1),
        ("C206", "votes.b", -1),
    ]
    assert (ran.code, findings[0]["channel"], findings[0]["beneficiary"]) == (
        0,
        "summary",
        "a",
    )


def test_c206_unknown(check, three):
    """A line that the machine's protocol does not have leaves the summary's unknown."""
    three("100,60,2,38,20", electronic="100,10,,8,2")

    ran, _ = check("--json", official="c.csv")
    counts = ran.json["checks"]["C206"]
    assert (counts["holds"], counts["unknown"]) == (4, 1)
