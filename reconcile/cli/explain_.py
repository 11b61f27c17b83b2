"""tekseru explain: what a check asks, one finding with its numbers, or the weights."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from ingest.errors import SettingError
from reconcile.cli.options import EXISTING, Voice, voiced

_INDENT = " " * 10


@click.command("explain")
@click.argument("what", metavar="CODE|FINDING|weights")
@click.option("--in", "place", type=EXISTING, default=".", help="Folder of the findings.")
@voiced
def command(what: str, place: Path, json: bool, quiet: bool) -> None:
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
    if "-" not in what:
        check = _check(what)
        voice.tell(_wrapped(_check_lines(check)))
        voice.give(check)
        return
    lived, recorded = _life(what, place)
    finding, sources = _find(what, place, recorded)
    voice.tell(_wrapped([*_finding_lines(finding, sources), *_life_lines(what, lived)]))
    voice.give({**finding, "sources": sources, "life": lived})


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


def _check(code: str) -> dict[str, Any]:
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
        "asks": check.asks,
        "source": check.source,
        "rule_out": check.rule_out,
    }


def _check_lines(check: dict[str, Any]) -> list[str]:
    return [
        f"{check['code']} {check['name']} ({check['severity']})",
        "",
        f"{'Asks':10}{check['asks']}",
        f"{'Source':10}{check['source']}",
        f"{'Rule out':10}{check['rule_out']}",
    ]


# Paths and digests stay whole, to be copied.
_wrap = partial(
    wrap,
    width=79,
    subsequent_indent=_INDENT,
    break_on_hyphens=False,
    break_long_words=False,
)


def _wrapped(lines: list[str]) -> list[str]:
    """Break lines at 80 columns; what goes on stands under the text, not the heading."""
    return [part for line in lines for part in _wrap(line) or [""]]


def _find(
    what: str, place: Path, recorded: dict[str, Any] | None
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Find a finding, in a report or as it was recorded, and what is known of it."""
    reports = [place, *sorted((place / "reports").glob("[0-9]*"), reverse=True)]
    for report in reports:
        path = report / "findings.json"
        if not path.is_file():
            continue
        rows = _load(path)
        found = [row for row in rows if row["finding"] == what]
        if found:
            summary = _load(report / "summary.json")
            return found[0], _sources(found[0], place, summary["inputs"])
    if recorded:  # reports are derived and may be deleted; what was found is not
        return recorded, _sources(recorded, place, ())
    raise SettingError(f"{what}: no such finding in {place}; see its findings.csv")


def _load(path: Path) -> Any:
    import json

    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise SettingError(f"{path}: expected what check wrote: {fault}") from None


def _sources(
    finding: dict[str, Any], place: Path, inputs: Sequence[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Say of each document of a finding what it is called and where its bytes are."""
    named = {one["sha256"]: {"name": one["name"]} for one in inputs}
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


def _life(what: str, place: Path) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Tell what became of a finding in a folder's runs, and its row when first found."""
    if not (place / "election.toml").is_file():
        return [], None
    from dataclasses import asdict

    from reconcile.keep.folder import ElectionFolder
    from reconcile.keep.life.told import first_row, life
    from reconcile.keep.store.open import is_there, open_store

    folder = ElectionFolder(place)
    if not is_there(folder):
        return [], None
    with open_store(folder) as store:
        return [asdict(one) for one in life(store, what)], first_row(store, what)


def _life_lines(what: str, lived: list[dict[str, Any]]) -> list[str]:
    """Tell each thing that happened to a finding on a line."""
    if not lived:
        return []
    lines = ["", "Life      each run in which something happened to it"]
    for one in lived:
        told = [f"{_INDENT}run {one['run']}, {one['started'][:16]}: {one['what']}"]
        told += [f"by {one['who']}"] if one["who"] else []
        told += [f"as {one['finding']}"] if one["finding"] != what else []
        told += [f"({one['why']})"] if one["why"] else []
        lines.append(" ".join(told))
    return lines


def _finding_lines(
    finding: dict[str, Any], sources: dict[str, dict[str, Any]]
) -> list[str]:
    lines = [
        f"{finding['finding']}  {finding['check']} ({finding['severity']})",
        finding["message"],
        "",
    ]
    for number, document, place in (
        ("official", "document", "place"),
        ("copy", "copy_document", "copy_place"),
    ):
        if finding[number] is not None or finding[document]:
            count = "" if finding[number] is None else f"{finding[number]:,}"
            lines.append(f"{number.capitalize():9} {count}")
            lines += _document_lines(finding[document], finding[place], sources)
    if finding["expected"] is not None:
        lines.append(f"Expected  {finding['expected']:,}")
    if finding["difference"] is not None:
        lines.append(f"Off by    {finding['difference']:+,}")
    if finding["votes_affected"]:
        gains = (
            f", to the gain of {finding['beneficiary']}" if finding["beneficiary"] else ""
        )
        lines.append(f"Votes     {finding['votes_affected']:,} affected{gains}")
    lines += [
        f"{heading:10}{finding[key]}"
        for heading, key in (
            ("Likely", "explanation"),
            ("Or", "explanation_2"),
            ("Alone", "odd_one_out"),
        )
        if finding[key]
    ]
    check = _check(finding["code"])
    return [
        *lines,
        "",
        f"Source    {check['source']}",
        f"Rule out  {check['rule_out']}",
    ]


def _document_lines(
    document: str, place: str, sources: dict[str, dict[str, Any]]
) -> list[str]:
    if not document:
        return []
    known = sources.get(document, {})
    told = [f"{place} of {known.get('name', 'a document')}"]
    told += [known[key] for key in ("fetched", "record") if key in known]
    return [_INDENT + line for line in (*told, f"sha256 {document}")]
