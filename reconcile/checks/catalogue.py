"""Every check there is, in the order of their codes."""

from reconcile.checks import copies, published, register, relations, screening, tabulation
from reconcile.checks.base import Check

CHECKS: tuple[Check, ...] = (
    *relations.CHECKS,
    *copies.CHECKS,
    *tabulation.CHECKS,
    *published.CHECKS,
    *register.CHECKS,
    *screening.CHECKS,
)

BY_CODE = {check.code: check for check in CHECKS}
