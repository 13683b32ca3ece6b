"""The words facts are made of: identifiers, codes and the small closed choices."""

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Literal, NewType
from uuid import UUID

from pydantic import AfterValidator

JourneyId = NewType("JourneyId", UUID)
SubgoalId = NewType("SubgoalId", UUID)
PlacementId = NewType("PlacementId", UUID)
EducationId = NewType("EducationId", UUID)


def names_municipality(code: str) -> bool:
    """Whether this has the form of a kommunekode: three digits."""
    return re.fullmatch("[0-9]{3}", code) is not None


def _composed(code: str) -> str:
    """Return the code with its letters composed: `å` typed as two signs is the same `å`."""
    return unicodedata.normalize("NFC", code)


Code = Annotated[str, AfterValidator(_composed)]
"""A code of some vocabulary: may stand in read tables. Never a person's own words."""

Words = str
"""What somebody said or wrote: stands in the stream alone, never in a read table or a log."""

A_NAME = "a name"
"""Marks fields that hold a name: user names may look like codes (b1234), and are none."""

Actor = Annotated[str, A_NAME]
"""Who did it: a caseworker's user name, or another role's name as the host knows it."""

Hours = Decimal
"""Hours a week."""

SetBy = Literal["citizen", "caseworker", "together"]
"""Hvem satte målet: who set a subgoal."""

DoneBy = Literal["me", "together", "municipality"]
"""Hvem gør det: who does a step, in the citizen's own voice."""

PlacementKind = Literal["praktik", "løntilskud", "småjob", "fleksjob", "deltid", "fuldtid"]
"""Slags plads: traineeship, wage subsidy, small job, flexi-job, part time, full time."""

FLEKSJOB: PlacementKind = "fleksjob"

NOT_STATED = "uoplyst"
"""Uoplyst: the code for what nobody has told us, where a code must stand."""

Scheme = Literal["new", "old"]
"""Ordning: førtidspension after or before the reform of 2003."""

RestGround = Literal["own-wish", "ruling"]
"""Grundlag for hvilende pension: the citizen's own wish, or the municipality's ruling."""
