"""C203 and C204: one protocol, stated several times by commissions."""

HEAD = "station,tec,statement,registered,issued,invalid,votes.a,votes.b\n"
DIGITS = ("s1,t1,,100,60,2,40,18", "s2,t1,,200,150,5,100,45", "s3,t2,,300,90,0,50,40")


def stated(little, *rows):
    (little / "stated.csv").write_text(HEAD + "\n".join((*DIGITS, *rows)) + "\n")
    return "stated.csv"


def test_c203_holds(check, little):
    rows = [row.replace(",,", ",table,") for row in DIGITS]
    ran, findings = check("--json", official=stated(little, *rows))

    assert (ran.code, findings) == (0, [])
    assert ran.json["checks"]["C203"]["holds"] == 15
    assert ran.json["stations"]["protocols"] == 3


def test_c203_flags(check, little):
    """The row in the table is the copy, the protocol the official number."""
    ran, findings = check(official=stated(little, "s1,t1,table,100,60,2,41,18"))

    assert ran.code == 1
    columns = ("code", "station", "line", "official", "copy", "difference")
    assert [[one[column] for column in columns] for one in findings] == [
        ["C203", "s1", "votes.a", 40, 41, -1]
    ]
    assert "table of the TEC 41, protocol 40" in findings[0]["message"]
    assert findings[0]["copy_place"] == "row 5, column votes.a"


def test_c203_unknown(check, little):
    """A cell that was not read says nothing, and a row without a protocol is no pair."""
    ran, findings = check(
        "--json",
        official=stated(little, "s1,t1,table,100,60,2,,18", "s9,t2,table,9,9,0,9,0"),
    )

    assert findings == []
    counts = ran.json["checks"]["C203"]
    assert (counts["holds"], counts["unknown"]) == (4, 1)


def test_c204_holds(check, little):
    ran, findings = check("--json", official=stated(little, "s3,t2,words,300,90,0,50,40"))

    assert findings == []
    assert ran.json["checks"]["C204"]["holds"] == 5


def test_c204_flags(check, little):
    ran, findings = check(official=stated(little, "s3,t2,words,300,90,0,50,14"))

    assert ran.code == 0  # good practice, no law: should
    assert [(one["code"], one["official"], one["copy"]) for one in findings] == [
        ("C204", 40, 14)
    ]
    assert "in words 14, in digits 40" in findings[0]["message"]


def test_c204_unknown(check, little):
    ran, findings = check("--json", official=stated(little, "s3,t2,words,,90,,50,40"))

    assert findings == []
    assert ran.json["checks"]["C204"]["unknown"] == 2


def test_a_statement_that_there_is_not_is_reported(check, little):
    ran, _ = check("--json", official=stated(little, "s1,t1,rumour,100,60,2,41,18"))

    assert "statement 'rumour'" in ran.json["unreadable"][0]["got"]
    assert ran.json["stations"]["protocols"] == 3
