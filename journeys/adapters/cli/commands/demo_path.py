"""The path of the demo, step by step. Everybody and everything in it is invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import uuid4

from journeys.adapters.words.language import say, shown
from journeys.domain import verbs
from journeys.domain.decisions.deciding import P, Verb
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId, PlacementId, SubgoalId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

CASEWORKER = Actor("anna.example", "caseworker")
MENTOR = Message("Mads from the bakery")
HOPE = Message("I want to have colleagues again.")
WISH = Message("I would like to try a few hours in a bakery.")
ASKED_FOR = Message("Somebody I can ask, and no phone calls before ten.")
FIRST_ROLLS = Message("She asked me to show the new one how it is done.")
LEARNED = Message("Mornings are best, and four hours in a row are enough.")


@dataclass
class Walk:
    """The journey of the demo; each step is printed as it is recorded."""

    journeys: "Journeys"
    tell: Callable[[str], None]
    journey: JourneyId = field(default_factory=lambda: JourneyId(uuid4()))
    early: SubgoalId = field(default_factory=lambda: SubgoalId(uuid4()))
    till: SubgoalId = field(default_factory=lambda: SubgoalId(uuid4()))
    bakery: PlacementId = field(default_factory=lambda: PlacementId(uuid4()))

    def step(self, sentence: str, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Record one step, and print the sentence."""
        self.journeys.decide(self.journey, verb, CASEWORKER, None, (), *args, **kwargs)
        self.tell(f"{shown(kwargs['on'])}  {say(sentence)}")

    def explain_safety(self, sentence: str, on: date) -> None:
        """Record what the safety view answers that day as explained, and print the sentence."""
        self.journeys.explain_safety(self.journey, on=on, actor=CASEWORKER)
        self.tell(f"{shown(on)}  {say(sentence)}")


def begin(walk: Walk) -> None:
    """Open the journey, and let the pension rest because the citizen wants to try."""
    met = date(2026, 1, 12)
    walk.step(
        Message("{who} opens the journey.", who=CASEWORKER.name),
        verbs.open_journey,
        municipality="621",
        basis="førtidspension",
        responsible=CASEWORKER.name,
        on=met,
    )
    walk.step(
        Message("The pension was granted, ten years before."),
        verbs.grant_pension,
        scheme="new",
        born=date(1984, 6, 1),
        on=date(2016, 3, 1),
    )
    walk.step(Message('A hope: "{words}"', words=HOPE), verbs.state_hope, words=say(HOPE), on=met)
    walk.step(
        Message('A wish to work: "{words}"', words=WISH),
        verbs.express_wish_to_work,
        words=say(WISH),
        on=met,
    )
    walk.step(
        Message("The citizen asks that the pension rests."),
        verbs.request_pension_rest,
        on=date(2026, 2, 2),
    )
    walk.step(
        Message('What the citizen wishes is heard: "{words}"', words=ASKED_FOR),
        verbs.hear_wishes,
        matter="hvilende pension",
        words=say(ASKED_FOR),
        on=date(2026, 2, 2),
    )
    rested = date(2026, 3, 1)
    walk.step(Message("The pension rests."), verbs.rest_pension, on=rested)
    walk.explain_safety(Message("The same day the answer about the pension is explained."), rested)


def try_work(walk: Walk) -> None:
    """Set steps, start small, and let the paid hours grow."""
    walk.step(
        Message("A small job begins: 4 paid hours a week."),
        verbs.start_placement,
        placement=walk.bakery,
        placement_kind="småjob",
        employer=say("Eksempel Bageri"),
        tasks=say("Rolls and the morning shop"),
        paid_hours=Decimal(4),
        present_hours=Decimal(6),
        on=date(2026, 3, 1),
    )
    walk.step(
        Message("{who} becomes the mentor.", who=MENTOR),
        verbs.assign_mentor,
        who=say(MENTOR),
        on=date(2026, 3, 2),
    )
    walk.step(
        Message("A step is set: be at the bakery at six, twice a week."),
        verbs.set_subgoal,
        subgoal=walk.early,
        title=say("Be at the bakery at six, twice a week"),
        why=say("It is when the others are there"),
        set_by="citizen",
        done_by="me",
        on=date(2026, 3, 2),
    )
    walk.step(
        Message('A small success: "{words}"', words=FIRST_ROLLS),
        verbs.notice_small_success,
        words=say(FIRST_ROLLS),
        noticed_by=say("the baker"),
        subgoal=walk.early,
        on=date(2026, 4, 8),
    )
    walk.step(
        Message("The step is reached."),
        verbs.reach_subgoal,
        subgoal=walk.early,
        on=date(2026, 4, 10),
    )
    for paid, day in ((Decimal(6), date(2026, 4, 13)), (Decimal(8), date(2026, 5, 11))):
        walk.step(
            Message("{paid} paid hours a week now.", paid=paid),
            verbs.change_placement_hours,
            placement=walk.bakery,
            paid_hours=paid,
            present_hours=paid + 2,
            on=day,
        )
    walk.step(
        Message("A next step is set: mind the till alone for an hour."),
        verbs.set_subgoal,
        subgoal=walk.till,
        title=say("Mind the till alone for an hour"),
        why=say("Talking with people is what I miss"),
        on=date(2026, 5, 12),
    )


def come_back(walk: Walk) -> None:
    """Rest, ask for the pension, be paid again, and record what was learned."""
    walk.step(Message("The journey rests: a pause."), verbs.rest_journey, on=date(2026, 6, 15))
    walk.step(Message("The journey is resumed."), verbs.resume_journey, on=date(2026, 7, 20))
    walk.step(
        Message("The step is laid aside for now."),
        verbs.set_aside_subgoal,
        subgoal=walk.till,
        reason=say("It can wait for another place"),
        on=date(2026, 7, 20),
    )
    walk.step(
        Message("The citizen asks for the pension back. That can always be recorded."),
        verbs.request_pension_return,
        on=date(2026, 8, 3),
    )
    walk.step(
        Message(
            "The pension is taken up again: paid from {on}, as was decided.", on=date(2026, 9, 1)
        ),
        verbs.resume_pension,
        paid_from=date(2026, 9, 1),
        on=date(2026, 8, 20),
    )
    walk.step(
        Message('The small job comes to its end. What was learned: "{words}"', words=LEARNED),
        verbs.end_placement,
        placement=walk.bakery,
        reason=say("The time agreed came to its end"),
        learned=say(LEARNED),
        on=date(2026, 9, 1),
    )
    talked = date(2026, 9, 10)
    walk.step(
        Message("A talk is held, over bread from the bakery."),
        verbs.hold_dialogue,
        about=say("What was good, and what could be next"),
        took_part=[say(MENTOR)],
        on=talked,
    )
    walk.step(
        Message("They agree to talk again in the new month."),
        verbs.agree_follow_up,
        due=date(2026, 10, 1),
        on=talked,
    )
