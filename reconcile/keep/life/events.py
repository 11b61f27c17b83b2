"""What became of each finding in a run?

Findings of one subject (the place without its numbers) follow each other. Why a finding
is not found any more, stands in `grounds`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.keep.store.records import Event

# Of a finding that was found: for the first time at its place; with other numbers than
# those found before; so, though a person had settled it with the others; again after a
# run that did not find it; as before, but what it rests on was not answered, or is again.
NEW, CHANGED, REOPENED, BACK = "new", "changed", "reopened", "back"
UNSEEN, SEEN = "unseen", "seen"
# Of one that was not: the commission posted something else; its place is taken by other
# numbers; another reason.
CORRECTED, REPLACED, GONE = "corrected", "replaced", "gone"

ENDED = (CORRECTED, REPLACED, GONE)


def is_found(event: Event) -> bool:
    """Tell whether a finding was found in the run of its event, and so ever since."""
    return event.kind not in ENDED


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows before a run.

    `last` is the last event of every finding; `subjects` the subject of every finding,
    `settled` the settled findings.
    """

    last: Mapping[str, Event]
    subjects: Mapping[str, str]
    settled: frozenset[str] = frozenset()


# Why a finding that was found last is not found any more: kind, reason.
Ending = Callable[[str], tuple[str, str]]


def follow(
    known: Known, subjects: Mapping[str, str], unseen: Mapping[str, str], ending: Ending
) -> Iterator[Event]:
    """Work out what became of each finding; one to which nothing happened has no event.

    Parameters
    ----------
    known
        What was known before.
    subjects
        The subject of every finding of tonight, in their order.
    unseen
        Of those that rest on what was not answered tonight: why.
    ending
        Says why a finding is not found any more.
    """
    standing = {one: event for one, event in known.last.items() if is_found(event)}
    for one in subjects:
        if one in standing and standing[one].seen == (one in unseen):
            kind = UNSEEN if one in unseen else SEEN
            yield Event(one, kind, kind == SEEN, why=unseen.get(one, ""))
    ended = [one for one in standing if one not in subjects]
    fresh = [one for one in subjects if one not in standing]
    for event in _pair(known, ended, fresh, subjects, ending):
        told = is_found(event) and event.finding in unseen
        yield replace(event, seen=False, why=unseen[event.finding]) if told else event


def _pair(
    known: Known,
    ended: Sequence[str],
    fresh: Sequence[str],
    subjects: Mapping[str, str],
    ending: Ending,
) -> Iterator[Event]:
    """Tell of findings that were not there before, and of those that are not any more."""
    before = _by_subject(known.subjects, ended)
    ever = _by_subject(known.subjects, list(known.subjects))
    for one in fresh:
        subject = subjects[one]
        if before[subject]:
            other = before[subject].pop(0)
            kind = REOPENED if other in known.settled else CHANGED
            yield Event(one, kind, other=other)
            yield Event(other, REPLACED, other=one)
        elif one in known.last:
            yield Event(one, BACK)
        elif earlier := [e for e in ever[subject] if not is_found(known.last[e])]:
            other = max(earlier, key=lambda e: known.last[e].run)
            kind = REOPENED if other in known.settled else BACK
            yield Event(one, kind, other=other)
        else:
            yield Event(one, NEW)
    for one in [one for left in before.values() for one in left]:
        kind, why = ending(one)
        yield Event(one, kind, why=why)


def _by_subject(
    subjects: Mapping[str, str], findings: Sequence[str]
) -> defaultdict[str, list[str]]:
    """Gather findings by their subject, in their order."""
    gathered: defaultdict[str, list[str]] = defaultdict(list)
    for one in findings:
        gathered[subjects[one]].append(one)
    return gathered
