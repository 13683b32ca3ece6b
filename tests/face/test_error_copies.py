"""An error that travels: copied, pickled, and out of a process pool, it says what it said."""

import copy
import copyreg
import inspect
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import PurePosixPath
from types import TracebackType
from typing import Any
from uuid import UUID

import pytest
from eventsourcing import persistence
from hypothesis import given
from hypothesis import strategies as some
from tblib.pickling_support import (  # type: ignore[import-untyped]
    pickle_exception,
    pickle_traceback,
)

from journeys import errors
from journeys.adapters.cli.output.errors import AtLine
from journeys.adapters.population.handing import pickled
from journeys.domain.doubt import Doubt
from journeys.domain.message import Message, MessageList, Phrase
from journeys.errors import Conflict, JourneysError, Refused, StoreBusy, StoreUnreachable
from journeys.language import LANGUAGES, say, spoken
from tests.face.test_errors import exceptions
from tests.processes import PROCESSES

WALK = UUID(int=7)


@pytest.fixture(autouse=True)
def without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have errors pickled as Python does: Dask, once imported, adds causes and frames to each."""
    for kind in list(copyreg.dispatch_table):
        if issubclass(kind, BaseException):
            monkeypatch.delitem(copyreg.dispatch_table, kind)


NOT_BY_ITS_SENTENCE: dict[str, Callable[[], BaseException]] = {
    "Refused": lambda: Refused("day-not-come", "It is {on}.", basis="LAB § 1", on=date.max),
    "Doubted": lambda: errors.Doubted(
        [Doubt("day-far-ahead", Message("It is {on}.", on=date.max)), Doubt("b", Message("B."))]
    ),
    "UnknownJourney": lambda: errors.UnknownJourney(WALK),
    "UnknownEmployer": lambda: errors.UnknownEmployer(WALK),
    "EmployerErased": lambda: errors.EmployerErased(WALK),
    "NoSuchEntry": lambda: errors.NoSuchEntry(WALK, 4),
    "NoSuchField": lambda: errors.NoSuchField("state", ["phase"]),
    "Erased": lambda: errors.Erased(WALK),
    "InputUnreadable": lambda: errors.InputUnreadable(["Line 1.", Message("{n}", n=2)]),
    "RateMissing": lambda: errors.RateMissing("rate", 2030, [2026], Phrase("sats", "rate")),
    "SchemaOlder": errors.SchemaOlder,
    "SchemaNewer": errors.SchemaNewer,
    "UnknownKind": lambda: errors.UnknownKind(["new"]),
    "AtLine": lambda: AtLine(3, Refused("code", "Sentence."), ["what was typed"]),
}
"""How to make one whose `__init__` takes something else than a sentence."""

messages = some.builds(lambda text: Message("It says: {text}", text=text), some.text())
values = (
    some.none()
    | some.text()
    | some.integers()
    | some.dates()
    | some.datetimes(timezones=some.just(UTC))
    | some.decimals(allow_nan=False, allow_infinity=False)
    | some.uuids()
    | some.builds(PurePosixPath, some.text("ab/"))
    | some.builds(Phrase, some.text(), some.text())
    | messages
    | some.builds(MessageList, some.lists(messages))
)


def kinds() -> Iterator[type[BaseException]]:
    """Yield every class of error that the library defines, and those of eventsourcing it raises."""
    yield from exceptions()
    for each in vars(persistence).values():
        if inspect.isclass(each) and issubclass(each, persistence.PersistenceError):
            yield each


def made(kind: type[BaseException]) -> BaseException:
    """Return an error of this class, with facts where it takes any."""
    by_name = NOT_BY_ITS_SENTENCE.get(kind.__name__)
    if by_name is not None:
        return by_name()
    try:
        if issubclass(kind, JourneysError):
            return kind("It is {on}.", on=date(2026, 3, 1))
        return kind(Message("It is {on}.", on=date(2026, 3, 1)))
    except TypeError:
        pytest.fail(f"Say in NOT_BY_ITS_SENTENCE how a {kind.__name__} is made.")


def spoken_in_all(error: BaseException) -> list[str]:
    """Return what an error says in each language."""
    said = []
    for language in LANGUAGES:
        with spoken(language):
            said += [say(each) for each in error.args if isinstance(each, str)]
    return said


def facts_of(error: BaseException) -> Any:  # noqa: ANN401 - what a test compares
    """Return everything that is to be the same in a copy."""
    sentences = [(each.text, each.facts) for each in error.args if isinstance(each, Message)]
    own = {name: repr(value) for name, value in vars(error).items()}
    return type(error), str(error), sentences, own, spoken_in_all(error)


def copies(error: BaseException) -> Iterator[BaseException]:
    """Yield it copied in each way that there is."""
    yield copy.copy(error)
    yield copy.deepcopy(error)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        yield pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - our own


@pytest.mark.parametrize("kind", [*kinds()], ids=lambda kind: kind.__name__)
def test_a_copy_of_every_error_says_the_same_in_both_languages(kind: type[BaseException]) -> None:
    """With its code, its facts and its class. A new class that fails here: see NOT_BY_ITS_SENTENCE.

    An error under JourneysError is copied without its `__init__`. Another has to hand all its
    arguments on to `super().__init__`, as Python copies it from those.
    """
    error = made(kind)
    for again in copies(error):
        assert facts_of(again) == facts_of(error)


@given(some.dictionaries(some.sampled_from("abcde"), values), some.none() | some.text())
def test_a_refusal_travels_with_whatever_was_filled_in(
    facts: dict[str, Any], basis: str | None
) -> None:
    """Days, amounts, ids, and sentences in sentences; in Danish as well."""
    sentence = " ".join(["It says:", *(f"{{{name}}}" for name in facts)])
    error = Refused("code", sentence, basis=basis, **facts)
    for again in copies(error):
        assert facts_of(again) == facts_of(error)
        assert isinstance(again, Refused)
        assert (again.code, again.basis) == ("code", basis)


@given(some.dictionaries(some.sampled_from("abcde"), values))
def test_a_store_error_travels_with_whatever_was_filled_in(facts: dict[str, Any]) -> None:
    """As a refusal does."""
    error = StoreUnreachable("".join(f"{{{name}}}" for name in facts), **facts)
    for again in copies(error):
        assert facts_of(again) == facts_of(error)


def test_a_fact_that_no_other_process_can_read_goes_along_as_its_text() -> None:
    """A function, a connection: the sentence stays."""
    error = StoreBusy("Waiting for {what}.", what=lambda: None)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert str(again) == str(error)
    assert again.sentence.facts == {"what": str(error.sentence.facts["what"])}


def test_an_error_as_a_fact_is_held_as_its_sentence() -> None:
    """It is said in the language that is spoken, and no error travels inside another."""
    why = Refused("code", "No journey {journey} in this store.", journey=WALK)
    held = Message("{why}", why=why).facts["why"]
    assert (type(held), held) == (Message, why.sentence)
    assert Message("{why}", why=OSError(28, "no room")).facts["why"] == "[Errno 28] no room"


def raised_from(cause: BaseException) -> BaseException:
    """Return a StoreBusy with that cause."""
    error = StoreBusy("Busy.")
    error.__cause__ = cause
    return error


def test_the_chain_of_causes_travels_as_far_as_it_can_be_read() -> None:
    """Of a cause that no other process can read, the name."""
    error = raised_from(raised_from(Conflict("Faster.")))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert [str(each) for each in chain(again)] == ["Busy.", "Busy.", "Faster."]
    assert [type(each) for each in chain(again)] == [StoreBusy, StoreBusy, Conflict]
    unreadable = ValueError(lambda: "words of somebody")
    again = pickle.loads(pickle.dumps(raised_from(unreadable)))  # noqa: S301 - our own
    assert str(again.__cause__) == "builtins.ValueError"


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and its causes."""
    while error is not None:
        yield error
        error = error.__cause__


def test_what_was_hidden_stays_hidden() -> None:
    """`from None` leaves out a context that may repeat a password."""
    try:
        try:
            raise ValueError("secret")  # noqa: TRY301 - what is hidden
        except ValueError:
            raise StoreBusy("Busy.") from None
    except StoreBusy as error:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (again.__context__, again.__suppress_context__) == (None, True)


def raise_hiding(kind: type[Exception]) -> None:
    """Raise an error of this class that hides another."""
    try:
        raise ValueError("secret")  # noqa: TRY301 - what is hidden
    except ValueError:
        raise kind("Busy.") from None


@pytest.mark.parametrize("kind", [StoreBusy, ValueError])
def test_what_was_hidden_stays_hidden_from_who_hands_out_parts(
    kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though Dask was imported in that worker."""
    for each in (kind, ValueError):
        monkeypatch.setitem(copyreg.dispatch_table, each, pickle_exception)
    monkeypatch.setitem(copyreg.dispatch_table, TracebackType, pickle_traceback)
    with pytest.raises(kind, match=r"Busy\.") as raised:
        raise_hiding(kind)
    assert b"secret" in pickle.dumps(raised.value)
    assert b"secret" not in pickled(raised.value)


def raise_made(kind: type[BaseException]) -> None:
    """Raise an error of this class."""
    raise made(kind)


def test_a_process_pool_hands_over_every_error_and_goes_on() -> None:
    """One pool for all of them: none of them breaks it."""
    with ProcessPoolExecutor(max_workers=1, mp_context=PROCESSES) as pool:
        for kind in kinds():
            found = pool.submit(partial(raise_made, kind)).exception()
            assert found is not None
            assert facts_of(found) == facts_of(made(kind))
        assert pool.submit(abs, -1).result() == 1


def test_the_arguments_drawn_here_are_filled_in_as_a_host_sees_them() -> None:
    """A test of the tests: the two languages differ where a day or a number is filled in."""
    error = Refused(
        "code", "{on} {amount}", on=datetime(2026, 3, 1, tzinfo=UTC), amount=Decimal("1.5")
    )
    assert spoken_in_all(error) == ["1. marts 2026 kl. 00.00 1,5", "2026-03-01 00:00 1.5"]
