"""Slices: the journeys of one store, divided by a hash of the id and always in the same way.

Ids may be of any version, also of one that begins with the time: so not by the id itself. How many
slices there are follows from how much the store holds, and never from who works on them. A slice
with fewer digits holds every one that begins with the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from itertools import product

from journeys.app.ports.population import Part
from journeys.domain.vocabulary import JourneyId

DIGITS = "0123456789abcdef"
LARGE = 4096  # about how many entries one slice holds at most


def digits_for(entries: int) -> int:
    """Return by how many digits a store of so many entries is divided; 0 is one slice."""
    digits = 0
    while entries > LARGE * len(DIGITS) ** digits:
        digits += 1
    return digits


def slices(digits: int) -> tuple[str, ...]:
    """Return every slice of so many digits, in order."""
    return tuple(map("".join, product(DIGITS, repeat=digits)))


def divided(
    journeys: Iterable[JourneyId], digits: int, upto: int, store: str = ""
) -> tuple[Part, ...]:
    """Return the parts of these journeys, one for each slice, read up to a position of the log."""
    by_slice = defaultdict[str, list[JourneyId]](list)
    for journey in sorted(journeys):
        by_slice[slice_of(str(journey), digits)].append(journey)
    return tuple(Part(store, each, tuple(by_slice[each]), upto) for each in slices(digits))


def slice_of(stream: str, digits: int) -> str:
    """Return the slice of a stream: the first digits of the SHA-256 of its name, in hex."""
    return sha256(stream.encode()).hexdigest()[:digits]
