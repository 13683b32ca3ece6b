"""The door of room: nothing is recorded on a journey that takes more of a post than there is.

It is the last door before the log, for every way of recording. Who takes more waits for the head of
the journeys' log, and so does who decides about an employer: nobody else can fill or close the post
until the commit. A journey that names no post asks for nothing here, and waits for nobody.
"""

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from itertools import chain
from typing import NamedTuple

from journeys.app.ports.store import Transaction
from journeys.domain.employers.room import Taken, require_room, taken_at
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.vocabulary import EmployerId, JourneyId
from journeys.projections.places import naming_posts, places


class TakenChange(NamedTuple):
    """What one journey takes of posts, before something is recorded on it and after."""

    journey: JourneyId
    before: Sequence[Taken] = ()
    after: Sequence[Taken] = ()
    named: frozenset[EmployerId] = frozenset()
    """The employers that what is recorded names itself: these have to be in this store.

    What was named before may be of another one, from which the journey moved.
    """


def taken_by(journey: JourneyId, history: History) -> tuple[Taken, ...]:
    """Return what a journey takes of posts; of joined journeys under the id of the one that stays.

    What was named and never taken for a day is left out.
    """
    return tuple(
        Taken(journey, *each)
        for each in history.memoised(places)
        if each.ends is None or each.starts < each.ends
    )


def change_of(journey: JourneyId, history: History, events: Sequence[Event]) -> TakenChange | None:
    """Return what these events change in what a journey takes; None where it names no post."""
    if not _names_post(history, events):
        return None
    after = history.followed_by(events)
    named = frozenset(each.post.employer for each in naming_posts(events) if each.post)
    return TakenChange(journey, taken_by(journey, history), taken_by(journey, after), named)


def _names_post(history: History, events: Iterable[Event]) -> bool:
    """Whether any post is named that these events could take or leave, on whatever day."""
    return bool(naming_posts(events) or naming_posts(entry.event for entry in history.entries))


def require_room_for(
    transaction: Transaction,
    changes: Sequence[TakenChange],
    rehearsed: MutableMapping[JourneyId, Sequence[Taken]] | None = None,
) -> None:
    """Require room for what these journeys take more, each beside what all others take.

    `rehearsed` has what journeys take by what was decided before and is not recorded (a dry run);
    these changes are noted in it. Posts of employers that are not in this store are left out, but
    where what is recorded names them.

    Refused: as `domain.employers.room.require_room`. Raises BrokenHistory where the employer of a
    post is damaged.
    """
    now = {**(rehearsed or {}), **{each.journey: each.after for each in changes}}
    if rehearsed is not None:
        rehearsed.update(now)
    more = {each.journey: list(_of_more(each)) for each in changes}
    named = [*chain.from_iterable(more.values())]
    if not named:
        return
    posts = list(dict.fromkeys(each.post for each in named))
    employers = list(dict.fromkeys(each.employer for each in named))
    histories, stored = transaction.load_room(employers, posts)
    taken = [each for each in stored if each.journey not in now]
    taken += chain.from_iterable(now.values())
    for employer, history in histories.items():
        of_employer = taken_at(employer, taken)
        for each in changes:
            is_asked = history.entries or employer in each.named
            if is_asked and taken_at(employer, more[each.journey]):
                others = [one for one in of_employer if one.journey != each.journey]
                before, after = taken_at(employer, each.before), taken_at(employer, each.after)
                require_room(history, others, before, after)


def _of_more(change: TakenChange) -> Iterator[Taken]:
    """Yield what is taken after and no single place before covers."""
    for each in change.after:
        if not any(_covers(was, each) for was in change.before):
            yield each


def _covers(was: Taken, now: Taken) -> bool:
    return (
        (was.placement, was.employer, was.post, was.task)
        == (now.placement, now.employer, now.post, now.task)
        and now.hours <= was.hours
        and was.starts <= now.starts
        and (was.ends is None or (now.ends is not None and now.ends <= was.ends))
    )
