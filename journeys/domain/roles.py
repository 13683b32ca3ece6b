"""Who acts, in which role, and the permissions that are not verbs; `permissions.py` grants them."""

from collections.abc import Mapping
from typing import NamedTuple

from journeys.domain.message import Message


class Principal(NamedTuple):
    """Fuldmagtsgiver: the person for whom somebody else records, and in which role."""

    name: str
    role: str


class Actor(NamedTuple):
    """Aktør: who does something, by the name the host knows, and in which role."""

    name: str
    role: str
    on_behalf_of: Principal | None = None
    """For whom it is done; None where the actor acts alone."""

    @property
    def principal(self) -> Principal:
        """Who stands behind it: the person it is done for, or the actor."""
        return self.on_behalf_of or Principal(self.name, self.role)


CITIZEN = "citizen"

CASEWORKER = "caseworker"

EXTERNAL_ROLES = frozenset({CITIZEN, "relative", "mentor", "employer", "external-provider"})
"""The roles of people outside the municipality."""

Roles = Mapping[str, frozenset[str]]
"""By role, its permissions: names of verbs, and those below. A host may pass its own table."""

RETRACT = "retract"
"""To take an entry back. It is about entries, not about the state of the journey."""

MERGE = "merge"
"""Lægge forløb sammen: to join two journeys of one citizen. A wrong joining shows one person's
record to those who look at another."""

ERASE = "erase"
"""Sletning: to erase a person, once nothing is owed to them any more."""

IDENTIFY = "identify"
"""To record or change by which number and name a person is known."""

IMPORT = "import_journey"
"""Flytning: to take in a journey that another municipality exported."""

EXPORT = "export_journey"
"""Eksport: to take a journey out of the store, readable, and with the key that opens it."""

EXPORT_IDS = "export_real_ids"
"""To take out the events of everybody for process mining with the ids of the store, by which each
can be found again in it. Without it they have pseudonyms."""

LOOK = "look"
"""Opslag: to see what is recorded about a person. The host makes sure that a citizen sees only
their own journey."""

LOOK_ACROSS = "look_across"
"""To see several people at once: a caseload, open duties, every journey in turn. Also to search for
a person by a number: a search that finds nobody leaves no trace in an access log."""

CHANGE_RESTRICTION = "change_restriction"
"""To restrict a journey to other staff, or lift its restriction, without being among them."""

SEE_STAFF = "see_staff"
"""To see the names of those who looked at a journey."""

MANAGE = "see_management_figures"
"""Ledelse: to see what a manager asks about a whole municipality, caseworker by caseworker, the
journeys behind a figure, and effects. To look at such a journey, `LOOK_ACROSS` is required too."""

ON_BEHALF = "act_on_behalf"
"""To record what somebody else does, in that person's name: a system that delivers a file of many
caseworkers' lines. Both stand in the entry."""

LOOKS = frozenset({LOOK, LOOK_ACROSS})

NEVER_ON_BEHALF = frozenset(
    {
        "make_ruling",
        "decide_appeal",
        "consider_sanction",
        "withdraw_pension",
        "explain_safety",
        "accept_handover",
        "decline_handover",
        "restrict_access",
        "lift_restriction",
        RETRACT,
        ERASE,
        CHANGE_RESTRICTION,
        IDENTIFY,
        MERGE,
        IMPORT,
        EXPORT,
        EXPORT_IDS,
        SEE_STAFF,
        MANAGE,
        ON_BEHALF,
        *LOOKS,
    }
)
"""What is done in person: to rule, to explain, to answer for oneself, to take back, to look. A
permission that is no verb is never used on behalf of somebody: a test compares."""


def verb_name(verb: str) -> Message:
    """Return what a permission allows, as in `to hold dialogue`, for a sentence."""
    return Message(" ".join(("to", *verb.split("_"))))
