"""tekseru serve: the web desk."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.errors import SettingError
from reconcile.cli.options import FOLDER, Voice, voiced

if TYPE_CHECKING:
    from reconcile.keep.folder import ElectionFolder

# A web server before this one keeps its lines open for some 60 s; one that we close while
# it asks is an error for somebody.
_KEEP_ALIVE_S = 75
# A thread that takes questions in, waits so long for one that works on another. Python's
# own 5 ms, at each of a question's steps, was most of what the slowest answers took.
_TURN_S = 0.0002
ADMIN = "admin"  # the first person's name, and their role


@click.command("serve")
@FOLDER
@click.option("--host", default="127.0.0.1", help="Where to listen; this machine only.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000)
@click.option("--public", is_flag=True, help="Let anybody read, and only read.")
@click.option("--add-user", metavar="NAME", help="Let somebody in, and end.")
@click.option("--add-token", metavar="NAME", help="Make a machine's token, and end.")
@click.option("--end-token", metavar="NAME", help="End a machine's token, and end.")
@click.option("--role", help="What they may do [observer; of a token: reader].")
@voiced
def command(
    folder: Path,
    host: str,
    port: int,
    public: bool,
    add_user: str | None,
    add_token: str | None,
    end_token: str | None,
    role: str | None,
    json: bool,
    quiet: bool,
) -> None:
    """Serve the web desk of an election folder until Ctrl-C.

    The first start makes the person "admin" and prints their password, once. Another
    password, or role, of NAME: --add-user NAME again. A token lets a machine read
    /api/v1, which describes itself at /api/v1/openapi.json. Speaks HTTP; for other
    machines put a web server that speaks HTTPS before it.
    """
    from reconcile.cli import access
    from reconcile.keep.folder import ElectionFolder

    voice, election = Voice(json=json, quiet=quiet), ElectionFolder(folder)
    if add_user:
        access.add_user(election, voice, add_user, "observer" if role is None else role)
    elif add_token:
        access.add_token(election, voice, add_token, role or "reader")
    elif end_token:
        access.drop_token(election, voice, end_token)
    else:
        voice.tell(_first_admin(election))
        _serve(election, voice, host, port, public=public)


def _first_admin(election: "ElectionFolder") -> Iterator[str]:
    """Let the first person in, if nobody is; their password is shown now or never."""
    from reconcile.cli.access import let_in
    from reconcile.keep.store.open import open_store
    from reconcile.keep.store.people import list_people

    with open_store(election) as store, store.reading() as connection:
        alone = not list_people(connection)
    if alone:
        yield f"{ADMIN}: password {let_in(election, ADMIN, ADMIN)} (shown once)"


def _serve(
    election: "ElectionFolder", voice: Voice, host: str, port: int, *, public: bool
) -> None:
    """Answer until Ctrl-C."""
    import uvicorn

    from reconcile.desk.app import make_app

    app = make_app(election, public=public)
    sys.setswitchinterval(_TURN_S)
    voice.mention([f"http://{host}:{port}/  Ctrl-C ends."])
    try:
        with suppress(KeyboardInterrupt):  # which is how it is meant to end
            uvicorn.run(
                app,
                host=host,
                port=port,
                log_level="warning",
                server_header=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
    except SystemExit:
        raise SettingError(
            f"{host}:{port}: cannot listen there; choose another with --port"
        ) from None
