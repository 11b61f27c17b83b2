"""The English of why a piece of evidence does not give its finding again."""

from reconcile.english.pattern import Pattern

EVIDENCE: dict[str, Pattern] = {
    "why-together": "what is unusual rests on all stations together",
    "why-absent": "that a protocol is absent is shown by the whole archive only",
    "why-left-out": "{number} records that it rests on are left out",
    "why-typed": "a copy that it rests on was typed at the desk; what was typed stands in "
    "the store, and not in this file",
    "why-readings": "a scan that it rests on was read by a person at the desk; what was "
    "read stands in the store, and not in this file",
    "why-decided": "its records and settings do not give it; decisions of people on "
    "copies or names, which stand in the store, are not in this file",
    "why-nothing": "its records and settings do not give it",
}
