"""A law tried on a whole store: who may ask, what is logged, and that nothing else is stored."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine

import journeys
from journeys import Actor, JourneyId, Journeys, Reader, events, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.app.ports.log import Recording
from journeys.domain.law import law
from journeys.errors import Refused
from journeys.projections.safety.tried import Tried, trial, tried
from tests.app.door import unchanged
from tests.damaging import DAMAGES, damaged
from tests.invented import BO, BY_ANNA, FEB_1, GRANTED, OPENED, WALK
from tests.projections.safety.tried_pensioners import (
    PAUSE_AGAIN,
    READ,
    WITHOUT_CONSENT,
    pensioners,
)
from tests.scenario import BOOK

MANAGER, AUDITOR = Actor(BO, "manager"), Actor("rie.example", "auditor")
PEOPLE = 20
SIXTY = GRANTED.model_copy(update={"born": READ.replace(year=1964)})
HERS: list[events.Event] = [OPENED, SIXTY]


def seen(walks: Journeys, actor: Actor = AUDITOR) -> Reader:
    """Return the journeys of a store as somebody sees them."""
    return walks.seen_by(actor, "lovforberedelse")


def journey(nr: int) -> JourneyId:
    """Return the id of one of several."""
    return JourneyId(UUID(int=1000 + nr))


def filled(walks: Journeys, *more: Recording) -> Journeys:
    """Return a store with several pensioners, and those that are given."""
    recordings = [
        Recording(journey(nr), 0, [*history.events])
        for nr, history in enumerate(pensioners(PEOPLE))
    ]
    with walks.store.writing() as transaction:
        transaction.log.append([*recordings, *more], BY_ANNA, None)
    return walks


def found() -> Sequence[tuple[JourneyId, Tried]]:
    """Return what a plain loop finds about the same people."""
    other = trial(WITHOUT_CONSENT, law())
    answers = [tried(other, history, BOOK, READ) for history in pensioners(PEOPLE)]
    return [(journey(nr), each) for nr, each in enumerate(answers) if each]


def test_everybody_is_counted_and_nothing_is_stored(walks: Journeys) -> None:
    """As a plain loop counts them; no look is logged, for nobody is shown."""
    town, loop = filled(walks), found()
    with unchanged(town):
        view = seen(town).try_law(WITHOUT_CONSENT, on=READ)
    assert not view.masked
    assert view.citizens == len(loop)
    assert view.weaker == sum(each.change == "weaker" for _, each in loop)
    assert view.same == sum(each.change == "same" for _, each in loop)
    assert view.owed == sum(each.owed for _, each in loop)
    assert view.reworded == sum(each.reworded for _, each in loop)
    assert view.weaker
    assert (view.edition, view.beside) == (READ, law().edition)


def test_for_a_manager_small_counts_are_masked(walks: Journeys) -> None:
    """An auditor sees them as they are."""
    with walks.store.writing() as transaction:
        few = [Recording(journey(nr), 0, HERS) for nr in range(4)]
        transaction.log.append(few, BY_ANNA, None)
    assert seen(walks).try_law(WITHOUT_CONSENT, on=READ).weaker == 4
    view = seen(walks, MANAGER).try_law(WITHOUT_CONSENT, on=READ)
    assert (view.masked, view.citizens, view.weaker, view.owed) == (True, None, None, None)
    assert [each.citizens for each in view.answers] == [None]


def test_whose_answer_changes_is_a_logged_look_at_each_and_at_nobody_else(
    walks: Journeys,
) -> None:
    """The look is there before anything is shown."""
    town = filled(walks)
    view = seen(town, MANAGER).changed_by_law(WITHOUT_CONSENT, on=READ)
    weaker = {each for each, answer in found() if answer.change == "weaker"}
    assert {each.journey for each in view.journeys} == weaker
    with town.store.reading() as transaction:
        looked = {
            each
            for each in map(journey, range(PEOPLE))
            if any(look.look.view == "changed-by-law" for look in transaction.access.of(each))
        }
    assert looked == weaker
    stronger = seen(town, MANAGER).changed_by_law(PAUSE_AGAIN, on=READ)
    assert {each.change for each in stronger.journeys} == {"stronger"}


def test_only_who_sees_figures_may_ask(walks: Journeys) -> None:
    """And for names, who sees lists of people too."""
    with pytest.raises(Refused) as refusal:
        seen(walks, BY_ANNA).try_law(WITHOUT_CONSENT, on=READ)
    assert refusal.value.code == "role-may-not"
    with pytest.raises(Refused) as refusal:
        seen(walks, BY_ANNA).changed_by_law(WITHOUT_CONSENT, on=READ)
    assert refusal.value.code == "role-may-not"


def test_one_that_is_restricted_is_counted_and_shown_to_nobody_else(walks: Journeys) -> None:
    """It is named among those that are set aside."""
    walks.record(WALK, lambda _: [OPENED, SIXTY], BY_ANNA)
    walks.decide(WALK, verbs.restrict_access, MANAGER, open_to=["carla.example"], on=FEB_1)
    other = Actor("lis.example", "manager")
    assert seen(walks).try_law(WITHOUT_CONSENT, on=READ).weaker == 1
    view = seen(walks, other).changed_by_law(WITHOUT_CONSENT, on=READ)
    assert (view.journeys, [*view.set_aside]) == ((), [str(WALK)])


def test_a_journey_that_is_damaged_is_set_aside_by_name(walks: Journeys, engine: Engine) -> None:
    """The others are counted."""
    town = filled(walks, Recording(WALK, 0, [OPENED, SIXTY]))
    with writing(engine) as connection:
        damaged(connection, DAMAGES["an altered body"], str(WALK), str(journey(0)))
    view = seen(town).try_law(WITHOUT_CONSENT, on=READ)
    assert ([*view.set_aside], view.citizens) == ([str(WALK)], len(found()))
    assert [*seen(town).changed_by_law(WITHOUT_CONSENT, on=READ).set_aside] == [str(WALK)]


def test_of_joined_journeys_the_one_that_stays_is_counted(walks: Journeys) -> None:
    """Once, by what is recorded on both."""
    other = journey(7)
    walks.record(WALK, lambda _: [OPENED], BY_ANNA)
    walks.record(other, lambda _: [OPENED, SIXTY], BY_ANNA)
    walks.merge(other, into=WALK, why="Samme borger", on=FEB_1, actor=BY_ANNA)
    (line,) = seen(walks).changed_by_law(WITHOUT_CONSENT, on=READ).journeys
    assert line.journey == WALK


def test_several_municipalities_are_asked_at_once(tmp_path: Path) -> None:
    """Who moved from one to another counts where they live."""
    towns = journeys.municipalities(
        {
            code: {"name": f"By {code}", "url": f"sqlite:///{tmp_path}/{code}.db"}
            for code in ("621", "657")
        }
    )
    moved = events.JourneyClosed(on=READ - timedelta(days=9), reason="Flyttet", moved_to="657")
    with towns:
        for code, facts in (("621", [*HERS, moved]), ("657", HERS)):
            towns.init(code)
            with towns[code].store.writing() as transaction:
                transaction.log.append([Recording(WALK, 0, facts)], BY_ANNA, None)
        view = towns.try_law(AUDITOR, "lov", WITHOUT_CONSENT, on=READ)
        assert (view.citizens, view.weaker) == (1, 1)
        (line,) = towns.changed_by_law(AUDITOR, "lov", WITHOUT_CONSENT, on=READ).journeys
        assert (line.journey, line.municipality) == (WALK, "657")
        assert towns.try_law(AUDITOR, "lov", WITHOUT_CONSENT, ["621"], on=READ).citizens == 0
        with pytest.raises(Refused) as refusal:
            towns.try_law(AUDITOR, "lov", WITHOUT_CONSENT, ["999"], on=READ)
        assert refusal.value.code == "municipality-unknown"
