"""An invented election that was checked, and again when a copy more had come."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest

from reconcile.keep.folder import ElectionFolder
from reconcile.keep.found import find_finding
from reconcile.report.evidence.bundle import to_zip
from reconcile.report.evidence.make import make_evidence


@pytest.fixture(scope="session")
def election(tmp_path_factory):
    """The folder; its findings are in the last report."""
    from reconcile import cli

    folder = tmp_path_factory.mktemp("evidence") / "kz"
    late = folder / "late.csv"

    def tekseru(*arguments):
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()):
            patch.setattr(sys, "argv", ["tekseru", *map(str, arguments)])
            with redirect_stderr(io.StringIO()):
                return cli.run()

    assert tekseru("demo", folder, "--stations", "240") == 1
    heading, copy, *_ = (folder / "copies.csv").read_text().splitlines()
    late.write_text(f"{heading}\n{copy.replace('observer', 'late')}\n")
    assert tekseru("import", "copies", late, folder) == 0
    assert tekseru("parse", folder) == 0
    assert tekseru("check", folder) == 1
    return folder


@pytest.fixture(scope="session")
def findings(election):
    """The findings of the last report, by code."""
    report = max((election / "reports").iterdir())
    by_code = {}
    for one in json.loads((report / "findings.json").read_bytes()):
        by_code.setdefault(one["code"], []).append(one)
    return by_code


@pytest.fixture(scope="session")
def chosen(election, findings):
    """A finding of each code, resting on plain pages if possible: those are quick."""
    read = json.loads((election / "tables/documents.json").read_bytes())["documents"]
    slow = [one["asked"] for one in read if one["rule"] in ("spreadsheet", "PDF", "scan")]
    tecs = {name.split("/")[-1].split("-")[0] for name in slow if "-table." in name}

    def is_plain(one):
        return one["tec"] not in tecs and not one["place"].startswith("page")

    return {
        code: min(some, key=lambda one: not is_plain(one))
        for code, some in findings.items()
    }


@pytest.fixture(scope="session")
def make(election):
    """Make the evidence of a finding, each once."""
    made = {}

    def run(finding, *, with_copies=True):
        key = finding, with_copies
        if key not in made:
            found = find_finding(finding, election)
            folder = ElectionFolder(election)
            made[key] = make_evidence(folder, found, with_copies=with_copies)
        return made[key]

    return run


@pytest.fixture
def zipped(make, tmp_path):
    """Write the evidence of a finding as a zip into an empty folder."""

    def run(finding, **how):
        path = tmp_path / f"{finding}.zip"
        path.write_bytes(to_zip(make(finding, **how)))
        return path

    return run
