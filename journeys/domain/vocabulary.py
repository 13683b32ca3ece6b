"""The types of the fields of facts: identifiers, codes and small closed choices."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal, NewType, get_args
from uuid import UUID

from pydantic import AfterValidator

JourneyId = NewType("JourneyId", UUID)
SubgoalId = NewType("SubgoalId", UUID)
PlacementId = NewType("PlacementId", UUID)
EducationId = NewType("EducationId", UUID)
MeasureId = NewType("MeasureId", UUID)
RulingId = NewType("RulingId", UUID)
AidId = NewType("AidId", UUID)
TieId = NewType("TieId", UUID)
EmployerId = NewType("EmployerId", UUID)
PostId = NewType("PostId", UUID)
TaskId = NewType("TaskId", UUID)
NeedId = NewType("NeedId", UUID)
PartnershipId = NewType("PartnershipId", UUID)


def is_municipality_code(code: str) -> bool:
    """Return whether this has the form of a kommunekode: three digits."""
    return re.fullmatch("[0-9]{3}", code) is not None


def _composed(code: str) -> str:
    """Return the code in Unicode form NFC: an `å` typed as two characters is the same `å`."""
    return unicodedata.normalize("NFC", code)


Code = Annotated[str, AfterValidator(_composed)]
"""A code of some vocabulary. It may be in read tables; it is never a person's own words."""


@dataclass(frozen=True)
class From:
    """Marks a code that must be in force in one of these vocabularies on its day of effect."""

    vocabularies: tuple[str, ...]

    def __init__(self, *vocabularies: str) -> None:
        object.__setattr__(self, "vocabularies", vocabularies)


SupportBasis = Annotated[Code, From("support-basis")]
"""Forsørgelsesgrundlag: what the citizen lives on."""

MUNICIPALITIES = "municipality"
"""The vocabulary of municipality codes."""

PROVIDERS = "provider"
"""The vocabulary of providers of measures. It is empty until a municipality's file fills it."""

COMPETENCES = "competence"
"""The vocabulary of what tasks ask for and citizens can. A municipality's file adds its own."""

CLOSINGS = "closing"
"""The vocabulary of what a citizen goes on to when a journey is closed."""

DEATH = "død"
"""The code of that vocabulary for a citizen who died."""

MunicipalityCode = Annotated[Code, From(MUNICIPALITIES)]
"""Kommunekode: three digits, of the vocabulary of its day."""

HAPPENED = "happened"
"""Marks a day, or words, about something that has happened: not with a day that has not come."""

PLANNED = "planned"
"""Marks a day that lies ahead by its nature, within the time for which things can be planned."""

Words = str
"""What somebody said or wrote. It is only in the stream, never in a read table or a log."""

A_NAME = "a name"
"""Marks fields that hold a name. A user name may look like a diagnosis code (b1234)."""

A_FIRM = "a firm"
"""Marks a field that holds a firm's name, which may look like a diagnosis code (F24 Byg)."""

A_P_NUMBER = "a P-number"
"""Marks a field that holds a P-number: ten digits, and no CPR number."""

Name = Annotated[str, A_NAME]
"""Who: a caseworker's user name, or another role's name as the host knows it."""

Hours = Decimal
"""Hours a week."""

NO_HOURS: Hours = Decimal(0)

TimeOfDay = time
"""Klokkeslæt: a local time of day, in Denmark."""

MeetingForm = Literal["meeting", "phone", "video"]
"""Mødeform: how an appointment is held."""

SetBy = Literal["citizen", "caseworker", "together"]
"""Hvem satte målet: who set a subgoal."""

DoneBy = Literal["me", "together", "municipality"]
"""Hvem gør det: who does a step, in the citizen's own voice."""

PlacementKind = Annotated[Code, From("placement")]
"""Slags plads: traineeship, wage subsidy, small job, flexi-job, part time, full time."""

FLEKSJOB = "fleksjob"

OWN_WORKPLACE = "egen kommune"
"""The kind of employer that is the municipality itself."""

SMALL_JOB = "småjob"
"""The kind of post that is a small job: paid work of a few hours."""

JOB = "job"
"""The track of subgoals that lead to work."""

MEASURES, WITHDRAWAL, PENSION = "tilbud", "frakendelse", "førtidspension"
RESTING = "hvilende pension"
"""Sagsemner: matters that rules refer to."""

WAGE, FOLKEPENSION, SENIORPENSION = "løn", "folkepension", "seniorpension"
"""Income from work, the old-age pension, and the pension of seniors, which ATP decides on. The code
of the førtidspension is that of its matter."""

NOT_STATED = "uoplyst"
"""Uoplyst: the code where a code is required and nobody has given one."""

Scheme = Literal["new", "old"]
"""Ordning: førtidspension after or before the reform of 2003."""

PensionNow = Literal[
    "none", "paid", "paid-beside-work", "resting", "return-asked", "resumed", "withdrawn"
]
"""Pensionens tilstand på en dag: its state on a day; `resumed` is decided, and not paid yet."""

Answer = Literal["none", "verify", "depends", "guaranteed-until", "guaranteed"]
"""Svar om retten til pension, the weakest first: there is no right, it must be verified, it depends
on something, it is guaranteed until a day, it is guaranteed."""

Claim = Literal["none", "weak", "strong"]
"""Hvor meget der loves: what a text claims about keeping, resting or getting back a pension:
nothing; what the law gives on a condition; that the right is kept."""

CLAIMS: tuple[Claim, ...] = get_args(Claim)
"""How much a text can claim, the least first."""


def strongest(*claims: Claim) -> Claim:
    """Return the strongest of them."""
    return max(claims, key=CLAIMS.index)


RestGround = Literal["own-wish", "ruling"]
"""Grundlag for hvilende pension: the citizen's own wish, or the municipality's ruling."""

Outcome = Literal["granted", "partly-granted", "not-granted"]
"""Udfald: what a ruling decides."""

AppealOutcome = Literal["upheld", "changed", "sent-back"]
"""Udfald af klage: stadfæstet, ændret, hjemvist."""

Informed = Literal["talk", "letter", "digital-post"]
"""Hvordan: how the citizen was told."""

CompetenceKind = Literal["professional", "personal", "social"]
"""Kompetence: faglig, personlig, social (Rødovre)."""

Party = Literal["citizen", "employer"]
"""Part: who agreed to a match."""

Rater = Literal["citizen", "caseworker"]
"""Hvem svarer: who scores an instrument."""
