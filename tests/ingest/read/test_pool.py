"""Pieces of work that never end, take all memory or break their process."""

import ctypes
from functools import partial

import pytest

from ingest.read.pool import CHUNK, Limits, Stopped, run_limited

LIMITS = Limits(seconds=60, memory=1 << 30)
# A power that native code takes years over, and answers no signal meanwhile.
raised = partial(pow, 3)
NEVER = 10**10


def results(work, pieces, workers=2, limits=LIMITS):
    return dict(run_limited(work, pieces, workers, limits))


def test_all_pieces_are_done_each_once():
    pieces = list(range(5 * CHUNK + 3))

    assert results(raised, pieces) == {at: 3**at for at in pieces}


def test_nothing_to_do_starts_nothing():
    assert results(raised, []) == {}


def test_a_piece_that_never_ends_is_stopped_and_the_others_are_done():
    """Those that its process had been given too."""
    pieces = [1, 2, NEVER, 4, 5]

    got = results(raised, pieces, workers=1, limits=Limits(0.5, 1 << 30))
    assert got.pop(2) == Stopped("took longer than 0.5 s")
    assert got == {0: 3, 1: 9, 3: 81, 4: 243}


def test_a_piece_that_takes_all_memory_is_stopped():
    got = results(bytes, [3, 1 << 34, 2])

    assert got == {0: bytes(3), 1: Stopped("needs more than 1.1 GB of memory"), 2: bytes(2)}


def test_a_piece_that_breaks_its_process_is_told():
    """Reading from nowhere, as broken native code does."""
    sound = ctypes.create_string_buffer(b"\x01").raw
    got = results(ctypes.string_at, [sound, 0, sound])

    assert got.pop(1) == Stopped("broke its reader (signal 11) within 1.1 GB of memory")
    assert got == {0: b"\x01", 2: b"\x01"}


def test_a_fault_of_the_work_itself_is_no_result(capfd):
    """A bug is to be seen, with its traceback."""
    with pytest.raises(ChildProcessError, match="ended with a fault"):
        results(int, ["1", "x"])
    assert "ValueError" in capfd.readouterr().err
