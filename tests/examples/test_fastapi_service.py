"""The example of a web service: two workers, many clients, a killed worker, a restarted server."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

import journeys
from tests.effort import tries
from tests.examples.serving import Progress, Service, record_successes, serving
from tests.invented import KEYS
from tests.servers import OwnServer, own_postgresql

CLIENTS = tries(6, 20)
EACH = tries(20, 1000)  # requests of a client
TOTAL = CLIENTS * (1 + EACH)

OUTBOX = "CREATE TABLE outbox (position bigint PRIMARY KEY, kind text NOT NULL)"
OPENED = {"on": "2026-01-01", "municipality": "621", "basis": "kontanthjælp"}


@pytest.fixture(scope="module")
def server(postgresql_server: str) -> Iterator[OwnServer]:  # noqa: ARG001 - its locks are used
    """Run a server of this test alone, with a new store and an empty outbox in it."""
    with own_postgresql() as own:
        journeys.open(own.url, keys=KEYS).close()
        with psycopg.connect(own.url) as connection:
            connection.execute(OUTBOX)
        yield own


@pytest.fixture(scope="module")
def service(server: OwnServer) -> Iterator[Service]:
    """Run the example on it."""
    url = server.url.replace("postgresql://", "postgresql+psycopg://")
    settings = {"DATABASE_URL": url, "JOURNEYS_MASTER_KEY": KEYS.text}
    with serving("fastapi_service", settings) as running:
        yield running


def test_a_request_is_recorded_once_however_often_it_is_sent(service: Service) -> None:
    """And is answered the same."""
    journey = uuid4()
    with service.client() as client:
        path, key = f"/journeys/{journey}", {"Idempotency-Key": "case-1/open"}
        first, again = (client.put(path, json=OPENED, headers=key) for _ in range(2))
        assert (first.status_code, first.json()) == (201, again.json())
        assert first.json()["kinds"] == ["journey-opened"]
        seen = client.get(f"{path}/milestones", params={"purpose": "case", "on": "2026-02-01"})
        assert (seen.status_code, seen.json()["state"]) == (200, "open")
        assert client.get("/health").status_code == 200


def test_an_error_is_answered_as_problem_details_in_the_callers_language(service: Service) -> None:
    """With a status that says what to do, and nothing that was not sent."""
    with service.client() as client:
        body = {"on": "2026-02-01", "words": "Et smil"}
        path, key = f"/journeys/{uuid4()}/successes", {"Idempotency-Key": "1"}
        english = client.post(path, json=body, headers=key)
        danish = client.post(path, json=body, headers=key | {"Accept-Language": "da"})
        assert english.headers["content-type"] == "application/problem+json"
        assert english.status_code == danish.status_code == 409, english.text
        assert english.json()["code"] == danish.json()["code"]
        assert english.json()["detail"] != danish.json()["detail"]
        unwilling = client.post(path, json=body, headers=key | {"X-Role": "auditor"})
        assert unwilling.status_code == 403


def test_nothing_is_lost_or_doubled_where_a_worker_is_killed_and_the_server_restarted(
    service: Service, server: OwnServer
) -> None:
    """Clients that insist are answered; the outbox has a row for each entry."""
    progress = Progress()
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [
            pool.submit(record_successes, service, progress, uuid4(), f"client-{number}", EACH)
            for number in range(CLIENTS)
        ]
        progress.wait_for(TOTAL // 3)
        os.kill(service.workers()[0], signal.SIGKILL)
        progress.wait_for(2 * TOTAL // 3)
        server.restart()
        positions = sorted(position for each in clients for position in each.result())
    assert len(positions) == len({*positions}) == TOTAL
    with psycopg.connect(server.url) as connection:
        sent = connection.execute("SELECT position FROM outbox ORDER BY position").fetchall()
    with journeys.open(server.url, keys=KEYS) as store:
        verdicts = store.seal.verify()
        assert [each.fault for each in verdicts] == [None] * len(verdicts)
        assert [position for (position,) in sent] == list(range(1, verdicts[0].entries + 1))
        assert not list(store.maintenance.check())
    assert progress.repeated
