"""A body that opens in two ways: one AES-GCM ciphertext, sound under two keys (no commitment)."""

from functools import cache
from hashlib import sha256
from itertools import permutations
from random import Random
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 16
FIELD = 0xE1 << 120  # the polynomial of GCM's field, its bits reversed
WORDS = [
    text % space for space in (b" ", b"\n", b"\r", b"\t") for text in (b"{}%b", b"{%b}", b"%b{}")
]
"""Words as short as JSON objects are: two of them fit one ciphertext after some 100,000 tries."""
TRIES = 10_000


class TwoWays(NamedTuple):
    """A ciphertext, and by each of two keys what it opens to: a salt and words."""

    nonce: bytes
    ciphertext: bytes
    keys: tuple[bytes, bytes]
    salts: tuple[bytes, bytes]
    words: tuple[bytes, bytes]


def two_ways(first: bytes, place: bytes) -> TwoWays:
    """Return a body for this place that opens under this key and under another.

    The block of the salt is free: it is chosen so that both keys give one tag. The words come next,
    where the difference of both key streams is that of two JSON objects.
    """
    keys = (first, sha256(first).digest())
    nonce, words = fitting(keys)
    streams = [blocks(key, nonce, range(1, 4)) for key in keys]
    tail = xor(words[0], streams[0][2][:3])
    sums, factors = [], []
    for key, stream in zip(keys, streams, strict=True):
        hashed = int.from_bytes(encrypted(key, bytes(BLOCK)), "big")
        total, power = 0, 1 << 127
        lengths = (8 * len(place)).to_bytes(8, "big") + (8 * (BLOCK + len(tail))).to_bytes(8, "big")
        # GHASH from its last block to its first; that of the salt is left out, and its power kept.
        for at, block in enumerate([lengths, padded(tail), bytes(BLOCK), *reversed(cut(place))]):
            power = times(power, hashed)
            total ^= times(int.from_bytes(block, "big"), power)
            if at == 2:
                factors.append(power)
        sums.append(total ^ int.from_bytes(stream[0], "big"))
    free = times(sums[0] ^ sums[1], inverse(factors[0] ^ factors[1]))
    salt = free.to_bytes(BLOCK, "big")
    tag = (sums[0] ^ times(free, factors[0])).to_bytes(BLOCK, "big")
    salts = xor(salt, streams[0][1]), xor(salt, streams[1][1])
    return TwoWays(nonce, salt + tail + tag, keys, salts, words)


@cache
def fitting(keys: tuple[bytes, bytes]) -> tuple[bytes, tuple[bytes, bytes]]:
    """Return a nonce under which both keys give JSON objects of one ciphertext, and these."""
    wanted = {xor(one, other): (one, other) for one, other in permutations(WORDS, 2)}
    source = Random(71)  # noqa: S311 - by which one is found soon for the key of the tests
    while True:
        nonces = [source.randbytes(12) for _ in range(TRIES)]
        # The third block of a key stream: the first hides the tag, the second is of the salt.
        counters = b"".join(nonce + (3).to_bytes(4, "big") for nonce in nonces)
        both = xor(*(encrypted(key, counters) for key in keys))
        for at, nonce in enumerate(nonces):
            if words := wanted.get(both[BLOCK * at : BLOCK * at + 3]):
                return nonce, words


def encrypted(key: bytes, data: bytes) -> bytes:
    """Return whole blocks, encrypted one by one."""
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data)  # noqa: S305 - a part of GCM


def blocks(key: bytes, nonce: bytes, numbers: range) -> list[bytes]:
    """Return these blocks of GCM's key stream; the first hides the tag."""
    return cut(encrypted(key, b"".join(nonce + each.to_bytes(4, "big") for each in numbers)))


def cut(data: bytes) -> list[bytes]:
    """Return data in blocks, the last one filled up."""
    return [padded(data[at : at + BLOCK]) for at in range(0, len(data), BLOCK)]


def padded(data: bytes) -> bytes:
    """Return a block, filled up with zeros."""
    return data.ljust(BLOCK, b"\0")


def xor(one: bytes, other: bytes) -> bytes:
    """Return the difference of two texts of one length."""
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(len(one), "big")


def times(one: int, other: int) -> int:
    """Return the product in GCM's field."""
    product = 0
    for bit in range(127, -1, -1):
        if other >> bit & 1:
            product ^= one
        one = one >> 1 ^ (FIELD if one & 1 else 0)
    return product


def inverse(one: int) -> int:
    """Return what times this gives one: its power of 2**128 - 2."""
    product = 1 << 127
    for _ in range(127):
        one = times(one, one)
        product = times(product, one)
    return product
