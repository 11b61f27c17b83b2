"""The desk for machines: tokens, tables in three forms, pages of them, and refusals."""

import io
import re

import polars as pl
import pytest

from reconcile.desk import pace
from reconcile.keep.store.open import open_store
from reconcile.keep.store.schema_desk import TOKENS
from reconcile.keep.store.tokens import make_token
from reconcile.keep.store.typed import FIRST, Entry, keep_typed
from reconcile.keep.tables import load_tables
from tests.desks import Somebody, desk

FORMULA = "=cmd|'/c calc'!A1"
TABLES = ("runs", "stations", "protocols", "findings", "events", "queue", "copies",
          "decisions", "settlements", "activity")  # fmt: skip


def make(folder, role="supervisor", name="machine"):
    with open_store(folder) as store, store.writing() as connection:
        return make_token(connection, "ada", name, role)


class Machine(Somebody):
    """A program that has a token, and asks."""

    def ask(self, path, **values):
        return self.session.get(f"{self.address}/api/v1/{path}", params=values, timeout=60)


def machine(address, token):
    made = Machine(address)
    made.session.headers["Authorization"] = f"Bearer {token}"
    return made


@pytest.fixture(scope="module")
def night(folder, address):
    """The machine of a supervisor."""
    return machine(address, make(folder, name="night"))


@pytest.fixture(scope="module")
def copy(folder):
    """A copy whose source would be a formula in a spreadsheet."""
    lines = folder.forms()["pec"].names
    counts = {name: at for at, name in enumerate(lines)} | {lines[1]: None}
    entry = Entry("c" * 32, "c" * 32, FIRST, FORMULA, "00001", "", "paper", counts)
    with open_store(folder) as store, store.writing() as connection:
        return keep_typed(connection, "cleo", entry)


def test_an_admin_makes_a_token_that_is_shown_once(visit, folder):
    """Only its digest is stored; ended, it opens nothing at once."""
    ada = visit("ada")
    made = ada.post("/tokens", {"name": "cron", "role": "reader"}, page="/tokens")
    token = re.search(r'class="secret">([^<]+)<', made.text)[1]
    cron = machine(ada.address, token)
    assert cron.ask("status").json()["election"] == "kz-2007-standin"
    assert token not in ada.get("/tokens").text
    with open_store(folder) as store, store.reading() as connection:
        assert token not in str(connection.execute(TOKENS.select()).all())

    ada.post("/tokens/end", {"name": "cron"}, page="/tokens")

    assert cron.ask("status").status_code == 401
    assert "ended a token" in visit("sue").get("/activity").text


def test_a_new_token_takes_the_place_of_the_one_before(folder, address):
    first = machine(address, make(folder, name="twice"))
    second = machine(address, make(folder, name="twice"))

    assert first.ask("status").status_code == 401
    assert second.ask("status").status_code == 200


def test_the_command_line_makes_and_ends_tokens(tekseru, folder, address):
    made = tekseru("serve", folder.path, "--add-token", "cli", "--json").json
    assert (made["name"], made["role"]) == ("cli", "reader")
    assert machine(address, made["token"]).ask("stations").status_code == 200

    assert tekseru("serve", folder.path, "--end-token", "cli").code == 0

    assert machine(address, made["token"]).ask("stations").status_code == 401
    again = tekseru("serve", folder.path, "--end-token", "cli")
    assert again.code == 2
    assert "expected the name of a machine with one, got 'cli'" in again.err
    assert tekseru("serve", folder.path, "--add-token", "x", "--role", "admin").code == 2


@pytest.mark.parametrize("name", ["token", "access_token", "authorization", "bearer"])
def test_a_token_in_an_address_is_none(folder, address, name):
    """Addresses stand in logs and histories."""
    got = Machine(address).ask("status", **{name: make(folder, name="leaked")})

    assert got.status_code == 401
    assert got.headers["www-authenticate"] == "Bearer"


def test_a_wrong_token_is_refused_also_where_anybody_may_read(folder):
    """A machine whose token ended must not go on as if nothing was."""
    with desk(folder, public=True) as address:
        assert Machine(address).ask("findings").status_code == 200
        assert Machine(address).ask("activity").status_code == 401
        assert machine(address, "tekseru_wrong").ask("findings").status_code == 401
        basic = Machine(address)
        basic.session.auth = ("ada", "x")
        assert basic.ask("findings").status_code == 401


def test_wrong_tokens_cannot_be_tried_for_long_and_right_ones_go_on(folder):
    """An office has one address: one machine's mistake is not the others'."""
    right = make(folder, name="right")
    with desk(folder) as address:
        wrong = machine(address, "tekseru_wrong")
        got = [wrong.ask("status").status_code for _ in range(31)]
        assert got == [401] * 30 + [429]
        assert int(wrong.ask("status").headers["retry-after"]) > 0
        assert machine(address, right).ask("status").status_code == 200


def test_a_machine_that_asks_too_much_is_told_when_to_ask_again(folder, monkeypatch):
    monkeypatch.setitem(pace._ALLOWED, "machine", pace.RateLimitItemPerMinute(3, 1))  # noqa: SLF001 - six hundred questions would take a while
    with desk(folder) as address:
        eager = machine(address, make(folder, name="eager"))
        got = [eager.ask("status") for _ in range(4)]

    assert [one.status_code for one in got] == [200, 200, 200, 429]
    assert 0 < int(got[-1].headers["retry-after"]) <= 60
    assert "Retry-After" in got[-1].json()["error"]


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_the_same_in_every_form(night, table):
    """JSON by pages, CSV and Parquet whole: the same rows in the same order."""
    rows, path = [], f"/api/v1/{table}?limit=97"
    while path:
        page = night.get(path).json()
        rows += page["rows"]
        path = page["next"]
    parquet = pl.read_parquet(io.BytesIO(night.ask(table, format="parquet").content))
    csv = pl.read_csv(night.ask(table, format="csv").content, infer_schema=False)

    flat = [one | one.pop("counts") if "counts" in one else one for one in rows]
    assert flat == parquet.to_dicts()
    assert (csv.columns, csv.height) == (parquet.columns, page["total"])
    assert page["report"] == "0001"


@pytest.mark.usefixtures("copy")
def test_no_cell_of_a_csv_is_a_formula(night):
    """Parquet has it as it is."""
    csv = night.ask("copies", format="csv")

    assert f"'{FORMULA}" in csv.text
    assert csv.headers["content-disposition"] == 'attachment; filename="copies-0001.csv"'
    parquet = pl.read_parquet(io.BytesIO(night.ask("copies", format="parquet").content))
    assert FORMULA in parquet["source"].to_list()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_copies_and_protocols_are_what_check_takes_elsewhere(
    night, copy, tekseru, tmp_path, form
):
    """On another machine, with no election folder; a missing line stays missing."""
    for table in ("copies", "protocols"):
        data = night.ask(table, format=form).content
        (tmp_path / f"{table}.{form}").write_bytes(data)

    ran = tekseru("check", "--form", "kz-2007-pec", "--out", tmp_path / "out", "--json",
                  "--official", tmp_path / f"protocols.{form}",
                  "--copies", tmp_path / f"copies.{form}")  # fmt: skip

    assert ran.code == 1, ran.err
    assert ran.json["stations"]["copies"] == 1
    found = pl.read_parquet(tmp_path / "out" / "findings.parquet").filter(code="C201")
    told = dict(found.select("line", "copy").rows())
    assert len(told) > 10
    assert told.items() <= copy.counts.items()
    assert None not in told.values()


def test_findings_are_those_of_the_run_and_can_be_filtered(night, folder):
    """Each says how it stands, and since which run."""
    report = folder.path / "reports" / "0001" / "findings.parquet"
    known = {one["finding"]: one for one in pl.read_parquet(report).to_dicts()}

    must = night.ask("findings", severity="must", limit=1000).json()
    none = night.ask("findings", since=1).json()

    assert must["total"] == sum(one["severity"] == "must" for one in known.values())
    for one in must["rows"]:
        assert one == known[one["finding"]] | {"state": "new", "since": 1}
    assert none["total"] == 0
    assert night.ask("events", since=0).json()["total"] == len(known)
    assert night.ask("events", since=1).json()["total"] == 0


def test_status_tells_of_the_last_run(night):
    """Enough to know whether last night's came to its end."""
    got = night.ask("status").json()

    assert (got["report"], got["run"]) == ("0001", 1)
    assert got["ended"] > got["started"]
    assert got["findings"]["must"] > 0
    assert got["night"] is None
    assert "inputs" not in night.ask("summary").json()


def test_protocols_are_in_digits_as_they_were_posted(night, folder):
    rows = load_tables(folder.tables).frames["official-kz-2007-pec"]
    posted = rows.filter(station="00001", statement="", level="pec")

    got = night.ask("protocols", station="00001").json()

    assert got["total"] == posted.height
    for one, row in zip(got["rows"], posted.to_dicts(), strict=True):
        assert one["counts"] == {name: row[name] for name in one["counts"]}
        assert one["document"] == row["document"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("stations?limit=5000", "limit: expected less than or equal to 1000, got '5000'"),
        ("findings?since=x", "since: expected a valid integer"),
        ("findings?rec=%00", "rec: expected"),
        ("nothing", "/api/v1/nothing: no such address"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(night, path, line):
    """What, where, expected, got, and where it says what can be asked."""
    told = night.get(f"/api/v1/{path}").json()["error"]

    assert told.startswith(line)
    assert told.endswith("/api/v1/openapi.json describes all that can be asked")
    assert "\n" not in told


def test_nothing_can_be_written(night):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        got = night.session.request(method, f"{night.address}/api/v1/findings", timeout=60)
        assert got.status_code == 405
        assert got.headers["allow"] == "GET"


def test_a_clerk_is_not_told_which_entries_differ(folder, address):
    """Who settles them is; both see what waits to be typed again."""
    lines = folder.forms()["pec"].names
    for name, entry, count in (("cleo", "first", 7), ("carl", "second", 8)):
        sent = entry[0].encode().hex() * 16
        typed = Entry(sent, "d" * 32, entry, "s", "00002", "", "paper",
                      dict.fromkeys(lines, count), ["a" * 64])  # fmt: skip
        with open_store(folder) as store, store.writing() as connection:
            keep_typed(connection, name, typed)

    kinds = [
        {one["kind"] for one in who.ask("queue").json()["rows"]}
        for who in (machine(address, make(folder, one)) for one in ("clerk", "supervisor"))
    ]

    assert "settle" not in kinds[0]
    assert "settle" in kinds[1]


def test_whoever_is_signed_in_may_save_what_they_see(visit):
    """A page links to its table as CSV."""
    got = visit("ray").get("/api/v1/findings?format=csv")

    assert got.status_code == 200
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert visit("ray").get("/api/v1/queue").status_code == 403
