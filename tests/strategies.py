"""Arbitrary events, histories and requests, made of few things so that they meet."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

from hypothesis import strategies as st
from pydantic import BaseModel

from journeys import verbs
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.strengths import ElementTold, Score
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.vocabulary import (
    Answer,
    AppealOutcome,
    CompetenceKind,
    DoneBy,
    Informed,
    Outcome,
    Party,
    Rater,
    RestGround,
    Scheme,
    SetBy,
)
from tests.invented import (
    ANNA,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    COOK,
    GRANTED,
    HEARD,
    KITCHEN,
    OFFERED,
    OPENED,
    PLANNED,
    RULED,
    SCHOOL,
    SUPPORT,
    WALK,
    WISHED,
)

EVENT_CLASSES: tuple[type[BaseModel], ...] = get_args(get_args(Event)[0])

days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
ids: st.SearchStrategy[UUID] = st.sampled_from([KITCHEN, BAKERY, SCHOOL])
names = st.sampled_from([ANNA, BO, CARLA])
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
spoken = st.sampled_from(["Et job", "Lave mad", "Tog bussen selv", "Fordi", "Ny afdeling"])
codes = st.sampled_from(["kontanthjælp", "førtidspension", "selvforsørgelse"])
hours = st.none() | st.decimals(0, 40, places=1)

FIELDS: Mapping[str, st.SearchStrategy[Any]] = {
    "on": days,
    "municipality": st.sampled_from(["621", "461"]),
    "basis": codes,
    "responsible": names,
    "to": names,
    "by": names,
    "noticed_by": names,
    "told": days,
    "leaving": st.lists(ids.map(str), max_size=2).map(tuple),
    "subgoal": ids,
    "track": st.sampled_from(["job", "hverdag"]),
    "set_by": st.sampled_from(get_args(SetBy)),
    "done_by": st.sampled_from(get_args(DoneBy)),
    "placement": ids,
    "placement_kind": st.sampled_from(["praktik", "småjob", "fleksjob"]),
    "paid_hours": hours,
    "present_hours": hours,
    "education": ids,
    "education_kind": st.sampled_from(["videregående", "lærling"]),
    "scheme": st.sampled_from(get_args(Scheme)),
    "born": st.dates(date(1950, 1, 1), date(2000, 1, 1)),
    "reassessment": st.none() | days,
    "ground": st.sampled_from(get_args(RestGround)),
    "paid_from": days,
    "entry": st.integers(0, 8),
    "answer": st.sampled_from(get_args(AppealOutcome)),
    "answered": st.none() | st.sampled_from(get_args(Answer)),
    "until": st.none() | days,
    "against_wish": st.booleans(),
    "agreed_by": st.lists(st.sampled_from(get_args(Party)), max_size=2).map(tuple),
    "aid": ids,
    "aid_kind": st.sampled_from(["hjælpemiddel", "personlig assistance"]),
    "appeal_by": st.none() | days,
    "competence": st.sampled_from(get_args(CompetenceKind)),
    "consent": days,
    "due": days,
    "edition": days,
    "effective": st.none() | days,
    "elements": st.dictionaries(
        st.sampled_from(["uddannelse", "interesser"]), st.just("Fundet sammen")
    ),
    "hearing": st.none() | days,
    "hours_a_week": hours,
    "how": st.sampled_from(get_args(Informed)),
    "instrument": st.just("hverdag"),
    "level": st.sampled_from(["tæt", "let"]),
    "made_with": names,
    "matter": st.sampled_from(["tilbud", "frakendelse", "mentorstøtte"]),
    "measure": ids,
    "measure_kind": st.sampled_from(["mentorstøtte", "virksomhedspraktik"]),
    "outcome": st.sampled_from(get_args(Outcome)),
    "phase": st.sampled_from(["afklaring", "formidling"]),
    "rater": st.sampled_from(get_args(Rater)),
    "review": days,
    "rules": st.lists(st.just("rest-without-limit-new"), max_size=2).map(tuple),
    "ruling": ids,
    "scores": st.dictionaries(st.just("morgen"), st.integers(0, 6)),
    "sentences": st.lists(words, max_size=2).map(tuple),
    "serves": st.none() | ids,
    "special_circumstances": st.booleans(),
    "target_group": st.sampled_from(["6.3", "6.11"]),
    "tie": ids,
    "took_part": st.lists(names, max_size=2).map(tuple),
    "version": st.integers(1, 2),
    "who": names,
    "with_consent": st.booleans(),
}
"""What each field of an event or argument of a verb may be, where it is not somebody's words."""


def field(name: str, spoken_words: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return what the field of that name may be."""
    return FIELDS.get(name, spoken_words)


PARTS: Mapping[str, st.SearchStrategy[Any]] = {
    "elements": st.lists(st.builds(ElementTold, element=codes, words=words), max_size=2).map(tuple),
    "scores": st.lists(st.builds(Score, item=codes, value=st.integers(0, 6)), max_size=2).map(
        tuple
    ),
}
"""What stands in an event where its verb is given it otherwise."""


def events_of(cls: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return any event of that class."""
    return st.builds(
        cls,
        **{
            name: PARTS.get(name, field(name, words)) for name in cls.model_fields if name != "kind"
        },
    )


events: st.SearchStrategy[Event] = st.one_of([events_of(cls) for cls in EVENT_CLASSES])

# Every third is a retraction, so that some retract each other.
corrected: st.SearchStrategy[Event] = st.sampled_from(
    [events, events, events_of(EntryRetracted)]
).flatmap(lambda kind: kind)

beginnings: st.SearchStrategy[tuple[Event, ...]] = st.sampled_from(
    [
        (),
        (OPENED,),
        (OPENED, GRANTED, WISHED),
        (OPENED, GRANTED, WISHED, COOK, BAKING),
        (OPENED, GRANTED, WISHED, COOK, OFFERED, HEARD, RULED, SUPPORT, PLANNED),
    ]
)
"""How far a journey may have come already; most verbs need one that is open."""

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def histories(draw: st.DrawFn, max_size: int = 15) -> History:
    """Return any history: no rule was asked, and recorded time stands still or moves on."""
    told = draw(st.lists(corrected, max_size=max_size))
    moments = sorted(draw(st.lists(st.integers(0, 5), min_size=len(told), max_size=len(told))))
    return History(
        tuple(
            Entry(WALK, nr, nr, BEGINNING + timedelta(hours=moment), ANNA, event)
            for nr, (event, moment) in enumerate(zip(told, moments, strict=True), start=1)
        )
    )


Request = tuple[Callable[..., list[Event]], dict[str, Any]]


def requests_of(verb: Callable[..., list[Event]]) -> st.SearchStrategy[Request]:
    """Return any request of that verb."""
    arguments = [name for name in verb.__annotations__ if name not in ("case", "_case", "return")]
    return st.tuples(
        st.just(verb), st.fixed_dictionaries({name: field(name, spoken) for name in arguments})
    )


requests: st.SearchStrategy[Request] = st.one_of(
    [requests_of(getattr(verbs, name)) for name in verbs.__all__]
)
