"""How often may somebody try? Signing in and uploading are bounded."""

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
    # Evidence for one person or address: each takes seconds of a processor.
    "evidence": RateLimitItemPerHour(60, 1),
}


class Pace:
    """Counts tries, in this process."""

    def __init__(self) -> None:
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    def refuse_hasty(self, kind: str, who: str) -> None:
        """Count one try of a kind by somebody; raise HTTPException 429 if too many."""
        if not self._counted.hit(_ALLOWED[kind], kind, who):
            raise HTTPException(429)

    def forget(self, kind: str, who: str) -> None:
        """Count from none again: it was them."""
        self._counted.clear(_ALLOWED[kind], kind, who)
