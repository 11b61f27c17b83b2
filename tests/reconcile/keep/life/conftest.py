"""Runs of the checks on a few invented protocols, as they are recorded."""

import pytest

from conftest import FORM, OFFICIAL
from reconcile.keep.inputs import Given, read_given
from reconcile.keep.life.record import Night
from reconcile.keep.tables import Tables
from reconcile.run import make_case, run_checks

RULES = {"tekseru": "1", "screen": "", "register": ""}


@pytest.fixture
def night(tmp_path):
    """Make a run of official protocols, changed by replacing text."""
    (tmp_path / "form.toml").write_text(FORM)

    def make(number, *replaced, screen=""):
        text = OFFICIAL
        for old, new in replaced:
            text = text.replace(old, new)
        (tmp_path / "official.csv").write_text(text)
        inputs = read_given(Given(str(tmp_path / "form.toml"), [tmp_path / "official.csv"]))
        case = make_case(inputs.form, inputs.official, inputs.copies)
        return Night(
            report=f"{number:04}",
            started=f"2026-11-{number:02}T00:00:00+00:00",
            ended="",
            result=run_checks(case, screen),
            tables=Tables((), {}),
            coverage={"official": case.official.agreed.rows.height},
            rules=RULES,
        )

    return make
