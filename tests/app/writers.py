"""Processes that write to a store: many at once, or one that is killed."""

import os
import signal
from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from uuid import UUID

import journeys
from journeys import Actor, Entry, JourneyId, Journeys, verbs
from journeys.adapters.files.exports.disclosure import write_disclosure
from journeys.adapters.files.exports.read import read_export
from journeys.adapters.files.master_key import ensure_key_file
from journeys.adapters.wiring import init, rotate
from journeys.domain.erasure import Receipt
from journeys.errors import Conflict, Refused
from journeys.keys import MasterKey
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, WALK, opened

SHARED = JourneyId(UUID(int=0))
FACTS, PER_JOURNEY, SHARED_EVERY = tries(60, 500), 25, 50
ERASED_SHARE = 0.7


def journey_of(writer: int, number: int) -> JourneyId:
    """Return the journey on which a writer records its fact of that number."""
    if number % SHARED_EVERY == 0:
        return SHARED
    return JourneyId(UUID(int=(writer + 1) * 1_000 + number // PER_JOURNEY))


def record(walks: Journeys, journey: JourneyId, words: str) -> int:
    """Record one small success and return its version; whoever is told of a conflict asks again."""
    while True:
        try:
            (entry,) = walks.decide(
                journey,
                verbs.notice_small_success,
                actor=BY_ANNA,
                words=words,
                noticed_by=ANNA,
                on=FEB_1,
            )
        except Conflict:
            continue
        return entry.version


def write_facts(url: str, writer: int) -> None:
    """Record so many facts, one a commit."""
    with journeys.open(url, keys=KEYS) as walks:
        begun = set[JourneyId]()
        for number in range(FACTS):
            journey = journey_of(writer, number)
            if journey not in begun:
                opened(walks, journey)
                begun.add(journey)
            record(walks, journey, f"{writer}-{number}")


def write_until_killed(url: str, seed: int, acknowledged: Connection) -> None:
    """Record facts for ever on a few journeys; acknowledge each after it was recorded."""
    random = Random(seed)  # noqa: S311 - which journey is next is no secret
    with journeys.open(url, keys=KEYS) as walks:
        number = 0
        while True:
            journey = JourneyId(UUID(int=1 + random.randrange(5)))
            opened(walks, journey)
            version = record(walks, journey, f"{seed}-{number}")
            acknowledged.send((journey, version, f"{seed}-{number}"))
            number += 1


def change_until_killed(url: str, seed: int, acknowledged: Connection) -> None:
    """Record, identify and react for ever; acknowledge each after it was done."""
    random = Random(seed)  # noqa: S311 - what is next is no secret
    with journeys.open(url, keys=KEYS) as walks:
        for number in count():
            journey = JourneyId(UUID(int=1 + random.randrange(5)))
            opened(walks, journey)
            name = f"{seed}-{number}"
            match number and random.choice(("recorded", "identified", "reacted")):
                case "identified":
                    identify(walks, journey, name)
                    acknowledged.send(("identified", journey, name))
                case "reacted":
                    reacted = walks.reactors.react(f"reactor {seed}", lambda _: None)
                    acknowledged.send(("reacted", f"reactor {seed}", reacted.position))
                case _:
                    (entry,) = succeed(walks, journey, name)
                    acknowledged.send(("recorded", (journey, entry.version), name))


def succeed(walks: Journeys, journey: JourneyId, name: str) -> tuple[Entry, ...]:
    """Record a small success of these words, under a request id of the same."""
    return walks.decide(
        journey,
        verbs.notice_small_success,
        BY_ANNA,
        name,
        words=name,
        noticed_by=ANNA,
        on=FEB_1,
    )


def succeed_often(url: str, journey: JourneyId, writer: int, times: int) -> None:
    """Record a small success that often, in a store that raises every conflict."""
    with journeys.open(url, keys=KEYS, retries=0) as walks:
        for number in range(times):
            succeed(walks, journey, f"{writer}-{number}")


def identify(walks: Journeys, journey: JourneyId, number: str) -> None:
    """Store who a journey is about, by a reference in a register of persons."""
    walks.persons.identify(
        journey,
        name="Anne Prøve",
        number=number,
        kind="reference",
        actor=BY_ANNA,
        purpose="visitation",
    )


def upgrade_until_killed(url: str, acknowledged: Connection) -> None:
    """Bring a store up to date; say when it begins, and when it was done."""
    acknowledged.send("begun")
    init(url, keys=KEYS)
    acknowledged.send("upgraded")


def master_key(number: int) -> MasterKey:
    """Return the master key of that number: each rotation takes the next."""
    return MasterKey(sha256(b"%d" % number).digest())


def live_until_killed(url: str, seed: int, first_key: int, acknowledged: Connection) -> None:
    """Record, erase and rotate the master key for ever; acknowledge each after it was done."""
    random = Random(seed)  # noqa: S311 - what is next is no secret
    key = first_key
    while True:
        with journeys.open(url, keys=master_key(key)) as walks:
            journey = JourneyId(UUID(int=random.getrandbits(64)))
            opened(walks, journey)
            acknowledged.send(("opened", journey))
            if random.random() < ERASED_SHARE:
                walks.decide(journey, verbs.close_journey, BY_ANNA, None, reason="x", on=FEB_1)
                erase(walks, journey)
                acknowledged.send(("erased", journey))
        rotate(url, keys=master_key(key), new=master_key(key + 1))
        key += 1
        acknowledged.send(("rotated", key))


def arrive_until_killed(
    url: str, folders: Path, names: Sequence[str], acknowledged: Connection
) -> None:
    """Take in one journey after the other; acknowledge each after it was taken in."""
    with journeys.open(url, keys=KEYS) as walks:
        for name in names:
            arrive(walks, folders / name)
            acknowledged.send(name)


def disclose_until_killed(url: str, out: Path, acknowledged: Connection) -> None:
    """Disclose one entry again and again; acknowledge each folder after it was written."""
    with journeys.open(url, keys=KEYS) as walks:
        for nr in count():
            auditor = walks.seen_by(Actor("rie.example", "auditor"), "retssag").audit
            write_disclosure(auditor.disclose(WALK, 2), out / str(nr))
            acknowledged.send(str(nr))


def arrive(walks: Journeys, folder: Path) -> None:
    """Take in the journey of a folder, by the key that it says itself: here both are ours."""
    export = read_export(folder)
    leader = Actor("dorte.example", "manager")
    walks.moving.arrive(export, key=export.key, actor=leader, purpose="flytning til kommunen")


def erase(walks: Journeys, journey: JourneyId) -> Receipt:
    """Erase somebody, under a request id that is the journey's own."""
    return walks.persons.erase(
        journey,
        reason="Tiden er gået",
        authority="Kassation",
        on=FEB_1,
        actor=Actor("dorte.example", "manager"),
        request_id=f"erase {journey}",
    )


def ask_and_be_killed(url: str, request_id: str) -> None:
    """Record under a request id, and be gone before anybody is told."""
    with journeys.open(url, keys=KEYS) as walks:
        rest(walks, SHARED, request_id)
        os.kill(os.getpid(), signal.SIGKILL)


def ask_at_once(url: str, journey: JourneyId, start: Barrier, told: Connection) -> None:
    """Ask the same as others do, at the same moment; tell which entry it was, or the refusal."""
    with journeys.open(url, keys=KEYS) as walks:
        start.wait()
        while True:
            try:
                entries = rest(walks, journey, "at once")
            except Conflict:
                continue
            except Refused as refusal:
                told.send(refusal.code)
            else:
                told.send(f"{entries[0].journey} {entries[0].version}")
            return


def rest(walks: Journeys, journey: JourneyId, request_id: str) -> tuple[Entry, ...]:
    """Let a journey rest, under a request id."""
    return walks.decide(journey, verbs.rest_journey, BY_ANNA, request_id, reason="Sommer", on=FEB_1)


def make_key(file: str, start: Barrier, told: Connection) -> None:
    """Make a key file at the same moment as others, and tell the key that was given."""
    start.wait()
    told.send(ensure_key_file(Path(file)).text)
