"""The standard rulebook: what comes with this version of the library."""

from functools import cache

from journeys.domain.law import law
from journeys.domain.law.duty_kinds import duty_kinds
from journeys.domain.law.rates import rates
from journeys.domain.law.vocabularies import vocabularies
from journeys.domain.permissions import ROLES
from journeys.domain.rulebook import Rulebook


@cache
def rulebook() -> Rulebook:
    """Return the rulebook that comes with this version of the library."""
    return Rulebook(law(), vocabularies(), duty_kinds(), rates(), ROLES)
