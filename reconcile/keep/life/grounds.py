"""Why is a finding not found any more, and does what it rests on still stand?

A finding was corrected only if the commission did something: what it had posted was
asked for tonight and says something else now, nothing that the check needs there is
missing, and neither our rules nor the copies are others than last time. Of everything
else no more is said than is known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reconcile.keep.life.documents import NOT_ASKED, Documents, Looks
from reconcile.keep.life.events import CORRECTED, GONE
from reconcile.keep.life.needed import Needed
from reconcile.keep.store.records import Row
from reconcile.keep.tables import Tables
from reconcile.table import Case

# Checks that ask when and whether documents are there: to them absence is an answer.
_OF_POSTING = ("C401", "C406")
_OF_REGISTER = ("C401", "C403", "C404")
_OF_COPIES = ("C201", "C205", "C402")
_SCREENING = "C5"


@dataclass(frozen=True)
class Grounds:
    """What tonight's findings rest on; `rules` are tonight's, `rules_before` the last."""

    case: Case
    tables: Tables
    looks: Looks
    documents: Documents
    rules: Mapping[str, str]
    rules_before: Mapping[str, str]

    def unseen(self, row: Row) -> str:
        """Say why what a finding rests on was not seen tonight; empty if it was."""
        if row["code"] == "C401":
            return self._silent_ways
        for sha in (row["document"], row["copy_document"]):
            reasons = [self._unseen(one, row["code"]) for one in self._at.get(sha, ())]
            if reasons and all(reasons):
                return reasons[0]
        return ""

    def ending(self, row: Row) -> tuple[str, str]:
        """Say why a finding is not found any more: corrected, or gone and a reason."""
        for reason in self._reasons(row):
            if reason:
                return GONE, reason
        return CORRECTED, ""

    def _reasons(self, row: Row) -> Iterator[str]:
        """Yield what keeps a finding from being called corrected."""
        if row["code"].startswith(_SCREENING) and not self.rules["screen"]:
            yield "screening was not asked"
        yield self._other_rules(row["code"])
        yield self._copies(row)
        unseen = self.unseen(row)
        yield f"what it rests on was not seen: {unseen}" if unseen else ""
        yield "" if self._touches(row) else "nothing was posted there since"
        yield "" if self._needed.are_known(row) else "what the check needs there is missing"

    def _other_rules(self, code: str) -> str:
        """Name what decides what is found, and is not the commission's."""
        others = [
            name
            for name, value in self.rules.items()
            if self.rules_before.get(name, value) != value
            and not (name == "screen" and not code.startswith(_SCREENING))
            and not (name == "register" and code not in _OF_REGISTER)
        ]
        return f"checked otherwise than before: {', '.join(others)}" if others else ""

    def _copies(self, row: Row) -> str:
        """Say what became of an observer's copy that a finding rests on."""
        copy = row["copy_document"]
        if copy and copy not in self._used:
            return "a copy that it rests on is not used any more"
        if row["code"] not in _OF_COPIES or row["copy"] is None:
            return ""
        if row["official"] is None:
            return "its copies say something else now, or were set aside"
        if row["code"] == "C201" and row["copy"] not in self._needed.copied(row):
            return "its copy says something else now, or was set aside"
        return ""

    def _touches(self, row: Row) -> bool:
        """Tell whether the commission posted something where a finding is."""
        level = next((one for one in ("station", "tec", "rec") if row[one]), "cec")
        place = (level, row.get(level, ""))
        documents = (("document", row[one]) for one in ("document", "copy_document"))
        return place in self._touched or any(one in self._touched for one in documents)

    @cached_property
    def _touched(self) -> frozenset[tuple[str, str]]:
        """Places and documents of which something was posted since the last run."""
        posted = self.documents
        touched = {("cec", "")}
        for one in (*posted.appeared, *posted.changed, *posted.back):
            rec = one.rec or self._above.get(one.tec, "")
            named = (("station", one.station), ("tec", one.tec), ("rec", rec))
            touched |= {pair for pair in named if pair[1]}
            touched |= {("document", sha) for sha in (one.before, one.after) if sha}
        return frozenset(touched)

    @cached_property
    def _above(self) -> dict[str, str]:
        """The REC of each TEC, as far as the TECs' protocols are there."""
        pairs = [
            one.agreed.rows.select("station", "parent") for one in self.case.commissions
        ]
        return {tec: rec for rows in pairs for tec, rec in rows.iter_rows() if rec}

    @cached_property
    def _needed(self) -> Needed:
        return Needed(self.case)

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset(one.sha256 for one in self.tables.documents)

    @cached_property
    def _at(self) -> dict[str, list[str]]:
        """The addresses at which a document was seen."""
        addresses: dict[str, list[str]] = {}
        for one in self.tables.documents:
            if one.fetched:
                addresses.setdefault(one.sha256, []).append(one.asked)
        return addresses

    @cached_property
    def _silent_ways(self) -> str:
        """Why pages that lead to documents gave no answer, if any did not."""
        ways = {one.asked for one in self.tables.documents if one.fetched and not one.form}
        silent = [self.looks.silence(a) for a in sorted(ways) if a in self.looks.addresses]
        return next(filter(None, silent), "")

    def _unseen(self, address: str, code: str) -> str:
        """Say why what is at an address was not seen tonight, or not read."""
        known = self.looks.addresses.get(address)
        if known is None:  # the tables are of another archive
            return NOT_ASKED
        silence = self.looks.silence(address)
        if silence or code in _OF_POSTING:
            return silence
        if not known.there:
            return "withdrawn"
        return "" if known.sha256 in self._used else "what is there now was not read"
