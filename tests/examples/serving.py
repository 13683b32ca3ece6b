"""A web service of the documentation, run by uvicorn with two workers, and clients that insist."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from time import monotonic
from uuid import UUID

import httpx
import pytest

PASSES = {"Conflict", "StoreBusy", "StoreUnreachable"}
PATIENCE = 60  # seconds that a client insists on one request
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
WORKERS = 2
ENGLISH = {"Accept-Language": "en"}
CASEWORKER = {"X-User": "anna.example", "X-Role": "caseworker"}


@dataclass(frozen=True)
class Service:
    """A service that runs on this machine."""

    address: str
    process: subprocess.Popen[bytes]

    def client(self) -> httpx.Client:
        """Return a client of it, for a caseworker."""
        return httpx.Client(base_url=self.address, headers=CASEWORKER | ENGLISH, timeout=60)

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [each for each in map(int, children.split()) if _answers(each)]


def _answers(process: int) -> bool:
    # Beside its workers, uvicorn's parent has Python's own process that tracks what they share.
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


@contextmanager
def serving(name: str, environment: dict[str, str]) -> Iterator[Service]:
    """Run an example with two workers until the end of the body."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        command = ["uvicorn", f"{name}:app", "--workers", str(WORKERS), "--fd", str(free.fileno())]
        process = subprocess.Popen(
            [sys.executable, "-m", *command, "--log-level", "warning"],
            cwd=EXAMPLES,
            env=os.environ | environment,
            pass_fds=[free.fileno()],
        )
        try:
            yield Service(f"http://127.0.0.1:{port}", process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@dataclass
class Progress:
    """How many requests were answered, by all clients together; others may wait for a number."""

    answered: int = 0
    repeated: dict[str, int] = field(default_factory=dict)
    """How often a request was sent again, by why."""
    _changed: Condition = field(default_factory=Condition)

    def answer(self) -> None:
        """Note that one more was answered."""
        with self._changed:
            self.answered += 1
            self._changed.notify_all()

    def repeat(self, why: str) -> None:
        """Note that one is sent again."""
        with self._changed:
            self.repeated[why] = self.repeated.get(why, 0) + 1

    def wait_for(self, answered: int) -> None:
        """Return when so many were answered."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.answered >= answered, timeout=600)


@dataclass
class Insisting:
    """A client that sends each request until it is answered."""

    client: httpx.Client
    progress: Progress

    def send(self, method: str, path: str, key: str, body: dict[str, str]) -> list[int]:
        """Send a request until it is answered, and return the positions of what was recorded.

        A lost connection, and what the service says will pass, is no answer.
        """
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                headers = {"Idempotency-Key": key}
                found = self.client.request(method, path, json=body, headers=headers)
            except httpx.TransportError as error:
                self.progress.repeat(type(error).__name__)
                continue
            if found.status_code == httpx.codes.CREATED:
                self.progress.answer()
                positions: list[int] = found.json()["positions"]
                return positions
            assert found.json().get("code") in PASSES, found.text
            self.progress.repeat(found.json()["code"])
        pytest.fail(f"not answered within {PATIENCE} seconds: {self.progress.repeated}")


def record_successes(
    service: Service, progress: Progress, journey: UUID, name: str, count: int
) -> list[int]:
    """Open a journey and record successes, one request after the other; return their positions."""
    with service.client() as client:
        insisting = Insisting(client, progress)
        opened = {"on": "2026-01-01", "municipality": "621", "basis": "kontanthjælp"}
        positions = insisting.send("PUT", f"/journeys/{journey}", f"{name}/open", opened)
        for number in range(count):
            told = {"on": "2026-02-01", "words": f"{name} {number}"}
            path = f"/journeys/{journey}/successes"
            positions += insisting.send("POST", path, f"{name}/{number}", told)
    return positions
