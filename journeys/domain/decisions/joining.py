"""The rules before two journeys of one citizen are joined, and before they are separated again.

They decide on whole histories: what is joined is streams, and no state of a journey.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from journeys.domain.decisions.days_ahead import refuse_days_ahead
from journeys.domain.decisions.deciding import require_permission
from journeys.domain.decisions.dependencies import still_cited
from journeys.domain.decisions.privacy import refuse_private_facts
from journeys.domain.decisions.restriction import require_may_open
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JoiningFact, JourneyAbsorbed, JourneyMerged
from journeys.domain.events.people import AccessRestricted, RestrictionLifted
from journeys.domain.history import JOINED, Entry, History, is_own
from journeys.domain.journey import Event
from journeys.domain.roles import MERGE, Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


class Joining(NamedTuple):
    """Sammenlægning: the two facts that are recorded in one commit, one on each stream."""

    merged: JourneyMerged
    absorbed: JourneyAbsorbed


class Separation(NamedTuple):
    """Adskillelse: the retraction on the other stream, which is recorded with the first."""

    stream: JourneyId
    retraction: EntryRetracted
    open_to: tuple[str, ...] | None = None
    """To whom both were restricted while they were joined; None where they were not."""

    def events(self, other: History) -> list[Event]:
        """Return what is recorded on the other stream, of which this is the history.

        Where both were restricted while they were joined, it stays closed to all who were not
        named: who restricted them was not asked which of the two was meant.
        """
        people = other.followed_by([self.retraction]).journey.people
        own = people.restricted_to
        if self.open_to is None or (own is not None and {*own} <= {*self.open_to}):
            return [self.retraction]
        # It is the last word, also where the other has a restriction or a lifting of a later day.
        day = max([self.retraction.on, *(each.event.on for each in _restricting(other))])
        return [self.retraction, AccessRestricted(on=day, open_to=self.open_to)]


def merge(
    ended: History, stays: History, actor: Actor, book: Rulebook, *, today: date, why: str, on: date
) -> Joining | None:
    """Læg to forløb sammen: return what joins the journey `ended` to the one that `stays`.

    None where they are joined so already. `today` is the day on which it is decided.

    Refused: role-may-not, why-missing, journey-same; journey-merged, where one of them was joined
    to another before; journey-restricted, where one of them is, to others; merge-would-open, where
    both together would be open to somebody to whom one of them is not; merge-would-close, where
    the open journey would read as closed; words-carry-cpr, words-carry-diagnosis,
    words-unprintable; day-not-come.
    """
    require_permission(MERGE, actor, book)
    why = require_text(why, "why")
    if ended.stream == stays.stream:
        raise Refused("journey-same", "These are one journey. Name the two that are to be joined.")
    if ended.merged_into == stays.stream:
        return None
    for each in (ended, stays):
        refuse_merged(each)
        require_may_open(each, actor, book, today)
    joining = Joining(
        JourneyMerged(on=on, why=why, into=stays.stream),
        JourneyAbsorbed(
            on=on, why=why, absorbed=ended.stream, numbered_from=_next_free_number(stays)
        ),
    )
    refuse_private_facts(list(joining))
    refuse_days_ahead(list(joining), today)
    both = joined(ended, stays, joining)
    _require_stays_restricted((ended, stays), both)
    _require_stays_open(stays, both)
    return joining


def joined(ended: History, stays: History, joining: Joining) -> History:
    """Return the history of both, as it will read once they are joined."""
    after = stays.followed_by([joining.absorbed])
    return after.joined_with([(joining.absorbed, ended.followed_by([joining.merged]))])


def refuse_merged(history: History) -> None:
    """Refuse a journey that was joined to another. Refused: journey-merged."""
    if history.merged_into is not None:
        raise merged_already(history.merged_into)


def merged_already(into: JourneyId) -> Refused:
    """Return the refusal of the id of a journey that was joined to another."""
    return Refused(
        "journey-merged",
        "This journey was joined to {journey}. Use that id, and the numbers that its timeline "
        "shows.",
        journey=into,
    )


def refuse_joined_arrival(history: History) -> None:
    """Refuse to take in a journey that is joined to another. Refused: joined-cannot-arrive.

    Its other stream is not in the export, and here its id may be that of somebody else.
    """
    if history.merged_into is not None or history.absorbed:
        raise Refused(
            "joined-cannot-arrive",
            "This journey is joined to another where it comes from, and an export holds one. Let "
            "the sender retract the entry that joined them, and export both.",
        )


def refuse_joining_facts(events: Iterable[Event]) -> None:
    """Refuse that a decision on one stream joins two. Refused: merge-only.

    Recorded on one of them alone, such a fact would leave the other without its counterpart.
    """
    if any(isinstance(each, JoiningFact) for each in events):
        raise Refused("merge-only", "Two journeys are joined by `merge` alone, which records both.")


def changes_streams(history: History, events: Iterable[Event]) -> bool:
    """Return whether these events, recorded next, join others to this history or separate them."""
    changing = [each for each in events if isinstance(each, JoiningFact | EntryRetracted)]
    if not changing:
        return False
    joining = {each.version for each in history.entries if isinstance(each.event, JoiningFact)}
    return any(isinstance(each, JoiningFact) or each.entry in joining for each in changing)


def merge_alone() -> Refused:
    """Return the refusal of a separation among decisions on many journeys."""
    return Refused("merge-alone", "Two journeys are separated on their own, and not among others.")


def separations(history: History, events: Iterable[Event]) -> list[Separation]:
    """Return what must be recorded on other streams, where these events separate what was joined.

    Refused: merge-outermost, where the entry of another stream, or of an inner joining, is
    retracted; merge-again, where the retraction of a joining is; entry-still-cited, where entries
    of the other stream were retracted here.
    """
    retractions = [each for each in events if isinstance(each, EntryRetracted)]
    if not retractions:
        return []
    found = []
    entries = {each.version: each for each in history.entries}
    for event in retractions:
        target = entries.get(event.entry)
        if target is None or target.version in history.retracted:
            continue
        if isinstance(target.event, JoiningFact):
            found.append(_separation(history, target, event))
        elif isinstance(target.event, EntryRetracted):
            retracted = entries.get(target.event.entry)
            if retracted is not None and isinstance(retracted.event, JoiningFact):
                raise Refused(
                    "merge-again",
                    "What separated two journeys is not retracted. Join them again with merge.",
                )
    return found


def _separation(history: History, target: Entry, event: EntryRetracted) -> Separation:
    if not is_own(target.version) or not isinstance(target.event, JourneyAbsorbed):
        outermost = history.absorption_of(target.version)
        raise Refused(
            "merge-outermost",
            "Retract entry {entry} instead: it separates both journeys again. Of several joinings, "
            "the last comes first.",
            entry=target.version if outermost is None else outermost.version,
        )
    if resting := list(_resting_on(history, target)):
        raise still_cited(resting)
    other = target.event.absorbed
    newest = max(each.version for each in history.entries if each.journey == other)
    number = newest - target.event.numbered_from
    retraction = event.model_copy(update={"entry": number})
    return Separation(other, retraction, _restricted_since(history, target))


def _restricting(history: History) -> list[Entry]:
    """Return what restricts a journey or lifts that, the last one last."""
    kinds = AccessRestricted | RestrictionLifted
    return [each for each in history.in_force if isinstance(each.event, kinds)]


def _restricted_since(history: History, absorption: Entry) -> tuple[str, ...] | None:
    """Return to whom both are restricted by an entry recorded since they were joined, or None."""
    last = next(reversed(_restricting(history)), None)
    if (
        last is None
        or not isinstance(last.event, AccessRestricted)
        or last.position <= absorption.position
    ):
        return None
    return last.event.open_to


def _resting_on(history: History, absorption: Entry) -> Iterator[int]:
    """Yield the retractions in force, recorded here, of entries that came with a joining."""
    for each in history.entries:
        if (
            isinstance(each.event, EntryRetracted)
            and each.version not in history.retracted
            and is_own(each.version)
            and history.absorption_of(each.event.entry) == absorption
        ):
            yield each.version


def _next_free_number(stays: History) -> int:
    """Return what is added to the numbers of the next stream that is joined."""
    taken = max(
        *(each.version for each in stays.entries),
        *(
            each.event.numbered_from + 1
            for each in stays.absorptions
            if isinstance(each.event, JourneyAbsorbed)
        ),
        0,
    )
    return (taken // JOINED + 1) * JOINED


def _require_stays_restricted(each: Iterable[History], both: History) -> None:
    """Require that nobody may open both who is not named where one of them is restricted.

    Of both together, the restriction counts that was recorded with the latest day.
    """
    after = both.journey.people.restricted_to
    for before in (history.journey.people.restricted_to for history in each):
        if before is not None and (after is None or not {*after} <= {*before}):
            raise Refused(
                "merge-would-open",
                "One of them is restricted to named staff, and both together would be open to "
                "others. Restrict both to the same staff first (access restrict).",
            )


def _require_stays_open(stays: History, both: History) -> None:
    before, after = stays.journey.people.status, both.journey.people.status
    if before in {"open", "resting"} and after == "closed":
        closing = next(
            each.entry
            for each in reversed(both.changes)
            if each.before.people.status != "closed" and each.after.people.status == "closed"
        )
        raise Refused(
            "merge-would-close",
            "The other journey was closed on {on}, and both together would read as closed. Retract "
            "that closing there first.",
            on=closing.event.on,
        )
