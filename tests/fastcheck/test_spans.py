import os

import numpy as np
import pytest

import naive
from fastcheck import spans
from fastcheck.codes import EQ, GE, LE, MISSING, MOD
from fastcheck.copies import compare_statements
from fastcheck.relations import BLOCK, check_relations
from fastcheck.tabulation import sum_under

SIZES = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1]
LIMIT = 2**31 - 1


@pytest.fixture(params=[1, 3])
def threads(request, monkeypatch):
    """Share even the smallest work out over so many threads."""
    monkeypatch.setattr(spans, "LEAST_CELLS", 1)
    monkeypatch.setattr(spans, "processors", lambda: request.param)
    return request.param


def tables(size):
    """Return counts up to int32 limits: some of them missing, all missing, none."""
    rng = np.random.default_rng(size)
    some = rng.choice([MISSING, 0, 1, 7, LIMIT], (3, size)).astype(np.int32)
    return some, np.full((3, size), MISSING, np.int32), np.full((3, size), LIMIT, np.int32)


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("size", SIZES)
def test_relations_are_the_same_in_any_number_of_threads(size):
    terms = np.array([[1, -1, -1], [0, 1, 0], [-3, 2, 0], [0, 0, 1]], np.int32)
    ops = np.array([EQ, GE, LE, MOD], np.uint8)
    constants, moduli = np.array([0, -5, 9, 1]), np.array([1, 1, 1, 100])
    for counts in tables(size):
        status = check_relations(counts, terms, ops, constants, moduli)
        expected, _ = naive.check_relations(counts, terms, ops, constants, moduli)
        assert status.ravel().tolist() == expected


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("size", SIZES)
def test_cells_are_the_same_in_any_number_of_threads(size):
    rows, turned = np.arange(size), np.arange(size)[::-1].copy()
    official, missing, largest = tables(size)
    for copies in (official, missing, largest):
        status = compare_statements(official, copies, rows, turned)
        expected = naive.compare_statements(official, copies, rows, turned)
        assert status.ravel().tolist() == expected


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("size", SIZES)
def test_sums_are_the_same_in_any_number_of_threads(size):
    for parents in (np.arange(size) % 3 - 1, np.sort(np.arange(size) % 3 - 1)):
        for counts in tables(size):
            totals, missing = sum_under(counts, parents, 2)
            expected = naive.sum_under(counts, parents, 2)
            assert (totals.ravel().tolist(), missing.ravel().tolist()) == expected


def test_small_inputs_start_no_thread(monkeypatch):
    """A second thread is started only from a size on at which it gains time."""
    monkeypatch.setattr(spans, "ThreadPoolExecutor", None)
    asked = []
    spans.over_spans(asked.append, 5, spans.LEAST_CELLS - 1)
    assert [one.tolist() for one in asked] == [[0, 5]]


@pytest.mark.usefixtures("threads")
def test_what_a_kernel_raises_in_a_thread_is_raised():
    def refuses(span):
        raise ValueError(span[1])

    with pytest.raises(ValueError, match="9|3"):
        spans.over_spans(refuses, 9, 9)


@pytest.mark.usefixtures("threads")
def test_a_process_may_fork_after_its_threads_have_worked():
    """The compiler's own threads would abort the child."""
    spans.over_spans(lambda _: None, 9, 9)
    child = os.fork()
    if not child:
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
