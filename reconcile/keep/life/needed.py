"""Are all numbers there tonight that a check needs where a finding was?"""

from collections.abc import Iterator, Sequence
from functools import cached_property

from fastcheck.codes import MISSING
from reconcile.keep.store.records import Row
from reconcile.table import Case, Table
from reconcile.whole import whole_stations

_TABLE, _WORDS, _CHANNELS, _COPY = "C203", "C204", "C206", "C201"


class Needed:
    """The numbers of one case, by the place of the protocol they are of."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._rows: dict[tuple[int, str], dict[str, list[int]]] = {}

    def are_known(self, row: Row) -> bool:
        """Tell whether no number that the check needs is missing."""
        for table, at in self._protocols(row):
            lines = _lines(table, row["line"])
            if not at or (table.counts[lines][:, at] == MISSING).any():
                return False
        return True

    def copied(self, row: Row) -> list[int]:
        """Return what copies say at the line of a finding."""
        table = self.case.copies.every
        lines = _lines(table, row["line"])
        return [int(n) for n in table.counts[lines][:, self._at(table, row)].flat]

    def _protocols(self, row: Row) -> Iterator[tuple[Table, list[int]]]:
        """Yield the tables that a check looks at, and the rows it needs of each."""
        case, code = self.case, row["code"]
        if not row["station"]:
            yield from self._of_commission(row)
            return
        if code == _TABLE:  # it has a row a station, whatever its channels
            yield self._whole, self._at(self._whole, row)
            yield case.tables, self._at(case.tables, row)
            return
        yield case.official.every, self._at(case.official.every, row)
        if code == _WORDS and case.words:
            yield case.words[0][1], self._at(case.words[0][1], row)
        if code == _COPY:
            yield case.copies.every, self._at(case.copies.every, row)

    def _of_commission(self, row: Row) -> Iterator[tuple[Table, list[int]]]:
        """Yield a commission's protocol, and those that it adds up."""
        upper = {
            str(one.every.rows["level"][0]): one.every for one in self.case.commissions
        }
        level = next((one for one in ("tec", "rec") if row[one]), "cec")
        if level in upper:
            rows = self._by(upper[level], "station")
            everyone = [at for one in rows.values() for at in one]
            yield upper[level], everyone if level == "cec" else rows.get(row[level], [])
        if level == "tec":
            yield self._whole, self._by(self._whole, "tec").get(row["tec"], [])
        elif (below_level := {"rec": "tec", "cec": "rec"}[level]) in upper:
            by_parent = self._by(upper[below_level], "parent")
            everyone = [at for one in by_parent.values() for at in one]
            mine = everyone if level == "cec" else by_parent.get(row["rec"], [])
            yield upper[below_level], mine

    @cached_property
    def _whole(self) -> Table:
        """One protocol of each station: the summary where there are several."""
        return whole_stations(self.case.official.agreed)

    def _at(self, table: Table, row: Row) -> list[int]:
        """Find a station's protocols in a table: of the channel, if the check has one."""
        tec, channel = table.column("tec"), table.column("channel")
        any_channel = row["code"] in (_TABLE, _CHANNELS) or not row["channel"]
        return [
            at
            for at in self._by(table, "station").get(row["station"], ())
            if tec[at] in ("", row["tec"])
            and (any_channel or channel[at] == row["channel"])
        ]

    def _by(self, table: Table, name: str) -> dict[str, list[int]]:
        """Return the rows of a table by one of its columns."""
        key = (id(table), name)
        if key not in self._rows:
            rows = self._rows[key] = {}
            for at, value in enumerate(table.column(name)):
                rows.setdefault(value, []).append(at)
        return self._rows[key]


def _lines(table: Table, said: str) -> Sequence[int]:
    """Return the positions of the lines that a finding names; of none if it names none."""
    form = table.form
    if said in form.position:
        return [form.position[said]]
    for relation in form.relations:
        if relation.text == said:
            return list(relation.arithmetic.terms)
    return []
