"""Measures: what the municipality grants beside and toward work, and aids."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from journeys import AidId, MeasureId, Rulebook, events, verbs
from journeys.domain.duties import duties
from journeys.domain.journey import fold
from journeys.projections.milestones import milestones
from journeys.testing import Given
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    COOK,
    FEB_1,
    GARDEN,
    JAN_1,
    JUL_1,
    JUN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    SCHOOL,
    STUDYING,
    WALK,
)
from tests.scenario import BOOK, after

MENTOR = MeasureId(UUID("00000000-0000-4000-8000-000000000201"))
TRIAL = MeasureId(UUID("00000000-0000-4000-8000-000000000202"))
COURSE = MeasureId(UUID("00000000-0000-4000-8000-000000000203"))
CHAIR = AidId(UUID("00000000-0000-4000-8000-000000000204"))

JAN_31, MAR_31 = date(2026, 1, 31), date(2026, 3, 31)

TRYING = events.MeasureGranted(
    on=MAR_1, measure=TRIAL, measure_kind="virksomhedspraktik", provider="Bageriet"
)
SUPPORT = events.MeasureGranted(on=APR_1, measure=MENTOR, measure_kind="mentorstøtte", serves=TRIAL)
ASKED_OF_ALL = events.WishesHeard(on=FEB_1, matter="tilbud", words="Noget med brød")
ASKED_OF_MENTOR = events.WishesHeard(on=FEB_1, matter="mentorstøtte", words="En, der ringer")
BEGUN = events.MeasureStarted(on=APR_1, measure=TRIAL)
OVER = events.MeasureEnded(on=JUN_1, measure=TRIAL, effect="Hun står nu op af sig selv")
HOME = COOK.model_copy(update={"track": "hverdag", "subgoal": GARDEN})
NEED = events.NeedComesFirst(on=MAR_1, review=MAY_1)
SEAT = events.AidGranted(on=MAR_1, aid=CHAIR, aid_kind="hjælpemiddel", words="En høj stol")
CLOSED = events.JourneyClosed(on=MAY_1, reason="Flyttet")

TRIED = after(OPENED, ASKED_OF_ALL, TRYING)


def ending(kind: str, last: date) -> Rulebook:
    """Return the rulebook with a law changed as data: the last day of a kind of measure."""
    measures = BOOK.vocabularies["measure"]
    ended = measures.terms[kind].model_copy(update={"ends": last})
    changed = measures.model_copy(update={"terms": {**measures.terms, kind: ended}})
    return BOOK._replace(vocabularies={**BOOK.vocabularies, "measure": changed})


def granting(walk: Given, kind: str, on: date) -> Any:  # noqa: ANN401 - a question
    """Ask for a measure of that kind that serves the baking."""
    return walk.when(verbs.grant_measure, measure=MENTOR, measure_kind=kind, serves=BAKERY, on=on)


def test_a_measure_toward_a_job_is_granted_as_it_is() -> None:
    """It is itself the job effort; who gives it and in which group is kept."""
    after(OPENED).when(
        verbs.grant_measure,
        measure=TRIAL,
        measure_kind="virksomhedspraktik",
        provider="Bageriet",
        group="Hold 3",
        on=MAR_1,
    ).then(TRYING.model_copy(update={"group": "Hold 3"}))
    granted = TRIED.journey.measures.granted[TRIAL]
    assert (granted.granted, granted.started, granted.runs) == (TRYING, None, False)


def test_a_supporting_measure_without_a_job_effort_is_refused() -> None:
    """Job and support run side by side; the refusal says what to do."""
    refusal = (
        after(OPENED, TRYING, BAKING)
        .when(verbs.grant_measure, measure=MENTOR, measure_kind="mentorstøtte", on=APR_1)
        .then_refused("job-effort-missing")
    )
    assert "serves" in refusal.sentence


@pytest.mark.parametrize(
    ("effort", "serves"),
    [(BAKING, BAKERY), (STUDYING, SCHOOL), (TRYING, TRIAL), (COOK, KITCHEN)],
    ids=["a placement", "an education", "a job measure", "a subgoal toward a job"],
)
def test_a_supporting_measure_serves_a_job_effort(effort: events.Event, serves: UUID) -> None:
    """From the day it is there, and no earlier."""
    walk = after(OPENED, effort)
    asked: dict[str, Any] = {
        "measure": MENTOR,
        "measure_kind": "mentorstøtte",
        "serves": serves,
    }
    walk.when(verbs.grant_measure, **asked, on=APR_1).then(
        SUPPORT.model_copy(update={"serves": serves})
    )
    walk.when(verbs.grant_measure, **asked, on=JAN_1).then_refused("job-effort-unknown")


@pytest.mark.parametrize(
    ("effort", "end", "serves"),
    [
        (BAKING, events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Løst"), BAKERY),
        (STUDYING, events.EducationEnded(on=MAY_1, education=SCHOOL), SCHOOL),
        (TRYING, events.MeasureEnded(on=MAY_1, measure=TRIAL, effect="Ro"), TRIAL),
        (COOK, events.SubgoalReached(on=MAY_1, subgoal=KITCHEN), KITCHEN),
        (COOK, events.SubgoalSetAside(on=MAY_1, subgoal=KITCHEN, reason="Senere"), KITCHEN),
    ],
    ids=["a placement", "an education", "a measure", "a subgoal reached", "a subgoal set aside"],
)
def test_a_job_effort_that_has_ended_is_not_served(
    effort: events.Event, end: events.Event, serves: UUID
) -> None:
    """Support for a job that has ended serves no job effort."""
    after(OPENED, effort, end).when(
        verbs.grant_measure, measure=MENTOR, measure_kind="mentorstøtte", serves=serves, on=MAY_9
    ).then_refused("job-effort-unknown")


def test_what_leads_to_no_job_is_no_job_effort() -> None:
    """A subgoal of the everyday, another supporting measure, or what nobody knows."""
    walk = after(OPENED, TRYING, HOME, SUPPORT)
    for serves in (GARDEN, MENTOR, COURSE, SCHOOL):
        walk.when(
            verbs.grant_measure,
            measure=COURSE,
            measure_kind="vejledning og opkvalificering",
            serves=serves,
            on=MAY_1,
        ).then_refused("job-effort-unknown")


def test_support_stands_alone_while_a_need_comes_first_and_until_it_is_looked_at_again() -> None:
    """Also on the review day; from the next day on it serves a job effort again."""
    alone = SUPPORT.model_copy(update={"serves": None})
    walk = after(OPENED, NEED)
    for on in (MAR_1, APR_1, MAY_1):
        walk.when(verbs.grant_measure, measure=MENTOR, measure_kind="mentorstøtte", on=on).then(
            alone.model_copy(update={"on": on})
        )
    for on in (FEB_1, date(2026, 5, 2)):
        walk.when(
            verbs.grant_measure, measure=MENTOR, measure_kind="mentorstøtte", on=on
        ).then_refused("job-effort-missing")


def test_support_serves_a_job_effort_again_when_the_need_is_met() -> None:
    """Before its review day, too."""
    after(OPENED, NEED, events.NeedMet(on=APR_1)).when(
        verbs.grant_measure, measure=MENTOR, measure_kind="mentorstøtte", on=APR_1
    ).then_refused("job-effort-missing")


def test_a_measure_is_granted_once() -> None:
    """With another provider it is a mistake to be retracted."""
    TRIED.when(
        verbs.grant_measure,
        measure=TRIAL,
        measure_kind="virksomhedspraktik",
        provider="Gartneriet",
        on=MAR_1,
    ).then_refused("recorded-already")


def test_a_kind_of_measure_is_one_of_the_vocabularys() -> None:
    """Nothing is no kind either."""
    for kind in ("mentorstotte", ""):
        after(OPENED).when(
            verbs.grant_measure, measure=MENTOR, measure_kind=kind, on=MAR_1
        ).then_refused("code-unknown")


def test_a_measure_begins_after_the_citizens_wishes_were_heard() -> None:
    """About measures of every kind, or about this kind."""
    TRIED.when(verbs.start_measure, measure=TRIAL, on=APR_1).then(BEGUN)
    after(OPENED, TRYING, SUPPORT, ASKED_OF_MENTOR).when(
        verbs.start_measure, measure=MENTOR, on=APR_1
    ).then(events.MeasureStarted(on=APR_1, measure=MENTOR))
    assert after(OPENED, ASKED_OF_ALL, TRYING, BEGUN).journey.measures.granted[TRIAL].runs


def test_a_measure_does_not_begin_unheard() -> None:
    """Wishes about another kind, or told later, are not these; it may be granted all the same."""
    later = ASKED_OF_ALL.model_copy(update={"on": MAY_1})
    for walk in (
        after(OPENED, TRYING),
        after(OPENED, TRYING, ASKED_OF_MENTOR),
        after(OPENED, TRYING, later),
    ):
        walk.when(verbs.start_measure, measure=TRIAL, on=APR_1).then_refused("wishes-not-heard")


def test_a_measure_begins_once() -> None:
    """On a later day it has begun already; on an earlier one the entry has to be retracted."""
    begun = after(OPENED, ASKED_OF_ALL, TRYING, BEGUN)
    begun.when(verbs.start_measure, measure=TRIAL, on=MAY_1).then_nothing()
    begun.when(verbs.start_measure, measure=TRIAL, on=MAR_1).then_refused("recorded-already")


def test_a_measure_that_is_not_known_neither_begins_nor_ends() -> None:
    """Nor on a day before it was granted."""
    for walk, on in ((after(OPENED, ASKED_OF_ALL), MAY_1), (TRIED, FEB_1)):
        walk.when(verbs.start_measure, measure=TRIAL, on=on).then_refused("measure-unknown")
        walk.when(verbs.end_measure, measure=TRIAL, effect="Ro", on=on).then_refused(
            "measure-unknown"
        )


def test_a_measure_that_was_ended_before_it_began_does_not_begin() -> None:
    """It is granted again when it is needed."""
    dropped = OVER.model_copy(update={"on": APR_1})
    walk = after(OPENED, ASKED_OF_ALL, TRYING, dropped)
    walk.when(verbs.start_measure, measure=TRIAL, on=MAY_1).then_refused("measure-ended")
    begun = walk.history.followed_by([events.MeasureStarted(on=MAY_1, measure=TRIAL)])
    assert begun.journey == walk.journey


def test_a_measure_ends_with_a_note_of_its_effect() -> None:
    """Whoever provided it, and even if it changed little."""
    running = after(OPENED, ASKED_OF_ALL, TRYING, BEGUN)
    running.when(verbs.end_measure, measure=TRIAL, effect=OVER.effect, on=JUN_1).then(OVER)
    running.when(verbs.end_measure, measure=TRIAL, effect=" ", on=JUN_1).then_refused(
        "effect-missing"
    )
    measure = after(OPENED, ASKED_OF_ALL, TRYING, BEGUN, OVER).journey.measures.granted[TRIAL]
    assert (measure.runs, measure.ended, measure.effect) == (False, JUN_1, OVER.effect)


def test_a_measure_that_never_began_can_be_ended() -> None:
    """It came to nothing, and that is said."""
    TRIED.when(verbs.end_measure, measure=TRIAL, effect="Den blev ikke til noget", on=APR_1).then(
        events.MeasureEnded(on=APR_1, measure=TRIAL, effect="Den blev ikke til noget")
    )


def test_a_measure_ends_once() -> None:
    """Ended earlier than recorded: the recorded end has to be retracted first."""
    ended = after(OPENED, ASKED_OF_ALL, TRYING, BEGUN, OVER)
    ended.when(verbs.end_measure, measure=TRIAL, effect="Mere", on=JUL_1).then_nothing()
    ended.when(verbs.end_measure, measure=TRIAL, effect="Mere", on=MAY_1).then_refused(
        "recorded-already"
    )


def test_a_measure_does_not_end_before_it_begins() -> None:
    """A month mistyped would hide that it ran."""
    running = after(OPENED, ASKED_OF_ALL, TRYING, BEGUN)
    running.when(verbs.end_measure, measure=TRIAL, effect="Ro", on=MAR_31).then_refused(
        "measure-started-later"
    )
    running.when(verbs.end_measure, measure=TRIAL, effect="Ro", on=APR_1).then(
        events.MeasureEnded(on=APR_1, measure=TRIAL, effect="Ro")
    )
    granted = TRYING.model_copy(update={"measure": COURSE})
    running.followed_by(granted).when(
        verbs.end_measure, measure=COURSE, effect="Ro", on=MAR_31
    ).then(events.MeasureEnded(on=MAR_31, measure=COURSE, effect="Ro"))


def test_what_makes_no_sense_of_a_measure_changes_nothing() -> None:
    """An end of what nobody granted, a second beginning, a second end: read, and not refused."""
    whole = after(OPENED, ASKED_OF_ALL, TRYING, BEGUN, OVER)
    for event in (
        events.MeasureEnded(on=JUL_1, measure=COURSE, effect="Ro"),
        events.MeasureStarted(on=JUL_1, measure=COURSE),
        events.MeasureStarted(on=JUL_1, measure=TRIAL),
        OVER.model_copy(update={"on": JUL_1, "effect": "Andet"}),
        events.AidArrived(on=JUL_1, aid=CHAIR),
    ):
        assert whole.followed_by(event).journey == whole.journey


def test_a_kind_of_measure_that_gets_a_last_day_is_granted_until_and_on_it() -> None:
    """The law is data: nothing in code knows the day."""
    changed = after(OPENED, BAKING.model_copy(update={"on": FEB_1})).under(
        ending("mentorstøtte", MAR_31)
    )
    for on in (MAR_1, MAR_31):
        granting(changed, "mentorstøtte", on).then(
            events.MeasureGranted(on=on, measure=MENTOR, measure_kind="mentorstøtte", serves=BAKERY)
        )
    refusal = granting(changed, "mentorstøtte", APR_1).then_refused("code-not-in-force")
    assert "2026-04-01" in refusal.sentence
    assert "until 2026-03-31" in refusal.sentence
    assert refusal.basis == "Lov om en aktiv beskæftigelsesindsats kap. 26"


def test_a_measure_granted_before_its_kind_ended_runs_on() -> None:
    """It begins and ends after that day, as if nothing had changed."""
    granted = TRYING.model_copy(update={"on": MAR_31})
    later = ending("virksomhedspraktik", MAR_31)
    after(OPENED, ASKED_OF_ALL, granted).under(later).when(
        verbs.start_measure, measure=TRIAL, on=APR_1
    ).then(BEGUN)
    after(OPENED, ASKED_OF_ALL, granted, BEGUN).under(later).when(
        verbs.end_measure, measure=TRIAL, effect=OVER.effect, on=JUN_1
    ).then(OVER)


def test_support_may_still_serve_a_measure_whose_kind_has_ended() -> None:
    """What runs is a job effort as before."""
    after(OPENED, TRYING).under(ending("virksomhedspraktik", MAR_31)).when(
        verbs.grant_measure, measure=MENTOR, measure_kind="mentorstøtte", serves=TRIAL, on=APR_1
    ).then(SUPPORT)


def test_an_older_history_folds_and_reads_the_same_whatever_todays_law_says() -> None:
    """Rules are asked once, when somebody decides; never of what happened."""
    told: list[events.Event] = [OPENED, ASKED_OF_ALL, TRYING, SUPPORT, BEGUN, OVER]
    history, today = after(*told).history, ending("virksomhedspraktik", JAN_31)
    assert today != BOOK
    assert history.journey == fold(told)
    assert history.journey.measures.granted[TRIAL].effect == OVER.effect
    assert duties(history, BOOK) == duties(history, today)
    for on in (MAR_1, MAY_1, JUL_1):
        assert milestones(WALK, history, BOOK, on) == milestones(WALK, history, today, on)


@pytest.mark.parametrize("kind", ["ressourceforløb", "revalidering"])
def test_schemes_that_law_1750_closed_are_granted_until_the_end_of_january_2026(kind: str) -> None:
    """One granted before continues; the basis and the doubt are named."""
    walk = after(OPENED, COOK.model_copy(update={"on": JAN_1}))
    last = events.MeasureGranted(on=JAN_31, measure=COURSE, measure_kind=kind, serves=KITCHEN)
    asked: dict[str, Any] = {"measure": COURSE, "measure_kind": kind, "serves": KITCHEN}
    walk.when(verbs.grant_measure, **asked, on=JAN_31).then(last)
    refusal = walk.when(verbs.grant_measure, **asked, on=FEB_1).then_refused("code-not-in-force")
    assert "until 2026-01-31" in refusal.sentence
    assert refusal.basis is not None
    assert "Lov 1750 af 29/12/2025" in refusal.basis
    begun = events.MeasureStarted(on=MAR_1, measure=COURSE)
    running = after(OPENED, COOK.model_copy(update={"on": JAN_1}), last, ASKED_OF_ALL)
    running.when(verbs.start_measure, measure=COURSE, on=MAR_1).then(begun)
    running.followed_by(begun).when(
        verbs.end_measure, measure=COURSE, effect="Hun er i småjob", on=JUL_1
    ).then(events.MeasureEnded(on=JUL_1, measure=COURSE, effect="Hun er i småjob"))


def test_an_aid_is_granted_and_arrives() -> None:
    """A thing or a person that makes work possible."""
    after(OPENED).when(
        verbs.grant_aid, aid=CHAIR, aid_kind="hjælpemiddel", words=SEAT.words, on=MAR_1
    ).then(SEAT)
    arrived = events.AidArrived(on=APR_1, aid=CHAIR)
    after(OPENED, SEAT).when(verbs.deliver_aid, aid=CHAIR, on=APR_1).then(arrived)
    again = events.AidArrived(on=MAY_1, aid=CHAIR)
    assert after(OPENED, SEAT, arrived, again).journey.measures.aids[CHAIR].arrived == APR_1


def test_an_aid_is_granted_once_and_arrives_once() -> None:
    """Anything else is a mistake to be retracted."""
    walk = after(OPENED, SEAT, events.AidArrived(on=APR_1, aid=CHAIR))
    walk.when(verbs.grant_aid, aid=CHAIR, aid_kind="personlig assistance", on=MAR_1).then_refused(
        "recorded-already"
    )
    walk.when(verbs.deliver_aid, aid=CHAIR, on=MAY_1).then_nothing()
    walk.when(verbs.deliver_aid, aid=CHAIR, on=MAR_1).then_refused("recorded-already")


def test_an_aid_that_was_not_granted_does_not_arrive() -> None:
    """Nor on a day before it was granted, nor is one of no kind granted."""
    after(OPENED).when(verbs.deliver_aid, aid=CHAIR, on=APR_1).then_refused("aid-unknown")
    after(OPENED, SEAT).when(verbs.deliver_aid, aid=CHAIR, on=FEB_1).then_refused("aid-unknown")
    for kind in ("stol", ""):
        after(OPENED).when(verbs.grant_aid, aid=CHAIR, aid_kind=kind, on=MAR_1).then_refused(
            "code-unknown"
        )


def test_nothing_is_granted_on_a_journey_that_is_not_open() -> None:
    """Neither before it was opened nor after it was closed."""
    asked: list[tuple[Any, dict[str, Any]]] = [
        (verbs.grant_measure, {"measure": TRIAL, "measure_kind": "virksomhedspraktik"}),
        (verbs.start_measure, {"measure": TRIAL}),
        (verbs.end_measure, {"measure": TRIAL, "effect": "Ro"}),
        (verbs.grant_aid, {"aid": CHAIR, "aid_kind": "hjælpemiddel"}),
    ]
    for verb, arguments in asked:
        after().when(verb, **arguments, on=MAY_9).then_refused("journey-not-open")
        after(OPENED, ASKED_OF_ALL, TRYING, SEAT, CLOSED).when(
            verb, **arguments, on=MAY_9
        ).then_refused("journey-closed")


def test_an_aid_that_was_granted_arrives_although_the_journey_was_closed() -> None:
    """It is owed until it is there."""
    after().when(verbs.deliver_aid, aid=CHAIR, on=MAY_9).then_refused("journey-not-open")
    after(OPENED, SEAT, CLOSED).when(verbs.deliver_aid, aid=CHAIR, on=MAY_9).then(
        events.AidArrived(on=MAY_9, aid=CHAIR)
    )


@pytest.mark.parametrize("role", ["citizen", "external-provider", "mentor", "employer", "auditor"])
def test_only_the_municipality_grants(role: str) -> None:
    """Whoever provides the measure."""
    walk = after(OPENED).by(role)
    walk.when(
        verbs.grant_measure, measure=TRIAL, measure_kind="virksomhedspraktik", on=MAR_1
    ).then_refused("role-may-not")
    walk.when(verbs.grant_aid, aid=CHAIR, aid_kind="hjælpemiddel", on=MAR_1).then_refused(
        "role-may-not"
    )
