"""What a field of an event or an argument of a verb may be: few values, so that they meet."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args
from uuid import UUID

from hypothesis import strategies as st

from journeys.domain.law.vocabularies import vocabularies
from journeys.domain.vocabulary import (
    CLOSINGS,
    Answer,
    AppealOutcome,
    CompetenceKind,
    DoneBy,
    Informed,
    MeetingForm,
    Outcome,
    Party,
    Rater,
    RestGround,
    Scheme,
    SetBy,
)
from journeys.employers import Task
from journeys.events import ElementTold, PostTaken, Score, TaskTaken
from journeys.testing.invented import (
    ANNA,
    BAKERY,
    BO,
    CARLA,
    CHARTER,
    CVR,
    HELP,
    KITCHEN,
    OVEN,
    P_NUMBER,
    SCHOOL,
    SHOP,
    TILL,
)

NAMES = st.sampled_from([ANNA, BO, CARLA])
IDS: st.SearchStrategy[UUID] = st.sampled_from([KITCHEN, BAKERY, SCHOOL])
WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
PHRASES = st.sampled_from(["Et job", "Lave mad", "Tog bussen selv", "Fordi", "Ny afdeling"])
CODES = st.sampled_from(["kontanthjælp", "førtidspension", "selvforsørgelse"])
HOURS = st.none() | st.decimals(0, 40, places=1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))

FIELDS: Mapping[str, st.SearchStrategy[Any]] = {
    "on": DAYS,
    "municipality": st.sampled_from(["621", "461"]),
    "basis": CODES | st.sampled_from(["fleksløntilskud", "folkepension", "sygedagpenge"]),
    "responsible": NAMES,
    "to": NAMES,
    "by": NAMES,
    "noticed_by": NAMES,
    "told": DAYS,
    "open_to": st.lists(NAMES, min_size=1, max_size=2).map(tuple),
    "leaving": st.lists(IDS.map(str), max_size=2).map(tuple),
    "moved_to": st.none() | st.sampled_from(["461", "101"]),
    "provider_code": st.none() | st.sampled_from(["eksempelhuset"]),
    "subgoal": IDS,
    "track": st.sampled_from(["job", "hverdag"]),
    "set_by": st.sampled_from(get_args(SetBy)),
    "done_by": st.sampled_from(get_args(DoneBy)),
    "placement": IDS,
    "placement_kind": st.sampled_from(["praktik", "småjob", "fleksjob"]),
    "paid_hours": HOURS,
    "present_hours": HOURS,
    "education": IDS,
    "education_kind": st.sampled_from(["videregående", "lærling"]),
    "scheme": st.sampled_from(get_args(Scheme)),
    "born": st.dates(date(1950, 1, 1), date(2000, 1, 1)),
    "case_begun": st.none() | DAYS,
    "reassessment": st.none() | DAYS,
    "ground": st.sampled_from(get_args(RestGround)),
    "paid_from": DAYS,
    "entry": st.integers(0, 8),
    "into": IDS,
    "absorbed": IDS,
    "numbered_from": st.just(1_000_000),
    "answer": st.sampled_from(get_args(AppealOutcome)),
    "answered": st.none() | st.sampled_from(get_args(Answer)),
    "until": st.none() | DAYS,
    "against_wish": st.booleans(),
    "agreed_by": st.lists(st.sampled_from(get_args(Party)), max_size=2).map(tuple),
    "aid": IDS,
    "aid_kind": st.sampled_from(["hjælpemiddel", "personlig assistance"]),
    "appeal_by": st.none() | DAYS,
    "competence": st.sampled_from(get_args(CompetenceKind)),
    "consent": DAYS,
    "due": DAYS,
    "edition": DAYS,
    "effective": st.none() | DAYS,
    "elements": st.dictionaries(
        st.sampled_from(["uddannelse", "interesser"]), st.just("Fundet sammen")
    ),
    "hearing": st.none() | DAYS,
    "hours_a_week": HOURS,
    "how": st.sampled_from(get_args(Informed)),
    "instrument": st.just("hverdag"),
    "law_digest": st.none() | st.just("0" * 64),
    "level": st.sampled_from(["tæt", "let"]),
    "made_with": NAMES,
    "matter": st.sampled_from(["tilbud", "frakendelse", "mentorstøtte", "hvilende pension"]),
    "measure": IDS,
    "measure_kind": st.sampled_from(["mentorstøtte", "virksomhedspraktik"]),
    "outcome": st.sampled_from(get_args(Outcome)),
    "place": st.none() | PHRASES,
    "phase": st.sampled_from(["afklaring", "formidling"]),
    "rater": st.sampled_from(get_args(Rater)),
    "review": DAYS,
    "rules": st.lists(st.just("rest-without-limit-new"), max_size=2).map(tuple),
    "ruling": IDS,
    "scores": st.dictionaries(st.just("morgen"), st.integers(0, 6)),
    "sentences": st.lists(WORDS, max_size=2).map(tuple),
    "serves": st.none() | IDS,
    "special_circumstances": st.booleans(),
    "target_group": st.sampled_from(["6.3", "6.11"]),
    "tie": IDS,
    "time": st.none() | st.times(),
    "took_part": st.lists(NAMES, max_size=2).map(tuple),
    "version": st.integers(1, 2),
    "who": NAMES,
    "with_consent": st.booleans(),
}
"""What each field of an event or argument of a verb may be, where it is not somebody's words."""

_POSTS = st.none() | st.builds(
    PostTaken,
    employer=IDS,
    post=IDS,
    tasks=st.lists(
        st.builds(TaskTaken, task=IDS, hours=st.decimals(0, 40, places=1)), max_size=2
    ).map(tuple),
)
_OF_A_PLACEMENT = {"post": _POSTS}
_OF_A_COMPETENCE = {
    "codes": st.lists(st.sampled_from(["køkken", "rengøring"]), unique=True).map(
        lambda codes: tuple(sorted(codes))
    )
}
_OF_A_TALK = {"how": st.none() | st.sampled_from(get_args(MeetingForm))}
_OF_CLOSING = {"why": st.none() | st.sampled_from([*vocabularies()[CLOSINGS].terms])}
_TASKS = st.builds(
    Task,
    task=st.sampled_from([OVEN, TILL]),
    words=PHRASES,
    hours=st.decimals(0, 40, places=1),
    competences=st.lists(st.sampled_from(["køkken", "rengøring"]), unique=True).map(
        lambda codes: tuple(sorted(codes))
    ),
)
_OF_AN_EMPLOYER: dict[str, st.SearchStrategy[Any]] = {
    "cvr": st.none() | st.just(CVR),
    "p_number": st.none() | st.just(P_NUMBER),
    "employer_kind": st.just("privat"),
    "contact": NAMES,
    "told": st.none() | DAYS,
    "partnership": st.sampled_from([CHARTER, HELP]),
    "agreement": st.none() | st.just("charter"),
    "need": st.none() | st.sampled_from([HELP, CHARTER]),
    "post": st.sampled_from([SHOP, CHARTER]),
    "post_kind": st.just("småjob"),
    "task": st.sampled_from([OVEN, TILL]),
    "tasks": st.lists(_TASKS, max_size=2).map(tuple),
    "carved": st.lists(st.sampled_from([OVEN, TILL]), max_size=2).map(tuple),
    "may_share": st.integers(0, 3),
    "project_leader": st.none() | NAMES,
    "then": st.just("") | PHRASES,
}
_CARVED = _OF_AN_EMPLOYER | {"task": _TASKS, "post": st.none() | _OF_AN_EMPLOYER["post"]}
_NEED = _OF_AN_EMPLOYER | {"need": st.sampled_from([HELP, CHARTER])}
_CHANGED = _OF_AN_EMPLOYER | {
    "words": st.none() | PHRASES,
    "may_share": st.none() | st.integers(0, 3),
}
OWN_FIELDS: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "FollowUpAgreed": _OF_A_TALK,
    "agree_follow_up": _OF_A_TALK,
    "PlacementStarted": _OF_A_PLACEMENT,
    "start_placement": _OF_A_PLACEMENT,
    "PlacementHoursChanged": _OF_A_PLACEMENT,
    "change_placement_hours": _OF_A_PLACEMENT,
    **dict.fromkeys(
        (
            *("EmployerRegistered", "register_employer"),
            *("EmployerContactChanged", "change_contact"),
            *("PartnershipAgreed", "agree_partnership", "PartnershipEnded", "end_partnership"),
            *("TaskWithdrawn", "withdraw_task", "PostOpened", "open_post"),
            *("PostClosed", "close_post"),
        ),
        _OF_AN_EMPLOYER,
    ),
    **dict.fromkeys(("NeedTold", "tell_need", "NeedAnswered", "answer_need"), _NEED),
    **dict.fromkeys(("TaskCarvedOut", "carve_task"), _CARVED),
    **dict.fromkeys(("PostChanged", "change_post"), _CHANGED),
    "CompetenceRecorded": _OF_A_COMPETENCE,
    "record_competence": _OF_A_COMPETENCE,
    "JourneyClosed": _OF_CLOSING,
    "close_journey": _OF_CLOSING,
}
"""By class of event and by verb, the fields that are called as others and hold something else."""


PARTS: Mapping[str, st.SearchStrategy[Any]] = {
    "elements": st.lists(st.builds(ElementTold, element=CODES, words=WORDS), max_size=2).map(tuple),
    "scores": st.lists(st.builds(Score, item=CODES, value=st.integers(0, 6)), max_size=2).map(
        tuple
    ),
}
"""What stands in an event where its verb is given it otherwise."""
