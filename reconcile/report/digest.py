"""A night's run on the screen of a phone: a title, and some thirty short lines.

Everything comes from what the run wrote down; nothing is worked out here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from reconcile.keep.life.changes import Changes, Item
from reconcile.report.headline import headline_in
from reconcile.report.page.facts import Facts
from reconcile.report.page.texts import clean
from reconcile.report.words.speaker import Speaker

HEAVIEST = 10
MOST_LETTERS = 3500  # a message of Telegram has 4,096; others cut sooner or later
_HAPPENED = ("new", "changed", "reopened", "back", "corrected", "gone", "unseen")
_ARRIVED = ("new", "changed", "reopened", "back")
_POSTED = ("appeared", "changed", "vanished", "back", "failed")
_SCREENING = "C5"


@dataclass(frozen=True, slots=True)
class Told:
    """What a digest is made of; of a night that broke off early, not all of it.

    `steps` is what came of each step: its state, what was said of it, and facts.
    """

    report: str
    steps: Mapping[str, Mapping[str, Any]]
    facts: Facts
    summary: Mapping[str, Any] | None = None
    changes: Changes | None = None


def make_digest(told: Told, language: str) -> tuple[str, str]:
    """Return the title and the text of a night's message.

    Parameters
    ----------
    told
        What the run wrote down.
    language
        One of LANGUAGES.
    """
    speaker = Speaker(language, told.facts.names.get(language))
    parts = (
        list(_first(told, speaker)),
        list(_failed(told, speaker)),
        list(_changed(told, speaker)),
        list(_kinds(told, speaker)),
        list(_heaviest(told, speaker)),
        list(_coverage(told, speaker)),
        list(_website(told, speaker)),
    )
    text = "\n\n".join("\n".join(clean(line) for line in part) for part in parts if part)
    if len(text) > MOST_LETTERS:
        text = text[:MOST_LETTERS].rpartition("\n")[0] + "\n…"
    titles = told.facts.titles
    election = titles.get(language) or next(iter(titles.values()), "")
    title = speaker.words("digest-title", report=told.report, election=election)
    return clean(title), text


def _first(told: Told, speaker: Speaker) -> Iterator[str]:
    """Say whether the outcome could be otherwise, in the report's first sentences."""
    if told.summary is None:
        yield speaker.words("digest-nothing")
        return
    said = headline_in(told.summary, speaker)[:2]
    yield from said or [speaker.words("digest-no-headline")]


def _failed(told: Told, speaker: Speaker) -> Iterator[str]:
    for step, one in told.steps.items():
        if one["state"] == "failed":
            what = speaker.words(f"digest-failed-{step}")
            yield speaker.words("digest-failed", what=what, why=one["said"])


def _changed(told: Told, speaker: Speaker) -> Iterator[str]:
    changes = told.changes
    if changes is None:
        return
    if changes.before is None:
        yield speaker.words("digest-first")
    posted = {kind: len(getattr(changes.documents, kind)) for kind in _POSTED}
    yield from _list(speaker, "digest-documents", "digest-posted", posted)
    if changes.before is not None:
        happened = {kind: len(getattr(changes, kind)) for kind in _HAPPENED}
        yield from _list(speaker, "digest-findings", "digest-happened", happened)


def _list(
    speaker: Speaker, sentence: str, prefix: str, counts: Mapping[str, int]
) -> Iterator[str]:
    """Say counts one after the other, but for those of nothing."""
    parts = [
        f"{speaker.words(f'{prefix}-{kind}')} {speaker.number(count)}"
        for kind, count in counts.items()
        if count
    ]
    listed = ", ".join(parts) or speaker.words("digest-same")
    yield speaker.words(sentence, listed=listed)


def _kinds(told: Told, speaker: Speaker) -> Iterator[str]:
    """Count findings by kind, with those that arrived tonight."""
    if told.summary is None:
        return
    arrived: dict[str, int] = {}
    for one in _arrived(told.changes):
        arrived[one.code] = arrived.get(one.code, 0) + 1
    counts = {
        code: one["findings"]
        for code, one in told.summary["checks"].items()
        if one["findings"] and not code.startswith(_SCREENING)
    }
    total = speaker.number(sum(counts.values()))
    yield speaker.words("digest-kinds", total=total)
    is_first = told.changes is None or told.changes.before is None
    for code, count in counts.items():
        more = "" if is_first or code not in arrived else f" (+{arrived[code]:,})"
        yield f"{speaker.number(count)}{more} · {speaker.check(code, 'title')} {code}"


def _arrived(changes: Changes | None) -> Sequence[Item]:
    """Return the findings that were not there last night."""
    if changes is None:
        return []
    return [one for kind in _ARRIVED for one in getattr(changes, kind)]


def _heaviest(told: Told, speaker: Speaker) -> Iterator[str]:
    """Name the places whose findings of tonight concern most ballots, each once."""
    heaviest: dict[str, Item] = {}
    for one in _arrived(told.changes):
        place = _place(one.place, speaker)
        known = heaviest.get(place)
        is_counted = one.votes_affected and not one.code.startswith(_SCREENING)
        if is_counted and (not known or one.votes_affected > known.votes_affected):
            heaviest[place] = one
    if heaviest:
        yield speaker.words("digest-heaviest")
    first = nlargest(HEAVIEST, heaviest.items(), key=lambda one: one[1].votes_affected)
    for place, one in first:
        yield f"{speaker.number(one.votes_affected)} · {place} {one.code}"


def _place(place: Mapping[str, str], speaker: Speaker) -> str:
    for level in ("station", "tec", "rec"):
        if level in place:
            name = speaker.names.get(place[level], place[level])
            return f"{speaker.words(level)} {name}"
    return speaker.words("digest-cec")


def _coverage(told: Told, speaker: Speaker) -> Iterator[str]:
    """Say how many stations there are to speak of, tonight and last night."""
    if told.summary is None:
        return
    now, changes = told.summary["stations"], told.changes
    before = changes.coverage_before if changes else None
    for kind in ("official", "copies"):
        said = speaker.words(f"digest-{kind}", number=speaker.number(now[kind]))
        if now["register"]:
            said += speaker.words("digest-of", number=speaker.number(now["register"]))
        if before and before.get(kind) is not None:
            last = speaker.number(before[kind])
            said += speaker.words("digest-last-night", number=last)
        yield said


def _website(told: Told, speaker: Speaker) -> Iterator[str]:
    """Say what was wrong with the website's answers, by the word of each fault."""
    faults: dict[str, int] = {}
    for step in ("fetch", "parse"):
        given = told.steps.get(step, {}).get("facts", {}).get("faults", {})
        faults |= {word: len(addresses) for word, addresses in given.items()}
    for word, count in faults.items():
        yield f"{speaker.number(count)} · {speaker.words(f'fault-{word}')}"
