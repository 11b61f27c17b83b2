"""Who may come in, what each may reach, and what no other website can do in their name."""

import re

import pytest
import requests

from tests.desks import PASSWORD, Somebody, desk

ROLES = {"ray": 0, "olga": 1, "cleo": 2, "sue": 3, "ada": 4}
# Every page that is no part of the sign-in, and the least role that may see it.
PAGES = {
    "/": 0,
    "/overview": 0,
    "/findings": 0,
    "/stations?q=8": 0,
    "/copies": 1,
    "/people": 4,
}


@pytest.mark.parametrize("path", PAGES)
def test_each_role_reaches_what_is_its_own_and_nothing_above(visit, path):
    """A reader can reach nothing of a clerk's; nobody without a name reaches anything."""
    got = {name: visit(name).get(path).status_code for name in ROLES}

    least = PAGES[path]
    assert got == {name: 200 if role >= least else 403 for name, role in ROLES.items()}
    assert visit().get(path).url.split("?")[0].endswith("/sign-in")


def test_a_wrong_password_and_a_name_that_is_none_are_told_the_same(visit):
    """Names cannot be tried out."""
    told = [
        visit().post("/sign-in", {"name": name, "password": "x", "then": "/"})
        for name in ("olga", "nobody")
    ]

    assert [one.status_code for one in told] == [401, 401]
    texts = [re.sub('"[0-9a-f]{64}"|value="(olga|nobody)"', "", one.text) for one in told]
    assert texts[0] == texts[1]


def test_passwords_cannot_be_tried_for_long(folder):
    """After ten tries of a name, even the right one has to wait."""
    with desk(folder) as address:
        somebody = Somebody(address)
        for _ in range(10):
            somebody.post("/sign-in", {"name": "omar", "password": "x", "then": "/"})
        last = somebody.post(
            "/sign-in", {"name": "omar", "password": PASSWORD, "then": "/"}
        )

    assert last.status_code == 429


@pytest.mark.parametrize(
    "path", ["/copy", "/copy/sums", "/people", "/sign-out", "/copy/1/photo"]
)
def test_a_form_of_another_website_is_refused(visit, path):
    """It has the cookie, and cannot have the proof."""
    ada = visit("ada")

    got = ada.session.post(ada.address + path, data={"station": "00001"}, timeout=60)

    assert got.status_code == 403


def test_a_form_with_another_origin_is_refused(visit):
    ada = visit("ada")

    got = ada.post("/people", {"name": "eve", "role": "admin"}, page="/people",
                   headers={"Origin": "https://elsewhere.example"})  # fmt: skip

    assert got.status_code == 403


def test_signing_out_ends_the_session_everywhere(visit):
    """A token that was copied opens nothing any more."""
    olga = visit().sign_in("olga")
    stolen = dict(olga.session.cookies)
    olga.post("/sign-out", {}, page="/")

    got = requests.get(olga.address + "/copies", cookies=stolen, timeout=60)

    assert got.url.endswith("/sign-in?then=%2Fcopies")


def test_signing_in_gives_another_token(visit):
    """One that somebody slipped in before is worth nothing after."""
    olga = visit()
    olga.get("/sign-in")
    before = olga.session.cookies["tekseru"]
    olga.sign_in("olga")

    assert olga.session.cookies["tekseru"] != before


def test_an_admin_lets_people_in_and_ends_their_access(visit):
    """The password is shown once; without a role a session is over at once."""
    ada = visit("ada")
    made = ada.post(
        "/people", {"name": "nina", "role": "clerk", "new_password": "1"}, page="/people"
    )
    password = re.search(r'class="secret">([^<]+)<', made.text)[1]
    nina = visit()
    nina.post("/sign-in", {"name": "nina", "password": password, "then": "/"})
    assert nina.get("/copies").status_code == 200
    assert password not in ada.get("/people").text

    ada.post("/people", {"name": "nina", "role": ""}, page="/people")

    assert "sign-in" in nina.get("/copies").url


def test_nobody_changes_their_own_role(visit):
    """The last admin cannot lock everybody out by a slip."""
    assert (
        visit("ada")
        .post("/people", {"name": "ada", "role": "reader"}, page="/people")
        .status_code
        == 400
    )


@pytest.mark.parametrize(
    "then", ["//evil.example/", "https://evil.example/", "/\\evil", "x"]
)
def test_signing_in_leads_nowhere_else(visit, then):
    got = visit().post(
        "/sign-in",
        {"name": "ray", "password": PASSWORD, "then": then},
        allow_redirects=False,
    )

    assert got.headers["location"] == "/"


def test_a_public_desk_lets_anybody_read_and_only_read(folder):
    with desk(folder, public=True) as address:
        anybody = Somebody(address)
        got = {
            one: anybody.get(one).url.split("?")[0] for one in ("/", "/copies", "/people")
        }

    assert got["/"].endswith("/overview")
    assert got["/copies"].endswith("/sign-in")
    assert got["/people"].endswith("/sign-in")


def test_every_answer_forbids_scripts_of_pages_and_guessing(visit):
    """Also what is refused."""
    olga = visit("olga")
    for path in ("/", "/none", "/people", "/static/desk.css"):
        got = olga.get(path).headers
        assert "script-src 'self'" in got["content-security-policy"]
        assert "unsafe" not in got["content-security-policy"]
        assert got["x-content-type-options"] == "nosniff"


def test_cookies_are_for_our_server_alone(visit):
    """Not for scripts, not for forms of others."""
    told = visit().get("/sign-in").headers["set-cookie"]

    assert {"HttpOnly", "SameSite=lax"} <= set(told.split("; "))
