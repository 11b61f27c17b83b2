"""Photographs of copies: what is taken, and who sees them.

The bytes are evidence and are kept as they came, with whatever the telephone wrote into
them. What a page shows is a picture of ours.
"""

from typing import TypeGuard

from fastapi import HTTPException
from starlette.datastructures import UploadFile

from reconcile.desk.desk import Desk
from reconcile.desk.visitor import Visitor, person_of
from reconcile.keep.incoming import keep_incoming, read_incoming, suffix
from reconcile.keep.store.activity import note
from reconcile.keep.store.people import Person
from reconcile.keep.store.typed import has_photo

LARGEST = 12 << 20  # bytes; a telephone's photograph has 3 to 8 million


class NoPhotoError(Exception):
    """What was sent is no photograph that is taken; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def is_file(sent: UploadFile | str | None) -> TypeGuard[UploadFile]:
    """Tell whether a field of a form has a file in it."""
    return isinstance(sent, UploadFile) and bool(sent.size)


def keep_photo(desk: Desk, person: Person, file: UploadFile | str | None) -> str:
    """Keep a photograph; return its digest.

    Raises
    ------
    NoPhotoError
        If there is none, or it is too large, or neither JPEG nor PNG.
    """
    if not is_file(file):
        raise NoPhotoError("desk-photo-none")
    desk.pace.refuse_hasty("upload", person.name)
    data = file.file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NoPhotoError("desk-photo-large")
    if not suffix(data):
        raise NoPhotoError("desk-photo-none")
    digest = keep_incoming(desk.folder, data)
    with desk.store.writing() as connection:
        note(connection, person.name, "attached", digest)
    return digest


def seen_photo(desk: Desk, who: Visitor, digest: str) -> bytes:
    """Return a photograph to whoever typed its copy, or works on all; else 404."""
    person = person_of(who)
    works = person.may("clerk")
    with desk.store.reading() as connection:
        is_typed = has_photo(connection, digest, None if works else person.name)
    if not is_typed and not (works and desk.reader.now().has_photo(digest)):
        raise HTTPException(404)
    data = read_incoming(desk.folder, digest) or desk.reader.photo(digest)
    if data is None:
        raise HTTPException(404)
    return data
