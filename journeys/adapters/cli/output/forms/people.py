"""The forms of who a journey is about, who looked at it, and the lists of journeys."""

from collections.abc import Iterator, Sequence
from itertools import groupby

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
    """Draw a line for each look, or for several alike on one day; who looked is for staff alone."""
    yield title(
        "Looks at journey {journey}: {count}",
        journey=view.journey,
        count=len(view.looks),
    )
    columns = [
        Column("When", lambda alike: alike[0].at),
        Column("What was looked at", _what),
        Column("Why", lambda alike: alike[0].purpose),
    ]
    if isinstance(view, LooksWithStaff):
        columns.append(Column("Who, for which request", _who))
    if view.looks:
        yield table([list(alike) for _, alike in groupby(view.looks, _same)], *columns)
    else:
        yield say("Nobody has looked at it before.")


def _same(look: LookLine) -> tuple[object, ...]:
    """Return what looks that follow each other have in common where they are one line."""
    return look.at.astimezone().date(), look.model_dump(exclude={"at"})


def _what(alike: Sequence[LookLine]) -> str:
    look = alike[0]
    what = f"{look.da}: {say(look.en)}"
    return what if len(alike) == 1 else say("{what} ({count} times)", what=what, count=len(alike))


def _who(alike: Sequence[LookLineWithStaff]) -> Iterator[str]:
    look = alike[0]
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
