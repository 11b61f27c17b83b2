"""tekseru serve: the web desk."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.errors import SettingError
from reconcile.cli.options import FOLDER, Voice, voiced

if TYPE_CHECKING:
    from reconcile.keep.folder import ElectionFolder

ADMIN = "admin"  # the first person's name, and their role


@click.command("serve")
@FOLDER
@click.option("--host", default="127.0.0.1", help="Where to listen; this machine only.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000)
@click.option("--public", is_flag=True, help="Let anybody read, and only read.")
@click.option("--add-user", metavar="NAME", help="Let somebody in, and end.")
@click.option("--role", default="observer", help="What --add-user may do.")
@voiced
def command(
    folder: Path,
    host: str,
    port: int,
    public: bool,
    add_user: str | None,
    role: str,
    json: bool,
    quiet: bool,
) -> None:
    """Serve the web desk of an election folder until Ctrl-C.

    The first start makes the person "admin" and prints their password, once. Another
    password, or role, of NAME: --add-user NAME again. Speaks HTTP; for other machines put
    a web server that speaks HTTPS before it.
    """
    from reconcile.keep.folder import ElectionFolder

    voice, election = Voice(json=json, quiet=quiet), ElectionFolder(folder)
    if add_user:
        password = _let_in(election, add_user, role)
        voice.tell([f"{add_user}, {role}: password {password}"])
        voice.give({"name": add_user, "role": role, "password": password})
        return
    voice.tell(_first_admin(election))
    _serve(election, voice, host, port, public=public)


def _first_admin(election: "ElectionFolder") -> Iterator[str]:
    """Let the first person in, if nobody is; their password is shown now or never."""
    from reconcile.keep.store.open import open_store
    from reconcile.keep.store.people import list_people

    with open_store(election) as store, store.reading() as connection:
        alone = not list_people(connection)
    if alone:
        yield f"{ADMIN}: password {_let_in(election, ADMIN, ADMIN)} (shown once)"


def _let_in(election: "ElectionFolder", name: str, role: str) -> str:
    """Give somebody a role and a new password; return it."""
    from reconcile.desk.passwords import hash_password, make_password
    from reconcile.keep.store.open import open_store
    from reconcile.keep.store.people import put_person

    password = make_password()
    with open_store(election) as store, store.writing() as connection:
        put_person(connection, "", name, role, hash_password(password))
    return password


def _serve(
    election: "ElectionFolder", voice: Voice, host: str, port: int, *, public: bool
) -> None:
    """Answer until Ctrl-C."""
    import uvicorn

    from reconcile.desk.app import make_app

    app = make_app(election, public=public)
    voice.mention([f"http://{host}:{port}/  Ctrl-C ends."])
    try:
        with suppress(KeyboardInterrupt):  # which is how it is meant to end
            uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    except SystemExit:
        raise SettingError(
            f"{host}:{port}: cannot listen there; choose another with --port"
        ) from None
