"""Who a journey is about, and the looks at it, drawn."""

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import section, table
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, shown
from journeys.adapters.words.names import role_name
from journeys.domain.message import Message
from journeys.projections.identity import PersonIdentity
from journeys.projections.looks import LookLine, Looks, LooksWithStaff

NOBODY = Message("Nobody has looked at it before.")


KINDS = {"cpr": Message("CPR number"), "reference": Message("Reference")}


def identified(view: PersonIdentity) -> RenderableType:
    """Return who a journey is about."""
    lines = [say("Name: {name}", name=view.name), f"{say(KINDS[view.kind])}: {view.number}"]
    return section(say("Journey {journey} is about", journey=short(view.journey)), lines)


def looks(view: Looks) -> RenderableType:
    """Return a line for each look, with nobody's name."""
    drawn = table("When", "What was looked at", "Why")
    for look in view.looks:
        drawn.add_row(_when(look), _what(look), Text(look.purpose))
    return _titled(view, drawn)


def looks_with_staff(view: LooksWithStaff) -> RenderableType:
    """Return a line for each look, with who looked."""
    drawn = table("When", "What was looked at", "Why", "Who, for which request")
    for look in view.looks:
        who = [look.actor, role_name(look.role), *([look.request_id] if look.request_id else [])]
        drawn.add_row(_when(look), _what(look), Text(look.purpose), Text("\n".join(who)))
    return _titled(view, drawn)


def _titled(view: Looks | LooksWithStaff, drawn: RenderableType) -> RenderableType:
    title = Text(
        say(
            "Looks at journey {journey}: {count}",
            journey=short(view.journey),
            count=len(view.looks),
        ),
        style="bold",
    )
    return Group(title, drawn if view.looks else Text(say(NOBODY)))


def _when(look: LookLine) -> str:
    return str(shown(look.at.astimezone()))


def _what(look: LookLine) -> Text:
    return Text(f"{look.da}: {say(look.en)}")
