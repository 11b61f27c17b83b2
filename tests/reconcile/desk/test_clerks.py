"""Many clerks at once, while a night's run writes: nothing is lost, nothing is doubled.

How long answers take is measured by tests/bench/desk.py.
"""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest

from ingest.sample.invent import Settings
from ingest.sample.server import Faults, serve
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.parse import parse_folder
from reconcile.keep.store.open import open_store
from reconcile.keep.store.work import keep_draft, read_draft
from reconcile.keep.tables import load_tables, write_tables
from reconcile.keep.typed import PLACE
from tests.clerks import expected, kept, posted, type_all
from tests.desks import desk, let_in
from tests.end_to_end.nights import nightly
from tests.postgres import postgres

WEBSITE = Settings(240).website  # the one that the folder was fetched from
NAMES, COPIES = [f"clerk {number}" for number in range(8)], 18  # of each: 144


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request, checked, tmp_path_factory):
    """A folder of which the records are in a database of either kind."""
    own = shutil.copytree(checked, tmp_path_factory.mktemp("many") / "kz")
    with postgres() if request.param == "postgresql" else nullcontext("") as url:
        if url:
            settings = own / "election.toml"
            settings.write_text(f'database_url = "{url}"\n{settings.read_text()}')
        folder = ElectionFolder(own)
        let_in(folder, **dict.fromkeys(NAMES, "clerk"))
        yield folder


def test_clerks_at_once_lose_nothing_and_double_nothing(shared):
    """Forms that are sent twice are one entry; the run after counts all."""
    stations = dict(list(posted(shared).items())[:COPIES])

    with (
        desk(shared) as address,
        serve(WEBSITE, Faults()) as (mirror, show),
        ThreadPoolExecutor(1) as beside,
    ):
        show(2)
        night = beside.submit(nightly, shared.path, "--mirror", mirror)
        took = type_all(address, NAMES, stations)
        code, _, err = night.result()

    assert code == 1, err
    assert len(took) >= 5 * len(NAMES) * COPIES
    assert sorted(kept(shared)) == sorted(expected(NAMES, stations))
    write_tables(parse_folder(shared), shared.tables)
    copies = load_tables(shared.tables).frames["copies"]
    assert copies.filter(place=PLACE).height == len(NAMES) * COPIES


def test_drafts_of_one_form_at_once_leave_the_last_one(shared):
    """Two windows of one person: one row, none of them refused."""
    with open_store(shared) as store:

        def keep(number):
            with store.writing(alone=False) as connection:
                keep_draft(connection, "clerk 0", "copy x", {"texts": {"valid": number}})

        with ThreadPoolExecutor(8) as several:
            list(several.map(keep, range(40)))
        keep(41)
        with store.reading() as connection:
            assert read_draft(connection, "clerk 0", "copy x")["texts"] == {"valid": 41}
