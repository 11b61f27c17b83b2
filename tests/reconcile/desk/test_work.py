"""A team at night: typed twice blind, settled by a third, nobody doing another's work."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

import pytest

from reconcile.keep.store import work
from reconcile.keep.store.activity import read_activity
from reconcile.keep.store.open import open_store
from reconcile.keep.store.typed import FIRST, Entry, all_typed, keep_typed
from reconcile.keep.typed import read_entries

PHOTO = "a" * 64


@pytest.fixture
def paper(folder):
    """A copy with a photograph that olga typed: every line 7."""
    sent, lines = token_hex(16), folder.forms()["pec"].names
    entry = Entry(
        sent, sent, FIRST, "olga's", "00001", "", "paper", dict.fromkeys(lines, 7), [PHOTO]
    )
    with open_store(folder) as store, store.writing() as connection:
        keep_typed(connection, "olga", entry)
    return sent


def entries(folder, paper):
    with open_store(folder) as store, store.reading() as connection:
        return [one for one in all_typed(connection) if one.paper == paper]


def type_again(somebody, folder, paper, **other):
    """Type every line as 7 but for some; send it."""
    page = somebody.get(f"/work/copy/{paper}")
    sent = re.search(r'name="sent" value="(\w+)"', page.text)
    lines = dict.fromkeys(folder.forms()["pec"].names, 7) | other
    fields = {"sent": sent[1] if sent else token_hex(16)}
    fields |= {f"line.{name}": n for name, n in lines.items()}
    return somebody.post(f"/work/copy/{paper}", fields, page="/work")


def settle(somebody, paper, **fields):
    return somebody.post(
        f"/work/settle/{paper}", {"sent": token_hex(16), **fields}, page="/work"
    )


def counting(folder, paper):
    """The entries of a copy that the checks see."""
    _, table = read_entries(entries(folder, paper), folder.forms()["pec"])
    return table.rows.to_dicts()


def test_the_second_entry_is_blind(visit, paper, folder):
    """Its form is empty, and a clerk who has not typed it does not see the first."""
    number = entries(folder, paper)[0].number
    cleo = visit("cleo")

    form = cleo.get(f"/work/copy/{paper}").text

    assert f'src="/photo/{PHOTO}"' in form
    assert 'value="7"' not in form
    assert cleo.get(f"/copy/{number}").status_code == 404
    type_again(cleo, folder, paper)
    assert cleo.get(f"/copy/{number}").status_code == 200


def test_two_entries_that_agree_are_one_copy_for_the_checks(visit, paper, folder):
    """And wait for nobody."""
    type_again(visit("cleo"), folder, paper)

    assert len(counting(folder, paper)) == 2
    assert {one["source"] for one in counting(folder, paper)} == {"olga's"}
    for path in ("/work/copy/", "/work/settle/"):
        assert f"{path}{paper}" not in visit("sue").get("/work").text


def test_entries_that_differ_are_settled_line_by_line(visit, paper, folder):
    """Only the settled entry counts; it says why."""
    type_again(visit("cleo"), folder, paper, valid=8, issued=9)
    sue = visit("sue")
    page = sue.get(f"/work/settle/{paper}").text
    assert page.count("<fieldset>") == 2

    open_ = settle(sue, paper, **{"line.valid": "second"}, why="clear on the photograph")
    assert open_.status_code == 400
    settle(
        sue,
        paper,
        **{"line.valid": "second", "line.issued": "other", "other.issued": "12"},
        why="clear on the photograph",
    )

    (one,) = counting(folder, paper)
    assert (one["valid"], one["issued"], one["registered"]) == (8, 12, 7)
    assert entries(folder, paper)[-1].note == "clear on the photograph"
    assert settle(sue, paper, why="again").status_code == 409


def test_who_typed_an_entry_does_not_settle_it(visit, paper, folder):
    type_again(visit("sue"), folder, paper, valid=8)

    assert visit("sue").get(f"/work/settle/{paper}").status_code == 403
    assert visit("ada").get(f"/work/settle/{paper}").status_code == 200


def test_only_one_person_types_a_copy_at_a_time(visit, paper, folder):
    """Who holds it is shown; who gives it back lets others."""
    assert visit("cleo").get(f"/work/copy/{paper}").status_code == 200
    assert visit("carl").get(f"/work/copy/{paper}").status_code == 409
    assert "cleo is at it" in visit("carl").get("/work").text
    assert type_again(visit("carl"), folder, paper).status_code == 409

    visit("cleo").post(f"/work/copy/{paper}/back", {}, page="/work")

    assert type_again(visit("carl"), folder, paper).status_code == 200
    assert len(entries(folder, paper)) == 2


def test_a_hold_that_nobody_went_on_with_ends(visit, paper, folder, monkeypatch):
    """A closed browser keeps a copy from nobody for longer than half an hour."""
    visit("cleo").get(f"/work/copy/{paper}")
    now = time.time() + work.HELD_S + 1
    monkeypatch.setattr("reconcile.keep.store.work.time.time", lambda: now)

    assert type_again(visit("carl"), folder, paper).status_code == 200


def test_many_who_send_at_once_make_one_second_entry(visit, paper, folder):
    """Whoever comes second is told so."""
    people = [visit(name) for name in ("cleo", "carl", "sue", "ada")]

    with ThreadPoolExecutor(4) as several:
        got = list(several.map(lambda one: type_again(one, folder, paper), people))

    assert sorted(one.status_code for one in got) == [200, 409, 409, 409]
    assert len(entries(folder, paper)) == 2


def test_a_second_entry_that_is_sent_again_is_no_conflict(visit, paper, folder):
    """A bad line makes a clerk send again what was kept."""
    cleo = visit("cleo")
    page = cleo.get(f"/work/copy/{paper}").text
    sent = re.search(r'name="sent" value="(\w+)"', page)[1]
    for _ in range(2):
        got = cleo.post(
            f"/work/copy/{paper}", {"sent": sent, "line.valid": "7"}, page="/work"
        )
        assert got.status_code == 200

    assert len(entries(folder, paper)) == 2


def test_nobody_types_their_own_copy_again(visit, folder):
    sent, lines = token_hex(16), folder.forms()["pec"].names
    own = Entry(
        sent, sent, FIRST, "cleo's", "00001", "", "paper", dict.fromkeys(lines, 7), [PHOTO]
    )
    with open_store(folder) as store, store.writing() as connection:
        keep_typed(connection, "cleo", own)

    assert visit("cleo").get(f"/work/copy/{sent}").status_code == 404
    assert f"/work/copy/{sent}" not in visit("cleo").get("/work").text
    assert f"/work/copy/{sent}" in visit("carl").get("/work").text


def test_a_draft_waits_for_whoever_began_it(visit, paper):
    """Also when the browser was closed."""
    cleo = visit("cleo")
    cleo.get(f"/work/copy/{paper}")
    fields = {"sent": token_hex(16), "line.valid": "41"}
    cleo.post(f"/work/copy/{paper}/sums", fields, page="/work")

    assert 'value="41"' in cleo.get(f"/work/copy/{paper}").text


def test_observers_reach_nothing_of_the_team(visit, paper):
    for path in ("/work", f"/work/copy/{paper}", f"/work/settle/{paper}", "/activity"):
        assert visit("olga").get(path).status_code == 403
        assert visit("ray").get(path).status_code == 403
    assert visit("cleo").get("/activity").status_code == 403
    assert visit("cleo").get(f"/work/settle/{paper}").status_code == 403


def test_everything_that_was_done_stands_in_the_log(visit, paper, folder):
    """Who took, typed and decided, in that order, without what was typed."""
    type_again(visit("cleo"), folder, paper, valid=8)
    visit("sue").get(f"/work/settle/{paper}")
    settle(visit("sue"), paper, **{"line.valid": "first", "why": "<b>so</b>"})

    with open_store(folder) as store, store.reading() as connection:
        deeds = read_activity(connection, None, 8)
    mine = [(one.who, one.did) for one in reversed(deeds) if one.who in ("cleo", "sue")]
    assert mine[-6:] == [
        ("cleo", "typed"),
        ("cleo", "gave-back"),
        ("sue", "took"),
        ("sue", "typed"),
        ("sue", "decided"),
        ("sue", "gave-back"),
    ]
    assert f"settle {paper}" in visit("sue").get("/activity").text


def test_a_clerk_may_say_whose_copy_it_is(visit, folder):
    """Two observers' copies of one station stay two."""
    cleo = visit("cleo")
    for whose in ("o-1", "o-2"):
        page = cleo.get(f"/copy?station=00001&source={whose}").text
        sent = re.search(r'name="sent" value="(\w+)"', page)[1]
        fields = {"sent": sent, "station": "00001", "channel": "paper", "source": whose,
                  "line.valid": "5"}  # fmt: skip
        cleo.post("/copy", fields, page="/work")
    fields = {"sent": "e" * 32, "station": "00001", "channel": "paper", "source": "o-1",
              "line.valid": "5"}  # fmt: skip
    visit("olga").post("/copy", fields, page="/copies")

    with open_store(folder) as store, store.reading() as connection:
        *_, one, two, olgas = all_typed(connection)
    assert [one.source, two.source] == ["o-1", "o-2"]
    assert olgas.source.startswith("desk-")
