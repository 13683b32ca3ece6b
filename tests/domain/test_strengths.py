"""Strengths: what somebody can, wants and belongs to."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from journeys import TieId, events, verbs
from journeys.domain.decisions.deciding import Verb
from journeys.domain.law.instruments import Instrument, Item
from journeys.domain.vocabulary import SetBy
from journeys.testing import Question
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    CARLA,
    COOK,
    FEB_1,
    GARDEN,
    KITCHEN,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    WISHED,
)
from tests.scenario import BOOK, HVERDAG, after

CHOIR = TieId(UUID("00000000-0000-4000-8000-000000000021"))
CHESS = TieId(UUID("00000000-0000-4000-8000-000000000022"))

SOUP = events.CompetenceRecorded(
    on=FEB_1, words="Laver suppe til tyve", competence="professional", seen_where="I køkkenet"
)
CALM = events.PotentialNoticed(on=FEB_1, words="Får andre til at falde til ro", noticed_by=CARLA)
PROFILE = events.ResourceProfileDrawn(
    on=FEB_1,
    version=1,
    elements=(events.ElementTold(element="interesser", words="Sang og suppe"),),
    made_with=ANNA,
)
WIDER = events.ResourceProfileDrawn(
    on=APR_1,
    version=2,
    elements=(
        events.ElementTold(element="uddannelse", words="Ni klasser"),
        events.ElementTold(element="interesser", words="Sang og suppe"),
    ),
    made_with=ANNA,
)
MORNINGS = events.ProgressMeasured(
    on=MAR_1,
    instrument="hverdag",
    version=1,
    rater="citizen",
    scores=(events.Score(item="morgen", value=3),),
)
FINE = events.WellbeingTold(on=MAR_1, words="Jeg sover bedre")
HOPE = events.HopeStated(on=FEB_1, words="At komme lidt ud")
STRETCH = events.ChallengeAgreed(on=MAR_1, words="Lave mad til femten", subgoal=KITCHEN)
SINGING = events.CommunityTieStarted(on=FEB_1, tie=CHOIR, what="Synger i kor om torsdagen")
SANG = events.CommunityTieEnded(on=APR_1, tie=CHOIR)

DAYTIME = Instrument(
    name="dagen",
    version=2,
    rater="caseworker",
    lowest=0,
    highest=10,
    items=(Item(id="aftaler", text="Kommer borgeren til tiden?"), Item(id="ro", text="Er der ro?")),
    starts=MAR_1,
    ends=MAY_1,
)
"""Another invented instrument, used for a while and answered by the caseworker."""
WITH_DAYTIME = BOOK._replace(instruments={**BOOK.instruments, ("dagen", 2): DAYTIME})

EACH_VERB: dict[Verb[...], dict[str, Any]] = {
    verbs.record_competence: {"words": SOUP.words},
    verbs.notice_potential: {"words": CALM.words, "noticed_by": CARLA},
    verbs.draw_resource_profile: {"elements": {"interesser": "Sang"}, "made_with": ANNA},
    verbs.measure_progress: {
        "instrument": "hverdag",
        "version": 1,
        "rater": "citizen",
        "scores": {"morgen": 3},
    },
    verbs.tell_wellbeing: {"words": FINE.words},
    verbs.agree_challenge: {"words": STRETCH.words, "subgoal": KITCHEN},
    verbs.start_community_tie: {"tie": CHESS, "what": "Spiller skak"},
    verbs.end_community_tie: {"tie": CHOIR},
}
each_verb = pytest.mark.parametrize("verb", EACH_VERB, ids=lambda verb: verb.__name__)


def scored(scores: Mapping[str, int]) -> Question:
    """Ask to score an instrument whose one item is `morgen` and whose scale is 1 to 5."""
    return after(OPENED).when(
        verbs.measure_progress,
        instrument="hverdag",
        version=1,
        rater="citizen",
        scores=scores,
        on=MAR_1,
    )


@each_verb
def test_nothing_is_recorded_before_the_journey_is_opened(verb: Verb[...]) -> None:
    """Strengths are recorded on an open journey."""
    walk = after(OPENED.model_copy(update={"on": MAY_1}))
    walk.when(verb, **EACH_VERB[verb], on=APR_1).then_refused("journey-not-open")


@each_verb
def test_nothing_is_recorded_after_the_journey_is_closed(verb: Verb[...]) -> None:
    """Nobody continues to write about somebody who has left."""
    closed = after(OPENED, COOK, SINGING, events.JourneyClosed(on=APR_1, reason="Flyttet"))
    closed.when(verb, **EACH_VERB[verb], on=MAY_1).then_refused("journey-closed")


def test_a_competence_is_recorded_with_where_it_was_seen() -> None:
    """Competences count: professional ones, personal and social."""
    after(OPENED).when(
        verbs.record_competence, words=SOUP.words, seen_where=SOUP.seen_where, on=FEB_1
    ).then(SOUP)
    trust = events.CompetenceRecorded(on=MAR_1, words="Folk stoler på hende", competence="social")
    after(OPENED, SOUP).when(
        verbs.record_competence, words=trust.words, competence="social", on=MAR_1
    ).then(trust)
    assert after(OPENED, SOUP, trust).journey.strengths.competences == (SOUP, trust)


def test_a_competence_says_something() -> None:
    """An empty competence would read as none."""
    after(OPENED).when(verbs.record_competence, words=" ", on=FEB_1).then_refused("words-missing")


def test_an_employer_records_a_competence_seen_at_work() -> None:
    """Those close to the work see it first."""
    after(OPENED).by("employer").when(
        verbs.record_competence, words=SOUP.words, seen_where=SOUP.seen_where, on=FEB_1
    ).then(SOUP)


def test_a_potential_is_noticed_by_somebody() -> None:
    """What others had not seen yet was seen by one, who may be a relative."""
    after(OPENED).by("relative").when(
        verbs.notice_potential, words=CALM.words, noticed_by=CARLA, on=FEB_1
    ).then(CALM)
    assert after(OPENED, CALM).journey.strengths.potentials == (CALM,)


def test_a_potential_says_something_and_has_a_speaker() -> None:
    """Nothing stands without a speaker."""
    walk = after(OPENED)
    walk.when(verbs.notice_potential, words="", noticed_by=CARLA, on=FEB_1).then_refused(
        "words-missing"
    )
    walk.when(verbs.notice_potential, words="Ro", noticed_by=" ", on=FEB_1).then_refused(
        "noticed-by-missing"
    )


def test_a_resource_profile_is_drawn_together_and_leaves_elements_open() -> None:
    """What nobody wants to tell stays open and is not stored as an empty box."""
    after(OPENED).when(
        verbs.draw_resource_profile,
        elements={"uddannelse": " ", "interesser": "Sang og suppe"},
        made_with=ANNA,
        on=FEB_1,
    ).then(PROFILE)


def test_a_resource_profile_tells_at_least_one_element() -> None:
    """With all of them open nothing was drawn."""
    for elements in ({}, {"interesser": "", "helbred": "\n"}):
        after(OPENED).when(
            verbs.draw_resource_profile, elements=elements, made_with=ANNA, on=FEB_1
        ).then_refused("elements-missing")


def test_a_resource_profile_is_made_with_somebody() -> None:
    """It is never drawn of somebody, always with them."""
    after(OPENED).when(
        verbs.draw_resource_profile, elements={"interesser": "Sang"}, made_with="", on=FEB_1
    ).then_refused("made-with-missing")


def test_a_resource_profile_knows_the_twelve_elements_only() -> None:
    """Another element would be another method's, and compare with nothing."""
    after(OPENED).when(
        verbs.draw_resource_profile, elements={"diagnose": "Ingen"}, made_with=ANNA, on=FEB_1
    ).then_refused("code-unknown")


def test_each_drawing_is_a_new_version_of_the_profile() -> None:
    """The newest is what somebody brings now, and the older ones are kept."""
    elements = {"uddannelse": "Ni klasser", "interesser": "Sang og suppe"}
    after(OPENED, PROFILE).when(
        verbs.draw_resource_profile, elements=elements, made_with=ANNA, on=APR_1
    ).then(WIDER)
    walk = after(OPENED, PROFILE, WIDER)
    assert walk.journey.strengths.profile == WIDER
    assert walk.history.on(MAR_1).journey.strengths.profile == PROFILE


def test_the_same_profile_drawn_on_another_day_or_with_another_is_a_new_version() -> None:
    """That nothing changed is worth knowing too."""
    walk = after(OPENED, PROFILE)
    elements = {"interesser": "Sang og suppe"}
    walk.when(verbs.draw_resource_profile, elements=elements, made_with=ANNA, on=MAR_1).then(
        PROFILE.model_copy(update={"on": MAR_1, "version": 2})
    )
    walk.when(verbs.draw_resource_profile, elements=elements, made_with=BO, on=FEB_1).then(
        PROFILE.model_copy(update={"made_with": BO, "version": 2})
    )
    walk.when(
        verbs.draw_resource_profile, elements=elements, made_with=ANNA, on=FEB_1
    ).then_nothing()


def test_a_profile_recorded_late_is_the_profile_until_the_next_one_was_drawn() -> None:
    """Its number says when it was written down, its day when it was drawn."""
    newer = WIDER.model_copy(update={"version": 1})
    late = PROFILE.model_copy(update={"version": 2})
    after(OPENED, newer).when(
        verbs.draw_resource_profile,
        elements={"interesser": "Sang og suppe"},
        made_with=ANNA,
        on=FEB_1,
    ).then(late)
    walk = after(OPENED, newer, late)
    assert walk.history.on(MAR_1).journey.strengths.profile == late
    assert walk.journey.strengths.profile == newer


def test_progress_is_measured_by_an_instrument_of_a_version() -> None:
    """Only the same instrument, version and rater can be compared."""
    scored({"morgen": 3}).then(MORNINGS)


def test_an_item_may_be_left_unanswered() -> None:
    """Nobody has to answer everything."""
    after(OPENED).under(WITH_DAYTIME).when(
        verbs.measure_progress,
        instrument="dagen",
        version=2,
        rater="caseworker",
        scores={"ro": 0},
        on=MAR_1,
    ).then(
        events.ProgressMeasured(
            on=MAR_1,
            instrument="dagen",
            version=2,
            rater="caseworker",
            scores=(events.Score(item="ro", value=0),),
        )
    )


@pytest.mark.parametrize("name_and_version", [("hverdag", 2), ("humør", 1)])
def test_progress_is_measured_by_an_instrument_somebody_described(
    name_and_version: tuple[str, int],
) -> None:
    """Numbers without items and scale mean nothing later."""
    instrument, version = name_and_version
    after(OPENED).when(
        verbs.measure_progress,
        instrument=instrument,
        version=version,
        rater="citizen",
        scores={"morgen": 3},
        on=MAR_1,
    ).then_refused("instrument-unknown")


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 5, 2)])
def test_an_instrument_is_used_from_its_first_day_to_its_last(day: date) -> None:
    """Both of these are days of use; the day before and the day after are not."""
    walk = after(OPENED).under(WITH_DAYTIME)
    scores = {"ro": 5}
    walk.when(
        verbs.measure_progress,
        instrument="dagen",
        version=2,
        rater="caseworker",
        scores=scores,
        on=day,
    ).then_refused("instrument-not-in-force")
    for last_or_first in (MAR_1, MAY_1):
        walk.when(
            verbs.measure_progress,
            instrument="dagen",
            version=2,
            rater="caseworker",
            scores=scores,
            on=last_or_first,
        ).then(
            events.ProgressMeasured(
                on=last_or_first,
                instrument="dagen",
                version=2,
                rater="caseworker",
                scores=(events.Score(item="ro", value=5),),
            )
        )


def test_an_instrument_is_answered_by_its_rater_only() -> None:
    """How a morning feels is nothing a caseworker can score, nor the other way round."""
    after(OPENED).when(
        verbs.measure_progress,
        instrument="hverdag",
        version=1,
        rater="caseworker",
        scores={"morgen": 3},
        on=MAR_1,
    ).then_refused("rater-of-another-instrument")
    after(OPENED).under(WITH_DAYTIME).when(
        verbs.measure_progress,
        instrument="dagen",
        version=2,
        rater="citizen",
        scores={"ro": 3},
        on=MAR_1,
    ).then_refused("rater-of-another-instrument")


def test_a_measurement_scores_at_least_one_item() -> None:
    """With all of them unanswered nothing was measured."""
    scored({}).then_refused("scores-missing")


def test_only_items_of_the_instrument_are_scored() -> None:
    """Others cannot be compared with anything; the refusal says which there are."""
    refusal = scored({"morgen": 3, "aften": 3}).then_refused("item-unknown")
    assert "morgen" in refusal.sentence


def test_scores_stand_on_the_instruments_scale() -> None:
    """Below and above it a number means nothing; the refusal says what the scale is."""
    for score in (0, 6):
        refusal = scored({"morgen": score}).then_refused("score-off-scale")
        assert "1 to 5" in refusal.sentence


@pytest.mark.parametrize("score", [HVERDAG.lowest, HVERDAG.highest])
def test_both_ends_of_the_scale_are_scores(score: int) -> None:
    """The best and the worst morning are mornings."""
    scored({"morgen": score}).then(
        MORNINGS.model_copy(update={"scores": (events.Score(item="morgen", value=score),)})
    )


def test_progress_is_measured_again_on_a_later_day() -> None:
    """The same answer on another day is an answer; on the same day it is the same one."""
    again = MORNINGS.model_copy(update={"on": APR_1})
    walk = after(OPENED, MORNINGS)
    arguments: dict[str, Any] = EACH_VERB[verbs.measure_progress]
    walk.when(verbs.measure_progress, **arguments, on=MAR_1).then_nothing()
    walk.when(verbs.measure_progress, **arguments, on=APR_1).then(again)


def test_wellbeing_is_told_by_the_citizen() -> None:
    """Nobody has to, so nothing else depends on it."""
    after(OPENED).by("citizen").when(verbs.tell_wellbeing, words=FINE.words, on=MAR_1).then(FINE)
    assert after(OPENED, FINE).journey.strengths == after(OPENED).journey.strengths


def test_wellbeing_says_something() -> None:
    """Who wants to say nothing records nothing."""
    after(OPENED).when(verbs.tell_wellbeing, words="", on=MAR_1).then_refused("words-missing")


@pytest.mark.parametrize("set_by", ["citizen", "together"])
def test_a_challenge_serves_a_subgoal_of_the_citizens_own(set_by: SetBy) -> None:
    """Set by the citizen, or together: the own goal is in sight."""
    own = COOK.model_copy(update={"set_by": set_by})
    after(OPENED, own).when(
        verbs.agree_challenge, words=STRETCH.words, subgoal=KITCHEN, on=MAR_1
    ).then(STRETCH)


def test_a_challenge_serves_a_hope() -> None:
    """Where no subgoal is set, what somebody hopes for is goal enough."""
    after(OPENED, HOPE).when(verbs.agree_challenge, words="Gå med til fest", on=MAR_1).then(
        events.ChallengeAgreed(on=MAR_1, words="Gå med til fest")
    )


def test_a_challenge_never_serves_what_only_the_caseworker_wants() -> None:
    """A hope does not make a subgoal of somebody else's one's own."""
    imposed = events.SubgoalSet(
        on=FEB_1, subgoal=GARDEN, title="Grave haven", why="Det er sundt", set_by="caseworker"
    )
    after(OPENED, HOPE, imposed).when(
        verbs.agree_challenge, words="Grave dybere", subgoal=GARDEN, on=MAR_1
    ).then_refused("challenge-not-own")


def test_a_challenge_serves_what_is_still_pursued() -> None:
    """What was reached needs no stretch, and what was laid aside waits."""
    reached = events.SubgoalReached(on=FEB_1, subgoal=KITCHEN)
    aside = events.SubgoalSetAside(on=FEB_1, subgoal=KITCHEN, reason="Senere")
    for ended, code in ((reached, "subgoal-reached"), (aside, "subgoal-set-aside")):
        after(OPENED, COOK, ended).when(
            verbs.agree_challenge, words=STRETCH.words, subgoal=KITCHEN, on=MAR_1
        ).then_refused(code)


def test_a_challenge_that_serves_a_hope_is_agreed_on_an_open_journey_only() -> None:
    """A hope remains after closing; a challenge needs an open journey."""
    closed = after(OPENED, HOPE, events.JourneyClosed(on=APR_1, reason="Flyttet"))
    closed.when(verbs.agree_challenge, words=STRETCH.words, on=MAY_1).then_refused("journey-closed")


def test_a_challenge_without_subgoal_or_hope_is_refused() -> None:
    """A wish to work is no goal yet, and a hope of a later day none by then."""
    later = HOPE.model_copy(update={"on": MAY_1})
    after(OPENED, WISHED, COOK, later).when(
        verbs.agree_challenge, words=STRETCH.words, on=MAR_1
    ).then_refused("challenge-not-own")


def test_a_challenge_names_a_subgoal_that_exists_and_says_something() -> None:
    """A stretch toward nothing is none, nor is one without words."""
    walk = after(OPENED, HOPE, COOK)
    walk.when(verbs.agree_challenge, words="Grave", subgoal=GARDEN, on=MAR_1).then_refused(
        "subgoal-unknown"
    )
    walk.when(verbs.agree_challenge, words=" ", subgoal=KITCHEN, on=MAR_1).then_refused(
        "words-missing"
    )


def test_a_tie_to_a_community_begins() -> None:
    """A club or a volunteer place counts as a step, and the citizen may say so."""
    after(OPENED).by("citizen").when(
        verbs.start_community_tie, tie=CHOIR, what=SINGING.what, on=FEB_1
    ).then(SINGING)
    tie = after(OPENED, SINGING).journey.strengths.ties[CHOIR]
    assert (tie.what, tie.since, tie.ended) == (SINGING.what, FEB_1, None)


def test_a_tie_is_to_something() -> None:
    """Belonging nowhere in particular is no tie."""
    after(OPENED).when(verbs.start_community_tie, tie=CHOIR, what="", on=FEB_1).then_refused(
        "what-missing"
    )


def test_one_tie_does_not_begin_twice_otherwise() -> None:
    """Another community is another tie."""
    walk = after(OPENED, SINGING)
    walk.when(verbs.start_community_tie, tie=CHOIR, what="Skak", on=FEB_1).then_refused(
        "recorded-already"
    )
    walk.when(verbs.start_community_tie, tie=CHESS, what="Skak", on=FEB_1).then(
        events.CommunityTieStarted(on=FEB_1, tie=CHESS, what="Skak")
    )


def test_a_tie_ends_once() -> None:
    """Asked on a later day, it ended on the first; and others run on."""
    chess = events.CommunityTieStarted(on=MAR_1, tie=CHESS, what="Skak")
    after(OPENED, SINGING, chess).when(verbs.end_community_tie, tie=CHOIR, on=APR_1).then(SANG)
    walk = after(OPENED, SINGING, chess, SANG)
    walk.when(verbs.end_community_tie, tie=CHOIR, on=MAY_9).then_nothing()
    assert walk.journey.strengths.ties[CHOIR].ended == APR_1
    assert walk.journey.strengths.ties[CHESS].ended is None
    twice = after(OPENED, SINGING, SANG, SANG.model_copy(update={"on": MAY_1}))
    assert twice.journey.strengths.ties[CHOIR].ended == APR_1


def test_a_tie_that_ended_does_not_end_earlier_too() -> None:
    """One of the two days is a mistake, to be retracted."""
    after(OPENED, SINGING, SANG).when(verbs.end_community_tie, tie=CHOIR, on=MAR_1).then_refused(
        "recorded-already"
    )


def test_only_a_tie_that_began_by_then_ends() -> None:
    """Neither one that nobody recorded, nor one of a later day."""
    walk = after(OPENED, SINGING.model_copy(update={"on": MAR_1}))
    walk.when(verbs.end_community_tie, tie=CHESS, on=APR_1).then_refused("tie-unknown")
    walk.when(verbs.end_community_tie, tie=CHOIR, on=FEB_1).then_refused("tie-unknown")
