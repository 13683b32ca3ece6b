"""What fields, their choices and roles are called where people read them.

English names are the keys themselves (`paid_hours` reads "paid hours"); the catalogue has the
Danish ones.
"""

from collections.abc import Mapping

from journeys.adapters.words.language import say
from journeys.domain.law.rates import Household
from journeys.domain.law.vocabularies import vocabularies
from journeys.domain.message import FieldName, Message
from journeys.domain.permissions import ROLES
from journeys.domain.vocabulary import MUNICIPALITIES

CHOICE_FIELDS = frozenset(
    {
        "agreed_by",
        "answer",
        "answered",
        "competence",
        "done_by",
        "ground",
        "how",
        "outcome",
        "rater",
        "scheme",
        "set_by",
    }
)
"""The fields that hold a choice of the law or the library; elsewhere the same word is a person's
own, and codes of vocabularies stay as they are."""

HOUR_FIELDS = frozenset({"hours", "hours_a_week", "paid_hours", "present_hours"})
"""The fields that hold a number, which each language writes in its own way."""


HOUSEHOLDS: Mapping[Household, Message] = {
    "single": Message("single (reelt enlig)"),
    "couple": Message("with a partner without a pension"),
    "couple-pensioner": Message("with a partner who has a pension too"),
}

ARGUMENT_NAMES = (
    "actor",
    "authority",
    "name",
    "number",
    "on",
    "purpose",
    "request id",
    "role",
    "today",
)
"""What refusals name beside the fields of events, as a sentence has it."""

STEP_NAMES = ("year", "month", "week")
"""The periods of a table that is imported."""


def field_name(field: str) -> Message:
    """Return what a field of an event is called."""
    return FieldName(field).label


def choice_name(choice: str) -> Message:
    """Return what a choice of the law or the library is called."""
    return Message(choice)


def municipality_name(municipality: str) -> str:
    """Return the code of a municipality with its name, as in `621 Kolding`."""
    known = vocabularies()[MUNICIPALITIES].terms.get(municipality)
    return municipality if known is None else f"{municipality} {known.da}"


def role_name(role: str) -> str:
    """Return what a role is called, in the spoken language; a host's own role stands as it is."""
    return say(role) if role in ROLES else role
