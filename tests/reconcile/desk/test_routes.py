"""Every address of the desk, walked: who reaches it, and that nobody forgot one."""

from hashlib import sha256

import pytest

from reconcile.desk.app import make_app
from reconcile.keep.store.open import open_store
from reconcile.keep.store.tokens import TOKEN_ROLES, make_token
from tests.desks import Somebody, desk
from tests.routes import ANYBODY, LEAST, ROLES, served

PEOPLE = {"ray": "reader", "olga": "observer", "cleo": "clerk", "sue": "supervisor",
          "ada": "admin"}  # fmt: skip
# Well formed, and of nothing: what may be reached is then not found.
NOTHING = {"digest": "0" * 64, "number": "999", "paper": "0" * 32, "name": "none",
           "finding": "C101-000000000000", "side": "official"}  # fmt: skip
WALKED = [one for one, role in LEAST.items() if role != ANYBODY]
API = [one for one in WALKED if " /api/" in one]


def ask(somebody, route):
    """Ask at an address with a form that is ours and empty; return the status.

    A page that leads to signing in is 401, as anything else is that asks who it is.
    """
    method, path = route.split()
    address = somebody.address + path.format_map(NOTHING)
    token = somebody.session.cookies.get("tekseru", "")
    form = {"proof": sha256(f"form {token}".encode()).hexdigest()}
    got = somebody.session.request(
        method, address, data=form, timeout=60, allow_redirects=False
    )
    leads = got.headers.get("location", "")
    return 401 if leads.startswith("/sign-in") else got.status_code


@pytest.fixture(scope="module")
def public(folder):
    """The same desk, open to anybody."""
    with desk(folder, public=True) as address:
        yield address


def test_every_address_has_a_role(folder):
    """Whoever adds one says who may reach it."""
    assert set(served(make_app(folder).routes)) == set(LEAST)


@pytest.mark.parametrize("route", WALKED)
def test_who_has_not_the_role_is_refused(visit, route):
    """A reader reaches nothing of a clerk's, by no method."""
    least = ROLES.index(LEAST[route])
    below = [name for name, role in PEOPLE.items() if ROLES.index(role) < least]

    assert {name: ask(visit(name), route) for name in below} == dict.fromkeys(below, 403)


@pytest.mark.parametrize("route", WALKED)
def test_who_has_the_role_is_let_in(visit, route):
    """What is there is shown; what is not, is not found; a form that says nothing fails."""
    least = ROLES.index(LEAST[route])
    above = [name for name, role in PEOPLE.items() if ROLES.index(role) >= least]

    got = {name: ask(visit(name), route) for name in above}

    assert not {401, 403, 405, 500} & set(got.values())


@pytest.mark.parametrize("route", WALKED)
def test_nobody_without_a_name_is_let_in(visit, route):
    """Pages lead to signing in; the API, and every form, says no."""
    assert ask(visit(), route) == 401


@pytest.mark.parametrize("route", WALKED)
def test_a_public_desk_shows_what_a_reader_sees_and_no_more(public, route):
    got = ask(Somebody(public), route)

    refused = got in (401, 403)
    assert refused == (LEAST[route] != "reader")
    assert got != 500


@pytest.mark.parametrize("role", TOKEN_ROLES)
def test_a_token_reaches_what_its_role_may_and_no_page(folder, address, role):
    """It opens the API alone: no page, and no form, is a machine's."""
    with open_store(folder) as store, store.writing() as connection:
        token = make_token(connection, "ada", f"m-{role}", role)
    machine = Somebody(address)
    machine.session.headers["Authorization"] = f"Bearer {token}"

    got = {route: ask(machine, route) for route in WALKED}

    may = [one for one in API if ROLES.index(LEAST[one]) <= ROLES.index(role)]
    assert {one: got[one] for one in may} == dict.fromkeys(may, 200)
    assert {got[one] for one in API if one not in may} <= {403}
    assert {got[one] for one in WALKED if one not in API} <= {401, 403}
