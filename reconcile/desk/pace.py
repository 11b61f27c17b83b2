"""How often may somebody try? Signing in and uploading are bounded."""

import time
from math import ceil

from fastapi import HTTPException
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_ALLOWED = {
    # Of one name: a forgotten password takes a few tries, a guessed one thousands.
    "name": RateLimitItemPerMinute(10, 10),
    # Of one address: an office of twenty has one.
    "address": RateLimitItemPerMinute(120, 10),
    # Photographs of one person: a copy each minute and a few again.
    "upload": RateLimitItemPerHour(120, 1),
    # Wrong tokens of one address: a mistyped one is asked again and again by a machine.
    "token": RateLimitItemPerMinute(30, 10),
    # What a machine asks, and what anybody does of a public desk's API: a hundred pages
    # of a thousand rows in a minute and as much again, several times over.
    "machine": RateLimitItemPerMinute(600, 1),
    "anybody": RateLimitItemPerMinute(240, 1),
    # Evidence for one person or address: each takes seconds of a processor.
    "evidence": RateLimitItemPerHour(60, 1),
}


class Pace:
    """Counts tries, in this process."""

    def __init__(self) -> None:
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    def refuse_hasty(self, kind: str, who: str) -> None:
        """Count one try of a kind by somebody; raise HTTPException 429 if too many."""
        allowed = _ALLOWED[kind]
        if not self._counted.hit(allowed, kind, who):
            opens = self._counted.get_window_stats(allowed, kind, who).reset_time
            wait_s = max(1, ceil(opens - time.time()))
            raise HTTPException(429, headers={"Retry-After": str(wait_s)})

    def forget(self, kind: str, who: str) -> None:
        """Count from none again: it was them."""
        self._counted.clear(_ALLOWED[kind], kind, who)
