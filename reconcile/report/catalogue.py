"""The page that lists every check, made from the declarations."""

from reconcile.checks.base import Check
from reconcile.checks.catalogue import CHECKS

FAMILIES = {
    "C1": "Control relations: does one protocol add up?",
    "C2": "Copies: does it say what another statement of it says?",
    "C3": "Tabulation: is the upper protocol the sum of the lower ones?",
    "C4": "Register: is every station there, once, under its commission?",
    "C5": "Screening: unusual, without a rule",
}

_INTRODUCTION = """\
# Checks

Made from the declarations in `reconcile/checks/`; `make docs` writes it again.

Severity is the strength of the rule, not the size of the number: *must* where a law or
an instruction says so, *should* where arithmetic or good practice does, *note* where
something is unusual and no rule says anything. Every check answers holds, violated or
unknown; unknown is never counted as a pass. A finding says that two numbers do not fit
together. It does not say which is right, nor why.
"""


def checks_page() -> str:
    """Return the page as Markdown."""
    parts = [_INTRODUCTION]
    family = ""
    for check in CHECKS:
        if check.code[:2] != family:
            family = check.code[:2]
            parts.append(f"\n## {family}xx {FAMILIES[family]}\n")
        parts.append(_section(check))
    return "".join(parts)


def _section(check: Check) -> str:
    return (
        f"\n### {check.code} {check.name}\n\n"
        f"{check.asks}\n\n"
        f"* severity: {check.severity}\n"
        f"* source: {check.source}\n"
        f"* says: `{check.says}`\n"
        f"* rule out first: {check.rule_out}\n"
    )


if __name__ == "__main__":
    print(checks_page(), end="")  # noqa: T201 - `make docs` writes this into CHECKS.md
