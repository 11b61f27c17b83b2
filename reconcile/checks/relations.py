"""Does one protocol add up, and does it keep the form's other control relations?

C101  equalities: the protocol adds up
C102  inequalities and multiples: the protocol keeps its limits
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from fastcheck.codes import EQ, GE, HOLDS, LE, MOD, UNKNOWN, VIOLATED
from ingest.alike import all_same
from ingest.facts import relations as grammar
from ingest.facts.forms import Form, Relation
from reconcile.checks.base import Answer, Check, Severity, touches_votes
from reconcile.finding import Finding
from reconcile.phrases import Phrase, joined, phrase
from reconcile.table import Case, Table, frozen

ADDS_UP = Check(
    code="C101",
    name="protocol-does-not-add-up",
    severity=Severity.MUST,
    asks="Do the lines that the form ties together as equal come out equal?",
    source="The form's control relations, each with its law or reason in the form file; "
    "must where the basis is a statute, should where it is observed or derived",
    says="{where}: {text} is off by {difference:+d} ({numbers})",
    rule_out="A slip of the pen in one line; a digit misread by the publisher; a form "
    "whose relation is provisional.",
)

KEEPS_LIMITS = Check(
    code="C102",
    name="protocol-exceeds-limit",
    severity=Severity.MUST,
    asks="Do the lines that the form bounds by others stay within their bounds?",
    source="The form's control relations, each with its law or reason in the form file; "
    "must where the basis is a statute, should where it is observed or derived",
    says="{where}: {text} does not hold, by {difference:+d} ({numbers})",
    rule_out="Voters added to the list on the day or voting on certificates; a slip of "
    "the pen; a form whose relation is provisional.",
)

CHECKS = (ADDS_UP, KEEPS_LIMITS)

_MOST_PLACES = 12  # of a relation's numbers that a finding lists
_MOST_NUMBERS = 8

# The two likeliest sets of lines to change, by table and row.
Repairs = dict[tuple[int, int], tuple[str, str]]

_OPS = {grammar.EQ: EQ, grammar.GE: GE, grammar.LE: LE, grammar.MOD: MOD}


def check_relations(case: Case) -> list[Answer]:
    """Ask C101 and C102 of every protocol of every level."""
    tables = [case.official.every, *(one.every for one in case.commissions)]
    asked = [one for table in tables for one in ask_relations(table)]
    repairs = _repairs(case, asked)
    return [_answer(check, asked, repairs) for check in CHECKS]


class Asked:
    """One relation asked of the protocols of one channel of a table."""

    def __init__(
        self,
        table: Table,
        relation: Relation,
        rows: np.ndarray,
        status: np.ndarray,
    ) -> None:
        self.table, self.relation, self.rows = table, relation, rows
        self.status = status
        self._counted = {one: int((status == one).sum()) for one in (HOLDS, VIOLATED)}
        self._counted[UNKNOWN] = len(status) - sum(self._counted.values())

    @property
    def check(self) -> Check:
        """C101 of equalities, C102 of the others."""
        equal = self.relation.arithmetic.op == grammar.EQ
        return ADDS_UP if equal else KEEPS_LIMITS

    def count(self, status: int) -> int:
        """Count the protocols of which this is the answer."""
        return self._counted[status]

    def off_by(self) -> tuple[list[int], list[int]]:
        """Return the rows that break it, and by how much each is off."""
        rows, table = self.rows[self.status == VIOLATED], self.table
        return rows.tolist(), residuals(table.form, self.relation, table.counts[:, rows])


def residuals(form: Form, relation: Relation, counts: np.ndarray) -> list[int]:
    """Tell by how much a relation is off in some protocols: int32 (line, protocol)."""
    from fastcheck.relations import find_residuals

    (terms, *_), asked = matrices(form, [relation]), relation.arithmetic
    found = find_residuals(counts, terms[0], asked.constant, asked.modulus)
    return list(map(int, found))


def ask_relations(table: Table) -> Iterator[Asked]:
    """Ask the relations of a table's form that apply to each channel."""
    from fastcheck.relations import check_relations as kernel

    for rows, relations in _by_channel(table, np.arange(len(table))):
        counts = table.counts if len(rows) == len(table) else table.counts[:, rows]
        statuses = kernel(frozen(counts), *matrices(table.form, relations))
        for relation, status in zip(relations, statuses, strict=True):
            yield Asked(table, relation, rows, status)


def _by_channel(
    table: Table, rows: np.ndarray
) -> Iterator[tuple[np.ndarray, list[Relation]]]:
    """Part rows by channel, each with the relations that apply to it, if any."""
    total = bool(len(table)) and table.rows["level"][0] != "pec"
    channels = table.rows["channel"]
    channels = channels if len(rows) == len(channels) else channels[rows]
    same = all_same(channels)
    for channel in [*channels[:1]] if same else sorted(channels.unique().to_list()):
        if relations := applying(table.form, channel, total=total):
            yield rows if same else rows[(channels == channel).to_numpy()], relations


def applying(form: Form, channel: str, *, total: bool) -> list[Relation]:
    """Return the relations that apply to protocols of a channel, or to their totals."""
    return [
        one
        for one in form.relations
        # A channel that the form does not have has no count, so all are unknown.
        if (channel in one.channels or channel not in form.channels)
        and (one.totals or not total)
    ]


def violated_by(table: Table, rows: np.ndarray) -> list[list[str]]:
    """Return the relations, as the form writes them, that each of some rows breaks."""
    from fastcheck.relations import check_relations as kernel

    broken: dict[int, list[str]] = {row: [] for row in rows.tolist()}
    for some, relations in _by_channel(table, np.unique(rows)):
        counts = frozen(table.counts[:, some])
        status = kernel(counts, *matrices(table.form, relations))
        for relation, at in np.argwhere(status == VIOLATED).tolist():
            broken[int(some[at])].append(relations[relation].text)
    return [broken[row] for row in rows.tolist()]


def _repairs(case: Case, asked: Sequence[Asked]) -> Repairs:
    """Tell of every protocol that breaks a relation which lines would have to change."""
    broken: dict[int, set[int]] = {}
    tables = {id(one.table): one.table for one in asked}
    for one in asked:
        rows = one.rows[one.status == VIOLATED].tolist()
        broken.setdefault(id(one.table), set()).update(rows)
    repairs: Repairs = {}
    for key, violated in broken.items():
        table = tables[key]
        for rows, relations in _by_channel(table, np.array(sorted(violated), np.int64)):
            from reconcile.checks.repairs import tell_repairs

            told = tell_repairs(
                table.form,
                matrices(table.form, relations),
                table.counts[:, rows],
                case.bits,
            )
            repairs |= {
                (key, row): one for row, one in zip(rows.tolist(), told, strict=True)
            }
    return repairs


def matrices(form: Form, relations: Sequence[Relation]) -> tuple[np.ndarray, ...]:
    """Write relations as the kernel reads them."""
    terms = np.zeros((len(relations), len(form.lines)), np.int32)
    for row, relation in zip(terms, relations, strict=True):
        for line, coefficient in relation.arithmetic.terms.items():
            row[line] = coefficient
    arithmetic = [relation.arithmetic for relation in relations]
    return (
        terms,
        np.array([_OPS[one.op] for one in arithmetic], np.uint8),
        np.array([one.constant for one in arithmetic], np.int64),
        np.array([max(one.modulus, 1) for one in arithmetic], np.int64),
    )


def _answer(check: Check, asked: Sequence[Asked], repairs: Repairs) -> Answer:
    mine = [one for one in asked if one.check is check]
    parts: dict[tuple[str, str], dict[str, str | int]] = {}
    for one in mine:
        key = (one.table.form.id, one.relation.id)
        part = parts.setdefault(
            key,
            {
                "form": key[0],
                "relation": key[1],
                "text": one.relation.text,
                "basis": one.relation.basis,
                "holds": 0,
                "violated": 0,
                "unknown": 0,
            },
        )
        for name, status in _STATUSES.items():
            part[name] = int(part[name]) + one.count(status)
    return Answer(
        check=check,
        holds=sum(one.count(HOLDS) for one in mine),
        violated=sum(one.count(VIOLATED) for one in mine),
        unknown=sum(one.count(UNKNOWN) for one in mine),
        findings=[finding for one in mine for finding in _findings(check, one, repairs)],
        parts=[parts[key] for key in sorted(parts)],
    )


_STATUSES = {"holds": HOLDS, "violated": VIOLATED, "unknown": UNKNOWN}


def _findings(check: Check, asked: Asked, repairs: Repairs) -> Iterator[Finding]:
    table, relation = asked.table, asked.relation
    lines = sorted(relation.arithmetic.terms)
    plain = {abs(factor) for factor in relation.arithmetic.terms.values()} == {1}
    moves = plain and touches_votes(table.form, lines)
    for row, residual in zip(*asked.off_by(), strict=True):
        document, place = _address(table, lines, row)
        yield check.finding(
            severity=Severity.MUST if relation.basis == "statute" else Severity.SHOULD,
            **placed(table, row),
            line=relation.text,
            difference=residual,
            expected=0,
            votes_affected=abs(residual) if moves else 0,
            explanation=repairs[id(table), row][0],
            explanation_2=repairs[id(table), row][1],
            document=document,
            place=place,
            text=relation.text,
            numbers=_numbers(table, lines, row),
        )


def _numbers(table: Table, lines: Sequence[int], row: int) -> Phrase:
    """Tell the numbers of a relation, up to a few."""
    told = [
        phrase("counted", line=table.form.names[line], count=int(table.counts[line, row]))
        for line in lines[:_MOST_NUMBERS]
    ]
    numbers = joined("counted-and", told)
    more = len(lines) > _MOST_NUMBERS
    return phrase("counted-more", numbers=numbers) if more else numbers


def _address(table: Table, lines: Sequence[int], row: int) -> tuple[str, str]:
    """Name the document of a relation's numbers and the place of each in it."""
    found = table.addresses(lines, row)
    document, place = found[0]
    base = place.rpartition(", ")[0]
    rest = [
        other.removeprefix(f"{base}, ")
        for one, other in found[1:_MOST_PLACES]
        if one == document
    ]
    more = [f"and {len(found) - _MOST_PLACES} more"] if len(found) > _MOST_PLACES else []
    return document, "; ".join([place, *rest, *more])


def placed(table: Table, row: int) -> dict[str, str]:
    """Say where a protocol stands: its columns in a finding, and `where` in words."""
    return place_of(table.keys(row), table.form)


def place_of(keys: Mapping[str, str], form: Form) -> dict[str, str]:
    """Say the same of a row of what was read."""
    level, own = keys["level"], keys["station"]
    path = {"rec": keys["rec"], "tec": keys["tec"], "station": own}
    if level != "pec":
        path = {"rec": "", "tec": "", "station": ""}
        path |= {level: own} if level in path else {}
        path |= {"rec": keys["parent"]} if level == "tec" else {}
    where = phrase(f"at-{level}", name=own) if level != "pec" else at(own, keys["tec"])
    if len(form.channels) > 1:
        channel = phrase(f"channel-{keys['channel']}")
        where = phrase("at-channel", where=where, channel=channel)
    return {
        **path,
        "channel": keys["channel"],
        "source": keys["source"],
        "where": where,
    }


def at(station: str, tec: str) -> Phrase:
    """Name a station, with the TEC that it is under, if that is known."""
    if not tec:
        return phrase("at-station", station=station)
    return phrase("at-station-of", station=station, tec=tec)
