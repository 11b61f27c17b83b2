"""Zips from strangers: nothing is unpacked, written or believed that should not be."""

import io
import zipfile

import pytest

from ingest.errors import ArchiveError, SettingError
from reconcile.report.evidence.bundle import (
    MOST_FILES,
    open_evidence,
    to_zip,
    with_sums,
    write_evidence,
)


def written(path, names, how=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", how) as made:
        for name in names:
            made.writestr(name, b"x" * 1000)
    return path


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "/etc/passwd", "a/../../b", "a\\b", "a/b/c", ".hidden", "A/x", "ж",
     "C:x", "a/", "x" * 99, "con .txt", "a.b.c.d.e"],
)  # fmt: skip
def test_a_name_that_is_none_of_ours_is_refused(tmp_path, name):
    path = written(tmp_path / "e.zip", ["SHA256SUMS", name])

    with pytest.raises(ArchiveError, match=r"expected no file|no SHA256SUMS|packed"):
        open_evidence(path)


def test_what_is_packed_is_refused_before_it_is_unpacked(tmp_path):
    for how in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        path = written(tmp_path / "e.zip", ["SHA256SUMS"], how)
        with pytest.raises(ArchiveError, match="is packed; ours are not"):
            open_evidence(path)


def test_too_many_files_and_a_file_twice_are_refused(tmp_path):
    many = written(tmp_path / "e.zip", [f"{n}.txt" for n in range(MOST_FILES + 1)])
    with pytest.raises(ArchiveError, match="expected up to 500 files"):
        open_evidence(many)
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = written(tmp_path / "e.zip", ["SHA256SUMS", "SHA256SUMS"])
    with pytest.raises(ArchiveError, match="expected no file 'SHA256SUMS'"):
        open_evidence(twice)


def test_files_that_overlap_claim_more_than_there_is(tmp_path):
    """One stored block that the list names many times."""
    data = bytearray(to_zip({f"{n}.txt": b"x" * (n == 0) * 9000 for n in range(9)}))
    size = (9000).to_bytes(4, "little")
    at = data.find(b"PK\x01\x02")
    first = data[at + 16 : at + 20]
    while at >= 0:
        data[at + 16 : at + 20], data[at + 20 : at + 28] = first, size * 2
        data[at + 42 : at + 46] = bytes(4)
        at = data.find(b"PK\x01\x02", at + 1)
    (tmp_path / "e.zip").write_bytes(data)

    with pytest.raises(ArchiveError, match="claim more bytes than it has"):
        open_evidence(tmp_path / "e.zip")


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_evidence_is_one_line(tmp_path, data):
    (tmp_path / "e.zip").write_bytes(data)
    with pytest.raises(ArchiveError, match="expected"):
        open_evidence(tmp_path / "e.zip")


def test_nothing_and_too_much_are_refused(tmp_path):
    with pytest.raises(ArchiveError, match="No such file"):
        open_evidence(tmp_path / "none.zip")
    with (tmp_path / "e.zip").open("wb") as file:
        file.truncate(300 << 20)
    with pytest.raises(ArchiveError, match="expected up to 268,435,456 bytes"):
        open_evidence(tmp_path / "e.zip")


def test_a_folder_is_read_without_following_links(tmp_path):
    files = with_sums({"evidence.json": b"{}", "pages/official.txt": b"x"})
    write_evidence(files, tmp_path / "e")
    assert open_evidence(tmp_path / "e").problems == []

    (tmp_path / "e/pages/secret.txt").symlink_to("/etc/passwd")
    with pytest.raises(ArchiveError, match=r"expected no file 'pages/secret\.txt'"):
        open_evidence(tmp_path / "e")


def test_a_folder_with_something_in_it_is_not_written_over(tmp_path):
    (tmp_path / "e").mkdir()
    (tmp_path / "e/mine.txt").write_text("x")
    with pytest.raises(SettingError, match="expected a new folder"):
        write_evidence(with_sums({"evidence.json": b"{}"}), tmp_path / "e")


def test_a_zip_of_it_can_be_compared_without_this_tool(tmp_path):
    """By unzip and sha256sum, as anybody has them."""
    import subprocess

    files = with_sums({"evidence.json": b"{}", "pages/official.txt": b"x"})
    with zipfile.ZipFile(io.BytesIO(to_zip(files))) as opened:
        opened.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=True
    )
    assert done.stdout == b"evidence.json: OK\npages/official.txt: OK\n"
