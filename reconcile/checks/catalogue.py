"""Every check there is, in the order of their codes."""

from operator import attrgetter

from reconcile.checks import (
    channels,
    copies,
    duplicates,
    posting,
    published,
    register,
    relations,
    screening,
    signing,
    statements,
    tabulation,
    twice,
)
from reconcile.checks.base import Check

_FAMILIES = (
    relations,
    copies,
    channels,
    statements,
    tabulation,
    published,
    register,
    twice,
    duplicates,
    posting,
    signing,
    screening,
)

CHECKS: tuple[Check, ...] = tuple(
    sorted((check for one in _FAMILIES for check in one.CHECKS), key=attrgetter("code"))
)

BY_CODE = {check.code: check for check in CHECKS}
