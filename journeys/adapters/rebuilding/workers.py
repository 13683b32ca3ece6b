"""Parts made by several processes at once, each with connections of its own."""

import copyreg
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from journeys.adapters.rebuilding.collecting import collecting_seldom
from journeys.adapters.rebuilding.making import Made, made_part
from journeys.adapters.rebuilding.parts import Plan
from journeys.domain.errors import KeyMissing
from journeys.domain.rulebook import Rulebook

if TYPE_CHECKING:
    from journeys.adapters.transactions import SQLStore


def _frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


# The rulebook is handed over; what cannot be changed in it goes as what it is made of.
copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))


def made_by_many(
    store: "SQLStore", plan: Plan, parts: Sequence[str], book: Rulebook, workers: int
) -> Iterator[tuple[str, Made]]:
    """Yield the rows of these parts as they are made. Raises KeyMissing, KeyWrong and StoreError.

    The key provider and the rulebook are handed to each process through a pipe.
    """
    try:
        handed = pickle.dumps((store.engine.url, store.keyring.provider, plan, book))
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise KeyMissing(
            "These keys cannot be handed to another process: rebuild with one worker."
        ) from error
    # A forked process would share connections, and locks, with this one.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (handed,)) as pool:
        yield from zip(parts, pool.map(_make, parts), strict=True)


_told: dict[str, Any] = {}


def _begin(handed: bytes) -> None:
    from journeys.adapters.transactions import store_at  # noqa: PLC0415 - it knows this module

    url, keys, _told["plan"], _told["book"] = pickle.loads(handed)  # noqa: S301 - our own pipe
    _told["store"] = store_at(url, keys)


def _make(part: str) -> Made:
    with collecting_seldom(), _told["store"].reading() as transaction:
        return made_part(transaction.log, _told["plan"], part, _told["book"])
