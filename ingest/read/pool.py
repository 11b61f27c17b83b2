"""Work in processes that can be stopped: each piece within its time and its memory.

Documents come from strangers, and native code reads them. A reader that hangs cannot be
asked to stop, and one that takes all memory takes the machine with it. So each works in
a process of its own, which is killed and replaced, and only its piece is lost. What the
work is stands in `documents`.
"""

import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Generic, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

CHUNK = 8  # pieces handed over at a time
_START_S = 120.0  # for a process to start and import what it needs, on a busy machine
_NO_MEMORY = 77  # how a process ends that may not have more memory
_FAULT = 1  # how it ends after a traceback

# Forking after numba or polars have started threads can hang; spawning cannot.
_SPAWN = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one piece may take: seconds, and bytes beyond those of an idle process."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """What comes of a piece whose process was stopped, or broke down."""

    reason: str


def run_limited(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], workers: int, limits: Limits
) -> Iterator[tuple[int, Result | Stopped]]:
    """Work on pieces in several processes; yield positions and results as they come.

    Parameters
    ----------
    work
        A function of a module, which other processes can import.
    pieces
        What it is called with, one after the other.
    workers
        How many processes.
    limits
        What each piece may take.

    Raises
    ------
    ChildProcessError
        If the work itself is at fault; its traceback is on standard error.
    """
    waiting = deque(enumerate(pieces))
    crew = [_Worker(work, limits) for _ in range(min(workers, len(pieces)))]
    try:
        while waiting or any(one.given for one in crew):
            for one in crew:
                one.take(waiting)
            busy = [one for one in crew if one.is_busy]
            first = min(one.deadline for one in busy)
            heard = wait([one.pipe for one in busy], max(0.0, first - time.monotonic()))
            for one in busy:
                done = one.hear() if one.pipe in heard else one.blame_if_late()
                if done:
                    yield done
                if one.is_over:
                    waiting.extendleft(reversed(one.given))
                    crew[crew.index(one)] = _Worker(work, limits)
    finally:
        for one in crew:
            one.stop()


class _Worker(Generic[Piece, Result]):
    """A process, the pieces it was given, and until when it has time for the first."""

    def __init__(self, work: Callable[[Piece], Result], limits: Limits) -> None:
        self.pipe, far = _SPAWN.Pipe()
        self.process = _SPAWN.Process(
            target=_serve, args=(work, far, limits.memory), daemon=True
        )
        self.process.start()
        far.close()
        self.limits = limits
        self.given = deque[tuple[int, Piece]]()
        self.deadline = time.monotonic() + _START_S
        self.is_ready = self.is_over = False
        self.done = 0

    @property
    def is_busy(self) -> bool:
        """Tell whether a message is to come."""
        return bool(self.given) or not self.is_ready

    def take(self, waiting: deque[tuple[int, Piece]]) -> None:
        """Take more pieces before the last are done, so as never to wait for them."""
        if not self.is_ready or len(self.given) > CHUNK or not waiting:
            return
        if not self.given:
            self.deadline = time.monotonic() + self.limits.seconds
        more = [waiting.popleft() for _ in range(min(CHUNK, len(waiting)))]
        self.given.extend(more)
        with suppress(BrokenPipeError):  # it is over, and will be heard to be
            self.pipe.send(more)

    def hear(self) -> tuple[int, Result | Stopped] | None:
        """Return what came of a piece, if anything did."""
        try:
            done: tuple[int, Result] | None = self.pipe.recv()
        except (EOFError, ConnectionError):
            return self._end()
        self.deadline = time.monotonic() + self.limits.seconds
        if done is None:
            self.is_ready = True
            return None
        self.given.popleft()
        self.done += 1
        return done

    def blame_if_late(self) -> tuple[int, Stopped] | None:
        """Stop a process that takes too long."""
        if time.monotonic() < self.deadline:
            return None
        if not self.is_ready:
            raise ChildProcessError(f"a process did not start within {_START_S:.0f} s")
        return self._blame(f"took longer than {self.limits.seconds:g} s")

    def _end(self) -> tuple[int, Stopped] | None:
        """Say why a process ended; what it did before may be why, so it is asked anew."""
        self.process.join()
        code = self.process.exitcode
        if code == _FAULT or not self.is_ready:
            raise ChildProcessError("a process that reads documents ended with a fault")
        if self.done:
            self.is_over = True
            return None
        much = f"{self.limits.memory / 1e9:,.1f} GB of memory"
        if code == _NO_MEMORY:
            return self._blame(f"needs more than {much}")
        return self._blame(f"broke its reader (signal {-(code or 0)}) within {much}")

    def _blame(self, reason: str) -> tuple[int, Stopped]:
        self.stop()
        self.is_over = True
        at, _ = self.given.popleft()
        return at, Stopped(reason)

    def stop(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(work: Callable[[Piece], Result], pipe: Connection, memory: int) -> None:
    """Work on what comes, in a process of its own, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it, ends it
    _limit_memory(memory)
    pipe.send(None)
    while True:
        try:
            pieces = pipe.recv()
        except EOFError:
            return
        for at, piece in pieces:
            pipe.send((at, _within_memory(work, piece)))


def _within_memory(work: Callable[[Piece], Result], piece: Piece) -> Result:
    try:
        return work(piece)
    except MemoryError:
        sys.exit(_NO_MEMORY)


def _limit_memory(more: int) -> None:
    """Limit what a process may take beyond what it has: idle threads reserve much."""
    statm = Path("/proc/self/statm")  # on Linux; elsewhere the limit is on the whole
    pages = int(statm.read_text().split()[0]) if statm.exists() else 0
    most = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
