from conftest import OFFICIAL


def write(little, text, name="official.csv"):
    (little / name).write_text(text)


def test_c101_holds(check):
    """A protocol that adds up leaves no finding."""
    ran, findings = check("--json")

    assert (ran.code, findings) == (0, [])
    assert ran.json["checks"]["C101"]["holds"] == 3


def test_c101_flags(check, little):
    """The residual is signed, and every number of the relation has its place."""
    write(little, OFFICIAL.replace("s2,t1,200,150,5,100,45", "s2,t1,200,150,5,100,52"))

    ran, (finding,) = check()

    assert ran.code == 1
    assert (finding["code"], finding["severity"]) == ("C101", "must")
    assert (finding["difference"], finding["votes_affected"]) == (-7, 7)
    assert finding["line"] == "[2] = [3] + sum(votes)"
    assert finding["place"] == (
        "row 3, column issued; column invalid; column votes.a; column votes.b"
    )
    assert (
        "off by -7 (issued 150, invalid 5, votes.a 100, votes.b 52)" in finding["message"]
    )


def test_c101_unknown(check, little):
    """A missing line is no zero: the relation is neither held nor violated."""
    write(little, OFFICIAL.replace("s2,t1,200,150,5,100,45", "s2,t1,200,150,5,100,"))

    ran, findings = check("--json")

    assert findings == []
    assert ran.json["checks"]["C101"]["unknown"] == 1
    assert ran.json["checks"]["C101"]["holds"] == 2


def test_c102_holds(check):
    ran, findings = check("--json")

    assert findings == []
    assert ran.json["checks"]["C102"]["holds"] == 3


def test_c102_flags_as_should_where_the_basis_is_derived(check, little):
    write(little, OFFICIAL.replace("s3,t2,300,90", "s3,t2,80,90"))

    ran, (finding,) = check()

    assert ran.code == 0
    assert (finding["code"], finding["severity"]) == ("C102", "should")
    assert (finding["difference"], finding["votes_affected"]) == (10, 0)


def test_c102_unknown(check, little):
    write(little, OFFICIAL.replace("s3,t2,300,90", "s3,t2,,90"))

    assert check("--json")[0].json["checks"]["C102"]["unknown"] == 1


CHANNELS = """
[[relation]]
id = "R3"
text = "[3] = 0"
basis = "derived"
law = "a machine has no invalid vote"
channels = ["electronic"]
"""


def test_a_relation_of_one_channel_is_asked_only_there(check, little):
    """A paper protocol may have invalid ballots where a machine's may not."""
    form = little / "form.toml"
    text = form.read_text().replace(
        'status = "provisional"',
        'status = "provisional"\nchannels = ["paper", "electronic"]',
    )
    form.write_text(text + CHANNELS)
    write(
        little,
        "station,channel,registered,issued,invalid,votes.a,votes.b\n"
        "s1,paper,100,60,2,40,18\ns1,electronic,100,10,1,5,4\n",
    )

    _, (finding,) = check()

    assert (finding["station"], finding["channel"]) == ("s1", "electronic")


def test_commissions_protocols_are_asked_too(check, little):
    """Equalities hold for sums if they hold in every station."""
    write(
        little,
        "level,commission,parent,registered,issued,invalid,votes.a,votes.b\n"
        "tec,t1,r1,300,210,7,140,63\ntec,t2,r1,300,90,1,50,40\n",
        "up.csv",
    )

    _, findings = check("--commissions", little / "up.csv")

    assert [(one["code"], one["tec"], one["rec"], one["station"]) for one in findings] == [
        ("C101", "t2", "r1", ""),
        ("C301", "t2", "r1", ""),
    ]
