"""What does calling compiled code refuse, and what does it need?"""

import os
import subprocess
import sys

import numpy as np
import pytest

from fastcheck.jit import kernel

compiled = pytest.mark.skipif(
    os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled"
)


@kernel(reads=(("int32", 2), ("int64", 1)), writes=(("int64", 1),))
def _divide(counts, by, into):
    for s in range(counts.shape[1]):
        into[s] = counts[0, s] // by[0]


def arrays(**changed):
    given = {
        "counts": np.array([[7, 9]], np.int32),
        "by": np.array([2]),
        "into": np.zeros(2, np.int64),
    }
    return list((given | changed).values())


def test_it_runs_its_loops():
    given = arrays()

    _divide(*given)

    assert given[2].tolist() == [3, 4]


@compiled
def test_a_division_by_zero_is_said_and_not_a_number():
    with pytest.raises(ArithmeticError):
        _divide(*arrays(by=np.array([0])))


@compiled
@pytest.mark.parametrize(
    "changed",
    [
        {"counts": np.array([[7, 9]], np.int64)},
        {"counts": np.array([7, 9], np.int32)},
        {"counts": np.array([[7, 0, 9]], np.int32)[:, ::2]},
        {"counts": np.asfortranarray(np.ones((2, 2), np.int32))},
        {"into": np.frombuffer(bytes(16), np.int64)},
        {"by": np.frombuffer(bytes(9), np.uint8)[1:].view(np.int64)},
    ],
    ids=["other dtype", "other axes", "strided", "other order", "frozen", "not aligned"],
)
def test_arrays_that_it_was_not_compiled_for_are_refused(changed):
    with pytest.raises(TypeError, match="_divide: expected contiguous"):
        _divide(*arrays(**changed))


@compiled
def test_too_few_arrays_are_refused():
    with pytest.raises(ValueError, match="longer"):
        _divide(*arrays()[:2])


@compiled
def test_a_kernel_that_makes_an_array_does_not_compile():
    with pytest.raises(TypeError, match="_sorts calls .*NRT"):

        @kernel(reads=(("int64", 1),), writes=(("int64", 1),))
        def _sorts(given, into):
            into[0] = np.sort(given)[0]


@compiled
def test_a_kernel_on_disk_is_loaded_without_its_compiler():
    asked = "import sys, fastcheck.relations; print('numba' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
