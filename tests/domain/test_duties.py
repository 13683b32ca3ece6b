"""Duties: what raises each, by when it is due, and what meets it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given

from journeys import AidId, History, MeasureId, RulingId, events
from journeys.domain.duties import RULES, Duty, duties, open_duties
from journeys.domain.duties.fleksjobs import KIND as BOTH
from journeys.domain.duties.income_gaps import KIND as INCOME
from journeys.domain.duties.law_changes import KIND as INFORM
from journeys.domain.duties.retiring import DISCARD_OR_ARCHIVE
from journeys.domain.duties.rule import Transition
from journeys.domain.duties.silence import KIND as SILENCE
from journeys.domain.rulebook import Practice
from journeys.testing.strategies import days, histories
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    FEB_1,
    GRANTED,
    JAN_1,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import BOOK, after

RULING, MEASURE, AID = (UUID(int=number) for number in (21, 22, 23))
RULED = events.RulingMade(
    on=FEB_1, ruling=RulingId(RULING), matter="tilbud", outcome="granted", legal_basis="LAB"
)
AGAINST = RULED.model_copy(update={"against_wish": True})
EXPLAINED = AGAINST.model_copy(
    update={
        "explanation": "Vi begynder med færre timer",
        "considerations": "De kan stige senere",
        "appeal_to": "Kommunen",
        "appeal_by": MAR_1,
    }
)
OFFERED = events.HandoverOffered(on=FEB_1, to=BO, reason="Ny afdeling")
SUPPORT = events.MeasureGranted(on=FEB_1, measure=MeasureId(MEASURE), measure_kind="mentorstøtte")
SUPPORTED = events.MeasureStarted(on=MAR_1, measure=MeasureId(MEASURE))
NEED = events.NeedComesFirst(on=JAN_1, review=APR_1)
ASKED_BACK = events.PensionReturnRequested(on=APR_1)
RESUMED = events.PensionResumed(on=MAY_1, paid_from=JUN_1)
SAFETY = events.SafetyExplained(on=MAR_1, sentences=("Det er trygt",), rules=(), edition=JAN_1)
PENSIONER = (OPENED, GRANTED, WISHED)


def of(kind: str, *facts: events.Event) -> list[Duty]:
    """Return the duties of one kind that these events raise."""
    return [duty for duty in duties(after(*facts).history, BOOK) if duty.kind == kind]


def only(kind: str, *facts: events.Event) -> Duty:
    """Return the one duty of that kind."""
    (duty,) = of(kind, *facts)
    return duty


def within(kind: str, since: date) -> date:
    """Return by when a duty of that kind is due, as the data says."""
    return since + timedelta(days=BOOK.duties[kind].days)


MET: list[tuple[str, tuple[events.Event, ...], events.Event, tuple[events.Event, ...]]] = [
    (
        "inform-citizen",
        (OPENED,),
        RULED,
        (events.CitizenInformed(on=MAR_1, ruling=RULED.ruling, how="talk"),),
    ),
    (
        "answer-appeal",
        (OPENED, RULED),
        events.RulingAppealed(on=FEB_1, ruling=RULED.ruling),
        (events.AppealDecided(on=MAR_1, ruling=RULED.ruling, answer="changed"),),
    ),
    ("explain-safety", PENSIONER, RESTED, (SAFETY.model_copy(update={"on": APR_1}),)),
    ("pension-return", (*PENSIONER, RESTED), ASKED_BACK, (RESUMED,)),
    (
        "pension-preparation",
        (OPENED,),
        events.SelfSupportFoundUnrealistic(on=FEB_1, words="Prøvet tre gange"),
        (events.PensionPreparationStarted(on=MAR_1),),
    ),
    (
        "pension-preparation",
        (OPENED,),
        events.FlexJobNotSustainable(on=FEB_1, words="Otte timer blev til to"),
        (events.PensionApplied(on=MAR_1),),
    ),
    ("pension-decision", (OPENED,), events.PensionApplied(on=date(2015, 5, 1)), (GRANTED,)),
    (
        "retention",
        (OPENED, BAKING),
        events.RetentionRiskNoticed(on=MAY_1, placement=BAKERY, words="Travlt om morgenen"),
        (events.RetentionChecked(on=MAY_9, placement=BAKERY, words="Vi begynder senere"),),
    ),
    (
        "pension-grant",
        (OPENED,),
        RULED.model_copy(update={"matter": "førtidspension"}),
        (GRANTED.model_copy(update={"on": MAR_1}),),
    ),
    ("handover", (OPENED,), OFFERED, (events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1),)),
    ("handover", (OPENED,), OFFERED, (events.HandoverDeclined(on=MAR_1, by=BO),)),
    (
        "plan-acknowledgement",
        (OPENED,),
        events.PlanAgreed(on=FEB_1, version=1, words="To formiddage"),
        (events.PlanAcknowledged(on=MAR_1, version=1),),
    ),
    (
        "hear-wishes",
        (OPENED,),
        SUPPORT,
        (events.WishesHeard(on=MAR_1, matter="mentorstøtte", words="Gerne"),),
    ),
    (
        "deliver-aid",
        (OPENED,),
        events.AidGranted(on=FEB_1, aid=AidId(AID), aid_kind="hjælpemiddel"),
        (events.AidArrived(on=MAR_1, aid=AidId(AID)),),
    ),
    ("need-review", (OPENED,), NEED, (events.NeedMet(on=MAR_1),)),
    (
        "follow-up",
        (OPENED,),
        events.FollowUpAgreed(on=FEB_1, due=MAR_1),
        (events.DialogueHeld(on=MAR_1, about="Vagterne"),),
    ),
    (
        "job-effort",
        (OPENED, NEED, SUPPORT, SUPPORTED),
        events.NeedMet(on=APR_1),
        (BAKING.model_copy(update={"on": MAY_1}),),
    ),
]


@pytest.mark.parametrize(("kind", "before", "raises", "meets"), MET)
def test_a_duty_is_raised_by_one_entry_and_met_by_another(
    kind: str,
    before: tuple[events.Event, ...],
    raises: events.Event,
    meets: tuple[events.Event, ...],
) -> None:
    """Both are named, with their days; until then it is open."""
    waiting = only(kind, *before, raises)
    assert (waiting.since, waiting.raised) == (raises.on, len(before) + 1)
    assert (waiting.met, waiting.met_by) == (None, None)
    done = only(kind, *before, raises, *meets)
    assert done == waiting.met_at(meets[-1].on, len(before) + 1 + len(meets))


def test_every_kind_of_duty_has_its_words_and_is_tested_here() -> None:
    """One list, in the data; what raises each is in code.

    Those to employers are tested apart, and so is to let a closed journey go.
    """
    kinds = {rule.kind for rule in RULES.rules} | {
        SILENCE,
        INCOME,
        INFORM,
        BOTH,
        DISCARD_OR_ARCHIVE,
    }
    assert kinds == {kind for kind, each in BOOK.duties.items() if each.to != "employer"}
    tested = {kind for kind, *_ in MET}
    assert kinds - tested == {
        "explain-ruling",
        "undo-withdrawal",
        "enter-phase",
        SILENCE,
        INCOME,
        INFORM,
        BOTH,
        DISCARD_OR_ARCHIVE,
    }


def test_deadlines_come_from_the_data_and_from_what_was_agreed() -> None:
    """A source's months, a number of days, or the very day that the two agreed on."""
    assert only("inform-citizen", OPENED, RULED).due == within("inform-citizen", FEB_1)
    assert only(
        "pension-decision", OPENED, events.PensionApplied(on=date(2026, 1, 31))
    ).due == date(2026, 4, 30)
    assert only("follow-up", OPENED, events.FollowUpAgreed(on=FEB_1, due=MAY_9)).due == MAY_9
    assert only("need-review", OPENED, NEED).due == NEED.review


def test_a_municipality_sets_deadlines_that_no_source_gives() -> None:
    """And none that one does."""
    own = BOOK._replace(practice=Practice(days={"inform-citizen": 1, "pension-decision": 1}))
    told = {
        duty.kind: duty.due
        for duty in duties(after(OPENED, RULED, events.PensionApplied(on=FEB_1)).history, own)
    }
    assert told["inform-citizen"] == FEB_1 + timedelta(days=1)
    assert told["pension-decision"] == MAY_1


def test_a_ruling_against_the_wish_carries_its_explanation_or_owes_it() -> None:
    """Recorded around the verb, it stays open for everybody to see."""
    met = only("explain-ruling", OPENED, EXPLAINED)
    assert (met.met, met.met_by) == (FEB_1, 2)
    assert only("explain-ruling", OPENED, AGAINST).met is None
    assert of("explain-ruling", OPENED, RULED) == []


def test_a_withdrawal_that_an_appeal_undid_is_owed_back_until_it_is_retracted() -> None:
    """Nobody loses a pension because an entry was left standing."""
    withdrawn = events.PensionWithdrawn(on=MAR_1, ruling=RULED.ruling)
    appealed = events.RulingAppealed(on=APR_1, ruling=RULED.ruling)
    answered = events.AppealDecided(on=MAY_1, ruling=RULED.ruling, answer="changed")
    walk = (OPENED, GRANTED, RULED, withdrawn, appealed)
    assert only("undo-withdrawal", *walk, answered).since == MAY_1
    # An answer that is told late, or a withdrawal after it, is owed back all the same.
    early = answered.model_copy(update={"on": FEB_1})
    walk_late = (OPENED, GRANTED, RULED, appealed.model_copy(update={"on": FEB_1}), early)
    assert only("undo-withdrawal", *walk_late, withdrawn).since == MAR_1
    upheld = answered.model_copy(update={"answer": "upheld"})
    assert of("undo-withdrawal", *walk, upheld) == []
    taken_back = events.EntryRetracted(on=JUN_1, entry=4, why="Ændret efter klage")
    history = after(*walk, answered, taken_back)
    assert of("undo-withdrawal", *walk, answered, taken_back) == []
    assert history.journey.pension.paid_on(JUN_1)


def test_a_pension_case_that_an_appeal_sent_back_is_to_be_decided_again() -> None:
    """The first no was not the end of it; and one who has the pension is owed no grant."""
    refused = RULED.model_copy(update={"matter": "førtidspension", "outcome": "not-granted"})
    appealed = events.RulingAppealed(on=MAR_1, ruling=RULED.ruling)
    sent_back = events.AppealDecided(on=APR_1, ruling=RULED.ruling, answer="sent-back")
    told = of(
        "pension-decision", OPENED, events.PensionApplied(on=FEB_1), refused, appealed, sent_back
    )
    assert [(duty.since, duty.met) for duty in told] == [(FEB_1, FEB_1), (APR_1, None)]
    granted = RULED.model_copy(update={"matter": "førtidspension"})
    assert only("pension-grant", OPENED, GRANTED, granted).met == FEB_1


def test_a_talk_held_by_others_does_not_meet_what_the_municipality_agreed() -> None:
    """Unless the responsible person took part."""
    agreed = events.FollowUpAgreed(on=JAN_1, due=MAR_1)

    def met(role: str, *took_part: str) -> bool:
        talk = events.DialogueHeld(on=FEB_1, about="kursus", took_part=took_part)
        entries = after(OPENED, agreed, talk).history.entries
        history = History((*entries[:2], entries[2]._replace(role=role)))
        return all(duty.met for duty in duties(history, BOOK) if duty.kind == "follow-up")

    assert met("caseworker")
    assert not met("external-provider")
    assert met("external-provider", ANNA)


def test_a_wage_lasts_as_long_as_the_job_that_was_recorded() -> None:
    """Also for somebody without a pension; where no job is recorded, what was stated stands."""
    waged = OPENED.model_copy(update={"basis": "løn"})
    ended = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Opgaven er løst")
    assert of(INCOME, waged) == []
    assert of(INCOME, waged, BAKING.model_copy(update={"on": FEB_1}))[1:] == []
    assert of(INCOME, waged, BAKING.model_copy(update={"on": FEB_1}), ended)[-1].since == MAY_1


def test_safety_explained_earlier_that_day_counts() -> None:
    """Two entries of one day have no order for the citizen; the day before has."""
    same_day = only("explain-safety", *PENSIONER, SAFETY, RESTED)
    assert (same_day.met, same_day.met_by) == (MAR_1, 4)
    day_before = SAFETY.model_copy(update={"on": MAR_1 - timedelta(days=1)})
    assert only("explain-safety", *PENSIONER, day_before, RESTED).met is None


def test_a_wish_to_come_back_that_is_taken_back_is_no_longer_owed() -> None:
    """The citizen asks to rest again before it was decided."""
    anew = events.PensionRestRequested(on=MAY_1)
    assert only("pension-return", *PENSIONER, RESTED, ASKED_BACK, anew).met == MAY_1


def test_the_wait_for_a_pension_case_is_seen_day_by_day() -> None:
    """It is due at once, so that every day waiting is one too many."""
    found = events.SelfSupportFoundUnrealistic(on=FEB_1, words="Prøvet tre gange")
    waiting = only("pension-preparation", OPENED, found)
    assert waiting.due == FEB_1
    assert waiting.is_open(MAR_1)


def test_an_answered_handover_answers_for_the_others() -> None:
    """One acceptance answers all offers; each is owed by the person who was asked."""
    other = events.HandoverOffered(on=FEB_1, to=CARLA, reason="Ferie")
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    told = of("handover", OPENED, OFFERED, other, accepted)
    assert [(duty.owed_by, duty.met) for duty in told] == [(BO, MAR_1), (CARLA, MAR_1)]


def test_a_new_plan_takes_the_place_of_one_that_waits() -> None:
    """Only the newest can be acknowledged."""
    plans = [
        events.PlanAgreed(on=day, version=nr, words="Plan")
        for nr, day in enumerate((FEB_1, MAR_1), 1)
    ]
    told = of("plan-acknowledgement", OPENED, *plans)
    assert [(duty.about, duty.met) for duty in told] == [("1", MAR_1), ("2", None)]


def test_wishes_heard_before_a_measure_is_granted_are_heard() -> None:
    """On its kind, or on offers at large."""
    for matter in ("mentorstøtte", "tilbud"):
        heard = events.WishesHeard(on=FEB_1, matter=matter, words="Gerne")
        assert only("hear-wishes", OPENED, heard, SUPPORT).met_by == 2
    other = events.WishesHeard(on=FEB_1, matter="fleksjob", words="Gerne")
    assert only("hear-wishes", OPENED, other, SUPPORT).met is None


def test_a_measure_that_never_began_needs_no_wishes() -> None:
    """It was ended before anybody had to be asked."""
    ended = events.MeasureEnded(on=MAR_1, measure=SUPPORT.measure, effect="Ikke begyndt")
    assert only("hear-wishes", OPENED, SUPPORT, ended).met == MAR_1


def test_phases_are_owed_only_where_they_are_used() -> None:
    """And support without a job effort only where job comes first."""
    phases = BOOK._replace(practice=Practice(method="phases"))
    entered = events.PhaseEntered(on=MAR_1, phase="afklaring")
    told = {duty.kind: duty for duty in duties(after(OPENED, entered).history, phases)}
    assert (told["enter-phase"].since, told["enter-phase"].met) == (JAN_1, MAR_1)
    assert of("enter-phase", OPENED, entered) == []
    alone = after(OPENED, NEED, SUPPORT, SUPPORTED, events.NeedMet(on=APR_1)).history
    assert "job-effort" in {duty.kind for duty in duties(alone, BOOK)}
    assert "job-effort" not in {duty.kind for duty in duties(alone, phases)}


def test_duties_of_an_open_journey_end_when_it_is_closed() -> None:
    """What the citizen has a right to does not."""
    closed = events.JourneyClosed(on=MAY_1, reason="Flyttet")
    agreed = events.FollowUpAgreed(on=FEB_1, due=MAR_1)
    walk = (OPENED, RULED, agreed, closed)
    assert only("follow-up", *walk).met == MAY_1
    assert only("inform-citizen", *walk).met is None
    back = (*PENSIONER, RESTED, ASKED_BACK, closed)
    assert only("pension-return", *back).met is None


QUIET = BOOK.duties[SILENCE].days


def test_silence_is_owed_from_the_day_it_has_lasted_too_long() -> None:
    """And not a day before."""
    owed = JAN_1 + timedelta(days=QUIET)
    assert only(SILENCE, OPENED) == Duty(SILENCE, "", owed, owed, raised=1)
    late = events.SmallSuccessNoticed(on=owed + timedelta(days=3), words="Sang", noticed_by=ANNA)
    broken, next_one = of(SILENCE, OPENED, late)
    assert (broken.met, broken.met_by) == (late.on, 2)
    assert next_one.since == late.on + timedelta(days=QUIET)
    in_time = late.model_copy(update={"on": owed})
    assert [duty.since for duty in of(SILENCE, OPENED, in_time)] == [owed + timedelta(days=QUIET)]


def test_money_and_handovers_break_no_silence() -> None:
    """They happen without the citizen."""
    changed = events.SupportBasisChanged(on=FEB_1, basis="sygedagpenge")
    assert only(SILENCE, OPENED, changed, OFFERED).since == JAN_1 + timedelta(days=QUIET)


def test_a_running_effort_is_no_silence_and_a_pause_is_none() -> None:
    """It begins when the last effort ends, or the journey is on again."""
    ended = events.PlacementEnded(on=JUL_1, placement=BAKERY, reason="Opgaven er løst")
    assert of(SILENCE, OPENED, BAKING)[1:] == []
    assert of(SILENCE, OPENED, BAKING, ended)[-1].since == JUL_1 + timedelta(days=QUIET)
    rested, on_again = events.JourneyRested(on=FEB_1), events.JourneyResumed(on=JUL_1)
    assert of(SILENCE, OPENED, rested) == []
    assert only(SILENCE, OPENED, rested, on_again).since == JUL_1 + timedelta(days=QUIET)


def test_no_gap_between_last_income_and_first_payment_goes_unseen() -> None:
    """A pension rests, the job ends, and payment begins a month after it was decided."""
    job = events.PlacementStarted(
        on=MAR_1, placement=BAKERY, placement_kind="småjob", paid_hours=Decimal(4)
    )
    ended = events.PlacementEnded(on=APR_1, placement=BAKERY, reason="Opgaven er løst")
    gap = only(INCOME, *PENSIONER, RESTED, job, ended, ASKED_BACK, RESUMED)
    assert (gap.since, gap.met) == (APR_1, JUN_1)
    assert (gap.raised, gap.met_by) == (7, 8)


@pytest.mark.parametrize(
    ("basis", "covered"),
    [
        ("sygedagpenge", True),
        ("ledighedsydelse", True),
        ("førtidspension", False),
        ("selvforsørgelse", False),
        ("løn", False),
        ("uoplyst", False),
    ],
)
def test_a_resting_pension_is_no_income_whatever_it_is_called(basis: str, covered: bool) -> None:  # noqa: FBT001 - a table
    """A benefit is; own means and a wage without a job are no ground to stand on."""
    changed = events.SupportBasisChanged(on=MAR_1, basis=basis)
    assert (of(INCOME, *PENSIONER, RESTED, changed) == []) is covered


def test_paid_hours_are_income_and_a_traineeship_is_none() -> None:
    """Any paid hour counts, in a traineeship too; a job without stated hours is taken to pay."""

    def place(kind: str, paid: Decimal | None) -> events.PlacementStarted:
        return BAKING.model_copy(update={"on": MAR_1, "placement_kind": kind, "paid_hours": paid})

    resting = (*PENSIONER, RESTED)
    assert of(INCOME, *resting, place("småjob", None)) == []
    assert of(INCOME, *resting, place("praktik", Decimal("0.5"))) == []
    assert of(INCOME, *resting, place("praktik", None)) != []
    assert of(INCOME, *resting, place("småjob", Decimal(0))) != []


def test_without_a_pension_what_somebody_lives_on_is_what_was_stated() -> None:
    """Nobody is taken to be without income because a register says nothing."""
    for basis in ("selvforsørgelse", "uoplyst", "kontanthjælp"):
        assert of(INCOME, OPENED.model_copy(update={"basis": basis})) == []


@given(histories(), days())
def test_what_is_owed_on_a_day_is_the_same_from_that_day_and_from_later(
    history: History, on: date
) -> None:
    """Rows made of the whole history answer for any day."""
    later = [duty for duty in duties(history, BOOK) if duty.is_open(on)]
    then = open_duties(history, BOOK, on)
    assert [(duty.kind, duty.about, duty.since, duty.due) for duty in later] == [
        (duty.kind, duty.about, duty.since, duty.due) for duty in then
    ]


@given(histories())
def test_every_duty_raised_is_met_or_open_and_never_lost(history: History) -> None:
    """As long as the entry that raised it stands; and nothing is met before it was owed."""
    standing = {entry.version: entry for entry in history.in_force}
    for duty in duties(history, BOOK):
        assert duty.raised in standing
        assert (duty.met is None) == (duty.met_by is None)
        assert duty.met is None or (duty.met >= duty.since and duty.met_by in standing)


@given(histories())
def test_no_fact_meets_a_duty_but_those_that_its_rule_names(history: History) -> None:
    """Whether it is met reads the same before and after any other."""
    for change in history.changes:
        for rule in RULES.rules:
            if not isinstance(change.entry.event, rule.met_by):
                transition = Transition(*change, BOOK)
                without = transition._replace(after=transition.before)
                owed = Duty(rule.kind, "", since=change.entry.event.on, due=date.max, raised=1)
                assert rule.is_met(transition, owed) is rule.is_met(without, owed)
