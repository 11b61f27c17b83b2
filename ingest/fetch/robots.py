"""May this address be asked, and how often?

RFC 9309: no robots.txt allows everything; one that cannot be had because the server
fails allows nothing.
"""

from dataclasses import dataclass

from protego import Protego

AGENT = "tekseru"
LARGEST = 500 * 1024  # bytes of robots.txt that RFC 9309 asks a crawler to read


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host allows; `known` is False where it could not be learnt."""

    parsed: Protego | None
    known: bool

    def allow(self, url: str) -> bool:
        """Tell whether the host lets us ask for *url*."""
        if self.parsed is None:
            return self.known
        return bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay_s(self) -> float:
        """How many seconds the host wants between two questions."""
        delay = self.parsed.crawl_delay(AGENT) if self.parsed else None
        return float(delay or 0.0)


def read_rules(status: int, body: bytes) -> Rules:
    """Read a host's rules from the answer to /robots.txt; status 0 is no answer."""
    if status == 200:
        text = body[:LARGEST].decode("utf-8", "ignore")
        return Rules(Protego.parse(text), known=True)
    return Rules(None, known=400 <= status < 500)
