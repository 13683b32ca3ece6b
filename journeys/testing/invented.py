"""Plainly invented people, days and things, to test with: nobody is meant by them.

    after(OPENED, GRANTED, WISHED).when(verbs.rest_pension, on=MAR_1).then(RESTED)

`ANNA`, `BO` and `CARLA` are user names of staff, `BY_ANNA` and `BY_BO` two of them as caseworkers.
The ids are those of one journey (`WALK`) and of what stands in it; the events are such as a journey
begins with. `FIRM` is an employer, and `SHOP` its post with the tasks `OVEN` and `TILL`.
"""

from datetime import date
from decimal import Decimal
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
from journeys.employers import (
    EmployerId,
    EmployerRegistered,
    NeedId,
    NeedTold,
    PartnershipId,
    PostId,
    PostOpened,
    Task,
    TaskCarvedOut,
    TaskId,
)

__all__ = [
    "ANNA",
    "APR_1",
    "BAKE",
    "BAKERY",
    "BAKING",
    "BO",
    "BY_ANNA",
    "BY_BO",
    "CARLA",
    "CARVED",
    "CHARTER",
    "COOK",
    "CVR",
    "FEB_1",
    "FIRM",
    "GARDEN",
    "GRANTED",
    "HEARD",
    "HELP",
    "JAN_1",
    "JUL_1",
    "JUN_1",
    "KITCHEN",
    "MAR_1",
    "MAY_1",
    "MAY_9",
    "NEEDED",
    "OFFERED",
    "OPENED",
    "OVEN",
    "PLANNED",
    "POSTED",
    "P_NUMBER",
    "REGISTERED",
    "RESTED",
    "RULED",
    "SCHOOL",
    "SELL",
    "SHOP",
    "STUDYING",
    "SUPPORT",
    "TILL",
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

FIRM = EmployerId(UUID("00000000-0000-4000-8000-0000000000f1"))
SHOP = PostId(UUID("00000000-0000-4000-8000-0000000000f2"))
OVEN = TaskId(UUID("00000000-0000-4000-8000-0000000000f3"))
TILL = TaskId(UUID("00000000-0000-4000-8000-0000000000f4"))
HELP = NeedId(UUID("00000000-0000-4000-8000-0000000000f5"))
CHARTER = PartnershipId(UUID("00000000-0000-4000-8000-0000000000f6"))
CVR, P_NUMBER = "10000009", "1000000000"

BAKE = Task(task=OVEN, words="Sætte brød i ovnen", hours=Decimal(8), competences=("køkken",))
SELL = Task(task=TILL, words="Stå i butikken", hours=Decimal(6))
REGISTERED = EmployerRegistered(
    on=JAN_1, name="Eksempelbageriet", employer_kind="privat", contact=ANNA
)
NEEDED = NeedTold(on=JAN_1, need=HELP, words="Vi mangler hænder om morgenen")
CARVED = TaskCarvedOut(on=JAN_1, task=BAKE, need=HELP)
POSTED = PostOpened(
    on=FEB_1,
    post=SHOP,
    post_kind="småjob",
    words="Morgen i bageriet",
    tasks=(BAKE, SELL),
    may_share=2,
)
