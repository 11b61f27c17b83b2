"""What a piece of evidence says of itself to people, in one language.

The sentence of a finding and its rule stand there as the tool has them.
"""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from reconcile.report.words import Words
from reconcile.report.words.speaker import Speaker

_WIDTH = 90  # columns
_TIMES = ("posted", "before", "seen", "last", "gone")
_SHORT = 12  # digits of a digest that tell documents of one piece of evidence apart
_MOST = 200  # numbers listed; all are in evidence.json
_FILES = {
    "evidence.json": "json",
    "records.warc.gz": "records",
    "index.jsonl": "index",
    "pages/": "pages",
    "documents/": "documents",
    "folder/": "folder",
    "rules/": "rules",
    "SHA256SUMS": "sums",
}
COMMAND = "tekseru evidence --confirm"


def write_readme(told: Mapping[str, Any], language: str) -> bytes:
    """Write the README of a piece of evidence.

    Parameters
    ----------
    told
        The content of evidence.json.
    language
        One of those that words are in.
    """
    words = Words(language)
    parts = [
        _head(told, words),
        _section(words, "found", _found(told["finding"], words)),
        _section(words, "rule", [told["check"]["source"], *told["rule"]]),
        _section(words, "rule-out", [told["check"]["rule_out"]]),
        _section(words, "numbers", _numbers(told, words)),
        _section(words, "times", _times(told, words)),
        _section(words, "shows", [_shows(told, words), _again(told, words)]),
        _section(words, "not", [words("evidence-not-text")]),
        _section(words, "confirm", [f"{COMMAND} {told['finding']['finding']}.zip"]),
        _section(words, "files", _files(words)),
    ]
    return ("\n".join(line for part in parts for line in part) + "\n").encode()


def _head(told: Mapping[str, Any], words: Words) -> Iterator[str]:
    title = words("evidence-title", finding=told["finding"]["finding"])
    yield from (title, "=" * len(title), "")
    titles = told["election"]["title"]
    name = titles.get(words.language) or titles.get("en") or told["election"]["id"]
    yield words("evidence-election", election=name)
    if told["election"]["invented"]:
        yield words("evidence-invented")
    if any(one["kind"] == "resource" for one in told["documents"]):
        yield from ("", *wrap(words("evidence-careful"), _WIDTH))
    yield ""


def _section(words: Words, name: str, lines: Any) -> Iterator[str]:
    heading = words(f"evidence-{name}")
    yield from (heading, "-" * len(heading))
    for line in lines:
        deep = line[: len(line) - len(line.lstrip())]
        yield from wrap(
            line,
            _WIDTH,
            subsequent_indent=f"{deep}  " if deep else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
    yield ""


def _found(finding: Mapping[str, Any], words: Words) -> Iterator[str]:
    yield f"{finding['code']} {finding['check']}: {finding['message']}"
    for name in ("official", "copy", "expected"):
        if finding[name] is not None:
            yield words(f"evidence-{name}", number=finding[name])
    if finding["difference"] is not None:
        signed = f"{finding['difference']:+d}"
        yield words("evidence-difference", number=signed)


def _numbers(told: Mapping[str, Any], words: Words) -> Iterator[str]:
    for one in told["numbers"][:_MOST]:
        name = {"pec": words("station"), "tec": words("tec"), "rec": words("rec")}
        whose = f"{name.get(one['level'], one['level'])} {one['station']}"
        more = [one[key] for key in ("channel", "source", "statement") if one[key]]
        more += [words("evidence-below")] if one["role"] == "below" else []
        number = words("evidence-missing") if one["value"] is None else one["value"]
        yield "  " + words(
            "evidence-number",
            whose=", ".join([whose, *more]),
            line=one["line"],
            number=number,
            place=one["place"] or "-",
            document=one["document"][:_SHORT],
        )
    if len(told["numbers"]) > _MOST:
        yield "  ..."


def _times(told: Mapping[str, Any], words: Words) -> Iterator[str]:
    own = [one for one in told["documents"] if one["role"] == "own"]
    for one in own:
        yield f"{one['name']} ({one['sha256'][:_SHORT]})"
        for time in _TIMES:
            if one.get(time):
                yield "  " + words(f"evidence-{time}", time=one[time])
        kept = "handed" if one["kind"] == "resource" else "fetched"
        yield "  " + words(f"evidence-{kept}", time=one["time"])
    if len(own) < len(told["documents"]):
        yield words("evidence-further", number=len(told["documents"]) - len(own))


def _shows(told: Mapping[str, Any], words: Words) -> str:
    root = told["archive"]
    return words("evidence-shows-text", records=root["records"], root=root["root"])


def _again(told: Mapping[str, Any], words: Words) -> str:
    if told["why_not"]:
        why = Speaker(words.language).say(told["why_not"])
        return words("evidence-again-no", why=why)
    return words("evidence-again-yes")


def _files(words: Words) -> Iterator[str]:
    for name, key in _FILES.items():
        yield f"  {name:16} {words(f'evidence-file-{key}')}"
