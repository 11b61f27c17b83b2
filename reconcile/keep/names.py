"""What did a person say about names that a run did not know? names.toml of a folder.

A run writes its questions to the end of the file and changes nothing that stands there.
A person writes what a name means into `key`, with `who` and `when`; the next parse
reads every document with it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from ingest.errors import SettingError
from ingest.facts.forms import Form
from ingest.facts.toml import Strict, read_toml
from ingest.read.values.names import Names, Question, election_names, key, nearest
from reconcile.keep.files import write_whole
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.tables import Read

MOST_ASKED = 500  # names in the file; a website with more unknown ones changed its layout

_HEAD = """# Names that were not known when documents were read. Write the id of what a name
# means into key, your name into who, the day into when, and run tekseru parse again.
"""


class Name(Strict):
    """A name, and what it means once a person has said so."""

    kind: Literal["region", "commission", "station", "list", "line"]
    spelling: Annotated[str, Field(min_length=1)]
    key: str = ""
    who: str = ""
    when: date | Literal[""] = ""
    nearest: tuple[str, ...] = ()
    document: str = ""

    @model_validator(mode="after")
    def _is_signed(self) -> "Name":
        if self.key and not (self.who and self.when):
            raise ValueError("expected who and when beside key")
        return self


class _File(Strict):
    name: tuple[Name, ...] = ()


def folder_names(
    folder: ElectionFolder,
    forms: Mapping[str, Form],
    recorded: Sequence[tuple[str, str, str]] = (),
) -> Names:
    """Gather the names of a folder's election and the answers in its names.toml.

    Parameters
    ----------
    folder, forms
        The election, and the form of each level.
    recorded
        Kind, spelling and id of names that people answered at the desk.

    Raises
    ------
    SettingError
        If the file is not as expected, an answer is no id that there is, or a name is
        said to mean two things.
    """
    answered = [one for one in _load(folder) if one.key]
    for one in answered:
        refuse_no_id(folder, forms, one.kind, one.spelling, one.key)
    answers: list[tuple[str, str, str]] = [
        (one.kind, one.spelling, one.key) for one in answered
    ]
    asked = {(kind, key(spelling)) for kind, spelling, _ in answers}
    answers += [one for one in recorded if (one[0], key(one[1])) not in asked]
    try:
        return election_names(folder.election, answers)
    except SettingError as fault:
        raise SettingError(f"{folder.names}: {fault}") from None


def known_ids(folder: ElectionFolder, forms: Mapping[str, Form], kind: str) -> list[str]:
    """List what a name of a kind may mean; nothing where any id will do."""
    election = folder.election
    known = {
        "region": [one.id for one in election.region],
        "list": [one.party for one in election.list],
        "line": [name for form in forms.values() for name in form.names],
    }
    return known.get(kind, [])


def refuse_no_id(
    folder: ElectionFolder, forms: Mapping[str, Form], kind: str, spelling: str, got: str
) -> None:
    """Refuse what a name is said to mean, if that is no id; raise SettingError."""
    ids = known_ids(folder, forms, kind)
    if ids and got not in ids:
        close = nearest(got, ids) or ids[:8]
        raise SettingError(
            f"{folder.names}: {kind} {spelling!r}: expected key to be an id, "
            f"got {got!r}; the nearest: {', '.join(close)}"
        )


def waiting_names(folder: ElectionFolder) -> list[Name]:
    """List the names of which nobody has said in names.toml what they mean."""
    return [one for one in _load(folder) if not one.key]


def ask_names(folder: ElectionFolder, documents: Iterable[Read]) -> int:
    """Write the questions of documents into names.toml; return how many names wait."""
    names = _load(folder)
    known: set[tuple[str, str]] = {(one.kind, key(one.spelling)) for one in names}
    waiting = sum(1 for one in names if not one.key)
    blocks = []
    for document in documents:
        for question in document.questions:
            one = Question(**question)
            name = (one.kind, key(one.spelling))
            if name not in known and len(known) < MOST_ASKED:
                known.add(name)
                blocks.append(_block(one, document.asked))
    if blocks:
        before = folder.names.read_bytes() if folder.names.exists() else _HEAD.encode()
        write_whole(folder.names, before.rstrip() + "".join(blocks).encode())
    return waiting + len(blocks)


def _load(folder: ElectionFolder) -> tuple[Name, ...]:
    if not folder.names.exists():
        return ()
    return read_toml(folder.names, _File, SettingError).name


def _block(question: Question, document: str) -> str:
    near = ", ".join(map(_quoted, question.nearest))
    return f"""

[[name]]
kind = "{question.kind}"
spelling = {_quoted(question.spelling)}
key = ""
who = ""
when = ""
nearest = [{near}]
document = {_quoted(document)}
"""


def _quoted(text: str) -> str:
    """Write text as TOML; its strings escape as JSON's do, and also the delete sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
