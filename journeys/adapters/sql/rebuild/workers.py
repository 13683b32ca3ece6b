"""Parts projected by several processes at once, each with its own connections."""

import gc
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from types import MappingProxyType
from typing import Any

from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.schemas import in_schema, schema_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.rebuild.part_rows import PartRows, rows_of_part
from journeys.adapters.sql.rebuild.parts import RebuildPlan
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.domain.errors import KeyMissing
from journeys.domain.rulebook import Rulebook


def _frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    """Pickles a rulebook: its frozen mappings go as dicts."""

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - pickle's own signature
        """Return how an object is rebuilt on the other side."""
        return (_frozen, (dict(obj),)) if isinstance(obj, MappingProxyType) else NotImplemented


def rows_by_workers(
    store: SQLTransactions, plan: RebuildPlan, parts: Sequence[str], book: Rulebook, workers: int
) -> Iterator[tuple[str, PartRows]]:
    """Yield the rows of these parts as they are ready. Raises KeyMissing, KeyWrong and StoreError.

    The key provider and the rulebook are pickled to each process.
    """
    try:
        pickled = BytesIO()
        place = store.engine.url, schema_of(store.engine)
        _Pickler(pickled).dump((place, store.keyring.provider, plan, book))
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise KeyMissing(
            "These keys cannot be handed to another process: rebuild with one worker."
        ) from error
    # A forked process would share connections, and locks, with this one.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (pickled.getvalue(),)) as pool:
        yield from zip(parts, pool.map(_make, parts), strict=True)


SELDOM = 200_000  # objects before a garbage collection: a worker makes little garbage

_worker: dict[str, Any] = {}


def _begin(pickled: bytes) -> None:
    place, keys, _worker["plan"], _worker["book"] = pickle.loads(pickled)  # noqa: S301 - our own pipe
    url, schema = place
    engine = connect(url) if schema is None else in_schema(connect(url), schema)
    _worker["store"] = SQLTransactions.on(engine, Keyring(keys))
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


def _make(part: str) -> PartRows:
    with _worker["store"].reading() as transaction:
        return rows_of_part(transaction.many, _worker["plan"], part, _worker["book"])
