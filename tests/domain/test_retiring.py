"""Retiring: nothing goes while anything holds it, and time counts from the last thing that did."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given, settings

from journeys import Actor, History, Rulebook, RulingId, events
from journeys.domain.days import months_after
from journeys.domain.decisions.erasure import erase
from journeys.domain.decisions.retiring import Kept, ground, retention_status, retire
from journeys.domain.duties import Duty, duties, open_duties
from journeys.domain.duties.retiring import DISCARD_OR_ARCHIVE
from journeys.domain.erasure import Erasure
from journeys.domain.keeping import Retention
from journeys.errors import Refused
from journeys.testing import Given, Question
from journeys.testing.strategies import EVENT_CLASSES, days, histories
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    FEB_1,
    GRANTED,
    JAN_1,
    MAR_1,
    MAY_1,
    OPENED,
    RULED,
    WISHED,
)
from tests.scenario import BOOK, after

PERIODS = Retention(
    may_go_months=60,
    may_go_source="Byrådet, 12/1/2026",
    must_go_months=72,
    must_go_source="Byrådet, 12/1/2026",
    discard="allowed",
    discard_source="Arkivets brev, 12/1/2026",
)
KEEPING = BOOK._replace(keeping=PERIODS)
BEGUN = OPENED.model_copy(update={"basis": "kontanthjælp"})
CLOSED = events.JourneyClosed(on=FEB_1, reason="I arbejde")
RESUMED = events.JourneyResumed(on=MAR_1)
WITHDRAWN = events.PensionWithdrawn(on=APR_1, ruling=RULED.ruling)
APPEALED = events.RulingAppealed(on=FEB_1, ruling=RULED.ruling)
TOLD = events.CitizenInformed(on=FEB_1, ruling=RULED.ruling, how="talk")
MANAGER = Actor(ANNA, "manager")


def to_go(*facts: events.Event, book: Rulebook = KEEPING) -> list[Duty]:
    """Return the duties to let a journey go that these events raise."""
    return [duty for duty in duties(after(*facts).history, book) if duty.kind == DISCARD_OR_ARCHIVE]


def days_of(*facts: events.Event) -> tuple[date, date]:
    """Return from when the journey of these events may go, and by when it must."""
    (duty,) = to_go(*facts)
    assert duty.met is None
    return duty.since, duty.due


def counted_from(day: date) -> tuple[date, date]:
    """Return the same for time that counts from a day."""
    return months_after(day, 60), months_after(day, 72)


def test_a_closed_journey_may_go_from_a_day_and_must_by_another() -> None:
    """Both are the municipality's; before the first nothing is owed."""
    assert days_of(BEGUN, CLOSED) == counted_from(FEB_1)
    history, first = after(BEGUN, CLOSED).history, date(2031, 2, 1)
    assert open_duties(history, KEEPING, first - timedelta(days=1)) == ()
    assert [each.kind for each in open_duties(history, KEEPING, first)] == ["discard-or-archive"]


def test_without_a_period_nothing_is_due() -> None:
    """Nor with one from which a journey may go, and none by which it must."""
    for retention in (Retention(), PERIODS.model_copy(update={"must_go_months": None})):
        assert to_go(BEGUN, CLOSED, book=BOOK._replace(keeping=retention)) == []
    only = PERIODS.model_copy(update={"may_go_months": None})
    (duty,) = to_go(BEGUN, CLOSED, book=BOOK._replace(keeping=only))
    assert duty.since == duty.due == months_after(FEB_1, 72)


def test_an_open_or_resting_journey_and_one_that_never_began_are_not_due() -> None:
    """However long ago."""
    assert to_go() == to_go(BEGUN) == to_go(BEGUN, events.JourneyRested(on=FEB_1)) == []


def test_a_journey_that_is_opened_again_counts_from_its_last_closing() -> None:
    """And one that was due is due no longer."""
    again = CLOSED.model_copy(update={"on": APR_1})
    assert days_of(BEGUN, CLOSED, RESUMED, again) == counted_from(APR_1)
    late = RESUMED.model_copy(update={"on": date(2031, 6, 1)})
    (duty,) = to_go(BEGUN, CLOSED, late)
    assert (duty.met, duty.met_by) == (late.on, 3)


WITHDRAWAL = RULED.model_copy(update={"matter": "frakendelse", "on": MAR_1})
HELD: list[tuple[str, tuple[events.Event, ...], tuple[events.Event, ...], date]] = [
    ("pension", (GRANTED,), (WITHDRAWAL, TOLD.model_copy(update={"on": APR_1}), WITHDRAWN), APR_1),
    ("pension", (GRANTED,), (CLOSED.model_copy(update={"why": "død", "on": MAY_1}),), MAY_1),
    (
        "pension",
        (events.SupportBasisChanged(on=JAN_1, basis="seniorpension"),),
        (events.SupportBasisChanged(on=MAR_1, basis="kontanthjælp"),),
        MAR_1,
    ),
    (
        "appeal",
        (RULED, TOLD, APPEALED),
        (events.AppealDecided(on=MAR_1, ruling=RULED.ruling, answer="upheld"),),
        MAR_1,
    ),
    ("appeal", (RULED.model_copy(update={"appeal_by": MAR_1}), TOLD), (), date(2026, 3, 2)),
    ("duty", (RULED,), (TOLD.model_copy(update={"on": APR_1}),), APR_1),
]


@pytest.mark.parametrize(("why", "held", "ended", "on"), HELD)
def test_time_counts_from_the_last_thing_that_held_it(
    why: str, held: tuple[events.Event, ...], ended: tuple[events.Event, ...], on: date
) -> None:
    """A pension, an appeal that is open or can be made, and every other duty."""
    kept = retention_status(after(BEGUN, *held, CLOSED).history, KEEPING, FEB_1)
    assert kept is not None
    assert why in {each.why for each in kept.kept}
    assert (kept.counted_from, kept.may_go, kept.must_go) == (None, None, None)
    assert days_of(BEGUN, *held, CLOSED, *ended) == counted_from(on)


def test_a_pension_that_nobody_withdrew_holds_it_for_ever() -> None:
    """Folkepension too: what becomes of the right at that age was not read."""
    assert to_go(BEGUN, GRANTED, WISHED, CLOSED) == []
    assert to_go(OPENED, CLOSED) == []  # the support basis says so
    assert to_go(OPENED.model_copy(update={"basis": "folkepension"}), CLOSED) == []


def test_an_appeal_that_was_sent_back_is_open_until_the_matter_is_ruled_on() -> None:
    """By a new ruling in the same matter, and no other."""
    back = events.AppealDecided(on=MAR_1, ruling=RULED.ruling, answer="sent-back")
    sent_back = (BEGUN, RULED, TOLD, APPEALED, back, CLOSED)
    assert to_go(*sent_back) == []
    for matter, gone in (("mentorstøtte", False), (RULED.matter, True)):
        ruling = RulingId(UUID(int=987))
        again = RULED.model_copy(update={"on": APR_1, "ruling": ruling, "matter": matter})
        told = TOLD.model_copy(update={"on": MAY_1, "ruling": ruling})
        assert bool(to_go(*sent_back, again, told)) is gone
    assert days_of(*sent_back, again, told) == counted_from(MAY_1)


def test_its_own_duty_holds_nothing_and_forbids_no_erasure() -> None:
    """To let it go is met by erasing it."""
    history, on = after(BEGUN, CLOSED).history, date(2033, 1, 1)
    assert [each.kind for each in open_duties(history, KEEPING, on)] == [DISCARD_OR_ARCHIVE]
    erasure = Erasure(on, "Tiden er gået", "Arkivets kvittering 12")
    assert erase(history, erasure, MANAGER, KEEPING, today=on) == erasure


# Which rules a retirement has.


def retiring(
    walk: Given,
    *,
    on: date = date(2031, 2, 1),
    today: date | None = None,
    book: Rulebook = KEEPING,
    actor: Actor = MANAGER,
    exported: int | None = None,
    archived: str = "",
) -> Question:
    """Ask to let the journey go, with an export of all its entries."""
    entries = len(walk.history.entries) if exported is None else exported
    rule: Any = partial(
        retire,
        actor=actor,
        book=book,
        on=on,
        today=today or on,
        exported=entries,
        archived=archived,
    )
    return Question(walk.history, rule)


OVER = after(BEGUN, CLOSED)


def allowed(discard: str | None) -> Rulebook:
    """Return the rulebook of a municipality that says this about discarding."""
    return BOOK._replace(keeping=PERIODS.model_copy(update={"discard": discard}))


def test_what_goes_is_erased_by_the_words_of_the_municipality() -> None:
    """The sources of its file; or where it was handed over."""
    asked: dict[str, Any] = {"exported": 2, "on": date(2031, 2, 1), "today": date(2031, 2, 1)}
    gone = retire(OVER.history, MANAGER, KEEPING, **asked)
    assert gone == Erasure(date(2031, 2, 1), "Byrådet, 12/1/2026", "Arkivets brev, 12/1/2026")
    receipt = " Stadsarkivet, kvittering 12 "
    gone = retire(OVER.history, MANAGER, allowed(None), archived=receipt, **asked)
    assert gone.authority == "Stadsarkivet, kvittering 12"


def test_what_is_not_said_to_be_discardable_is_kept() -> None:
    """Unknown counts as kept; so does what an archive has not said it has."""
    for discard in (None, "not-allowed"):
        retiring(OVER, book=allowed(discard)).then_refused("not-discardable")
        retiring(OVER, book=allowed(discard), archived=" ").then_refused("not-discardable")
    retiring(OVER, book=BOOK).then_refused("retention-not-set")
    retiring(OVER, book=BOOK, archived="Arkivet").then_refused("retention-not-set")
    retiring(OVER, archived="610203-1234").then_refused("words-carry-cpr")


def test_nobody_goes_before_their_day_whatever_day_is_typed() -> None:
    """It must be over on both: the day it takes effect, and today."""
    first = date(2031, 2, 1)
    retiring(OVER, on=first - timedelta(days=1)).then_refused("still-kept")
    retiring(OVER, on=first, today=first - timedelta(days=1)).then_refused("still-kept")
    retiring(OVER, on=first - timedelta(days=1), today=first).then_refused("still-kept")
    retiring(after(BEGUN)).then_refused("still-walked-with")
    retiring(after(BEGUN, RULED, CLOSED)).then_refused("still-owed")
    retiring(after(OPENED, GRANTED, CLOSED)).then_refused("still-kept")


def test_what_is_recorded_for_a_later_day_keeps_it() -> None:
    """It goes on then, or is paid a pension."""
    later = RESUMED.model_copy(update={"on": date(2031, 6, 1)})
    retiring(OVER.followed_by(later)).then_refused("still-kept")
    found = retention_status(OVER.followed_by(later).history, KEEPING, date(2031, 2, 1))
    assert found is not None
    assert found.kept == (Kept("later-entry", later.on),)


def test_only_who_may_erase_and_may_open_it_lets_it_go() -> None:
    """And only what was exported, all of it."""
    retiring(OVER, actor=Actor(ANNA, "auditor")).then_refused("role-may-not")
    retiring(OVER, exported=1).then_refused("recorded-meanwhile")
    hidden = events.AccessRestricted(on=JAN_1, open_to=(BO,))
    closed = (BEGUN.model_copy(update={"responsible": BO}), hidden, CLOSED)
    retiring(after(*closed)).then_refused("journey-restricted")
    retired = retire(
        after(*closed).history,
        Actor(BO, "manager"),
        KEEPING,
        on=date(2031, 2, 1),
        today=date(2031, 2, 1),
        exported=3,
    )
    assert retired.authority == PERIODS.discard_source


def test_a_ground_needs_both_a_period_and_leave_to_discard() -> None:
    """Whatever the journeys are."""
    assert ground(KEEPING) == (PERIODS.may_go_source, PERIODS.discard_source)
    only = PERIODS.model_copy(update={"may_go_months": None, "may_go_source": ""})
    assert ground(BOOK._replace(keeping=only))[0] == PERIODS.must_go_source
    for nothing in ("", " ", "\u200b", "\u2800", "-", "..."):
        with pytest.raises(Refused) as refused:
            ground(allowed("not-allowed"), nothing)
        assert refused.value.code == "not-discardable"
        assert refused.value.basis
        assert ground(KEEPING, nothing) == ground(KEEPING)


# The laws, on any history: by a second reading that goes day by day.

SOON = BOOK._replace(keeping=PERIODS.model_copy(update={"may_go_months": 1, "must_go_months": 2}))
TELLING = tuple(
    each
    for each in EVENT_CLASSES
    if each.__name__.startswith(("Journey", "Pension", "Ruling", "Appeal", "Citizen", "Support"))
)
"""The facts that hold a journey or let it go: others seldom close one."""


def stands(history: History, on: date) -> Iterator[str]:
    """Yield what stands on a day, read off the state and the entries of that day alone."""
    as_of = history.on(on)
    people, pension = as_of.journey.people, as_of.journey.pension
    if people.status != "closed":
        yield "open"
    if pension.exists and not people.died:
        yield "pension"
    unanswered = set[RulingId]()
    for event in as_of.events:
        if isinstance(event, events.RulingAppealed):
            unanswered.add(event.ruling)
        if isinstance(event, events.AppealDecided):
            unanswered.discard(event.ruling)
        if isinstance(event, events.RulingMade) and event.appeal_by and on <= event.appeal_by:
            yield "time to appeal"
    if unanswered:
        yield "appeal"
    yield from (
        each.kind for each in open_duties(as_of, SOON, on) if each.kind != DISCARD_OR_ARCHIVE
    )


ANY = histories(classes=TELLING) | histories()
DUE = days().map(lambda day: months_after(day, 2)) | days()


@settings(max_examples=tries(60, 5_000))
@given(ANY, DUE)
@example(after(BEGUN, GRANTED, CLOSED).history, APR_1)
@example(after(BEGUN, RULED, TOLD, APPEALED, CLOSED).history, APR_1)
@example(after(BEGUN, CLOSED).history, APR_1)
def test_nothing_is_ever_due_while_anything_stands(history: History, on: date) -> None:
    """Nor on any day since the time began to count, which is the day after something last stood."""
    for duty in open_duties(history, SOON, on):
        if duty.kind == DISCARD_OR_ARCHIVE:
            free = on
            while not any(stands(history, free)):
                free -= timedelta(days=1)
            assert free < on
            assert duty.since == months_after(free + timedelta(days=1), 1)


@settings(max_examples=tries(40, 5_000))
@given(ANY, DUE)
def test_what_is_due_on_a_day_is_the_same_from_that_day_and_from_later(
    history: History, on: date
) -> None:
    """Rows made of the whole history answer for any day; and each entry named stands."""
    standing_now = {entry.version for entry in history.in_force}
    found = [duty for duty in duties(history, SOON) if duty.kind == DISCARD_OR_ARCHIVE]
    for duty in found:
        assert duty.since <= duty.due
        assert {duty.raised, duty.met_by or duty.raised} <= standing_now
        assert duty.met is None or duty.met > duty.since
    later = [(duty.since, duty.due) for duty in found if duty.is_open(on)]
    then = [each for each in open_duties(history, SOON, on) if each.kind == DISCARD_OR_ARCHIVE]
    assert later == [(duty.since, duty.due) for duty in then]


@settings(max_examples=tries(40, 5_000))
@given(ANY, DUE)
def test_what_may_go_is_what_is_due(history: History, on: date) -> None:
    """The list and the duty answer alike; only what is recorded for later keeps a journey too."""
    found = retention_status(history, SOON, on)
    is_due = any(each.kind == DISCARD_OR_ARCHIVE for each in open_duties(history, SOON, on))
    for_later = any(entry.event.on > on for entry in history.in_force)
    assert (found is not None and not found.kept) == (is_due and not for_later)
    if found is not None and found.kept == (Kept("not-yet", found.may_go),):
        assert found.may_go is not None
        assert on < found.may_go
