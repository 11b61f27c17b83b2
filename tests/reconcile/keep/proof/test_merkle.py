"""The hash tree, against the published vectors and against another implementation."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from reconcile.keep.proof.merkle import Tree, hash_leaf, is_included, is_prefix

# The vectors of Certificate Transparency's own tests (merkletree/merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(one)
    for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

some_leaves = st.lists(st.binary(max_size=9), min_size=1, max_size=70)


def test_the_roots_are_those_that_were_published():
    tree = Tree(LEAVES)

    assert [tree.root(size).hex() for size in range(1, 9)] == ROOTS
    assert Tree([]).root(0) == sha256(b"").digest()


@given(some_leaves)
def test_every_prefix_has_the_root_of_a_tree_of_its_own(leaves):
    tree = Tree(leaves)
    for size in range(len(leaves) + 1):
        assert tree.root(size) == Tree(leaves[:size]).root(size)


@given(some_leaves, st.data())
def test_another_implementation_has_the_same_roots_and_paths(leaves, data):
    """Its path begins with the leaf itself; the rest is RFC 6962's."""
    peer, tree = InmemoryTree(algorithm="sha256"), Tree(leaves)
    for one in leaves:
        peer.append_entry(one)
    size = data.draw(st.integers(1, len(leaves)))
    at = data.draw(st.integers(0, size - 1))

    assert peer.get_root(size) == tree.root(size)
    path = peer.prove_inclusion(at + 1, size).path
    assert path == [hash_leaf(leaves[at]), *tree.inclusion(at, size)]


def test_proofs_are_those_of_the_rfc_s_example():
    """RFC 6962, section 2.1.3: a tree of seven leaves, its nodes named a to l."""
    tree = Tree(LEAVES[:7])
    a, b, c, d, _e, _f, j = map(hash_leaf, LEAVES[:7])
    g, h, i = (Tree(LEAVES[at : at + 2]).root(2) for at in (0, 2, 4))
    k, l = tree.root(4), Tree(LEAVES[4:7]).root(3)  # noqa: E741 - the RFC's name

    assert tree.inclusion(0, 7) == [b, h, l]
    assert tree.inclusion(3, 7) == [c, g, l]
    assert tree.inclusion(4, 7) == [_f, j, k]
    assert tree.inclusion(6, 7) == [i, k]
    assert tree.consistency(3, 7) == [c, d, g, l]
    assert tree.consistency(4, 7) == [l]
    assert tree.consistency(6, 7) == [i, j, k]
    assert Tree([LEAVES[0]]).root(1) == a


@given(st.lists(st.binary(max_size=9), min_size=1, max_size=70, unique=True), st.data())
def test_a_leaf_is_proved_where_it_stands_and_nowhere_else(leaves, data):
    tree = Tree(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    at, other = (data.draw(st.integers(0, size - 1)) for _ in range(2))
    proof, root = tree.inclusion(at, size), tree.root(size)

    assert is_included(leaves[at], at, size, proof, root)
    assert is_included(leaves[at], other, size, proof, root) == (at == other)
    assert not is_included(leaves[at] + b"x", at, size, proof, root)
    assert not is_included(leaves[at], at, size, [*proof, root], root)
    assert not (proof and is_included(leaves[at], at, size, proof[:-1], root))


@given(some_leaves, st.data())
def test_an_earlier_root_is_proved_to_begin_a_later_one(leaves, data):
    tree = Tree(leaves)
    new = data.draw(st.integers(1, len(leaves)))
    old = data.draw(st.integers(1, new))
    proof, roots = tree.consistency(old, new), (tree.root(old), tree.root(new))

    assert is_prefix((old, new), roots, proof)
    assert not is_prefix((old, new), roots, [*proof, roots[0]])
    assert not (proof and is_prefix((old, new), roots, proof[:-1]))
    for wrong in (hash_leaf(b"wrong"), roots[0][::-1]):
        assert not is_prefix((old, new), (wrong, roots[1]), proof)
        assert not is_prefix((old, new), (roots[0], wrong), proof)


@given(some_leaves, st.data())
def test_a_rewritten_history_has_no_proof(leaves, data):
    """Not the old tree's proof, and not the new one's."""
    at = data.draw(st.integers(0, len(leaves) - 1))
    rewritten = Tree([*leaves[:at], leaves[at] + b"!", *leaves[at + 1 :], b"more"])
    tree, old, new = Tree([*leaves, b"more"]), len(leaves), len(leaves) + 1

    roots = tree.root(old), rewritten.root(new)
    for proof in (tree.consistency(old, new), rewritten.consistency(old, new)):
        assert not is_prefix((old, new), roots, proof)


def test_nothing_is_in_no_tree():
    assert not is_included(b"", 0, 0, [], Tree([]).root(0))
    assert not is_prefix((0, 1), (Tree([]).root(0), Tree([b""]).root(1)), [])
    assert not is_prefix((2, 1), (Tree([b"", b""]).root(2), Tree([b""]).root(1)), [])
