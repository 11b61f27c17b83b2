"""Does the API keep to its description, whatever is asked? schemathesis asks.

TEKSERU_EXAMPLES asks each address more often than the tests have time for.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from reconcile.desk import pace
from reconcile.desk.api.app import make_api
from reconcile.keep.store.open import open_store
from reconcile.keep.store.tokens import make_token

EXAMPLES = int(os.environ.get("TEKSERU_EXAMPLES", "12"))
PATHS = sorted(make_api().openapi()["paths"])


@pytest.fixture(scope="module")
def token(folder):
    with open_store(folder) as store, store.writing() as connection:
        return make_token(connection, "ada", "schemathesis", "supervisor")


@pytest.fixture(scope="module")
def described(address, token):
    """The description as the desk gives it to whoever may read."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("machine", "token"):  # how often one may ask is tested elsewhere
            patch.setitem(pace._ALLOWED, kind, pace.RateLimitItemPerMinute(10**6, 1))  # noqa: SLF001 - it is our own
        headers = {"Authorization": f"Bearer {token}"}
        yield schemathesis.openapi.from_url(
            f"{address}/api/v1/openapi.json", headers=headers
        )


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_is_answered_as_described(described, token, path, mode):
    """No fault of ours; each status, form and row as declared; a wrong value refused."""
    asked = []

    @given(described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        headers = {"Authorization": f"Bearer {token}"}
        asked.append(case.call_and_validate(headers=headers, timeout=60).status_code)

    ask()

    assert asked
