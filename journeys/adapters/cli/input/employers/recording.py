"""Recording on an employer: the one way by which commands write on one, and confirm it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

import typer

from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.employers.choosing import employer_meant
from journeys.adapters.cli.input.employers.confirming import EmployerConfirmed
from journeys.adapters.cli.input.prompting import typed
from journeys.adapters.cli.input.recording import TypedRequest, ask_about_doubts
from journeys.adapters.words.language import say
from journeys.domain.errors import Doubted, Refused
from journeys.domain.vocabulary import EmployerId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.domain.employers.deciding import EmployerVerb
    from journeys.domain.employers.history import EmployerEntry

IN_USE = ("post-in-use", "task-in-use")
"""What is refused until somebody says what happens for those who are in it."""


class AboutEmployer(NamedTuple):
    """The employer that a command is about, what it is called, and what its verb is asked with."""

    employer: EmployerId
    name: str
    arguments: Mapping[str, Any]
    note: str = ""
    """What is said after it is confirmed, if anything."""


Resolving = Callable[[Session, "Journeys"], AboutEmployer]
"""Reads in the store what somebody typed about an employer, a post or a task."""

Recorded = Callable[["Journeys", AboutEmployer, Sequence[str]], "Sequence[EmployerEntry]"]


def record_at_employer(
    ctx: typer.Context, verb: "EmployerVerb[...]", request: TypedRequest, resolving: Resolving
) -> None:
    """Ask a verb about an employer, record what it decides, and confirm it.

    Somebody at a terminal is asked what happens for those who are in a post that is taken away.
    """

    def recorded(
        journeys: "Journeys", about: AboutEmployer, sure: Sequence[str]
    ) -> "Sequence[EmployerEntry]":
        return journeys.employers.decide(
            about.employer,
            verb,
            session(ctx).actor,
            request.request_id,
            sure,
            **{name: each for name, each in about.arguments.items() if each is not None},
        )

    record_by(ctx, request, resolving, recorded)


def record_words(
    ctx: typer.Context,
    verb: "EmployerVerb[...]",
    employer: str,
    given: Mapping[str, Any],
    request: TypedRequest,
) -> None:
    """Ask a verb about the employer that is typed, with nothing else to read in the store."""

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, given["on"])
        return AboutEmployer(about.employer, about.name, given)

    record_at_employer(ctx, verb, request, resolving)


def record_by(
    ctx: typer.Context, request: TypedRequest, resolving: Resolving, recorded: Recorded
) -> None:
    """Open the store, read what was typed, record on the employer, and confirm it."""
    run = session(ctx)
    with run.recording(dry_run=request.dry_run) as journeys:
        about = resolving(run, journeys)

        def recorder(sure: Any) -> "Sequence[EmployerEntry]":  # noqa: ANN401 - the codes of doubts
            return recorded(journeys, about, sure)

        try:
            entries = ask_about_doubts(run, recorder, request.sure or ())
        except Refused as refusal:
            if isinstance(refusal, Doubted) or refusal.code not in IN_USE or not run.may_ask:
                raise
            then = typed(say("What happens for those who are in it? "))
            about = about._replace(arguments={**about.arguments, "then": then})
            entries = ask_about_doubts(run, recorder, request.sure or ())
    confirmed = EmployerConfirmed(about.employer, about.name, entries, dry_run=request.dry_run)
    run.tell(confirmed.facts, "\n".join(filter(None, [*confirmed.lines, about.note])))


def new_id(request: TypedRequest, nr: int = 0) -> UUID:
    """Return the id of a new thing: the same again where the same request is given again."""
    if request.request_id is None:
        return uuid4()
    return uuid5(NAMESPACE_OID, f"{request.request_id}\n{nr}")
