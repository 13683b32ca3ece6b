"""Office: whom somebody calls, and where they meet; it is on every page that is handed over."""

from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.view import View


class Office(View):
    """Kontor: the office of the responsible colleague's team; it names nobody who works there."""

    name: str
    place: str
    """Where it is; empty where the municipality's file does not say."""
    telephone: str
    """As it is printed: digits, which may be grouped by spaces."""
    hours: str
    """When somebody answers; empty where the municipality's file does not say."""


def office(as_of: History, book: Rulebook) -> Office | None:
    """Return the office of a journey; None where the municipality's file has none for it.

    It is that of the team of the person who is responsible, else the office without a team.
    """
    return office_of(as_of.journey.people.responsible, book)


def office_of(colleague: str, book: Rulebook) -> Office | None:
    """Return the office of a colleague's team, else the one without a team, else None."""
    found = book.office_of(colleague)
    if found is None:
        return None
    return Office(name=found.name, place=found.place, telephone=found.telephone, hours=found.hours)
