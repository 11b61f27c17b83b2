"""Results of a sample stand beside the run that read the same documents."""

import json

import pytest

from reconcile.keep.kept import keep_result, kept_results


@pytest.fixture
def run(tmp_path):
    """A folder's only run, of two documents."""
    path = tmp_path / "reports/0002"
    path.mkdir(parents=True)
    inputs = [{"name": "a", "sha256": "aa", "rows": 1}, {"sha256": "bb"}]
    (path / "summary.json").write_text(json.dumps({"inputs": inputs}))
    return path


def test_a_result_of_the_same_documents_is_kept(tmp_path, run):
    assert keep_result(tmp_path, "audit", {"risk": 0.03}, frozenset(("bb", "aa")))

    assert kept_results(run) == {"audit": {"risk": 0.03}}


def test_a_run_of_other_documents_is_left_as_it_is(tmp_path, run):
    """Copies came in after the check: they are not told with its findings."""
    assert not keep_result(tmp_path, "audit", {}, frozenset(("aa", "bb", "cc")))

    assert kept_results(run) == {}


def test_without_a_run_nothing_is_kept(tmp_path):
    assert not keep_result(tmp_path, "estimate", {}, frozenset())
