"""Plan: what is agreed about the way, at which pace, and what has to come first."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from journeys import events, verbs
from journeys.domain.decisions.deciding import Verb
from journeys.domain.law.vocabularies import Term
from tests.invented import APR_1, FEB_1, JUN_1, MAR_1, MAY_1, MAY_9, OPENED
from tests.scenario import BOOK, after

FIRST = events.PlanAgreed(on=FEB_1, version=1, words="To formiddage i køkkenet, og bussen selv")
SECOND = events.PlanAgreed(on=APR_1, version=2, words="Tre formiddage i køkkenet")
TOLD_LATE = FIRST.model_copy(update={"version": 2})
READ = events.PlanAcknowledged(on=MAR_1, version=1)
COMMENT = "Jeg vil helst begynde klokken ti"
SLOWLY = events.PaceAgreed(on=FEB_1, words="Et skridt om ugen", hours_a_week=Decimal(4))
NEED = events.NeedComesFirst(on=FEB_1, review=MAY_1)
MET = events.NeedMet(on=APR_1)
CLARIFYING = events.PhaseEntered(on=FEB_1, phase="afklaring")
PLACING = events.PhaseEntered(on=MAR_1, phase="formidling")
CLOSE_BY = events.SupportLevelChanged(on=FEB_1, level="tæt", reason="Alt er nyt")

EACH_VERB: dict[Verb[...], dict[str, str | date]] = {
    verbs.agree_plan: {"words": FIRST.words},
    verbs.acknowledge_plan: {},
    verbs.agree_pace: {"words": SLOWLY.words},
    verbs.put_need_first: {"review": JUN_1},
    verbs.meet_need: {},
    verbs.prioritise_path: {"words": "Kursus", "reason": "Ro"},
    verbs.enter_phase: {"phase": "formidling"},
    verbs.change_support_level: {"level": "let", "reason": "Det går selv"},
}
each_verb = pytest.mark.parametrize("verb", EACH_VERB, ids=lambda verb: verb.__name__)


@each_verb
def test_nothing_is_agreed_before_the_journey_is_opened(verb: Verb[...]) -> None:
    """There is no way yet to agree about."""
    walk = after(OPENED.model_copy(update={"on": MAY_1}))
    walk.when(verb, **EACH_VERB[verb], on=APR_1).then_refused("journey-not-open")


@each_verb
def test_nothing_is_agreed_after_the_journey_is_closed(verb: Verb[...]) -> None:
    """It is resumed first, and then agreed upon."""
    closed = after(OPENED, FIRST, NEED, events.JourneyClosed(on=APR_1, reason="Flyttet"))
    closed.when(verb, **EACH_VERB[verb], on=MAY_1).then_refused("journey-closed")


def test_a_plan_is_agreed_in_words() -> None:
    """One plan over all that runs side by side."""
    after(OPENED).when(verbs.agree_plan, words=FIRST.words, on=FEB_1).then(FIRST)
    plan = after(OPENED, FIRST).journey.plan
    assert (plan.version, plan.words, plan.agreed) == (1, FIRST.words, FEB_1)


def test_a_plan_says_something() -> None:
    """Nobody agrees to nothing."""
    after(OPENED).when(verbs.agree_plan, words=" ", on=FEB_1).then_refused("words-missing")


def test_each_agreement_is_a_new_version_of_the_one_plan() -> None:
    """The same words, agreed again on a later day, are agreed again."""
    walk = after(OPENED, FIRST)
    walk.when(verbs.agree_plan, words=SECOND.words, on=APR_1).then(SECOND)
    walk.when(verbs.agree_plan, words=FIRST.words, on=APR_1).then(
        events.PlanAgreed(on=APR_1, version=2, words=FIRST.words)
    )
    plan = after(OPENED, FIRST, SECOND).journey.plan
    assert (plan.version, plan.words, plan.agreed) == (2, SECOND.words, APR_1)


def test_a_plan_recorded_late_is_the_plan_until_the_next_one_was_agreed() -> None:
    """Its number says when it was written down, its day when it was agreed."""
    newer = SECOND.model_copy(update={"version": 1})
    after(OPENED, newer).when(verbs.agree_plan, words=FIRST.words, on=FEB_1).then(TOLD_LATE)
    walk = after(OPENED, newer, TOLD_LATE)
    assert walk.history.on(MAR_1).journey.plan.words == FIRST.words
    assert walk.journey.plan.words == SECOND.words
    walk.when(verbs.acknowledge_plan, on=MAR_1).then(events.PlanAcknowledged(on=MAR_1, version=2))
    walk.when(verbs.acknowledge_plan, on=MAY_1).then(events.PlanAcknowledged(on=MAY_1, version=1))
    read_in_march = after(OPENED, newer, TOLD_LATE, events.PlanAcknowledged(on=MAR_1, version=2))
    read_in_march.when(verbs.acknowledge_plan, on=MAY_1).then(
        events.PlanAcknowledged(on=MAY_1, version=1)
    )


def test_a_plan_is_acknowledged_by_the_citizen() -> None:
    """It is one plan of two people; only then have both read it."""
    walk = after(OPENED, FIRST)
    walk.by("citizen").when(verbs.acknowledge_plan, on=MAR_1).then(READ)
    walk.when(verbs.acknowledge_plan, version=1, on=MAR_1).then(READ)
    assert after(OPENED, FIRST).journey.plan.acknowledged == 0
    assert after(OPENED, FIRST, READ).journey.plan.acknowledged == 1


def test_only_a_plan_that_was_agreed_by_then_is_acknowledged() -> None:
    """Neither one that nobody made, nor one of a later day, nor a later version."""
    after(OPENED).when(verbs.acknowledge_plan, on=FEB_1).then_refused("plan-unknown")
    walk = after(OPENED, SECOND.model_copy(update={"version": 1}))
    walk.when(verbs.acknowledge_plan, on=MAR_1).then_refused("plan-unknown")
    walk.when(verbs.acknowledge_plan, version=2, on=APR_1).then_refused("plan-unknown")
    walk.when(verbs.acknowledge_plan, version=0, on=APR_1).then_refused("plan-unknown")


def test_only_the_newest_plan_is_acknowledged() -> None:
    """What was read is what holds; the refusal says which one that is."""
    walk = after(OPENED, FIRST, SECOND)
    refusal = walk.when(verbs.acknowledge_plan, version=1, on=MAY_1).then_refused("plan-superseded")
    assert "Version 2" in refusal.sentence
    walk.when(verbs.acknowledge_plan, version=2, on=MAY_1).then(
        events.PlanAcknowledged(on=MAY_1, version=2)
    )
    walk.when(verbs.acknowledge_plan, version=1, on=MAR_1).then(READ)


def test_a_new_plan_has_not_been_read_yet() -> None:
    """Each version is gone through with the citizen."""
    again = events.PlanAcknowledged(on=APR_1, version=2)
    after(OPENED, FIRST, READ, SECOND).when(verbs.acknowledge_plan, on=APR_1).then(again)
    assert after(OPENED, FIRST, READ, SECOND, again).journey.plan.acknowledged == 2


def test_a_plan_is_acknowledged_once() -> None:
    """Asked on a later day, it was read on the first."""
    after(OPENED, FIRST, READ).when(verbs.acknowledge_plan, on=APR_1).then_nothing()


def test_a_comment_on_the_plan_is_never_lost() -> None:
    """The citizen may read first and comment later, and each comment is kept once."""
    commented = events.PlanAcknowledged(on=APR_1, version=1, words=COMMENT)
    after(OPENED, FIRST).when(verbs.acknowledge_plan, words=COMMENT, on=APR_1).then(commented)
    after(OPENED, FIRST, READ).by("citizen").when(
        verbs.acknowledge_plan, words=COMMENT, on=APR_1
    ).then(commented)
    after(OPENED, FIRST, READ, commented).when(verbs.acknowledge_plan, on=APR_1).then_nothing()


def test_a_pace_is_agreed_on_the_citizens_own_terms() -> None:
    """With hours a week, or without: patience is no number."""
    after(OPENED).when(
        verbs.agree_pace, words=SLOWLY.words, hours_a_week=Decimal(4), on=FEB_1
    ).then(SLOWLY)
    after(OPENED).when(verbs.agree_pace, words="Som det går", on=FEB_1).then(
        events.PaceAgreed(on=FEB_1, words="Som det går")
    )


def test_a_pace_says_something() -> None:
    """Hours alone say nothing of the terms."""
    after(OPENED).when(verbs.agree_pace, words="", hours_a_week=Decimal(4), on=FEB_1).then_refused(
        "words-missing"
    )


def test_a_pace_has_hours_that_a_week_has() -> None:
    """A slip of the pen is found at once."""
    for hours in (Decimal(-5), Decimal(500)):
        after(OPENED).when(
            verbs.agree_pace, words="Roligt", hours_a_week=hours, on=FEB_1
        ).then_refused("hours-impossible")


def test_a_new_pace_takes_the_place_of_the_one_before() -> None:
    """Going slower is no step back."""
    slower = events.PaceAgreed(on=APR_1, words="Et skridt om måneden")
    after(OPENED, SLOWLY).when(verbs.agree_pace, words=slower.words, on=APR_1).then(slower)
    assert after(OPENED, SLOWLY, slower).journey.plan.pace == slower


def test_what_goes_first_is_agreed_with_its_reason() -> None:
    """Upskilling may go before a short job."""
    first = events.PathPrioritised(
        on=FEB_1, words="Kursus før et kort job", reason="Det holder længere"
    )
    after(OPENED).when(
        verbs.prioritise_path, words=first.words, reason=first.reason, on=FEB_1
    ).then(first)
    assert after(OPENED, first).journey.plan.first == first.words
    walk = after(OPENED)
    walk.when(verbs.prioritise_path, words="Kursus", reason=" ", on=FEB_1).then_refused(
        "reason-missing"
    )
    walk.when(verbs.prioritise_path, words="", reason="Ro", on=FEB_1).then_refused("words-missing")


def test_something_comes_first_until_a_day_on_which_the_two_look_again() -> None:
    """What it is, is nobody's business here: no cause is stored."""
    after(OPENED).when(verbs.put_need_first, review=MAY_1, on=FEB_1).then(NEED)
    assert set(NEED.model_dump()) == {"kind", "on", "review"}


def test_what_comes_first_is_looked_at_on_a_later_day() -> None:
    """The same day is no review; the next one may be."""
    after(OPENED).when(verbs.put_need_first, review=FEB_1, on=FEB_1).then_refused(
        "review-not-ahead"
    )
    tomorrow = FEB_1 + timedelta(days=1)
    after(OPENED).when(verbs.put_need_first, review=tomorrow, on=FEB_1).then(
        events.NeedComesFirst(on=FEB_1, review=tomorrow)
    )


def test_what_comes_first_does_so_through_its_review_day_and_no_longer() -> None:
    """Work waits for now, never for ever."""
    plan = after(OPENED, NEED).journey.plan
    assert plan.need_first(FEB_1)
    assert plan.need_first(MAY_1)
    assert not plan.need_first(MAY_1 + timedelta(days=1))
    assert not after(OPENED).journey.plan.need_first(FEB_1)


def test_a_new_review_day_lets_it_come_first_for_longer() -> None:
    """The same day again is nothing new."""
    longer = events.NeedComesFirst(on=MAY_1, review=JUN_1)
    walk = after(OPENED, NEED)
    walk.when(verbs.put_need_first, review=MAY_1, on=MAR_1).then_nothing()
    walk.when(verbs.put_need_first, review=JUN_1, on=MAY_1).then(longer)
    assert after(OPENED, NEED, longer).journey.plan.need_first(MAY_9)


def test_what_came_first_is_in_place() -> None:
    """From that day on work may be thought of, whatever the review day said."""
    after(OPENED, NEED).when(verbs.meet_need, on=APR_1).then(MET)
    walk = after(OPENED, NEED, MET)
    assert walk.history.on(MAR_1).journey.plan.need_first(MAR_1)
    assert not walk.journey.plan.need_first(APR_1)


def test_what_came_first_can_be_in_place_after_its_review_day() -> None:
    """A review day that passed has met nothing."""
    after(OPENED, NEED).when(verbs.meet_need, on=JUN_1).then(events.NeedMet(on=JUN_1))


def test_only_what_comes_first_is_met() -> None:
    """Neither what nobody recorded, nor what was met before."""
    after(OPENED).when(verbs.meet_need, on=APR_1).then_refused("need-unknown")
    after(OPENED, NEED, MET).when(verbs.meet_need, on=MAY_1).then_refused("need-unknown")


def test_something_may_come_first_again() -> None:
    """Life does not stand still because one thing is in place."""
    again = events.NeedComesFirst(on=MAY_1, review=JUN_1)
    after(OPENED, NEED, MET).when(verbs.put_need_first, review=JUN_1, on=MAY_1).then(again)
    assert after(OPENED, NEED, MET, again).journey.plan.need_first(MAY_9)


def test_a_phase_is_entered() -> None:
    """Forward, also past one, and without having to say why."""
    after(OPENED).when(verbs.enter_phase, phase="afklaring", on=FEB_1).then(CLARIFYING)
    after(OPENED, CLARIFYING).when(verbs.enter_phase, phase="formidling", on=MAR_1).then(PLACING)
    assert after(OPENED, CLARIFYING, PLACING).journey.plan.phase == "formidling"


def test_the_first_phase_may_be_any() -> None:
    """Who only lacks a job goes straight to placing."""
    after(OPENED).when(verbs.enter_phase, phase="formidling", on=MAR_1).then(PLACING)


def test_the_phase_somebody_is_in_is_not_entered_again() -> None:
    """Asking for what is so already adds nothing."""
    after(OPENED, CLARIFYING).when(verbs.enter_phase, phase="afklaring", on=MAR_1).then_nothing()


def test_a_phase_is_gone_back_to_with_a_reason() -> None:
    """Going back is allowed, and nobody has to guess why."""
    walk = after(OPENED, CLARIFYING, PLACING)
    for phase in ("afklaring", "ressourceopbygning"):
        walk.when(verbs.enter_phase, phase=phase, on=APR_1).then_refused("reason-missing")
        walk.when(verbs.enter_phase, phase=phase, reason="Det kom for tidligt", on=APR_1).then(
            events.PhaseEntered(on=APR_1, phase=phase, reason="Det kom for tidligt")
        )


def test_a_phase_recorded_late_is_judged_on_its_day() -> None:
    """In February nobody had come any further yet."""
    after(OPENED, PLACING).when(verbs.enter_phase, phase="afklaring", on=FEB_1).then(CLARIFYING)


def test_a_phase_is_some_phase_of_the_vocabulary() -> None:
    """Neither nothing nor a name that only its writer knows, before a phase nor after one."""
    for walk in (after(OPENED), after(OPENED, PLACING)):
        walk.when(verbs.enter_phase, phase="", reason="?", on=APR_1).then_refused("phase-missing")
        walk.when(verbs.enter_phase, phase="fase 7", on=APR_1).then_refused("code-unknown")


def test_a_municipality_names_a_phase_of_its_own() -> None:
    """With a place in the order, going back to it needs a reason; without one it does not."""
    beside = Term(code="ungespor", da="Ungespor", en="Youth course")
    first = Term(code="velkomst", da="Velkomst", en="Welcome", rank=1)
    phases = BOOK.vocabularies["phase"].with_terms([beside, first])
    further = events.PhaseEntered(on=FEB_1, phase="formidling")
    walk = after(OPENED, further).under(
        BOOK._replace(vocabularies={**BOOK.vocabularies, "phase": phases})
    )
    walk.when(verbs.enter_phase, phase="ungespor", on=MAR_1).then(
        events.PhaseEntered(on=MAR_1, phase="ungespor")
    )
    walk.when(verbs.enter_phase, phase="velkomst", on=MAR_1).then_refused("reason-missing")
    walk.when(verbs.enter_phase, phase="velkomst", reason="Ro på", on=MAR_1).then(
        events.PhaseEntered(on=MAR_1, phase="velkomst", reason="Ro på")
    )


def test_support_is_stepped_down_and_up_with_a_reason() -> None:
    """More of it is as good as less: it is to fit."""
    less = events.SupportLevelChanged(on=MAR_1, level="let", reason="Hun tager bussen selv")
    more = events.SupportLevelChanged(on=APR_1, level="tæt", reason="Ny arbejdsplads")
    after(OPENED, CLOSE_BY).when(
        verbs.change_support_level, level="let", reason=less.reason, on=MAR_1
    ).then(less)
    after(OPENED, CLOSE_BY, less).when(
        verbs.change_support_level, level="tæt", reason=more.reason, on=APR_1
    ).then(more)
    assert after(OPENED, CLOSE_BY, less, more).journey.plan.support_level == "tæt"


def test_support_never_changes_without_a_reason_or_a_level() -> None:
    """The citizen is to understand what changes, and why."""
    for walk in (after(OPENED), after(OPENED, CLOSE_BY)):
        walk.when(verbs.change_support_level, level="let", reason="", on=MAR_1).then_refused(
            "reason-missing"
        )
        walk.when(verbs.change_support_level, level="", reason="Ro", on=MAR_1).then_refused(
            "level-missing"
        )
        walk.when(verbs.change_support_level, level="lidt", reason="Ro", on=MAR_1).then_refused(
            "code-unknown"
        )


def test_the_same_support_is_no_change() -> None:
    """Whatever reason is given for it."""
    after(OPENED, CLOSE_BY).when(
        verbs.change_support_level, level="tæt", reason="Stadig nyt", on=MAR_1
    ).then_nothing()


def test_the_citizen_comments_on_a_plan_but_does_not_agree_it_alone() -> None:
    """It is agreed by two, and written down by the one who answers for it."""
    citizen = after(OPENED, FIRST).by("citizen")
    citizen.when(verbs.agree_plan, words=FIRST.words, on=MAR_1).then_refused("role-may-not")
    citizen.when(verbs.acknowledge_plan, on=MAR_1).then(READ)
