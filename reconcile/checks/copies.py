"""Does a published protocol say what another statement of it says?

C201  the copy given to an observer
C202  the same protocol as published earlier
C205  copies of the same station among themselves
"""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from fastcheck.codes import HOLDS, MISSING, UNKNOWN, VIOLATED
from ingest.alike import all_differ
from reconcile.checks.agreement import compare_statements_of, protocol_of
from reconcile.checks.base import Answer, Check, Severity, named, weight
from reconcile.checks.explanations import explain_pairs
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.table import Case, Table, frozen

OBSERVER_COPY_DIFFERS = Check(
    code="C201",
    name="observer-copy-differs",
    severity=Severity.MUST,
    asks="Does the published protocol equal the copy given to the observer, line by line?",
    source="Kazakhstan, Constitutional Law on Elections, art. 43 (8): whoever is "
    "present may demand a copy, certified by signatures and seal",
    says="{where}, line {number} ({label}): copy {copy}, published {official}, "
    "off by {difference:+d}",
    rule_out="A recount protocol; an observer's slip of the pen (compare the photograph); "
    "two stations in one building.",
)

EARLIER_VERSION_DIFFERS = Check(
    code="C202",
    name="earlier-version-differs",
    severity=Severity.SHOULD,
    asks="Does the published protocol say what it said when it was published earlier?",
    source="A signed protocol does not change; a correction is a protocol of its own, "
    "marked as one",
    says="{where}, line {number} ({label}): earlier {copy}, now {official}, "
    "changed by {difference:+d}",
    rule_out="A correction decided and announced by the commission; a typing mistake "
    "by whoever published it, mended.",
)

COPIES_DIFFER = Check(
    code="C205",
    name="copies-differ",
    severity=Severity.SHOULD,
    asks="Do the copies of one protocol that several people hold say the same?",
    source="One protocol is copied; typing it twice and comparing is the practice of "
    "commissions and observers alike. Until a person settles it, C201 is unknown where "
    "the published number is one of those that the copies say",
    says="{where}, line {number} ({label}): copies say {numbers}",
    rule_out="A slip of one observer or of whoever typed the copy (compare the "
    "photographs); a copy filed under the wrong station; a copy of a corrected protocol.",
)

CHECKS = (OBSERVER_COPY_DIFFERS, EARLIER_VERSION_DIFFERS, COPIES_DIFFER)


def check_copies(case: Case) -> list[Answer]:
    """Ask C201 of every copy, C202 of every earlier version, C205 of copies of one."""
    official, copies = case.official.agreed, case.copies.agreed
    pairs, unmatched = match_copies(official, copies)
    earlier = _match_versions(case)
    return [
        compare(OBSERVER_COPY_DIFFERS, case, official, copies, pairs, unmatched),
        compare(EARLIER_VERSION_DIFFERS, case, official, case.earlier, earlier[0], 0),
        *earlier[1],
        _ask_among(case),
    ]


def match_copies(
    official: Table, copies: Table, key: Sequence[str] = ("station", "channel")
) -> tuple[np.ndarray, int]:
    """Find the published protocol of each copy.

    Parameters
    ----------
    official, copies
        What was published, and other statements of the same protocols.
    key
        The columns that both have in common, besides the TEC where both name one.

    Returns
    -------
    pairs : int64 (2, pair)
        Positions of protocol and copy.
    unmatched
        Copies whose station number several published protocols share, so that it
        cannot be told which of them is meant.
    """
    wanted = [*dict.fromkeys((*key, "tec"))]
    return match_rows(official.rows.select(wanted), copies.rows.select(wanted), key)


def match_rows(
    posted: pl.DataFrame, copied: pl.DataFrame, key: Sequence[str]
) -> tuple[np.ndarray, int]:
    """Do the same of rows that have the key's columns and the TEC, and nothing else."""
    if not copied.height:
        return np.empty((2, 0), np.int64), 0
    same = posted.height == copied.height and posted.equals(copied)
    if same and any(all_differ(posted[one]) for one in key):
        return np.tile(np.arange(posted.height), (2, 1)), 0  # row by row
    right = posted.rename({"tec": "posted_tec"}).with_row_index("posted")
    joined = copied.with_row_index("copy").join(
        right, on=key, how="inner", maintain_order="left_right"
    )
    fitting, unmatched = joined.select(same_commission()).to_series(), 0
    if not fitting.all():  # seldom, and a filter copies all columns
        joined = joined.filter(fitting)
    if not all_differ(joined["copy"]):
        shared = joined["copy"].is_duplicated()
        unmatched = joined["copy"].filter(shared).n_unique()
        joined = joined.filter(~shared)
    pairs = joined.select("posted", "copy").cast(pl.Int64)
    return pairs.to_numpy(order="fortran").T, unmatched


def same_commission() -> pl.Expr:
    """Tell whether a copy can be of a posted protocol: neither names another TEC."""
    tec, posted = pl.col("tec"), pl.col("posted_tec")
    return (tec == "") | (posted == "") | (tec == posted)


def is_of(tec: str, posted: str) -> bool:
    """Tell the same of one copy and one protocol, without a table."""
    return not tec or not posted or tec == posted


def _match_versions(case: Case) -> tuple[np.ndarray, list[Answer]]:
    """Pair each published protocol with the version just before it, and so on back."""
    official, earlier = case.official.agreed, case.earlier
    if not len(earlier):
        return np.empty((2, 0), np.int64), []
    key = ["station", "tec", "channel", "source"]
    chain = pl.concat(
        [
            table.rows.select(*key, "version")
            .with_row_index("at")
            .with_columns(pl.lit(value=now).alias("now"))
            for now, table in ((True, official), (False, earlier))
        ]
    ).sort(*key, "version")
    chain = chain.with_columns(
        pl.col("at").shift(1).over(key).alias("before"),
    ).filter(pl.col("before").is_not_null())
    newest = chain.filter(pl.col("now")).select("at", "before").cast(pl.Int64)
    older = chain.filter(~pl.col("now")).select("at", "before").cast(pl.Int64)
    answers = []
    if older.height:
        pairs = np.ascontiguousarray(older.to_numpy().T)
        answers = [compare(EARLIER_VERSION_DIFFERS, case, earlier, earlier, pairs, 0)]
    return np.ascontiguousarray(newest.to_numpy().T), answers


def compare(
    check: Check,
    case: Case,
    official: Table,
    copies: Table,
    pairs: np.ndarray,
    unmatched: int,
) -> Answer:
    """Ask a check of C2xx of pairs of statements, line by line."""
    if not len(copies):
        return Answer(check)
    from fastcheck.copies import compare_statements

    status = compare_statements(official.counts, copies.counts, pairs[0], pairs[1])
    _leave_unsettled(status, copies, pairs)
    return Answer(
        check=check,
        holds=int((status == HOLDS).sum()),
        violated=int((status == VIOLATED).sum()),
        unknown=int((status == UNKNOWN).sum()) + unmatched * len(status),
        findings=list(_findings(check, case, official, copies, pairs, status)),
    )


def _leave_unsettled(status: np.ndarray, copies: Table, pairs: np.ndarray) -> None:
    """Make unknown what copies of one protocol contradict each other about.

    Where the published number is what one of the copies says, the others only stand
    against that copy (C205), and nothing is known of the protocol. Where it is what none
    of them says, it differs whichever copy is right.
    """
    order = np.argsort(pairs[0], kind="stable")
    protocol, first = np.unique(pairs[0][order], return_index=True)
    if len(protocol) == pairs.shape[1]:
        return
    from fastcheck.agreement import compare_all

    counts = frozen(copies.counts[:, pairs[1][order]])
    stop = np.append(first, len(order)).astype(np.int64)
    agreeing, _ = compare_all(counts, stop)
    group = np.repeat(np.arange(len(protocol)), np.diff(stop))
    stated = np.add.reduceat(counts != MISSING, first, axis=1)[:, group]
    confirmed = np.logical_or.reduceat(status[:, order] == HOLDS, first, axis=1)[:, group]
    unsettled = (agreeing < stated) & confirmed & (status[:, order] == VIOLATED)
    status[:, order] = np.where(unsettled, UNKNOWN, status[:, order])


def _findings(
    check: Check,
    case: Case,
    official: Table,
    copies: Table,
    pairs: np.ndarray,
    status: np.ndarray,
) -> Iterator[Finding]:
    differing = np.flatnonzero((status == VIOLATED).any(axis=0))
    if not len(differing):
        return
    explained = explain_pairs(
        case, official, copies, pairs[:, differing], _OTHER.get(check.code, "copy")
    )
    protocols = {protocol_of(official, row) for row in pairs[0][differing].tolist()}
    agreement = compare_statements_of(case, protocols)
    sources = copies.column("source")
    for pair, at in np.argwhere(status[:, differing].T == VIOLATED).tolist():
        posted, copied = pairs[:, differing[pair]].tolist()
        line = official.form.lines[at]
        said = int(official.counts[at, posted])
        copy = int(copies.counts[at, copied])
        document, place = official.address(at, posted)
        copy_document, copy_place = copies.address(at, copied)
        yield check.finding(
            **placed(official, posted) | {"source": sources[copied]},
            **weight(line, said - copy),
            **named(line),
            official=said,
            copy=copy,
            difference=said - copy,
            explanation=explained[pair].first,
            explanation_2=explained[pair].second,
            odd_one_out=agreement.odd_one_out(official, posted, at),
            document=document,
            place=place,
            copy_document=copy_document,
            copy_place=copy_place,
        )


# What the second statement is, where it is no copy.
_OTHER = {"C202": "earlier", "C203": "table", "C204": "words"}


def _ask_among(case: Case) -> Answer:
    """Ask C205 of the protocols that several people hold copies of."""
    table = case.copies.agreed
    groups = (
        table.rows.with_row_index("_at")
        .group_by("station", "tec", "channel", maintain_order=True)
        .agg("_at")
        .filter(pl.col("_at").list.len() > 1)["_at"]
        .to_list()
    )
    if not groups:
        return Answer(COPIES_DIFFER)
    from fastcheck.agreement import compare_all

    first = np.cumsum([0, *map(len, groups)], dtype=np.int64)
    rows = [row for group in groups for row in group]
    counts = frozen(table.counts[:, rows])
    agreeing, _ = compare_all(counts, first)
    stated = np.add.reduceat(counts != MISSING, first[:-1], axis=1)
    known = stated > 1
    equal = np.maximum.reduceat(agreeing, first[:-1], axis=1) == stated
    differ = known & ~equal
    return Answer(
        check=COPIES_DIFFER,
        holds=int((known & equal).sum()),
        violated=int(differ.sum()),
        unknown=int((~known).sum()),
        findings=list(_among(case, table, groups, differ)),
    )


def _among(
    case: Case, table: Table, groups: Sequence[Sequence[int]], differ: np.ndarray
) -> Iterator[Finding]:
    some = np.flatnonzero(differ.any(axis=0)).tolist()
    protocols = {protocol_of(table, groups[group][0]) for group in some}
    agreement = compare_statements_of(case, protocols)
    for at, group in np.argwhere(differ).tolist():
        line, said = table.form.lines[at], table.counts[at]
        known = [row for row in groups[group] if said[row] != MISSING]
        one = known[0]
        other = next(row for row in known if said[row] != said[one])
        copy_document, copy_place = table.address(at, one)
        difference = int(said[one] - said[other])
        yield COPIES_DIFFER.finding(
            **placed(table, one) | {"source": ""},
            **weight(line, difference) | {"beneficiary": ""},
            **named(line),
            copy=int(said[one]),
            expected=int(said[other]),
            difference=difference,
            numbers=_numbers(table, at, known),
            odd_one_out=agreement.odd_one_out(table, one, at),
            copy_document=copy_document,
            copy_place=copy_place,
        )


def _numbers(table: Table, line: int, rows: Sequence[int]) -> str:
    """Tell who says which number, up to a few: 40 (o1), 41 (o2, o3)."""
    who: dict[int, list[str]] = {}
    for row in rows:
        source = table.column("source")[row] or "no name"
        who.setdefault(int(table.counts[line, row]), []).append(source)
    return ", ".join(
        f"{number} ({', '.join(names[:_MOST_NAMES])}"
        + (", ...)" if len(names) > _MOST_NAMES else ")")
        for number, names in list(who.items())[:_MOST_NAMES]
    )


_MOST_NAMES = 5  # of numbers, and of copies that say one, in a sentence
