"""Lots that are the same each time: a keyed hash of a person, a measure and a month."""

from hashlib import blake2b

import numpy as np

from journeys.projections.effects.arrays import Numbers

_ROUNDS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def lots(ids: Numbers, *about: str) -> Numbers:
    """Return one 64-bit number for each id (persons x 2 halves), for what it is drawn about."""
    digest = blake2b("\0".join(about).encode(), digest_size=8).digest()
    key = np.frombuffer(digest, np.uint64)
    return _mixed(_mixed(ids[:, 0] ^ key) ^ ids[:, 1])


def _mixed(numbers: Numbers) -> Numbers:
    """Return the numbers mixed as splitmix64 does (Steele, Lea and Flood, OOPSLA 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in _ROUNDS:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return mixed
