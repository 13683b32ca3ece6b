"""The Merkle tree is RFC 9162's: its published vectors, and the RFC's definitions written out."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.sql.proofs import merkle
from tests.effort import tries

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The leaves of Certificate Transparency's own tests, whose hashes are published there."""

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Their heads, from no leaf to all eight."""

INCLUSIONS: list[tuple[int, int, list[str]]] = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
"""An index, a size and the published proof."""

CONSISTENCIES: list[tuple[int, int, list[str]]] = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
"""Two sizes and the published proof."""

HASHES = [bytes([number]) * 32 for number in range(70)]
"""Hashes of leaves where it makes no difference of what."""

some_hashes = st.lists(st.binary(min_size=32, max_size=32), max_size=40)


# The RFC's definitions, section 2.1, as it writes them: over whole lists, sharing no code with the
# library.


def h(data: bytes) -> bytes:
    """HASH(data)."""
    return sha256(data).digest()


def k(n: int) -> int:
    """Return the largest power of two that is smaller than n."""
    power = 1
    while power * 2 < n:
        power *= 2
    return power


def mth(d: Sequence[bytes]) -> bytes:
    """MTH(D_n), section 2.1.1."""
    if not d:
        return h(b"")
    if len(d) == 1:
        return h(b"\x00" + d[0])
    middle = k(len(d))
    return h(b"\x01" + mth(d[:middle]) + mth(d[middle:]))


def path(m: int, d: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D_n), section 2.1.3.1."""
    if len(d) == 1:
        return []
    middle = k(len(d))
    if m < middle:
        return [*path(m, d[:middle]), mth(d[middle:])]
    return [*path(m - middle, d[middle:]), mth(d[:middle])]


def subproof(m: int, d: Sequence[bytes], b: bool) -> list[bytes]:  # noqa: FBT001 - the RFC's own
    """SUBPROOF(m, D_n, b), section 2.1.4.1; PROOF(m, D_n) is SUBPROOF(m, D_n, true)."""
    if m == len(d):
        return [] if b else [mth(d)]
    middle = k(len(d))
    if m <= middle:
        return [*subproof(m, d[:middle], b), mth(d[middle:])]
    return [*subproof(m - middle, d[middle:], b=False), mth(d[:middle])]


class DoesNotFit(Exception):
    """A proof has more or fewer hashes than its tree has subtrees."""


def last_of(proof: Sequence[bytes]) -> bytes:
    """Return the last hash of a proof that must have one."""
    if not proof:
        raise DoesNotFit
    return proof[-1]


def head_by(leaf: bytes, m: int, n: int, proof: Sequence[bytes]) -> bytes:
    """Return the head that PATH(m, D_n), read backwards, gives."""
    if n == 1:
        if proof:
            raise DoesNotFit
        return leaf
    top, rest, middle = last_of(proof), proof[:-1], k(n)
    if m < middle:
        return h(b"\x01" + head_by(leaf, m, middle, rest) + top)
    return h(b"\x01" + top + head_by(leaf, m - middle, n - middle, rest))


def heads_by(m: int, n: int, proof: Sequence[bytes], old: bytes | None) -> tuple[bytes, bytes]:
    """Return the two heads that SUBPROOF(m, D_n, b), read backwards, gives; b is having `old`."""
    if m == n:
        if len(proof) != (0 if old else 1):
            raise DoesNotFit
        return (old, old) if old else (proof[0], proof[0])
    top, rest, middle = last_of(proof), proof[:-1], k(n)
    if m <= middle:
        first, second = heads_by(m, middle, rest, old)
        return first, h(b"\x01" + second + top)
    first, second = heads_by(m - middle, n - middle, rest, None)
    return h(b"\x01" + top + first), h(b"\x01" + top + second)


def truly_includes(leaf: bytes, m: int, n: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Return what `includes` has to."""
    try:
        return m < n and head_by(leaf, m, n, proof) == head
    except DoesNotFit:
        return False


def truly_consistent(m: int, n: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> bool:
    """Return what `is_consistent` has to."""
    if m == 0:
        return old == h(b"") and not proof and (n > 0 or new == old)
    try:
        return m <= n and heads_by(m, n, proof, old) == (old, new)
    except DoesNotFit:
        return False


# What the tests ask of the library, and how they tamper with its answers.


def frontier_of(hashes: Sequence[bytes]) -> bytes:
    """Return the frontier of a tree, grown a leaf at a time."""
    frontier = b""
    for size, leaf in enumerate(hashes):
        frontier = merkle.grow(frontier, size, [leaf])
    return frontier


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Return the head of a tree."""
    return merkle.root(frontier_of(hashes))


def hashed(leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes of leaves."""
    return [merkle.leaf_hash(leaf) for leaf in leaves]


def inclusion(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """Return the proof that a leaf is in the tree of these."""
    return merkle.roots_of(merkle.inclusion_ranges(index, len(hashes)), hashes)


def consistency(old: int, hashes: Sequence[bytes]) -> list[bytes]:
    """Return the proof that the tree of these begins with `old` of them."""
    return merkle.roots_of(merkle.consistency_ranges(old, len(hashes)), hashes)


def flipped(source: Random, data: bytes) -> bytes:
    """Return the same with one bit turned over."""
    bit = source.randrange(len(data) * 8)
    return bytes(byte ^ (1 << bit % 8 if at == bit // 8 else 0) for at, byte in enumerate(data))


def tampered(source: Random, proof: list[bytes]) -> Iterator[list[bytes]]:
    """Yield proofs that are like this one, but not it."""
    if proof:
        at = source.randrange(len(proof))
        yield [*proof[:at], flipped(source, proof[at]), *proof[at + 1 :]]
        yield [*proof[:at], *proof[at + 1 :]]
        yield [*proof[: at + 1], *proof[at:]]
        other = source.randrange(len(proof))
        swapped = list(proof)
        swapped[at], swapped[other] = proof[other], proof[at]
        if swapped != proof:
            yield swapped
    yield [*proof, source.randbytes(32)]
    yield [source.randbytes(32), *proof]


def a_tree(source: Random) -> list[bytes]:
    """Return the leaves of a tree, mostly a small one; some of them may be the same."""
    size = source.randint(1, 600) if source.random() < 0.02 else source.randint(1, 64)
    return [source.randbytes(source.choice((0, 1, 2, 9))) for _ in range(size)]


def near(source: Random, number: int) -> int:
    """Return a number that may stand for another by mistake."""
    return max(0, number + source.choice((-9, -4, -2, -1, 1, 2, 4, 9)))


@pytest.mark.parametrize("size", range(9))
def test_the_published_heads_are_reached(size: int) -> None:
    """From no leaf at all to a complete tree of eight."""
    assert root_of(hashed(LEAVES[:size])).hex() == ROOTS[size]
    assert mth(LEAVES[:size]).hex() == ROOTS[size]


def test_a_leaf_is_never_taken_for_a_node() -> None:
    """Both are hashed behind a byte of their own."""
    left, right = hashed(LEAVES[:2])
    assert merkle.leaf_hash(b"") == h(b"\x00")
    assert merkle.node_hash(left, right) == h(b"\x01" + left + right)
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@pytest.mark.parametrize(("index", "size", "published"), INCLUSIONS)
def test_the_published_inclusion_proofs_are_given_and_accepted(
    index: int, size: int, published: list[str]
) -> None:
    """The first leaf, an inner one, and the last of a tree that is not complete."""
    hashes = hashed(LEAVES[:size])
    proof = inclusion(index, hashes)
    assert [each.hex() for each in proof] == published
    assert merkle.includes(hashes[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new", "published"), CONSISTENCIES)
def test_the_published_consistency_proofs_are_given_and_accepted(
    old: int, new: int, published: list[str]
) -> None:
    """From complete trees and from others."""
    proof = consistency(old, hashed(LEAVES[:new]))
    assert [each.hex() for each in proof] == published
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    assert merkle.is_consistent(old, new, *roots, proof)


def test_the_rfcs_tree_of_seven_leaves_has_the_proofs_that_it_names() -> None:
    """RFC 9162, section 2.1.5, with its names of the nodes."""
    a, b, c, d, e, f, j = hashes = hashed(LEAVES[:7])
    g, h_, i = (merkle.node_hash(*pair) for pair in ((a, b), (c, d), (e, f)))
    k_, l_ = merkle.node_hash(g, h_), merkle.node_hash(i, j)
    assert root_of(hashes) == merkle.node_hash(k_, l_)
    assert inclusion(0, hashes) == [b, h_, l_]
    assert inclusion(3, hashes) == [c, g, l_]
    assert inclusion(4, hashes) == [f, j, k_]
    assert inclusion(6, hashes) == [i, k_]
    assert consistency(3, hashes) == [c, d, g, l_]
    assert consistency(4, hashes) == [l_]
    assert consistency(6, hashes) == [i, j, k_]


def test_a_proof_is_named_by_the_leaves_below_its_hashes() -> None:
    """Each range ends before its last number."""
    assert merkle.inclusion_ranges(3, 7) == [(2, 3), (0, 2), (4, 7)]
    assert merkle.inclusion_ranges(6, 7) == [(4, 6), (0, 4)]
    assert merkle.inclusion_ranges(0, 1) == []
    assert merkle.consistency_ranges(3, 7) == [(2, 3), (3, 4), (0, 2), (4, 7)]
    assert merkle.consistency_ranges(4, 7) == [(4, 7)]
    assert merkle.consistency_ranges(7, 7) == merkle.consistency_ranges(0, 7) == []
    assert merkle.consistency_ranges(0, 0) == []


@pytest.mark.parametrize("seed", range(tries(3, 30)))
def test_a_thousand_trees_are_what_the_rfc_defines(seed: int) -> None:
    """Heads and proofs are the definitions' own, and nothing else passes for a proof."""
    source = Random(seed)  # noqa: S311 - the same trees every time
    for _ in range(1000):
        leaves = a_tree(source)
        size, hashes = len(leaves), hashed(leaves)
        head = mth(leaves)
        assert root_of(hashes) == head
        for index in {source.randrange(size) for _ in range(2)}:
            proof = path(index, leaves)
            leaf = hashes[index]
            assert inclusion(index, hashes) == proof
            assert merkle.includes(leaf, index, size, proof, head)
            assert not merkle.includes(flipped(source, leaf), index, size, proof, head)
            assert not merkle.includes(leaf, index, size, proof, flipped(source, head))
            for other in tampered(source, proof):
                assert not merkle.includes(leaf, index, size, other, head)
            for m, n in ((near(source, index), size), (index, near(source, size))):
                truth = truly_includes(leaf, m, n, proof, head)
                assert merkle.includes(leaf, m, n, proof, head) == truth
        for old in {source.randint(1, size), source.randint(0, size)}:
            proof = subproof(old, leaves, b=True) if old else []
            before = mth(leaves[:old])
            assert consistency(old, hashes) == proof
            assert merkle.is_consistent(old, size, before, head, proof)
            assert not merkle.is_consistent(old, size, flipped(source, before), head, proof)
            changed = flipped(source, head)
            assert merkle.is_consistent(old, size, before, changed, proof) == (old == 0)
            for other in tampered(source, proof):
                assert not merkle.is_consistent(old, size, before, head, other)
            for m, n in ((near(source, old), size), (old, near(source, size))):
                truth = truly_consistent(m, n, before, head, proof)
                assert merkle.is_consistent(m, n, before, head, proof) == truth


@given(some_hashes)
def test_a_frontier_is_the_roots_of_the_complete_trees_largest_first(hashes: list[bytes]) -> None:
    """As many as the size has ones in binary: growth one at a time equals all at once."""
    frontier = frontier_of(hashes)
    assert len(frontier) == merkle.HASH * len(hashes).bit_count()
    roots, first = b"", 0
    for bit in range(len(hashes).bit_length(), -1, -1):
        if len(hashes) & 1 << bit:
            roots += root_of(hashes[first : first + 2**bit])
            first += 2**bit
    assert frontier == roots


@st.composite
def parts_of_trees(draw: st.DrawFn) -> tuple[list[bytes], list[tuple[int, int]]]:
    """Return leaves, and ranges of them that are trees in a larger one; none, the same, nested."""
    hashes = draw(some_hashes)
    ranges = []
    for _ in range(draw(st.integers(0, 12))):
        size = draw(st.integers(0, len(hashes)))
        largest = 1 << size.bit_length() >> 1 or 1
        first = largest * draw(st.integers(0, (len(hashes) - size) // largest))
        ranges.append((first, first + size))
    return hashes, ranges


@given(parts_of_trees())
def test_roots_come_in_the_order_asked(asked: tuple[list[bytes], list[tuple[int, int]]]) -> None:
    """However they lie to each other, the leaves pass once."""
    hashes, ranges = asked
    expected = [root_of(hashes[first:end]) for first, end in ranges]
    assert merkle.roots_of(ranges, iter(hashes)) == expected


@given(some_hashes, st.data())
def test_many_proofs_take_one_pass(hashes: list[bytes], data: st.DataObject) -> None:
    """Of inclusion and of consistency, all at once, give what each gives by itself."""
    size = len(hashes)
    indexes = data.draw(st.lists(st.integers(0, size - 1), max_size=8)) if size else []
    olds = data.draw(st.lists(st.integers(0, size), max_size=4))
    asked = [merkle.inclusion_ranges(index, size) for index in indexes]
    asked += [merkle.consistency_ranges(old, size) for old in olds]
    roots = iter(merkle.roots_of([each for ranges in asked for each in ranges], iter(hashes)))
    alone = [inclusion(index, hashes) for index in indexes]
    alone += [consistency(old, hashes) for old in olds]
    assert [[next(roots) for _ in ranges] for ranges in asked] == alone


@given(some_hashes, st.data())
def test_a_tree_grows_by_any_number_of_leaves_at_once(
    hashes: list[bytes], data: st.DataObject
) -> None:
    """However they are divided, and also by none."""
    borders = sorted(data.draw(st.lists(st.integers(0, len(hashes)), max_size=5)))
    frontier = b""
    for first, end in zip([0, *borders], [*borders, len(hashes)], strict=True):
        frontier = merkle.grow(frontier, first, hashes[first:end])
    assert frontier == frontier_of(hashes)


def test_no_more_leaves_pass_than_are_needed() -> None:
    """What lies behind the last range is left to the caller."""
    passing = iter(HASHES)
    assert merkle.roots_of([(4, 6), (1, 2)], passing) == [
        merkle.node_hash(HASHES[4], HASHES[5]),
        HASHES[1],
    ]
    assert next(passing) == HASHES[6]
    assert merkle.roots_of([], passing) == []
    assert next(passing) == HASHES[7]


def test_leaves_that_end_too_early_give_no_root() -> None:
    """A root of fewer leaves would be a root of something else."""
    for few in (2, 4, 6):
        with pytest.raises(ValueError, match=re.escape("The leaves end before leaf 6.")):
            merkle.roots_of([(0, 2), (4, 7)], HASHES[:few])


def test_ranges_may_overlap_and_come_twice() -> None:
    """Proofs of several entries share most of their subtrees."""
    whole, half, leaf = (0, 5), (0, 4), (2, 3)
    expected = [root_of(HASHES[first:end]) for first, end in (half, whole, leaf)]
    asked = [half, whole, leaf, half, whole]
    assert merkle.roots_of(asked, iter(HASHES)) == [*expected, *expected[:2]]


def test_an_empty_range_has_the_empty_trees_root_and_takes_no_leaf() -> None:
    """Wherever it stands."""
    assert merkle.roots_of([(3, 3), (0, 0)], iter([])) == [merkle.EMPTY_ROOT] * 2


@pytest.mark.parametrize("ranges", [[(1, 3)], [(0, 2), (2, 6)], [(6, 10)]])
def test_leaves_that_are_no_part_of_a_tree_have_no_root(ranges: list[tuple[int, int]]) -> None:
    """No proof names them; the sentence does."""
    first, end = ranges[-1]
    with pytest.raises(ValueError, match=f"The leaves from {first} to {end - 1} are no part of"):
        merkle.roots_of(ranges, HASHES)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (7, 7), (8, 7), (-1, 7)])
def test_no_proof_is_named_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    """The sentence names the leaf and the tree."""
    with pytest.raises(ValueError, match=f"^A tree of {size} leaves has no leaf {index}.$"):
        merkle.inclusion_ranges(index, size)


@pytest.mark.parametrize(("old", "new"), [(8, 7), (1, 0), (-1, 7)])
def test_no_proof_is_named_for_a_tree_that_shrank(old: int, new: int) -> None:
    """The sentence names both sizes."""
    sentence = f"^A tree of {new} leaves does not begin with {old} leaves.$"
    with pytest.raises(ValueError, match=sentence):
        merkle.consistency_ranges(old, new)


def test_a_tree_of_one_leaf_needs_no_proof() -> None:
    """Its head is that leaf."""
    assert merkle.includes(HASHES[0], 0, 1, [], HASHES[0])
    assert not merkle.includes(HASHES[0], 0, 1, [], HASHES[1])
    assert not merkle.includes(HASHES[0], 0, 1, [HASHES[0]], HASHES[0])


@pytest.mark.parametrize(("index", "size"), [(7, 7), (-1, 7), (-1, 8), (-8, 8), (0, 0), (0, -1)])
def test_no_leaf_outside_the_tree_is_included(index: int, size: int) -> None:
    """Counting from the end, as lists do, is no way to name a leaf."""
    hashes = HASHES[: max(size, 1)]
    leaf = hashes[index] if -len(hashes) <= index < len(hashes) else hashes[-1]
    for at in range(len(hashes)):
        assert not merkle.includes(leaf, index, size, inclusion(at, hashes), root_of(hashes))


def test_every_tree_begins_with_the_empty_one() -> None:
    """Only its own head is the empty tree's, and there is nothing to prove."""
    empty, some = merkle.EMPTY_ROOT, HASHES[0]
    assert merkle.is_consistent(0, 0, empty, empty, [])
    assert merkle.is_consistent(0, 5, empty, some, [])
    assert not merkle.is_consistent(0, 0, empty, some, [])
    assert not merkle.is_consistent(0, 0, some, some, [])
    assert not merkle.is_consistent(0, 5, some, some, [])
    assert not merkle.is_consistent(0, 5, empty, some, [some])


def test_no_tree_has_fewer_leaves_than_none() -> None:
    """Not even one whose hashes would fit the way up from such a size."""
    one, two, three, four = HASHES[:4]
    old = merkle.node_hash(four, merkle.node_hash(three, one))
    grown = merkle.node_hash(one, two)
    new = merkle.node_hash(four, merkle.node_hash(three, grown))
    assert not merkle.is_consistent(-1, 5, old, new, [one, two, three, four])
    assert not merkle.is_consistent(-1, 5, merkle.EMPTY_ROOT, one, [])


def test_a_tree_begins_with_itself_and_with_nothing_larger() -> None:
    """The same size means the same head, without proof."""
    three, four = root_of(HASHES[:3]), root_of(HASHES[:4])
    assert merkle.is_consistent(3, 3, three, three, [])
    assert not merkle.is_consistent(3, 3, three, four, [])
    assert not merkle.is_consistent(3, 3, three, three, [three])
    assert not merkle.is_consistent(4, 3, four, three, consistency(3, HASHES[:4]))
    assert not merkle.is_consistent(3, 4, three, four, [])


def test_a_byte_moved_between_neighbours_is_noticed() -> None:
    """The two would hash to the same node; a proof is of whole hashes."""
    left, right = HASHES[:2]
    head = merkle.node_hash(left, right)
    assert merkle.includes(left, 0, 2, [right], head)
    assert not merkle.includes(left[:-1], 0, 2, [left[-1:] + right], head)
    assert merkle.is_consistent(1, 2, left, head, [right])
    assert not merkle.is_consistent(1, 2, left[:-1], head, [left[-1:] + right])
    assert not merkle.is_consistent(1, 1, b"", b"", [])


def test_only_whole_hashes_prove_anything() -> None:
    """A shorter one is refused wherever it stands, even where everything is made to fit it."""
    left, right, short = HASHES[0], HASHES[1], HASHES[2][:-1]
    assert not merkle.includes(short, 0, 1, [], short)
    assert not merkle.includes(left, 0, 2, [short], merkle.node_hash(left, short))
    assert not merkle.is_consistent(0, 1, merkle.EMPTY_ROOT, short, [])
    assert not merkle.is_consistent(1, 2, short, merkle.node_hash(short, right), [right])
    assert not merkle.is_consistent(1, 2, left, merkle.node_hash(left, short), [short])


@given(
    st.integers(-2, 2**70),
    st.integers(-2, 2**70),
    st.binary(max_size=33),
    st.binary(max_size=33),
    st.lists(st.binary(max_size=33), max_size=4),
)
def test_nonsense_is_no_proof(m: int, n: int, one: bytes, two: bytes, proof: list[bytes]) -> None:
    """The answer is no, and not an error."""
    assert not merkle.includes(one, m, n, proof, two) or one == two
    assert not merkle.is_consistent(m, n, one, two, proof) or one == two
