"""A run's summary as a few lines for a terminal of 80 columns."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from reconcile.phrases import Phrase, phrase
from reconcile.report.headline import headline

if TYPE_CHECKING:  # a run in English loads no words
    from reconcile.report.words.speaker import Speaker

SCREENING = "C5"  # the codes of what is unusual without a rule
_NAME = 34  # columns for a check's name
_COUNT = 12  # and for each of its counts
_LABEL = 10  # and for what stands before a line, but for a space
_SHOWN = 10  # of each kind of message; the rest stands in summary.json


def summary_lines(
    summary: dict[str, Any], out: str, speaker: "Speaker | None" = None
) -> Iterator[str]:
    """Tell whether it matters, what was checked, what came out and where it is.

    Without a speaker it is told in English, for which no words need be loaded.
    """
    lines = _Lines(speaker)
    if summary["materiality"]:
        yield from wrap(" ".join(map(lines.say, _says(summary, speaker))), 79)
        yield ""
    status = phrase(f"form-{summary['form_status']}")
    yield lines.labelled("form", phrase("run-form", form=summary["form"], status=status))
    yield from lines.stations(summary["stations"])
    yield ""
    yield lines.heading("check", "holds", "violated", "unknown")
    for code, answer in summary["checks"].items():
        asked = answer["holds"] + answer["violated"] + answer["unknown"]
        if asked and not code.startswith(SCREENING):
            yield _row(lines.name(code, answer), answer)
            yield from lines.relations(answer.get("relations", ()), summary["form"])
    yield ""
    yield from lines.screening(summary)
    yield from lines.left_out(summary)
    yield from lines.found(summary, out)


def _says(summary: dict[str, Any], speaker: "Speaker | None") -> list[Phrase]:
    """Say whether it matters, with the lists' names in the speaker's language."""
    seats = summary["seats"]
    named = speaker.names if speaker else {}
    names = {party: named.get(party, name) for party, name in seats["names"].items()}
    return headline({**seats, "names": names}, summary["materiality"])


class _Lines:
    """The lines of a run, in one language."""

    def __init__(self, speaker: "Speaker | None") -> None:
        self.speaker = speaker
        self.say: Callable[[str], str] = speaker.say if speaker else str

    def labelled(self, label: str, text: Phrase) -> str:
        """Put a label before a text."""
        return f"{self.say(phrase(f'label-{label}')):{_LABEL}} {self.say(text)}"

    def under(self, text: str) -> str:
        """Put a text under that of the line before."""
        return f"{'':{_LABEL}} {self.say(text)}"

    def heading(self, *columns: str) -> str:
        """Name the columns of a table; the first may have no name."""
        name, *counts = (one and self.say(phrase(f"column-{one}")) for one in columns)
        return f"{name:{_NAME}}" + "".join(f"{one:>{_COUNT}}" for one in counts)

    def name(self, code: str, answer: dict[str, Any]) -> str:
        """Name a check: by what it is called in the files, or by its title elsewhere."""
        title = self.speaker.check(code, "title") if self.speaker else answer["check"]
        return f"{code} {title}"

    def stations(self, stations: dict[str, Any]) -> Iterator[str]:
        """Tell how many stations have a protocol, and how many a copy."""
        key = "run-stations" if stations["register"] is None else "run-stations-of"
        yield self.labelled("stations", phrase(key, **stations))
        if stations["copies"]:
            yield self.labelled("copies", phrase("run-copies", **stations))

    def relations(self, relations: Sequence[dict[str, Any]], form: str) -> Iterator[str]:
        """Tell each relation's counts, under the name of a form but the main one."""
        for part in relations:
            if part["form"] != form:
                form = part["form"]
                yield self.say(phrase("run-relations-of", form=form))
            yield _row(f"  {part['relation']}  {part['text']}", part)

    def screening(self, summary: dict[str, Any]) -> Iterator[str]:
        """Tell what was screened, apart from the checks that have a rule."""
        if not summary["screening"]["asked"]:
            yield self.labelled("screening", phrase("run-not-screened"))
            return
        yield self.labelled("screening", phrase("run-screened"))
        yield self.heading("", "usual", "unusual", "unknown")
        for code, answer in summary["checks"].items():
            if code.startswith(SCREENING):
                yield _row(self.name(code, answer), answer)
                for part in answer.get("figures", ()):
                    if "of_these_by_chance" in part:
                        chance = f"{part['of_these_by_chance']:>{_COUNT},.0f}"
                        told = self.say(phrase("run-by-chance"))
                        yield f"{told:{_NAME}}{'':{_COUNT}}{chance}"
        yield ""

    def left_out(self, summary: dict[str, Any]) -> Iterator[str]:
        """Tell what could not be read, or waits for a person."""
        for kind in ("unreadable", "quarantined"):
            if summary[kind]:
                told = phrase(f"run-{kind}", number=len(summary[kind]))
                yield self.labelled(kind, told)
        if waiting := summary["waiting"]:
            scans = len({one["document"] for one in waiting})
            told = phrase("run-waiting", cells=len(waiting), scans=scans)
            yield self.labelled("waiting", told)

    def found(self, summary: dict[str, Any], out: str) -> Iterator[str]:
        """Tell how much was found, where it is, and the archive's root."""
        found, notes = summary["findings"], summary["screening"]["notes"]
        told = phrase("run-findings", total=sum(found.values()), **found)
        yield self.labelled("findings", told)
        if notes:
            yield self.under(phrase("run-notes", notes=notes))
        yield self.under(phrase("run-in", out=out))
        if archive := summary["archive"]:
            told = phrase("run-archive", records=archive["records"])
            yield self.labelled("archive", told)
            yield self.under(archive["root"])


def _row(name: str, counts: dict[str, Any]) -> str:
    name = name if len(name) < _NAME else name[: _NAME - 4] + "..."
    holds = (counts[one] for one in ("holds", "violated", "unknown"))
    return f"{name:{_NAME}}" + "".join(f"{one:>{_COUNT},}" for one in holds)


def problem_lines(summary: dict[str, Any]) -> Iterator[str]:
    """Tell each cell, row or document that could not be read, up to a few.

    These are what was in the way, not the result: English, like every error.
    """
    for one in summary["unreadable"][:_SHOWN]:
        yield (
            f"{one['document']}, {one['place']}: expected {one['expected']}, "
            f"got {one['got']}"
        )
    for one in summary["quarantined"][:_SHOWN]:
        yield f"{one['document']}: set aside: {one['reason']}"
    for kind in ("unreadable", "quarantined"):
        more = len(summary[kind]) - _SHOWN
        if more > 0:
            yield f"... and {more:,} more {kind}, all in summary.json"
    yield from _ignored(summary["ignored"])


def _ignored(ignored: list[dict[str, Any]]) -> Iterator[str]:
    """Tell what was not used, one paragraph a document and reason."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in ignored:
        together.setdefault((one["document"], one["reason"]), []).append(one["what"])
    for (document, reason), what in list(together.items())[:_SHOWN]:
        more = f" and {len(what) - _SHOWN} more" if len(what) > _SHOWN else ""
        told = f"{PurePath(document).name}: ignored, {reason}: {', '.join(what[:_SHOWN])}"
        yield from wrap(told + more, 79, subsequent_indent="  ")
    if len(together) > _SHOWN:
        yield f"... and {len(together) - _SHOWN:,} more ignored, all in summary.json"
