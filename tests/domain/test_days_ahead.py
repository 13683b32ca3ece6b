"""Days ahead: what is planned may be recorded before its day, and what happened may not."""

from datetime import date
from typing import Any, get_args

from hypothesis import given

from journeys import events, verbs
from journeys.errors import Refused
from journeys.testing import Given
from journeys.testing.strategies import EVENT_CLASSES, Request, beginnings, days, requests
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    COOK,
    FEB_1,
    GRANTED,
    JAN_1,
    KITCHEN,
    MAR_1,
    OFFERED,
    OPENED,
    RESTED,
    RULED,
    WISHED,
)
from tests.scenario import after

TODAY = FEB_1
TOMORROW = date(2026, 2, 2)
LAST_DAY, TOO_FAR = date(2028, 2, 1), date(2028, 2, 2)
PENSIONER = after(OPENED, GRANTED, WISHED).on_the_day(TODAY)

PLANNED = {
    "aid-granted",
    "community-tie-ended",
    "community-tie-started",
    "education-ended",
    "education-started",
    "follow-up-agreed",
    "handover-accepted",
    "handover-declined",
    "handover-offered",
    "journey-closed",
    "journey-opened",
    "journey-rested",
    "journey-resumed",
    "life-phase-changed",
    "measure-granted",
    "measure-started",
    "mentor-assigned",
    "mentor-released",
    "need-comes-first",
    "pace-agreed",
    "path-prioritised",
    "pension-granted",
    "pension-rested",
    "pension-resumed",
    "pension-return-requested",
    "pension-withdrawn",
    "phase-entered",
    "placement-ended",
    "placement-hours-changed",
    "placement-started",
    "plan-agreed",
    "reassessment-set",
    "relative-involved",
    "relative-released",
    "support-basis-changed",
    "support-level-changed",
    "target-group-set",
}
HAPPENED = {
    "access-restricted",
    "aid-arrived",
    "appeal-decided",
    "challenge-agreed",
    "checked-in-after-job",
    "citizen-informed",
    "competence-recorded",
    "dialogue-held",
    "duty-explained",
    "employer-feedback-given",
    "entry-retracted",
    "expectations-agreed",
    "flex-job-not-sustainable",
    "follow-up-called-off",
    "hope-stated",
    "hours-confirmed",
    "journey-absorbed",
    "journey-merged",
    "match-agreed",
    "measure-ended",
    "meeting-need-noted",
    "need-met",
    "pension-applied",
    "pension-preparation-started",
    "pension-rest-requested",
    "pension-scheme-changed",
    "plan-acknowledged",
    "potential-noticed",
    "progress-measured",
    "resource-profile-drawn",
    "restriction-lifted",
    "retention-checked",
    "retention-risk-noticed",
    "ruling-appealed",
    "ruling-made",
    "safety-explained",
    "sanction-considered",
    "self-support-found-unrealistic",
    "small-success-noticed",
    "subgoal-reached",
    "subgoal-revised",
    "subgoal-set",
    "subgoal-set-aside",
    "way-of-working-found",
    "wellbeing-told",
    "wish-to-work-expressed",
    "wishes-heard",
}


def asked_today(walk: Given, request: Request) -> list[events.Event]:
    """Return what is recorded when this is asked."""
    return walk.when(request.verb, **request.arguments).decision(walk.history)


def test_of_every_event_it_is_decided_whether_it_may_be_planned() -> None:
    """A new event stands in one of these lists; what nobody thought of may not be planned."""
    planned = {
        str(get_args(each.model_fields["kind"].annotation)[0]): each for each in EVENT_CLASSES
    }
    assert {kind for kind, each in planned.items() if each.may_be_planned} == PLANNED
    assert {kind for kind, each in planned.items() if not each.may_be_planned} == HAPPENED


def test_what_happened_is_not_recorded_with_a_day_that_has_not_come() -> None:
    """A wish, a hope, a talk, a success: today at the latest."""
    walk = after(OPENED, COOK).on_the_day(TODAY)
    refusal = walk.when(verbs.express_wish_to_work, words="Gerne", on=TOMORROW).then_refused(
        "day-not-come"
    )
    assert refusal.sentence.startswith("on: 2026-02-02 has not come yet; today is 2026-02-01.")
    walk.when(verbs.state_hope, words="Et job", on=TOMORROW).then_refused("day-not-come")
    walk.when(verbs.hold_dialogue, about="Vejen", on=MAR_1).then_refused("day-not-come")
    walk.when(
        verbs.notice_small_success, words="Det gik", noticed_by=ANNA, on=TOMORROW
    ).then_refused("day-not-come")
    walk.when(verbs.tell_wellbeing, words="Godt", on=TOMORROW).then_refused("day-not-come")
    walk.when(verbs.reach_subgoal, subgoal=KITCHEN, on=TOMORROW).then_refused("day-not-come")
    walk.when(verbs.state_hope, words="Et job", on=TODAY).then(
        events.HopeStated(on=TODAY, words="Et job")
    )


def test_what_is_planned_is_recorded_before_its_day() -> None:
    """A rest, a placement, an education, a measure, a handover."""
    PENSIONER.when(verbs.rest_pension, on=MAR_1).then(RESTED)
    PENSIONER.when(verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=APR_1).then(
        BAKING
    )
    PENSIONER.when(verbs.offer_handover, to=BO, reason="Ny afdeling", on=MAR_1).then(
        OFFERED.model_copy(update={"on": MAR_1})
    )
    PENSIONER.when(verbs.change_support_basis, basis="løn", on=MAR_1).then(
        events.SupportBasisChanged(on=MAR_1, basis="løn")
    )


def test_what_is_planned_lies_two_years_ahead_at_most() -> None:
    """A year mistyped is not believed; the same day two years later still is."""
    PENSIONER.when(verbs.rest_pension, on=LAST_DAY).then(events.PensionRested(on=LAST_DAY))
    refusal = PENSIONER.when(verbs.rest_pension, on=TOO_FAR).then_refused("day-too-far-ahead")
    assert refusal.sentence.startswith("on: 2028-02-02 is more than 24 months ahead")
    PENSIONER.when(verbs.rest_journey, on=date.max).then_refused("day-too-far-ahead")


def test_a_day_that_something_is_planned_for_lies_two_years_ahead_at_most() -> None:
    """A follow-up, the effect of a ruling, the first day of a payment, a review."""
    walk = after(OPENED, GRANTED, WISHED, RESTED).on_the_day(MAR_1)
    walk.when(verbs.agree_follow_up, due=APR_1, on=MAR_1).then(
        events.FollowUpAgreed(on=MAR_1, due=APR_1)
    )
    late = date(2062, 4, 1)
    refusal = walk.when(verbs.agree_follow_up, due=late, on=MAR_1).then_refused("day-too-far-ahead")
    assert refusal.sentence.startswith("due: 2062-04-01")
    walk.when(verbs.resume_pension, paid_from=late, on=MAR_1).then_refused("day-too-far-ahead")
    walk.when(verbs.put_need_first, review=late, on=MAR_1).then_refused("day-too-far-ahead")


def test_a_reassessment_may_be_set_for_a_day_many_years_ahead() -> None:
    """A ruling says by when; no source sets a limit, and neither do we."""
    due = date(2031, 2, 1)
    PENSIONER.when(verbs.set_reassessment, due=due, on=TODAY).then(
        events.ReassessmentSet(on=TODAY, due=due)
    )


def test_the_citizen_was_told_on_a_day_that_has_come() -> None:
    """Also where the change itself is planned."""
    changing: dict[str, Any] = {"what": "Fleksjob", "why": "Ny arbejdsplads", "on": APR_1}
    PENSIONER.when(verbs.change_life_phase, **changing, told=FEB_1).then(
        events.LifePhaseChanged(**changing, told=FEB_1)
    )
    refusal = PENSIONER.when(verbs.change_life_phase, **changing, told=MAR_1).then_refused(
        "day-not-come"
    )
    assert refusal.sentence.startswith("told: 2026-03-01")
    after(OPENED, OFFERED).on_the_day(TODAY).when(
        verbs.accept_handover, by=BO, told=MAR_1, on=APR_1
    ).then_refused("day-not-come")
    PENSIONER.when(
        verbs.involve_relative, who=BO, scope="Samtaler", consent=MAR_1, on=APR_1
    ).then_refused("day-not-come")


def test_what_was_learned_is_told_once_the_placement_has_ended() -> None:
    """Its end may be planned all the same."""
    walk = after(OPENED, BAKING).on_the_day(APR_1)
    ending: dict[str, Any] = {
        "placement": BAKERY,
        "reason": "Aftalen udløb",
        "on": date(2026, 5, 1),
    }
    walk.when(verbs.end_placement, **ending).then(events.PlacementEnded(**ending))
    walk.when(verbs.end_placement, **ending, learned="Morgener er bedst").then_refused(
        "day-not-come"
    )


def test_the_pension_can_be_asked_back_for_a_day_ahead() -> None:
    """Nothing stands in the way of coming back."""
    walk = after(OPENED, GRANTED, WISHED, RESTED).on_the_day(MAR_1)
    walk.when(verbs.request_pension_return, on=APR_1).then(events.PensionReturnRequested(on=APR_1))


def test_what_an_old_store_holds_of_days_ahead_is_nothing_new() -> None:
    """It was recorded before this rule: it reads as it did, and asked again it adds nothing."""
    hoped = events.HopeStated(on=APR_1, words="Et job")
    walk = after(OPENED, hoped, BAKING).on_the_day(TODAY)
    walk.when(verbs.state_hope, words="Et job", on=APR_1).then_nothing()
    walk.when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=APR_1
    ).then_nothing()
    assert walk.history.on(APR_1).journey.path.hopes == (hoped,)


def test_a_retraction_is_not_recorded_with_a_day_that_has_not_come() -> None:
    """What is planned is retracted today."""
    walk = after(OPENED, GRANTED, WISHED, RESTED).on_the_day(TODAY)
    walk.when_retracting(entry=4, why="Ikke alligevel", on=MAR_1).then_refused("day-not-come")
    walk.when_retracting(entry=4, why="Ikke alligevel", on=TODAY).then(
        events.EntryRetracted(on=TODAY, entry=4, why="Ikke alligevel")
    )


def test_a_ruling_is_made_on_a_day_that_has_come_and_takes_effect_later() -> None:
    """The citizen is told of what was decided, not of what will be."""
    ruling = RULED.model_copy(update={"effective": APR_1}).model_dump(exclude={"kind", "on"})
    heard = events.WishesHeard(on=JAN_1, matter="tilbud", words="Helst om formiddagen")
    walk = after(OPENED, heard).on_the_day(TODAY)
    walk.when(verbs.make_ruling, **ruling, on=TOMORROW).then_refused("day-not-come")
    (made,) = asked_today(walk, Request(verbs.make_ruling, {**ruling, "on": TODAY}))
    assert isinstance(made, events.RulingMade)
    assert made.effective == APR_1


@given(beginnings(), requests(), days())
def test_only_what_may_be_planned_is_recorded_with_a_day_ahead(
    beginning: tuple[events.Event, ...], request: Request, today: date
) -> None:
    """Of every verb, whatever it is asked with."""
    try:
        recorded = asked_today(after(*beginning).on_the_day(today), request)
    except Refused:
        return
    assert all(event.on <= today or event.may_be_planned for event in recorded)


@given(beginnings(), requests(), days())
def test_when_every_day_has_come_the_day_it_is_refuses_nothing(
    beginning: tuple[events.Event, ...], request: Request, today: date
) -> None:
    """What is refused for its day alone is recorded once the day comes."""
    walk = after(*beginning)
    try:
        asked_today(walk.on_the_day(today), request)
    except Refused as refusal:
        if refusal.code in {"day-not-come", "day-too-far-ahead"}:
            assert asked_today(walk, request)
