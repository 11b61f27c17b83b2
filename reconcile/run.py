"""Protocols -> all checks -> sorted findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from ingest.alike import all_same
from ingest.facts.forms import Form
from ingest.protocol import Protocols, empty_rows
from reconcile.checks import (
    channels,
    copies,
    duplicates,
    posting,
    published,
    register,
    relations,
    signing,
    statements,
    tabulation,
    twice,
)
from reconcile.checks.base import Answer
from reconcile.finding import in_order, sentences, to_frame
from reconcile.statements import across_sources, latest, make_statements
from reconcile.table import Case, Statements, Table, listed_once

# What is asked of each station, and what is asked of all of them together.
BY_STATION = (
    relations.check_relations,
    copies.check_copies,
    channels.check_channels,
    statements.check_statements,
    register.check_register,
    twice.check_twice,
    posting.check_posting,
    signing.check_signing,
)
TOGETHER = (
    tabulation.check_tabulation,
    published.check_published,
    duplicates.check_duplicates,
)

if TYPE_CHECKING:  # building its models takes time that few runs need
    from ingest.facts.elections import Election


@dataclass(frozen=True, slots=True)
class Result:
    """What one run found: an answer a check, and the findings of all, in order.

    `sentences` are what the findings' sentences were filled with, to say them in other
    languages.
    """

    case: Case
    answers: Sequence[Answer]
    findings: pl.DataFrame
    sentences: pl.DataFrame

    @property
    def chances(self) -> dict[str, float]:
        """How likely chance alone is to bring a finding, by its id, where it is known."""
        found = (finding for answer in self.answers for finding in answer.findings)
        return {
            one.identity: one.probability for one in found if one.probability is not None
        }

    @property
    def must(self) -> int:
        """The number of findings whose rule is a law or an instruction."""
        return int((self.findings["severity"] == "must").sum())


def make_case(
    form: Form,
    official: Protocols,
    copies: Protocols,
    commissions: Sequence[tuple[Form, Protocols]] = (),
    register: pl.DataFrame | None = None,
    election: "Election | None" = None,
    postings: pl.DataFrame | None = None,
    weights: Mapping[str, float] | None = None,
) -> Case:
    """Put together what the checks look at."""
    parents = _parents(commissions, register)
    stated = _under(official, register, parents)
    official = _stating(stated, "")
    posted = make_statements(official, form)
    current, earlier = _current(posted, official, form)
    if copies.rows.height:
        copies = _under(copies, listed(current.agreed, register), parents)
    held = make_statements(copies, form)
    upper, words = [], [(current.agreed, _said(stated, form, "words"))]
    for level_form, protocols in commissions:
        for level in ("tec", "rec", "cec"):
            rows = protocols.rows.filter(pl.col("level") == level)
            if rows.height:
                rows = rows.with_columns(_parent_of(parents))
                own = replace(protocols, rows=rows)
                upper.append(make_statements(_stating(own, ""), level_form))
                digits = latest(upper[-1])[0].agreed
                words.append((digits, _said(own, level_form, "words")))
    return Case(
        form=form,
        official=current,
        earlier=earlier,
        copies=latest(held)[0],
        posted=[posted, *upper],
        held=held,
        tables=_said(stated, form, "table"),
        words=words,
        commissions=[latest(one)[0] for one in upper],
        register=register,
        election=election,
        read=[] if postings is None else _dated(official, form, commissions, postings),
        weights=weights,
    )


def posted_of(form: Form, official: Protocols, register: pl.DataFrame | None) -> Table:
    """Return the last versions of what was posted, as a case has them but for RECs."""
    official = _stating(_under(official, register, {}), "")
    return _current(make_statements(official, form), official, form)[0].agreed


def _current(
    posted: Statements, official: Protocols, form: Form
) -> tuple[Statements, Table]:
    """Split what was posted into the last versions, over all sources, and earlier ones."""
    current, earlier = latest(posted)
    if not all_same(official.rows["source"]):
        current = replace(current, agreed=across_sources(official, form))
    return current, earlier


def _dated(
    official: Protocols,
    form: Form,
    commissions: Sequence[tuple[Form, Protocols]],
    postings: pl.DataFrame,
) -> list[tuple[Form, pl.DataFrame]]:
    """Return the rows of documents from a website, with the times of their documents."""
    return [
        (
            own,
            _stating(protocols, "").rows.join(
                postings, on=["document", "version"], maintain_order="left"
            ),
        )
        for own, protocols in ((form, official), *commissions)
    ]


def _stating(protocols: Protocols, statement: str) -> Protocols:
    """Keep one of the statements that protocols make: digits, words, a table's row."""
    rows = protocols.rows
    asked = rows["statement"] == statement
    if asked.all():
        return protocols
    return replace(protocols, rows=rows.filter(asked) if asked.any() else rows.clear())


def _said(protocols: Protocols, form: Form, statement: str) -> Table:
    """Return what the last versions of such statements agree on."""
    return latest(make_statements(_stating(protocols, statement), form))[0].agreed


def no_protocols(form: Form) -> Protocols:
    """Return the protocols of a kind that was not given."""
    return Protocols(empty_rows(form.names))


def run_checks(case: Case, screen: str = "") -> Result:
    """Ask every check and sort what they found.

    Screening is asked only if *screen* is "usual", or "disputed" for all of it.
    """
    families = (*BY_STATION, *TOGETHER)
    answers = join_answers([one for family in families for one in family(case)])
    if screen:
        from reconcile.checks.screening import check_screening

        answers += check_screening(case, disputed=screen == "disputed")
    return make_result(case, answers)


def make_result(case: Case, answers: Sequence[Answer]) -> Result:
    """Sort what the answers found."""
    ordered = in_order(one for answer in answers for one in answer.findings)
    findings = to_frame(ordered)
    return Result(case, answers, findings, sentences(ordered, findings["finding"]))


def join_answers(answers: Sequence[Answer]) -> list[Answer]:
    """Add up answers of the same check, and sort by code."""
    by_code: dict[str, Answer] = {}
    for one in answers:
        known = by_code.get(one.check.code, Answer(one.check))
        by_code[one.check.code] = Answer(
            check=one.check,
            holds=known.holds + one.holds,
            violated=known.violated + one.violated,
            unknown=known.unknown + one.unknown,
            findings=[*known.findings, *one.findings],
            parts=_join_parts([*known.parts, *one.parts]),
        )
    return [by_code[code] for code in sorted(by_code)]


def _join_parts(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add up what was asked of one relation in several places."""
    joined: dict[tuple[str, ...], dict[str, Any]] = {}
    for part in parts:
        key = tuple(str(value) for name, value in part.items() if name not in _COUNTED)
        known = joined.setdefault(key, part)
        if known is not part:
            joined[key] = part | {name: known[name] + part[name] for name in _COUNTED}
    return list(joined.values())


_COUNTED = ("holds", "violated", "unknown")


def _parents(
    commissions: Sequence[tuple[Form, Protocols]], register: pl.DataFrame | None
) -> dict[str, str]:
    """Say of each TEC which REC it is under: by its own protocol, else by the register."""
    frames = [
        protocols.rows.filter(pl.col("level") == "tec").select("station", "parent")
        for _, protocols in commissions
    ]
    if register is not None:
        listed = register.filter(pl.col("tec") != "").select("tec", "rec").unique()
        alone = listed.filter(~pl.col("tec").is_duplicated())
        frames.insert(0, alone.rename({"tec": "station", "rec": "parent"}))
    named = pl.concat(frames).filter(pl.col("parent") != "") if frames else pl.DataFrame()
    return dict(named.iter_rows())


def listed(posted: Table, register: pl.DataFrame | None) -> pl.DataFrame:
    """Return who is above each station: by the register, else by what was posted."""
    if register is None:
        return posted.rows.select("station", "tec", "rec").unique()
    return register


def _parent_of(parents: dict[str, str]) -> pl.Expr:
    """Fill in the commission above a TEC whose protocol does not name it."""
    known = pl.col("station").replace_strict(parents, default="", return_dtype=pl.String)
    blank = (pl.col("parent") == "") & (pl.col("level") == "tec")
    return pl.when(blank).then(known).otherwise(pl.col("parent")).alias("parent")


def _under(
    protocols: Protocols, register: pl.DataFrame | None, parents: dict[str, str]
) -> Protocols:
    """Fill in the commissions above a station where its own row does not say them."""
    rows = protocols.rows
    if register is not None:
        known = listed_once(register).select(
            "station", pl.col("tec").alias("_tec"), pl.col("rec").alias("_rec")
        )
        rows = rows.join(known, on="station", how="left", maintain_order="left")
        rows = rows.with_columns(
            pl.when(pl.col(above) == "")
            .then(pl.col(f"_{above}").fill_null(""))
            .otherwise(pl.col(above))
            .alias(above)
            for above in ("tec", "rec")
        ).drop("_tec", "_rec")
    if parents:
        above = pl.col("tec").replace_strict(parents, default="", return_dtype=pl.String)
        rows = rows.with_columns(
            rec=pl.when(pl.col("rec") == "").then(above).otherwise(pl.col("rec"))
        )
    return replace(protocols, rows=rows)
