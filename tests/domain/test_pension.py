"""Pension: the safety to try."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

import pytest

from journeys import RulingId, events, verbs
from journeys.domain.duties import duties
from tests.invented import (
    APR_1,
    FEB_1,
    GRANTED,
    HEARD,
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

ASKED_BACK = events.PensionReturnRequested(on=APR_1)
RESUMED = events.PensionResumed(on=MAY_1, paid_from=JUN_1)
BORN = date(1975, 3, 4)

LOSING = RulingId(UUID("00000000-0000-4000-8000-000000000401"))
RULED = events.RulingMade(
    on=MAR_1,
    ruling=LOSING,
    matter="frakendelse",
    outcome="granted",
    legal_basis="Lov om social pension § 44, stk. 1",
)
WITHDRAWN = events.PensionWithdrawn(on=APR_1, ruling=LOSING)
CLOSED = events.JourneyClosed(on=MAY_1, reason="Flyttet")
ANSWER: dict[str, Any] = {
    "sentences": ("Retten til pensionen står.", "Du kan altid bede om den igen."),
    "rules": ("rest-without-limit-new", "return-without-application"),
    "edition": date(2026, 11, 21),
}
EXPLAINED = events.SafetyExplained(on=MAR_1, **ANSWER)
RULED_TO_REST = RULED.model_copy(update={"on": JAN_1, "matter": "hvilende pension"})


def test_a_pension_granted_long_before_the_journey_is_recorded_as_it_was() -> None:
    """Most who try from a pension have had it for years."""
    after(OPENED).when(verbs.grant_pension, scheme="new", born=BORN, on=GRANTED.on).then(GRANTED)


def test_a_pension_is_granted_once() -> None:
    """On another day or of another scheme it is a mistake to be retracted."""
    after(OPENED, GRANTED).when(
        verbs.grant_pension, scheme="old", born=BORN, on=date(2017, 5, 1)
    ).then_refused("recorded-already")


def test_a_pension_is_granted_again_after_it_was_withdrawn() -> None:
    """A right that ended may begin again, and rests, returns and ends like the first."""
    withdrawn = events.PensionWithdrawn(on=MAR_1, ruling=RULED.ruling, with_consent=True)
    anew = events.PensionGranted(on=MAY_1, scheme="new", born=BORN)
    walk = after(OPENED, GRANTED, WISHED, RULED, withdrawn)
    walk.when(verbs.grant_pension, scheme="new", born=BORN, on=MAY_1).then(anew)
    again = after(OPENED, GRANTED, WISHED, RULED, withdrawn, anew)
    assert again.journey.pension.paid_on(JUN_1)
    again.when(verbs.rest_pension, on=JUN_1).then(events.PensionRested(on=JUN_1))
    again.when(verbs.grant_pension, scheme="old", born=BORN, on=JUN_1).then_refused(
        "recorded-already"
    )


def test_a_grant_told_late_leaves_the_one_that_is_recorded() -> None:
    """On an earlier day, too, there is one right at a time."""
    after(OPENED, GRANTED).when(
        verbs.grant_pension, scheme="old", born=BORN, on=date(2002, 5, 1)
    ).then_refused("later-entry-needs-it")


def test_the_new_scheme_begins_on_its_day() -> None:
    """The last day before it, only the old scheme; from its day on, the new one."""
    refusal = (
        after(OPENED)
        .when(verbs.grant_pension, scheme="new", born=BORN, on=date(2002, 12, 31))
        .then_refused("scheme-not-in-force")
    )
    assert refusal.basis is not None
    first = date(2003, 1, 1)
    after(OPENED).when(verbs.grant_pension, scheme="new", born=BORN, on=first).then(
        events.PensionGranted(on=first, scheme="new", born=BORN)
    )


def test_the_scheme_goes_by_the_day_the_case_was_begun() -> None:
    """A grant of later years may be of the old scheme; one whose case is of before, not the new."""
    before, after_it = date(2002, 12, 31), date(2003, 1, 1)
    granted = date(2004, 5, 1)
    old: Literal["old"] = "old"
    new: Literal["new"] = "new"
    for scheme, begun in ((old, before), (new, after_it)):
        after(OPENED).when(
            verbs.grant_pension, scheme=scheme, born=BORN, on=granted, case_begun=begun
        ).then(events.PensionGranted(on=granted, scheme=scheme, born=BORN, case_begun=begun))
    for scheme, begun in ((old, after_it), (new, before)):
        after(OPENED).when(
            verbs.grant_pension, scheme=scheme, born=BORN, on=granted, case_begun=begun
        ).then_refused("scheme-not-of-case")
    after(OPENED).when(
        verbs.grant_pension, scheme="old", born=BORN, on=granted, case_begun=date(2004, 5, 2)
    ).then_refused("case-begun-after-grant")
    after(OPENED).when(
        verbs.grant_pension, scheme="old", born=BORN, on=granted, case_begun=BORN
    ).then_refused("case-begun-before-birth")


def test_without_the_day_of_the_case_an_old_scheme_grant_is_recorded_as_far_as_it_is_known() -> (
    None
):
    """The answer is then to be verified."""
    granted = date(2004, 5, 1)
    after(OPENED).when(verbs.grant_pension, scheme="old", born=BORN, on=granted).then(
        events.PensionGranted(on=granted, scheme="old", born=BORN)
    )


def test_a_pension_of_the_old_scheme_moved_to_the_new_one_in_the_months_it_could() -> None:
    """On the first and the last day; a day before or after is a mistake."""
    old = events.PensionGranted(on=date(2001, 6, 1), scheme="old", born=BORN)
    walk = after(OPENED.model_copy(update={"on": date(2001, 5, 1)}), old)
    for day in (date(2013, 6, 1), date(2013, 12, 31)):
        walk.when(verbs.change_pension_scheme, on=day).then(events.PensionSchemeChanged(on=day))
    for day in (date(2013, 5, 31), date(2014, 1, 1)):
        refusal = walk.when(verbs.change_pension_scheme, on=day).then_refused(
            "scheme-change-not-in-force"
        )
        assert refusal.basis is not None
    moved = walk.followed_by(events.PensionSchemeChanged(on=date(2013, 8, 1)))
    assert moved.journey.pension.scheme == "new"
    moved.when(verbs.change_pension_scheme, on=date(2013, 9, 1)).then_nothing()


def test_somebody_of_folkepension_age_is_granted_no_fortidspension() -> None:
    """The day of birth or the day of the grant is a mistake."""
    reached = date(2022, 7, 1)
    walk = after(OPENED.model_copy(update={"on": date(2022, 1, 1)}))
    born = date(1955, 7, 1)
    refusal = walk.when(verbs.grant_pension, scheme="new", born=born, on=reached).then_refused(
        "granted-after-folkepension-age"
    )
    assert refusal.basis is not None
    eve = date(2022, 6, 30)
    walk.when(verbs.grant_pension, scheme="new", born=born, on=eve).then(
        events.PensionGranted(on=eve, scheme="new", born=born)
    )


def test_from_the_age_of_folkepension_nothing_rests_and_it_is_asked_back_all_the_same() -> None:
    """There is no førtidspension to let rest; a wish to be paid is never refused."""
    old = GRANTED.model_copy(update={"born": date(1959, 3, 1)})
    for verb in (verbs.request_pension_rest, verbs.rest_pension):
        after(OPENED, old, WISHED).when(verb, on=MAR_1).then_refused("rest-after-folkepension-age")
        after(OPENED, old, WISHED).when(verb, on=date(2026, 2, 28)).then(
            *(
                [events.PensionRestRequested(on=date(2026, 2, 28))]
                if verb is verbs.request_pension_rest
                else [events.PensionRested(on=date(2026, 2, 28))]
            )
        )
    rested = RESTED.model_copy(update={"on": FEB_1})
    after(OPENED, old, WISHED, rested).when(verbs.request_pension_return, on=APR_1).then(ASKED_BACK)


def test_nobody_is_granted_a_pension_before_birth() -> None:
    """The commonest slip of the pen: this year's date."""
    after(OPENED).when(verbs.grant_pension, scheme="new", born=FEB_1, on=FEB_1).then_refused(
        "born-after-grant"
    )


def test_a_pension_rests_only_for_somebody_who_wishes_to_work() -> None:
    """Trying is voluntary; the wish is on record before."""
    for verb in (verbs.request_pension_rest, verbs.rest_pension):
        after(OPENED, GRANTED).when(verb, on=MAR_1).then_refused("wish-missing")
        after(OPENED, GRANTED, WISHED.model_copy(update={"on": APR_1})).when(
            verb, on=MAR_1
        ).then_refused("wish-missing")


def test_a_pension_that_was_not_granted_cannot_rest() -> None:
    """Nor be asked back, nor be resumed."""
    walk = after(OPENED, WISHED)
    walk.when(verbs.rest_pension, on=MAR_1).then_refused("pension-not-granted")
    walk.when(verbs.request_pension_return, on=MAR_1).then_refused("pension-not-granted")
    walk.when(verbs.resume_pension, paid_from=MAY_1, on=MAR_1).then_refused("pension-not-granted")


def test_a_pension_rests_by_own_wish_or_by_ruling() -> None:
    """With or without a request before it."""
    after(OPENED, GRANTED, WISHED).when(verbs.request_pension_rest, on=FEB_1).then(
        events.PensionRestRequested(on=FEB_1)
    )
    after(OPENED, GRANTED, WISHED).when(verbs.rest_pension, on=MAR_1).then(RESTED)
    after(OPENED, GRANTED, WISHED, RULED_TO_REST, events.PensionRestRequested(on=FEB_1)).when(
        verbs.rest_pension, ground="ruling", on=MAR_1
    ).then(events.PensionRested(on=MAR_1, ground="ruling"))


@pytest.mark.parametrize(
    "aside",
    [events.JourneyRested(on=MAR_1), events.JourneyClosed(on=MAR_1, reason="Flyttet")],
    ids=["the journey rests", "the journey is closed"],
)
def test_the_pension_is_asked_back_whatever_the_journey(
    aside: events.JourneyRested | events.JourneyClosed,
) -> None:
    """Always accepted, from any state in which the right exists."""
    after(OPENED, GRANTED, WISHED, RESTED, aside).when(verbs.request_pension_return, on=APR_1).then(
        ASKED_BACK
    )


def test_asking_back_what_is_being_paid_adds_nothing() -> None:
    """It is accepted: there is nothing to do."""
    after(OPENED, GRANTED).when(verbs.request_pension_return, on=APR_1).then_nothing()


def test_a_wish_to_rest_can_be_taken_back_before_it_is_decided() -> None:
    """Also when the rest is already decided for a later day: she is not paid less in silence."""
    after(OPENED, GRANTED, WISHED, events.PensionRestRequested(on=MAR_1)).when(
        verbs.request_pension_return, on=APR_1
    ).then(ASKED_BACK)
    planned = events.PensionRested(on=MAY_1)
    after(OPENED, GRANTED, WISHED, planned).when(verbs.request_pension_return, on=APR_1).then(
        ASKED_BACK
    )
    pension = after(OPENED, GRANTED, WISHED, planned, ASKED_BACK).journey.pension
    assert pension.state == "return-asked"


def test_a_pension_asked_back_does_not_rest_again_unasked() -> None:
    """Only a new wish of the citizen's own opens the way."""
    waiting = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK)
    waiting.when(verbs.rest_pension, on=MAY_1).then_refused("pension-asked-back")
    anew = events.PensionRestRequested(on=MAY_1)
    waiting.when(verbs.request_pension_rest, on=MAY_1).then(anew)
    taken_back = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, anew)
    assert taken_back.journey.pension.state == "resting"
    taken_back.when(verbs.rest_pension, on=MAY_1).then_nothing()


def test_a_ruling_to_rest_is_recorded_and_the_wish_to_come_back_outlives_it() -> None:
    """What was decided is a fact; so is what she asked for."""
    walk = after(
        OPENED, GRANTED, WISHED, RULED_TO_REST, events.PensionRestRequested(on=MAR_1), ASKED_BACK
    )
    ruled = events.PensionRested(on=MAY_1, ground="ruling")
    walk.when(verbs.rest_pension, ground="ruling", on=MAY_1).then(ruled)
    pension = walk.followed_by(ruled).journey.pension
    assert (pension.state, pension.return_asked) == ("return-asked", APR_1)


def test_the_day_of_payment_is_recorded_as_decided() -> None:
    """No source says how it is computed, so it is not."""
    after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK).when(
        verbs.resume_pension, paid_from=JUN_1, on=MAY_1
    ).then(RESUMED)


def test_a_pension_may_be_resumed_unasked() -> None:
    """The municipality may come first."""
    after(OPENED, GRANTED, WISHED, RESTED).when(
        verbs.resume_pension, paid_from=JUN_1, on=MAY_1
    ).then(RESUMED)


def test_a_pension_is_paid_from_the_decided_day() -> None:
    """Not from the day of the decision."""
    pension = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, RESUMED).journey.pension
    assert [pension.paid_on(day) for day in (MAY_1, MAY_9, JUN_1, JUL_1)] == [
        False,
        False,
        True,
        True,
    ]


def test_payment_does_not_begin_before_the_pension_rested() -> None:
    """A year mistyped would hide a gap."""
    after(OPENED, GRANTED, WISHED, RESTED).when(
        verbs.resume_pension, paid_from=FEB_1, on=MAY_1
    ).then_refused("paid-from-before-rest")


def test_a_decided_day_is_corrected_and_not_overwritten() -> None:
    """History does not change."""
    after(OPENED, GRANTED, WISHED, RESTED, RESUMED).when(
        verbs.resume_pension, paid_from=JUL_1, on=MAY_9
    ).then_refused("pension-resumed-otherwise")


def test_a_resumed_pension_may_rest_again() -> None:
    """Trying is not used up."""
    after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, RESUMED).when(
        verbs.rest_pension, on=JUL_1
    ).then(events.PensionRested(on=JUL_1))


def test_the_safety_is_explained_and_kept_as_it_was_given() -> None:
    """What was promised can be replayed, sentence by sentence, with the rules of that day."""
    walk = after(OPENED, GRANTED, WISHED, RESTED)
    walk.when(verbs.explain_safety, **ANSWER, on=MAR_1).then(EXPLAINED)
    explained = walk.followed_by(EXPLAINED)
    assert explained.journey.pension == walk.journey.pension
    explained.when(verbs.explain_safety, **ANSWER, on=MAY_1).then(
        EXPLAINED.model_copy(update={"on": MAY_1})
    )


def test_the_safety_is_explained_on_a_closed_journey_too() -> None:
    """The right stands, and so does the answer."""
    after(OPENED, GRANTED, CLOSED).when(verbs.explain_safety, **ANSWER, on=MAY_9).then(
        EXPLAINED.model_copy(update={"on": MAY_9})
    )


def test_a_safety_that_says_nothing_is_not_explained() -> None:
    """Nor one where there is no pension, or no journey."""
    walk = after(OPENED, GRANTED)
    for sentences in ((), ("", " ")):
        walk.when(
            verbs.explain_safety, **{**ANSWER, "sentences": sentences}, on=MAR_1
        ).then_refused("sentences-missing")
    after(OPENED).when(verbs.explain_safety, **ANSWER, on=MAR_1).then_refused("pension-not-granted")
    after(GRANTED).when(verbs.explain_safety, **ANSWER, on=MAR_1).then_refused("journey-not-open")


def test_an_explanation_carries_the_digest_of_the_law_that_it_rests_on() -> None:
    """Where it is given one; ten of its digits may look like a CPR number, and are none."""
    digest = "0" * 27 + "0101801234" + "a" * 27
    walk = after(OPENED, GRANTED)
    walk.when(verbs.explain_safety, **ANSWER, law_digest=digest, on=MAR_1).then(
        EXPLAINED.model_copy(update={"law_digest": digest})
    )
    for other in ("", digest[1:], digest.upper(), f"{digest}0", "010180-1234"):
        walk.when(verbs.explain_safety, **ANSWER, law_digest=other, on=MAR_1).then_refused(
            "digest-malformed"
        )
    assert "law_digest" not in EXPLAINED.model_dump()


def test_a_reassessment_is_set_for_a_day_ahead() -> None:
    """With the grant or after it; for the day itself it is none."""
    walk = after(OPENED, GRANTED)
    walk.when(verbs.set_reassessment, due=JUL_1, on=MAR_1).then(
        events.ReassessmentSet(on=MAR_1, due=JUL_1)
    )
    for due in (MAR_1, FEB_1):
        walk.when(verbs.set_reassessment, due=due, on=MAR_1).then_refused("reassessment-not-ahead")
        after(OPENED).when(
            verbs.grant_pension, scheme="new", born=BORN, reassessment=due, on=MAR_1
        ).then_refused("reassessment-not-ahead")
    after(OPENED).when(
        verbs.grant_pension, scheme="new", born=BORN, reassessment=JUL_1, on=MAR_1
    ).then(events.PensionGranted(on=MAR_1, scheme="new", born=BORN, reassessment=JUL_1))


def test_a_reassessment_that_is_set_already_is_not_set_again() -> None:
    """Another day is another reassessment."""
    with_grant = after(OPENED, GRANTED.model_copy(update={"reassessment": JUL_1}))
    with_grant.when(verbs.set_reassessment, due=JUL_1, on=MAR_1).then_nothing()
    with_grant.when(verbs.set_reassessment, due=JUN_1, on=MAR_1).then(
        events.ReassessmentSet(on=MAR_1, due=JUN_1)
    )


def test_a_reassessment_stands_although_the_pension_rests() -> None:
    """And while it is asked back and resumed; it can be set while it rests, too."""
    walk = after(OPENED, GRANTED, WISHED, events.ReassessmentSet(on=FEB_1, due=JUL_1), RESTED)
    assert walk.journey.pension.reassessment == JUL_1
    resumed = walk.followed_by(ASKED_BACK, RESUMED)
    assert resumed.journey.pension.reassessment == JUL_1
    after(OPENED, GRANTED, WISHED, RESTED).when(verbs.set_reassessment, due=JUL_1, on=APR_1).then(
        events.ReassessmentSet(on=APR_1, due=JUL_1)
    )


def test_a_pension_that_was_not_granted_is_not_reassessed() -> None:
    """There is nothing to look at again."""
    after(OPENED).when(verbs.set_reassessment, due=JUL_1, on=MAR_1).then_refused(
        "pension-not-granted"
    )


def test_a_pension_is_withdrawn_by_a_ruling() -> None:
    """Whether it is paid, rests or is asked back; what was asked then is no longer owed."""
    for facts in ((), (WISHED, RESTED), (WISHED, RESTED, ASKED_BACK)):
        walk = after(OPENED, GRANTED, *facts, RULED)
        walk.when(verbs.withdraw_pension, ruling=LOSING, on=APR_1).then(WITHDRAWN)
        pension = walk.followed_by(WITHDRAWN).journey.pension
        assert (pension.state, pension.exists, pension.return_asked) == ("withdrawn", False, None)
        assert not pension.paid_on(JUL_1)


def test_a_pension_is_withdrawn_once() -> None:
    """By another ruling or on a later day there is nothing left; an earlier day is a mistake."""
    other = RulingId(UUID("00000000-0000-4000-8000-000000000402"))
    walk = after(OPENED, GRANTED, RULED, RULED.model_copy(update={"ruling": other}), WITHDRAWN)
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=APR_1).then_nothing()
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=MAY_1).then_refused("pension-withdrawn")
    walk.when(verbs.withdraw_pension, ruling=other, on=APR_1).then_refused("pension-withdrawn")
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=MAR_1).then_refused("recorded-already")


def test_a_pension_that_was_withdrawn_neither_rests_nor_returns() -> None:
    """There is no right to it; nothing that is said of it brings it back."""
    walk = after(OPENED, GRANTED, WISHED, RESTED, RULED, WITHDRAWN)
    asked: list[tuple[Any, dict[str, Any]]] = [
        (verbs.request_pension_rest, {}),
        (verbs.rest_pension, {}),
        (verbs.rest_pension, {"ground": "ruling"}),
        (verbs.request_pension_return, {}),
        (verbs.resume_pension, {"paid_from": JUN_1}),
        (verbs.explain_safety, ANSWER),
        (verbs.set_reassessment, {"due": JUL_1}),
    ]
    for verb, arguments in asked:
        walk.when(verb, **arguments, on=MAY_1).then_refused("pension-withdrawn")
    later = (events.PensionRestRequested(on=MAY_1), events.PensionRested(on=MAY_1), ASKED_BACK)
    unmoved = walk.followed_by(*later).journey.pension
    assert unmoved == walk.journey.pension


def test_a_pension_is_taken_up_again_where_an_appeal_took_the_withdrawal_back() -> None:
    """From the day that was decided, the months between included; and owed until then."""
    appealed = events.RulingAppealed(on=APR_1, ruling=RULED.ruling)
    changed = events.AppealDecided(on=MAY_1, ruling=RULED.ruling, answer="changed")
    walk = after(OPENED, GRANTED, WISHED, RULED, WITHDRAWN, appealed, changed)
    walk.when(verbs.resume_pension, paid_from=FEB_1, on=JUN_1).then_refused("paid-from-before-rest")
    resumed = events.PensionResumed(on=JUN_1, paid_from=WITHDRAWN.on)
    walk.when(verbs.resume_pension, paid_from=WITHDRAWN.on, on=JUN_1).then(resumed)
    back = walk.followed_by(resumed)
    assert back.journey.pension.paid_on(JUN_1)
    told = {duty.kind: duty.met for duty in duties(back.history, BOOK)}
    assert told["undo-withdrawal"] == JUN_1
    assert "income-gap" in {duty.kind for duty in duties(walk.history, BOOK)}
    assert "income-gap" not in told


def test_a_pension_taken_up_again_does_not_rest_unasked_before_it_is_paid() -> None:
    """A citizen who asked for it back is paid first; only their own new wish rests it."""
    decided = events.PensionResumed(on=MAY_1, paid_from=JUL_1)
    walk = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, decided)
    walk.when(verbs.rest_pension, on=MAY_9).then_refused("pension-asked-back")
    ruled = walk.followed_by(RULED_TO_REST.model_copy(update={"on": MAY_9}))
    ruled.when(verbs.rest_pension, ground="ruling", on=MAY_9).then(
        events.PensionRested(on=MAY_9, ground="ruling")
    )
    anew = events.PensionRestRequested(on=MAY_9)
    walk.followed_by(anew).when(verbs.rest_pension, on=MAY_9).then(events.PensionRested(on=MAY_9))


def test_a_pension_is_not_taken_up_again_under_a_rest_that_is_still_planned() -> None:
    """It would pause again in silence on that day."""
    planned = events.PensionRested(on=JUN_1)
    after(OPENED, GRANTED, WISHED, planned, RESTED, ASKED_BACK).when(
        verbs.resume_pension, paid_from=MAY_1, on=MAY_1
    ).then_refused("rest-still-planned")


def test_a_pension_does_not_rest_twice() -> None:
    """An earlier day is a correction: what was explained and paid depends on it."""
    after(OPENED, GRANTED, WISHED, RESTED).when(verbs.rest_pension, on=FEB_1).then_refused(
        "recorded-already"
    )


def test_a_resting_pension_names_no_day_of_payment() -> None:
    """What was decided before it rested again no longer stands."""
    decided = events.PensionResumed(on=APR_1, paid_from=JUL_1)
    again = events.PensionRested(on=MAY_1, ground="ruling")
    pension = after(OPENED, GRANTED, WISHED, RESTED, decided, again).journey.pension
    assert (pension.state, pension.paid_from) == ("resting", None)


def test_before_it_was_withdrawn_a_pension_can_be_asked_back() -> None:
    """Late news is judged on the day it is about."""
    after(OPENED, GRANTED, WISHED, RESTED, RULED, WITHDRAWN).when(
        verbs.request_pension_return, on=MAR_1
    ).then(events.PensionReturnRequested(on=MAR_1))


def test_only_a_ruling_that_is_known_withdraws_a_pension() -> None:
    """Nor can what was not granted be withdrawn, nor before the ruling was made."""
    after(OPENED, GRANTED).when(verbs.withdraw_pension, ruling=LOSING, on=APR_1).then_refused(
        "ruling-unknown"
    )
    after(OPENED, GRANTED, RULED).when(
        verbs.withdraw_pension, ruling=LOSING, on=FEB_1
    ).then_refused("ruling-unknown")
    after(OPENED, RULED).when(verbs.withdraw_pension, ruling=LOSING, on=APR_1).then_refused(
        "pension-not-granted"
    )
    after(GRANTED).when(verbs.withdraw_pension, ruling=LOSING, on=APR_1).then_refused(
        "journey-not-open"
    )


@pytest.mark.parametrize(
    "otherwise",
    [{"matter": "førtidspension"}, {"matter": "hvilende pension"}, {"outcome": "not-granted"}],
    ids=["on the pension", "on its rest", "not to withdraw"],
)
def test_a_ruling_of_another_matter_withdraws_no_pension(otherwise: dict[str, str]) -> None:
    """Nor one that says no, with or without consent."""
    for with_consent in (False, True):
        after(OPENED, GRANTED, RULED.model_copy(update=otherwise)).when(
            verbs.withdraw_pension, ruling=LOSING, with_consent=with_consent, on=APR_1
        ).then_refused("ruling-of-another-matter")


def test_a_ruling_withdraws_a_pension_from_the_day_it_has_effect() -> None:
    """Not while the pension is to be kept for a while yet."""
    later = RULED.model_copy(update={"effective": JUN_1})
    walk = after(OPENED, GRANTED, later)
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=MAY_1).then_refused("ruling-not-in-effect")
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=JUN_1).then(
        events.PensionWithdrawn(on=JUN_1, ruling=LOSING)
    )


@pytest.mark.parametrize(
    ("answer", "withdraws"), [("upheld", True), ("changed", False), ("sent-back", False)]
)
def test_a_ruling_that_an_appeal_took_back_withdraws_no_pension(
    answer: Any,  # noqa: ANN401 - a row of the table
    withdraws: bool,  # noqa: FBT001 - a row of the table
) -> None:
    """It is no ruling any more."""
    asked = after(
        OPENED,
        GRANTED,
        RULED,
        events.RulingAppealed(on=MAR_1, ruling=LOSING),
        events.AppealDecided(on=APR_1, ruling=LOSING, answer=answer),
    ).when(verbs.withdraw_pension, ruling=LOSING, on=APR_1)
    if withdraws:
        asked.then(WITHDRAWN)
    else:
        asked.then_refused("ruling-not-in-effect")


# A table of the law: LSP § 44, and § 44 of the older act. None stands for allowed.
NOT_ALLOWED, NEEDS_CONSENT = "withdrawal-not-allowed", "withdrawal-needs-consent"
YOUNG, SIXTY = date(1990, 5, 5), date(1966, 3, 4)
"""SIXTY turns sixty on 4 March 2026, and was fifty-nine the day before."""
OF_AGE = date(1940, 1, 1)
"""Over sixty since 2000."""
PLAIN, CONSENT, SPECIAL, BOTH = (False, False), (True, False), (False, True), (True, True)
"""With consent? In special circumstances?"""


@pytest.mark.parametrize(
    ("scheme", "on", "born", "asked", "code"),
    [
        # The new scheme, before the pause, in it and after it.
        ("new", date(2022, 12, 31), YOUNG, PLAIN, None),
        ("new", date(2023, 1, 1), YOUNG, PLAIN, NOT_ALLOWED),
        ("new", date(2025, 12, 31), YOUNG, PLAIN, NOT_ALLOWED),
        ("new", date(2026, 1, 1), YOUNG, PLAIN, None),
        # In the pause only special circumstances count: consent is none.
        ("new", date(2023, 1, 1), YOUNG, SPECIAL, None),
        ("new", date(2025, 12, 31), YOUNG, SPECIAL, None),
        ("new", date(2025, 12, 31), YOUNG, CONSENT, NOT_ALLOWED),
        ("new", date(2025, 12, 31), YOUNG, BOTH, None),
        # From the sixtieth birthday on only with consent.
        ("new", date(2026, 3, 3), SIXTY, PLAIN, None),
        ("new", date(2026, 3, 4), SIXTY, PLAIN, NEEDS_CONSENT),
        ("new", date(2026, 3, 4), SIXTY, SPECIAL, NEEDS_CONSENT),
        ("new", date(2026, 3, 4), SIXTY, CONSENT, None),
        ("new", date(2022, 12, 31), OF_AGE, PLAIN, NEEDS_CONSENT),
        ("new", date(2022, 12, 31), OF_AGE, CONSENT, None),
        # Old enough and in the pause: both are asked.
        ("new", date(2025, 12, 31), OF_AGE, PLAIN, NOT_ALLOWED),
        ("new", date(2025, 12, 31), OF_AGE, CONSENT, NOT_ALLOWED),
        ("new", date(2025, 12, 31), OF_AGE, SPECIAL, NEEDS_CONSENT),
        ("new", date(2025, 12, 31), OF_AGE, BOTH, None),
        # The old scheme: since 1 July 2008 never against the wish, at no age, for no reason.
        ("old", date(2008, 6, 30), YOUNG, PLAIN, None),
        ("old", date(2008, 6, 30), OF_AGE, PLAIN, None),
        ("old", date(2008, 7, 1), YOUNG, PLAIN, NOT_ALLOWED),
        ("old", date(2008, 7, 1), YOUNG, SPECIAL, NOT_ALLOWED),
        ("old", date(2022, 12, 31), YOUNG, PLAIN, NOT_ALLOWED),
        ("old", date(2025, 12, 31), YOUNG, SPECIAL, NOT_ALLOWED),
        ("old", date(2026, 1, 1), YOUNG, PLAIN, NOT_ALLOWED),
        ("old", date(2026, 3, 4), SIXTY, SPECIAL, NOT_ALLOWED),
        # At the citizen's own request it can be, also in the pause of the new scheme.
        ("old", date(2008, 7, 1), YOUNG, CONSENT, None),
        ("old", date(2025, 12, 31), YOUNG, CONSENT, None),
        ("old", date(2026, 1, 1), OF_AGE, CONSENT, None),
    ],
)
def test_a_pension_is_withdrawn_only_where_the_law_of_that_day_allows_it(
    scheme: Any,  # noqa: ANN401 - a row of the table
    on: date,
    born: date,
    asked: tuple[bool, bool],
    code: str | None,
) -> None:
    """A refusal names its ground in law."""
    consent, special = asked
    first = date(2003, 1, 1) if scheme == "new" else date(2002, 5, 1)
    question = after(
        OPENED.model_copy(update={"on": first}),
        events.PensionGranted(on=first, scheme=scheme, born=born),
        RULED.model_copy(update={"on": on}),
    ).when(
        verbs.withdraw_pension,
        ruling=LOSING,
        with_consent=consent,
        special_circumstances=special,
        on=on,
    )
    if code is None:
        question.then(
            events.PensionWithdrawn(
                on=on, ruling=LOSING, with_consent=consent, special_circumstances=special
            )
        )
    else:
        refusal = question.then_refused(code)
        assert refusal.basis is not None
        assert "§ 44" in refusal.basis


def test_a_citizen_who_is_sixty_when_the_pension_would_end_is_asked() -> None:
    """Though still fifty-nine when the ruling was made."""
    walk = after(
        OPENED, events.PensionGranted(on=date(2015, 6, 1), scheme="new", born=SIXTY), RULED
    )
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=APR_1).then_refused(
        "withdrawal-needs-consent"
    )
    walk.when(verbs.withdraw_pension, ruling=LOSING, with_consent=True, on=APR_1).then(
        events.PensionWithdrawn(on=APR_1, ruling=LOSING, with_consent=True)
    )


def test_the_pause_forbids_the_ruling_whatever_day_it_would_take_effect() -> None:
    """Made in the pause it withdraws nothing after it; made before it, it does what it said."""
    last, first = date(2025, 12, 31), date(2026, 1, 1)
    walk = after(
        OPENED.model_copy(update={"on": last}), GRANTED, RULED.model_copy(update={"on": last})
    )
    walk.when(verbs.withdraw_pension, ruling=LOSING, on=first).then_refused(
        "withdrawal-not-allowed"
    )
    before = date(2022, 12, 31)
    after(
        OPENED.model_copy(update={"on": before}),
        GRANTED,
        RULED.model_copy(update={"on": before}),
    ).when(verbs.withdraw_pension, ruling=LOSING, on=date(2023, 3, 1)).then(
        events.PensionWithdrawn(on=date(2023, 3, 1), ruling=LOSING)
    )


@pytest.mark.parametrize("role", ["citizen", "service", "external-provider", "mentor", "auditor"])
def test_only_the_municipality_withdraws_a_pension(role: str) -> None:
    """Not a register, and not the citizen alone, who may ask for it."""
    after(OPENED, GRANTED, RULED).by(role).when(
        verbs.withdraw_pension, ruling=LOSING, with_consent=True, on=APR_1
    ).then_refused("role-may-not")


def test_a_resumption_rests_on_the_appeal_that_took_the_withdrawal_back() -> None:
    """Neither a correction nor late news leaves a pension paid that a ruling ended."""
    ruled = RULED.model_copy(update={"matter": "frakendelse", "on": FEB_1})
    withdrawn = events.PensionWithdrawn(on=MAR_1, ruling=ruled.ruling, with_consent=True)
    appealed = events.RulingAppealed(on=MAR_1, ruling=ruled.ruling)
    changed = events.AppealDecided(on=APR_1, ruling=ruled.ruling, answer="changed")
    resumed = events.PensionResumed(on=MAY_1, paid_from=MAR_1)
    heard = HEARD.model_copy(update={"matter": "frakendelse"})
    told = (OPENED, GRANTED, heard, ruled, withdrawn, appealed, changed, resumed)
    after(*told).when_retracting(entry=7, why="Den blev stadfæstet", on=MAY_1).then_refused(
        "entry-still-cited"
    )
    rested = (OPENED, GRANTED, WISHED, RESTED, heard, ruled)
    back = (
        events.PensionReturnRequested(on=MAY_1),
        events.PensionResumed(on=JUN_1, paid_from=JUN_1),
    )
    after(*rested, *back).when(
        verbs.withdraw_pension, ruling=ruled.ruling, with_consent=True, on=APR_1
    ).then_refused("later-entry-needs-it")
