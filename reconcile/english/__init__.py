"""The English of what a run says, by key; the other languages stand in `report/words/`."""

from reconcile.english.evidence import EVIDENCE
from reconcile.english.findings import FINDINGS
from reconcile.english.life import LIFE
from reconcile.english.pattern import Pattern
from reconcile.english.terminal import TERMINAL

PATTERNS: dict[str, Pattern] = EVIDENCE | FINDINGS | LIFE | TERMINAL
