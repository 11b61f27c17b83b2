"""tekseru explain: what a check asks, one finding with its numbers, or the weights."""

from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import EXISTING, Voice, spoken, voiced

if TYPE_CHECKING:  # the words of three languages are loaded when something is said
    from collections.abc import Mapping

    from reconcile.report.words.speaker import Speaker

_LABELS = (
    *("asks", "source", "rule-out", "official", "copy", "expected", "off-by"),
    *("votes", "likely", "or", "alone"),
)


@click.command("explain")
@click.argument("what", metavar="CODE|FINDING|weights")
@click.option("--in", "place", type=EXISTING, default=".", help="Folder of the findings.")
@spoken
@voiced
def command(what: str, place: Path, json: bool, quiet: bool, lang: str) -> None:
    """Tell what a check asks, or show one finding with every number's document.

    A finding is looked up in an election folder's last report, or in the folder that
    check wrote to. "weights" are those that explanations are ranked by.
    """
    voice = Voice(json=json, quiet=quiet)
    if what == "weights":
        weights = _weights(place)
        voice.tell(_weight_lines(weights))
        voice.give(weights)
        return
    from reconcile.report.words.speaker import Speaker

    told = _Told(Speaker(lang, _names(place, lang)))
    if "-" not in what:
        check = _check(what, told.speaker)
        voice.tell(told.wrapped(_check_lines(check, told)))
        voice.give(check)
        return
    finding, sources = _find(what, place, told.speaker)
    voice.tell(told.wrapped(_finding_lines(finding, sources, told)))
    voice.give({**finding, "sources": sources})


def _names(place: Path, language: str) -> "Mapping[str, str]":
    """Return what an election folder calls lines and lists in another language."""
    if language == "en":
        return {}
    from reconcile.report.page.facts import read_facts

    return read_facts(place).names.get(language, {})


class _Told:
    """Lines of a label and what it says, as wide as the language's labels need."""

    def __init__(self, speaker: "Speaker") -> None:
        self.speaker = speaker
        self._labels = {one: speaker.words(f"explain-{one}") for one in _LABELS}
        self._width = max(map(len, self._labels.values())) + 2

    def line(self, label: str, text: str) -> str:
        """Put a label before a text."""
        return f"{self._labels[label]:{self._width}}{text}"

    def under(self, text: str) -> str:
        """Put a text under that of the line before."""
        return " " * self._width + text

    def wrapped(self, lines: list[str]) -> list[str]:
        """Break lines at 80 columns; what goes on stands under the text, not the label.

        Paths and digests stay whole, to be copied.
        """
        indent = self.under("")
        return [
            part
            for line in lines
            for part in wrap(
                line,
                width=79,
                subsequent_indent=indent,
                break_on_hyphens=False,
                break_long_words=False,
            )
            or [""]
        ]


def _weights(place: Path) -> dict[str, float]:
    """Read the weights of an election folder, else those that are shipped."""
    from ingest.facts.weights import SHIPPED, load_weights

    own = place / "weights.toml"
    return load_weights(str(own) if own.is_file() else SHIPPED)


def _weight_lines(weights: dict[str, float]) -> list[str]:
    """Tell each weight in bits, and how likely that is."""
    return [
        "Bits of each way from one statement to another; one bit less is twice as likely.",
        "These are judgment, not estimates; data/weights/explain.toml says how to change",
        "them.",
        "",
        *(f"{name:22}{bits:6.2f}" for name, bits in weights.items()),
    ]


def _check(code: str, speaker: "Speaker") -> dict[str, Any]:
    from reconcile.checks.catalogue import BY_CODE

    if code.upper() not in BY_CODE:
        raise SettingError(
            f"{code}: expected the code of a check ({', '.join(sorted(BY_CODE))}) "
            "or the id of a finding, or weights"
        )
    check = BY_CODE[code.upper()]
    return {
        "code": check.code,
        "name": check.name,
        "severity": str(check.severity),
        "asks": speaker.check(check.code, "asks"),
        "source": speaker.check(check.code, "source"),
        "rule_out": speaker.check(check.code, "rule-out"),
    }


def _check_lines(check: dict[str, Any], told: _Told) -> list[str]:
    severity = told.speaker.words(f"severity-{check['severity']}")
    return [
        f"{check['code']} {check['name']} ({severity})",
        "",
        told.line("asks", check["asks"]),
        told.line("source", check["source"]),
        told.line("rule-out", check["rule_out"]),
    ]


def _find(
    what: str, place: Path, speaker: "Speaker"
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Find a finding and what is known of its documents."""
    reports = [place, *sorted((place / "reports").glob("[0-9]*"), reverse=True)]
    for report in reports:
        path = report / "findings.json"
        if not path.is_file():
            continue
        rows = _load(path)
        found = [row for row in rows if row["finding"] == what]
        if found:
            finding = {**found[0], **_said(report, found[0], speaker)}
            return finding, _sources(finding, place, report)
    raise SettingError(f"{what}: no such finding in {place}; see its findings.csv")


def _said(report: Path, finding: dict[str, Any], speaker: "Speaker") -> dict[str, str]:
    """Say a finding's sentences in another language, where the run kept them."""
    kept = report / "sentences.parquet"
    if speaker.language == "en" or not kept.is_file():
        return {}
    import polars as pl

    from reconcile.report.words.told import said_of

    return said_of(pl.read_parquet(kept), finding, speaker)


def _load(path: Path) -> Any:
    import json

    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise SettingError(f"{path}: expected what check wrote: {fault}") from None


def _sources(
    finding: dict[str, Any], place: Path, report: Path
) -> dict[str, dict[str, Any]]:
    """Say of each document of a finding what it is called and where its bytes are."""
    summary = _load(report / "summary.json")
    named = {one["sha256"]: {"name": one["name"]} for one in summary["inputs"]}
    if (place / "archive").is_dir():
        from ingest.archive import Archive

        for entry in Archive(place / "archive").entries:
            named[entry.sha256] = {
                "name": entry.asked,
                "fetched": entry.time,
                "record": f"archive/{entry.file}, byte {entry.offset}",
            }
    wanted = [finding[one] for one in ("document", "copy_document") if finding[one]]
    return {one: named.get(one, {}) for one in wanted}


def _finding_lines(
    finding: dict[str, Any], sources: dict[str, dict[str, Any]], told: _Told
) -> list[str]:
    severity = told.speaker.words(f"severity-{finding['severity']}")
    lines = [f"{finding['finding']}  {finding['check']} ({severity})"]
    lines += [finding["message"], ""]
    for number, document, place in (
        ("official", "document", "place"),
        ("copy", "copy_document", "copy_place"),
    ):
        if finding[number] is not None or finding[document]:
            count = finding[number]
            said = "" if count is None else told.speaker.number(count)
            lines.append(told.line(number, said))
            where = told.speaker.place(finding[place])
            lines += _document_lines(finding[document], where, sources, told)
    lines += _numbers(finding, told)
    lines += [
        told.line(label, finding[key])
        for label, key in (
            ("likely", "explanation"),
            ("or", "explanation_2"),
            ("alone", "odd_one_out"),
        )
        if finding[key]
    ]
    check = _check(finding["code"], told.speaker)
    return [
        *lines,
        "",
        told.line("source", check["source"]),
        told.line("rule-out", check["rule_out"]),
    ]


def _numbers(finding: dict[str, Any], told: _Told) -> list[str]:
    """Tell what was expected, by how much it is off, and the votes it can move."""
    lines, number = [], told.speaker.number
    if finding["expected"] is not None:
        lines.append(told.line("expected", number(finding["expected"])))
    if finding["difference"] is not None:
        lines.append(told.line("off-by", number(finding["difference"], signed=True)))
    if finding["votes_affected"]:
        key = "explain-affected-to" if finding["beneficiary"] else "explain-affected"
        votes, party = finding["votes_affected"], finding["beneficiary"]
        lines.append(told.line("votes", told.speaker.words(key, votes=votes, party=party)))
    return lines


def _document_lines(
    document: str, place: str, sources: dict[str, dict[str, Any]], told: _Told
) -> list[str]:
    if not document:
        return []
    known = sources.get(document, {})
    name = known.get("name") or told.speaker.words("explain-document")
    lines = [told.speaker.words("explain-place-of", place=place, document=name)]
    lines += [known[key] for key in ("fetched", "record") if key in known]
    return [told.under(line) for line in (*lines, f"sha256 {document}")]
