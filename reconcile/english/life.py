"""The English of what became of findings and documents from run to run."""

from reconcile.english.pattern import Pattern

_CHANGES: dict[str, Pattern] = {
    "changes-first": "Recorded as run {run}, the first: all is new",
    "changes-since": "Since run {before}: {findings}; documents: {documents}",
    "changes-same": "the same findings",
    "changes-new": "{number:,} new",
    "changes-changed": "{number:,} with other numbers",
    "changes-reopened": "{number:,} settled and open again",
    "changes-back": "{number:,} came back",
    "changes-corrected": "{number:,} corrected or posted by the commission",
    "changes-gone": "{number:,} not found any more",
    "changes-unseen": "{number:,} not seen tonight",
    "documents-same": "the same",
    "documents-appeared": "{number:,} appeared",
    "documents-changed": "{number:,} changed",
    "documents-vanished": "{number:,} vanished",
    "documents-back": "{number:,} back",
    "documents-unread": "{number:,} unread",
    "documents-failed": "{number:,} failed",
}

# What happened to a finding, as `explain` tells it.
_LIVED: dict[str, Pattern] = {
    "lived": "run {run}, {started}: {what}",
    "lived-who": "{lived} by {who}",
    "lived-as": "{lived} as {finding}",
    "lived-why": "{lived} ({why})",
    "lived-new": "new",
    "lived-changed": "changed",
    "lived-reopened": "reopened",
    "lived-back": "back",
    "lived-unseen": "unseen",
    "lived-seen": "seen",
    "lived-corrected": "corrected",
    "lived-gone": "gone",
    "lived-settled": "settled",
    "lived-opened": "opened",
}

# Why a finding is not found any more, or was not seen. The store keeps the English.
_WHY: dict[str, Pattern] = {
    "why-not-asked": "not asked",
    "why-no-answer": "no answer",
    "why-cut-disconnect": "cut off (disconnect)",
    "why-cut-length": "cut off (length)",
    "why-cut-time": "cut off (time)",
    "why-answered": "answered {status}",
    "why-withdrawn": "withdrawn",
    "why-not-read": "what is there now was not read",
    "why-unseen": "what it rests on was not seen: {why}",
    "why-not-screened": "screening was not asked",
    "why-otherwise": "checked otherwise than before: {names}",
    "why-not-posted": "nothing was posted there since",
    "why-missing": "what the check needs there is missing",
    "why-copy-unused": "a copy that it rests on is not used any more",
    "why-copies-other": "its copies say something else now, or were set aside",
    "why-copy-other": "its copy says something else now, or was set aside",
}

LIFE = _CHANGES | _LIVED | _WHY
