"""Whatever is changed in a piece of evidence is named, by whomever it was changed."""

import json
import random
import zlib

import pytest

from reconcile.report.evidence.bundle import SUMS, to_zip, with_sums
from reconcile.report.evidence.confirm import confirm


@pytest.fixture
def pdf(findings):
    """A finding whose protocol is a PDF, and whose copy was handed in."""
    return next(f for f in findings["C201"] if f["place"].startswith("page"))["finding"]


@pytest.fixture
def quick(findings):
    """A finding about the protocol of the central commission, one page."""
    return next(f["finding"] for f in findings["C101"] if not f["rec"])


def problems_of(path, files):
    path.write_bytes(to_zip(files))
    return confirm(path).problems


def test_a_flipped_bit_of_any_file_is_named(make, pdf, tmp_path):
    files, chance = make(pdf), random.Random(6)
    for name, good in files.items():
        for bit in chance.sample(range(8 * len(good)), 6):
            changed = bytearray(good)
            changed[bit // 8] ^= 1 << bit % 8
            named = problems_of(tmp_path / "e.zip", {**files, name: bytes(changed)})
            assert any(one.startswith(name) for one in named) or name == SUMS, name
            assert named, (name, bit)


def test_a_flipped_byte_anywhere_in_the_zip_is_named(zipped, pdf):
    """Also between its files, in its lists, in times that say nothing."""
    from ingest.errors import ArchiveError

    path, chance = zipped(pdf), random.Random(7)
    good = path.read_bytes()
    tail = range(len(good) - 2200, len(good))  # the list of its files
    for at in (*chance.sample(range(len(good)), 60), *chance.sample(tail, 120)):
        changed = bytearray(good)
        changed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            assert confirm(path).problems, at
        except ArchiveError as fault:
            assert str(path) in str(fault)
    for other in (good + b"x", b"x" + good, good[:-1]):
        path.write_bytes(other)
        try:
            assert confirm(path).problems
        except ArchiveError as fault:
            assert str(path) in str(fault)


def forged(files, change):
    """Change what is told, and make the digests fit again."""
    told = json.loads(files["evidence.json"])
    change(told)
    data = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    rest = {name: one for name, one in files.items() if name != SUMS}
    return with_sums({**rest, "evidence.json": data})


def test_what_is_told_otherwise_than_the_records_say_is_named(make, quick, tmp_path):
    """Though all digests fit: everything is made from the records once more."""

    def number(told):
        told["numbers"][0]["value"] += 1

    def time(told):
        next(one for one in told["documents"] if one["role"] == "own")["seen"] = "2007"

    def rule(told):
        told["check"]["rule_out"] = "nothing"

    for change, part in ((number, "numbers"), (time, "documents"), (rule, "check")):
        named = problems_of(tmp_path / "e.zip", forged(make(quick), change))
        assert f"evidence.json: {part} is not what its records give" in named


def test_a_finding_that_the_records_do_not_give_is_named(make, quick, tmp_path):
    def change(told):
        told["finding"]["difference"] += 1

    named = problems_of(tmp_path / "e.zip", forged(make(quick), change))
    assert "evidence.json: why_not is not what its records give" in named


@pytest.mark.parametrize(
    "name", ["README.kk.txt", "pages/copy.txt", "pages/official-1.png"]
)
def test_a_forged_page_or_readme_is_named(make, pdf, tmp_path, name):
    rest = {one: data for one, data in make(pdf).items() if one != SUMS}
    files = with_sums({**rest, name: rest[name][:-1] + b"!"})

    assert problems_of(tmp_path / "e.zip", files) == [f"{name}: not what its records give"]


def test_another_version_of_a_library_may_draw_otherwise(make, pdf, tmp_path):
    """It is told, and no fault; nobody can tell it from a forged picture but by looking."""

    def change(told):
        told["made_with"]["pillow"] = "1"

    files = forged(make(pdf), change)
    files = {one: data for one, data in files.items() if one != SUMS}
    files["pages/official-1.png"] += b"x"
    path = tmp_path / "e.zip"
    path.write_bytes(to_zip(with_sums(files)))

    told = confirm(path)
    assert told.problems == []
    assert "drawn with other versions" in told.notes[0]


def test_a_record_that_was_made_up_does_not_lead_to_the_root(make, pdf, tmp_path):
    """Record, index and digests agree with each other; the root is what does not."""
    from hashlib import sha256

    from ingest.entries import line_of, make_entry, read_line
    from ingest.warc import pack_bytes, unpack

    rest = {one: data for one, data in make(pdf).items() if one != SUMS}
    *lines, last = rest["index.jsonl"].splitlines()
    entry, raw = read_line(last), rest["records.warc.gz"]
    start = sum(read_line(line).length for line in lines)
    old = unpack(raw[start:])
    own = {name: old.headers[name] for name in old.headers if name.startswith("X-")}
    body = old.body.replace(b"observer-0", b"observer-9")
    record = pack_bytes("resource", "", body, "text/plain", entry.time, own)
    other = make_entry(unpack(record), record, entry.file, entry.offset)
    assert other.sha256 == sha256(body).hexdigest() != entry.sha256
    rest["records.warc.gz"] = raw[:start] + record
    rest["index.jsonl"] = b"\n".join([*lines, line_of(other), b""])

    named = problems_of(tmp_path / "e.zip", with_sums(rest))
    assert [one.partition(": ")[2] for one in named] == [
        "its proof does not lead to the root"
    ]


def test_another_form_than_the_shipped_one_is_named(make, quick, tmp_path):
    rest = {one: data for one, data in make(quick).items() if one != SUMS}
    rest["rules/pec.toml"] += b"# another\n"

    (named,) = problems_of(tmp_path / "e.zip", with_sums(rest))
    assert named == "rules/pec.toml: not the one that this version of tekseru ships"


def test_a_file_more_or_less_is_named(make, quick, tmp_path):
    rest = {one: data for one, data in make(quick).items() if one != SUMS}
    more = with_sums({**rest, "notes.txt": b"x"})
    less = {one: data for one, data in make(quick).items() if one != "README.en.txt"}

    assert problems_of(tmp_path / "e.zip", more) == ["notes.txt: none of its files"]
    assert "README.en.txt: is not there" in problems_of(tmp_path / "e.zip", less)


def test_the_published_root_must_be_its_own_or_one_before_it(zipped, quick, election):
    from reconcile.keep.proof.roots import read_roots

    first, *_, second = (one.root for one in read_roots(election / "archive"))
    path = zipped(quick)
    for root in (first, second):
        assert confirm(path, root).problems == []
    (named,) = confirm(path, "0" * 64).problems
    assert named == f"{'0' * 64}: neither its root nor one of the 1 before it"


def test_records_that_unpack_to_too_much_are_refused(make, pdf, tmp_path):
    """A bomb: a thousandth of what it holds."""
    packer = zlib.compressobj(9, wbits=31)
    blocks = [packer.compress(bytes(1 << 20)) for _ in range(600)]
    rest = {one: data for one, data in make(pdf).items() if one != SUMS}
    rest["records.warc.gz"] = b"".join([*blocks, packer.flush()])

    named = problems_of(tmp_path / "e.zip", with_sums(rest))
    assert "records.warc.gz: unpacks to more than 536,870,912 bytes" in named


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"[" * 99999, b'{"positions": []}', b'{"finding": 7}'],
)
def test_a_made_up_evidence_json_is_one_line(make, pdf, tmp_path, data):
    rest = {one: old for one, old in make(pdf).items() if one != SUMS}
    (named,) = problems_of(tmp_path / "e.zip", with_sums({**rest, "evidence.json": data}))
    assert named.startswith("evidence.json: not what tekseru evidence writes")
