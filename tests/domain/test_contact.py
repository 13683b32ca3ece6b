"""Company: who walks along, what is agreed with them, and how somebody is met."""

from datetime import date, time

import pytest

from journeys import events, verbs
from journeys.domain.decisions.deciding import Verb
from journeys.domain.duties import duties
from journeys.domain.events.contact import Relative
from tests.invented import APR_1, BO, CARLA, FEB_1, JAN_1, MAR_1, MAY_1, MAY_9, OPENED
from tests.scenario import BOOK, after

QUIETLY = events.MeetingNeedNoted(on=FEB_1, words="Sig det stille og én ting ad gangen")
MOVED_OUT = events.LifePhaseChanged(
    on=MAR_1, what="Du flytter hjemmefra", why="Du er fyldt 18", told=FEB_1
)
SISTER = events.RelativeInvolved(on=MAR_1, who=CARLA, scope="Går med til samtaler", consent=FEB_1)
SISTER_OUT = events.RelativeReleased(on=APR_1, who=CARLA)
MENTOR = events.MentorAssigned(on=FEB_1, who=BO)
MENTOR_OUT = events.MentorReleased(on=APR_1, who=BO)
FOLLOW_UP = events.FollowUpAgreed(on=FEB_1, due=APR_1)
TALKED = events.DialogueHeld(on=MAR_1, about="Hvordan det går i køkkenet", took_part=(BO, CARLA))

EACH_VERB: dict[Verb[...], dict[str, str | date]] = {
    verbs.note_meeting_need: {"words": QUIETLY.words},
    verbs.change_life_phase: {"what": MOVED_OUT.what, "why": MOVED_OUT.why, "told": JAN_1},
    verbs.involve_relative: {"who": CARLA, "scope": SISTER.scope, "consent": JAN_1},
    verbs.release_relative: {"who": CARLA},
    verbs.assign_mentor: {"who": BO},
    verbs.release_mentor: {"who": BO},
    verbs.agree_follow_up: {"due": MAY_9},
    verbs.call_off_follow_up: {},
    verbs.hold_dialogue: {"about": TALKED.about},
}
each_verb = pytest.mark.parametrize("verb", EACH_VERB, ids=lambda verb: verb.__name__)


@each_verb
def test_nobody_takes_part_before_the_journey_is_opened(verb: Verb[...]) -> None:
    """There is nothing to take part in yet."""
    walk = after(OPENED.model_copy(update={"on": MAY_1}))
    walk.when(verb, **EACH_VERB[verb], on=APR_1).then_refused("journey-not-open")


@each_verb
def test_nobody_takes_part_after_the_journey_is_closed(verb: Verb[...]) -> None:
    """It is resumed first; nothing is promised on a closed journey."""
    closed = after(OPENED, SISTER, MENTOR, events.JourneyClosed(on=APR_1, reason="Flyttet"))
    closed.when(verb, **EACH_VERB[verb], on=MAY_1).then_refused("journey-closed")


def test_how_somebody_wants_to_be_met_is_kept_in_their_words() -> None:
    """Respect for everybody's own traits begins with knowing them."""
    after(OPENED).by("citizen").when(verbs.note_meeting_need, words=QUIETLY.words, on=FEB_1).then(
        QUIETLY
    )
    assert after(OPENED, QUIETLY).journey.contact.meeting_needs == (QUIETLY,)


def test_how_somebody_wants_to_be_met_says_something() -> None:
    """An empty note helps nobody to meet anybody."""
    after(OPENED).when(verbs.note_meeting_need, words=" ", on=FEB_1).then_refused("words-missing")


def test_a_later_meeting_need_is_added_to_the_first() -> None:
    """People have more than one trait; none of them is overwritten."""
    also = events.MeetingNeedNoted(on=MAR_1, words="Ring ikke, skriv")
    after(OPENED, QUIETLY).when(verbs.note_meeting_need, words=also.words, on=MAR_1).then(also)
    assert after(OPENED, QUIETLY, also).journey.contact.meeting_needs == (QUIETLY, also)


def test_a_phase_of_life_changes_with_what_why_and_the_day_the_citizen_was_told() -> None:
    """Nobody wakes up in a new department without knowing the meaning of it."""
    after(OPENED).when(
        verbs.change_life_phase, what=MOVED_OUT.what, why=MOVED_OUT.why, told=FEB_1, on=MAR_1
    ).then(MOVED_OUT)


def test_a_phase_of_life_never_changes_without_what_or_why() -> None:
    """Both are what the citizen is told."""
    walk = after(OPENED)
    walk.when(verbs.change_life_phase, what="", why="Alder", told=FEB_1, on=MAR_1).then_refused(
        "what-missing"
    )
    walk.when(
        verbs.change_life_phase, what="Flytning", why="\t", told=FEB_1, on=MAR_1
    ).then_refused("why-missing")


def test_a_phase_of_life_changes_only_when_the_citizen_has_been_told() -> None:
    """On the same day is soon enough; a day later is too late."""
    walk = after(OPENED)
    walk.when(
        verbs.change_life_phase, what="Flytning", why="Alder", told=APR_1, on=MAR_1
    ).then_refused("told-too-late")
    walk.when(verbs.change_life_phase, what="Flytning", why="Alder", told=MAR_1, on=MAR_1).then(
        events.LifePhaseChanged(on=MAR_1, what="Flytning", why="Alder", told=MAR_1)
    )


def test_a_relative_takes_part_with_consent_and_for_what_was_agreed_to() -> None:
    """The citizen decides who may know what."""
    after(OPENED).when(
        verbs.involve_relative, who=CARLA, scope=SISTER.scope, consent=FEB_1, on=MAR_1
    ).then(SISTER)
    assert after(OPENED, SISTER).journey.contact.relatives == (
        Relative(CARLA, SISTER.scope, MAR_1),
    )


def test_a_relative_never_takes_part_without_earlier_consent() -> None:
    """Consent that was not given, or comes after, is none; on the same day it is."""
    walk = after(OPENED)
    walk.when(verbs.involve_relative, who=CARLA, scope=SISTER.scope, on=MAR_1).then_refused(
        "consent-missing"
    )
    walk.when(
        verbs.involve_relative, who=CARLA, scope=SISTER.scope, consent=APR_1, on=MAR_1
    ).then_refused("consent-missing")
    walk.when(verbs.involve_relative, who=CARLA, scope=SISTER.scope, consent=MAR_1, on=MAR_1).then(
        SISTER.model_copy(update={"consent": MAR_1})
    )


def test_a_relative_is_somebody_and_for_something() -> None:
    """Consent to nobody, or to anything, is no consent."""
    walk = after(OPENED)
    walk.when(verbs.involve_relative, who="", scope="Alt", consent=FEB_1, on=MAR_1).then_refused(
        "who-missing"
    )
    walk.when(verbs.involve_relative, who=CARLA, scope=" ", consent=FEB_1, on=MAR_1).then_refused(
        "scope-missing"
    )


def test_a_relative_with_the_same_scope_is_not_involved_again() -> None:
    """The first day and the first consent stand."""
    after(OPENED, SISTER).when(
        verbs.involve_relative, who=CARLA, scope=SISTER.scope, consent=MAR_1, on=APR_1
    ).then_nothing()


def test_another_scope_takes_the_place_of_the_one_before() -> None:
    """A relative may do what the citizen agreed to last, and no more."""
    less = events.RelativeInvolved(on=APR_1, who=CARLA, scope="Får breve i kopi", consent=APR_1)
    after(OPENED, SISTER).when(
        verbs.involve_relative, who=CARLA, scope=less.scope, consent=APR_1, on=APR_1
    ).then(less)
    assert after(OPENED, SISTER, less).journey.contact.relatives == (
        Relative(CARLA, less.scope, APR_1),
    )


def test_a_relative_is_released_and_the_others_stay() -> None:
    """Consent is taken back one by one."""
    brother = events.RelativeInvolved(on=MAR_1, who=BO, scope="Kører", consent=MAR_1)
    walk = after(OPENED, SISTER, brother)
    walk.when(verbs.release_relative, who=CARLA, on=APR_1).then(SISTER_OUT)
    assert after(OPENED, SISTER, brother, SISTER_OUT).journey.contact.relatives == (
        Relative(BO, "Kører", MAR_1),
    )


def test_only_a_relative_who_takes_part_is_released() -> None:
    """Neither one nobody involved, nor one who comes later, nor one who has left before."""
    walk = after(OPENED, SISTER, SISTER_OUT)
    walk.when(verbs.release_relative, who=BO, on=APR_1).then_refused("relative-unknown")
    walk.when(verbs.release_relative, who=CARLA, on=FEB_1).then_refused("relative-unknown")
    walk.when(verbs.release_relative, who=CARLA, on=MAY_1).then_refused("relative-unknown")


def test_a_relative_who_was_released_can_take_part_again() -> None:
    """With the citizen's consent."""
    again = events.RelativeInvolved(on=MAY_1, who=CARLA, scope=SISTER.scope, consent=MAY_1)
    after(OPENED, SISTER, SISTER_OUT).when(
        verbs.involve_relative, who=CARLA, scope=SISTER.scope, consent=MAY_1, on=MAY_1
    ).then(again)


def test_a_mentor_takes_part() -> None:
    """Besides the person who is responsible."""
    after(OPENED).when(verbs.assign_mentor, who=BO, on=FEB_1).then(MENTOR)
    assert after(OPENED, MENTOR).journey.contact.mentors == (BO,)


def test_a_mentor_is_somebody() -> None:
    """Nobody is promised a mentor without a name."""
    after(OPENED).when(verbs.assign_mentor, who="", on=FEB_1).then_refused("who-missing")


def test_who_is_a_mentor_already_is_not_assigned_again() -> None:
    """Asking for what is so already adds nothing, on a later day neither."""
    after(OPENED, MENTOR).when(verbs.assign_mentor, who=BO, on=MAR_1).then_nothing()


def test_of_two_mentors_one_is_released() -> None:
    """One at the place of work, one at home: they come and go apart."""
    also = events.MentorAssigned(on=MAR_1, who=CARLA)
    after(OPENED, MENTOR).when(verbs.assign_mentor, who=CARLA, on=MAR_1).then(also)
    after(OPENED, MENTOR, also).when(verbs.release_mentor, who=BO, on=APR_1).then(MENTOR_OUT)
    assert after(OPENED, MENTOR, also, MENTOR_OUT).journey.contact.mentors == (CARLA,)


def test_only_a_mentor_who_takes_part_is_released() -> None:
    """Neither one nobody assigned, nor one who has left before."""
    walk = after(OPENED, MENTOR, MENTOR_OUT)
    walk.when(verbs.release_mentor, who=CARLA, on=APR_1).then_refused("mentor-unknown")
    walk.when(verbs.release_mentor, who=BO, on=MAY_1).then_refused("mentor-unknown")


def test_a_mentor_who_was_released_comes_back() -> None:
    """The way is long, and people meet twice."""
    after(OPENED, MENTOR, MENTOR_OUT).when(verbs.assign_mentor, who=BO, on=MAY_1).then(
        events.MentorAssigned(on=MAY_1, who=BO)
    )


def awaited(*facts: events.Event) -> list[date]:
    """Return by when the two talk again, as far as it is agreed."""
    told = duties(after(*facts).history, BOOK)
    return [duty.due for duty in told if duty.kind == "follow-up" and duty.met is None]


def test_a_follow_up_is_agreed_by_a_day() -> None:
    """Both know when they talk again."""
    after(OPENED).when(verbs.agree_follow_up, due=APR_1, on=FEB_1).then(FOLLOW_UP)
    assert awaited(OPENED, FOLLOW_UP) == [APR_1]


def test_a_follow_up_lies_ahead() -> None:
    """Later the same day at the earliest; what lies behind cannot be agreed any more."""
    after(OPENED).when(verbs.agree_follow_up, due=FEB_1, on=MAR_1).then_refused("due-before-on")
    after(OPENED).when(verbs.agree_follow_up, due=MAR_1, on=MAR_1).then(
        events.FollowUpAgreed(on=MAR_1, due=MAR_1)
    )


def test_the_same_follow_up_is_agreed_once() -> None:
    """Repeating what both know adds nothing."""
    after(OPENED, FOLLOW_UP).when(verbs.agree_follow_up, due=APR_1, on=MAR_1).then_nothing()


TEN = events.FollowUpAgreed(on=FEB_1, due=APR_1, time=time(10), place="Huset", how="meeting")
OFF = events.FollowUpCalledOff(on=MAR_1, due=APR_1)


def test_an_appointment_has_a_time_a_place_and_a_way() -> None:
    """Each may be left open; what is not said is not stored."""
    after(OPENED).when(
        verbs.agree_follow_up, due=APR_1, time=time(10), place="Huset", how="meeting", on=FEB_1
    ).then(TEN)
    after(OPENED).when(verbs.agree_follow_up, due=APR_1, how="phone", on=FEB_1).then(
        events.FollowUpAgreed(on=FEB_1, due=APR_1, how="phone")
    )
    assert FOLLOW_UP.model_dump(mode="json").keys() == {"kind", "on", "due"}
    assert TEN.model_dump(mode="json")["time"] == "10:00:00"


def test_a_place_is_somewhere() -> None:
    """A blank is no place."""
    after(OPENED).when(verbs.agree_follow_up, due=APR_1, place=" ", on=FEB_1).then_refused(
        "place-missing"
    )


def test_a_new_appointment_replaces_the_one_before() -> None:
    """There is one at a time, also where the one before was on a later day."""
    sooner = events.FollowUpAgreed(on=MAR_1, due=MAR_1)
    after(OPENED, FOLLOW_UP).when(verbs.agree_follow_up, due=MAR_1, on=MAR_1).then(sooner)
    assert awaited(OPENED, FOLLOW_UP, sooner) == [MAR_1]
    assert awaited(OPENED, sooner, events.FollowUpAgreed(on=MAR_1, due=MAY_1)) == [MAY_1]


def test_an_appointment_is_moved_and_moved_back_on_one_day() -> None:
    """Each time it is recorded: the last that was said counts."""
    there = events.FollowUpAgreed(on=FEB_1, due=MAY_1)
    after(OPENED, FOLLOW_UP, there).when(verbs.agree_follow_up, due=APR_1, on=FEB_1).then(FOLLOW_UP)
    after(OPENED, FOLLOW_UP, there, FOLLOW_UP).when(
        verbs.agree_follow_up, due=APR_1, on=FEB_1
    ).then_nothing()


def test_a_time_that_is_known_is_not_lost_by_saying_the_day_again() -> None:
    """Another time on that day is another appointment."""
    walk = after(OPENED, TEN)
    walk.when(verbs.agree_follow_up, due=APR_1, on=MAR_1).then_nothing()
    walk.when(verbs.agree_follow_up, due=APR_1, time=time(10), on=MAR_1).then_nothing()
    walk.when(verbs.agree_follow_up, due=APR_1, time=time(11), on=MAR_1).then(
        events.FollowUpAgreed(on=MAR_1, due=APR_1, time=time(11))
    )


def test_an_appointment_is_called_off() -> None:
    """Nobody owes that talk any more, and saying so again adds nothing."""
    after(OPENED, FOLLOW_UP).when(verbs.call_off_follow_up, on=MAR_1).then(OFF)
    after(OPENED, FOLLOW_UP, OFF).when(verbs.call_off_follow_up, on=MAR_1).then_nothing()
    assert awaited(OPENED, FOLLOW_UP, OFF) == []
    after(OPENED, FOLLOW_UP, OFF).when(verbs.agree_follow_up, due=APR_1, on=MAR_1).then(
        events.FollowUpAgreed(on=MAR_1, due=APR_1)
    )


def test_what_is_not_agreed_is_not_called_off() -> None:
    """Neither where no talk is agreed, nor where it was held."""
    after(OPENED).when(verbs.call_off_follow_up, on=MAR_1).then_refused("no-talk-agreed")
    held = after(OPENED, FOLLOW_UP, TALKED)
    held.when(verbs.call_off_follow_up, on=MAR_1).then_refused("no-talk-agreed")


def test_a_talk_whose_day_has_passed_is_not_called_off() -> None:
    """It would end what is owed with nothing in its place: record the talk, or agree on a day."""
    after(OPENED, FOLLOW_UP).when(verbs.call_off_follow_up, on=APR_1).then(
        events.FollowUpCalledOff(on=APR_1, due=APR_1)
    )
    after(OPENED, FOLLOW_UP).when(verbs.call_off_follow_up, on=MAY_1).then_refused(
        "appointment-past"
    )


def test_an_appointment_that_is_called_off_is_no_contact() -> None:
    """The days of silence go on as if it had never been agreed to be off."""
    silent = [duty for duty in duties(after(OPENED, FOLLOW_UP).history, BOOK) if not duty.about]
    off = after(OPENED, FOLLOW_UP, OFF).history
    assert [duty for duty in duties(off, BOOK) if not duty.about] == silent
    assert [duty.kind for duty in silent] == ["silence"]


def test_a_follow_up_on_a_resting_journey_is_agreed_all_the_same() -> None:
    """A pause is no silence."""
    rested = events.JourneyRested(on=JAN_1)
    after(OPENED, rested).when(verbs.agree_follow_up, due=APR_1, on=FEB_1).then(FOLLOW_UP)


def test_a_dialogue_meets_every_follow_up_agreed_before() -> None:
    """They have talked; the next one is agreed separately."""
    also = events.FollowUpAgreed(on=FEB_1, due=MAY_1, time=time(9))
    after(OPENED, FOLLOW_UP, also).when(
        verbs.hold_dialogue, about=TALKED.about, took_part=(BO, CARLA), on=MAR_1
    ).then(TALKED)
    assert awaited(OPENED, FOLLOW_UP, also, TALKED) == []
    after(OPENED, FOLLOW_UP, TALKED).when(verbs.agree_follow_up, due=APR_1, on=MAR_1).then(
        events.FollowUpAgreed(on=MAR_1, due=APR_1)
    )


def test_a_dialogue_recorded_late_meets_only_what_was_agreed_by_its_day() -> None:
    """A talk in March keeps no promise that was given in April."""
    later = events.FollowUpAgreed(on=APR_1, due=MAY_1)
    assert awaited(OPENED, FOLLOW_UP, later, TALKED) == [MAY_1]


def test_a_follow_up_agreed_in_a_talk_is_not_met_by_that_talk() -> None:
    """Whichever of the two is typed first; a talk on the agreed day itself is the one."""
    next_one = events.FollowUpAgreed(on=MAR_1, due=MAY_1)
    assert awaited(OPENED, next_one, TALKED) == awaited(OPENED, TALKED, next_one) == [MAY_1]
    same_day = events.FollowUpAgreed(on=MAR_1, due=MAR_1)
    assert awaited(OPENED, same_day, TALKED) == []


def test_a_follow_up_is_agreed_again_after_the_journey_was_closed_and_resumed() -> None:
    """What was left open then is over."""
    closed, on_again = (
        events.JourneyClosed(on=FEB_1, reason="Flyttet"),
        events.JourneyResumed(on=MAR_1),
    )
    after(OPENED, FOLLOW_UP, closed, on_again).when(
        verbs.agree_follow_up, due=APR_1, on=MAR_1
    ).then(events.FollowUpAgreed(on=MAR_1, due=APR_1))


def test_a_dialogue_is_about_something() -> None:
    """Who was not there should understand it too."""
    after(OPENED).when(verbs.hold_dialogue, about="", on=MAR_1).then_refused("about-missing")
    after(OPENED).when(
        verbs.hold_dialogue, about=TALKED.about, took_part=[BO, ""], on=MAR_1
    ).then_refused("took-part-missing")


def test_who_took_part_is_named_once_in_any_order() -> None:
    """The same talk told in another order is the same talk."""
    after(OPENED).when(
        verbs.hold_dialogue, about=TALKED.about, took_part=[CARLA, BO, CARLA], on=MAR_1
    ).then(TALKED)
    after(OPENED, TALKED).when(
        verbs.hold_dialogue, about=TALKED.about, took_part={CARLA, BO}, on=MAR_1
    ).then_nothing()


def test_an_external_provider_talks_with_the_citizen_and_decides_nothing() -> None:
    """The exercise of authority stays with the municipality."""
    provider = after(OPENED).by("external-provider")
    provider.when(verbs.hold_dialogue, about=TALKED.about, took_part=(BO, CARLA), on=MAR_1).then(
        TALKED
    )
    provider.when(verbs.assign_mentor, who=BO, on=FEB_1).then_refused("role-may-not")
