"""What tests share: the command line, the shared real data, small invented protocols."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one object on standard output."""
        return json.loads(self.out)


@pytest.fixture
def tekseru(capsys, monkeypatch):
    """Run the command line in this process, as main() does before it exits."""
    from reconcile import cli

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["tekseru", *map(str, arguments)])
        capsys.readouterr()
        code = cli.run()
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def shared():
    """The folder of real data, or a skip that says how to name it."""
    folder = Path(os.environ.get("TEKSERU_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the shared real data are absent; TEKSERU_SHARED names their folder")
    return folder


def no_keys():
    """What says which protocol a row is, and nothing of it said."""
    import polars as pl

    from ingest.protocol import KEYS

    return {name: "" if kind == pl.String else None for name, kind in KEYS.items()}


FORM = """
id = "little"
title.en = "An invented form"
level = "pec"
status = "provisional"
[source]
document = "invented"
[[line]]
number = "1"
name = "registered"
unit = "voters"
[[line]]
number = "2"
name = "issued"
unit = "ballots"
en = "ballots issued"
[[line]]
number = "3"
name = "invalid"
unit = "ballots"
[[line]]
number = "4"
name = "votes.a"
unit = "votes"
group = "votes"
party = "a"
[[line]]
number = "5"
name = "votes.b"
unit = "votes"
group = "votes"
party = "b"
aka = ["Party B"]
[[relation]]
id = "R1"
text = "[2] = [3] + sum(votes)"
basis = "statute"
law = "invented law, art. 1"
[[relation]]
id = "R2"
text = "[2] <= [1]"
basis = "derived"
law = "nobody gets two ballots"
"""

OFFICIAL = """station,tec,registered,issued,invalid,votes.a,votes.b
s1,t1,100,60,2,40,18
s2,t1,200,150,5,100,45
s3,t2,300,90,0,50,40
"""


@pytest.fixture
def little(tmp_path):
    """A folder with an invented form and three protocols that keep its relations."""
    (tmp_path / "form.toml").write_text(FORM)
    (tmp_path / "official.csv").write_text(OFFICIAL)
    return tmp_path


@pytest.fixture
def check(tekseru, little):
    """Run check on the little form; more options may be given."""

    def run(*more, official="official.csv", out="out"):
        result = tekseru(
            "check", "--form", little / "form.toml", "--official", little / official,
            "--out", little / out, *more,
        )  # fmt: skip
        path = little / out / "findings.json"
        findings = json.loads(path.read_text()) if path.exists() else []
        return result, findings

    return run
