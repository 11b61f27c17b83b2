from conftest import OFFICIAL

ALL = ("s1,t1,r1", "s2,t1,r1", "s3,t2,r1")


def register(little, *rows):
    path = little / "reg.csv"
    path.write_text("\n".join(["station,tec,rec", *rows]) + "\n")
    return path


def codes(findings):
    return [(one["code"], one["station"], one["tec"]) for one in findings]


def test_c401_holds(check, little):
    ran, findings = check("--register", register(little, *ALL), "--json")

    assert findings == []
    assert ran.json["checks"]["C401"]["holds"] == 3
    assert ran.json["coverage"]["tec"]["t1"] == {"official": 2, "register": 2}


def test_c401_flags(check, little):
    """A station of the register without a protocol; should, because it may be to come."""
    ran, findings = check("--register", register(little, *ALL, "s4,t2,r1"))

    assert codes(findings) == [("C401", "s4", "t2")]
    assert (ran.code, findings[0]["severity"]) == (0, "should")


def test_c401_flags_a_copy_without_a_protocol(check, little):
    """Without a register, a copy shows that its station exists."""
    path = little / "copies.csv"
    path.write_text("station,registered\ns1,100\ns9,10\n")

    _, findings = check("--copies", path)

    assert codes(findings) == [("C401", "s9", "")]
    assert "known from an observer copy" in findings[0]["message"]


def test_c401_unasked_without_anything_to_ask(check):
    """No register and no copies: the question has no answer, and none is counted."""
    answer = check("--json")[0].json["checks"]["C401"]

    assert (answer["holds"], answer["violated"]) == (0, 0)


def test_c402_holds_for_a_row_that_repeats_itself(check, little):
    (little / "official.csv").write_text(OFFICIAL + OFFICIAL.split("\n")[1] + "\n")

    ran, findings = check("--json")

    assert findings == []
    assert ran.json["stations"]["protocols"] == 3


def test_c402_flags(check, little):
    """Both numbers and both places; never the last one."""
    (little / "official.csv").write_text(OFFICIAL + "s3,t2,300,90,0,49,41\n")

    ran, (finding,) = check("--json")

    assert (finding["code"], finding["severity"], finding["station"]) == (
        "C402",
        "must",
        "s3",
    )
    assert (finding["line"], finding["official"], finding["copy"]) == ("votes.a", 50, 49)
    assert finding["place"] == "row 4, column votes.a"
    assert finding["copy_place"] == "row 5, column votes.a"
    assert ran.code == 1
    total = ran.json["totals"]["votes.a"]
    assert (total["official"], total["missing"]) == (140, 1)


def test_c402_flags_a_copy_stated_twice(check, little):
    path = little / "copies.csv"
    path.write_text("station,source,votes.a\ns1,o1,40\ns1,o1,41\n")

    ran, findings = check("--copies", path, "--json")

    assert codes(findings) == [("C402", "s1", "t1")]
    assert ran.json["checks"]["C201"]["unknown"] == 5


def test_c402_flags_a_number_that_two_commissions_use_as_should(check, little):
    """They may be two stations: each keeps its own row and its own checks."""
    (little / "official.csv").write_text(OFFICIAL + "s1,t2,50,30,0,20,10\n")

    ran, (finding,) = check("--json")

    assert (finding["code"], finding["severity"], finding["tec"]) == ("C402", "should", "")
    assert "by 2 commissions" in finding["message"]
    assert ran.json["stations"]["official"] == 4
    assert ran.json["totals"]["votes.a"]["missing"] == 0


def test_statements_that_complete_each_other_are_one_protocol(check, little):
    """Lines in one file, votes in another: one row, each number with its own place."""
    (little / "lines.csv").write_text("station,registered,issued,invalid\ns1,100,60,3\n")
    (little / "votes.csv").write_text("station,votes.a,votes.b\ns1,40,18\n")

    ran, (finding,) = check(
        "--official", little / "votes.csv", "--json", official="lines.csv"
    )

    assert finding["code"] == "C101"
    assert finding["difference"] == -1
    assert ran.json["stations"]["protocols"] == 1


def test_c403_holds_and_flags(check, little):
    """A protocol and a copy of stations that the register does not have."""
    path = little / "copies.csv"
    path.write_text("station,registered\ns8,10\n")

    ran, findings = check(
        "--register", register(little, *ALL[:2]), "--copies", path, "--json"
    )

    assert codes(findings) == [("C403", "s8", ""), ("C403", "s3", "t2")]
    assert ran.json["checks"]["C403"]["holds"] == 2
    assert findings[1]["place"] == "row 4"


def test_c403_unasked_without_a_register(check):
    assert check("--json")[0].json["checks"]["C403"]["holds"] == 0


def test_the_register_says_who_is_above_a_station(check, little):
    (little / "bare.csv").write_text(
        OFFICIAL.replace(",tec", "").replace(",t1", "").replace(",t2", "")
    )

    ran, _ = check("--register", register(little, *ALL), "--json", official="bare.csv")

    assert ran.json["coverage"]["rec"] == {"r1": {"official": 3, "register": 3}}


def test_c404_holds(check, little):
    ran, findings = check("--register", register(little, *ALL), "--json")

    assert findings == []
    assert ran.json["checks"]["C404"]["holds"] == 3


def test_c404_flags(check, little):
    """The protocol's own commission beside the register's."""
    ran, (finding,) = check("--register", register(little, ALL[0], "s2,t2,r1", ALL[2]))

    assert (finding["code"], finding["station"], finding["tec"]) == ("C404", "s2", "t1")
    assert "under TEC t1, the register has it under TEC t2" in finding["message"]
    assert (ran.code, finding["place"]) == (0, "row 3")


def test_c404_unasked_where_the_protocol_does_not_say_its_commission(check, little):
    """It is filled in from the register, and agreeing with itself is no answer."""
    rows = [
        ",".join(row.split(",")[:1] + row.split(",")[2:]) for row in OFFICIAL.splitlines()
    ]
    (little / "bare.csv").write_text("\n".join(rows) + "\n")

    ran, findings = check(
        "--register", register(little, *ALL), "--json", official="bare.csv"
    )
    assert findings == []
    assert ran.json["checks"]["C404"]["violated"] == 0
