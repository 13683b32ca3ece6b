"""What a worker is handed: pickled, and in memory only, because it holds the keys of a store."""

import pickle
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from typing import Any

from journeys.adapters.population.place import Place
from journeys.app.ports.population import Work
from journeys.domain.errors import KeyMissing

UNPICKLABLE = (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError)
NO_VIEW = (
    "What is asked of every journey must be a function of a module, or a functools.partial of one: "
    "it is pickled for other processes."
)


def _frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    """Pickles a rulebook, too, whose frozen mappings go as dicts; and an error as it says itself.

    Where Dask is imported every error would go with the context that `from None` hides, which may
    repeat what a person said.
    """

    def reducer_override(self, obj: object) -> Any:  # noqa: ANN401 - pickle's own signature
        """Return how an object is rebuilt on the other side."""
        if isinstance(obj, BaseException):
            return obj.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
        return (_frozen, (dict(obj),)) if isinstance(obj, MappingProxyType) else NotImplemented


def pickled(thing: object) -> bytes:
    """Return something as another process can read it. Raises one of UNPICKLABLE."""
    written = BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(thing)
    return written.getvalue()


class Handed:
    """Overdraget: a store and the work on it. What it holds is never printed: keys are in it."""

    __slots__ = ("data", "digest")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.digest = sha256(data).digest()

    def __repr__(self) -> str:
        """Return no more than what it is: an executor may write to a log what it was given."""
        return "<a store and the work on it>"


def handed(place: Place, work: Work) -> Handed:
    """Return what a worker is handed.

    Raises KeyMissing where the keys cannot be handed to another process, and TypeError where the
    work cannot.
    """
    require_portable(work)
    try:
        return Handed(pickled((place, work)))
    except UNPICKLABLE as error:
        raise KeyMissing(
            "These keys cannot be handed to another process: do it with one worker."
        ) from error


def require_portable(work: Work) -> None:
    """Require work that another process can read. Raises TypeError."""
    try:
        pickled(work)
    except UNPICKLABLE as error:
        raise TypeError(NO_VIEW) from error
