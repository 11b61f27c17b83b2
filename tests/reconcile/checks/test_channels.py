import pytest

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
