"""What is answered about everybody: as a plain loop answers, of one state, each look logged."""

from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from journeys import Actor, JourneyId, Journeys, Municipalities, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.app.logged_reads import RESTRICTED
from journeys.app.slices import divided, slice_of, slices
from journeys.errors import PartFailed, Refused
from journeys.projections.by_name import VIEWS
from tests.app.door import refused
from tests.app.writers import erase
from tests.damaging import DAMAGES, damaged
from tests.effort import LONG
from tests.invented import BO, BY_ANNA, FEB_1, MAR_1, opened
from tests.population import views
from tests.population.country import (
    answered,
    as_bytes,
    by_journey,
    looped,
    population,
    settle,
    unlogged,
)

BY_BO = Actor(BO, "caseworker")
BOSS = Actor("lis.example", "manager")


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_view_answers_as_a_plain_loop(
    country: Municipalities, pool: Executor, view: str
) -> None:
    """Byte by byte, of small stores and a larger one, by this process and by others."""
    alone = answered(country, view, workers=1)
    others = unlogged(country, view, executor=pool, workers=2)
    assert as_bytes(others) == as_bytes(alone)
    for code in country.names:
        found = by_journey([part for part in alone if part.store == code])
        assert found == looped(country[code], view)
        assert not any(part.set_aside for part in alone)


def test_parts_come_in_order_and_hold_their_own_ids(
    country: Municipalities, pool: Executor
) -> None:
    """In the order of the ids; a coarser slice is the finer ones together."""
    told = list[tuple[int, int]]()
    found = answered(country, views.count, executor=pool, progress=lambda *done: told.append(done))
    names = [(part.store, part.slice) for part in found]
    assert names == sorted(names)
    assert told == [(nr, len(found)) for nr in range(len(found) + 1)]
    for part in found:
        assert list(part.answers) == sorted(part.answers)
        assert all(slice_of(str(each), len(part.slice)) == part.slice for each in part.answers)
    ids = [JourneyId(uuid4()) for _ in range(200)]
    fine, coarse = divided(ids, 2, 9), divided(ids, 1, 9)
    for one in coarse:
        inside = [each for two in fine if two.slice.startswith(one.slice) for each in two.journeys]
        assert sorted(inside) == list(one.journeys)


def test_on_either_database_others_read_what_this_process_reads(
    town: Journeys, pool: Executor
) -> None:
    """As known now and as known then, and by threads too."""
    now = datetime.now(UTC)
    settle(town, 2, 3)
    for known_at in (None, now):
        alone = as_bytes(answered(town, "replay", workers=1, known_at=known_at))
        assert as_bytes(answered(town, "replay", executor=pool, known_at=known_at)) == alone
    with ThreadPoolExecutor(2) as threads:
        assert as_bytes(answered(town, "replay", executor=threads, known_at=now)) == alone
    assert len(by_journey(answered(town, views.count))) == 15


def test_of_what_was_known_then_the_view_gets_no_more(town: Journeys) -> None:
    """Neither entries nor law; who was not known at all is left out, and clocks ahead counted."""
    before = datetime(2026, 1, 1, tzinfo=UTC)
    found = answered(town, views.law_of, known_at=before)
    assert not any(part.answers for part in found)
    late = datetime.now(UTC) + timedelta(days=1)
    expected = str(town.book.known_at(late).law.edition)
    answers = by_journey(answered(town, views.law_of, known_at=late))
    assert list(answers.values()) == [expected] * 12


def test_what_is_recorded_meanwhile_is_not_read(town: Journeys, pool: Executor) -> None:
    """Whoever reads it, and however late: it is the state of the moment it was asked."""
    expected = as_bytes(answered(town, views.count))
    for executor in (None, pool):
        asked = population(town).answers(views.count, on=MAR_1, executor=executor)
        journeys = sorted(by_journey(answered(town, views.count)))
        town.decide(journeys[0], verbs.state_hope, BY_ANNA, words="Ro", on=MAR_1)
        opened(town, JourneyId(uuid4()))
        town.merge(journeys[2], into=journeys[1], why="Dobbelt", on=MAR_1, actor=BY_ANNA)
        town.retract(
            journeys[1],
            entry=town.seen_by(BY_ANNA, "x").history(journeys[1]).version,
            why="Forkert",
            on=MAR_1,
            actor=BY_ANNA,
        )
        assert as_bytes(list(asked)) == expected
        expected = as_bytes(answered(town, views.count))


def test_a_look_is_logged_before_its_answer_and_no_earlier(town: Journeys) -> None:
    """Of the parts that were taken alone; of counts that show nobody none."""
    unlogged(town, views.count)
    asked = population(town).answers(views.count, on=MAR_1)
    first = next(each for each in asked if each.answers)
    asked_of = set(first.answers)
    with town.store.reading() as transaction:
        looked = {
            each: [look.look.view for look in transaction.access.of(each)]
            for each in transaction.log.journeys()
        }
    assert {each for each, noted in looked.items() if noted} == asked_of
    assert all(noted == ["population"] for noted in looked.values() if noted)


def test_a_joined_journey_is_one_and_looked_at_as_both(town: Journeys, pool: Executor) -> None:
    """Under the id that stays."""
    stays, goes, *_ = sorted(by_journey(answered(town, views.count)))
    town.merge(goes, into=stays, why="Dobbelt", on=MAR_1, actor=BY_ANNA)
    found = by_journey(answered(town, views.count, executor=pool))
    assert goes not in found
    assert found[stays] == len(town.seen_by(BY_ANNA, "x").history(stays).entries)
    with town.store.reading() as transaction:
        assert transaction.access.of(goes)[-2].look.view == "population"


def test_who_is_restricted_to_others_is_named_and_not_shown(town: Journeys, pool: Executor) -> None:
    """By the history itself; in counts that show nobody they are in."""
    hidden = min(by_journey(answered(town, views.count)))
    town.decide(hidden, verbs.restrict_access, BOSS, open_to=[BO], on=FEB_1)
    for executor in (None, pool):
        found = answered(town, views.count, executor=executor)
        assert {str(hidden): RESTRICTED} in [part.set_aside for part in found]
        assert not any(hidden in part.answers for part in found)
    shown = town.population(BY_BO, "Opgørelse").answers(views.count, on=MAR_1)
    assert any(hidden in part.answers for part in shown)
    counted = unlogged(town, views.count)
    assert any(hidden in part.answers for part in counted)


def test_who_was_erased_is_left_out(
    town: Journeys, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it was asked, and after, and after it was read; nobody else is missing."""
    others = by_journey(answered(town, views.count))
    before, after, read = (opened(town, JourneyId(uuid4())) for _ in range(3))
    for each in (before, after, read):
        town.decide(each, verbs.close_journey, BY_ANNA, reason="Flyttet", on=FEB_1)
    erase(town, before)
    asked = population(town).answers(views.count, on=MAR_1, executor=pool)
    erase(town, after)
    found = list(asked)
    assert by_journey(found) == {**others, read: 2}
    assert not any(part.set_aside for part in found)
    # One that was read, and is gone before the look at it is noted.
    monkeypatch.setattr(
        views, "MEANWHILE", [lambda journey: erase(town, read) if journey == read else None]
    )
    found = answered(town, views.interrupted)
    assert by_journey(found) == others
    assert not any(part.set_aside for part in found)


ONE_OF_EACH = {damage.kind: name for name, damage in DAMAGES.items()}.values()


@pytest.mark.parametrize("damage", DAMAGES if LONG else ONE_OF_EACH)
def test_who_is_damaged_is_set_aside_by_name(
    town: Journeys, pool: Executor, engine: Engine, damage: str
) -> None:
    """And everybody else is answered about, whoever reads."""
    if DAMAGES[damage].only not in (None, engine.dialect.name):
        pytest.skip("the other database holds no such value")
    before = by_journey(answered(town, views.count))
    hurt, other, *_ = sorted(before)
    with writing(engine) as connection:
        damaged(connection, DAMAGES[damage], str(hurt), str(other))
    alone = answered(town, views.count, workers=1)
    assert as_bytes(answered(town, views.count, executor=pool)) == as_bytes(alone)
    found = by_journey(alone)
    assert {each: one for each, one in before.items() if each not in (hurt, other)}.items() <= (
        found.items()
    )
    if DAMAGES[damage].kind not in ("no-rows", "no-entries"):
        assert hurt not in found
        assert any(part.set_aside for part in alone)


def test_what_was_done_is_left_out_and_the_rest_is_the_same(
    country: Municipalities, pool: Executor
) -> None:
    """By any number of workers, and where the store has grown into finer slices since."""
    whole = answered(country, "steps")
    for first in (0, 1, 7, len(whole)):
        done = [part.name for part in whole[:first]]
        rest = answered(country, "steps", executor=pool, workers=1 + first % 3, done=done)
        assert as_bytes(rest) == as_bytes(whole[first:])
    assert not [part for part in answered(country, "steps", done=["101/"]) if part.store == "101"]


def test_an_error_of_the_view_is_raised_on_the_turn_of_its_part(
    town: Journeys, pool: Executor
) -> None:
    """As the view raised it, with the name of the part; what came before holds."""
    for executor in (None, pool):
        asked = population(town).answers(views.raising, on=MAR_1, executor=executor)
        with pytest.raises(KeyError) as raised:
            list(asked)
        assert UUID(raised.value.args[0])
    assert raised.value.__notes__[0].startswith("In part /")
    with pytest.raises(TypeError, match="must be picklable"):
        answered(town, views.unpicklable, executor=pool)


def test_what_no_other_process_can_do_is_refused_before_anything_is_read(town: Journeys) -> None:
    """Also where this process would do."""
    with pytest.raises(TypeError, match="function of a module"):
        answered(town, lambda *_: 1)
    with pytest.raises(Refused, match="milestones"):
        answered(town, "milestone")
    refused(partial(answered, town, views.count, workers=0), "workers")
    citizen = Actor("borger.example", "citizen")
    with pytest.raises(Refused, match="role"):
        town.population(citizen, "Opgørelse")


def test_an_executor_that_was_shut_down_is_said_to_be(town: Journeys) -> None:
    """By the name of the part to resume with."""
    ended = ThreadPoolExecutor(1)
    ended.shutdown()
    with pytest.raises(PartFailed, match="Part /0"):
        answered(town, views.count, executor=ended)


def test_in_a_transaction_of_the_hosts_this_process_reads_what_it_recorded(
    town: Journeys, pool: Executor
) -> None:
    """No other process could see it."""
    with town.unit_of_work() as inside:
        new = opened(inside, JourneyId(uuid4()))
        found = answered(inside, views.count, executor=pool)
        assert any(new in part.answers for part in found)


def test_there_are_as_many_slices_as_the_store_needs() -> None:
    """By what it holds, in an order that never changes."""
    assert slices(0) == ("",)
    assert slices(1) == tuple("0123456789abcdef")
    assert len(set(slices(2))) == 256
