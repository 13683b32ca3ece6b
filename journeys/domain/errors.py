"""Everything this library raises on purpose.

    JourneysError
    ├── Refused             a rule forbids it: nothing was recorded
    │   └── Doubted             it may not be meant: acknowledge its doubts, or correct it
    ├── Conflict            somebody else wrote first (optimistic concurrency), at every retry
    ├── UnknownJourney      no journey has that id
    ├── UnknownEmployer     no employer has that id
    ├── NoSuchEntry         the journey has no entry of that number
    ├── NoSuchField         a replay has no value of that name
    ├── Erased              the person was erased: nothing is left to read
    │   └── EmployerErased      the employer was erased
    ├── InputUnreadable     a file is not what its description says
    ├── RateMissing         no source gives a year's rate, and the municipality added none
    └── StoreError
        ├── StoreUnreachable    the database cannot be opened or was lost
        │   └── StoreMissing    no store is there, and none was to be made
        ├── StoreBusy           another writer held the store too long
        ├── PartFailed          a part of all journeys could not be worked on
        ├── KeyMissing          the store's master key is not there
        ├── KeyWrong            this master key does not open this store
        ├── SchemaOlder         the store is older than this library
        ├── SchemaNewer         the store is newer than this library
        ├── EntryNewer          something stored was written by a newer version of this library
        │   └── UnknownKind     the store, or an import, holds a kind of event it does not know
        └── BrokenHistory       a stream has a hole, or an entry cannot be read

Match on the class, and on `Refused.code`; the sentences are for people and may change. A new class
gets its HTTP status in `journeys.adapters.words.problem_details`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any
from uuid import UUID

from journeys.domain.doubt import Doubt
from journeys.domain.message import Message, Phrase, as_message, can_travel

__all__ = [
    "BrokenHistory",
    "Conflict",
    "Doubted",
    "EmployerErased",
    "EntryNewer",
    "Erased",
    "InputUnreadable",
    "JourneysError",
    "KeyMissing",
    "KeyWrong",
    "NoSuchEntry",
    "NoSuchField",
    "PartFailed",
    "RateMissing",
    "Refused",
    "SchemaNewer",
    "SchemaOlder",
    "StoreBusy",
    "StoreError",
    "StoreMissing",
    "StoreUnreachable",
    "UnknownEmployer",
    "UnknownJourney",
    "UnknownKind",
]


THIS_STORE = Message("This store")


class JourneysError(Exception):
    """Root of this library's errors: a sentence, and the facts that are filled into it.

    A copy of one, made in this process or in another (`pickle`), has its class, its sentence with
    the facts, its attributes and its cause.
    """

    def __init__(self, sentence: str = "", /, **facts: object) -> None:
        super().__init__(Message(sentence, **facts) if facts else as_message(sentence))

    @property
    def sentence(self) -> Message:
        """The sentence, with its facts filled in."""
        sentence: Message = self.args[0]
        return sentence

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        """Return how to make a copy: without `__init__`, whose arguments differ by class."""
        state = {**vars(self), "__suppress_context__": self.__suppress_context__}
        if self.__cause__ is not None:
            state["__cause__"] = _portable(self.__cause__)
        elif self.__context__ is not None and not self.__suppress_context__:
            state["__context__"] = _portable(self.__context__)
        return _blank, (type(self), self.args), state


class Refused(JourneysError):
    """A rule forbids it. Nothing was recorded; the sentence says what to do instead.

    `code` is stable. `basis` cites the law that the rule comes from; None where there is none.
    """

    def __init__(
        self, code: str, sentence: str, /, *, basis: str | None = None, **facts: object
    ) -> None:
        super().__init__(sentence, **facts)
        self.code = code
        self.basis = basis

    def __str__(self) -> str:
        """Return the sentence, followed by its legal basis."""
        return f"{self.sentence} ({self.basis})" if self.basis else self.sentence


class Doubted(Refused):
    """It may not be meant. Nothing was recorded: ask again, with the codes in `sure`, if it is.

    `doubts` are all that the decision raised and nobody acknowledged; `code` is that of the first.
    """

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        super().__init__(
            doubts[0].code,
            "{doubts} Correct it, or say that it is meant: {codes}.",
            doubts=reduce(
                lambda first, then: Message("{first} {then}", first=first, then=then),
                (each.sentence for each in doubts),
            ),
            codes=", ".join(dict.fromkeys(each.code for each in doubts)),
        )
        self.doubts = tuple(doubts)


class Conflict(JourneysError):
    """Somebody else recorded on this journey at the same time. Nothing was recorded; ask again.

    In a transaction of your own (`joining`), run the whole transaction again.
    """


class UnknownJourney(JourneysError):
    """No journey has that id in this store."""

    def __init__(self, journey: UUID) -> None:
        self.journey = journey
        super().__init__("No journey {journey} in this store.", journey=journey)


class UnknownEmployer(JourneysError):
    """No employer has that id in this store."""

    def __init__(self, employer: UUID) -> None:
        self.employer = employer
        super().__init__("No employer {employer} in this store.", employer=employer)


class NoSuchEntry(JourneysError):
    """The journey has no entry of that number."""

    def __init__(self, journey: UUID, number: int) -> None:
        super().__init__("Journey {journey} has no entry {number}.", journey=journey, number=number)


class NoSuchField(JourneysError):
    """A replay has no value of that name; `known` are the names at the last step found."""

    def __init__(self, field: str, known: Sequence[str]) -> None:
        self.field = field
        self.known = tuple(known)
        super().__init__(
            "A replay has no such value. At the last step that was found it has: {there}.",
            there=", ".join(self.known) or Message("nothing"),
        )


class Erased(JourneysError):
    """The person was erased: the key to everything recorded is destroyed."""

    def __init__(self, journey: UUID | str) -> None:
        self.journey = journey
        super().__init__(
            "The person of journey {journey} was erased. It can still be proved that there were "
            "entries; their contents are gone.",
            journey=journey,
        )


class EmployerErased(Erased):
    """The employer was erased: the key to everything recorded on it is destroyed."""

    def __init__(self, employer: UUID | str) -> None:
        self.journey = self.employer = employer
        sentence = Message(
            "The employer {employer} was erased. It can still be proved that there were entries; "
            "their contents are gone.",
            employer=employer,
        )
        JourneysError.__init__(self, sentence)


class InputUnreadable(JourneysError):
    """A file is not what its description says. Nothing of it was recorded.

    `problems` has a sentence for each fault found: where it is and what to do. `of_service` is
    True where the file is not one that a caller sent, but of those who run the service: its
    settings, or its list of municipalities.
    """

    def __init__(self, problems: Sequence[str], *, of_service: bool = False) -> None:
        self.of_service = of_service
        self.problems = tuple(map(as_message, problems))
        super().__init__("\n".join(self.problems))


class RateMissing(JourneysError):
    """No source gives this rate for this year, and the municipality's own file adds none.

    `rate` is its name in the file of rates, `named` its words; `years` are those that have one.
    """

    def __init__(self, rate: str, year: int, years: Sequence[int], named: Phrase) -> None:
        self.rate = rate
        self.year = year
        self.years = tuple(years)
        super().__init__(
            'No source gives "{rate}" for {year}, and it is not guessed; it was found for {years}.',
            rate=named,
            year=year,
            years=", ".join(map(str, years)) or Message("no year"),
        )


class StoreError(JourneysError):
    """The store cannot do what was asked."""


class StoreUnreachable(StoreError):
    """The database cannot be opened, or the connection to it was lost."""


class StoreMissing(StoreUnreachable):
    """No store is at this address, and none was to be made. Nothing was made."""


class StoreBusy(StoreError):
    """Another writer held the store for longer than we wait. Nothing was recorded; ask again."""


class KeyMissing(StoreError):
    """The master key of the store is not there. Nothing was read."""


class KeyWrong(StoreError):
    """This is not the master key of this store, or it is none. Nothing was read."""


class PartFailed(StoreError):
    """A part of all journeys could not be worked on. Nothing was recorded, and nothing is lost."""


class SchemaOlder(StoreError):
    """The store was made by an older version of this library."""

    def __init__(self) -> None:
        super().__init__(
            "This store was made by an older version of journeys. "
            "Take a copy of it, then run `journeys init` to bring it up to date."
        )


class SchemaNewer(StoreError):
    """The store was made by a newer version of this library."""

    def __init__(self) -> None:
        super().__init__(
            "This store was made by a newer version of journeys. Install that version to open it "
            "(`pip install --upgrade journeys`); `journeys init` cannot take it back."
        )


class EntryNewer(StoreError):
    """An entry, a look, a receipt or an edition was written by a newer version of this library.

    It has a kind, a field or a choice that this version does not know. It was not altered, and is
    not shown in part: upgrade this installation.
    """


class UnknownKind(EntryNewer):
    """The store, or an import into it, holds kinds of events that this version does not know."""

    def __init__(self, topics: Iterable[str], holder: Message = THIS_STORE) -> None:
        self.topics = tuple(topics)
        super().__init__(
            "{holder} holds events of kinds that this version of journeys does not know: "
            "{topics}. They were written by a newer version of journeys: upgrade this one.",
            holder=holder,
            topics=", ".join(self.topics),
        )


class BrokenHistory(StoreError):
    """A stream has a hole or holds an entry that cannot be read; it is not shown in part."""


def _blank(cls: type[JourneysError], args: tuple[Any, ...]) -> JourneysError:
    return cls.__new__(cls, *args)


def _portable(cause: BaseException) -> BaseException:
    """Return a cause that another process can read: where it cannot, only the name is kept.

    Its text is left out, because the error of another library may repeat what was typed.
    """
    if can_travel(cause):
        return cause
    return Exception(f"{type(cause).__module__}.{type(cause).__qualname__}")
