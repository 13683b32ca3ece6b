"""The forms of who a journey is about, who looked at it, and the lists of journeys."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, form, section, table, title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, say_of
from journeys.adapters.words.names import municipality_name, role_name
from journeys.domain.message import Message
from journeys.projections.caseload import Caseload
from journeys.projections.identity import PersonIdentity
from journeys.projections.looks import LookLine, LookLineWithStaff, Looks, LooksWithStaff
from journeys.projections.looks_by import EmployeeLook, EmployeeLooks

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


@form
def employee_looks(view: EmployeeLooks) -> Parts:
    """Draw a line for each look of an employee, or for several alike on one day."""
    first = view.after.astimezone() + timedelta(microseconds=1)
    yield title(
        "Looks by {who}, {first} to {last}: {count}",
        who=view.employee,
        first=first.date(),
        last=view.upto.astimezone().date(),
        count=len(view.looks),
    )
    if view.looks:
        yield table(
            [list(alike) for _, alike in groupby(view.looks, _same)],
            Column("When", lambda alike: alike[0].at),
            Column("At whom", lambda alike: _whom(alike[0])),
            Column("What was looked at", _what),
            Column("Why, in which role", _why),
        )
    else:
        yield say("No look is logged under exactly this name in these days.")
    if view.erased:
        yield say_of(
            view.erased,
            "{count} look of these days, by anybody, cannot be read: it was at somebody who has "
            "been erased since.",
            "{count} looks of these days, by anybody, cannot be read: they were at somebody who "
            "has been erased since.",
        )


def _whom(look: EmployeeLook) -> Iterator[str]:
    if look.employer:
        yield say("employer {employer}", employer=short(look.employer))
    elif look.journey:
        yield short(look.journey)


def _why(alike: Sequence[EmployeeLook]) -> Iterator[str]:
    look = alike[0]
    yield look.purpose
    yield role_name(look.role)
    if look.request_id:
        yield look.request_id


def _same(look: LookLine) -> tuple[object, ...]:
    """Return what looks that follow each other have in common where they are one line."""
    return look.at.astimezone().date(), look.model_dump(exclude={"at", "position"})


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
