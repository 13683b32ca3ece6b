"""Eight invented paths: what a citizen's page must be able to show."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

from journeys import (
    EducationId,
    History,
    MeasureId,
    PlacementId,
    RulingId,
    SubgoalId,
    events,
)
from journeys.domain.rulebook import Practice, TeamOffice
from journeys.domain.vocabulary import DoneBy
from journeys.projections.citizen_path import CitizenPath, path
from tests.invented import ANNA, BAKERY, WALK
from tests.scenario import BOOK, after

TODAY = date(2026, 11, 20)
TRAINEESHIP = MeasureId(UUID(int=101))


def _opened(on: date, basis: str = "kontanthjælp") -> events.JourneyOpened:
    return events.JourneyOpened(on=on, municipality="621", basis=basis, responsible=ANNA)


def _step(nr: int, on: date, title: str, why: str, done_by: DoneBy = "me") -> events.SubgoalSet:
    return events.SubgoalSet(
        on=on, subgoal=SubgoalId(UUID(int=nr)), title=title, why=why, done_by=done_by
    )


def _reached(nr: int, on: date, words: str = "") -> events.SubgoalReached:
    return events.SubgoalReached(on=on, subgoal=SubgoalId(UUID(int=nr)), words=words)


def _well(on: date, words: str) -> events.SmallSuccessNoticed:
    return events.SmallSuccessNoticed(on=on, words=words, noticed_by=ANNA)


FIRST_WEEKS: tuple[events.Event, ...] = (
    _opened(date(2026, 11, 2)),
    events.HopeStated(on=date(2026, 11, 2), words="Jeg vil gerne have kolleger igen."),
    events.MeetingNeedNoted(on=date(2026, 11, 2), words="Ring ikke før klokken ti"),
    _step(1, date(2026, 11, 9), "Besøge bageriet i Nørregade", "Se stedet, før jeg siger ja"),
    _step(2, date(2026, 11, 9), "Stå op klokken syv tre dage om ugen", "Bageriet åbner tidligt"),
    events.FollowUpAgreed(
        on=date(2026, 11, 9),
        due=date(2026, 12, 1),
        time=time(10),
        place="Torvet 1",
        how="meeting",
    ),
)

LONG_WITH_PAUSES: tuple[events.Event, ...] = (
    _opened(date(2023, 2, 1)),
    events.HopeStated(on=date(2023, 2, 1), words="En hverdag, der hænger sammen."),
    _step(1, date(2023, 2, 8), "Komme ud hver dag", "Luft og ro"),
    _well(date(2023, 3, 2), "Gik hele vejen rundt om søen"),
    _reached(1, date(2023, 5, 4)),
    events.JourneyRested(on=date(2023, 6, 1)),
    events.JourneyResumed(on=date(2024, 1, 8)),
    _step(2, date(2024, 1, 15), "Spise frokost med andre", "Jeg savner nogen at tale med"),
    _well(date(2024, 2, 6), "Blev siddende til kaffen"),
    _well(date(2024, 4, 9), "Fortalte om haven"),
    _reached(2, date(2024, 6, 3), "Nu glæder jeg mig til onsdag."),
    events.JourneyRested(on=date(2024, 7, 1)),
    events.JourneyResumed(on=date(2025, 3, 3)),
    _step(3, date(2025, 3, 10), "Hjælpe til i planteskolen", "Jeg kan lide planter"),
    events.MeasureGranted(
        on=date(2025, 3, 24),
        measure=TRAINEESHIP,
        measure_kind="virksomhedspraktik",
        provider="Elmely Planter",
    ),
    events.MeasureStarted(on=date(2025, 4, 1), measure=TRAINEESHIP),
    events.PlacementStarted(
        on=date(2025, 4, 1),
        placement=BAKERY,
        placement_kind="praktik",
        employer="Elmely Planter",
        measure=TRAINEESHIP,
    ),
    _well(date(2025, 5, 6), "Passede drivhuset alene"),
    _well(date(2025, 8, 12), "Viste en ny, hvordan man vander"),
    events.PlacementEnded(
        on=date(2025, 10, 1),
        placement=BAKERY,
        reason="Aftalt tid",
        learned="Formiddage er bedst for mig",
    ),
    events.MeasureEnded(on=date(2025, 10, 1), measure=TRAINEESHIP, effect="Kom hver dag"),
    _reached(3, date(2025, 10, 1)),
    _step(4, date(2025, 11, 3), "Tage kørekort", "Så kan jeg selv komme frem"),
    events.SubgoalSetAside(on=date(2026, 2, 2), subgoal=SubgoalId(UUID(int=4)), reason="Ikke nu"),
    events.JourneyRested(on=date(2026, 3, 2)),
    events.JourneyResumed(on=date(2026, 8, 17)),
    _well(date(2026, 9, 8), "Tog bussen selv"),
    _step(5, date(2026, 9, 14), "Tale med planteskolen om timer", "Jeg vil tilbage", "together"),
    events.MentorAssigned(on=date(2026, 9, 14), who="Mads fra planteskolen"),
)

BACK_TO_THE_PENSION: tuple[events.Event, ...] = (
    _opened(date(2026, 1, 12), "førtidspension"),
    events.PensionGranted(on=date(2026, 1, 12), scheme="new", born=date(1979, 5, 6)),
    events.HopeStated(on=date(2026, 1, 12), words="Jeg vil gerne bruge mine hænder."),
    events.WishToWorkExpressed(on=date(2026, 1, 19), words="Nogle timer i et bageri"),
    _step(1, date(2026, 1, 26), "Besøge bageriet", "Se, om det er noget for mig"),
    _reached(1, date(2026, 2, 9), "De var søde."),
    events.PensionRested(on=date(2026, 3, 1)),
    events.PlacementStarted(
        on=date(2026, 3, 1),
        placement=BAKERY,
        placement_kind="småjob",
        employer="Bageriet i Nørregade",
        paid_hours=Decimal(8),
    ),
    _well(date(2026, 3, 17), "Bagte de første rundstykker"),
    _well(date(2026, 4, 14), "Lærte en ny op"),
    events.PensionReturnRequested(on=date(2026, 6, 1)),
    events.PlacementEnded(
        on=date(2026, 6, 15),
        placement=BAKERY,
        reason="Efter aftale",
        learned="Fire timer ad gangen er nok",
    ),
    events.PensionResumed(on=date(2026, 6, 20), paid_from=date(2026, 7, 1)),
    events.CompetenceRecorded(
        on=date(2026, 6, 20), competence="professional", words="Jeg kan bage", seen_where="Bageriet"
    ),
    _step(2, date(2026, 9, 1), "Bage til caféen om torsdagen", "Det giver mig noget at stå op til"),
)

FLEKSJOB_ON_A_RESTING_PENSION: tuple[events.Event, ...] = (
    _opened(date(2025, 9, 1), "førtidspension"),
    events.PensionGranted(on=date(2025, 9, 1), scheme="new", born=date(1984, 8, 9)),
    events.WishToWorkExpressed(on=date(2025, 9, 8), words="Jeg vil arbejde med dyr"),
    _step(1, date(2025, 9, 15), "Finde en gård, der vil prøve", "Jeg er vokset op med køer"),
    _reached(1, date(2025, 11, 3)),
    events.PensionRested(on=date(2026, 1, 1)),
    events.PlacementStarted(
        on=date(2026, 1, 1),
        placement=PlacementId(BAKERY),
        placement_kind="fleksjob",
        employer="Kildegården",
        paid_hours=Decimal(12),
    ),
    events.PaceAgreed(on=date(2026, 1, 1), words="Tre dage om ugen, fri om onsdagen"),
    _well(date(2026, 2, 10), "Malkede alene"),
    _well(date(2026, 5, 12), "Kendte alle kalvene ved navn"),
    events.PlacementHoursChanged(
        on=date(2026, 8, 3), placement=PlacementId(BAKERY), paid_hours=Decimal(15)
    ),
    _step(2, date(2026, 9, 1), "Tage traktorkursus", "Så kan jeg være med i marken", "together"),
)


def sixty_steps() -> tuple[events.Event, ...]:
    """Return a way of sixty steps, a month between, forty-eight of them reached."""
    told: list[events.Event] = [_opened(date(2021, 1, 4))]
    for nr in range(1, 61):
        day = date(2021, 1, 4) + timedelta(days=30 * nr)
        told.append(_step(nr, day, f"Skridt {nr} på vejen", "Det fører videre"))
        if nr <= 48:
            told.append(_reached(nr, day + timedelta(days=20)))
        if nr % 5 == 0:
            told.append(_well(day + timedelta(days=9), f"Noget gik godt for {nr}. gang"))
    return tuple(sorted(told, key=lambda event: event.on))


def twelve_steps() -> tuple[events.Event, ...]:
    """Return a way of twelve steps by somebody whose pension rests: as much as a page must hold."""
    steps = [
        event
        for nr in range(10, 20)
        for event in (
            _step(nr, date(2026, 6, nr), f"Skridt {nr - 7} på vejen", "Det fører videre"),
            _reached(nr, date(2026, 7, nr), "Det gik fint."),
        )
    ]
    return (*FLEKSJOB_ON_A_RESTING_PENSION, *steps)


UNDER_A_RULING: tuple[events.Event, ...] = (
    _opened(date(2026, 1, 12), "førtidspension"),
    events.PensionGranted(on=date(2026, 1, 12), scheme="new", born=date(1979, 5, 6)),
    events.WishToWorkExpressed(on=date(2026, 1, 19), words="Jeg vil gerne prøve lidt"),
    events.PensionRested(on=date(2026, 3, 1)),
    _step(1, date(2026, 3, 9), "Tale med købmanden", "Han kender mig"),
    events.RulingMade(
        on=date(2026, 11, 16),
        ruling=RulingId(UUID(int=201)),
        matter="frakendelse",
        outcome="granted",
        legal_basis="Lov om social pension § 44",
        considerations="Arbejdet har varet i otte måneder",
        hearing=date(2026, 11, 2),
        effective=date(2027, 1, 1),
        against_wish=True,
        explanation="Kommunen mener, at du kan klare dig selv.",
        appeal_to="Ankestyrelsen",
        appeal_by=date(2026, 12, 14),
    ),
)

YOUNG_IN_EDUCATION: tuple[events.Event, ...] = (
    _opened(date(2026, 3, 2), "uddannelseshjælp"),
    events.HopeStated(on=date(2026, 3, 2), words="Jeg vil være tømrer"),
    _step(1, date(2026, 3, 9), "Se to skoler", "Jeg kender kun den ene", "together"),
    _reached(1, date(2026, 4, 14), "Den i Odense har et værksted"),
    events.EducationStarted(
        on=date(2026, 8, 10),
        education=EducationId(UUID(int=301)),
        education_kind="erhvervsuddannelse",
    ),
    _step(2, date(2026, 8, 17), "Komme til tiden hele ugen", "Så følger jeg med"),
    events.RelativeInvolved(
        on=date(2026, 8, 17), who="Min storebror Amir", scope="Alt", consent=date(2026, 8, 17)
    ),
)

LONG_WORDS: tuple[events.Event, ...] = (
    _opened(date(2026, 9, 1)),
    events.HopeStated(
        on=date(2026, 9, 1),
        words="Jeg vil være speciallægepraksisplanlægningsstabiliseringsmedarbejder",
    ),
    _step(
        1,
        date(2026, 9, 7),
        "Besøge omsorgsmedarbejderuddannelsesvejledningen på Frederiksberg",
        "Fordi arbejdsmarkedsuddannelsesmulighederneforvoksne står der",
        "together",
    ),
    _well(date(2026, 9, 22), "Ringede til KOMMUNENSBORGERSERVICECENTERAFDELING"),
    events.FollowUpAgreed(
        on=date(2026, 11, 9),
        due=date(2027, 1, 5),
        time=time(9, 30),
        place="Arbejdsmarkedsforvaltningsbygningen, Hovedbanegårdsgade 114, lokale 3.14",
    ),
)

WALKS: Mapping[str, tuple[events.Event, ...]] = {
    "first-weeks": FIRST_WEEKS,
    "long-with-pauses": LONG_WITH_PAUSES,
    "back-to-the-pension": BACK_TO_THE_PENSION,
    "fleksjob": FLEKSJOB_ON_A_RESTING_PENSION,
    "sixty-steps": sixty_steps(),
    "under-a-ruling": UNDER_A_RULING,
    "young-in-education": YOUNG_IN_EDUCATION,
    "long-words": LONG_WORDS,
}
SHOWN_IN_DOCS = (
    "first-weeks",
    "long-with-pauses",
    "back-to-the-pension",
    "fleksjob",
    "sixty-steps",
)
WITH_OFFICE = BOOK._replace(
    offices=(
        TeamOffice(
            name="Jobhuset",
            place="Torvet 1",
            telephone="12 34 56 78",
            hours="Mandag til torsdag kl. 9-15",
        ),
    ),
    practice=Practice(days={"inform-citizen": 7}),
)
"""The rulebook of a municipality whose file has an office, and a day for what was decided."""


def history_of(name: str) -> History:
    """Return one of the invented paths as a history, recorded by Anna."""
    told = after(*WALKS[name]).history
    return replace(
        told,
        entries=tuple(each._replace(actor=ANNA, role="caseworker") for each in told.entries),
    )


def path_of(name: str) -> CitizenPath:
    """Return one of the invented paths as its citizen sees it."""
    return path(WALK, history_of(name), WITH_OFFICE, TODAY)
