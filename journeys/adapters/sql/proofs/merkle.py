"""The Merkle tree of RFC 6962 and RFC 9162, with SHA-256: growth, heads, proofs and their checks.

A tree of n leaves has two branches: the left one is the largest complete tree of fewer than n
leaves, the right one a tree of the rest. Leaves are counted from 0.

A tree grows from its frontier alone: the roots of the complete trees that it consists of, largest
first, as many as its size has ones in binary. Proofs are named as ranges of leaves first, so that
one pass over any number of leaves answers them without holding the tree.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from hashlib import sha256
from itertools import islice
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
"""The leaves of a subtree: the first, and the one after the last."""

HASH = 32  # bytes of a hash
PIECE = 1024  # leaves in memory at once
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two branches."""
    return sha256(b"\x01" + left + right).digest()


def grow(frontier: bytes, size: int, leaves: Sequence[bytes]) -> bytes:
    """Return the frontier of a tree of `size` leaves after these more, which come hashed."""
    nodes, unchanged, new = list(leaves), len(frontier), b""
    # Level by level: an odd node that stood alone before is the left one of the first pair, and
    # the last of an odd number of nodes stands alone now.
    while nodes:
        if size & 1:
            unchanged -= HASH
            nodes.insert(0, frontier[unchanged : unchanged + HASH])
        if len(nodes) & 1:
            new = nodes.pop() + new
        pairs = zip(nodes[::2], nodes[1::2], strict=True)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        size >>= 1
    return frontier[:unchanged] + new


def root(frontier: bytes) -> bytes:
    """Return the head of the tree that has this frontier."""
    if not frontier:
        return EMPTY_ROOT
    smallest_first = [frontier[at : at + HASH] for at in range(0, len(frontier), HASH)][::-1]
    return reduce(lambda right, left: node_hash(left, right), smallest_first)


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """Return which subtrees prove that a leaf is in a tree of `size` leaves, in the proof's order.

    Raises ValueError when the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    siblings: list[Range] = []
    first, end = 0, size
    while end - first > 1:
        middle = _middle(first, end)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((first, middle))
            first = middle
    return siblings[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """Return which subtrees prove that a tree of `new` leaves begins with one of `old`.

    They come in the proof's order. Nothing needs proof when the old tree is empty or the whole.
    Raises ValueError when the old tree is the larger one.
    """
    if not 0 <= old <= new:
        raise ValueError(f"A tree of {new} leaves does not begin with {old} leaves.")
    if old == 0:
        return []
    siblings: list[Range] = []
    first, end = 0, new
    while end != old:
        middle = _middle(first, end)
        if old <= middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((first, middle))
            first = middle
    if first:
        # Else this subtree is the old tree itself, whose head the verifier has.
        siblings.append((first, end))
    return siblings[::-1]


def roots_of(ranges: Sequence[Range], leaves: Iterable[bytes]) -> list[bytes]:
    """Return the root of each range, in the order asked, from one pass over the hashed leaves.

    Ranges may overlap and come twice. No more leaves are taken than are needed, and of each
    range only the roots of its complete trees are in memory. Raises
    ValueError when the leaves end too early, or when a range is no part of any tree.
    """
    parts = {each: list(_complete_trees(*each)) for each in ranges}
    wanted = dict.fromkeys((tree for trees in parts.values() for tree in trees), b"")
    ends = {end for _, end in wanted}
    at, last = min((first for first, _ in wanted), default=0), max(ends, default=0)
    # Nothing is asked of the trees before the first range: anything may stand for them.
    frontier = bytes(HASH * at.bit_count())
    rest = islice(leaves, at, None)
    for end in sorted(ends):
        while some := list(islice(rest, min(PIECE, end - 1 - at))):
            frontier, at = grow(frontier, at, some), at + len(some)
        for leaf in islice(rest, 1):
            wanted.update(
                (tree, node) for tree, node in _ended(frontier, at, leaf) if tree in wanted
            )
            frontier, at = grow(frontier, at, [leaf]), at + 1
    if at < last:
        raise ValueError(f"The leaves end before leaf {last - 1}.")
    roots = {each: root(b"".join(map(wanted.__getitem__, trees))) for each, trees in parts.items()}
    return [roots[each] for each in ranges]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof leads from a hashed leaf to the root of a tree of `size` leaves."""
    if not (0 <= index < size and _are_hashes(leaf, *proof)):
        return False
    sides = list(_sides(index, size - 1))
    if len(proof) != len(sides):
        return False
    node = leaf
    for is_left, sibling in zip(sides, proof, strict=True):
        node = node_hash(sibling, node) if is_left else node_hash(node, sibling)
    return node == root


def is_consistent(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether the proof shows that the new tree begins with all of the old one."""
    if not (0 <= old_size <= new_size and _are_hashes(old_root, new_root, *proof)):
        return False
    if old_size == 0 and old_root != EMPTY_ROOT:
        return False
    if old_size == new_size:
        return old_root == new_root and not proof
    if old_size == 0:
        return not proof
    # The way up starts at the last complete subtree of the old tree. Where that is all of the old
    # tree, the proof leaves its hash out: the verifier has it.
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    hashes = proof if node else [old_root, *proof]
    sides = list(_sides(node, last))
    if len(hashes) != 1 + len(sides):
        return False
    old = new = hashes[0]
    for is_left, sibling in zip(sides, hashes[1:], strict=True):
        if is_left:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
        else:
            new = node_hash(new, sibling)
    return old == old_root and new == new_root


def _complete_trees(first: int, end: int) -> Iterator[Range]:
    # The complete trees that a range consists of, largest first, as a frontier has them.
    if first % (1 << (end - first).bit_length() >> 1 or 1):
        raise ValueError(f"The leaves from {first} to {end - 1} are no part of any tree.")
    while first < end:
        middle = first + (1 << (end - first).bit_length() - 1)
        yield first, middle
        first = middle


def _ended(frontier: bytes, size: int, leaf: bytes) -> Iterator[tuple[Range, bytes]]:
    # Each complete tree that a leaf ends, with its root, smallest first: what `grow` passes.
    node, end, width = leaf, len(frontier), 1
    yield (size, size + 1), node
    while size & width:
        end -= HASH
        node = node_hash(frontier[end : end + HASH], node)
        width <<= 1
        yield (size + 1 - width, size + 1), node


def _middle(first: int, end: int) -> int:
    # Where the left branch ends: it has the largest power of two that is less than all.
    return first + (1 << (end - first - 1).bit_length() - 1)


def _sides(node: int, last: int) -> Iterator[bool]:
    # Whether the sibling stands on the left, from a node up to the root. Nodes are counted within
    # their level; an even last node has no sibling there and rises as it is.
    while last:
        if node & 1 or node < last:
            yield node & 1 == 1
        node, last = node >> 1, last >> 1


def _are_hashes(*hashes: bytes) -> bool:
    # A byte moved from one hash to its neighbour would leave their node the same.
    return all(len(each) == HASH for each in hashes)
