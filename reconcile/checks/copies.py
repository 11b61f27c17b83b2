"""Does a published protocol say what another statement of it says?

C201  the copy given to an observer
C202  the same protocol as published earlier
C206  the paper and electronic protocols that a summary sums up
"""

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from fastcheck.codes import HOLDS, UNKNOWN, VIOLATED
from reconcile.checks.base import Answer, Check, Severity, named, weight
from reconcile.checks.relations import placed
from reconcile.finding import Finding
from reconcile.table import Case, Table

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

SUMMARY_NOT_THE_SUM = Check(
    code="C206",
    name="summary-not-the-sum",
    severity=Severity.SHOULD,
    asks="Is a station's summary protocol its paper and electronic protocols together?",
    source="Kazakhstan, note of the Central Election Commission of 28 November 2005: "
    "stations with electronic voting draw up and post all three; that 2007 did the same "
    "is derived",
    says="{where}, line {number} ({label}): summary {official}, paper and electronic "
    "together {expected}, off by {difference:+d}",
    rule_out="A voter counted on paper and on the machine; a line that only paper "
    "protocols have; a form whose lines are provisional.",
)

CHECKS = (OBSERVER_COPY_DIFFERS, EARLIER_VERSION_DIFFERS, SUMMARY_NOT_THE_SUM)


def check_copies(case: Case) -> list[Answer]:
    """Ask C201 of every copy, C202 of every earlier version, C206 of every summary."""
    official, copies = case.official.agreed, case.copies.agreed
    pairs, unmatched = match_copies(official, copies)
    earlier = _match_versions(official, case.earlier)
    return [
        compare(OBSERVER_COPY_DIFFERS, official, copies, pairs, unmatched),
        compare(EARLIER_VERSION_DIFFERS, official, case.earlier, earlier[0], 0),
        *earlier[1],
        _ask_summaries(official),
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
    left = copies.rows.select(*key, "tec").with_row_index("copy")
    right = official.rows.select(*key, pl.col("tec").alias("posted_tec"))
    joined = left.join(
        right.with_row_index("posted"), on=key, how="inner", maintain_order="left_right"
    ).filter(same_commission())
    shared = pl.col("copy").is_duplicated()
    unmatched = joined.filter(shared)["copy"].n_unique()
    pairs = joined.filter(~shared).select("posted", "copy").cast(pl.Int64)
    return np.ascontiguousarray(pairs.to_numpy().T), unmatched


def same_commission() -> pl.Expr:
    """Tell whether a copy can be of a posted protocol: neither names another TEC."""
    tec, posted = pl.col("tec"), pl.col("posted_tec")
    return (tec == "") | (posted == "") | (tec == posted)


def _match_versions(official: Table, earlier: Table) -> tuple[np.ndarray, list[Answer]]:
    """Pair each published protocol with the version just before it, and so on back."""
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
        answers = [compare(EARLIER_VERSION_DIFFERS, earlier, earlier, pairs, 0)]
    return np.ascontiguousarray(newest.to_numpy().T), answers


def compare(
    check: Check, official: Table, copies: Table, pairs: np.ndarray, unmatched: int
) -> Answer:
    """Ask a check of C2xx of pairs of statements, line by line."""
    if not len(copies):
        return Answer(check)
    from fastcheck.copies import compare_statements

    status = compare_statements(official.counts, copies.counts, pairs[0], pairs[1])
    return Answer(
        check=check,
        holds=int((status == HOLDS).sum()),
        violated=int((status == VIOLATED).sum()),
        unknown=int((status == UNKNOWN).sum()) + unmatched * len(status),
        findings=list(_findings(check, official, copies, pairs, status)),
    )


def _ask_summaries(table: Table) -> Answer:
    """Ask C206 of the stations that have all three protocols."""
    rows = _all_three(table)
    if not rows.shape[1]:
        return Answer(SUMMARY_NOT_THE_SUM)
    from fastcheck.channels import check_summary

    adds = np.array([line.adds for line in table.form.lines], np.uint8)
    status, expected = check_summary(table.counts, adds, rows)
    return Answer(
        check=SUMMARY_NOT_THE_SUM,
        holds=int((status == HOLDS).sum()),
        violated=int((status == VIOLATED).sum()),
        unknown=int((status == UNKNOWN).sum()),
        findings=list(_summary_findings(table, rows, status, expected)),
    )


def _all_three(table: Table) -> np.ndarray:
    """Find the protocols of stations with machines: int64 (channel, station)."""
    if len(table.form.channels) == 1 or "summary" not in table.rows["channel"]:
        return np.zeros((3, 0), np.int64)
    keys = table.rows.select("station", "tec", "channel").with_row_index("at")
    wanted = ("paper", "electronic", "summary")
    each = [keys.filter(pl.col("channel") == one).drop("channel") for one in wanted]
    three = each[2]
    for name, one in zip(wanted, each[:2], strict=False):
        three = three.join(
            one.rename({"at": name}), on=["station", "tec"], maintain_order="left"
        )
    rows = three.select("paper", "electronic", "at").cast(pl.Int64).to_numpy().T
    return np.ascontiguousarray(rows)


def _summary_findings(
    table: Table, rows: np.ndarray, status: np.ndarray, expected: np.ndarray
) -> Iterator[Finding]:
    for station, at in np.argwhere(status.T == VIOLATED).tolist():
        row, line = int(rows[2, station]), table.form.lines[at]
        said, together = int(table.counts[at, row]), int(expected[at, station])
        document, place = table.address(at, row)
        yield SUMMARY_NOT_THE_SUM.finding(
            **placed(table, row),
            **weight(line, said - together),
            **named(line),
            official=said,
            expected=together,
            difference=said - together,
            document=document,
            place=place,
        )


def _findings(
    check: Check, official: Table, copies: Table, pairs: np.ndarray, status: np.ndarray
) -> Iterator[Finding]:
    sources = copies.column("source")
    for pair, at in np.argwhere(status.T == VIOLATED).tolist():
        posted, copied = int(pairs[0, pair]), int(pairs[1, pair])
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
            document=document,
            place=place,
            copy_document=copy_document,
            copy_place=copy_place,
        )
