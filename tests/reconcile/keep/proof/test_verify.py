"""Everything that is kept is read again, and whatever changed is named."""

import json
import random
import shutil
from hashlib import sha256

import polars as pl
import pytest

from ingest.archive import Archive
from ingest.errors import ArchiveError
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.proof.roots import find_root, read_roots, tell_root
from reconcile.keep.proof.verify import verify_folder

FLIPS = 25  # of each file; a hundred thousand are a matter of patience


# An index is named by its records, what was read by its document.
INSTEAD = {"index.jsonl": "tekseru-00001", "documents.json": "of document"}


def problems_of(folder):
    return verify_folder(ElectionFolder(folder), 1).problems


def kept_files(folder):
    """Every file that is stored or derived: not what people edit."""
    parts = ("archive", "tables", "reports")
    return [one for part in parts for one in (folder / part).rglob("*") if one.is_file()]


def test_what_was_kept_is_as_it_was(kept):
    verified = verify_folder(ElectionFolder(kept), 1)

    assert verified.problems == verified.unkept == []
    assert (verified.records, verified.roots, verified.documents) == (2, 2, 2)
    assert verified.numbers == 3 * 5 + 2 * 2
    assert verified.findings == 1


def test_any_flipped_bit_of_any_kept_file_is_named(kept):
    """Of records, index, runs, roots, tables and both reports."""
    chance = random.Random(6)
    (kept / "archive/runs.jsonl").write_bytes(b'{"run": 1, "event": "begin"}\n')
    files = kept_files(kept)
    assert len(files) == 3 + 1 + 3 + 2 * 7
    for path in files:
        good = path.read_bytes()
        for bit in chance.sample(range(8 * len(good)), FLIPS):
            changed = bytearray(good)
            changed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(changed)
            problems = problems_of(kept)
            name = INSTEAD.get(path.name, path.name)
            if name != "runs.jsonl":  # of which no root was kept yet
                named = [one for one in problems if name in one or path.name in one]
                assert named, (path, bit, problems)
        path.write_bytes(good)
    assert problems_of(kept) == []


def test_any_flipped_bit_of_the_runs_is_named_once_a_root_was_kept(kept, tekseru):
    runs = kept / "archive/runs.jsonl"
    runs.write_bytes(b'{"run": 1, "event": "begin"}\n')
    tekseru("check", kept)
    good = runs.read_bytes()
    for bit in range(0, 8 * len(good), 7):
        changed = bytearray(good)
        changed[bit // 8] ^= 1 << bit % 8
        runs.write_bytes(changed)
        assert any("runs.jsonl" in one for one in problems_of(kept))
    runs.write_bytes(good + b'{"run": 1, "event": "end"}\n')
    assert problems_of(kept) == []


def test_what_is_cut_off_put_behind_or_gone_is_named(kept):
    for path in kept_files(kept):
        good = path.read_bytes()
        for changed in (good[:-1], good[: len(good) // 2], b"", good + b"x", good + b"\n"):
            path.write_bytes(changed)
            assert problems_of(kept), (path, len(changed))
        path.unlink()
        gone = problems_of(kept)
        # Without a report's files or the whole of its root, nothing else tells of it.
        assert gone or path.name in ("roots.jsonl", "documents.json"), path
        path.write_bytes(good)


def test_a_deleted_or_exchanged_line_is_named(kept):
    for name in ("archive/index.jsonl", "archive/roots.jsonl"):
        lines = (kept / name).read_bytes().splitlines(keepends=True)
        for other in (lines[1:], lines[::-1], [*lines, lines[0]], [lines[1], lines[1]]):
            (kept / name).write_bytes(b"".join(other))
            assert problems_of(kept), (name, other)
        (kept / name).write_bytes(b"".join(lines))


def test_a_report_without_its_root_is_told_and_no_fault(kept):
    """A run that was killed at its very end looks like that."""
    roots = kept / "archive/roots.jsonl"
    roots.write_bytes(roots.read_bytes().splitlines(keepends=True)[0])

    verified = verify_folder(ElectionFolder(kept), 1)
    assert (verified.problems, verified.unkept) == ([], ["0002"])


def test_a_line_of_roots_that_a_kill_cut_off_is_written_over(kept, tekseru):
    roots = kept / "archive/roots.jsonl"
    roots.write_bytes(roots.read_bytes()[:-30])
    assert any("line 2 was cut off" in one for one in problems_of(kept))

    tekseru("check", kept)
    assert [one.report for one in read_roots(kept / "archive")] == ["0001", "0003"]
    assert problems_of(kept) == []


def test_a_report_that_was_deleted_whole_is_no_fault(kept):
    shutil.rmtree(kept / "reports/0001")

    assert problems_of(kept) == []


def test_a_rewritten_history_names_the_runs_whose_roots_no_longer_fit(kept):
    """Records and index that agree with each other, and not with what was."""
    shutil.rmtree(kept / "archive.new", ignore_errors=True)
    old = Archive(kept / "archive")
    other = Archive(kept / "archive.new")
    other.recover()
    for entry in old.entries:
        data = old.read(entry).replace(b"s2,t1,200,150", b"s2,t1,200,151")
        other.add_resource(entry.asked, data, entry.headers)
    (kept / "archive/roots.jsonl").rename(kept / "archive.new/roots.jsonl")
    shutil.rmtree(kept / "archive")
    (kept / "archive.new").rename(kept / "archive")

    assert list(Archive(kept / "archive").verify()) == []
    named = [one for one in problems_of(kept) if "not those of that run" in one]
    assert [one.split("(report ")[1][:4] for one in named] == ["0001", "0002"]


def test_records_that_were_taken_off_the_end_are_missed(kept):
    index = kept / "archive/index.jsonl"
    index.write_bytes(index.read_bytes().splitlines(keepends=True)[0])
    (entry,) = Archive(kept / "archive").entries
    path = kept / "archive" / entry.file
    path.write_bytes(path.read_bytes()[: entry.length])

    assert any("is over 2 records, there are 1" in one for one in problems_of(kept))


def test_a_published_root_is_found_among_the_beginnings(kept, tekseru):
    first, second = read_roots(kept / "archive")
    assert (first.records, second.records) == (1, 2)
    assert second.root == tell_root(kept / "archive").root
    assert find_root(kept / "archive", first.root).records == 1

    ran = tekseru("verify", kept, "--root", first.root.upper())
    assert (ran.code, ran.out) == (0, "The root is over the first 1 of 2 records\n")
    for wrong, said in (("0" * 64, "the root of none of the 2"), ("x", "expected 64")):
        ran = tekseru("verify", kept, "--root", wrong)
        assert ran.code == 2
        assert said in ran.err


def test_check_prints_the_root_and_writes_it_into_the_summary(kept, tekseru):
    ran = tekseru("check", kept)
    root = tell_root(kept / "archive")

    assert f"Archive    2 records, their root\n           {root.root}\n" in ran.out
    summary = json.loads((kept / "reports/0003/summary.json").read_bytes())
    assert summary["archive"] == {"records": 2, "root": root.root}


def test_tables_without_a_folder_have_no_root(check, little):
    check()
    assert json.loads((little / "out/summary.json").read_bytes())["archive"] is None


def test_a_number_that_somebody_wrote_into_a_table_is_named(kept):
    table = kept / "tables/official-little.parquet"
    rows = pl.read_parquet(table)
    old = sha256(table.read_bytes()).hexdigest()
    rows.with_columns(pl.col("issued") + (pl.col("station") == "s2")).write_parquet(table)
    (problem,) = problems_of(kept)
    assert "official-little.parquet: not the bytes that tekseru parse wrote" in problem

    documents = kept / "tables/documents.json"
    new = sha256(table.read_bytes()).hexdigest()
    documents.write_text(documents.read_text().replace(old, new))
    (problem,) = problems_of(kept)
    assert "row 3 of document" in problem
    assert "says something else now" in problem


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("document", "0" * 64, "is not in the archive"),
        ("copy_document", "0" * 64, "is not in the archive"),
        ("official", 6, "expected 6, the tables have 5"),
        ("copy", 8, "expected 8, the tables have 7"),
    ],
)
def test_a_finding_that_links_to_what_is_not_there_is_named(kept, key, value, said):
    path = kept / "reports/0002/findings.json"
    (finding,) = json.loads(path.read_bytes())
    path.write_text(json.dumps([finding | {key: value}]))

    problems = problems_of(kept)
    assert "not the bytes that were kept with a root" in problems[0]
    assert said in problems[1]


@pytest.mark.parametrize(
    "line",
    [b"[]", b"{}", b'{"report": 1}', b"\xff", b"[" * 9999],
)
def test_a_line_that_is_no_root_is_refused(kept, line):
    path = kept / "archive/roots.jsonl"
    path.write_bytes(line + b"\n")

    with pytest.raises(ArchiveError, match="line 1: expected a root"):
        read_roots(kept / "archive")


def test_roots_name_no_file_elsewhere(kept):
    path = kept / "archive/roots.jsonl"
    path.write_bytes(path.read_bytes().replace(b"reports/0001/", b"reports/../../"))

    assert any("line 1: expected a root" in one for one in problems_of(kept))
