"""A journey moves from one municipality to another: all of it is as it was, and can be proved."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.application import Application
from eventsourcing.projection import ApplicationSubscription
from hypothesis import HealthCheck, given, settings

from journeys import Actor, History, JourneyId, Journeys, events, verbs
from journeys.adapters.eventsourcing.mapper import EntryMapper
from journeys.adapters.files.exports.verify_export import verify
from journeys.app.ports.log import Recording
from journeys.domain.decisions.privacy import UNSTORABLE, refuse_private_facts
from journeys.domain.events.joining import JoiningFact
from journeys.errors import Erased, InputUnreadable, Refused, UnknownJourney, UnknownKind
from journeys.testing.strategies import EVENT_CLASSES, histories
from tests.app.rows import assert_current, stored_rows
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import BY_ANNA, FEB_1, JUL_1, KEYS, MAR_1, MAY_1, WALK, looking, opened
from tests.moving import (
    AUDITOR,
    BEGUN,
    LEADER,
    OTHER,
    PURPOSE,
    contents,
    export_of,
    placeless,
    store,
    taken_in,
    taken_out,
    walk_on,
)

DAYS = (date(2026, 1, 15), MAR_1, MAY_1)
GROUND = {"reason": "Tiden er gået", "authority": "Kassation efter aflevering til arkivet"}


@pytest.fixture
def origin(origin_url: str) -> Iterator[Journeys]:
    """Yield the journeys of the store that somebody leaves."""
    with store(origin_url) as walks:
        walk_on(walks)
        yield walks


def views(walks: Journeys, journey: JourneyId = WALK) -> list[Any]:
    """Return what can be seen of a journey, on some days and as known at some moments."""
    seen = looking(walks)
    found: list[Any] = [seen.audit.explain(journey, "entries", on=MAY_1)]
    for on in DAYS:
        for known_at in (None, BEGUN + timedelta(minutes=3)):
            found += [
                seen.audit.replay(journey, on=on, known_at=known_at),
                seen.periods(journey, on=on, known_at=known_at),
                seen.steps(journey, on=on, known_at=known_at),
                seen.duties_of(journey, on=on, known_at=known_at),
            ]
    return found


def lists(walks: Journeys) -> list[Any]:
    """Return what can be seen across journeys."""
    seen = looking(walks)
    return [(seen.caseload(on=on), seen.duties(on=on), walks.overview(on=on)) for on in DAYS]


def test_a_journey_that_moved_is_what_it_was(
    origin: Journeys, walks: Journeys, tmp_path: Path
) -> None:
    """Its history, every view of it, and its rows; only its places in the log are others."""
    opened(walks, OTHER)
    key = taken_out(origin, tmp_path / "out")
    arrived = taken_in(walks, tmp_path / "out", key)
    here, there = looking(walks).history(WALK), looking(origin).history(WALK)
    assert arrived == here.entries
    assert placeless(here.entries) == placeless(there.entries)
    assert [entry.position for entry in here.entries] == [2, 3, 4, 5, 6]
    assert views(walks) == views(origin)
    mine, its = (
        {row for row in stored_rows(each) if row[1][0] == str(WALK)} for each in (walks, origin)
    )
    assert mine == its
    assert_current(walks, WALK, OTHER)
    assert all(verdict.fault is None for verdict in walks.seal.verify([walks.seal.checkpoint()]))


def test_whoever_moved_alone_is_seen_in_every_list_as_before(
    tmp_path: Path, walks: Journeys
) -> None:
    """Where nobody else is."""
    with store(f"sqlite:///{tmp_path / 'alone.db'}") as alone:
        opened(alone)
        alone.decide(WALK, verbs.agree_follow_up, BY_ANNA, due=MAR_1, on=FEB_1)
        walks.moving.arrive(
            export := export_of(alone), key=export.key, actor=LEADER, purpose=PURPOSE
        )
        assert views(walks) == views(alone)
        assert lists(walks) == lists(alone)
        assert stored_rows(walks) == stored_rows(alone)


def test_a_journey_goes_on_where_it_arrived(origin: Journeys, walks: Journeys) -> None:
    """Requests of before are answered again; what is new stands behind what came."""
    export = export_of(origin)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    before = looking(walks).history(WALK)
    (asked,) = before.of_request("r-1")
    assert asked.version == 3
    walks.decide(WALK, verbs.state_hope, BY_ANNA, "r-9", words="Videre", on=MAY_1)
    grown = looking(walks).history(WALK)
    assert grown.entries[:-1] == before.entries
    assert grown.entries[-1].version == before.version + 1
    assert_current(walks, WALK)
    assert all(verdict.fault is None for verdict in walks.seal.verify())


def test_a_journey_moves_on_from_database_to_database(
    origin: Journeys, tmp_path: Path, postgresql_url: str
) -> None:
    """SQLite, PostgreSQL, SQLite; each time something is added, and all of it stays provable."""
    with ExitStack() as stack:
        stores = [origin]
        for nr, url in enumerate([postgresql_url, f"sqlite:///{tmp_path / 'last.db'}"], start=1):
            folder = tmp_path / f"out-{nr}"
            key = taken_out(stores[-1], folder)
            assert verify(folder, key)
            stores.append(stack.enter_context(store(url, days=nr)))
            taken_in(stores[-1], folder, key)
            before, after = (placeless(looking(each).history(WALK).entries) for each in stores[-2:])
            assert before == after
            assert stored_rows(stores[-1])
            walks = stores[-1]
            walks.decide(WALK, verbs.state_hope, BY_ANNA, f"s-{nr}", words=f"Nr. {nr}", on=MAY_1)
            assert all(verdict.fault is None for verdict in walks.seal.verify())
        first, last = (looking(each).history(WALK).entries for each in (origin, stores[-1]))
        assert placeless(last[: len(first)]) == placeless(first)
        assert len(last) == len(first) + 2
        sealed, again = export_of(origin), export_of(stores[-1])
        for entry, moved in zip(sealed.entries, again.entries, strict=False):
            assert moved.body.endswith(entry.body)
        assert again.data_key == sealed.data_key


ALONE = [
    each
    for each in EVENT_CLASSES
    if not issubclass(each, JoiningFact | events.AccessRestricted)  # closed to Anna, who looks
]
"""What may stand in any journey; a joined one does not move (`test_arriving_joined.py`)."""


def code_of(facts: Sequence[events.Event]) -> str | None:
    """Return the code under which what these say would be refused here, if it would."""
    try:
        refuse_private_facts(facts, UNSTORABLE)
    except Refused as refusal:
        return refusal.code
    return None


@given(history=histories(max_size=8, classes=ALONE))
@settings(max_examples=tries(8, 150), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_moves(walks: Journeys, tmp_path: Path, history: History) -> None:
    """Whatever stands in it, unless nothing here would have written it."""
    facts = [entry.event for entry in history.entries]
    journey, folder = JourneyId(uuid4()), tmp_path / uuid4().hex
    with store(f"sqlite:///{folder}.db") as origin:
        # As no rule would have let it in.
        with origin.store.writing() as there:
            for nr, event in enumerate(facts):
                there.log.append([Recording(journey, nr, [event])], BY_ANNA, None)
        if not facts:
            with pytest.raises(UnknownJourney):
                export_of(origin, journey)
            return
        export = export_of(origin, journey)
        if private := code_of(facts):
            with pytest.raises(Refused) as refusal:
                walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
            assert refusal.value.code == private
            return
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
        mine, its = (looking(each).history(journey).entries for each in (walks, origin))
        assert placeless(mine) == placeless(its)
        assert views(walks, journey) == views(origin, journey)
    assert_current(walks, journey)
    assert walks.seal.verify()[0].fault is None


def test_an_arrival_is_noted_under_the_persons_key(origin: Journeys, walks: Journeys) -> None:
    """Who took it in, when and why; the looks at it elsewhere stay there."""
    export = export_of(origin)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    (noted,) = walks.seen_by(AUDITOR, "revision").audit.who_looked(WALK).looks
    assert (noted.view, noted.actor, noted.role, noted.purpose) == ("arrived", *LEADER[:2], PURPOSE)


@pytest.mark.parametrize("role", ["citizen", "caseworker", "service"])
def test_who_may_look_may_not_therefore_take_a_journey_out(origin: Journeys, role: str) -> None:
    """With it goes its key; and no look is noted where nothing was shown."""
    before = contents(origin)
    with pytest.raises(Refused) as refusal:
        origin.seen_by(Actor("x.example", role), "sagsbehandling").audit.export(WALK)
    assert refusal.value.code == "role-may-not"
    assert contents(origin) == before


@pytest.mark.parametrize("role", ["citizen", "caseworker", "auditor", "mentor"])
def test_who_may_not_take_in_a_journey_is_refused(
    origin: Journeys, walks: Journeys, role: str
) -> None:
    """By role; and nobody may without saying why."""
    export, before = export_of(origin), contents(walks)
    for actor, purpose, code in (
        (Actor("x.example", role), PURPOSE, "role-may-not"),
        (LEADER, "", "purpose-missing"),
        (LEADER, "010203-1234", "words-carry-cpr"),
    ):
        with pytest.raises(Refused) as refusal:
            walks.moving.arrive(export, key=export.key, actor=actor, purpose=purpose)
        assert refusal.value.code == code
    assert contents(walks) == before


def test_a_journey_arrives_once(origin: Journeys, walks: Journeys) -> None:
    """Where it is already nothing is added, be it more or less than what came."""
    export = export_of(origin)
    register = Actor("register", "service")
    walks.moving.arrive(export, key=export.key, actor=register, purpose=PURPOSE)
    origin.decide(WALK, verbs.state_hope, BY_ANNA, words="Mere", on=MAR_1)
    before = contents(walks)
    for again in (export, export_of(origin)):
        with pytest.raises(Refused) as refusal:
            walks.moving.arrive(again, key=export.key, actor=LEADER, purpose=PURPOSE)
        assert refusal.value.code == "journey-known"
    assert contents(walks) == before


def test_a_rehearsed_arrival_leaves_nothing(origin: Journeys, walks: Journeys) -> None:
    """It says what would arrive."""
    export, before = export_of(origin), contents(walks)
    rehearsed = walks.rehearsing().moving
    would = rehearsed.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert placeless(would) == placeless(looking(origin).history(WALK).entries)
    assert contents(walks) == before


def test_somebody_who_moved_here_is_erased_like_anybody(origin: Journeys, walks: Journeys) -> None:
    """Where they came from goes, too; the seal holds, and they do not come back."""
    origin.decide(WALK, verbs.close_journey, BY_ANNA, reason="Flyttet", on=MAR_1)
    export = export_of(origin)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert len(contents(walks)["journeys_origins"]) == 1
    walks.persons.erase(WALK, on=JUL_1, actor=LEADER, **GROUND)
    assert contents(walks)["journeys_origins"] == []
    assert [verdict.fault for verdict in walks.seal.verify()] == [None] * 5
    with pytest.raises(Erased):
        export_of(walks)
    with pytest.raises(Refused) as refusal:
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert refusal.value.code == "journey-erased"


def test_a_kind_of_a_later_version_is_refused(
    origin: Journeys, walks: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not be read here; the sentence names it."""
    export, before = export_of(origin), contents(walks)
    known = frozenset({"journey-opened", "entry-retracted"})
    monkeypatch.setattr("journeys.adapters.sql.log.mapper.EntryCodec.topics", known)
    with pytest.raises(UnknownKind, match=r"This export holds events .* small-success-noticed"):
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert contents(walks) == before


def test_only_the_key_that_the_operator_names_vouches(origin: Journeys, walks: Journeys) -> None:
    """Another store's journey, whole and well signed, is not taken for this one's."""
    export, before = export_of(origin), contents(walks)
    for key in (walks.seal.key(), origin.seal.key("access")):
        with pytest.raises(InputUnreadable, match=r"export\.json: its key is"):
            walks.moving.arrive(export, key=key, actor=LEADER, purpose=PURPOSE)
    assert contents(walks) == before


def test_a_hosts_transaction_takes_a_journey_in_and_back(origin: Journeys, walks: Journeys) -> None:
    """Nothing is committed before the host says so."""
    export, before = export_of(origin), contents(walks)
    with walks.store.writing() as transaction:
        host = connection_of(transaction)
        inside = walks.joining(host).moving
        with host.begin_nested() as savepoint:
            inside.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
            savepoint.rollback()
    assert contents(walks) == before
    with walks.store.writing() as transaction:
        inside = walks.joining(connection_of(transaction)).moving
        inside.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert len(looking(walks).history(WALK).entries) == len(export.entries)


class JourneysLog(Application[Any]):
    """The log of journeys, as an application of eventsourcing names it."""

    name = "journeys"


def test_a_follower_is_given_what_moved_as_it_was_recorded(
    origin: Journeys, walks: Journeys, database_url: str
) -> None:
    """With its first moment, and its position here."""
    export = export_of(origin)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    env = {
        "PERSISTENCE_MODULE": "journeys.adapters.eventsourcing",
        "SQLALCHEMY_URL": database_url,
        "JOURNEYS_MASTER_KEY": KEYS.text,
        "MAPPER_TOPIC": f"{EntryMapper.__module__}:{EntryMapper.__qualname__}",
    }
    expected: list[object] = list(looking(walks).history(WALK).entries)
    with JourneysLog(env=env) as log, ApplicationSubscription(log) as subscription:
        followed = [next(subscription)[0] for _ in expected]
    assert followed == expected
