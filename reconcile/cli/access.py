"""Lets people and machines into the desk, or machines out, from the command line."""

from reconcile.cli.options import Voice
from reconcile.desk.passwords import hash_password, make_password
from reconcile.keep.folder import ElectionFolder
from reconcile.keep.store.open import open_store
from reconcile.keep.store.people import put_person
from reconcile.keep.store.tokens import end_token, make_token


def let_in(election: ElectionFolder, name: str, role: str) -> str:
    """Give somebody a role and a new password; return it."""
    password = make_password()
    with open_store(election) as store, store.writing() as connection:
        put_person(connection, "", name, role, hash_password(password))
    return password


def add_user(election: ElectionFolder, voice: Voice, name: str, role: str) -> None:
    """Let somebody in, and tell their password."""
    password = let_in(election, name, role)
    voice.tell([f"{name}, {role}: password {password}"])
    voice.give({"name": name, "role": role, "password": password})


def add_token(election: ElectionFolder, voice: Voice, name: str, role: str) -> None:
    """Make a machine's token, and tell it."""
    with open_store(election) as store, store.writing() as connection:
        token = make_token(connection, "", name, role)
    voice.tell([f"{name}, {role}: token {token} (shown once)"])
    voice.give({"name": name, "role": role, "token": token})


def drop_token(election: ElectionFolder, voice: Voice, name: str) -> None:
    """End a machine's token."""
    with open_store(election) as store, store.writing() as connection:
        end_token(connection, "", name)
    voice.tell([f"{name}: its token opens nothing any more"])
    voice.give({"name": name, "role": ""})
