"""A small invented election whose file says how seats are shared out."""

import pytest

ELECTION = """
id = "little"
title.en = "An invented election"
date = 2007-08-18
forms.pec = "{form}"
{more}
[seats]
number = 10
threshold_percent = {percent}
base = "took_part"
bases = ["took_part", "valid"]
lines = {lines}
voters = "registered"
source = "invented law"
"""


LINES = '{ took_part = "invalid + sum(votes)", valid = "sum(votes)" }'


@pytest.fixture
def election(tekseru, little):
    """Check an invented election folder; return the summary."""

    def run(official="", copies="", register="", more="", percent=7, form="", lines=LINES):
        folder = little / "folder"
        text = ELECTION.format(
            form=form or little / "form.toml", percent=percent, more=more, lines=lines
        )
        (little / "election.toml").write_text(text)
        made = tekseru("init", folder, "--election", little / "election.toml")
        assert made.code == 0, made.err
        if register:
            (folder / "register.csv").write_text(register)
        for role, table in (("official", official), ("copies", copies)):
            if table:
                (little / f"{role}-in.csv").write_text(table)
                tekseru("import", role, little / f"{role}-in.csv", folder)
        tekseru("parse", folder)
        ran = tekseru("check", folder, "--json")
        assert ran.code in (0, 1), ran.err
        return ran.json

    return run
