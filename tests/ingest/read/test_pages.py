"""Every folder of tests/pages: a page, its layout, and what must be read of it."""

import tomllib
from pathlib import Path

import pytest

from ingest.errors import QuarantineError
from ingest.facts.forms import load_form
from ingest.facts.sites import Layout
from ingest.parse.html import read_page
from ingest.read.pages.layout import read_layout, to_frame
from ingest.read.pages.page import PageReader
from ingest.read.values.names import Names, key

CASES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "pages").glob("*/page.html")
)


def known(names):
    ids = {
        kind: {key(spelling): one for spelling, one in own.items()}
        for kind, own in names.items()
    }
    return Names(ids, names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(case):
    """Counts, unreadable and ignored cells are as the case says, or it is set aside."""
    expected = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    form = load_form(str(case.parent / "form.toml"))
    layout = Layout.model_validate({"form": form.id, **expected["layout"]})
    page = read_page((case / "page.html").read_bytes())
    names = known(expected.get("names", {}))
    readers = []

    def read():
        readers.append(PageReader(page, layout, form, {"district": "7"}, "page", names))
        return read_layout(readers[0])

    if "quarantined" in expected:
        with pytest.raises(QuarantineError, match=expected["quarantined"]):
            read()
        asked = [f"{q.kind} {q.spelling}" for one in readers for q in one.questions]
        assert asked == expected.get("asked", [])
        return

    got = read()
    reader = readers[0]
    frame = to_frame(got.rows, ["0" * 64] * len(got.rows), form.names)

    assert page.rule == expected["rule"]
    for row, wanted in zip(frame.iter_rows(named=True), expected["protocol"], strict=True):
        assert {name: row[name] for name in wanted} == wanted
        missing = {line for line in form.names if row[line] is None}
        assert missing == set(form.names) - set(wanted)
    assert [str(one) for one in got.unreadable] == expected.get("unreadable", [])
    assert dict(reader.account.ignored) == expected.get("ignored", {})
    assert expected.get("beside", {}).items() <= reader.account.beside.items()
    assert reader.account.left_over == 0
