"""What can end the right is shown wherever it is recorded, and no answer goes beyond it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from journeys import RulingId, events, verbs
from journeys.domain.vocabulary import AppealOutcome
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.safety.letter import letter
from tests.invented import (
    APR_1,
    BAKING,
    FEB_1,
    GRANTED,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    WALK,
    WISHED,
)
from tests.lawbooks import changed, instead, under
from tests.scenario import BOOK, after

FIRST, SECOND = RulingId(UUID(int=101)), RulingId(UUID(int=102))
SIXTY = GRANTED.model_copy(update={"born": date(1960, 5, 5)})
"""Somebody whose pension is withdrawn only with consent: without anything more, it is guaranteed
until the age of folkepension."""
SIXTY_SEVEN = date(2027, 5, 4)
"""The last day before that age."""


def ruling(on: date, effective: date | None = None, by: RulingId = FIRST) -> events.RulingMade:
    """Return a ruling that ends the pension."""
    return events.RulingMade(
        on=on,
        ruling=by,
        matter="frakendelse",
        outcome="granted",
        legal_basis="Lov om social pension",
        effective=effective,
        appeal_to="Ankestyrelsen",
        appeal_by=on + timedelta(days=28),
    )


def withdrawn(on: date, by: RulingId = FIRST) -> events.PensionWithdrawn:
    """Return that the pension ends by a ruling."""
    return events.PensionWithdrawn(on=on, ruling=by, with_consent=True)


def answered(on: date, answer: AppealOutcome) -> tuple[events.Event, events.Event]:
    """Return that the first ruling was appealed, and the appeal answered on that day."""
    return (
        events.RulingAppealed(on=on - timedelta(days=20), ruling=FIRST),
        events.AppealDecided(on=on, ruling=FIRST, answer=answer),
    )


def not_granted(on: date, by: RulingId = SECOND) -> events.RulingMade:
    """Return a ruling that the pension does not end."""
    return ruling(on, by=by).model_copy(update={"outcome": "not-granted"})


def on(day: date, *facts: events.Event) -> Safety:
    """Return the safety of somebody over 60 on that day."""
    return safety(WALK, after(OPENED, SIXTY, *facts).history, BOOK, day)


def because(view: Safety) -> str:
    """Return what makes the answer no stronger, in English."""
    return " ".join(each.en for each in view.depends_on)


def test_without_any_of_them_the_right_is_kept() -> None:
    """So that what follows is seen to change it."""
    assert (on(MAY_1).answer, on(MAY_1).until) == ("guaranteed-until", SIXTY_SEVEN)
    assert [each.en for each in on(MAY_1).depends_on] == [
        "You reach the age of folkepension on 5 May 2027."
    ]


def test_a_ruling_that_is_recorded_with_a_later_day_is_told_before_it() -> None:
    """Some write the day it takes effect where the day it was made belongs."""
    view = on(MAY_1, ruling(JUN_1))
    assert view.answer == "depends"
    assert "There is a ruling that your right to the pension ends" in because(view)
    assert view.depends_on[0].entries == (3,)


def test_a_reassessment_that_is_recorded_with_a_later_day_is_told_before_it() -> None:
    """It was agreed already."""
    view = on(MAY_1, events.ReassessmentSet(on=JUN_1, due=JUL_1))
    assert (view.answer, view.depends_on[0].entries) == ("depends", (3,))
    assert "by 1 July 2026" in because(view)


def test_a_hearing_on_a_withdrawal_is_told_until_it_is_decided() -> None:
    """The citizen was asked; that is a beginning."""
    heard = events.WishesHeard(on=APR_1, matter="frakendelse", words="Nej tak")
    assert (on(MAY_1, heard).answer, on(MAY_1, heard).depends_on[0].entries) == ("depends", (3,))
    assert on(MAY_1, heard, not_granted(APR_1)).answer == "guaranteed-until"
    assert on(MAR_1, heard).depends_on[0].entries == (3,)


def test_each_hearing_is_decided_by_itself_and_is_about_one_pension() -> None:
    """One decision long ago answers no hearing of today."""
    heard = events.WishesHeard(on=APR_1, matter="frakendelse", words="Nej tak")
    assert on(MAY_1, not_granted(FEB_1), heard).answer == "depends"
    before = heard.model_copy(update={"on": date(2015, 1, 1)})
    assert on(MAY_1, before).answer == "guaranteed-until"


def test_a_ruling_that_has_effect_before_its_recorded_end_is_told_beside_it() -> None:
    """Nothing is promised beyond the day that the ruling says."""
    view = on(MAY_1, ruling(MAR_1, APR_1), withdrawn(JUL_1))
    assert view.answer == "depends"
    assert "with effect from 1 April 2026" in because(view)
    assert "Your right to the pension ends on 1 July 2026" in because(view)
    assert on(APR_1, ruling(MAR_1, APR_1), withdrawn(JUL_1)).answer == "depends"
    eve = on(date(2026, 3, 31), ruling(MAR_1, APR_1), withdrawn(JUL_1))
    assert (eve.answer, eve.until) == ("guaranteed-until", date(2026, 3, 31))
    assert on(MAY_1, ruling(MAR_1), withdrawn(JUL_1)).answer == "depends"
    later = on(MAY_1, ruling(MAR_1, JUL_1), withdrawn(JUL_1))
    assert later.sentences[1].entries == (2, 3, 4)
    assert (later.answer, later.until) == ("guaranteed-until", JUL_1 - timedelta(days=1))


def test_every_ruling_is_told_with_its_own_day_to_appeal() -> None:
    """An old one hides no new one."""
    second = ruling(date(2026, 4, 20), JUN_1, SECOND)
    view = on(MAY_1, ruling(MAR_1, APR_1), second)
    assert "with effect from 1 April 2026" in because(view)
    assert "with effect from 1 June 2026" in because(view)
    (appeal,) = [each for each in view.sentences if "You can appeal" in each.en]
    assert (appeal.entries, "18 May 2026" in appeal.en) == ((4,), True)
    last_day, after_it = (
        on(day, second) for day in (second.appeal_by, date(2026, 5, 19)) if day is not None
    )
    assert any("You can appeal" in each.en for each in last_day.sentences)
    assert not any("You can appeal" in each.en for each in after_it.sentences)


def test_after_an_end_the_ruling_that_made_it_is_the_one_told() -> None:
    """And where it can be appealed."""
    second = ruling(date(2026, 5, 20), JUN_1, SECOND)
    view = on(JUN_1, ruling(MAR_1), second, withdrawn(JUN_1, SECOND))
    assert view.answer == "none"
    (found,) = [each for each in view.sentences if "You can appeal" in each.en]
    assert found.entries == (4,)
    assert view.sentences[1].entries == (2, 5, 4)
    assert not any(
        "There is a ruling that your right to the pension ends" in each.en
        for each in view.sentences
    )


def test_a_ruling_that_was_sent_back_is_to_be_decided_again() -> None:
    """Until a new one is made, whatever it says."""
    sent_back = (ruling(MAR_1, JUL_1), *answered(APR_1, "sent-back"))
    view = on(MAY_1, *sent_back)
    assert view.answer == "depends"
    assert "The municipality must decide again" in because(view)
    assert view.depends_on[0].entries == (3, 5)
    assert on(MAY_1, *sent_back, not_granted(MAY_1)).answer == "guaranteed-until"
    assert on(MAY_1, *sent_back, ruling(MAY_1, by=SECOND)).answer == "depends"


def test_an_end_whose_ruling_was_changed_is_no_end() -> None:
    """It must be verified what holds instead."""
    view = on(MAY_1, ruling(MAR_1, JUL_1), withdrawn(JUL_1), *answered(APR_1, "changed"))
    assert view.answer == "verify"
    assert "An appeal changed what was decided about your pension" in because(view)
    assert "Your record says that your right ends on 1 July 2026" in because(view)
    assert "Your right to the pension ends on" not in because(view)
    found = [each.text for each in (*view.sentences, *view.warnings)]
    assert len(found) == len(set(found))


def test_a_ruling_that_an_appeal_changed_holds_the_answer_until_it_is_decided() -> None:
    """It may have moved the day: the record does not say that nothing ends."""
    changed_by_appeal = (ruling(MAR_1, JUL_1), *answered(APR_1, "changed"))
    view = on(MAY_1, *changed_by_appeal)
    assert (view.answer, view.depends_on[0].entries) == ("verify", (3, 5))
    assert on(MAY_1, *changed_by_appeal, not_granted(MAY_1)).answer == "guaranteed-until"


def test_a_withdrawal_that_was_taken_back_must_be_verified_until_it_is_paid_again() -> None:
    """A decision not to withdraw does not pay it; taking it up does."""
    back = (ruling(MAR_1), withdrawn(MAR_1), *answered(MAY_1, "sent-back"), not_granted(JUN_1))
    assert (on(JUL_1, *back).state, on(JUL_1, *back).answer) == ("withdrawn", "verify")
    resumed = events.PensionResumed(on=JUL_1, paid_from=MAR_1)
    assert on(JUL_1, *back, resumed).answer == "guaranteed-until"


def test_between_two_ends_of_which_the_first_was_taken_back_it_must_be_verified() -> None:
    """The second ends it only on its own day, and is the one named."""
    two = (
        ruling(MAR_1, JUN_1),
        withdrawn(JUN_1),
        *answered(APR_1, "changed"),
        ruling(date(2026, 4, 20), JUL_1, SECOND),
        withdrawn(JUL_1, SECOND),
    )
    ahead = on(MAY_1, *two)
    assert ahead.answer == "verify"
    assert "Your record says that your right ends on 1 June 2026" in because(ahead)
    (found,) = [each for each in ahead.depends_on if "ends on 1 July" in each.en]
    assert found.entries == (8,)
    between = on(date(2026, 6, 15), *two)
    assert between.answer == "verify"
    assert "with effect from 1 July 2026" in because(between)
    assert on(JUL_1, *two).answer == "none"


def test_another_ruling_in_force_is_told_beside_one_that_was_taken_back() -> None:
    """It was overtaken by nothing."""
    view = on(
        JUL_1,
        ruling(FEB_1, JUN_1, SECOND),
        ruling(MAR_1, APR_1),
        withdrawn(APR_1),
        *answered(MAY_1, "changed"),
    )
    assert view.answer == "verify"
    assert "with effect from 1 June 2026" in because(view)


def test_where_an_end_that_is_recorded_ahead_can_be_appealed_is_told() -> None:
    """With the ruling behind it among the entries."""
    view = on(date(2026, 3, 10), ruling(MAR_1, JUL_1), withdrawn(JUL_1))
    (appeal,) = [each for each in view.sentences if "You can appeal" in each.en]
    assert (appeal.entries, "29 March 2026" in appeal.en) == ((3,), True)


def test_a_ruling_made_before_the_grant_with_effect_after_it_is_told() -> None:
    """Whatever it was about, somebody must look."""
    granted = SIXTY.model_copy(update={"on": APR_1})
    history = after(OPENED, ruling(MAR_1, JUL_1), granted).history
    assert safety(WALK, history, BOOK, MAY_1).answer == "depends"


def test_the_next_reassessment_is_the_one_told() -> None:
    """With the entry that set it, wherever that stands."""
    far = SIXTY.model_copy(update={"reassessment": date(2028, 1, 1)})
    soon = events.ReassessmentSet(on=JUN_1, due=JUL_1)
    view = safety(WALK, after(OPENED, far, soon).history, BOOK, MAY_1)
    assert ("by 1 July 2026" in because(view), view.depends_on[0].entries) == (True, (3,))
    passed = on(MAY_1, events.ReassessmentSet(on=FEB_1, due=MAR_1), soon)
    assert "by 1 July 2026" in because(passed)


def test_a_condition_that_is_not_sure_must_be_verified() -> None:
    """No stronger than the rule behind it."""
    book = under(instead(changed("reassessment-stands", tag="weak")))
    history = after(OPENED, SIXTY, events.ReassessmentSet(on=FEB_1, due=JUL_1)).history
    assert safety(WALK, history, book, MAY_1).answer == "verify"


def test_the_end_of_the_right_at_the_age_of_folkepension_stands_in_the_promise() -> None:
    """It becomes folkepension by itself."""
    assert "folkepension" in on(MAY_1).sentences[1].text
    assert "folkepension" not in on(MAY_1, ruling(MAR_1)).sentences[1].text


def test_a_withdrawal_that_was_sent_back_and_made_anew_is_told_as_it_is() -> None:
    """No right now, the new ruling, and where it can be appealed."""
    view = on(
        JUL_1,
        ruling(MAR_1),
        withdrawn(MAR_1),
        *answered(MAY_1, "sent-back"),
        ruling(JUN_1 + timedelta(days=20), by=SECOND),
    )
    assert view.answer == "none"
    found = " ".join(each.en for each in view.sentences)
    assert "There is a ruling that your right to the pension ends" in found
    assert "An appeal" not in found
    (appeal,) = [each for each in view.sentences if "You can appeal" in each.en]
    assert appeal.entries == (7,)


def test_an_end_stands_in_the_answer_also_where_the_law_is_weaker() -> None:
    """Nobody has to look for it."""
    younger = safety(
        WALK,
        after(OPENED, GRANTED, ruling(MAR_1, JUL_1), withdrawn(JUL_1)).history,
        BOOK,
        MAY_1,
    )
    assert younger.answer == "verify"
    assert "Your right to the pension ends on 1 July 2026" in because(younger)
    assert "1. juli 2026" in " ".join(letter(younger).parts[0].lines)


def test_a_promise_in_the_pause_says_what_lifts_it() -> None:
    """In the answer itself, for readers who read no further."""
    day = date(2025, 6, 1)
    for born in (date(1975, 3, 4), date(1965, 12, 31)):
        granted = GRANTED.model_copy(update={"born": born})
        view = safety(WALK, after(OPENED, granted).history, BOOK, day)
        assert view.answer in ("guaranteed", "guaranteed-until")
        assert "særlige grunde" in view.sentences[1].text
        assert "special circumstances" in view.sentences[1].en
    assert "særlige grunde" not in on(MAY_1).sentences[1].text


def test_a_reassessment_whose_day_has_passed_is_asked_about() -> None:
    """Nobody recorded what came of it."""
    view = on(MAY_1, events.ReassessmentSet(on=FEB_1, due=MAR_1))
    assert (
        "The municipality was to look at your right again on 1 March 2026 at the latest. We"
        in because(view)
    )
    assert "by 1 March 2026" not in because(view)
    assert "by 1 March 2026" in because(on(MAR_1, events.ReassessmentSet(on=FEB_1, due=MAR_1)))


def test_the_day_a_pension_rests_from_is_the_day_it_was_made_to_rest() -> None:
    """Also where a wish to come back was taken back meanwhile."""
    taken_back = (events.PensionReturnRequested(on=APR_1), events.PensionRestRequested(on=MAY_1))
    view = on(JUN_1, WISHED, RESTED, *taken_back)
    assert "since 1 March 2026" in view.sentences[0].en
    assert view.sentences[0].entries == (4,)


def test_what_belongs_to_a_pension_before_this_one_is_no_ground_of_it() -> None:
    """Granted again after it was withdrawn."""
    before = (events.ReassessmentSet(on=FEB_1, due=JUL_1), ruling(MAR_1), withdrawn(APR_1))
    second_grant = events.PensionGranted(on=MAY_1, scheme="new", born=date(1960, 5, 5))
    view = on(JUN_1, *before, second_grant)
    assert (view.answer, view.sentences[1].entries) == ("guaranteed-until", (6,))
    with_another = second_grant.model_copy(update={"reassessment": date(2027, 5, 1)})
    assert on(JUN_1, *before, with_another).depends_on[0].entries == (6,)


def test_a_placement_without_a_wage_does_not_make_it_paid_beside_work() -> None:
    """Nor is it named where another does."""
    praktik = BAKING.model_copy(update={"placement": UUID(int=7), "placement_kind": "praktik"})
    assert on(MAY_1, praktik).state == "paid"
    view = on(MAY_1, praktik, BAKING)
    assert (view.state, view.sentences[0].entries) == ("paid-beside-work", (2, 4))


@pytest.mark.parametrize(
    ("facts", "entries"),
    [
        ((), [(3,)]),
        ((WISHED, RESTED), []),
        ((WISHED, RESTED, events.PensionReturnRequested(on=APR_1)), [(6,)]),
    ],
    ids=["paid", "resting", "asked back"],
)
def test_a_fleksjob_is_asked_about_where_the_pension_is_paid_or_will_be(
    facts: tuple[events.Event, ...], entries: list[tuple[int, ...]]
) -> None:
    """The two cannot both be."""
    fleksjob = BAKING.model_copy(update={"placement_kind": "fleksjob"})
    view = on(MAY_1, *facts, fleksjob)
    warned = [each.entries for each in view.warnings if "You have a fleksjob now" in each.en]
    assert warned == entries


def test_where_the_right_itself_ends_the_answer_ends_with_it() -> None:
    """However well the pension is protected."""
    last = date(2026, 12, 31)
    book = under(instead(changed("return-when-work-ends-new", ends=last)))
    history = after(OPENED, SIXTY).history
    view = safety(WALK, history, book, MAY_1)
    assert (view.answer, view.until) == ("guaranteed-until", last)
    assert safety(WALK, history, book, last + timedelta(days=1)).answer == "verify"
    goes_on = changed("return-when-work-ends-new", starts=last + timedelta(days=1))
    both = under(replace(book.law, rules=(*book.law.rules, goes_on)))
    assert safety(WALK, history, both, MAY_1).answer == "guaranteed-until"


def test_a_rule_that_protects_in_the_answer_protects_in_the_refusal() -> None:
    """Whatever its name: one list decides both."""
    extended = changed(
        "no-withdrawal-period", id="pause-2", starts=date(2026, 1, 1), ends=date(2027, 12, 31)
    )
    book = under(instead(extended))
    given = after(OPENED, GRANTED, ruling(MAR_1))
    assert safety(WALK, after(OPENED, GRANTED).history, book, MAY_1).until == extended.ends
    asked = given.under(book).when(verbs.withdraw_pension, ruling=FIRST, on=APR_1)
    asked.then_refused("withdrawal-not-allowed")
    given.when(verbs.withdraw_pension, ruling=FIRST, on=APR_1).then(
        events.PensionWithdrawn(on=APR_1, ruling=FIRST)
    )


@pytest.mark.parametrize(("answer", "held"), [("sent-back", "depends"), ("changed", "verify")])
def test_coming_back_from_a_rest_decides_no_appeal(answer: AppealOutcome, held: str) -> None:
    """Only a ruling on the matter does."""
    rested = RESTED.model_copy(update={"on": date(2025, 2, 1)})
    back = (
        events.PensionReturnRequested(on=MAY_1),
        events.PensionResumed(on=MAY_1, paid_from=MAY_1),
    )
    view = on(JUN_1, WISHED, rested, ruling(MAR_1, JUL_1), *answered(APR_1, answer), *back)
    assert (view.state, view.answer) == ("paid", held)


def test_a_withdrawal_that_was_sent_back_is_not_settled_by_paying_again() -> None:
    """It is to be decided again; one that was changed is decided."""
    ended, paid_again = (
        (ruling(MAR_1), withdrawn(MAR_1)),
        events.PensionResumed(on=JUN_1, paid_from=MAR_1),
    )
    sent_back = on(JUL_1, *ended, *answered(MAY_1, "sent-back"), paid_again)
    assert (sent_back.state, sent_back.answer) == ("paid", "depends")
    changed_by_it = on(JUL_1, *ended, *answered(MAY_1, "changed"), paid_again)
    assert (changed_by_it.state, changed_by_it.answer) == ("paid", "guaranteed-until")


def test_a_new_ruling_that_an_appeal_took_back_too_ends_nothing() -> None:
    """However many there were: none of them stands."""
    view = on(
        JUL_1,
        ruling(MAR_1),
        withdrawn(MAR_1),
        *answered(APR_1, "sent-back"),
        ruling(MAY_1, by=SECOND),
        events.RulingAppealed(on=date(2026, 5, 10), ruling=SECOND),
        events.AppealDecided(on=JUN_1, ruling=SECOND, answer="changed"),
    )
    assert (view.state, view.answer) == ("withdrawn", "verify")
    assert "That ruling no longer applies" in view.sentences[0].en


def test_an_appeal_of_a_ruling_not_to_withdraw_is_told_too() -> None:
    """What comes of it may end the pension."""
    kept = not_granted(MAR_1, FIRST)
    assert on(MAY_1, kept).answer == "guaranteed-until"
    assert on(MAY_1, kept, *answered(APR_1, "sent-back")).answer == "depends"
    assert on(MAY_1, kept, *answered(APR_1, "changed")).answer == "verify"


def test_a_rest_to_come_is_told_as_recorded_and_as_ruled() -> None:
    """The right is kept; the money stops."""
    view = on(MAY_1, WISHED, events.PensionRested(on=JUL_1, ground="ruling"))
    (found,) = [each for each in view.sentences if "rests from 1 July 2026" in each.en]
    assert (view.answer, found.entries) == ("guaranteed-until", (4,))
    ruled = ruling(APR_1, JUL_1).model_copy(update={"matter": "hvilende pension"})
    (found,) = [
        each for each in on(MAY_1, ruled).sentences if "ruling that your pension rests" in each.en
    ]
    assert found.entries == (3,)
    recorded = on(MAY_1, WISHED, ruled, events.PensionRested(on=JUL_1, ground="ruling"))
    assert "ruling that your pension rests" not in " ".join(each.en for each in recorded.sentences)


def test_who_lives_on_folkepension_is_promised_nothing() -> None:
    """What becomes of the pension then was not read; two pensions are no income."""
    old_enough = events.SupportBasisChanged(on=APR_1, basis="folkepension")
    view = on(MAY_1, old_enough)
    assert (view.answer, view.depends_on[0].entries) == ("verify", (3,))
    assert view.income[-1].lives_on == ("folkepension",)


def test_income_that_is_decided_and_not_there_yet_is_not_shown() -> None:
    """Something may come between."""
    history = (WISHED, RESTED, events.PensionReturnRequested(on=APR_1))
    view = on(MAY_1, *history, events.PensionResumed(on=APR_1, paid_from=JUL_1))
    assert [(each.starts, each.gap) for each in view.income][-1] == (MAR_1, True)
    assert on(JUL_1, *history, events.PensionResumed(on=APR_1, paid_from=JUL_1)).income[
        -1
    ].lives_on == ("førtidspension",)


def rest_ruled(on: date, effective: date) -> events.RulingMade:
    """Return a ruling that your pension rests from a day."""
    return ruling(on, effective).model_copy(update={"matter": "hvilende pension"})


STOP = "ruling that your pension rests from"
MARCH = (
    WISHED,
    RESTED,
    events.PensionReturnRequested(on=APR_1),
    events.PensionResumed(on=APR_1, paid_from=APR_1),
)


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ((rest_ruled(FEB_1, JUL_1), *MARCH), (MAY_1, JUL_1)),
        (
            (WISHED, rest_ruled(MAR_1, APR_1), events.PensionRested(on=date(2026, 9, 1))),
            (MAR_1, MAY_1),
        ),
    ],
    ids=["another rest came between", "another rest is to come"],
)
def test_no_other_rest_hides_one_that_is_ruled(
    facts: tuple[events.Event, ...], days: tuple[date, ...]
) -> None:
    """The money stops on the day that was ruled."""
    for day in days:
        assert STOP in " ".join(each.en for each in on(day, *facts).sentences)


def test_a_rest_that_was_ruled_is_told_no_more_once_something_followed() -> None:
    """Nor of a pension that was granted again."""
    for before in (rest_ruled(date(2026, 3, 10), MAR_1), rest_ruled(MAR_1, MAR_1)):
        view = on(MAY_1, *MARCH, before)
        assert STOP not in " ".join(each.en for each in view.sentences)
    second_grant = SIXTY.model_copy(update={"on": MAY_1})
    view = on(JUN_1, rest_ruled(FEB_1, MAR_1), ruling(MAR_1), withdrawn(APR_1), second_grant)
    assert STOP not in " ".join(each.en for each in view.sentences)


def test_only_what_was_decided_after_it_and_by_that_day_settles_an_appeal() -> None:
    """On the same day the order of recording decides; a future decision is none yet."""
    appealed = events.RulingAppealed(on=date(2026, 3, 10), ruling=FIRST)
    sent_back = events.AppealDecided(on=APR_1, ruling=FIRST, answer="sent-back")
    first = ruling(MAR_1, JUL_1)
    assert on(MAY_1, first, appealed, not_granted(APR_1), sent_back).answer == "depends"
    assert on(MAY_1, first, appealed, sent_back, not_granted(APR_1)).answer == "guaranteed-until"
    assert on(MAY_1, first, appealed, sent_back, not_granted(JUN_1)).answer == "depends"
    heard = events.WishesHeard(on=APR_1, matter="frakendelse", words="Nej tak")
    assert on(MAY_1, heard, not_granted(JUN_1)).answer == "depends"


def test_folkepension_that_is_recorded_for_a_later_day_ends_the_promise_there() -> None:
    """From that day it must be verified."""
    later = events.SupportBasisChanged(on=JUL_1, basis="folkepension")
    view = on(MAY_1, later)
    assert (view.answer, view.until) == ("guaranteed-until", JUL_1 - timedelta(days=1))
    (found,) = [each for each in view.depends_on if "folkepension from 1 July 2026" in each.en]
    assert found.entries == (3,)
    again = events.SupportBasisChanged(on=date(2026, 8, 1), basis="kontanthjælp")
    assert on(date(2026, 8, 1), later, again).answer == "guaranteed-until"


def test_a_wish_to_come_back_is_told_beside_a_rest_to_come() -> None:
    """And no rest is shown that would begin after the end of the right."""
    wish = events.PensionReturnRequested(on=APR_1)
    found = " ".join(
        each.en for each in on(MAY_1, WISHED, wish, events.PensionRested(on=JUL_1)).sentences
    )
    assert "asked on 1 April 2026 to be paid your pension again" in found
    assert "rests from 1 July 2026" in found
    ends = (ruling(MAR_1, JUN_1), withdrawn(JUN_1))
    view = on(MAY_1, WISHED, *ends, events.PensionRested(on=JUL_1))
    assert "rests from" not in " ".join(each.en for each in view.sentences)
