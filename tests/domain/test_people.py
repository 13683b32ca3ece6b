"""People: opening, handing over, resting, resuming and closing a journey."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from journeys import AidId, MeasureId, RulingId, events, verbs
from journeys.domain.decisions.deciding import Verb
from journeys.domain.decisions.people import ENDED_BY_CLOSING
from journeys.domain.duties import open_duties
from journeys.domain.duties.retiring import DISCARD_OR_ARCHIVE
from journeys.domain.law.vocabularies import Term
from journeys.domain.rulebook import Practice
from journeys.testing import Question
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    COOK,
    FEB_1,
    GRANTED,
    JAN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import BOOK, after

OFFERED = events.HandoverOffered(on=FEB_1, to=BO, reason="Ny afdeling")
CLOSED = events.JourneyClosed(on=FEB_1, reason="Flyttet til en anden kommune")
IN_FLEKSJOB = events.TargetGroupSet(on=FEB_1, target_group="6.9")
FOLLOW_UP = events.FollowUpAgreed(on=FEB_1, due=MAY_1)
PLANNED = events.PlanAgreed(on=FEB_1, version=1, words="To formiddage i køkkenet")
RULING = RulingId(UUID("00000000-0000-4000-8000-000000000031"))
MEASURE = MeasureId(UUID("00000000-0000-4000-8000-000000000032"))
AID = AidId(UUID("00000000-0000-4000-8000-000000000033"))
RULED = events.RulingMade(
    on=FEB_1, ruling=RULING, matter="tilbud", outcome="granted", legal_basis="LAB"
)
ASKED_BACK = events.PensionReturnRequested(on=APR_1)

LEFT_OPEN: dict[str, tuple[tuple[events.Event, ...], tuple[str, ...]]] = {
    "subgoal": ((COOK,), (str(KITCHEN),)),
    "handover": ((OFFERED,), (f"handover:{BO}",)),
    "follow-up": ((FOLLOW_UP,), ("follow-up:2026-05-01",)),
    "plan-acknowledgement": ((PLANNED,), ("plan-acknowledgement:1",)),
    "need-review": ((events.NeedComesFirst(on=FEB_1, review=MAY_1),), ("need-review:2026-02-01",)),
    "inform-citizen": ((RULED,), (f"inform-citizen:{RULING}",)),
    "explain-ruling": (
        (RULED.model_copy(update={"against_wish": True}),),
        (f"explain-ruling:{RULING}", f"inform-citizen:{RULING}"),
    ),
    "answer-appeal": (
        (
            RULED,
            events.CitizenInformed(on=FEB_1, ruling=RULING, how="talk"),
            events.RulingAppealed(on=MAR_1, ruling=RULING),
        ),
        (f"answer-appeal:{RULING}",),
    ),
    "undo-withdrawal": (
        (
            GRANTED,
            RULED,
            events.CitizenInformed(on=FEB_1, ruling=RULING, how="talk"),
            events.PensionWithdrawn(on=FEB_1, ruling=RULING),
            events.RulingAppealed(on=MAR_1, ruling=RULING),
            events.AppealDecided(on=MAR_1, ruling=RULING, answer="changed"),
        ),
        ("income-gap", f"undo-withdrawal:{RULING}"),
    ),
    "inform-safety": (
        # Somebody who walked along already while pensions were not withdrawn.
        (OPENED.model_copy(update={"on": date(2025, 6, 1)}), GRANTED),
        ("inform-safety:2026-01-01",),
    ),
    "hear-wishes": (
        (events.MeasureGranted(on=FEB_1, measure=MEASURE, measure_kind="mentorstøtte"),),
        (f"hear-wishes:{MEASURE}",),
    ),
    "deliver-aid": (
        (events.AidGranted(on=FEB_1, aid=AID, aid_kind="hjælpemiddel"),),
        (f"deliver-aid:{AID}",),
    ),
    "explain-safety": (
        (GRANTED, WISHED, RESTED, events.SupportBasisChanged(on=MAR_1, basis="kontanthjælp")),
        ("explain-safety:2026-03-01",),
    ),
    "income-gap": ((GRANTED, WISHED, RESTED), ("explain-safety:2026-03-01", "income-gap")),
    "fleksjob-and-pension": (
        (
            GRANTED,
            events.PlacementStarted(on=MAR_1, placement=BAKERY, placement_kind="fleksjob"),
        ),
        ("fleksjob-and-pension",),
    ),
    "pension-return": (
        (GRANTED, WISHED, RESTED, ASKED_BACK),
        ("explain-safety:2026-03-01", "income-gap", "pension-return"),
    ),
    "pension-preparation": (
        (events.SelfSupportFoundUnrealistic(on=FEB_1, words="Arbejde bærer ikke alene"),),
        ("pension-preparation:2026-02-01",),
    ),
    "retention": ((events.RetentionRiskNoticed(on=FEB_1, words="Travlt"),), ("retention",)),
    "pension-grant": (
        (
            RULED.model_copy(update={"matter": "førtidspension"}),
            events.CitizenInformed(on=FEB_1, ruling=RULING, how="talk"),
        ),
        (f"pension-grant:{RULING}",),
    ),
    "pension-decision": ((events.PensionApplied(on=FEB_1),), ("pension-decision:2026-02-01",)),
}
"""By what is left open, the facts that leave it so, and what closing then has to name."""

EACH_VERB: dict[Verb[...], dict[str, str | date]] = {
    verbs.change_support_basis: {"basis": "sygedagpenge"},
    verbs.set_target_group: {"target_group": "6.9"},
    verbs.offer_handover: {"to": CARLA, "reason": "Ny afdeling"},
    verbs.accept_handover: {"by": BO, "told": FEB_1},
    verbs.decline_handover: {"by": BO},
    verbs.rest_journey: {},
    verbs.resume_journey: {},
    verbs.close_journey: {"reason": "Flyttet"},
}


def test_a_journey_is_opened_with_one_named_responsible_person() -> None:
    """The first fact of every journey."""
    after().when(
        verbs.open_journey, municipality="621", basis="førtidspension", responsible=ANNA, on=JAN_1
    ).then(OPENED)


def test_a_journey_is_opened_once() -> None:
    """One open journey per citizen: another opening is refused, on an earlier day too."""
    for day in (JAN_1, FEB_1):
        after(OPENED.model_copy(update={"on": FEB_1})).when(
            verbs.open_journey, municipality="461", basis="kontanthjælp", responsible=BO, on=day
        ).then_refused("recorded-already")


def test_a_journey_is_never_opened_without_a_responsible_person() -> None:
    """Always one named responsible person."""
    after().when(
        verbs.open_journey, municipality="621", basis="kontanthjælp", responsible=" ", on=JAN_1
    ).then_refused("responsible-missing")


def test_a_journey_is_opened_in_a_municipality_with_a_code() -> None:
    """Names change; codes are what registers agree on."""
    for code in ("Kolding", "62", "6210", "٦٢١"):
        after().when(
            verbs.open_journey, municipality=code, basis="kontanthjælp", responsible=ANNA, on=JAN_1
        ).then_refused("municipality-malformed")


def test_a_journey_is_opened_on_some_support_basis() -> None:
    """Nobody is filtered out by basis, but it is said."""
    after().when(
        verbs.open_journey, municipality="621", basis="", responsible=ANNA, on=JAN_1
    ).then_refused("basis-missing")


def test_the_support_basis_changes_on_a_day() -> None:
    """What the citizen lives on."""
    after(OPENED).when(verbs.change_support_basis, basis="selvforsørgelse", on=FEB_1).then(
        events.SupportBasisChanged(on=FEB_1, basis="selvforsørgelse")
    )


def test_the_same_support_basis_is_no_change() -> None:
    """Asking for what is so already adds nothing."""
    after(OPENED).when(verbs.change_support_basis, basis="førtidspension", on=FEB_1).then_nothing()


def test_a_change_of_support_basis_says_to_which() -> None:
    """What nobody knows is a code too; an empty one says nothing."""
    after(OPENED).when(verbs.change_support_basis, basis=" ", on=FEB_1).then_refused(
        "basis-missing"
    )


def test_the_target_group_is_set_and_changes_on_a_day() -> None:
    """The law's name for a situation, which is not the same for ever."""
    after(OPENED).when(verbs.set_target_group, target_group="6.9", on=FEB_1).then(IN_FLEKSJOB)
    pensioner = events.TargetGroupSet(on=MAR_1, target_group="6.11")
    after(OPENED, IN_FLEKSJOB).when(verbs.set_target_group, target_group="6.11", on=MAR_1).then(
        pensioner
    )
    assert after(OPENED).journey.people.target_group == ""
    assert after(OPENED, IN_FLEKSJOB, pensioner).journey.people.target_group == "6.11"


def test_the_same_target_group_is_no_change() -> None:
    """Registers say the same again and again."""
    after(OPENED, IN_FLEKSJOB).when(
        verbs.set_target_group, target_group="6.9", on=MAR_1
    ).then_nothing()


def test_a_target_group_is_one_that_the_law_names() -> None:
    """Neither nothing, before one is set nor after, nor a group that is not in the list."""
    for walk in (after(OPENED), after(OPENED, IN_FLEKSJOB)):
        walk.when(verbs.set_target_group, target_group="", on=MAR_1).then_refused(
            "target-group-missing"
        )
        walk.when(verbs.set_target_group, target_group="6.99", on=MAR_1).then_refused(
            "code-unknown"
        )


def test_only_a_target_group_in_force_that_day_is_set() -> None:
    """The last day is one of them; a citizen in the group then stays in it."""
    ended = Term(code="6.0", da="Prøvegruppe", en="Trial group", ends=FEB_1)
    groups = BOOK.vocabularies["target-group"].with_terms([ended])
    walk = after(OPENED).under(
        BOOK._replace(vocabularies={**BOOK.vocabularies, "target-group": groups})
    )
    walk.when(verbs.set_target_group, target_group="6.0", on=FEB_1).then(
        events.TargetGroupSet(on=FEB_1, target_group="6.0")
    )
    walk.when(
        verbs.set_target_group, target_group="6.0", on=FEB_1 + timedelta(days=1)
    ).then_refused("code-not-in-force")


def test_late_news_is_judged_on_the_day_it_is_about() -> None:
    """A change in February told after a change in March still stands in February."""
    change = events.SupportBasisChanged(on=MAR_1, basis="selvforsørgelse")
    told_late = after(OPENED, change).when(
        verbs.change_support_basis, basis="sygedagpenge", on=FEB_1
    )
    told_late.then(events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge"))


def test_nothing_is_recorded_before_a_journey_is_opened() -> None:
    """Neither on a journey that is not there, nor on a day before its first."""
    after().when(verbs.state_hope, words="Et job", on=JAN_1).then_refused("journey-not-open")
    after(OPENED.model_copy(update={"on": FEB_1})).when(
        verbs.state_hope, words="Et job", on=JAN_1
    ).then_refused("journey-not-open")


@pytest.mark.parametrize("verb", EACH_VERB, ids=lambda verb: verb.__name__)
def test_nothing_changes_for_somebody_before_the_journey_is_opened(verb: Verb[...]) -> None:
    """It is neither handed over nor rested nor closed before it is there."""
    walk = after(OPENED.model_copy(update={"on": MAY_1}))
    walk.when(verb, **EACH_VERB[verb], on=APR_1).then_refused("journey-not-open")


@pytest.mark.parametrize(
    "verb",
    [verb for verb in EACH_VERB if verb not in (verbs.resume_journey, verbs.close_journey)],
    ids=lambda verb: verb.__name__,
)
def test_nothing_changes_for_somebody_after_the_journey_is_closed(verb: Verb[...]) -> None:
    """Not even a handover that was offered before: it is resumed first."""
    closed = after(OPENED, OFFERED, CLOSED.model_copy(update={"on": MAR_1}))
    closed.when(verb, **EACH_VERB[verb], on=MAY_1).then_refused("journey-closed")


def test_an_offered_handover_moves_no_responsibility() -> None:
    """Nobody is let go before somebody else has taken over."""
    after(OPENED).when(verbs.offer_handover, to=BO, reason="Ny afdeling", on=FEB_1).then(OFFERED)
    assert after(OPENED, OFFERED).journey.people.responsible == ANNA


def test_a_handover_is_offered_for_a_reason() -> None:
    """The citizen is to be told why."""
    after(OPENED).when(verbs.offer_handover, to=BO, reason="", on=FEB_1).then_refused(
        "reason-missing"
    )


def test_a_handover_is_offered_to_somebody() -> None:
    """Responsibility cannot be offered into the blue."""
    after(OPENED).when(verbs.offer_handover, to="", reason="Ferie", on=FEB_1).then_refused(
        "to-missing"
    )


def test_a_handover_to_the_one_responsible_is_refused() -> None:
    """There is nothing to hand over."""
    after(OPENED).when(verbs.offer_handover, to=ANNA, reason="Ferie", on=FEB_1).then_refused(
        "handover-to-self"
    )


def test_an_accepted_handover_moves_responsibility() -> None:
    """Here and only here."""
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    after(OPENED, OFFERED).when(verbs.accept_handover, by=BO, told=FEB_1, on=MAR_1).then(accepted)
    assert after(OPENED, OFFERED, accepted).journey.people.responsible == BO


def test_only_the_one_it_was_offered_to_answers_a_handover() -> None:
    """Nobody takes over unasked."""
    after(OPENED, OFFERED).when(verbs.accept_handover, by=CARLA, told=FEB_1, on=MAR_1).then_refused(
        "handover-not-offered"
    )
    after(OPENED, OFFERED).when(verbs.decline_handover, by=CARLA, on=MAR_1).then_refused(
        "handover-not-offered"
    )


def test_who_is_responsible_already_does_not_take_over() -> None:
    """Saying yes to what was offered to another would look as if it were answered."""
    after(OPENED, OFFERED).when(verbs.accept_handover, by=ANNA, told=FEB_1, on=MAR_1).then_refused(
        "handover-not-offered"
    )


def test_a_declined_handover_leaves_responsibility_where_it_was() -> None:
    """And the offer is answered."""
    declined = events.HandoverDeclined(on=MAR_1, by=BO, reason="Fuldt belagt")
    after(OPENED, OFFERED).when(
        verbs.decline_handover, by=BO, reason="Fuldt belagt", on=MAR_1
    ).then(declined)
    people = after(OPENED, OFFERED, declined).journey.people
    assert (people.responsible, people.offers) == (ANNA, ())


def test_a_declined_handover_can_be_offered_again() -> None:
    """Later there may be room."""
    declined = events.HandoverDeclined(on=MAR_1, by=BO)
    after(OPENED, OFFERED, declined).when(
        verbs.offer_handover, to=BO, reason="Nu er der plads", on=MAY_1
    ).then(events.HandoverOffered(on=MAY_1, to=BO, reason="Nu er der plads"))


def test_an_accepted_handover_answers_every_other_offer() -> None:
    """The others were made by somebody who is no longer responsible."""
    also = events.HandoverOffered(on=FEB_1, to=CARLA, reason="Ny afdeling")
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=MAR_1)
    after(OPENED, OFFERED, also, accepted).when(
        verbs.accept_handover, by=CARLA, told=MAY_1, on=MAY_1
    ).then_refused("handover-not-offered")


def test_a_journey_rests_and_is_resumed() -> None:
    """A pause; nothing is lost."""
    rested = events.JourneyRested(on=FEB_1, reason="Sommer")
    after(OPENED).when(verbs.rest_journey, reason="Sommer", on=FEB_1).then(rested)
    after(OPENED, rested).when(verbs.resume_journey, on=MAR_1).then(events.JourneyResumed(on=MAR_1))


def test_a_closed_journey_takes_no_new_facts_until_it_is_resumed() -> None:
    """One stream per citizen, for life: it is resumed, not opened again."""
    closed = after(OPENED, CLOSED)
    closed.when(verbs.state_hope, words="Et job", on=MAR_1).then_refused("journey-closed")
    closed.when(verbs.resume_journey, on=MAR_1).then(events.JourneyResumed(on=MAR_1))


def test_a_journey_is_closed_for_a_reason() -> None:
    """An auditor asks why."""
    after(OPENED).when(verbs.close_journey, reason="", on=FEB_1).then_refused("reason-missing")


def test_every_kind_of_duty_has_to_be_named_but_what_closing_itself_ends() -> None:
    """A kind that is added to the data is either a reason to stop and think, or says why not."""
    assert LEFT_OPEN.keys() - {"subgoal"} == {
        kind for kind, each in BOOK.duties.items() if each.to != "employer"
    } - {*ENDED_BY_CLOSING, DISCARD_OR_ARCHIVE}  # the last is owed on a closed journey alone


@pytest.mark.parametrize("left", LEFT_OPEN)
def test_a_journey_is_not_closed_while_something_is_open_unless_it_is_named(left: str) -> None:
    """Nobody is let go of by accident: each thing is finished, or knowingly left."""
    facts, names = LEFT_OPEN[left]
    walk = after(OPENED, *facts)
    refusal = walk.when(verbs.close_journey, reason="Flyttet", on=APR_1).then_refused("left-open")
    assert all(name in refusal.sentence for name in names)
    walk.when(verbs.close_journey, reason="Flyttet", leaving=names[1:], on=APR_1).then_refused(
        "left-open"
    )
    walk.when(verbs.close_journey, reason="Flyttet", leaving=names, on=APR_1).then(
        events.JourneyClosed(on=APR_1, reason="Flyttet", leaving=names)
    )


def test_whatever_is_open_is_named_together() -> None:
    """In the order of the path first and of the days then, whatever order it was named in."""
    walk = after(OPENED, GRANTED, WISHED, RESTED, COOK, OFFERED, FOLLOW_UP, ASKED_BACK)
    names = (
        str(KITCHEN),
        "follow-up:2026-05-01",
        f"handover:{BO}",
        "explain-safety:2026-03-01",
        "income-gap",
        "pension-return",
    )
    walk.when(verbs.close_journey, reason="Flyttet", leaving=sorted(names), on=MAY_1).then(
        events.JourneyClosed(on=MAY_1, reason="Flyttet", leaving=names)
    )


def test_what_is_left_open_is_told_in_words_that_carry_nobodys_own() -> None:
    """Refusals are logged: what a subgoal or a plan says stays in the stream."""
    refusal = (
        after(OPENED, COOK, PLANNED)
        .when(verbs.close_journey, reason="Flyttet", on=MAR_1)
        .then_refused("left-open")
    )
    assert COOK.title not in refusal.sentence
    assert PLANNED.words not in refusal.sentence
    assert BOOK.duties["plan-acknowledgement"].en in refusal.sentence


def test_what_was_met_need_not_be_named() -> None:
    """They talked, the plan was read, the citizen was told."""
    after(
        OPENED,
        FOLLOW_UP,
        PLANNED,
        RULED,
        events.DialogueHeld(on=MAR_1, about="Planen"),
        events.PlanAcknowledged(on=MAR_1, version=1),
        events.CitizenInformed(on=MAR_1, ruling=RULING, how="talk"),
    ).when(verbs.close_journey, reason="I job", on=APR_1).then(
        events.JourneyClosed(on=APR_1, reason="I job")
    )


def test_silence_need_not_be_named() -> None:
    """Closing is contact: the citizen has been told."""
    quiet = after(OPENED)
    assert [duty.kind for duty in open_duties(quiet.history, BOOK, MAY_1)] == ["silence"]
    quiet.when(verbs.close_journey, reason="I job", on=MAY_1).then(
        events.JourneyClosed(on=MAY_1, reason="I job")
    )


def test_what_the_method_asks_for_need_not_be_named() -> None:
    """A phase or a job effort is not owed to somebody who goes."""
    phases = BOOK._replace(practice=Practice(method="phases"))
    walk = after(OPENED)
    assert [duty.kind for duty in open_duties(walk.history, phases, FEB_1)] == ["enter-phase"]
    walk.under(phases).when(verbs.close_journey, reason="I job", on=FEB_1).then(
        events.JourneyClosed(on=FEB_1, reason="I job")
    )


def test_what_is_open_is_asked_on_the_day_of_closing() -> None:
    """A follow-up agreed later was none yet; and a talk in April had met nothing in March."""
    later = FOLLOW_UP.model_copy(update={"on": APR_1})
    on_again = events.JourneyResumed(on=APR_1)
    after(OPENED, on_again, later).when(verbs.close_journey, reason="Flyttet", on=MAR_1).then(
        events.JourneyClosed(on=MAR_1, reason="Flyttet")
    )
    after(OPENED, FOLLOW_UP, on_again, events.DialogueHeld(on=APR_1, about="Planen")).when(
        verbs.close_journey, reason="Flyttet", on=MAR_1
    ).then_refused("left-open")


def test_a_journey_is_not_closed_before_what_shows_that_it_went_on() -> None:
    """A year mistyped would hide all of it; a job, a ruling or a pension may go on without us."""
    talk = events.DialogueHeld(on=APR_1, about="Planen")
    walk = after(OPENED, talk)
    walk.when(verbs.close_journey, reason="Flyttet", on=MAR_1).then_refused("walked-on")
    walk.when(verbs.close_journey, reason="Flyttet", on=APR_1).then(
        events.JourneyClosed(on=APR_1, reason="Flyttet")
    )
    after(OPENED, BAKING).when(verbs.close_journey, reason="Flyttet", on=MAR_1).then(
        events.JourneyClosed(on=MAR_1, reason="Flyttet")
    )


def test_a_handover_is_accepted_with_the_citizen_told_by_then() -> None:
    """And the day of telling that is recorded is not overwritten in silence."""
    walk = after(OPENED, OFFERED)
    walk.when(verbs.accept_handover, by=BO, told=APR_1, on=MAR_1).then_refused("told-too-late")
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    done = after(OPENED, OFFERED, accepted)
    done.when(verbs.accept_handover, by=BO, told=FEB_1, on=APR_1).then_nothing()
    done.when(verbs.accept_handover, by=BO, told=MAR_1, on=APR_1).then_refused("recorded-already")


def test_a_closed_journey_is_closed_once() -> None:
    """Asked on a later day, whatever the reason, it was closed on the first."""
    after(OPENED, CLOSED).when(verbs.close_journey, reason="Noget andet", on=MAR_1).then_nothing()


def test_what_is_finished_is_not_named_as_left_open() -> None:
    """A name that is not open is a mistake worth telling."""
    reached = events.SubgoalReached(on=MAR_1, subgoal=KITCHEN)
    after(OPENED, COOK, reached).when(
        verbs.close_journey, reason="Flyttet", leaving=(str(KITCHEN),), on=MAY_1
    ).then_refused("not-left-open")


def test_an_answer_to_a_handover_needs_its_offer_whatever_is_retracted() -> None:
    """Responsibility moves by acceptance of an offer, and by nothing else."""
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    walk = after(OPENED, OFFERED, accepted)
    walk.when_retracting(entry=2, why="Forkert", on=MAY_1).then_refused("entry-still-cited")
    walk.when_retracting(entry=3, why="Forkert", on=MAY_1).then(
        events.EntryRetracted(on=MAY_1, entry=3, why="Forkert")
    )


def test_late_news_leaves_the_answers_that_came_later() -> None:
    """Somebody who accepted in March did not decline in February."""
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    offered = OFFERED.model_copy(update={"on": JAN_1})
    walk = after(OPENED, offered, accepted)
    walk.when(verbs.decline_handover, by=BO, on=FEB_1).then_refused("later-entry-needs-it")
    to_carla = events.HandoverOffered(on=JAN_1, to=CARLA, reason="Ferie")
    after(OPENED, offered, to_carla, accepted).when(
        verbs.accept_handover, by=CARLA, told=FEB_1, on=FEB_1
    ).then_refused("later-entry-needs-it")


def test_a_journey_that_moved_is_closed_with_where_it_went() -> None:
    """Until it comes back; the municipality is one of its day."""
    moved = events.JourneyClosed(on=MAR_1, reason="Flyttet", moved_to="461")

    def closing(to: str) -> Question:
        return after(OPENED).when(verbs.close_journey, reason="Flyttet", on=MAR_1, moved_to=to)

    closing("461").then(moved)
    closing("Odense").then_refused("municipality-malformed")
    closing("998").then_refused("code-unknown")
    gone = after(OPENED, moved)
    assert gone.journey.people.moved_to == "461"
    refusal = gone.when(verbs.state_hope, words="Et job", on=MAY_1).then_refused("journey-closed")
    assert refusal.sentence.facts["municipality"] == "461"
    back = events.JourneyResumed(on=MAY_1)
    assert gone.followed_by(back).journey.people.moved_to == ""
    assert "moved_to" not in events.JourneyClosed(on=MAR_1, reason="I arbejde").model_dump()


def test_a_journey_is_closed_with_what_it_led_to_where_that_is_known() -> None:
    """As a code of its day; left out, nothing is stored of it."""
    at_work = events.JourneyClosed(on=MAR_1, reason="Fast job", why="arbejde")

    def closing(why: str | None) -> Question:
        return after(OPENED).when(verbs.close_journey, reason="Fast job", on=MAR_1, why=why)

    closing("arbejde").then(at_work)
    unknown = at_work.model_copy(update={"why": None})
    closing(None).then(unknown)
    closing("").then(unknown)
    closing("guld").then_refused("code-unknown")
    assert "why" not in unknown.model_dump()
    after(OPENED, at_work).when(
        verbs.close_journey, reason="Fast job", on=MAR_1, why="andet"
    ).then_nothing()
