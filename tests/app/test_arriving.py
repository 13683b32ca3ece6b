"""What another store let in does not arrive where nothing here would have written it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from journeys import Actor, Journeys, events
from journeys.adapters.sql.log.mapper import stored_moment
from journeys.adapters.sql.log.moved import Sealed, moved
from journeys.app.ports.log import Recording
from journeys.app.requests import request
from journeys.errors import InputUnreadable, Refused
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, OPENED, WALK, looking, opened
from tests.moving import BEGUN, LEADER, PURPOSE, contents, export_of, store, walk_on

HOPE = events.HopeStated(on=FEB_1, words="Et job")
CPR = "311299-1234"


@pytest.fixture
def origin(origin_url: str) -> Iterator[Journeys]:
    """Yield the journeys of the store that somebody leaves."""
    with store(origin_url) as walks:
        walk_on(walks)
        yield walks


@pytest.mark.parametrize(
    ("event", "asking", "code"),
    [
        (events.HopeStated(on=FEB_1, words=f"Jeg er {CPR}"), (BY_ANNA, None), "words-carry-cpr"),
        (
            events.HopeStated(on=FEB_1, words="De skrev F32.2"),
            (BY_ANNA, None),
            "words-carry-diagnosis",
        ),
        (events.HopeStated(on=FEB_1, words="Et \x07"), (BY_ANNA, None), "words-unprintable"),
        (HOPE, (Actor(CPR, "caseworker"), None), "words-carry-cpr"),
        (HOPE, (Actor(" ", "caseworker"), None), "actor-missing"),
        (HOPE, (Actor(BY_ANNA.name, CPR), None), "words-carry-cpr"),
        (HOPE, (BY_ANNA, CPR), "words-carry-cpr"),
        (HOPE, (BY_ANNA, ""), "request-id-missing"),
    ],
)
def test_what_nothing_here_would_write_does_not_arrive(
    origin: Journeys,
    walks: Journeys,
    event: events.HopeStated,
    asking: tuple[Actor, str | None],
    code: str,
) -> None:
    """Whatever another store let in; in a host's transaction, too, that goes on and commits."""
    actor, request_id = asking
    version = looking(origin).history(WALK).version
    asked = None if request_id is None else request(request_id, WALK, actor, None)
    with origin.store.writing() as transaction:
        transaction.log.append([Recording(WALK, version, [event])], actor, asked)
    export, before = export_of(origin), contents(walks)
    with walks.store.writing() as transaction, pytest.raises(Refused) as refusal:
        walks.joining(connection_of(transaction)).moving.arrive(
            export, key=export.key, actor=LEADER, purpose=PURPOSE
        )
    assert contents(walks) == before
    assert refusal.value.code == code
    assert f"Entry {version + 1} cannot be taken in here" in str(refusal.value)
    assert CPR not in str(refusal.value)
    with pytest.raises(Refused):
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert contents(walks) == before


@pytest.mark.parametrize(
    ("municipality", "code"), [("999", "code-unknown"), ("731", "code-not-in-force")]
)
def test_a_journey_of_no_municipality_of_its_day_does_not_arrive(
    walks: Journeys, tmp_path: Path, municipality: str, code: str
) -> None:
    """Where it was opened is not known then; all else of it is taken in as it is."""
    opening = OPENED.model_copy(update={"municipality": municipality})
    with store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with other.store.writing() as transaction:
            transaction.log.append([Recording(WALK, 0, [opening])], BY_ANNA, None)
        export, before = export_of(other), contents(walks)
    with pytest.raises(Refused, match="Entry 1 cannot be taken in here") as refusal:
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert refusal.value.code == code
    assert contents(walks) == before


def test_a_journey_arrives_with_days_ahead_and_codes_that_ended(
    walks: Journeys, tmp_path: Path
) -> None:
    """Another store recorded them, or this one before it had such rules."""
    opening = OPENED.model_copy(update={"basis": "orlovsydelse"})
    hope = events.HopeStated(on=date(2062, 1, 1), words="Et job")
    with store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with other.store.writing() as transaction:
            transaction.log.append([Recording(WALK, 0, [opening, hope])], BY_ANNA, None)
        export = export_of(other)
    entries = walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert [entry.event for entry in entries] == [opening, hope]


def test_what_was_recorded_later_than_now_does_not_arrive(walks: Journeys, tmp_path: Path) -> None:
    """What was known when would not be so any more; it is told where, and nothing is kept."""
    before = contents(walks)
    with store(f"sqlite:///{tmp_path / 'ahead.db'}", days=365_000) as ahead:
        opened(ahead)
        export = export_of(ahead)
    told = r"entries\.jsonl, line 1, position 1: this was recorded later than now"
    with walks.store.writing() as transaction, pytest.raises(InputUnreadable, match=told):
        walks.joining(connection_of(transaction)).moving.arrive(
            export, key=export.key, actor=LEADER, purpose=PURPOSE
        )
    assert contents(walks) == before
    with pytest.raises(InputUnreadable, match=told):
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert contents(walks) == before


def test_a_journey_whose_moments_go_backwards_does_not_arrive(
    walks: Journeys, tmp_path: Path
) -> None:
    """No log seals such a one by itself; one that says it came from elsewhere could."""
    with store(f"sqlite:///{tmp_path / 'forger.db'}", days=1) as forger:
        with forger.store.writing() as transaction:
            log: Any = transaction.log
            cipher = log.keyring.create_cipher(connection_of(transaction), str(WALK))
            forged = []
            facts: list[events.Event] = [OPENED, HOPE]
            for version, event in enumerate(facts, start=1):
                body = log.mapper.encode(event, *BY_ANNA)
                moment = stored_moment(BEGUN - timedelta(minutes=version))
                sealed = Sealed(version, moment, cipher.close(version, event.kind, body))
                forged.append((str(WALK), version, event.kind, moved(sealed)))
            log.log.append(connection_of(transaction), forged)
        export, before = export_of(forger), contents(walks)
    with pytest.raises(InputUnreadable, match="line 2, position 2: this was recorded before"):
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert contents(walks) == before
