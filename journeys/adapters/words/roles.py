"""What each role is called where people read of it; it is typed, and told to scripts, as it is."""

from collections.abc import Mapping

from journeys.adapters.words.language import say
from journeys.domain.message import Message

NAMES: Mapping[str, Message] = {
    "auditor": Message("auditor"),
    "caseworker": Message("caseworker"),
    "citizen": Message("citizen"),
    "employer": Message("employer"),
    "external-provider": Message("external-provider"),
    "manager": Message("manager"),
    "mentor": Message("mentor"),
    "project-leader": Message("project-leader"),
    "relative": Message("relative"),
    "service": Message("service"),
}


def role_named(role: str) -> str:
    """Return what a role is called; as it stands where a host has it in a table of its own."""
    return say(NAMES[role]) if role in NAMES else role
