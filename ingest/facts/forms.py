"""What lines does a protocol form have, and which control relations tie them?

A form is a TOML file in data/forms, copied from the annex that approved it. It is
checked as a whole when it is loaded: a rule that cannot be read stops here, before any
station is looked at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ingest.errors import FormError
from ingest.facts.places import find_fact
from ingest.facts.relations import (
    Arithmetic,
    GrammarError,
    Lines,
    read_relation,
    read_sum,
)
from ingest.facts.toml import Strict, read_toml
from ingest.protocol import KEYS, ORIGIN

Channel = Literal["paper", "electronic", "summary"]
Level = Literal["pec", "tec", "rec", "cec"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)?$")]
Number = Annotated[str, StringConstraints(pattern=r"^[^\s\[\].]+(\.[^\s\[\].]+)*$")]

# Names that tables use for other things; a line called so could not be a column.
RESERVED = {*KEYS, *ORIGIN, "commission"}


class Line(Strict):
    """A numbered entry of a form."""

    number: Number
    name: Name
    unit: Literal["voters", "ballots", "votes", "certificates"]
    adds: bool = True
    en: str = ""
    ru: str = ""
    kk: str = ""
    aka: tuple[str, ...] = ()
    group: str = ""
    party: str = ""
    basis: str = ""

    @property
    def label(self) -> str:
        """The line's wording, in the first language that has one."""
        return self.en or self.ru or self.kk or self.name


class RelationText(Strict):
    """A control relation as the form file writes it."""

    id: str = ""
    text: str
    basis: Literal["statute", "observed", "derived"]
    law: Annotated[str, StringConstraints(min_length=1)]
    channels: tuple[Channel, ...] = ()
    totals: bool = True


class Source(Strict):
    """What the form was copied from."""

    document: str
    url: str = ""
    sha256: str = ""
    retrieved: date | None = None


class Roles(Strict):
    """What shares are of, each a sum of lines: screening needs to know, and only it.

    `voters` could vote, `turnout` is counted as having come, `cast` are the ballots of
    which a list has its share.
    """

    voters: str
    turnout: str
    cast: str


class FormFile(Strict):
    """The content of a form file."""

    id: str
    title: dict[str, str]
    level: Level
    status: Literal["official", "provisional"]
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)] = ("paper",)
    notes: str = ""
    source: Source
    roles: Roles | None = None
    line: Annotated[tuple[Line, ...], Field(min_length=1)]
    relation: tuple[RelationText, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A control relation, as text and as arithmetic on the form's lines."""

    id: str
    text: str
    basis: str
    law: str
    channels: tuple[str, ...]
    totals: bool
    arithmetic: Arithmetic


@dataclass(frozen=True)
class Form:
    """A protocol form, checked and ready to use.

    `roles` are the positions of the lines that add up to each; empty if the form does
    not say.
    """

    id: str
    title: dict[str, str]
    level: str
    status: str
    channels: tuple[str, ...]
    notes: str
    source: Source
    lines: tuple[Line, ...]
    relations: tuple[Relation, ...]
    roles: Mapping[str, Sequence[int]]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The lines' names, in the form's order."""
        return tuple(line.name for line in self.lines)

    @cached_property
    def position(self) -> dict[str, int]:
        """The position of each line by its name."""
        return {name: at for at, name in enumerate(self.names)}

    def sum_of(self, text: str) -> Mapping[int, int]:
        """Read a sum of this form's lines; raise GrammarError."""
        return read_sum(text, _grammar_lines(self.lines))


def load_form(name: str) -> Form:
    """Load a form by its path or by the id of a shipped one; raise FormError."""
    path = find_fact("forms", name, FormError)
    raw = read_toml(path, FormFile, FormError)
    faults = [*_repeated(raw), *_reserved(raw)]
    relations = []
    for at, text in enumerate(raw.relation, 1):
        try:
            relations.append(_relation(text, at, raw))
        except GrammarError as fault:
            faults.append(f"relation {text.id or at} {text.text!r}: {fault}")
    faults += _repeated_ids(relations)
    roles: dict[str, Sequence[int]] = {}
    for role, lines in raw.roles or ():
        try:
            roles[role] = _added_lines(lines, raw)
        except GrammarError as fault:
            faults.append(f"roles.{role} {lines!r}: {fault}")
    if faults:
        raise FormError("\n".join(f"{path}: {fault}" for fault in faults))
    return Form(
        id=raw.id,
        title=raw.title,
        level=raw.level,
        status=raw.status,
        channels=raw.channels,
        notes=raw.notes,
        source=raw.source,
        lines=raw.line,
        relations=tuple(relations),
        roles=roles,
    )


def _added_lines(text: str, form: FormFile) -> list[int]:
    """Read lines that are added up, each once; raise GrammarError."""
    terms = read_sum(text, _grammar_lines(form.line))
    if set(terms.values()) != {1}:
        raise GrammarError("expected lines added up, each once, and no number")
    return sorted(terms)


def _relation(text: RelationText, at: int, form: FormFile) -> Relation:
    unknown = [channel for channel in text.channels if channel not in form.channels]
    if unknown:
        raise GrammarError(
            f"expected channels of the form ({', '.join(form.channels)}), "
            f"got {unknown[0]!r}"
        )
    return Relation(
        id=text.id or f"R{at}",
        text=text.text,
        basis=text.basis,
        law=text.law,
        channels=text.channels or form.channels,
        totals=text.totals,
        arithmetic=read_relation(text.text, _grammar_lines(form.line)),
    )


def _grammar_lines(lines: Sequence[Line]) -> Lines:
    groups: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if line.group:
            groups.setdefault(line.group, []).append(at)
    return Lines(
        names=[line.name for line in lines],
        by_number={line.number: at for at, line in enumerate(lines)},
        groups=groups,
    )


def _repeated(form: FormFile) -> list[str]:
    """Find numbers, names and parties that two lines share."""
    columns = {
        "number": [line.number for line in form.line],
        "name": [line.name for line in form.line],
        "party": [line.party for line in form.line if line.party],
    }
    return [
        f"line {kind} {value!r}: expected once, found {count} times"
        for kind, values in columns.items()
        for value, count in Counter(values).items()
        if count > 1
    ]


def _repeated_ids(relations: list[Relation]) -> list[str]:
    counts = Counter(relation.id for relation in relations)
    return [
        f"relation id {id_!r}: expected once, found {count} times"
        for id_, count in counts.items()
        if count > 1
    ]


def _reserved(form: FormFile) -> list[str]:
    return [
        f"line {line.number}: the name {line.name!r} is used for a column of tables"
        for line in form.line
        if line.name in RESERVED
    ]
