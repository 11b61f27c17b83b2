"""An observer's copy: typed, kept once, answered by the checks, counted by the next run."""

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import polars as pl
import pytest
from PIL import Image

from reconcile.keep.incoming import keep_incoming
from reconcile.keep.store.open import open_store
from reconcile.keep.store.typed import all_typed, digest
from reconcile.keep.tables import load_tables

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def posted(folder):
    """Stations without a copy whose one protocol is whole and adds up, as posted."""
    rows = load_tables(folder.tables).frames["official-kz-2007-pec"]
    lines = folder.forms()["pec"].names
    digits = rows.filter(pl.col("statement") == "", pl.col("level") == "pec")
    copied = load_tables(folder.tables).frames["copies"]["station"].to_list()
    digits = digits.filter(~pl.col("station").is_in(copied))
    whole = digits.filter(pl.len().over("station") == 1).drop_nulls(lines)
    fits = whole.filter(pl.col("valid") == pl.sum_horizontal(pl.col("^votes.*$")))
    return {one["station"]: {line: one[line] for line in lines} for one in fits.to_dicts()}


def form_of(somebody, station, channel="paper"):
    """The address of a station's form, and the fields it has before anybody typed."""
    path = f"/copy?station={station}&under=&channel={channel}"
    sent = re.search(r'name="sent" value="(\w+)"', somebody.get(path).text)[1]
    return path, {"sent": sent, "station": station, "under": "", "channel": channel}


def type_copy(somebody, station, counts, **more):
    """Type a copy and send it; return the page that answers."""
    path, fields = form_of(somebody, station)
    lines = {f"line.{name}": "" if n is None else str(n) for name, n in counts.items()}
    return somebody.post("/copy", fields | lines, page=path, **more)


def entries(folder):
    with open_store(folder) as store, store.reading() as connection:
        return all_typed(connection)


def photograph(colour="white"):
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 1600), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def test_a_copy_that_says_the_same_is_told_so(visit, posted):
    station, counts = next(iter(posted.items()))

    got = type_copy(visit("olga"), station, counts)

    assert "say the same, in every line" in got.text
    assert 'class="differs"' not in got.text


def test_a_line_that_differs_is_named_with_both_numbers(visit, posted):
    """Official minus copy, with its sign."""
    station = list(posted)[1]
    other = posted[station] | {"votes.nur-otan": posted[station]["votes.nur-otan"] + 40}

    got = type_copy(visit("olga"), station, other)

    assert "1 line differs" in got.text
    assert "\u221240" in got.text
    assert "sum does not fit" in got.text


def test_a_line_that_the_copy_lacks_is_missing_and_not_zero(visit, posted, folder):
    station = list(posted)[2]

    got = type_copy(visit("olga"), station, posted[station] | {"valid": None})

    assert "What can be compared is the same. 1 line cannot be compared." in got.text
    assert entries(folder)[-1].counts["valid"] is None


def test_a_protocol_that_is_not_posted_is_waited_for(visit, folder, posted):
    """The answer changes by itself when a run has read it."""
    listed = set(pl.read_csv(folder.path / "register.csv", infer_schema=False)["station"])
    rows = load_tables(folder.tables).frames["official-kz-2007-pec"]
    station = min(listed - set(rows.filter(pl.col("statement") == "")["station"]))

    got = type_copy(visit("olga"), station, next(iter(posted.values())))

    assert "not posted yet" in got.text
    assert "not posted yet" in visit("olga").get("/copies").text


def test_what_is_no_number_stops_and_keeps_the_rest(visit, posted, folder):
    """There is no number to keep; what is typed stands in the form, also tomorrow."""
    station, olga, before = list(posted)[3], visit("olga"), len(entries(folder))

    got = type_copy(olga, station, posted[station] | {"valid": "1O0"})

    assert got.status_code == 400
    assert 'value="1O0"' in got.text
    assert 'aria-invalid="true"' in got.text
    assert len(entries(folder)) == before
    assert 'value="1O0"' in olga.get(f"/copy?station={station}").text


def test_sums_warn_while_typing_and_never_block(visit, posted, folder):
    station, olga = list(posted)[4], visit("olga")
    path, fields = form_of(olga, station)
    wrong = posted[station] | {"valid": posted[station]["valid"] + 5}
    lines = {f"line.{name}": n for name, n in wrong.items()}

    part = olga.post(
        "/copy/sums", fields | lines, page=path, headers={"HX-Request": "true"}
    )
    sent = olga.post("/copy", fields | lines, page=path)

    assert "<html" not in part.text
    assert "2 sums do not fit" in part.text
    assert "[14] = sum(votes)" in part.text
    assert sent.status_code == 200
    assert entries(folder)[-1].counts["valid"] == wrong["valid"]


def test_one_form_sent_many_times_at_once_is_one_copy(visit, posted, folder):
    """A bad line makes browsers and people send again."""
    station, olga = list(posted)[5], visit("olga")
    path, fields = form_of(olga, station)
    lines = {f"line.{name}": n for name, n in posted[station].items()}

    def send(_):
        return olga.post("/copy", fields | lines, page=path).url

    with ThreadPoolExecutor(5) as several:
        urls = set(several.map(send, range(5)))

    assert len(urls) == 1
    assert sum(one.station == station for one in entries(folder)) == 1


def test_a_correction_replaces_and_nothing_is_lost(visit, posted, folder):
    station, olga = list(posted)[6], visit("olga")
    type_copy(olga, station, posted[station] | {"valid": 1})
    type_copy(olga, station, posted[station])

    first, second = [one for one in entries(folder) if one.station == station]
    assert (second.replaces, second.paper) == (first.number, first.paper)
    assert digest(first, first.at) == first.sha256
    assert f"/copy/{first.number}" not in olga.get("/copies").text


def test_a_form_that_was_sent_and_corrected_is_a_correction(visit, posted, folder):
    """The button that goes back shows the form with its old token."""
    station, olga = list(posted)[14], visit("olga")
    path, fields = form_of(olga, station)
    lines = {f"line.{name}": n for name, n in posted[station].items()}
    olga.post("/copy", fields | lines, page=path)

    olga.post("/copy", fields | lines | {"line.valid": 1}, page=path)

    first, second = [one for one in entries(folder) if one.station == station]
    assert (second.counts["valid"], second.replaces) == (1, first.number)


def test_sums_that_come_after_the_copy_was_sent_leave_no_draft(visit, posted):
    """Else a later correction would be taken for the form that was sent."""
    station, olga = list(posted)[15], visit("olga")
    path, fields = form_of(olga, station)
    lines = {f"line.{name}": n for name, n in posted[station].items()}
    olga.post("/copy", fields | lines, page=path)
    olga.post("/copy/sums", fields | lines, page=path)

    assert form_of(olga, station)[1]["sent"] != fields["sent"]


@pytest.mark.parametrize("sent", ["", "x", "A" * 32, "a" * 33])
def test_a_form_without_its_token_is_not_complete(visit, posted, sent):
    station, olga = list(posted)[16], visit("olga")
    path, fields = form_of(olga, station)

    got = olga.post("/copy", fields | {"sent": sent, "line.valid": 1}, page=path)

    assert got.status_code == 422


def test_an_observer_sees_no_copy_of_another(visit, posted, folder):
    station = list(posted)[7]
    type_copy(visit("olga"), station, posted[station])
    number = entries(folder)[-1].number

    assert visit("omar").get(f"/copy/{number}").status_code == 404
    assert visit("omar").get(f"/copy/{number}/text").status_code == 404
    assert visit("ray").get(f"/copy/{number}").status_code == 403
    assert visit("sue").get(f"/copy/{number}").status_code == 200


def test_nobody_can_send_under_anothers_token(visit, posted, folder):
    """A token is a secret of a form; one that leaked overwrites nothing."""
    station, before = list(posted)[7], entries(folder)[-1]
    path, fields = form_of(visit("omar"), station)
    lines = {f"line.{name}": 1 for name in posted[station]}

    got = visit("omar").post("/copy", fields | lines | {"sent": before.sent}, page=path)

    assert got.status_code == 500
    assert "sent already by somebody else" in got.text
    assert entries(folder)[-1] == before


def test_a_photograph_is_kept_as_it_came_and_shown_as_a_picture_of_ours(
    visit, posted, folder
):
    station, data = list(posted)[8], photograph()
    name = f"{HOSTILE}/../../etc/passwd.jpg"
    got = type_copy(visit("olga"), station, posted[station], files={"photo": (name, data)})
    digest_ = sha256(data).hexdigest()

    assert digest_ in got.text
    assert "passwd" not in got.text
    assert (folder.path / "incoming" / digest_).read_bytes() == data
    shown = visit("olga").get(f"/photo/{digest_}")
    assert shown.headers["content-type"] == "image/jpeg"
    raw = visit("olga").get(f"/photo/{digest_}/bytes")
    assert raw.content == data
    assert raw.headers["content-type"] == "application/octet-stream"
    assert raw.headers["content-disposition"].startswith("attachment")
    assert visit("omar").get(f"/photo/{digest_}").status_code == 404


def test_a_photograph_can_follow_later(visit, posted, folder):
    station, data = list(posted)[9], photograph("grey")
    page = type_copy(visit("olga"), station, posted[station])
    path = re.search(r'action="(/copy/\d+/photo)"', page.text)[1]

    got = visit("olga").post(
        path,
        {"sent": "f" * 32},
        page=path.removesuffix("/photo"),
        files={"photo": ("a", data)},
    )

    assert sha256(data).hexdigest() in got.text
    assert entries(folder)[-1].photos == [sha256(data).hexdigest()]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<svg onload=alert(1)>", "Choose a photograph"),
        (b"\xff\xd8\xff" + b"0" * (12 << 20), "larger than 12 MB"),
    ],
)
def test_what_is_no_photograph_is_refused_and_the_numbers_stay(visit, posted, data, told):
    station = list(posted)[10]

    got = type_copy(visit("olga"), station, posted[station], files={"photo": ("a", data)})

    assert got.status_code == 400
    assert told in got.text
    assert f'value="{posted[station]["registered"]}"' in got.text


def test_more_than_a_form_can_hold_is_refused(visit, posted):
    """Before it is read."""
    olga, station = visit("olga"), list(posted)[10]

    got = type_copy(
        olga, station, posted[station], files={"photo": ("a", b"0" * (14 << 20))}
    )

    assert got.status_code == 413


def test_an_upload_that_is_killed_leaves_nothing_that_is_seen(folder, monkeypatch):
    """A name that is there is a whole file."""
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    data = photograph("black")

    with pytest.raises(KeyboardInterrupt):
        keep_incoming(folder, data)

    assert not (folder.path / "incoming" / sha256(data).hexdigest()).exists()


def test_a_note_stays_text(visit, posted):
    station, olga = list(posted)[11], visit("olga")
    path, fields = form_of(olga, station)
    lines = {f"line.{name}": n for name, n in posted[station].items()}

    got = olga.post("/copy", fields | lines | {"note": HOSTILE}, page=path)
    again = olga.get(path)

    for page in (got, again):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text


def test_the_next_run_counts_what_was_typed(visit, posted, folder, tekseru):
    """Its document is the entry; a photograph is in the archive, and tied to it."""
    station, data = list(posted)[12], photograph("silver")
    other = posted[station] | {"votes.auyl": posted[station]["votes.auyl"] + 3}
    type_copy(visit("olga"), station, other, files={"photo": ("a.jpg", data)})
    entry = entries(folder)[-1]

    assert tekseru("parse", folder.path, "--quiet").code == 0
    assert tekseru("check", folder.path, "--quiet").code == 1

    report = max((folder.path / "reports").iterdir())
    findings = json.loads((report / "findings.json").read_bytes())
    (mine,) = [
        one
        for one in findings
        if one["copy_document"] == entry.sha256 and one["code"] == "C201"
    ]
    assert (mine["line"], mine["difference"]) == ("votes.auyl", -3)
    assert mine["copy_place"] == "typed, votes.auyl"
    copies = load_tables(folder.tables).frames["copies"].filter(document=entry.sha256)
    assert copies["photo"].to_list() == [sha256(data).hexdigest()]
    assert copies["source"].to_list() == [entry.source]
    assert "olga" not in entry.source
    kept = [one.asked for one in folder.archive.entries if one.sha256 == copies["photo"][0]]
    assert kept == [f"desk/{sha256(data).hexdigest()}.jpg"]


def test_what_was_typed_since_the_last_run_is_no_problem_of_its_tables(
    visit, posted, folder, tekseru
):
    """Verified are tables, against what they were made of."""
    type_copy(visit("omar"), list(posted)[13], posted[list(posted)[13]])

    assert tekseru("verify", folder.path, "--quiet").code == 0
