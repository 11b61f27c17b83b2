"""What changed since the last run, in one line."""

from reconcile.keep.life.changes import LISTS, Changes

_FINDINGS = {
    "new": "new",
    "changed": "with other numbers",
    "reopened": "settled and open again",
    "back": "came back",
    "corrected": "corrected or posted by the commission",
    "gone": "not found any more",
    "unseen": "not seen tonight",
}
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


def change_line(changes: Changes) -> str:
    """Say what became of findings and documents since the last run."""
    if changes.before is None:
        return f"Recorded as run {changes.run}, the first: all is new"
    told = [
        f"{len(getattr(changes, kind)):,} {words}"
        for kind, words in _FINDINGS.items()
        if getattr(changes, kind)
    ]
    posted = [
        f"{len(getattr(changes.documents, kind)):,} {kind}"
        for kind in _DOCUMENTS
        if getattr(changes.documents, kind)
    ]
    return (
        f"Since run {changes.before}: {', '.join(told) or 'the same findings'}; "
        f"documents: {', '.join(posted) or 'the same'}"
    )
