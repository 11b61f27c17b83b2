"""The command: evidence written here is confirmed in an empty folder, by itself."""

import json
import shutil
import subprocess
import sys
import zipfile

import pytest

from ingest.archive import Archive

TEKSERU = (sys.executable, "-c", "from reconcile.cli import main; main()")


@pytest.fixture
def disputed(kept):
    """The one finding of a small folder: a copy that says 7 where 5 was published."""
    (one,) = json.loads((kept / "reports/0002/findings.json").read_bytes())
    return one["finding"]


def test_a_second_machine_confirms_it_with_the_zip_alone(kept, tekseru, disputed, tmp_path):
    """The folder, its form and its tables are gone; a process of its own reads the zip."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out = elsewhere / "e.zip"
    ran = tekseru("evidence", disputed, kept, "--out", out)
    assert ran.code == 0, ran.err
    assert "from it alone the finding was derived again" in ran.out
    assert "copies.csv: handed in, and in it whole" in ran.err
    for one in (kept, kept.parent / "form.toml", kept.parent / "election.toml"):
        shutil.rmtree(one) if one.is_dir() else one.unlink()

    done = subprocess.run(
        [*TEKSERU, "evidence", "--confirm", "e.zip", "--json"],
        cwd=elsewhere, capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert (done.returncode, told["problems"], told["why_not"]) == (0, [], "")
    assert (told["records"], told["documents"], told["finding"]) == (2, 2, disputed)
    assert [one.name for one in elsewhere.iterdir()] == ["e.zip"]

    changed = bytearray(out.read_bytes())
    changed[changed.find(b"Evidence of finding")] ^= 1
    out.write_bytes(changed)
    done = subprocess.run(
        [*TEKSERU, "evidence", "--confirm", "e.zip"],
        cwd=elsewhere, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("tekseru: README.en.txt: ")


def test_what_no_document_speaks_of_has_no_evidence(kept, tekseru, tmp_path):
    """A station of a commission that posted nothing: one line, and no file."""
    (kept / "register.csv").write_text("station,tec,rec\nlost,nowhere,\n")
    assert tekseru("check", kept).code == 1
    found = json.loads((max((kept / "reports").iterdir()) / "findings.json").read_bytes())
    (absent,) = (one["finding"] for one in found if one["code"] == "C401")

    ran = tekseru("evidence", absent, kept, "--out", tmp_path / "e.zip")

    assert (ran.code, list(tmp_path.glob("*.zip"))) == (2, [])
    assert "expected a document that speaks of it, found none" in ran.err


def test_the_same_finding_gives_the_same_bytes_when_the_archive_has_grown(
    kept, tekseru, disputed, little
):
    """And the roots since then are told of by no earlier evidence."""
    zips = [little / "a.zip", little / "b.zip"]
    assert tekseru("evidence", disputed, kept, "--out", zips[0]).code == 0
    report = kept / "reports/0002"
    (little / "more.csv").write_text("station,source,issued\ns3,o9,90\n")
    tekseru("import", "copies", little / "more.csv", kept)
    tekseru("parse", kept)
    tekseru("check", kept)
    shutil.rmtree(kept / "reports/0003")
    assert report.is_dir()

    assert tekseru("evidence", disputed, kept, "--out", zips[1]).code == 0
    assert zips[0].read_bytes() == zips[1].read_bytes()


def test_a_folder_is_written_and_confirmed_likewise(kept, tekseru, disputed, tmp_path):
    out = tmp_path / "evidence"
    assert tekseru("evidence", disputed, kept, "--out", out).code == 0
    ran = tekseru("evidence", "--confirm", out)
    assert ran.code == 0
    assert "The check was asked again, and finds the same" in ran.out
    assert "compare it with one that was published (--root)" in ran.out

    (out / "folder/register.csv").write_text("station,tec,rec\n")
    ran = tekseru("evidence", "--confirm", out)
    assert ran.code == 2
    assert "folder/register.csv: is not among those of SHA256SUMS" in ran.err


def test_the_photograph_of_a_copy_is_named_and_goes_along(kept, tekseru, little):
    """Explain names it, with its place in the archive; evidence holds it."""
    photo = b"\xff\xd8\xff\xe0invented photograph"
    (little / "1.jpg").write_bytes(photo)
    (little / "c.csv").write_text("station,source,invalid,photo\ns3,o3,9,1.jpg\n")
    assert tekseru("import", "copies", little / "c.csv", kept).code == 0
    tekseru("parse", kept)
    tekseru("check", kept)
    findings = json.loads((kept / "reports/0003/findings.json").read_bytes())
    one = next(f["finding"] for f in findings if f["station"] == "s3")

    ran = tekseru("explain", one, "--in", kept)
    assert "Photo\n          photograph of 1.jpg\n" in ran.out
    entry = next(e for e in Archive(kept / "archive").entries if e.asked == "1.jpg")
    assert f"archive/{entry.file}, byte {entry.offset}" in ran.out
    assert tekseru("explain", one, "--in", kept, "--json").json["photos"] == [entry.sha256]

    out = little / "e.zip"
    assert tekseru("evidence", one, kept, "--out", out).code == 0
    with zipfile.ZipFile(out) as opened:
        assert opened.read("documents/photo-1.jpg") == photo
    assert tekseru("evidence", "--confirm", out).code == 0


def test_a_history_that_was_rewritten_gives_no_evidence(kept, tekseru, disputed):
    """The root of the finding's run no longer fits."""
    index = kept / "archive/index.jsonl"
    first, second = index.read_bytes().splitlines(keepends=True)
    index.write_bytes(second + first)

    ran = tekseru("evidence", disputed, kept)
    assert ran.code == 2
    assert "its first 2 records are not those of the run of" in ran.err


def test_a_changed_record_gives_no_evidence(kept, tekseru, disputed):
    warc = next((kept / "archive").glob("*.warc.gz"))
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 1
    warc.write_bytes(data)

    assert "digest does not match" in tekseru("evidence", disputed, kept).err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "expected either a finding, or --confirm and a zip"),
        (["C201-0", "--confirm", "x.zip"], "expected either a finding"),
        (["C201-0"], "C201-0: no such finding in"),
        (["--confirm", "none.zip"], "none.zip: cannot be read: No such file"),
    ],
)
def test_what_cannot_be_done_is_one_line(kept, tekseru, monkeypatch, arguments, said):
    monkeypatch.chdir(kept)
    ran = tekseru("evidence", *arguments)

    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_report_from_before_there_were_roots_says_what_to_do(kept, tekseru, disputed):
    summary = kept / "reports/0002/summary.json"
    told = json.loads(summary.read_bytes())
    del told["archive"]
    summary.write_text(json.dumps(told))

    assert "its summary has no root; run tekseru check" in (
        tekseru("evidence", disputed, kept).err
    )
