"""Effects: the facts of every journey, and what is estimated from them. Nobody is shown.

Journeys are read in parts from one state of the store. One that is damaged is set aside, by name,
and the others go on. What is estimated needs numpy (the extra `effects`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple, get_args

from journeys.app.histories import histories
from journeys.app.libraries import require_library
from journeys.app.logged_reads import LoggedReads
from journeys.app.ports.maintenance import Progress
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.access import require_may_manage
from journeys.domain.decisions.forms import not_understood
from journeys.domain.errors import Refused
from journeys.domain.law.vocabularies import Vocabulary
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.effect_notes import EffectNote, EffectNotes, effect_notes
from journeys.projections.effects.effect import Effects
from journeys.projections.effects.facts import NEW_CASEWORKER, JourneyFacts, Within
from journeys.projections.effects.parts import SplitBy, parts_of
from journeys.projections.effects.reading import facts
from journeys.projections.effects.settings import Settings, settings_for

if TYPE_CHECKING:
    from journeys.projections.effects.columns import Columns


class Gathered(NamedTuple):
    """Grundlag: the facts of every journey, and the journeys that cannot be read."""

    people: Sequence[JourneyFacts]
    set_aside: Mapping[str, Message]
    stamped_ahead: int
    """How many entries the moment hides that are stamped later than now."""


class Inputs(NamedTuple):
    """Fælles grundlag: what the answers that are asked for at once share."""

    measures: Sequence[str]
    """In the order of their codes."""
    columns: "Columns"
    cut: date
    settings: Settings


def gathered(
    logged: LoggedReads, known_at: datetime | None, progress: Progress | None = None
) -> Gathered:
    """Return the facts of every journey, as known at a moment.

    No look at a person is logged: nothing of anybody is shown. `progress` is called with how many
    journeys are read, and how many there are. Refused: role-may-not.
    """
    require_may_manage(logged.actor, logged.book)
    people, ahead = list[JourneyFacts](), 0
    with logged.store.reading() as transaction:
        set_aside = dict(transaction.many.set_aside())
        for _, history in histories(transaction, set_aside, progress=progress):
            if known_at is not None:
                ahead += history.stamped_ahead(known_at, transaction.now)
                history = history.known_at(known_at)  # noqa: PLW2901 - as it was known
            if history.entries:
                people.append(facts(history, logged.book))
    return Gathered(people, set_aside, ahead)


def noted(
    logged: LoggedReads,
    measure: str,
    *,
    on: date,
    known_at: datetime | None,
    progress: Progress | None,
) -> EffectNotes:
    """Return the effect notes of a measure, each a logged look at the journey that it is about.

    Refused: role-may-not; code-unknown.
    """
    require_known_measure(measure, [logged.book.vocabularies["measure"]])

    def found(transaction: Transaction) -> EffectNotes:
        set_aside, notes = dict(transaction.many.set_aside()), list[EffectNote]()
        for _, history in histories(transaction, set_aside, progress=progress):
            notes += effect_notes(history.as_of(known_at=known_at), measure, on)
        notes.sort(key=lambda each: (each.ended, str(each.journey)))
        return EffectNotes(measure=measure, on=on, notes=tuple(notes), set_aside=set_aside)

    return logged.behind("effect-notes", found, lambda view: (each.journey for each in view.notes))


def together(stores: Iterable[Gathered]) -> Gathered:
    """Return what was gathered in several stores; a journey that moved is counted where it went."""
    people, set_aside, ahead = dict[object, JourneyFacts](), dict[str, Message](), 0
    for each in stores:
        set_aside |= each.set_aside
        ahead += each.stamped_ahead
        for one in each.people:
            other = people.get(one.journey)
            if other is None or _moved(other):
                people[one.journey] = one
    return Gathered([*people.values()], set_aside, ahead)


def _moved(one: JourneyFacts) -> bool:
    return one.departed is not None and one.departed.why == "moved"


def estimated(
    found: Gathered,
    books: Sequence[Rulebook],
    measures: Collection[str],
    *,
    on: date,
    known_at: datetime | None,
    within: Within,
    split: str,
) -> Effects:
    """Return the effect of each measure that somebody began, or of those that are named.

    They stand in the order of their codes. A change of caseworker (`NEW_CASEWORKER`) is among them
    only where it is named. `split` is a kind (basis, provider, team, target-group), and each
    measure is then followed by its parts; or KIND:CODE for that part alone. Refused: code-unknown,
    not-understood; library-missing, where numpy is not installed.
    """
    kind, colon, _ = split.partition(":")
    if split and kind not in get_args(SplitBy):
        kinds = ", ".join(get_args(SplitBy))
        raise not_understood("split", Message("one of {choices}", choices=kinds))
    inputs = inputs_of(found, books, measures, on)
    from journeys.projections.effects.estimating import effect  # noqa: PLC0415 - loads numpy

    def measures_and_parts() -> Iterator[tuple[str, str]]:
        for measure in inputs.measures:
            yield measure, split if colon else ""
            if split and not colon:
                for code in parts_of(found.people, measure, kind):
                    yield measure, f"{kind}:{code}"

    return Effects(
        on=on,
        known_at=known_at,
        cut=inputs.cut,
        effects=tuple(
            effect(
                inputs.columns,
                measure,
                on=on,
                known_at=known_at,
                cut=inputs.cut,
                within=within,
                split=part,
                settings=inputs.settings,
            )
            for measure, part in measures_and_parts()
        ),
        set_aside=found.set_aside,
        stamped_ahead=found.stamped_ahead,
    )


def inputs_of(
    found: Gathered, books: Sequence[Rulebook], measures: Collection[str], on: date
) -> Inputs:
    """Return what answers about these measures share, or about every one that somebody began.

    Refused: code-unknown; library-missing, where numpy is not installed.
    """
    for measure in measures:
        require_known_measure(measure, [book.vocabularies["measure"] for book in books])
    require_library("numpy", "effects")
    from journeys.projections.effects.estimating import (  # noqa: PLC0415 - loads numpy
        columns_of,
        settled_cut,
    )

    began = {start.measure for each in found.people for start in each.started}
    wanted = sorted(set(measures) or began - {NEW_CASEWORKER})
    columns, cut = columns_of(found.people), settled_cut(found.people, on)
    return Inputs(wanted, columns, cut, settings_for(len(wanted)))


def require_known_measure(measure: str, vocabularies: Sequence[Vocabulary]) -> None:
    """Require a code of a measure, or NEW_CASEWORKER. Refused: code-unknown."""
    known = {NEW_CASEWORKER}.union(*(each.terms for each in vocabularies))
    if measure not in known:
        close = get_close_matches(measure, known, n=1)
        raise Refused(
            "code-unknown",
            "There is no such measure.{hint} `journeys vocabulary measure` lists them.",
            hint=Message(" Did you mean {nearest}?", nearest=close[0]) if close else "",
        )
