"""A hash tree over lines that are only ever added to: its roots, and proofs.

The tree is that of RFC 6962 (Certificate Transparency), section 2.1, with SHA-256. How
proofs are checked stands in RFC 9162, sections 2.1.3.2 and 2.1.4.2, of the same tree.
Every prefix of the leaves has a root of its own, so that the root of an earlier run says
what a later one must begin with.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256


class Tree:
    """The tree over some leaves, each any bytes."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        # levels[k][i] is the hash over the 2**k leaves from i * 2**k on.
        level = [hash_leaf(one) for one in leaves]
        self._levels = [level]
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)  # a last one waits alone
            level = [_hash_pair(left, right) for left, right in pairs]
            self._levels.append(level)

    def __len__(self) -> int:
        """Return the number of leaves."""
        return len(self._levels[0])

    def root(self, size: int) -> bytes:
        """Return the root over the first *size* leaves."""
        return self._hash(0, size) if size else sha256(b"").digest()

    def inclusion(self, at: int, size: int) -> list[bytes]:
        """Prove that leaf *at*, from 0, is among the first *size* leaves."""
        return self._path(at, 0, size)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Prove that the first *old* leaves, 1 or more, begin the first *new* ones."""
        return self._grown(old, 0, new, whole=True)

    def _hash(self, start: int, stop: int) -> bytes:
        size = stop - start
        if size.bit_count() == 1:
            return self._levels[size.bit_length() - 1][start // size]
        middle = start + _split(size)
        return _hash_pair(self._hash(start, middle), self._hash(middle, stop))

    def _path(self, at: int, start: int, stop: int) -> list[bytes]:
        if stop - start == 1:
            return []
        middle = start + _split(stop - start)
        if at < middle:
            return [*self._path(at, start, middle), self._hash(middle, stop)]
        return [*self._path(at, middle, stop), self._hash(start, middle)]

    def _grown(self, old: int, start: int, stop: int, *, whole: bool) -> list[bytes]:
        """Prove it of the leaves from *start* on; `whole` where all before are known."""
        if old == stop:
            return [] if whole else [self._hash(start, stop)]
        middle = start + _split(stop - start)
        if old <= middle:
            return [
                *self._grown(old, start, middle, whole=whole),
                self._hash(middle, stop),
            ]
        return [
            *self._grown(old, middle, stop, whole=False),
            self._hash(start, middle),
        ]


def is_included(
    leaf: bytes, at: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Check the proof that a leaf's bytes stand at *at*, from 0, under a root."""
    if not 0 <= at < size:
        return False
    node, last, result = at, size - 1, hash_leaf(leaf)
    for one in proof:
        if not last:
            return False
        if node & 1 or node == last:
            result = _hash_pair(one, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = _hash_pair(result, one)
        node, last = node >> 1, last >> 1
    return not last and result == root


def is_prefix(
    sizes: tuple[int, int], roots: tuple[bytes, bytes], proof: Sequence[bytes]
) -> bool:
    """Check the proof that what one root is over begins what the other is over.

    Parameters
    ----------
    sizes, roots
        The earlier tree's number of leaves, 1 or more, and root; then the later one's.
    proof
        What `Tree.consistency` returns.
    """
    (old, new), (first, second) = sizes, roots
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and first == second
    path = [first, *proof] if old.bit_count() == 1 else list(proof)
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not path:
        return False
    was = now = path[0]
    for one in path[1:]:
        if not last:
            return False
        if node & 1 or node == last:
            was, now = _hash_pair(one, was), _hash_pair(one, now)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            now = _hash_pair(now, one)
        node, last = node >> 1, last >> 1
    return not last and was == first and now == second


def hash_leaf(data: bytes) -> bytes:
    """Return the hash of a leaf; its prefix keeps it apart from those of pairs."""
    return sha256(b"\x00" + data).digest()


def _hash_pair(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below a size of 2 or more."""
    return 1 << ((size - 1).bit_length() - 1)
