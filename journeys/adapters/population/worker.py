"""What runs in a worker: a part of a store, done and handed back.

A worker keeps the stores that it used last open, by the digest of what it was handed. Nothing that
it is handed, and nothing that it reads, is written anywhere.
"""

import gc
import pickle
from collections import OrderedDict

from journeys.adapters.population.handing import UNPICKLABLE, Handed, pickled
from journeys.adapters.sql.database.forks import ForkSafeLock
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.population import Part, Work
from journeys.domain.message import Message

STORES = 4  # that a worker keeps open

SELDOM = 200_000  # objects before a garbage collection: a worker makes little garbage

NO_ANSWER = (
    "What a view returns must be picklable, because it comes from another process ({why}): return "
    "codes, numbers, days or a view of the library."
)

_open = OrderedDict[bytes, tuple[SQLTransactions, Work]]()
_opening = ForkSafeLock()


def begin() -> None:
    """Have this process collect garbage seldom, from now on: it was started to work."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


def do_part(given: Handed, part: Part) -> bytes:
    """Return, pickled, what the work returns for a part and no error; or nothing and the error.

    An error is handed back and not raised: an executor would write to its own log what it was
    given.
    """
    try:
        store, work = _opened(given)
        done = work(store, part)
    except Exception as error:  # noqa: BLE001 - raised by who takes the part
        return _failed(error)
    try:
        return pickled((done, None))
    except UNPICKLABLE as error:
        return _failed(TypeError(Message(NO_ANSWER, why=type(error).__name__)))


def forget() -> None:
    """Close every store, and forget its keys."""
    with _opening:
        stores = [store for store, _ in _open.values()]
        _open.clear()
    for store in stores:
        store.close()


def _opened(given: Handed) -> tuple[SQLTransactions, Work]:
    with _opening:
        found = _open.get(given.digest)
        if found is None:
            place, work = pickle.loads(given.data)  # noqa: S301 - handed over by our own coordinator
            found = _open[given.digest] = place.open(), work
        _open.move_to_end(given.digest)
        dropped = None
        if len(_open) > STORES:
            # What another thread uses at the moment is closed when it is returned.
            _, (dropped, _) = _open.popitem(last=False)
    if dropped is not None:
        dropped.close()
    return found


def _failed(error: Exception) -> bytes:
    try:
        travels = pickled((None, error))
        pickle.loads(travels)  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - an error may do anything when it is copied
        # Its text may repeat what a person said.
        return pickled((None, RuntimeError(f"{type(error).__module__}.{type(error).__name__}")))
    return travels
