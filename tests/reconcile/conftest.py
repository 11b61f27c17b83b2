"""Small election folders that were imported, parsed and checked twice."""

import pytest

ELECTION = """
id = "kept"
title.en = "INVENTED"
date = 2024-06-09
invented = true
forms.pec = "FORM"
"""
COPIES = "station,source,issued,invalid\ns1,o1,60,2\ns2,o1,150,7\n"


@pytest.fixture
def kept(tekseru, little):
    """A folder with official protocols, copies that differ, and two reports."""
    text = ELECTION.replace('"FORM"', f'"{little}/form.toml"')
    (little / "election.toml").write_text(text)
    folder = little / "f"
    assert tekseru("init", folder, "--election", little / "election.toml").code == 0
    (little / "copies.csv").write_text(COPIES)
    for role in ("official", "copies"):
        assert tekseru("import", role, little / f"{role}.csv", folder).code == 0
        assert tekseru("parse", folder).code == 0
        assert tekseru("check", folder).code in (0, 1)
    return folder
