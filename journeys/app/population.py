"""Population: the same view of every journey of one store or of many, part by part."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from journeys.app.logged_reads import RESTRICTED, LoggedReads
from journeys.app.population_parts import Asking, StoreParts, parts_of
from journeys.app.ports.maintenance import Progress, silent
from journeys.app.ports.population import Job, Part, name_of_part
from journeys.domain.decisions.access import require_may_look_across
from journeys.domain.decisions.forms import check_arguments, not_understood
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.by_name import VIEWS, Asked

T = TypeVar("T")

LOOK = "population"
"""What a look at one of all journeys is called."""


class PartAnswers(NamedTuple, Generic[T]):
    """Svar: what a view answers about the journeys of a part."""

    store: str
    """The municipality's code; empty for a single store."""
    slice: str
    """The first digits of the SHA-256 of their ids, in hex."""
    answers: Mapping[JourneyId, T]
    """In the order of the ids."""
    set_aside: Mapping[str, Message]
    """The journeys that are left out, by name, and why."""
    stamped_ahead: int
    """How many entries `known_at` hides that are stamped later than now."""
    upto: int
    """The position of the log up to which they were read."""

    @property
    def name(self) -> str:
        """What the part is called in `done`, as "0101/3f"."""
        return name_of_part(self.store, self.slice)


@dataclass(frozen=True)
class Population:
    """Alle forløb: those of one store, or of many by code, for one actor and one purpose."""

    stores: Mapping[str, LoggedReads]
    look: str = LOOK
    """What a look at one of them is called; of a use case that takes them out it has a name."""

    def __post_init__(self) -> None:
        for logged in self.stores.values():
            require_may_look_across(logged.actor, logged.book)

    @check_arguments
    def answers(
        self,
        view: str | Asked[T],
        *,
        on: date,
        known_at: datetime | None = None,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
        done: Collection[str] = (),
    ) -> Iterator[PartAnswers[T]]:
        """Yield what a view answers about every journey, part by part, in the order of the parts.

        `view` is a function of a module that takes a history, a rulebook, a day and a moment (or a
        functools.partial of one), or the name of a view of the library; history and rulebook are
        as known at the moment already. On the `executor`, or by so many `workers`, which are
        processes started with `spawn`: call it where your main module may be imported. Without
        either there are as many as processors, or none where little is to be read. `done` names
        the parts of an earlier run that are left out. `progress` is called with how many parts are
        done, and how many there are.

        Everything is read as it was when this was called. Who is erased meanwhile is left out, and
        who is restricted to others meanwhile is set aside. The look at each journey is logged
        before its answer is yielded, and of a part that is not taken nothing is logged. Raises
        PartFailed where a part cannot be worked on, KeyMissing where the keys cannot be handed to a
        worker, TypeError where the view cannot, and what the view raises. Refused: not-understood.
        """
        return _answers(
            self.stores,
            view,
            on=on,
            known_at=known_at,
            executor=executor,
            workers=workers,
            progress=progress,
            done=done,
            look=self.look,
        )


def answers_unlogged(
    stores: Mapping[str, LoggedReads],
    view: str | Asked[T],
    *,
    on: date,
    known_at: datetime | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    done: Collection[str] = (),
) -> Iterator[PartAnswers[T]]:
    """Yield the same for what shows nobody, as counts: no look is logged, nobody is restricted.

    Who calls it has asked whether the actor may see a manager's figures. Raises and refuses as
    `Population.answers`.
    """
    return _answers(
        stores,
        view,
        on=on,
        known_at=known_at,
        executor=executor,
        workers=workers,
        progress=progress,
        done=done,
        look=None,
    )


def _answers(
    stores: Mapping[str, LoggedReads],
    view: str | Asked[T],
    *,
    on: date,
    known_at: datetime | None,
    executor: Executor | None,
    workers: int | None,
    progress: Progress | None,
    done: Collection[str],
    look: str | None,
) -> Iterator[PartAnswers[T]]:
    asked: Asked[Any] = _named(view) if isinstance(view, str) else view
    if workers is not None and workers < 1:
        raise not_understood("workers", Message("a number of processes, at least 1"))
    jobs, of_stores, number = list[Job](), dict[str, StoreParts](), 0
    for code, logged in stores.items():
        with logged.store.reading() as transaction:
            found = of_stores[code] = parts_of(transaction, code)
        actor = None if look is None else logged.actor
        work = Asking(asked, logged.book, on, known_at, found.now, actor)
        left = [part for part in found.parts if not _is_done(part, done)]
        number += len(found.parts)
        jobs.append(Job(logged.store, work, left))
    parts = [part for job in jobs for part in job.parts]
    report, any_store = progress or silent, next(iter(stores.values())).store
    running = any_store.run(jobs, executor, workers)

    def taken() -> Iterator[PartAnswers[T]]:
        report(number - len(parts), number)
        with closing(running):
            for nr, (part, answered) in enumerate(zip(parts, running, strict=True), start=1):
                strange = of_stores[part.store].set_aside[part.slice]
                answers, set_aside = answered.answers, {**strange, **answered.set_aside}
                if look is not None:
                    hidden = _restricted_since(stores[part.store], answers)
                    answers = {each: one for each, one in answers.items() if each not in hidden}
                    set_aside.update((str(each), RESTRICTED) for each in hidden)
                    shown = {each: answered.streams[each] for each in answers}
                    unlogged = stores[part.store].note_each(look, shown)
                    set_aside.update(_not_erased(stores[part.store], unlogged))
                    answers = {
                        each: one for each, one in answers.items() if str(each) not in unlogged
                    }
                report(number - len(parts) + nr, number)
                ahead, upto = answered.stamped_ahead, part.upto
                yield PartAnswers(part.store, part.slice, answers, set_aside, ahead, upto)

    return taken()


def _restricted_since(logged: LoggedReads, answers: Collection[JourneyId]) -> frozenset[JourneyId]:
    """Return those that were restricted to others since they were read: that may be hours."""
    if not answers:
        return frozenset()
    with logged.store.reading() as transaction:
        return logged.restricted(transaction).intersection(answers)


def _not_erased(logged: LoggedReads, unlogged: Mapping[str, Message]) -> Mapping[str, Message]:
    """Return those at whom no look can be noted though they were not erased since."""
    if not unlogged:
        return unlogged
    with logged.store.reading() as transaction:
        return {
            each: why
            for each, why in unlogged.items()
            if transaction.log.receipt(JourneyId(UUID(each))) is None
        }


def _is_done(part: Part, done: Collection[str]) -> bool:
    """Whether a part is among those that are done, which a smaller store had in larger slices."""
    return any(
        name_of_part(part.store, part.slice[:digits]) in done
        for digits in range(len(part.slice) + 1)
    )


def _named(name: str) -> Asked[Any]:
    found = VIEWS.get(name)
    if found is None:
        close = get_close_matches(name, VIEWS, n=1) or sorted(VIEWS)
        raise not_understood("view", Message("one of {choices}", choices=", ".join(close)))
    return found
