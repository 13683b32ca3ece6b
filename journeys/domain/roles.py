"""Who acts, in which role, and the permissions that are not verbs; `permissions.py` grants them."""

from collections.abc import Mapping
from typing import NamedTuple

from journeys.domain.message import Message


class Actor(NamedTuple):
    """Aktør: who does something, by the name the host knows, and in which role."""

    name: str
    role: str


CITIZEN = "citizen"

EXTERNAL_ROLES = frozenset({CITIZEN, "relative", "mentor", "employer", "external-provider"})
"""The roles of people outside the municipality."""

Roles = Mapping[str, frozenset[str]]
"""By role, its permissions: names of verbs, and those below. A host may pass its own table."""

RETRACT = "retract"
"""To take an entry back. It is about entries, not about the state of the journey."""

ERASE = "erase"
"""Sletning: to erase a person, once nothing is owed to them any more."""

IDENTIFY = "identify"
"""To record or change by which number and name a person is known."""

IMPORT = "import_journey"
"""Flytning: to take in a journey that another municipality exported."""

EXPORT = "export_journey"
"""Eksport: to take a journey out of the store, readable, and with the key that opens it."""

LOOK = "look"
"""Opslag: to see what is recorded about a person. The host makes sure that a citizen sees only
their own journey."""

LOOK_ACROSS = "look_across"
"""To see several people at once: a caseload, open duties, every journey in turn. Also to search for
a person by a number: a search that finds nobody leaves no trace in an access log."""

SEE_STAFF = "see_staff"
"""To see the names of those who looked at a journey."""

LOOKS = frozenset({LOOK, LOOK_ACROSS})


def verb_name(verb: str) -> Message:
    """Return what a permission allows, as in `to hold dialogue`, for a sentence."""
    return Message(" ".join(("to", *verb.split("_"))))
