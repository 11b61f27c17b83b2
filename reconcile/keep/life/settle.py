"""Record what a person decided of a finding: settled, or open again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from ingest.errors import SettingError
from reconcile.keep.life.events import is_found
from reconcile.keep.life.told import in_force
from reconcile.keep.store import nights
from reconcile.keep.store.open import Connection, Store
from reconcile.keep.store.records import OPENED, SETTLED, Decision

LONGEST_WHY, LONGEST_WHO = 4000, 200  # characters


class UnsaidError(SettingError):
    """It is not said, in plain text, who decided or why."""


def settle(
    store: Store,
    finding: str,
    who: str,
    why: str,
    *,
    opens: bool = False,
    aside: Sequence[tuple[str, str]] = (),
) -> Decision:
    """Settle a finding, or open it again.

    Parameters
    ----------
    store
        Where the finding was recorded.
    finding
        Its id.
    who, why
        Who decided, and for what reason; neither may be empty.
    opens
        Whether a settled finding is opened.
    aside
        Rows of copies that count no more: document and place of each.

    Raises
    ------
    SettingError
        Nobody or no reason is named, there is no such finding, or it is not found any
        more, or it is not settled and so cannot be opened.
    """
    with store.writing() as connection:
        return settle_in(connection, finding, who, why, opens=opens, aside=aside)


def settle_in(
    connection: Connection,
    finding: str,
    who: str,
    why: str,
    *,
    opens: bool = False,
    aside: Sequence[tuple[str, str]] = (),
) -> Decision:
    """Do as `settle` does, together with what else is written there."""
    who = _said(who, "--who", "the name of who decided", LONGEST_WHO)
    why = _said(why, "--why", "the reason", LONGEST_WHY)
    last = nights.last_run(connection)
    number = last.run if last else 0
    event = nights.last_events(connection, number).get(finding)
    if event is None:
        raise SettingError(
            f"{finding}: no such finding is recorded; tekseru check records them"
        )
    if not is_found(event) and not opens:
        raise SettingError(f"{finding}: expected a finding that stands, it is {event.kind}")
    if opens and finding not in in_force(connection, number + 1):
        raise SettingError(f"{finding}: expected a settled finding, it is not settled")
    decision = Decision(
        number=0,
        run=number,
        finding=finding,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        who=who,
        decision=OPENED if opens else SETTLED,
        why=why,
        aside=[list(one) for one in aside],
    )
    return nights.add_decision(connection, decision)


def _said(text: str, option: str, expected: str, longest: int) -> str:
    """Refuse a text that says nothing, or that could not be kept or shown as it is."""
    text = text.strip()
    if not text:
        raise UnsaidError(f"{option}: expected {expected}, got nothing")
    if len(text) > longest:
        raise UnsaidError(f"{option}: expected at most {longest:,} characters")
    if not all(one.isprintable() or one == "\n" for one in text):
        raise UnsaidError(f"{option}: expected plain text, got {text[:50]!r}")
    return text
