"""Observing: each decision, view, rebuild and run of a reactor, seen from outside in one place.

The class of a use case is decorated with `observed`: a line in the log for each call, and an
observer that the host may have (OpenTelemetry). Neither is told anything of a person.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from inspect import isfunction
from time import perf_counter
from typing import Any, TypeVar
from uuid import UUID

from journeys.app.logs import Log, is_configured
from journeys.app.ports.observing import Act, ActKind, Observer
from journeys.domain.errors import Conflict, Refused

T = TypeVar("T")

log = Log(__name__)

_current: ContextVar[Act | None] = ContextVar("journeys_act", default=None)


def observed(kind: ActKind, *names: str) -> Callable[[type[T]], type[T]]:
    """Return what lets the methods of these names be observed, or every public one of a class."""

    def each(use_case: type[T]) -> type[T]:
        public = [name for name, it in vars(use_case).items() if isfunction(it) and name[0] != "_"]
        for name in names or public:
            setattr(use_case, name, _observed(kind, name, vars(use_case)[name]))
        return use_case

    return each


def current() -> Act | None:
    """Return the act that is observed here and now; None where none is."""
    return _current.get()


class Waiting:
    """Counts the time that its body takes as a wait for a lock, of the act that waits."""

    __slots__ = ("_began",)

    def __enter__(self) -> None:
        """Begin to wait."""
        self._began = perf_counter()

    def __exit__(self, *_: object) -> None:
        """Count the wait, whether it was for nothing or not."""
        if act := _current.get():
            act.waited += perf_counter() - self._began


def count_recorded(entries: int) -> None:
    """Count entries that were recorded, of the act that records them."""
    if act := _current.get():
        act.entries += entries


def _observed(kind: ActKind, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def called(self: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the method has it
        # A Reader has no store of its own: its logged access has.
        observer: Observer | None = getattr(getattr(self, "logged", self).store, "observer", None)
        # Where nobody has configured structlog it would print every line to stdout.
        if observer is None and not is_configured():
            return method(self, *args, **kwargs)
        act = Act(kind, _name(name, args, kwargs), _journey(args, kwargs))
        outer, began = _current.set(act), perf_counter()
        if observer:
            observer.began(act)
        try:
            found = method(self, *args, **kwargs)
            _note(act, self, found, args, kwargs)
        except BaseException as error:
            _note_error(act, error)
            raise
        else:
            return found
        finally:
            act.seconds = perf_counter() - began
            _current.reset(outer)
            if observer:
                observer.ended(act)
            if is_configured():
                _log_line(act)

    return called


def _name(method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Return the name of the verb that decides; else that of the method."""
    if method != "decide":
        return method
    verb = kwargs["verb"] if "verb" in kwargs else args[1] if len(args) > 1 else None
    return str(getattr(verb, "__name__", method))


def _journey(args: tuple[Any, ...], kwargs: dict[str, Any]) -> UUID | None:
    first = kwargs.get("journey_id", args[0] if args else None)
    return first if isinstance(first, UUID) else None


def _note(
    act: Act,
    use_case: Any,  # noqa: ANN401 - whose method it is
    found: Any,  # noqa: ANN401 - as the method returns it
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    match act.kind:
        case "decide":
            act.outcome = "recorded" if act.entries else "nothing-new"
        case "react":
            # What is no name of a reactor was refused, and may be about a person.
            named = kwargs.get("name", args[0] if args else "")
            act.reactor = str(getattr(use_case, "name", named))
            act.entries = found.delivered
        case "view" | "rebuild":
            pass


def _note_error(act: Act, error: BaseException) -> None:
    act.error = type(error).__name__
    match error:
        case Refused():
            act.outcome, act.code = "refused", error.code
        case Conflict():
            act.outcome = "conflict"
        case _:
            act.outcome = "error"


def _log_line(act: Act) -> None:
    import structlog  # noqa: PLC0415 - who configured it has loaded it

    # A logger that is bound for a line which its level drops costs more than the look.
    dropped = structlog.make_filtering_bound_logger(logging.CRITICAL).debug
    if getattr(structlog.get_config()["wrapper_class"], "debug", None) is dropped:
        return
    facts: dict[str, Any] = {"code": act.code, "error": act.error, "conflicts": act.conflicts}
    log.debug(
        act.kind,
        verb=act.name,
        outcome=act.outcome,
        seconds=round(act.seconds, 6),
        waited=round(act.waited, 6),
        **{name: fact for name, fact in facts.items() if fact},
    )
