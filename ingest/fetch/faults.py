"""What a website did wrong with an address: one word for each way, and the words' error.

Words stand in logs and reports, and people search for them; they are never changed.
"""

from collections.abc import Mapping, Sequence

from ingest.entries import Entry
from ingest.errors import FetchError

SERVER_ERROR = "server-error"  # 429 or 5xx, as often as it was asked
TURNED_AWAY = "turned-away"  # any other status that is no answer: 403 and its like
NO_ANSWER = "no-answer-in-time"
NO_CONNECTION = "no-connection"
AWAY = "redirected-away"  # to a host that is not the commission's
CIRCLES = "redirected-in-circles"
UNUSABLE = "not-http"  # an address or an answer that the protocol does not know
NOT_ALLOWED = "not-allowed"  # robots.txt asks us not to
NO_RULES = "rules-unknown"  # robots.txt could not be had
CUT_OFF = "cut-off"  # fewer bytes than promised
TOO_LARGE = "too-large"  # more bytes than the site's limit; the rest was not taken
TOO_SLOW = "too-slow"  # more time than the site's limit; the rest was not taken
# The bytes are those of the last look, and the website says that they are newer.
DATED_ANEW = "dated-anew"
EARLIER = "earlier-bytes"  # those of a version that another one had replaced
LINKS_LOST = "links-lost"  # a page that led to documents leads to none any more

# The server itself is not well: after many of these in a row it is left alone.
UNWELL = frozenset({SERVER_ERROR, NO_ANSWER, NO_CONNECTION})
_TRUNCATED = {"disconnect": CUT_OFF, "length": TOO_LARGE, "time": TOO_SLOW}


class NotHadError(FetchError):
    """An address gave no document; `fault` is the word for why."""

    def __init__(self, fault: str, told: str) -> None:
        super().__init__(told)
        self.fault = fault


class StoppedError(FetchError):
    """A run over a website gave up; `faults` are the words with their addresses."""

    def __init__(self, told: str, faults: Mapping[str, Sequence[str]]) -> None:
        super().__init__(told)
        self.faults = faults


def fault_of(entry: Entry, known: Entry | None, earlier: set[str]) -> str:
    """Return the word for what is odd about an answer, or nothing.

    `known` is the last document of the address before, `earlier` the digests of those
    before that one.
    """
    if entry.truncated:
        return _TRUNCATED[entry.truncated]
    if known is None or entry.status != known.status:
        return ""
    if entry.sha256 == known.sha256:
        dates = [one.headers.get("last-modified", "") for one in (known, entry)]
        return DATED_ANEW if all(dates) and dates[0] != dates[1] else ""
    return EARLIER if entry.sha256 in earlier else ""
