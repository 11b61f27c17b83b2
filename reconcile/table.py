"""Protocols as read-only int32 columns, and the address of every number.

How rows become protocols, and what happens when two say different things of one, stands
in `statements`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from fastcheck.codes import MISSING
from ingest.alike import all_differ
from ingest.facts.forms import Form

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election, Published

_KEYS = ("station", "tec", "rec", "parent", "level", "channel", "source")


@dataclass(frozen=True)
class Table:
    """Protocols of one form.

    `counts` is int32 (line, row), MISSING where a line is missing. `origins` is int64
    (line, row): the row of `read` that the number was read from; None where each row was
    read from the row of the same number. `read` has the document, place, layout and
    statement of each row.
    """

    form: Form
    rows: pl.DataFrame
    counts: np.ndarray
    origins: np.ndarray | None
    read: pl.DataFrame
    layouts: Sequence[Sequence[str]]

    def __len__(self) -> int:
        """Return the number of protocols."""
        return self.rows.height

    def address(self, line: int, row: int) -> tuple[str, str]:
        """Return the document (sha256) and the place in it of one number."""
        return self.addresses([line], row)[0]

    def addresses(self, lines: Sequence[int], row: int) -> list[tuple[str, str]]:
        """Return the same of several numbers of one protocol."""
        if self.origins is None:
            stood = [self.read.row(row)] * len(lines)
        else:
            stood = [self.read.row(int(self.origins[line, row])) for line in lines]
        return [
            (document, ", ".join(filter(None, (place, self.layouts[layout][line]))))
            for line, (document, place, layout, _) in zip(lines, stood, strict=True)
        ]

    @cached_property
    def commissions(self) -> pl.DataFrame:
        """How many rows there are under each commission: `rec`, `tec`, `len`."""
        # Run by run first: most tables stand in the order of their commissions.
        runs = self.rows.select(pl.struct("rec", "tec").rle().alias("run")).unnest("run")
        by_commission = runs.unnest("value").group_by("rec", "tec")
        return by_commission.agg(pl.col("len").sum())

    @cached_property
    def numbers_differ(self) -> bool:
        """Tell whether no two rows are of stations of the same number."""
        return all_differ(self.rows["station"])

    def column(self, name: str) -> list[str]:
        """Return one of the columns that say which protocol a row is."""
        if name not in self._columns:  # a list of a million strings is made when needed
            self._columns[name] = self.rows[name].to_list()
        return self._columns[name]

    def keys(self, row: int) -> dict[str, str]:
        """Return what says which protocol a row is."""
        return dict(zip(_KEYS, self._named.row(row), strict=True))

    @property
    def stood(self) -> np.ndarray:
        """The row of `read` that each number was read from: int64 (line, row)."""
        own = self.origins
        return self._on_each_line(np.arange(len(self))) if own is None else own

    def take(self, at: Sequence[int] | np.ndarray) -> "Table":
        """Return the protocols at some positions, in that order."""
        index, own = np.asarray(at, np.int64), self.origins
        return replace(
            self,
            rows=self.rows[index],
            counts=frozen(self.counts[:, index]),
            origins=self._on_each_line(index) if own is None else own[:, index],
        )

    def _on_each_line(self, rows: np.ndarray) -> np.ndarray:
        """Say the same rows of each line, without a copy."""
        return np.broadcast_to(rows, (len(self.form.lines), len(rows)))

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _named(self) -> pl.DataFrame:
        return self.rows.select(_KEYS)


@dataclass(frozen=True)
class Statements:
    """Protocols of one kind: every statement, and what they agree on.

    `contested` holds groups of rows of `every` that contradict each other.
    """

    every: Table
    agreed: Table
    contested: Sequence[Sequence[int]] = ()


@dataclass(frozen=True)
class Case:
    """All that one run of the checks looks at.

    `official` and `copies` are the last versions; `official.agreed` is what all sources
    of a protocol agree on. `earlier` are the versions before. `posted` and `held` are
    everything that commissions and observers stated, of every version, for the question
    whether it was stated twice. `tables` are rows of whole stations in the tables of
    upper commissions; `words` are pairs: protocols in digits, and the same in words.
    `read` are the rows of documents from a website, each as it was read, and with the
    times at which its document was there. `weights` are those of explanations, where
    other ones than the shipped were given.
    """

    form: Form
    official: Statements
    earlier: Table
    copies: Statements
    posted: Sequence[Statements]
    held: Statements
    tables: Table
    words: Sequence[tuple[Table, Table]] = ()
    commissions: Sequence[Statements] = ()
    register: pl.DataFrame | None = None
    election: "Election | None" = None
    read: Sequence[tuple[Form, pl.DataFrame]] = ()
    weights: Mapping[str, float] | None = None

    @cached_property
    def bits(self) -> Mapping[str, float]:
        """The weights of explanations: the ones given, else those that are shipped."""
        if self.weights is not None:
            return self.weights
        from ingest.facts.weights import load_weights

        return load_weights()

    @property
    def published(self) -> "Sequence[Published]":
        """What was published of the whole election, stage by stage."""
        return self.election.published if self.election else ()


def add_known(counts: np.ndarray) -> tuple[int, int]:
    """Add up what is known of a line, and count where it is missing."""
    none = not len(counts) or counts.min() > MISSING  # asking is sooner than counting
    missing = 0 if none else int((counts == MISSING).sum())
    every = int(counts.sum(dtype=np.int64))  # each missing one adds MISSING to it
    return every - missing * MISSING, missing


def station_key(register: pl.DataFrame) -> list[str]:
    """Return what names a station: its number, with its TEC where numbers repeat."""
    return ["station"] if all_differ(register["station"]) else ["station", "tec"]


def listed_once(register: pl.DataFrame) -> pl.DataFrame:
    """Return the stations whose number alone says which TEC they are under."""
    return register.filter(~pl.col("station").is_duplicated())


def frozen(array: np.ndarray) -> np.ndarray:
    """Return a contiguous array that nobody can change."""
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array
