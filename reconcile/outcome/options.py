"""What else could each disputed station's result be, and what could unseen ones hold?

A station is disputed where another statement measures it otherwise, or an open finding
says that its votes may not be as posted. Its options are: as posted, each other
statement of it, one line more or less by what its relations leave over, and annulled
where it is votes that are disputed, not only the number of those who took part.
What follows from them is worked out in `ranges`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from reconcile.checks.copies import match_copies
from reconcile.outcome.measures import Measures
from reconcile.table import Case, Table

AS_POSTED, ANNULLED = "as posted", "annulled"
COPY, EARLIER, STATED, PARTS, RESIDUAL = (
    "observer copy",
    "earlier version",
    "another statement",
    "paper and electronic together",
    "one line by its residual",
)
# A station outside the register disputes all its votes, though no number of it.
_WHOLE_STATION = ("C403",)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of disputed stations, each as what it would add to the totals.

    The first option of each adds nothing: it is what the totals have.

    `stations` is int64 (disputed,), positions among the protocols that are added up.
    `starts` is int64 (disputed,): a station's options are those from its start up to
    the next one's. `deltas` is int64 (measure, option); `kinds` names each option.
    """

    stations: np.ndarray
    starts: np.ndarray
    deltas: np.ndarray
    kinds: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of disputed stations."""
        return len(self.stations)


@dataclass(frozen=True, slots=True)
class Seen:
    """Protocols as they are added up, and which of them are not fully read.

    `known` is int64 (measure, station): 0 where missing, for a base the votes for lists;
    the first statement where several contradict each other. `partly` and `votes_read`
    are bool (station,): some measure is missing; no list's votes are.
    """

    known: np.ndarray
    partly: np.ndarray
    votes_read: np.ndarray


def find_options(
    case: Case, whole: Table, measures: Measures, findings: pl.DataFrame
) -> tuple[Seen, Options]:
    """Find what every disputed station could be, from statements and open findings."""
    values, lists = measures.of(whole.counts), len(measures.lists)
    read = values != MISSING
    known, unread = np.where(read, values, 0), ~read.all(axis=0)
    ours = _positions(whole, case.official.agreed)
    contested = unread & _stated_in_full(case, whole, measures, ours, unread)
    partly = unread & ~contested
    known[lists:, partly] = np.maximum(known[lists:], known[:lists].sum(axis=0))[:, partly]
    given = [
        *_other_statements(case, whole, measures, ours, contested),
        _parts(case, whole, measures, ours, known),
        *_residuals(whole, findings, known, lists),
    ]
    of_votes = [rows[delta[:lists].any(axis=0)] for rows, delta, _ in given]
    annulled = _each_once(_doubted(whole, findings), *of_votes)
    disputed = _each_once(annulled, *(rows for rows, _, _ in given))
    posted = disputed[~contested[disputed]]
    first = (posted, np.zeros((len(known), len(posted)), np.int64), AS_POSTED)
    last = (annulled, -known[:, annulled], ANNULLED)
    options = _by_station([first, *given, last], disputed)
    seen = Seen(known, partly, read[:lists].all(axis=0))
    return _from_the_first(seen, options)


def _each_once(*rows: np.ndarray) -> np.ndarray:
    """Return each of some stations once, in order."""
    every: np.ndarray = np.unique(np.concatenate(rows)).astype(np.int64)
    return every


Given = tuple[np.ndarray, np.ndarray, str]  # stations, int64 (measure, station), kind


def _other_statements(
    case: Case, whole: Table, measures: Measures, ours: np.ndarray, contested: np.ndarray
) -> Iterator[Given]:
    """Compare each other statement with what is posted in its channel.

    A line that either lacks stays as it is. Where the protocol that is added up is
    contested, its statements count from nothing.
    """
    posted = case.official.agreed
    for table, kind in (
        (case.copies.every, COPY),
        (case.earlier, EARLIER),
        (case.official.every, STATED),
    ):
        pairs = match_copies(posted, table)[0] if len(table) else np.zeros((2, 0), int)
        pairs = pairs[:, ours[pairs[0]] >= 0]
        pairs = pairs[:, _differ(posted, table, pairs)]
        rows = ours[pairs[0]]
        said = measures.of(table.counts[:, pairs[1]])
        was = measures.of(posted.counts[:, pairs[0]])
        first = contested[rows] & _in_its_channel(posted, whole, pairs[0], rows)
        counts = (said != MISSING) & ((was != MISSING) | first)
        delta = np.where(counts, said - np.where(was == MISSING, 0, was), 0)
        other = delta.any(axis=0)
        yield rows[other], delta[:, other], kind


def _differ(posted: Table, other: Table, pairs: np.ndarray) -> np.ndarray:
    """Tell of which pairs any line differs; most do not, and need no measuring."""
    differs = np.zeros(pairs.shape[1], bool)
    for own, said in zip(posted.counts, other.counts, strict=True):
        differs |= own[pairs[0]] != said[pairs[1]]
    return differs


def _in_its_channel(
    posted: Table, whole: Table, at: np.ndarray, rows: np.ndarray
) -> np.ndarray:
    """Tell of posted protocols whether they have the channel that is added up."""
    channel, same = posted.rows["channel"][at], whole.rows["channel"][rows]
    return np.asarray((channel == same).to_numpy())


def _positions(whole: Table, posted: Table) -> np.ndarray:
    """Return for each posted protocol the station among those added up, or -1."""
    key = ["station", "tec"]
    ours = whole.rows.select(key).with_row_index("_at")
    joined = posted.rows.select(key).join(ours, on=key, how="left", maintain_order="left")
    return joined["_at"].cast(pl.Int64).fill_null(-1).to_numpy()


def _parts(
    case: Case, whole: Table, measures: Measures, ours: np.ndarray, known: np.ndarray
) -> Given:
    """Add up the paper and electronic protocols of stations that post a summary."""
    posted, at = case.official.agreed, {}
    for name in ("paper", "electronic"):
        at[name] = np.full(len(whole), -1, np.int64)
        rows = np.flatnonzero((posted.rows["channel"] == name).to_numpy() & (ours >= 0))
        at[name][ours[rows]] = rows
    summary = (whole.rows["channel"] == "summary").to_numpy()
    rows = np.flatnonzero(summary & (at["paper"] >= 0) & (at["electronic"] >= 0))
    paper, machine = (
        measures.of(posted.counts[:, at[name][rows]]) for name in ("paper", "electronic")
    )
    both = (paper != MISSING) & (machine != MISSING)
    delta = np.where(both, paper + machine - known[:, rows], 0)
    other = delta.any(axis=0)
    return rows[other], delta[:, other], PARTS


def _residuals(
    whole: Table, findings: pl.DataFrame, known: np.ndarray, lists: int
) -> Iterator[Given]:
    """Let each list or base be off by what a station's own relations leave over.

    Which line is the wrong one is not known, so each is taken in turn, both ways; a
    list's votes do not fall below zero.
    """
    broken = findings.filter((pl.col("code") == "C101") & (pl.col("votes_affected") > 0))
    rows, at = rows_of(whole, broken)
    left = broken["votes_affected"].to_numpy()[at]
    for measure in range(len(known)):
        down = np.minimum(left, known[measure, rows]) if measure < lists else left
        for change in (left, -down):
            delta = np.zeros((len(known), len(rows)), np.int64)
            delta[measure] = change
            yield rows, delta, RESIDUAL


def _stated_in_full(
    case: Case, whole: Table, measures: Measures, ours: np.ndarray, asked: np.ndarray
) -> np.ndarray:
    """Tell of which of some stations two or more full statements contradict each other."""
    every, posted = case.official.every, case.official.agreed
    full = np.zeros(len(whole), np.int64)
    # All protocols of these numbers: whether a number is one station's is asked of all.
    numbers = whole.rows.filter(pl.Series(asked))["station"].unique()
    at = posted.rows["station"].is_in(numbers.implode()).arg_true().to_numpy()
    if len(every) and len(at):
        posted_at, said_at = match_copies(posted.take(at), every)[0]
        rows = ours[at[posted_at]]
        posted_at, said_at = at[posted_at[rows >= 0]], said_at[rows >= 0]
        rows = rows[rows >= 0]
        same = _in_its_channel(posted, whole, posted_at, rows)
        complete = (measures.of(every.counts[:, said_at]) != MISSING).all(axis=0)
        np.add.at(full, rows[same & complete], 1)
    return full > 1


def _doubted(whole: Table, findings: pl.DataFrame) -> np.ndarray:
    """Find the stations whose votes an open finding says may not be as posted."""
    moves = (pl.col("votes_affected") > 0) | pl.col("code").is_in(_WHOLE_STATION)
    open_ = findings.filter(
        (pl.col("severity") != "note") & (pl.col("station") != "") & moves
    )
    return np.unique(rows_of(whole, open_)[0])


def rows_of(whole: Table, findings: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Pair findings with stations: positions of both; without a TEC, all of a number."""
    ours = whole.rows.select("station", pl.col("tec").alias("_tec")).with_row_index("_at")
    pairs = (
        findings.select("station", "tec")
        .with_row_index("_finding")
        .join(ours, on="station", maintain_order="left_right")
        .filter((pl.col("tec") == "") | (pl.col("tec") == pl.col("_tec")))
    )
    columns = pairs.select(pl.col("_at", "_finding").cast(pl.Int64)).to_numpy()
    return columns[:, 0], columns[:, 1]


def _by_station(given: list[Given], stations: np.ndarray) -> Options:
    """Put the options of each disputed station side by side."""
    rows = np.concatenate([one for one, _, _ in given]).astype(np.int64)
    deltas = np.concatenate([one for _, one, _ in given], axis=1)
    kinds = [kind for one, _, kind in given for _ in range(len(one))]
    order = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[order], stations)
    return Options(
        stations, starts, deltas[:, order], tuple(kinds[at] for at in order.tolist())
    )


def _from_the_first(seen: Seen, options: Options) -> tuple[Seen, Options]:
    """Count from each station's first option: where nothing else can be, it is posted."""
    if not len(options):
        return seen, options
    sizes = np.diff(options.starts, append=len(options.kinds))
    first = options.deltas[:, options.starts]
    known = seen.known.copy()
    known[:, options.stations] += first
    deltas = options.deltas - np.repeat(first, sizes, axis=1)
    return replace(seen, known=known), replace(options, deltas=deltas)
