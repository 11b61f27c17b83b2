"""Messages to receivers: mail, Telegram, a webhook, whatever apprise knows.

Their addresses hold secrets and stand in one variable of the environment, never in the
election folder, which people publish; here they are never printed or logged.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from apprise import Apprise, AppriseAsset
from apprise.result import AppriseResultStatus

VARIABLE = "TEKSERU_NOTIFY"
SEND_S = 30.0  # for one receiver; a dead one must not hold up a night
_SHORTEST = 4  # letters of an address that are worth hiding in what apprise says
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where messages go. `digest` stands for the address where something is recorded."""

    name: str
    digest: str
    url: str = field(repr=False)


def receivers(environment: Mapping[str, str]) -> tuple[list[Receiver], list[str]]:
    """Return the receivers that the environment names, white space between them.

    The second are those that are no address apprise knows: what was expected of each.
    """
    _hush()
    known: list[Receiver] = []
    wrong: list[str] = []
    for at, url in enumerate(environment.get(VARIABLE, "").split(), 1):
        service = Apprise.instantiate(url, asset=_asset())
        if service is None:
            wrong.append(
                f"{VARIABLE}, address {at}: expected one that apprise knows, such as "
                f"mailtos://... or tgram://..., got {_scheme(url)}"
            )
        else:
            digest = sha256(url.encode()).hexdigest()[:16]
            known.append(Receiver(f"{at} {service.service_name}", digest, url))
    return known, wrong


def _hush() -> None:
    """Keep what apprise says of its own accord, which names addresses, from the screen."""
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.addHandler(logging.NullHandler())


def _scheme(url: str) -> str:
    """Return as much of an address as is no secret."""
    scheme, parted, _ = url.partition("://")
    return f"{scheme}://..." if parted else "something else"


def send(receiver: Receiver, title: str, text: str) -> str:
    """Send a message, within SEND_S; return nothing, or why it was not delivered."""
    service = Apprise(asset=_asset())
    service.add(receiver.url)
    result = service.notify(text, title=title, body_format="text", timeout=SEND_S)
    if result:
        return ""
    if result.status == AppriseResultStatus.TIMEOUT:
        return f"no answer in {SEND_S:.0f} s"
    said = [str(log.message) for one in result for attempt in one for log in attempt.logs]
    return _without_secrets(said[-1] if said else "not delivered", receiver.url)


def _without_secrets(said: str, url: str) -> str:
    """Take every part of an address out of a sentence."""
    for part in sorted(
        re.split(r"[^\w.-]+", url.partition("://")[2]), key=len, reverse=True
    ):
        if len(part) >= _SHORTEST:
            said = said.replace(part, "***")
    return said[:_LONGEST_REASON]


def _asset() -> AppriseAsset:
    return AppriseAsset(app_id="Tekseru", app_desc="Tekseru", app_url="", async_mode=False)
