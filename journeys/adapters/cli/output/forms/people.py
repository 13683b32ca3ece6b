"""The forms of who a journey is about, who looked at it, and the lists of journeys."""

from collections.abc import Iterator

from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, form, section, table, title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say
from journeys.adapters.words.names import municipality_name, role_name
from journeys.domain.message import Message
from journeys.projections.caseload import Caseload
from journeys.projections.identity import PersonIdentity
from journeys.projections.looks import LookLine, LookLineWithStaff, Looks, LooksWithStaff

KINDS = {"cpr": Message("CPR number"), "reference": Message("Reference")}
STATES = {"open": Message("open"), "resting": Message("resting")}


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
def caseload(view: Caseload, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each journey."""
    if not view.cases:
        yield say("No journey is open on {on}.", on=view.on)
        return
    yield table(
        view.cases,
        Column("Journey", lambda case: names.lines(case.journey)),
        Column("Opened", "opened"),
        Column("State", lambda case: STATES[case.state]),
        Column("Responsible", "responsible"),
        Column("Lives on", lambda case: case.support_basis or say("not known")),
        Column("Municipality", lambda case: municipality_name(case.municipality)),
    )
    yield say("Open or resting on {on}: {count}", on=view.on, count=len(view.cases))
