"""Who may join two journeys, which can be joined, and how they are separated again."""

from datetime import date
from typing import Any
from uuid import UUID

from journeys import Actor, History, JourneyId, events
from journeys.domain.decisions.joining import (
    Joining,
    joined,
    merge,
    merge_alone,
    refuse_joined_arrival,
    refuse_joining_facts,
    separations,
)
from journeys.domain.history import JOINED
from journeys.testing import Given, Question
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    COOK,
    FEB_1,
    GRANTED,
    KITCHEN,
    MAR_1,
    OPENED,
    WALK,
    WISHED,
)
from tests.scenario import BOOK, after

OTHER, THIRD = JourneyId(UUID(int=77)), JourneyId(UUID(int=78))
WHY = "Samme borger"
CLOSED = events.JourneyClosed(on=MAR_1, reason="Dobbelt")
REACHED = events.SubgoalReached(on=APR_1, subgoal=KITCHEN)
BASIS = events.SupportBasisChanged(on=FEB_1, basis="kontanthjælp")


def journey(given: Given, stream: JourneyId, after_position: int = 0) -> History:
    """Return what was recorded, as the stream of that journey."""
    entries = given.history.entries
    return History(
        tuple(
            each._replace(journey=stream, position=after_position + nr)
            for nr, each in enumerate(entries, start=1)
        )
    )


STAYS = journey(after(OPENED, BASIS), WALK)
ENDED = journey(after(OPENED, GRANTED, WISHED, COOK), OTHER, 10)


def joining(
    ended: History = ENDED, stays: History = STAYS, role: str = "caseworker", **more: object
) -> Question:
    """Ask to join two journeys; every day has come."""
    given: Any = {"today": date.max, "why": WHY, "on": MAR_1, **more}

    def decided(history: History) -> list[events.Event]:
        return list(merge(history, stays, Actor(ANNA, role), BOOK, **given) or ())

    return Question(ended, decided)


def both() -> History:
    """Return the history of both, once they are joined."""
    found = merge(ENDED, STAYS, Actor(ANNA, "caseworker"), BOOK, today=MAR_1, why=WHY, on=MAR_1)
    assert found is not None
    return joined(ENDED, STAYS, found)


def separating(*facts: events.Event, history: History | None = None) -> Question:
    """Ask what else these events would have to retract."""

    def decided(seen: History) -> list[events.Event]:
        return [each.retraction for each in separations(seen, facts)]

    return Question(both() if history is None else history, decided)


def retraction(entry: int) -> events.EntryRetracted:
    """Return the retraction of an entry."""
    return events.EntryRetracted(on=APR_1, entry=entry, why="To borgere")


def test_each_stream_says_with_which_other_it_was_joined() -> None:
    """And how the entries of the other are numbered."""
    merged = events.JourneyMerged(on=MAR_1, why=WHY, into=WALK)
    absorbed = events.JourneyAbsorbed(on=MAR_1, why=WHY, absorbed=OTHER, numbered_from=JOINED)
    assert joining().decision(ENDED) == [merged, absorbed]
    view = both()
    assert view.journey.pension.exists
    assert view.journey.people.responsible == ANNA
    assert [each.absorbed for each in view.absorbed] == [OTHER]
    assert (view.version, view.stream, view.streams) == (3, WALK, (WALK, OTHER))


def test_what_cannot_be_joined() -> None:
    """Who may not, without a reason, a journey with itself, and one that was joined before."""
    joining(role="service").then_refused("role-may-not")
    joining(why=" ").then_refused("why-missing")
    joining(why="Samme som 010203-1234").then_refused("words-carry-cpr")
    joining(today=FEB_1).then_refused("day-not-come")
    joining(stays=ENDED).then_refused("journey-same")
    elsewhere = ENDED.followed_by([events.JourneyMerged(on=MAR_1, why=WHY, into=THIRD)])
    joining(elsewhere).then_refused("journey-merged")
    joining(STAYS, elsewhere).then_refused("journey-merged")


def test_a_restricted_journey_is_not_opened_by_it() -> None:
    """Of two restrictions the latest would count; both are restricted to the same staff first."""
    only_anna = events.AccessRestricted(on=FEB_1, open_to=(ANNA,))
    bo_as_well = events.AccessRestricted(on=MAR_1, open_to=(ANNA, BO))
    lifted = events.RestrictionLifted(on=MAR_1)
    restricted = journey(after(OPENED, only_anna), OTHER, 10)
    for later in ((bo_as_well,), (bo_as_well, lifted)):
        stays = journey(after(OPENED, *later), WALK)
        joining(restricted, stays).then_refused("merge-would-open")
    as_well = journey(after(OPENED, only_anna), WALK)
    for stays in (STAYS, as_well):
        assert len(joining(restricted, stays).decision(restricted)) == 2


def test_a_journey_that_is_joined_to_another_does_not_arrive() -> None:
    """Neither the one that stays nor the one that ended: an export holds one stream."""
    ended = ENDED.followed_by([events.JourneyMerged(on=MAR_1, why=WHY, into=THIRD)])

    def arrives(history: History) -> list[events.Event]:
        refuse_joined_arrival(history)
        return []

    for each in (both(), ended):
        Question(each, arrives).then_refused("joined-cannot-arrive")
    Question(ENDED, arrives).then_nothing()


def test_an_open_journey_would_not_be_closed_by_it() -> None:
    """One that was closed long before is joined to it, and it stays open."""
    closed = journey(after(OPENED, CLOSED), OTHER, 10)
    assert "1" in str(joining(closed).then_refused("merge-would-close"))
    earlier = date(2020, 1, 1)
    long_ago = [each.model_copy(update={"on": earlier}) for each in (OPENED, CLOSED)]
    old = journey(after(*long_ago), OTHER, 10)
    assert len(joining(old).decision(old)) == 2


def test_a_host_records_no_joining_by_itself() -> None:
    """On one stream it would leave the other without its counterpart."""
    fact = events.JourneyMerged(on=MAR_1, why=WHY, into=WALK)

    def decided(_history: History) -> list[events.Event]:
        refuse_joining_facts([fact])
        return [fact]

    Question(STAYS, decided).then_refused("merge-only")

    def among_others(_history: History) -> list[events.Event]:
        raise merge_alone()

    Question(STAYS, among_others).then_refused("merge-alone")


def test_retracting_the_joining_retracts_its_counterpart() -> None:
    """On the other stream, by its number there; anything else separates nothing."""
    assert separating(retraction(3)).decision(both()) == [retraction(5)]
    assert separating(retraction(2), REACHED).decision(both()) == []
    assert separating(retraction(3)).decision(both().followed_by([retraction(3)])) == []


def test_a_joining_is_taken_back_by_its_own_entry_alone() -> None:
    """Neither by that of the other stream, nor by retracting the retraction."""
    said = str(separating(retraction(JOINED + 5)).then_refused("merge-outermost"))
    assert "entry 3 " in said
    again = both().followed_by([retraction(3)])
    separating(retraction(4), history=again).then_refused("merge-again")
    cited = both().followed_by([retraction(JOINED + 4)])
    assert "4" in str(separating(retraction(3), history=cited).then_refused("entry-still-cited"))


def test_later_joinings_have_numbers_of_their_own() -> None:
    """Also after one that was taken back."""
    for stays in (both(), both().followed_by([retraction(3)])):
        third = journey(after(OPENED), THIRD, 20)
        found = merge(third, stays, Actor(ANNA, "manager"), BOOK, today=MAR_1, why=WHY, on=MAR_1)
        assert isinstance(found, Joining)
        assert found.absorbed.numbered_from == 2 * JOINED
