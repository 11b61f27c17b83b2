"""Is a piece of evidence what it says it is? Asked of the evidence alone, by anybody.

Every file is compared with its digest, every record with its line of the index, every
line with the root. Then all is made once more from the records: numbers, times, the
finding itself, what is shown and said of it. Whatever is not the same is named.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from ingest.archive import Archive
from ingest.entries import line_of, read_line
from ingest.errors import IngestError
from ingest.facts.elections import load_election
from reconcile.keep.proof.merkle import is_included, is_prefix
from reconcile.report.evidence.assemble import MAIN, Basis, assemble, made_with
from reconcile.report.evidence.bundle import open_evidence
from reconcile.report.evidence.derive import (
    BASIS,
    ELECTION,
    INDEX,
    RECORDS,
    RULES,
    lay_out,
    other_rules,
)
from reconcile.report.evidence.rests import MOST_UNPACKED

# What reading a made-up evidence.json can run into, beside what its files say.
_NOT_OURS = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)
_TIED = ("archive", "left_out", "by_hand", "positions", "proofs", "earlier")
_STEP = 1 << 20  # bytes unpacked at a time


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What was compared, and everything that is not as the evidence says.

    `why_not` says why the check could not be asked again, where it could not. `notes`
    are pictures that other versions of the libraries draw otherwise.
    """

    finding: str
    message: str
    records: int
    documents: int
    numbers: int
    root: str
    of: int
    why_not: str
    notes: list[str]
    problems: list[str]


def confirm(path: Path, published: str = "") -> Confirmed:
    """Confirm a piece of evidence.

    Parameters
    ----------
    path
        The zip, or the folder that it was written or unpacked to.
    published
        A root that was published, in hexadecimal: must be this archive's, or that of
        an earlier run of it.

    Raises
    ------
    ArchiveError
        If it is no evidence at all.
    """
    opened = open_evidence(path)
    problems = list(opened.problems)
    try:
        told = json.loads(opened.files[MAIN])
        basis = _basis(opened.files, told)
        problems += _changed_records(basis)
        problems += _not_under_root(basis, told, published)
        # What was changed is named already; what would come of it tells nothing.
        made = {} if problems else _make_again(basis, problems)
        notes = list(_other(opened.files, made, told, problems)) if made else []
        return Confirmed(
            told["finding"]["finding"],
            told["finding"]["message"],
            len(basis.entries),
            len(told["documents"]),
            len(told["numbers"]),
            told["archive"]["root"],
            told["archive"]["records"],
            told["why_not"],
            notes,
            problems,
        )
    except _NOT_OURS as fault:
        problems = problems or [f"{MAIN}: not what tekseru evidence writes: {fault!r}"]
        return Confirmed("", "", 0, 0, 0, "", 0, "", [], problems)


def _basis(files: Mapping[str, bytes], told: Mapping[str, Any]) -> Basis:
    """Take what a piece of evidence was made from out of it."""
    lines = files[INDEX].split(b"\n")[:-1]
    entries = [entry for line in lines if (entry := read_line(line))]
    if len(entries) != len(lines) or len(lines) != len(told["positions"]):
        raise ValueError(f"{INDEX} has other lines than positions")
    if ELECTION not in files:
        raise ValueError(f"no {ELECTION}")
    given = {name: files[name] for name in BASIS if name in files}
    tied = {name: told[name] for name in _TIED}
    return Basis(given, entries, told["positions"], told["finding"], tied)


def _changed_records(basis: Basis) -> Iterator[str]:
    """Compare every record with its digests and its line, within bounds."""
    if _unpacks_to_more(basis.files[RECORDS]):
        yield f"{RECORDS}: unpacks to more than {MOST_UNPACKED:,} bytes"
        return
    lines = b"".join(line_of(one) + b"\n" for one in basis.entries)
    if lines != basis.files[INDEX]:
        yield f"{INDEX}: written otherwise than an archive's"
    with TemporaryDirectory(prefix="tekseru-") as made:
        lay_out(Path(made), basis.files, basis.entries)
        for one in Archive(Path(made) / "archive").verify():
            yield f"{RECORDS}: {one.record}: {one.what}"


def _unpacks_to_more(data: bytes) -> bool:
    """Tell whether records hold more than evidence may; nothing of it is kept."""
    size = 0
    try:
        while data:
            unpacker = zlib.decompressobj(wbits=31)
            while not unpacker.eof:
                size += len(unpacker.decompress(data, _STEP))
                if size > MOST_UNPACKED:
                    return True
                if not unpacker.unconsumed_tail and not unpacker.eof:
                    return False  # cut off; named when it is compared with its digest
                data = unpacker.unconsumed_tail
            data = unpacker.unused_data
    except zlib.error:
        return False  # no record; named likewise
    return False


def _not_under_root(basis: Basis, told: Mapping[str, Any], published: str) -> Iterator[str]:
    """Check that every line stands under the root, and the roots of earlier runs too."""
    size, root = told["archive"]["records"], bytes.fromhex(told["archive"]["root"])
    lines = basis.files[INDEX].split(b"\n")[:-1]
    rows = zip(lines, basis.entries, told["positions"], told["proofs"], strict=True)
    for line, entry, at, proof in rows:
        if not is_included(line, at, size, _bytes(proof), root):
            yield f"{entry.asked}, record {at:,}: its proof does not lead to the root"
    known = {told["archive"]["root"]}
    for one in told["earlier"]:
        roots = (bytes.fromhex(one["root"]), root)
        if not is_prefix((one["records"], size), roots, _bytes(one["proof"])):
            yield f"root of {one['records']:,} records: its proof does not lead to the root"
        known.add(one["root"])
    if published and published not in known:
        yield f"{published}: neither its root nor one of the {len(known) - 1} before it"


def _bytes(proof: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(one) for one in proof]


def _make_again(basis: Basis, problems: list[str]) -> dict[str, bytes]:
    """Make the evidence once more; what is wrong goes to the problems."""
    if f"{RULES}site.name" in basis.files:
        problems.append("its website's description is none that tekseru ships")
        return {}
    try:
        with TemporaryDirectory(prefix="tekseru-") as made:
            election = Path(made) / "election.toml"
            election.write_bytes(basis.files[ELECTION])
            problems += other_rules(basis.files, load_election(election))
        return {} if problems else assemble(basis)
    except IngestError as fault:
        problems.append(str(fault))
    except pl.exceptions.PanicException as fault:  # polars, over a made-up Parquet file
        problems.append(f"its tables cannot be read: {fault}")
    return {}


def _other(
    files: Mapping[str, bytes],
    made: Mapping[str, bytes],
    told: Mapping[str, Any],
    problems: list[str],
) -> Iterator[str]:
    """Name what was made otherwise; yield what only other versions draw otherwise."""
    with_same = told["made_with"] == made_with()
    again = json.loads(made[MAIN])
    problems += [
        f"{MAIN}: {name} is not what its records give"
        for name in again
        if name != "made_with" and again[name] != told.get(name)
    ]
    for name in sorted(made.keys() - {MAIN}):
        if files.get(name) == made[name]:
            continue
        if name.endswith(".png") and not with_same:
            yield f"{name}: drawn with other versions; look at the document itself"
        else:
            problems.append(f"{name}: not what its records give")
    more = sorted(files.keys() - made.keys() - {"SHA256SUMS"})
    problems += [f"{name}: none of its files" for name in more]
