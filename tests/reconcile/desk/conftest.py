"""A small invented election with its desk, and people of every role."""

import shutil
import sys
from contextlib import ExitStack, redirect_stdout
from io import StringIO

import pytest

from reconcile.keep.folder import ElectionFolder
from tests.browsers import PHONE, browser, window
from tests.desks import Somebody, desk, let_in


@pytest.fixture(scope="session")
def checked(tmp_path_factory):
    """The folder of an invented election of 240 stations, checked; not to be changed."""
    from reconcile import cli

    folder = tmp_path_factory.mktemp("desk") / "kz"
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()):
        patch.setattr(
            sys, "argv", ["tekseru", "demo", str(folder), "--stations", "240", "--quiet"]
        )
        assert cli.run() == 1
    return folder


PEOPLE = {
    "ray": "reader",
    "olga": "observer",
    "omar": "observer",
    "cleo": "clerk",
    "carl": "clerk",
    "sue": "supervisor",
    "ada": "admin",
}


@pytest.fixture(scope="module")
def folder(checked, tmp_path_factory):
    """A copy of it, for one file of tests."""
    own = tmp_path_factory.mktemp("own") / "kz"
    shutil.copytree(checked, own)
    made = ElectionFolder(own)
    let_in(made, **PEOPLE)
    return made


@pytest.fixture(scope="module")
def address(folder):
    """Its desk."""
    with desk(folder) as served:
        yield served


@pytest.fixture(scope="module")
def visit(address):
    """Come as somebody: visit("olga"), or visit() without signing in.

    Who came before is still signed in, for argon2 is slow on purpose.
    """
    known = {}

    def come(name=""):
        somebody = Somebody(address)
        if not name:
            return somebody
        if name not in known:
            known[name] = Somebody(address).sign_in(name)
        somebody.session.cookies.update(known[name].session.cookies)
        return somebody

    return come


@pytest.fixture(scope="module")
def chromium():
    with browser() as started:
        yield started


@pytest.fixture
def open_at(chromium, address):
    """A page in a window of some size and language; scripts can be switched off."""

    def opened(language, size=PHONE, *, scripts=True):
        page = windows.enter_context(window(chromium, language, size, scripts=scripts))
        page.faults = []
        page.on("console", lambda told: page.faults.append(told.text))
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.goto(f"{address}/?lang={language}")
        return page

    with ExitStack() as windows:
        yield opened
