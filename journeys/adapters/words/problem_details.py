"""What a service answers to an error: an HTTP status, and problem details (RFC 9457).

The answer holds no fact of a citizen that the caller did not send. So a fact of a sentence goes
out only where its name is in `OPEN` or `OPEN_IN`, and the sentence of an error that is the
service's own (500 and above) not at all: it may name a host, a path or a user.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from typing import Any

from journeys.adapters.words.language import say
from journeys.domain.doubt import Doubt
from journeys.domain.errors import (
    BrokenHistory,
    Conflict,
    Doubted,
    EmployerErased,
    EntryNewer,
    Erased,
    InputUnreadable,
    JourneysError,
    KeyMissing,
    KeyWrong,
    NoSuchEntry,
    NoSuchField,
    PartFailed,
    RateMissing,
    Refused,
    SchemaNewer,
    SchemaOlder,
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreUnreachable,
    UnknownEmployer,
    UnknownJourney,
    UnknownKind,
)
from journeys.domain.message import Message, MessageList, Phrase

FORBIDDEN, UNKNOWN, CONFLICT, ERASED, INVALID, FAULT, UNAVAILABLE = (
    403,
    404,
    409,
    410,
    422,
    500,
    503,
)

STATUSES: Mapping[type[JourneysError], int] = {
    JourneysError: FAULT,
    Refused: CONFLICT,
    Doubted: CONFLICT,
    Conflict: CONFLICT,
    UnknownJourney: UNKNOWN,
    UnknownEmployer: UNKNOWN,
    NoSuchEntry: UNKNOWN,
    NoSuchField: UNKNOWN,
    Erased: ERASED,
    EmployerErased: ERASED,
    InputUnreadable: INVALID,
    RateMissing: INVALID,
    StoreError: FAULT,
    StoreUnreachable: UNAVAILABLE,
    StoreMissing: FAULT,
    StoreBusy: UNAVAILABLE,
    PartFailed: FAULT,
    KeyMissing: FAULT,
    KeyWrong: FAULT,
    SchemaOlder: UNAVAILABLE,
    SchemaNewer: UNAVAILABLE,
    EntryNewer: UNAVAILABLE,
    UnknownKind: UNAVAILABLE,
    BrokenHistory: FAULT,
}
"""The status of each class of errors; a Refused has that of its code, where it has one below."""

SECONDS: Mapping[type[JourneysError], int] = {StoreBusy: 1, StoreUnreachable: 5, StoreMissing: 0}
"""After how many seconds the same may be asked again, for the header Retry-After; 0: not at all."""

CODES: Mapping[str, int] = {
    "role-may-not": FORBIDDEN,
    "not-on-behalf": FORBIDDEN,
    "staff-not-shown": FORBIDDEN,
    "citizen-not-found": UNKNOWN,
    "no-receipt": UNKNOWN,
    "journey-erased": ERASED,
    "library-missing": FAULT,
    "cluster-not-private": FAULT,
    "cluster-spills": FAULT,
    # Rules of the history, although they end as what was sent does.
    "fleksjob-unknown": CONFLICT,
    "need-unknown": CONFLICT,
    "rest-ruling-missing": CONFLICT,
    "wish-missing": CONFLICT,
    # Refused by what was sent alone, whatever is recorded.
    **dict.fromkeys(
        (
            "amount-negative",
            "born-after-grant",
            "case-begun-after-grant",
            "case-begun-before-birth",
            "code-not-in-force",
            "code-unknown",
            "correction-changes-nothing",
            "cpr-malformed",
            "cpr-no-date",
            "cvr-malformed",
            "cvr-wrong",
            "day-not-come",
            "day-too-far-ahead",
            "digest-malformed",
            "due-before-on",
            "duty-kind-unknown",
            "field-unknown",
            "hours-impossible",
            "task-twice",
            "instrument-not-in-force",
            "instrument-unknown",
            "item-unknown",
            "may-share-impossible",
            "municipality-malformed",
            "no-partner",
            "not-understood",
            "not-yet",
            "p-number-malformed",
            "post-without-task",
            "range-too-long",
            "range-unclear",
            "rater-of-another-instrument",
            "reassessment-not-ahead",
            "review-not-ahead",
            "score-off-scale",
            "told-too-late",
            "until-before-start",
            "wage-unclear",
            "words-carry-cpr",
            "words-carry-diagnosis",
            "words-unprintable",
        ),
        INVALID,
    ),
}
"""The status of each code of a refusal that differs from what `ENDINGS` and `Refused` give it."""

ENDINGS: Mapping[str, int] = {"-missing": INVALID, "-unknown": UNKNOWN}

TITLES: Mapping[int, Message] = {
    FORBIDDEN: Message("Not allowed"),
    UNKNOWN: Message("Not found"),
    CONFLICT: Message("Not possible now"),
    ERASED: Message("Erased"),
    INVALID: Message("Not valid"),
    FAULT: Message("A fault in the service"),
    UNAVAILABLE: Message("Not available now"),
}

OF_THE_SERVICE: Mapping[int, Message] = {
    FAULT: Message(
        "Something is wrong in the service, and not in what was sent. Tell the people who run it."
    ),
    UNAVAILABLE: Message(
        "The service cannot be used now. Ask again in a little while, with the same request id."
    ),
}
"""The detail where the sentence of the error stays inside."""

OPEN = frozenset(
    (
        # what was sent: the names of arguments, codes and ids
        *("argument", "code", "codes", "field", "kind", "unknown", "verb", "vocabulary", "what"),
        *("aid", "education", "journey", "measure", "placement", "ruling", "served", "subgoal"),
        *("tie", "number", "rate", "year", "today"),
        *("need", "partnership", "post", "task"),
        # what the rules say to everybody: forms, limits, law, and what there is to choose among
        *("able", "begins", "change", "ends", "form", "highest", "hint", "instead", "known"),
        *("kinds",),
        *("lowest", "matter", "missing", "months", "most", "nearest", "needed", "optional"),
        *("rater", "rule", "span", "starts", "tables", "takes", "topics", "years"),
    )
)
"""The names of the facts that may go out. A fact with a name that is not here is not shown."""

OPEN_IN: Mapping[str, frozenset[str]] = {
    "code-not-in-force": frozenset({"on"}),
    "day-far-ahead": frozenset({"day", "days"}),
    "day-in-earlier-year": frozenset({"day"}),
    "day-not-come": frozenset({"day"}),
    "day-too-far-ahead": frozenset({"day"}),
    "pension-not-granted": frozenset({"on"}),
    "rest-ruling-missing": frozenset({"on"}),
    "still-kept": frozenset({"on"}),
    "still-owed": frozenset({"on"}),
    "still-walked-with": frozenset({"on"}),
}
"""By code of a refusal, the names of days that were sent. In other refusals these names hold days
of the citizen's history."""

NOT_SHOWN = Message("(not shown)")


class _Hidden:
    """In place of a fact, and of whatever part of it a sentence names, such as `{duty.en}`."""

    def __getattr__(self, name: str) -> "_Hidden":
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __repr__(self) -> str:
        return say(NOT_SHOWN)

    def __format__(self, _spec: str) -> str:
        return say(NOT_SHOWN)


def http_status(error: BaseException) -> int:
    """Return the HTTP status that a service gives to an error; 500 for one that is not ours."""
    if isinstance(error, Refused) and not isinstance(error, Doubted):
        endings = (status for end, status in ENDINGS.items() if error.code.endswith(end))
        found = CODES.get(error.code) or next(endings, None)
        if found is not None:
            return found
    if isinstance(error, InputUnreadable) and error.of_service:
        return FAULT
    return _of_class(error, STATUSES, FAULT)


def problem(error: BaseException) -> dict[str, Any]:
    """Return an error as problem details (RFC 9457, `application/problem+json`).

    `type`, `title`, `status`, `detail` in the spoken language, and `code`: a Refused's own, else
    the name of the class. `basis` where there is one in law. `doubts`, each with its `code` and
    `detail`, where somebody is to be asked whether it is meant (Doubted). `retry_after`, in
    seconds, where the same may be asked again: the value of the header Retry-After.

    It shows no fact of a citizen that was not sent: "(not shown)" stands in its place. To a caller
    who may see the journey, say the whole sentence: `language.say(error.sentence)`.
    """
    status = http_status(error)
    code = _code(error)
    found = {
        "type": f"urn:journeys:error:{code}",
        "title": say(TITLES[status]),
        "status": status,
        "detail": _detail(error, status),
        "code": code,
    }
    if isinstance(error, Refused) and error.basis:
        found["basis"] = error.basis
    if isinstance(error, Doubted):
        found["doubts"] = [
            {"code": each.code, "detail": say(_public(each.sentence, _shown(each)))}
            for each in error.doubts
        ]
    if seconds := _of_class(error, SECONDS, 0):
        found["retry_after"] = seconds
    return found


def _of_class(error: BaseException, by_class: Mapping[type[JourneysError], int], other: int) -> int:
    return next((by_class[each] for each in type(error).__mro__ if each in by_class), other)


def _code(error: BaseException) -> str:
    if isinstance(error, Refused):
        return error.code
    return type(error).__name__ if isinstance(error, JourneysError) else "Fault"


def _detail(error: BaseException, status: int) -> str:
    if status in OF_THE_SERVICE or not isinstance(error, JourneysError):
        return say(OF_THE_SERVICE.get(status, OF_THE_SERVICE[FAULT]))
    if isinstance(error, InputUnreadable):
        # Each is a fault of the file that was sent, and quotes that alone.
        return "\n".join(say(_public(each, None)) for each in error.problems)
    return say(_public(error.sentence, _shown(error))) or say(TITLES[status])


def _shown(error: JourneysError | Doubt) -> AbstractSet[str]:
    """Return the names of the facts of an error that may go out."""
    each = error.doubts if isinstance(error, Doubted) else [error]
    return OPEN.union(*(OPEN_IN.get(getattr(one, "code", ""), ()) for one in each))


def _public(sentence: Message, shown: AbstractSet[str] | None) -> Message:
    """Return a sentence with the facts of these names alone; with None, all but folders."""
    facts = {name: _public_fact(name, fact, shown) for name, fact in sentence.facts.items()}
    return Message(sentence.text, **facts)


def _public_fact(name: str, fact: object, shown: AbstractSet[str] | None) -> object:
    match fact:
        case Message():
            return _public(fact, shown)
        case MessageList():
            return MessageList(_public(each, shown) for each in fact)
        case Phrase():
            return fact
        case PurePath():
            return fact.name
    return fact if shown is None or name in shown else _Hidden()
