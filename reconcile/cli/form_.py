"""tekseru form: is a form definition usable, and the data entry made from it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile.cli.options import EXISTING, Voice, voiced

if TYPE_CHECKING:
    from ingest.facts.forms import Form, Relation


@click.group("form")
def command() -> None:
    """Look at a form definition, or make a data entry form of it."""


@command.command("check")
@click.argument("file")
@voiced
def check(file: str, json: bool, quiet: bool) -> None:
    """Load a form file, or a shipped form by its id, and print it as understood."""
    from ingest.facts.forms import load_form

    form = load_form(file)
    voice = Voice(json=json, quiet=quiet)
    voice.tell(_lines(form))
    voice.give(
        {
            "form": form.id,
            "status": form.status,
            "lines": list(form.names),
            "roles": {
                role: [form.names[at] for at in lines] for role, lines in form.roles.items()
            },
            "relations": [
                {
                    "id": one.id,
                    "text": one.text,
                    "as_read": as_read(form, one),
                    "basis": one.basis,
                    "law": one.law,
                }
                for one in form.relations
            ],
        }
    )


@command.command("xlsform")
@click.argument("form_name", metavar="FORM")
@click.option("-o", "out", type=EXISTING, help="Where to write; the form's id .xlsx here.")
@voiced
def xlsform(form_name: str, out: Path | None, json: bool, quiet: bool) -> None:
    """Write an XLSForm for ODK or KoboToolbox, in Kazakh, Russian and English.

    Whatever comes back from it, tekseru import copies reads without a column map.
    """
    from ingest.facts.forms import load_form
    from ingest.read.observers.xlsform import write_xlsform
    from reconcile.keep.files import write_whole

    form = load_form(form_name)
    path = out or Path(f"{form.id}.xlsx")
    write_whole(path, write_xlsform(form))
    voice = Voice(json=json, quiet=quiet)
    voice.tell(
        [
            f"{path}: {len(form.lines)} lines, {len(form.relations)} relations that warn",
            "Upload it to ODK Central or KoboToolbox. Then: tekseru import copies EXPORT",
        ]
    )
    voice.give({"file": str(path), "form": form.id, "lines": len(form.lines)})


def _lines(form: "Form") -> Iterator[str]:
    yield f"{form.id}: {form.title.get('en', '')}"
    yield f"{form.status}; {form.level}; channels {', '.join(form.channels)}"
    yield f"source: {form.source.document}"
    yield ""
    for line in form.lines:
        counted = "" if line.adds else "  (one for all channels)"
        yield f"[{line.number}] {line.name}, {line.unit}: {line.label}{counted}"
    for role, lines in form.roles.items():
        yield f"role {role}: " + " + ".join(form.names[at] for at in lines)
    for one in form.relations:
        yield ""
        yield f"{one.id}  {one.text}   {_severity(one)}, {one.basis}"
        yield f"    {as_read(form, one)}"
        if one.channels != form.channels:
            yield f"    only in: {', '.join(one.channels)}"
        if not one.totals:
            yield "    never applied to sums over stations"
        yield f"    {one.law}"


def _severity(relation: "Relation") -> str:
    return "must" if relation.basis == "statute" else "should"


def as_read(form: "Form", relation: "Relation") -> str:
    """Write a relation with the names of its lines, all on one side."""
    arithmetic = relation.arithmetic
    parts = [
        f"{'-' if factor < 0 else '+'} {'' if abs(factor) == 1 else f'{abs(factor)} * '}"
        f"{form.names[line]}"
        for line, factor in sorted(arithmetic.terms.items())
    ]
    if arithmetic.constant:
        sign = "-" if arithmetic.constant < 0 else "+"
        parts.append(f"{sign} {abs(arithmetic.constant)}")
    text = " ".join(parts).removeprefix("+ ")
    if arithmetic.modulus:
        return f"{text} is a multiple of {arithmetic.modulus}"
    return f"{text} {arithmetic.op} 0"
