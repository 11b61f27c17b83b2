"""What changed since the last run, in one line."""

from collections.abc import Mapping

from reconcile.keep.life.changes import LISTS, Changes
from reconcile.phrases import Phrase, joined, phrase

_FINDINGS = ("new", "changed", "reopened", "back", "corrected", "gone", "unseen")
_DOCUMENTS = ("appeared", "changed", "vanished", "back", "unread", "failed")


def count_changes(changes: Changes) -> dict[str, object]:
    """Count findings and documents by what became of them."""
    documents = {one: len(getattr(changes.documents, one)) for one in _DOCUMENTS}
    findings = {one: len(getattr(changes, one)) for one in (*LISTS, "persists")}
    return {
        "run": changes.run,
        "before": changes.before,
        "findings": findings,
        "documents": documents,
    }


def change_line(changes: Changes) -> Phrase:
    """Say what became of findings and documents since the last run."""
    if changes.before is None:
        return phrase("changes-first", run=changes.run)
    findings = {one: len(getattr(changes, one)) for one in _FINDINGS}
    documents = {one: len(getattr(changes.documents, one)) for one in _DOCUMENTS}
    return phrase(
        "changes-since",
        before=changes.before,
        findings=_listed("changes", findings),
        documents=_listed("documents", documents),
    )


def _listed(prefix: str, counts: Mapping[str, int]) -> Phrase:
    """Say counts one after the other, but for those of nothing."""
    told = [phrase(f"{prefix}-{one}", number=n) for one, n in counts.items() if n]
    return joined("counted-and", told) if told else phrase(f"{prefix}-same")
