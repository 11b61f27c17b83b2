"""What findings say of how a difference came about, and what would repair a protocol."""

import pytest

from conftest import OFFICIAL, ROOT

HEAD = "station,tec,source,registered,issued,invalid,votes.a,votes.b\n"
SHIPPED = ROOT / "data" / "weights" / "explain.toml"


@pytest.fixture
def explained(check, little):
    """Check one official protocol of s1 against one copy; return code and explanations."""

    def run(official, copy, *more):
        rows = OFFICIAL.replace("s1,t1,100,60,2,40,18", f"s1,t1,{official}")
        (little / "official.csv").write_text(rows)
        (little / "copies.csv").write_text(f"{HEAD}s1,t1,o1,{copy}\n")
        _, findings = check("--copies", little / "copies.csv", *more)
        return [(one["code"], one["explanation"], one["explanation_2"]) for one in findings]

    return run


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("200,123,2,40,18", "two digits of votes.b are exchanged (1.00)"),
        ("200,123,2,40,51", "one digit of votes.b differs (0.99)"),
        ("200,123,2,40,981", "votes.b has a digit more (1.00)"),
        ("200,123,2,40,8", "votes.b has a digit less (1.00)"),
        ("700,123,2,49,81", "2 lines differ, each by itself (1.00)"),
        ("200,123,2,81,40", "lines votes.a and votes.b are exchanged (1.00)"),
        ("200,123,2,10,111", "30 votes moved from a to b (1.00)"),
        ("200,153,2,70,81", "30 more votes for a, with as many ballots more (1.00)"),
        ("200,93,2,10,81", "30 fewer votes for a, with as many ballots fewer (1.00)"),
        ("200,123,0,42,81", "2 invalid ballots became votes for a (1.00)"),
        ("200,123,12,30,81", "10 votes for a became invalid ballots (1.00)"),
    ],
)
def test_ways_are_told_in_words(explained, official, said):
    """From the copy to the published number; the reader is told how sure that is."""
    every = explained(official, "200,123,2,40,81")

    assert any(first.startswith(said) for code, first, _ in every if code == "C201")


def test_every_line_of_one_protocol_carries_its_explanation(explained):
    every = explained("100,60,2,30,28", "100,60,2,40,18")

    assert {first for _, first, _ in every} == {"10 votes moved from a to b (1.00)"}
    assert len(every) == 2


def test_the_runner_up_is_told_with_its_weight(explained):
    """One vote more is one digit, or one more."""
    (one,) = (
        one for one in explained("100,60,2,41,18", "100,60,2,40,18") if one[0] == "C201"
    )

    assert one[1].startswith("votes.a is another number (0.")
    assert one[2].startswith("one digit of votes.a differs (0.")


def test_a_protocol_that_reads_as_another_stations(explained):
    every = explained("200,150,5,100,45", "100,60,2,40,18")

    told = {first for code, first, _ in every if code == "C201"}
    assert told == {"the protocol reads as that of station s2 (TEC t1) (1.00)"}


def test_a_copy_that_reads_as_another_stations(explained):
    every = explained("100,60,2,40,18", "200,150,5,100,45")

    told = {first for _, first, _ in every}
    assert told == {"the copy reads as the protocol of station s2 (TEC t1) (1.00)"}


def test_a_copy_whose_own_arithmetic_fails_is_said_to(explained):
    """The protocol adds up, the copy does not: a slip in the copy is the likelier."""
    (one,) = explained("100,60,2,40,18", "100,60,2,40,81")

    assert one[1].endswith(
        "; the copy breaks [2] = [3] + sum(votes), the protocol keeps it"
    )


def test_a_protocol_whose_own_arithmetic_fails_is_said_to(explained):
    every = explained("100,60,2,40,81", "100,60,2,40,18")

    (told,) = (first for code, first, _ in every if code == "C201")
    assert told.endswith("; the protocol breaks [2] = [3] + sum(votes), the copy keeps it")


def test_what_would_repair_a_protocol_that_does_not_add_up(explained):
    """The likeliest of four lines: two digits of the votes for b exchanged."""
    (one,) = explained("200,69,2,40,36", "200,,,,")

    assert one[0] == "C101"
    assert one[1].startswith("repaired by issued 78 for 69 (0.")
    assert one[2] == "repaired by votes.a 31 for 40 (0.33, one of 3)"


def test_a_repair_within_bounds_is_told_as_bounds(explained):
    every = explained("50,60,2,40,18", "50,,,,")

    assert [(code, first) for code, first, _ in every] == [
        ("C102", "repaired by registered at least 60 for 50 (one digit: 60) (1.00)")
    ]


def test_a_form_too_long_to_search_has_no_repairs(check, little):
    """Seventy lists: what is violated is told, and how to mend it is not."""
    lists = "".join(
        f'[[line]]\nnumber = "{n}"\nname = "votes.l{n}"\nunit = "votes"\n'
        f'group = "votes"\nparty = "l{n}"\n'
        for n in range(10, 80)
    )
    form = (little / "form.toml").read_text()
    (little / "form.toml").write_text(
        form.replace("[[relation]]", lists + "[[relation]]", 1)
    )
    names = "".join(f",votes.l{n}" for n in range(10, 80))
    head, row, *_ = OFFICIAL.splitlines()
    (little / "long.csv").write_text(f"{head}{names}\n{row}{',1' * 70}\n")

    (one,) = check(official="long.csv")[1]
    assert (one["code"], one["explanation"]) == ("C101", "")


def test_weights_may_be_changed(explained, little):
    """A user who holds digits exchanged for rare is told so; the ids stay the same."""
    own = little / "own.toml"
    text = SHIPPED.read_text().replace("digits_exchanged = 2.0", "digits_exchanged = 20.0")
    own.write_text(text)
    (usual,) = explained("100,60,2,40,18", "100,60,2,40,81")
    (changed,) = explained("100,60,2,40,18", "100,60,2,40,81", "--weights", own)

    assert usual[1].startswith("two digits of votes.b are exchanged")
    assert changed[1].startswith("votes.b is another number")


def test_an_explanation_is_no_part_of_a_findings_id(check, little):
    (little / "copies.csv").write_text(f"{HEAD}s1,t1,o1,100,60,2,40,81\n")
    own = little / "own.toml"
    own.write_text(SHIPPED.read_text().replace("= 2.0", "= 30.0"))
    given = ("--copies", little / "copies.csv")

    (one,), (other,) = check(*given)[1], check(*given, "--weights", own)[1]
    assert one["explanation"] != other["explanation"]
    assert one["finding"] == other["finding"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("changed_line = -1.0", "changed_line: Input should be greater than or equal to 0"),
        ("changed_line = 6.0", "one_digit: expected a value, found none"),
        ("a_way = 1.0", "a_way: not a known key"),
    ],
)
def test_weights_that_cannot_be_used_stop_the_run(check, little, text, fault):
    """Before anything is checked, in one line each."""
    (little / "own.toml").write_text(text)

    ran, _ = check("--weights", little / "own.toml")
    assert ran.code == 2
    assert fault in ran.err


def test_explain_shows_the_weights(tekseru, tmp_path):
    """Those of the folder one is in, where it has its own."""
    shown = tekseru("explain", "weights", "--in", tmp_path)
    assert "digits_exchanged        2.00" in shown.out
    own = SHIPPED.read_text().replace("digits_exchanged = 2.0", "digits_exchanged = 7.5")
    (tmp_path / "weights.toml").write_text(own)

    assert tekseru("explain", "weights", "--in", tmp_path, "--json").json[
        "digits_exchanged"
    ] == pytest.approx(7.5)


def test_explain_shows_what_is_likely(tekseru, check, little):
    rows = ("s1,t1,o1,100,60,2,40,81", "s1,t1,o2,100,60,2,40,81")
    (little / "copies.csv").write_text(HEAD + "\n".join(rows) + "\n")
    _, findings = check("--copies", little / "copies.csv")

    shown = tekseru("explain", findings[0]["finding"], "--in", little / "out").out
    assert "Likely    two digits of votes.b are exchanged" in shown
    assert "Alone     published protocol" in shown
