"""Whatever anybody asks in whatever role and order, on both databases: what must always hold."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from journeys import ROLES, Actor, History, JourneyId, Journeys, events, verbs
from journeys.domain.duties import duties
from journeys.errors import Refused, UnknownJourney
from journeys.testing.strategies import Request, beginnings, days, requests
from tests.app.rows import assert_current
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA

CITIZEN = Actor("citizen.example", "citizen")
STATE_DRIVEN = {
    "silence",
    "income-gap",
    "pension-return",
    "job-effort",
    "fleksjob-and-pension",
}
"""Duties that late news may show never to have been: what raised them reads otherwise then."""

# Most steps are a caseworker's, or little would ever be recorded.
actors = st.sampled_from([*ROLES, *["caseworker"] * 2 * len(ROLES)]).map(
    lambda role: Actor(ANNA, role)
)


def raised(history: History, walks: Journeys) -> set[tuple[str, str]]:
    """Return what tells each duty from all others."""
    return {
        (duty.kind, duty.about)
        for duty in duties(history, walks.book)
        if duty.kind not in STATE_DRIVEN
    }


class Asking(RuleBasedStateMachine):
    """One journey, asked by everybody."""

    walks: ClassVar[Journeys]

    def __init__(self) -> None:
        super().__init__()
        self.journey = JourneyId(uuid4())
        self.history = History()

    @initialize(beginning=beginnings())
    def begin(self, beginning: tuple[events.Event, ...]) -> None:
        """Let the journey have come some way already."""
        if beginning:
            self.walks.record(self.journey, lambda _: list(beginning), BY_ANNA)
        self.look()

    @rule(asked=st.lists(st.tuples(actors, requests()), min_size=1, max_size=8))
    def ask(self, asked: list[tuple[Actor, Request]]) -> None:
        """Ask any verbs in any role: the table decides who may, the rules what is so."""
        for actor, request in asked:
            self.ask_one(actor, *request)

    def ask_one(
        self, actor: Actor, verb: Callable[..., list[events.Event]], arguments: dict[str, Any]
    ) -> None:
        """Ask one verb; nothing that was owed is lost by it."""
        before, code = self.history, ""
        try:
            self.walks.decide(self.journey, verb, actor=actor, **arguments)
        except Refused as refusal:
            code = refusal.code
        self.look()
        assert (code == "role-may-not") is (verb.__name__ not in ROLES[actor.role])
        assert not code or self.history == before, "a refusal leaves all as it was"
        assert raised(before, self.walks) <= raised(self.history, self.walks)

    @rule(entry=st.integers(1, 12), on=days())
    def take_back(self, entry: int, on: date) -> None:
        """Take an entry back, where nothing rests on it."""
        with suppress(Refused):
            self.walks.retract(self.journey, entry=entry, why="Forkert", on=on, actor=BY_ANNA)
        self.look()

    @rule(on=days())
    def explain_safety(self, on: date) -> None:
        """Explain what is kept, as it is answered that day."""
        with suppress(Refused, UnknownJourney):
            self.walks.explain_safety(self.journey, on=on, actor=BY_ANNA)
        self.look()

    @rule(on=days())
    def come_back(self, on: date) -> None:
        """Ask for the pension back: accepted wherever the right exists, by the citizen alone."""
        if self.history.on(on).journey.pension.exists:
            self.walks.decide(self.journey, verbs.request_pension_return, actor=CITIZEN, on=on)
            self.look()

    def look(self) -> None:
        """Read what is recorded now."""
        with self.walks.store.reading() as transaction:
            self.history = transaction.log.history(self.journey)

    @invariant()
    def somebody_named_is_responsible_while_it_is_open(self) -> None:
        """Expect one on every day, moved by acceptance alone."""
        responsible = ""
        for entry, before, after in self.history.changes:
            assert after.people.status == "unopened" or after.people.responsible
            if after.people.responsible != responsible:
                assert isinstance(entry.event, events.HandoverAccepted | events.JourneyOpened)
                if isinstance(entry.event, events.HandoverAccepted):
                    assert before.people.offered_to(entry.event.by)
                responsible = after.people.responsible

    @invariant()
    def every_ruling_against_the_wish_carries_its_explanation(self) -> None:
        """With considerations, and where and until when to appeal."""
        for event in self.history.events:
            if isinstance(event, events.RulingMade) and event.against_wish:
                assert event.explained

    @invariant()
    def wishes_are_heard_before_every_ruling(self) -> None:
        """In its own matter, or on offers at large; whatever was retracted since."""
        for entry, before, _after in self.history.changes:
            if isinstance(entry.event, events.RulingMade):
                assert before.rulings.heard & {entry.event.matter, "tilbud"}

    @invariant()
    def whoever_waits_for_the_pension_is_owed_it(self) -> None:
        """On the last day of what is known, and on none before that is asked about."""
        waiting = self.history.journey.pension.state == "return-asked"
        owed = {duty.kind for duty in duties(self.history, self.walks.book) if duty.met is None}
        assert ("pension-return" in owed) is waiting

    def teardown(self) -> None:
        """Expect the rows to be what a fold gives."""
        assert_current(self.walks, self.journey)


def test_what_must_always_hold_holds(walks: Journeys) -> None:
    """For every role, every verb, every order that was tried."""
    run_state_machine_as_test(
        type("AskingHere", (Asking,), {"walks": walks}),
        settings=settings(
            max_examples=tries(8, 150),
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )
