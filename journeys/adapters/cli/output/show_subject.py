"""Everything that is held on a person, drawn to be handed over and read."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output import show_access as picture_access
from journeys.adapters.cli.output import tables
from journeys.adapters.cli.output.console import section
from journeys.adapters.cli.output.show_milestones import milestones
from journeys.adapters.cli.output.show_safety import safety
from journeys.adapters.words.entries import entry_lines
from journeys.adapters.words.language import say, shown
from journeys.adapters.words.names import role_name
from journeys.domain.decisions.access import GIVEN_OUT
from journeys.domain.message import Message
from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.identity import PersonIdentity
from journeys.projections.looks import Looks, LooksWithStaff
from journeys.projections.subject_access import SubjectAccess, SubjectAccessWithStaff
from journeys.projections.timeline import TimelineEntry, TimelineLine

NOBODY_NAMED = Message(
    "Who recorded an entry and who looked is not named here ({basis}).", basis=GIVEN_OUT
)

Lines = Iterator[tuple[str, str]]


def subject_access(view: SubjectAccess) -> RenderableType:
    """Return everything, one part after the other; the views as their own commands draw them."""
    named = isinstance(view, SubjectAccessWithStaff)
    owed = tuple(JourneyDuty(journey=view.journey, owed=each) for each in view.duties)
    return Group(
        Text(say("Indsigt: everything that is held"), style="bold"),
        *([] if named else [Text(say(NOBODY_NAMED))]),
        Text(),
        section(
            "Identitet: who it is about",
            list(_identities(view)) or [say("Nobody has said it.")],
        ),
        section(
            say("Alt registreret: entries, {count} in all", count=len(view.entries)),
            _entries(view.entries),
        ),
        Text(say("Billeder: every view on {on}", on=view.on), style="bold"),
        Text(),
        milestones(view.milestones),
        safety(view.safety),
        tables.duties(Duties(on=view.on, owed=owed), of_one=True),
        Text(),
        tables.continuity(view.continuity),
        section(
            "Rækker: how it is kept for lists and counts",
            list(_rows(view)) or [say("Not at all.")],
        ),
        section("Forespørgsler: requests remembered by their id", view.requests or [say("None.")]),
        _looks(view),
    )


def _identities(view: SubjectAccess) -> Lines:
    if view.identity is not None:
        yield "-", _who(view.identity)
    for each in view.former_identities:
        yield "-", say("{who} (replaced, and still finds the journey)", who=_who(each))


def _who(identity: PersonIdentity) -> str:
    return f"{identity.name}, {say(picture_access.KINDS[identity.kind])} {identity.number}"


def _entries(entries: tuple[TimelineEntry, ...]) -> Lines:
    for each in entries:
        at = each.recorded_at.astimezone()
        recorded = say("Recorded {at}", at=at)
        if isinstance(each, TimelineLine):
            role = role_name(each.role) if each.role else Message("in no role")
            recorded = say("Recorded {at}, by {who}, {role}", at=at, who=each.actor, role=role)
        yield f"{each.entry}.", "\n".join([str(shown(each.on)), *entry_lines(each), recorded])


def _rows(view: SubjectAccess) -> Lines:
    for table, rows in view.rows.items():
        for row in rows:
            told = (
                f"{name.replace('_', ' ')}: {value}"
                for name, value in row.items()
                if value not in (None, "") and name not in {"journey", "nr"}
            )
            yield table, "; ".join(told)


def _looks(view: SubjectAccess) -> RenderableType:
    if isinstance(view, SubjectAccessWithStaff):
        return picture_access.looks_with_staff(
            LooksWithStaff(journey=view.journey, looks=view.looks)
        )
    return picture_access.looks(Looks(journey=view.journey, looks=view.looks))
