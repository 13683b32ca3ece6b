"""The forms of who a journey is about, who looked at it, and the lists of journeys."""

from collections.abc import Iterator

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.render import Column, Parts, as_text, form, section, table, title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, say
from journeys.adapters.words.names import municipality_name, role_name
from journeys.domain.message import Message
from journeys.projections.caseload import Caseload
from journeys.projections.desk import Desk, DeskLine
from journeys.projections.identity import PersonIdentity
from journeys.projections.looks import LookLine, LookLineWithStaff, Looks, LooksWithStaff

KINDS = {"cpr": Message("CPR number"), "reference": Message("Reference")}
STATES = {"open": Message("open"), "resting": Message("resting")}
LATE = "!"


@form
def identified(view: PersonIdentity) -> Parts:
    """Draw who a journey is about."""
    lines = [say("Name: {name}", name=view.name), f"{say(KINDS[view.kind])}: {view.number}"]
    yield section(say("Journey {journey} is about", journey=short(view.journey)), lines)


@form
def looks(view: Looks | LooksWithStaff) -> Parts:
    """Draw a line for each look; who looked is there only for staff."""
    yield title(
        "Looks at journey {journey}: {count}",
        journey=view.journey,
        count=len(view.looks),
    )
    columns = [Column("When", "at"), Column("What was looked at", _what), Column("Why", "purpose")]
    if isinstance(view, LooksWithStaff):
        columns.append(Column("Who, for which request", _who))
    if view.looks:
        yield table(view.looks, *columns)
    else:
        yield say("Nobody has looked at it before.")


def _what(look: LookLine) -> str:
    return f"{look.da}: {say(look.en)}"


def _who(look: LookLineWithStaff) -> Iterator[str]:
    yield look.actor
    yield role_name(look.role)
    if look.request_id:
        yield look.request_id


@form
def caseload(view: Caseload) -> Parts:
    """Draw a line for each journey."""
    if not view.cases:
        yield say("No journey is open on {on}.", on=view.on)
        return
    yield table(
        view.cases,
        Column("Journey", "journey"),
        Column("Opened", "opened"),
        Column("State", lambda case: STATES[case.state]),
        Column("Responsible", "responsible"),
        Column("Lives on", lambda case: case.support_basis or say("not known")),
        Column("Municipality", lambda case: municipality_name(case.municipality)),
    )
    yield say("Open or resting on {on}: {count}", on=view.on, count=len(view.cases))


@form
def desk(view: Desk) -> Parts:
    """Draw a line for each journey, those that wait most first, and below them what was offered."""
    if not view.lines and not view.offered:
        yield say(
            "No journey of {who} is open or resting on {on}.", who=view.responsible, on=view.on
        )
        return
    yield title(
        "Journeys of {who} open or resting on {on}: {count}",
        who=view.responsible,
        on=view.on,
        count=len(view.lines),
    )
    if view.lines:
        yield ""
        yield table(view.lines, *DESK)
    if view.offered:
        yield ""
        yield title("Offered to {who}, and waiting for an answer", who=view.responsible)
        yield table(view.offered, *DESK)
        yield say("Answer with: {command}", command=command("journeys handover accept", "ID"))
    if any(line.due_before for line in (*view.lines, *view.offered)):
        yield say("{sign} was due before this day.", sign=LATE)


def _next(line: DeskLine) -> Iterator[str]:
    yield line.next_step or say("none is set")
    if line.state == "resting":
        yield say("(resting)")
    for who in line.offered_to:
        yield say("(offered to {who})", who=who)


def _owed(line: DeskLine) -> Iterator[str]:
    for nr, each in enumerate(line.owed):
        late = f"{LATE} " if nr < line.due_before else ""
        yield f"{late}{as_text(each.due)} {in_spoken_language(each)}"


DESK = (
    Column("Journey", "journey"),
    Column("Next step", _next),
    Column("Talk by", "next_talk"),
    Column("Days since talk", "days_since_contact", is_number=True),
    Column("Owed", _owed),
)
