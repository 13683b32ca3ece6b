"""Plainly invented people, days and things, to test with: nobody is meant by them.

    after(OPENED, GRANTED, WISHED).when(verbs.rest_pension, on=MAR_1).then(RESTED)

`ANNA`, `BO` and `CARLA` are user names of staff, `BY_ANNA` and `BY_BO` two of them as caseworkers.
The ids are those of one journey (`WALK`) and of what stands in it; the events are such as a journey
begins with.
"""

from datetime import date
from uuid import UUID

from journeys import (
    Actor,
    EducationId,
    JourneyId,
    MeasureId,
    PlacementId,
    RulingId,
    SubgoalId,
    events,
)

__all__ = [
    "ANNA",
    "APR_1",
    "BAKERY",
    "BAKING",
    "BO",
    "BY_ANNA",
    "BY_BO",
    "CARLA",
    "COOK",
    "FEB_1",
    "GARDEN",
    "GRANTED",
    "HEARD",
    "JAN_1",
    "JUL_1",
    "JUN_1",
    "KITCHEN",
    "MAR_1",
    "MAY_1",
    "MAY_9",
    "OFFERED",
    "OPENED",
    "PLANNED",
    "RESTED",
    "RULED",
    "SCHOOL",
    "STUDYING",
    "SUPPORT",
    "WALK",
    "WISHED",
]

ANNA, BO, CARLA = "anna.example", "bo.example", "carla.example"
BY_ANNA, BY_BO = Actor(ANNA, "caseworker"), Actor(BO, "caseworker")

JAN_1, FEB_1, MAR_1 = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
APR_1, MAY_1, MAY_9 = date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 9)
JUN_1, JUL_1 = date(2026, 6, 1), date(2026, 7, 1)

WALK = JourneyId(UUID("00000000-0000-4000-8000-000000000001"))
KITCHEN = SubgoalId(UUID("00000000-0000-4000-8000-00000000000a"))
GARDEN = SubgoalId(UUID("00000000-0000-4000-8000-00000000000b"))
BAKERY = PlacementId(UUID("00000000-0000-4000-8000-00000000000c"))
SCHOOL = EducationId(UUID("00000000-0000-4000-8000-00000000000d"))

OPENED = events.JourneyOpened(
    on=JAN_1, municipality="621", basis="førtidspension", responsible=ANNA
)
GRANTED = events.PensionGranted(on=date(2015, 6, 1), scheme="new", born=date(1975, 3, 4))
WISHED = events.WishToWorkExpressed(on=FEB_1, words="Jeg vil gerne prøve at arbejde lidt.")
RESTED = events.PensionRested(on=MAR_1)
COOK = events.SubgoalSet(
    on=FEB_1, subgoal=KITCHEN, title="Lave mad til ti", why="Jeg holder af at lave mad"
)
BAKING = events.PlacementStarted(on=APR_1, placement=BAKERY, placement_kind="småjob")
OFFERED = events.HandoverOffered(on=JAN_1, to=BO, reason="Ny afdeling")
HEARD = events.WishesHeard(on=JAN_1, matter="tilbud", words="Helst om formiddagen")
RULED = events.RulingMade(
    on=JAN_1,
    ruling=RulingId(KITCHEN),
    matter="tilbud",
    outcome="granted",
    legal_basis="Lov om en aktiv beskæftigelsesindsats",
)
SUPPORT = events.MeasureGranted(
    on=JAN_1, measure=MeasureId(BAKERY), measure_kind="mentorstøtte", serves=KITCHEN
)
PLANNED = events.PlanAgreed(on=JAN_1, version=1, words="To formiddage i bageriet")
STUDYING = events.EducationStarted(on=APR_1, education=SCHOOL, education_kind="videregående")
