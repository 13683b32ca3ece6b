"""A web service that records journeys, with FastAPI: an example to begin from.

    export DATABASE_URL=postgresql+psycopg://localhost/service JOURNEYS_MASTER_KEY=...
    uvicorn fastapi_service:app --workers 4

The store is made before (`journeys init`), as is the table `outbox`, by your own migrations.
Every write is one transaction of the service's own database: what the journey says, and a row of
the outbox for each entry, are committed together or not at all. The caller names each request
(`Idempotency-Key`) and may send it again after any failure: it is recorded once. Errors are
answered as problem details (RFC 9457), in the caller's language.
"""

import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, FastAPI, Header, Response, status
from fastapi import Request as HttpRequest
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy import BigInteger, Column, MetaData, Table, Text, create_engine
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

import journeys
from journeys import Actor, Entry, JourneyId, errors, verbs
from journeys.keys import MasterKey
from journeys.language import spoken

OURS = MetaData()
outbox = Table(
    "outbox",
    OURS,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
)
"""What is sent on to others: that something happened, never what was said."""

engine = create_engine(os.environ["DATABASE_URL"], pool_size=10)
store = journeys.open(engine, keys=MasterKey.parse(os.environ["JOURNEYS_MASTER_KEY"]), create=False)


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Close the store when the worker ends."""
    yield
    store.close()
    engine.dispose()


app = FastAPI(title="Journeys", lifespan=lifespan)


def caller(x_user: Annotated[str, Header()], x_role: Annotated[str, Header()]) -> Actor:
    """Return who asks. In your service: from the token that your identity provider signed."""
    return Actor(x_user, x_role)


Caller = Annotated[Actor, Depends(caller)]
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200)]


class Opened(BaseModel):
    """A journey that begins."""

    on: date
    municipality: str
    basis: str


class Success(BaseModel):
    """A small success: what happened, in a few words."""

    on: date
    words: str


class Subgoal(BaseModel):
    """A step on the way, in the citizen's own words."""

    on: date
    subgoal: UUID
    title: str
    why: str


class Recorded(BaseModel):
    """What was recorded: where each entry stands in the log, and its kind."""

    positions: list[int]
    kinds: list[str]


@app.put("/journeys/{journey}", status_code=status.HTTP_201_CREATED)
def open_journey(journey: UUID, body: Opened, actor: Caller, key: Key) -> Recorded:
    """Open a journey under an id that the caller chose."""
    facts = body.model_dump() | {"responsible": actor.name}
    return record(journey, verbs.open_journey, actor, key, facts)


@app.post("/journeys/{journey}/successes", status_code=status.HTTP_201_CREATED)
def notice_success(journey: UUID, body: Success, actor: Caller, key: Key) -> Recorded:
    """Notice a small success."""
    facts = body.model_dump() | {"noticed_by": actor.name}
    return record(journey, verbs.notice_small_success, actor, key, facts)


@app.post("/journeys/{journey}/subgoals", status_code=status.HTTP_201_CREATED)
def set_subgoal(journey: UUID, body: Subgoal, actor: Caller, key: Key) -> Recorded:
    """Set a subgoal."""
    return record(journey, verbs.set_subgoal, actor, key, body.model_dump())


@app.get("/journeys/{journey}/milestones")
def milestones(journey: UUID, actor: Caller, purpose: str, on: date) -> Any:  # noqa: ANN401 - its schema: `journeys schema milestones`
    """Show the path: who looks and why is logged before anything is shown."""
    return store.seen_by(actor, purpose).milestones(JourneyId(journey), on=on)


@app.get("/health")
def health(response: Response) -> Any:  # noqa: ANN401 - its schema: `journeys schema health`
    """Say whether the store is well; for a load balancer by the status alone."""
    found = store.health()
    response.status_code = 200 if found.is_usable else 503
    return found


def record(
    journey: UUID, verb: Callable[..., Any], actor: Actor, key: str, facts: dict[str, Any]
) -> Recorded:
    """Record a decision and the outbox in one transaction; the same answer for the same key."""
    with engine.begin() as connection:
        entries = store.joining(connection).decide(
            JourneyId(journey), verb, actor, request_id=key, **facts
        )
        send_on(connection, entries)
    return Recorded(
        positions=[entry.position for entry in entries],
        kinds=[entry.event.kind for entry in entries],
    )


def send_on(connection: Any, entries: Sequence[Entry]) -> None:  # noqa: ANN401 - a SQLAlchemy Connection
    """Put entries into the outbox; those of a request that is answered again are there already."""
    rows = [{"position": entry.position, "kind": entry.event.kind} for entry in entries]
    connection.execute(insert(outbox).on_conflict_do_nothing(), rows)


@app.exception_handler(errors.JourneysError)
@app.exception_handler(OperationalError)  # the database's own, where the service begins or commits
def answer(request: HttpRequest, error: errors.JourneysError | OperationalError) -> JSONResponse:
    """Answer an error as problem details, in Danish unless English is asked for."""
    english = request.headers.get("accept-language", "").startswith("en")
    if isinstance(error, OperationalError):
        error = errors.StoreUnreachable("the database does not answer")
    with spoken("en" if english else "da"):
        told = errors.problem(error)
    headers = {"Retry-After": str(told["retry_after"])} if "retry_after" in told else {}
    return JSONResponse(told, told["status"], headers, media_type="application/problem+json")
