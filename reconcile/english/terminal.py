"""The English of what `check` prints of a run."""

from reconcile.english.pattern import Pattern

_LABELS: dict[str, Pattern] = {
    "label-form": "Form",
    "label-stations": "Stations",
    "label-copies": "Copies",
    "label-screening": "Screening",
    "label-unreadable": "Unreadable",
    "label-quarantined": "Quarantined",
    "label-waiting": "Waiting",
    "label-findings": "Findings",
    "label-archive": "Archive",
    "column-check": "check",
    "column-holds": "holds",
    "column-violated": "violated",
    "column-unknown": "unknown",
    "column-usual": "usual",
    "column-unusual": "unusual",
}

_TEXTS: dict[str, Pattern] = {
    "form-provisional": "provisional",
    "form-official": "official",
    "run-form": "{form}, {status}",
    "run-relations-of": "  in {form}:",
    "run-stations": "{official:,} with an official protocol",
    "run-stations-of": "{official:,} with an official protocol, {register:,} in the "
    "register",
    "run-copies": "{copies:,} stations with a copy, {matched:,} protocols matched",
    "run-not-screened": "not asked: tekseru check --screen",
    "run-screened": "unusual, without a rule: no discrepancy, whatever it says",
    "run-by-chance": "  of these by chance about",
    "run-unreadable": "{number:,} cells or rows gave no count; their lines are missing",
    "run-quarantined": "{number:,} documents could not be read and were set aside",
    "run-waiting": "{cells:,} cells and sentences of {scans:,} scans for a person to read",
    "run-findings": "{total:,}: {must:,} must, {should:,} should, {note:,} note",
    "run-notes": "and {notes:,} notes of screening",
    "run-in": "in {out}",
    "run-archive": "{records:,} records, their root",
}

TERMINAL = _LABELS | _TEXTS
