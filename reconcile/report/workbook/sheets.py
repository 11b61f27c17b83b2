"""What stands in each sheet: frames whose columns carry the headings people read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from reconcile.finding import SEVERITIES
from reconcile.report.first import claim_words, ranked_findings
from reconcile.report.page.coverage import covered
from reconcile.report.run_folder import Run
from reconcile.report.words.speaker import Speaker
from reconcile.report.words.told import told_in

MOST_ROWS = 1_000_000  # of a sheet: 1,048,576 fit, with room for the headings

_WIDE, _USUAL, _NARROW = 60, 16, 11  # letters
_WIDTHS = {
    **dict.fromkeys(("message", "asks", "source", "rule_out"), _WIDE),
    **dict.fromkeys(("claim",), 40),
    **dict.fromkeys(("explanation", "explanation_2", "document", "copy_document"), 40),
    **dict.fromkeys(("check", "label", "place", "copy_place", "odd_one_out"), 28),
    **dict.fromkeys(("severity", "code", "official", "copy", "expected"), _NARROW),
    **dict.fromkeys(("rank", "moves", "away"), _NARROW),
    **dict.fromkeys(("difference", "holds", "violated", "unknown"), _NARROW),
}
# Columns of the sheet of findings, as people read them: where, what, how much, why.
_FINDINGS = (
    *("severity", "code", "check", "rec", "tec", "station", "channel", "line", "label"),
    *("official", "copy", "expected", "difference", "votes_affected", "beneficiary"),
    *("message", "explanation", "explanation_2", "odd_one_out"),
    *("document", "place", "copy_document", "copy_place"),
    "finding",
)
# Columns of the sheet of findings to look at first: its place, where, the claim it touches.
_FIRST = (
    *("rank", "severity", "code", "check", "rec", "tec", "station", "claim", "away"),
    *("moves", "votes_affected", "message", "finding"),
)
_LEVELS = ("tec", "rec", "cec")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title; `widths` of its columns in letters.

    Columns of `graded` hold 1, 2 and 3, to be shown as the severities' words.
    """

    title: str
    frame: pl.DataFrame
    widths: Sequence[int]
    graded: frozenset[str] = field(default_factory=frozenset)


def make_sheets(run: Run, speaker: Speaker) -> list[Sheet]:
    """Lay out a run in the speaker's language, what to know before reading it first."""
    findings = _findings(run, speaker)
    return [
        _read_me(run, speaker),
        _sheet(speaker, "findings", findings.select(_FINDINGS)),
        *_first(run, findings, speaker),
        _coverage(run, speaker),
        _totals(run, speaker),
        _checks(run, speaker),
    ]


def _sheet(speaker: Speaker, name: str, frame: pl.DataFrame) -> Sheet:
    """Put headings people read over the columns of a frame."""
    headings = {one: speaker.words(f"column-{one}") for one in frame.columns}
    return Sheet(
        speaker.words(f"sheet-{name}"),
        frame.rename(headings),
        [_WIDTHS.get(one, _USUAL) for one in frame.columns],
        frozenset({headings["severity"]} if "severity" in headings else ()),
    )


def _read_me(run: Run, speaker: Speaker) -> Sheet:
    """Say what the workbook is, how to read it, and what it does not say."""
    summary, words = run.summary, speaker.words
    total = sum(summary["findings"].values())
    told = [
        f"{summary['election'] or summary['form']} · "
        + words("report-run", run=run.path.name),
        f"{words('report-form', form=summary['form'])}, "
        + words(f"form-{summary['form_status']}"),
        words("workbook-findings", number=total),
    ]
    if run.findings.height > MOST_ROWS:
        told.append(words("workbook-cut", number=MOST_ROWS))
    told += [
        words(f"workbook-{one}")
        for one in ("sheets", "filter", "severity", "text", "digest")
    ]
    for kind in ("numbers", "missing", "votes", "likely"):
        told.append(words(f"reading-{kind}"))
    told += ["", words("report-findings-say"), words("report-says-not")]
    for kind in ("right", "copies", "careful", "screening", "form"):
        told.append(words(f"says-not-{kind}"))
    title = words("sheet-read-me")
    return Sheet(title, pl.DataFrame({title: told}), [120])


def _findings(run: Run, speaker: Speaker) -> pl.DataFrame:
    """Say the findings as people read them."""
    names = {one["sha256"]: one["name"] for one in run.summary["inputs"]}
    grades = {one: at for at, one in enumerate(SEVERITIES, 1)}
    channels = {
        one: speaker.words(f"channel-{one}") for one in ("paper", "electronic", "summary")
    }
    told = run.findings.head(MOST_ROWS)
    if speaker.language != "en":  # check says it in English
        told = told_in(told, run.sentences, speaker)
    return told.with_columns(
        _as("severity", grades, pl.Int64),
        _as("code", _titles(told["code"], speaker)).alias("check"),
        pl.col("rec", "beneficiary").replace(dict(speaker.names)),
        pl.col("line")
        .replace_strict(dict(speaker.names), default="", return_dtype=pl.String)
        .alias("label"),
        pl.col("channel").replace(channels),
        pl.col("document", "copy_document").replace(names),
        *(_as(one, _places(told[one], speaker)) for one in ("place", "copy_place")),
    )


def _first(run: Run, findings: pl.DataFrame, speaker: Speaker) -> list[Sheet]:
    """List what to look at first, to be filtered by claim; no sheet without a ranking."""
    seats = run.summary["seats"]
    rows = [
        (
            one.finding["finding"],
            claim_words(one.touches, seats, speaker) if one.touches else "",
            one.rank,
            one.touches["moved"] if one.touches else None,
            one.moves if one.touches else None,
        )
        for one in ranked_findings(run)
    ]
    if not rows:
        return []
    columns = ("finding", "claim", "rank", "away", "moves")
    ranked = _frame(rows, columns, texts=2)
    frame = ranked.join(findings, on="finding", how="inner", maintain_order="left")
    return [_sheet(speaker, "first", frame.select(_FIRST))]


def _as(column: str, told: Mapping[Any, Any], kind: Any = pl.String) -> pl.Expr:
    return pl.col(column).replace_strict(told, return_dtype=kind)


def _titles(codes: pl.Series, speaker: Speaker) -> dict[str, str]:
    return {one: speaker.check(one, "title") for one in codes.unique().to_list()}


def _places(places: pl.Series, speaker: Speaker) -> dict[str, str]:
    return {one: speaker.place(one) for one in places.unique().to_list()}


def _coverage(run: Run, speaker: Speaker) -> Sheet:
    """List regions, then TECs, with what of their stations was seen."""
    under = run.summary.get("under", {})
    rows = [
        (speaker.names.get(one.name, one.name), "", one.register, one.official, one.copies)
        for one in covered(run.summary, "rec")
    ]
    for one in covered(run.summary, "tec"):
        region = under.get(one.name, "")
        region = speaker.names.get(region, region)
        rows.append((region, one.name, one.register, one.official, one.copies))
    columns = ("rec", "tec", "in_register", "with_protocol", "with_copy")
    return _sheet(speaker, "coverage", _frame(rows, columns, texts=2))


def _totals(run: Run, speaker: Speaker) -> Sheet:
    """Put our own addition of each line beside what the commissions above say."""
    own = ("official", "missing", "matched", "matched_official", "matched_copies")
    totals = run.summary["totals"]
    levels = [one for one in _LEVELS if any(one in told for told in totals.values())]
    rows = [
        (
            line,
            speaker.names.get(line, line),
            *(told[one] for one in own),
            *_above(told, levels),
        )
        for line, told in totals.items()
    ]
    above = [column for one in levels for column in (f"sum_{one}", f"missing_{one}")]
    columns = ("line", "label", *(f"total_{one}" for one in own), *above)
    return _sheet(speaker, "totals", _frame(rows, columns, texts=2))


def _above(told: Mapping[str, Any], levels: Sequence[str]) -> Iterable[int | None]:
    for one in levels:
        level = told.get(one, {})
        yield from (level.get("sum"), level.get("missing"))


def _checks(run: Run, speaker: Speaker) -> Sheet:
    counts = ("holds", "violated", "unknown", "findings")
    parts = ("asks", "source", "rule-out")
    rows = [
        (
            code,
            speaker.check(code, "title"),
            *(speaker.check(code, one) for one in parts),
            *(told[one] for one in counts),
        )
        for code, told in run.summary["checks"].items()
    ]
    texts = ("code", "check", "asks", "source", "rule_out")
    return _sheet(speaker, "checks", _frame(rows, (*texts, *counts), texts=len(texts)))


def _frame(
    rows: Sequence[Sequence[str | int | None]], columns: Sequence[str], *, texts: int
) -> pl.DataFrame:
    """Make a frame whose first columns are text and whose others are counts."""
    schema = {
        name: pl.String if at < texts else pl.Int64 for at, name in enumerate(columns)
    }
    return pl.DataFrame(rows, schema, orient="row")
