"""What a newer version recorded is said to be so, and stops nobody but its own journey."""

import json
from collections.abc import Callable
from datetime import date
from itertools import islice
from uuid import UUID

import pytest
from eventsourcing.application import Application
from eventsourcing.projection import ApplicationSubscription

import journeys
from journeys import JourneyId, Journeys, verbs
from journeys.adapters.sql.log.mapper import ERASED
from journeys.domain.law import law
from journeys.errors import BrokenHistory, EntryNewer
from tests.app.writers import erase
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, MAR_1, WALK, looking, opened
from tests.moving import AUDITOR, LEADER, OTHER, PURPOSE, contents, export_of
from tests.newer import BODIES, ENVELOPE, RESTED, Body, append, record_newer, sql

NEWER = "was written by a newer version of journeys: upgrade this one"


def rest(walks: Journeys, journey: JourneyId) -> object:
    """Let a journey rest."""
    return walks.decide(journey, verbs.rest_journey, BY_ANNA, None, reason="Sommer", on=FEB_1)


READS: dict[str, Callable[[Journeys], object]] = {
    "decide": lambda walks: rest(walks, WALK),
    "record_all": lambda walks: walks.record_all([(WALK, lambda _: [])], BY_ANNA),
    "retract": lambda walks: walks.retract(WALK, entry=1, why="x", on=FEB_1, actor=BY_ANNA),
    "history": lambda walks: looking(walks).history(WALK),
    "milestones": lambda walks: looking(walks).milestones(WALK),
    "safety": lambda walks: looking(walks).safety(WALK, on=FEB_1),
    "subject access": lambda walks: looking(walks).subject_access(WALK, on=FEB_1),
    "replay": lambda walks: walks.seen_by(AUDITOR, "revision").audit.replay(WALK, on=FEB_1),
    "explain": lambda walks: walks.seen_by(AUDITOR, "revision").audit.explain(
        WALK, "milestones.state", on=FEB_1
    ),
    "erase": lambda walks: erase(walks, WALK),
}


@pytest.mark.parametrize("new", BODIES)
def test_every_question_about_that_journey_says_to_upgrade(walks: Journeys, new: str) -> None:
    """Whatever is new of the entry, and whatever is asked; nothing is recorded or shown in part."""
    opened(walks)
    looking(walks).milestones(WALK)
    record_newer(walks, new)
    before = contents(walks)
    for ask in READS.values():
        with pytest.raises(EntryNewer, match=f"Entry 2 of journey {WALK} {NEWER}"):
            ask(walks)
    assert contents(walks) == before


@pytest.mark.parametrize("new", ["kind", "field"])
def test_the_others_go_on(walks: Journeys, new: str) -> None:
    """They are recorded, listed, counted, checked and rebuilt, and the seal holds."""
    opened(walks)
    opened(walks, OTHER)
    record_newer(walks, new)
    rest(walks, OTHER)
    listed = looking(walks).caseload(on=MAR_1).cases
    assert {case.journey for case in listed} == {WALK, OTHER}
    assert walks.overview(on=MAR_1).journeys == 2
    (difference,) = walks.maintenance.check()
    assert (difference.journey, difference.table) == (str(WALK), "")
    assert NEWER in difference.what
    rebuilt = walks.maintenance.rebuild()
    assert (rebuilt.journeys, set(rebuilt.set_aside)) == (1, {str(WALK)})
    assert NEWER in rebuilt.set_aside[str(WALK)]
    assert {case.journey for case in looking(walks).caseload(on=MAR_1).cases} == {WALK, OTHER}
    assert {verdict.fault for verdict in walks.seal.verify()} == {None}
    assert len(looking(walks).history(OTHER).entries) == 2


def test_a_reactor_is_called_for_it(walks: Journeys) -> None:
    """It is told that something happened, which this version knows as well."""
    opened(walks)
    record_newer(walks, "kind")
    kinds: list[str] = []
    reacted = walks.reactors.react("x", lambda happened: kinds.append(happened.kind), since=0)
    assert (reacted.delivered, kinds) == (2, ["journey-opened", "dream-dreamt"])


class JourneysLog(Application[UUID]):
    """The log of journeys, as an application of eventsourcing names it."""

    name = "journeys"


@pytest.mark.parametrize("new", BODIES)
def test_a_follower_stops_there_and_says_so(walks: Journeys, database_url: str, new: str) -> None:
    """What it passed over would be lost to it when it is upgraded."""
    opened(walks)
    record_newer(walks, new)
    env = {
        "PERSISTENCE_MODULE": "journeys.adapters.eventsourcing",
        "SQLALCHEMY_URL": database_url,
        "JOURNEYS_MASTER_KEY": KEYS.text,
        "MAPPER_TOPIC": "journeys.adapters.eventsourcing.mapper:EntryMapper",
    }
    with JourneysLog(env=env) as log, ApplicationSubscription(log) as subscription:
        followed: list[object] = [entry for entry, _ in islice(subscription, 1)]
        assert [getattr(entry, "version", None) for entry in followed] == [1]
        with pytest.raises(EntryNewer, match=f"Entry 2 of journey {WALK} {NEWER}"):
            next(subscription)


@pytest.mark.parametrize("new", BODIES)
def test_it_is_exported_whole_and_imported_where_it_is_known(
    walks: Journeys, origin_url: str, new: str
) -> None:
    """A proof needs no reading; another store of this version takes nothing of it."""
    opened(walks)
    record_newer(walks, new)
    export = export_of(walks)
    assert export.entries[-1].entry == BODIES[new][1]
    with journeys.open(origin_url, keys=KEYS) as another:
        before = contents(another)
        with pytest.raises(EntryNewer, match="newer version of journeys: upgrade this one"):
            another.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
        assert contents(another) == before


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        ("journey-rested", {"event": {"kind": "journey-rested", "new": 1}, **ENVELOPE}),
        ("journey-rested", {"event": RESTED | {"reason": 4, "new": 1}, **ENVELOPE}),
        ("journey-rested", {"event": RESTED | {"kind": "dream-dreamt"}, **ENVELOPE}),
        ("journey-rested", {"event": RESTED}),
        ("journey-resumed", {"event": RESTED, **ENVELOPE}),
        (ERASED, {"event": RESTED, **ENVELOPE}),
    ],
)
def test_what_no_version_would_write_is_not_taken_for_a_newer_ones(
    walks: Journeys, topic: str, body: Body
) -> None:
    """A field that is missing, of another type, or a body of another kind."""
    opened(walks)
    append(walks, topic, body)
    with pytest.raises(BrokenHistory, match="Entry 2 of journey"):
        looking(walks).history(WALK)


@pytest.mark.parametrize("topic", ["dream-dreamt", "journey-rested"])
def test_what_does_not_open_is_not_taken_for_a_newer_ones(walks: Journeys, topic: str) -> None:
    """Somebody without the person's key cannot make an alteration look like a new version."""
    opened(walks)
    append(walks, topic, BODIES["kind"][1], key=bytes(32))
    with pytest.raises(BrokenHistory, match="cannot be decrypted"):
        looking(walks).history(WALK)


def test_a_look_with_more_fields_is_a_newer_ones(walks: Journeys) -> None:
    """It is set aside by its position, in the citizen's copy of the looks, too."""
    opened(walks)
    looking(walks).milestones(WALK)
    body = {"actor": ANNA, "role": "caseworker", "purpose": "x", "request_id": None, "device": "y"}
    with walks.store.writing() as transaction:
        access, connection = sql(transaction).access, sql(transaction).connection
        cipher = access.keyring.cipher(connection, str(WALK))
        closed = cipher.close(2, "milestones", json.dumps(body).encode())
        access.log.append(connection, [(str(WALK), 2, "milestones", closed)])
    for ask in (looking(walks).access, walks.seen_by(AUDITOR, "revision").audit.who_looked):
        (why,) = ask(WALK).set_aside.values()
        assert f"Look 2 at journey {WALK} {NEWER}" in why
    assert looking(walks).milestones(WALK).state == "open"


@pytest.mark.parametrize("change", ["field", "count"])
def test_a_receipt_with_more_fields_is_a_newer_ones(walks: Journeys, change: str) -> None:
    """The erasure holds, and so does the seal."""
    opened(walks)
    body: Body = {
        "actor": "dorte.example",
        "role": "manager",
        "erasure": ["2026-02-01", "Tiden er gået", "Kassation"],
        "gone": [1, 2, 0, 5] if change == "count" else [1, 2, 0],
    } | ({"seen_by": "x"} if change == "field" else {})
    with walks.store.writing() as transaction:
        log, connection = sql(transaction).log, sql(transaction).connection
        log.destroy_key(WALK)
        cipher = log.keyring.receipt_cipher(connection, str(WALK))
        closed = cipher.close(2, ERASED, json.dumps(body).encode())
        log.log.append(connection, [(str(WALK), 2, ERASED, closed)])
    with pytest.raises(EntryNewer, match=f"The receipt of journey {WALK} {NEWER}"):
        walks.persons.receipt(WALK)
    assert {verdict.fault for verdict in walks.seal.verify()} == {None}


def test_a_receipt_that_cannot_be_read_repeats_nothing(walks: Journeys) -> None:
    """Neither the reason nor who gave it."""
    opened(walks)
    with walks.store.writing() as transaction:
        log, connection = sql(transaction).log, sql(transaction).connection
        log.destroy_key(WALK)
        cipher = log.keyring.receipt_cipher(connection, str(WALK))
        closed = cipher.close(2, ERASED, b'{"actor": "dorte.example", "gone": [1]}')
        log.log.append(connection, [(str(WALK), 2, ERASED, closed)])
    with pytest.raises(BrokenHistory, match=r"The receipt of journey .* cannot be read") as error:
        walks.persons.receipt(WALK)
    assert "dorte" not in str(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("more", "ours"), [({"seen": "x"}, True), ({"mark": "0", "seen": "x"}, False)]
)
def test_an_edition_with_more_fields_is_a_newer_ones_where_this_store_marked_it(
    walks: Journeys, more: Body, *, ours: bool
) -> None:
    """Else it is none that this store sealed, as any that somebody else added."""
    walks.seal.adopt_law()
    day, digest = date(2030, 1, 1), law().digests[law().editions[0].day]
    with walks.store.writing() as transaction:
        laws = sql(transaction).law
        stream, version, topic, body = laws._stored(day, 1, digest, "0.2")  # noqa: SLF001 - as a newer version would
        added = json.dumps(json.loads(body) | more).encode()
        laws.log.append(sql(transaction).connection, [(stream, version, topic, added)])
    (of_law,) = (verdict for verdict in walks.seal.verify() if verdict.log == "law")
    if not ours:
        assert of_law.fault is not None
        assert of_law.fault.what == "the edition is none that this store sealed"
        return
    assert of_law.fault is None
    with pytest.raises(EntryNewer, match=f"The edition 2030-01-01 in the law log {NEWER}"):
        walks.seal.law()
    opened(walks)
    assert len(looking(walks).history(WALK).entries) == 1


@pytest.mark.parametrize("newer", [WALK, OTHER])
def test_a_joined_journey_with_a_newer_entry_is_not_exported(
    walks: Journeys, newer: JourneyId
) -> None:
    """Whichever of the two has it, and by either id: half a citizen would leave."""
    for journey in (WALK, OTHER):
        opened(walks, journey)
    walks.merge(OTHER, into=WALK, why="Samme borger", on=FEB_1, actor=BY_ANNA)
    record_newer(walks, "field", newer)
    for journey in (WALK, OTHER):
        with pytest.raises(EntryNewer):
            export_of(walks, journey)
