"""Who is told of a night, and who has been told already?

A message goes out first and is recorded then. A kill between the two sends it once
more to that one receiver; the other way round it would be lost.
"""

import json
import os

from reconcile.cli.notify import VARIABLE, Receiver, receivers, send
from reconcile.cli.options import Voice
from reconcile.keep.files import write_whole
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.life.changes import Changes
from reconcile.keep.log import Log
from reconcile.keep.night import Night, now
from reconcile.keep.store.open import open_store
from reconcile.keep.store.sent import note_sent, receivers_of
from reconcile.report.digest import Told, make_digest
from reconcile.report.page.facts import read_facts
from reconcile.report.words import Words


def deliver(election: ElectionFolder, night: Night, log: Log, language: str) -> None:
    """Send a night's message to whoever has not had it; a dead receiver stops nothing."""
    title, text = make_digest(read_told(election, night), language)
    write_whole(night.report / "message.txt", f"{title}\n\n{text}\n".encode())
    check = night.steps.get("check", {})
    run = check["facts"]["run"] if night.is_done("check") else None
    sent = _sent(election, run)
    for receiver in _receivers(log):
        if receiver.digest in sent:
            log("notify", "kept", f"{receiver.name}: was sent before the run was stopped")
            continue
        log("notify", "sending", receiver.name)
        _send(election, receiver, title, text, run, log)
    log.close_step("notify")


def read_told(election: ElectionFolder, night: Night) -> Told:
    """Read what a night's run wrote down, as far as it came."""
    summary = changes = None
    if night.is_done("check"):
        summary = json.loads((night.report / "summary.json").read_bytes())
        written = json.loads((night.report / "changes.json").read_bytes())
        changes = Changes.from_json(written)
    return Told(night.number, night.steps, read_facts(election.path), summary, changes)


def tell_failure(election: ElectionFolder, fault: str, language: str) -> None:
    """Tell the receivers that a night's run broke off; nothing of it could be kept."""
    steps = {"start": {"state": "failed", "said": fault}}
    title, text = make_digest(Told("", steps, read_facts(election.path)), language)
    for receiver in _receivers(None):
        send(receiver, title, text)


def try_receivers(language: str, voice: Voice) -> bool:
    """Send every receiver a trial message; say what came of each, and whether all did."""
    known, wrong = receivers(os.environ)
    voice.mention(wrong)
    words = Words(language)
    reasons = {
        one.name: send(one, words("digest-try-title"), words("digest-try")) for one in known
    }
    voice.tell(f"receiver {name}: {why or 'delivered'}" for name, why in reasons.items())
    if not known and not wrong:
        voice.mention([f"{VARIABLE} names nobody; expected addresses as apprise has them"])
    voice.give({"receivers": reasons, "wrong": wrong})
    return bool(known) and not wrong and not any(reasons.values())


def _receivers(log: Log | None) -> list[Receiver]:
    known, wrong = receivers(os.environ)
    for line in wrong:
        if log:
            log("notify", "wrong-address", line)
    return known


def _sent(election: ElectionFolder, run: int | None) -> set[str]:
    if run is None:
        return set()
    with open_store(election) as store, store.reading() as connection:
        return receivers_of(connection, run)


def _send(
    election: ElectionFolder,
    receiver: Receiver,
    title: str,
    text: str,
    run: int | None,
    log: Log,
) -> None:
    if reason := send(receiver, title, text):
        log("notify", "not-delivered", f"{receiver.name}: {reason}")
        return
    if run is not None:
        with open_store(election) as store, store.writing() as connection:
            note_sent(connection, run, receiver.digest, now())
    log("notify", "sent", receiver.name)
