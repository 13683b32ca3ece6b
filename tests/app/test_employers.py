"""Employers through the use cases: recorded, retracted, imported, found and erased."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

import journeys
from journeys import Actor, JourneyId, Journeys, employers, errors
from journeys.adapters.sql.keys.keyring import keys
from journeys.domain.employers.deciding import EmployerDecision
from journeys.employers import EmployerHistory, EmployerId
from journeys.errors import EmployerErased, Erased, Refused, UnknownEmployer
from tests.app.posted import (
    BAKERY,
    CVR,
    EARLY,
    LATE,
    MILL,
    OVEN,
    P_NUMBER,
    SHELVES,
    begun,
    ended,
    open_post,
    record,
    registered,
    task,
)
from tests.app.rows import every_value
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, BY_BO, FEB_1, MAR_1, opened

LEADER = Actor("dorte.example", "manager")


def history(walks: Journeys, employer: EmployerId = BAKERY) -> EmployerHistory:
    """Return the whole history of an employer."""
    with walks.store.reading() as transaction:
        return transaction.employers.existing(employer)


def kinds(walks: Journeys, employer: EmployerId = BAKERY) -> list[str]:
    """Return the kinds of the entries of an employer."""
    return [entry.event.kind for entry in history(walks, employer).entries]


def registering(cvr: str | None = None, p_number: str | None = None) -> EmployerDecision:
    """Return a decision of a list of firms: it registers one."""
    return lambda _: [
        employers.EmployerRegistered(
            on=FEB_1,
            name="Opfundet Mølle",
            cvr=cvr,
            p_number=p_number,
            employer_kind="privat",
            contact=ANNA,
        )
    ]


def refused(work: Callable[[], object]) -> str:
    """Return the code with which something is refused."""
    with pytest.raises(Refused) as refusal:
        work()
    return refusal.value.code


def test_what_is_decided_on_an_employer_is_recorded_in_its_own_log(walks: Journeys) -> None:
    """With the same envelope as on a journey, and positions of its own."""
    registered(walks)
    (entry,) = walks.employers.decide(
        BAKERY, employers.state_expectations, BY_BO, "anmodning", words="Mød til tiden", on=MAR_1
    )
    assert entry == history(walks).entries[-1]
    assert (entry.employer, entry.version, entry.position) == (BAKERY, 2, 2)
    assert (entry.actor, entry.role, entry.request_id) == (*BY_BO[:2], "anmodning")
    assert walks.newest_position() == 0


def test_a_verb_asked_twice_adds_nothing(walks: Journeys) -> None:
    """As on a journey."""
    for _ in range(2):
        registered(walks)
    assert kinds(walks) == ["employer-registered"]


def test_a_repeated_request_returns_its_first_answer(walks: Journeys) -> None:
    """By the same actor, for the same; else the id is used."""
    registered(walks)

    def expect(words: str, actor: Actor = BY_BO) -> object:
        verb = employers.state_expectations
        return walks.employers.decide(BAKERY, verb, actor, "et", words=words, on=MAR_1)

    assert expect("Mød") == expect("Mød")
    assert refused(lambda: expect("Mød til tiden")) == "request-id-used"
    assert refused(lambda: expect("Mød", BY_ANNA)) == "request-id-used"
    assert kinds(walks) == ["employer-registered", "expectations-stated"]


def test_a_request_that_recorded_nothing_is_remembered(walks: Journeys) -> None:
    """It returns nothing again, and its id is taken on journeys too."""
    registered(walks)
    told: dict[str, Any] = {
        "name": "Opfundet Bageri",
        "on": FEB_1,
        "employer_kind": "privat",
        "contact": ANNA,
    }
    for _ in range(2):
        assert not walks.employers.decide(
            BAKERY, employers.register_employer, BY_ANNA, "to", **told
        )
    opened(walks)
    hope: dict[str, Any] = {"words": "Et job", "on": FEB_1}
    verb = journeys.verbs.state_hope
    walk = opened(walks)
    assert refused(lambda: walks.decide(walk, verb, BY_ANNA, "to", **hope)) == "request-id-used"
    assert all(each.fault is None for each in walks.seal.verify())


def test_each_number_belongs_to_one_employer(walks: Journeys) -> None:
    """A P-number where there is one: two workplaces of one firm are two employers."""
    registered(walks, BAKERY, cvr=CVR)
    assert refused(lambda: registered(walks, MILL, cvr=CVR)) == "employer-known"
    registered(walks, MILL, cvr=CVR, p_number=P_NUMBER)
    assert walks.employers.find("25 31 37 63") == BAKERY
    assert walks.employers.find(P_NUMBER) == MILL
    assert walks.employers.find("10150817") is None
    assert refused(lambda: walks.employers.find("25313764")) == "cvr-wrong"


def test_a_retracted_registration_frees_its_number(walks: Journeys) -> None:
    """And it cannot be taken back once another has the number."""
    registered(walks, BAKERY, cvr=CVR)

    def retract(entry: int) -> None:
        walks.employers.retract(BAKERY, entry=entry, why="Forkert", on=FEB_1, actor=BY_ANNA)

    retract(1)
    assert walks.employers.find(CVR) is None
    registered(walks, MILL, cvr=CVR)
    assert refused(lambda: retract(2)) == "employer-known"
    assert walks.employers.find(CVR) == MILL


def test_an_entry_is_replaced_in_the_same_commit(walks: Journeys) -> None:
    """The replacement decides on the history without the mistake."""
    registered(walks)
    entries = walks.employers.retract(
        BAKERY,
        entry=1,
        why="Forkert nummer",
        on=FEB_1,
        actor=BY_ANNA,
        replacement=registering(CVR),
    )
    assert [each.event.kind for each in entries] == ["entry-retracted", "employer-registered"]
    assert walks.employers.find(CVR) == BAKERY


def test_many_are_recorded_or_none(walks: Journeys) -> None:
    """Two lines of a list of firms with one number are refused as well."""
    one, other = EmployerId(UUID(int=1)), EmployerId(UUID(int=2))
    same = [(one, registering(CVR)), (other, registering(CVR))]
    for dry_run in (True, False):
        assert (
            refused(lambda: walks.employers.record_all(same, BY_ANNA, dry_run=dry_run))  # noqa: B023 - asked at once
            == "employer-known"
        )
    firms = [(one, registering(CVR)), (other, registering(CVR, P_NUMBER))]
    would = walks.employers.record_all(firms, BY_ANNA, dry_run=True)
    assert walks.employers.find(CVR) is None
    assert walks.employers.record_all(firms, BY_ANNA) == would
    assert would == (2, {"employer-registered": 2})
    assert walks.employers.find(P_NUMBER) == other


@pytest.mark.parametrize("no_id", ["8001", str(BAKERY), None, 7])
def test_an_employer_is_named_by_its_id(walks: Journeys, no_id: object) -> None:
    """Under another one it could never be read."""
    wrong: EmployerId = no_id  # type: ignore[assignment]
    calls: list[Callable[[], object]] = [
        lambda: registered(walks, wrong),
        lambda: walks.employers.record(wrong, registering(), BY_ANNA),
        lambda: walks.employers.record_all([(wrong, registering())], BY_ANNA),
        lambda: walks.employers.erase(wrong, actor=LEADER, why="Ophørt"),
        lambda: walks.employers.receipt(wrong),
        lambda: walks.employers.retract(wrong, entry=1, why="x", on=FEB_1, actor=BY_ANNA),
    ]
    assert [refused(call) for call in calls] == ["not-understood"] * len(calls)


def test_a_host_records_events_of_employers_alone(walks: Journeys) -> None:
    """An event of a journey is none of an employer's."""
    wrong: EmployerDecision = lambda _: [begun(1)]  # type: ignore[list-item]  # noqa: E731 - named
    assert refused(lambda: walks.employers.record(BAKERY, wrong, BY_ANNA)) == "not-understood"


def test_a_rehearsal_records_nothing(walks: Journeys) -> None:
    """Nor does a transaction of the host's that is rolled back."""
    rehearsal = walks.rehearsing()
    assert registered(rehearsal, cvr=CVR)

    def interrupted() -> None:
        with walks.unit_of_work() as unit:
            registered(unit, cvr=CVR)
            open_post(unit)
            assert kinds(unit) == ["employer-registered", "post-opened"]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    with pytest.raises(UnknownEmployer):
        history(walks)


def test_a_unit_of_work_fills_a_post_that_it_opened(walks: Journeys) -> None:
    """Each call sees what those before it recorded, on both kinds of streams."""
    with walks.unit_of_work() as unit:
        registered(unit)
        open_post(unit)
        record(unit, opened(unit), begun(1))
        close = employers.close_post
        again: dict[str, Any] = {"post": EARLY, "why": "Lukket", "on": MAR_1}
        assert (
            refused(lambda: unit.employers.decide(BAKERY, close, BY_ANNA, **again)) == "post-in-use"
        )
    assert kinds(walks) == ["employer-registered", "post-opened"]


def test_who_follows_the_journeys_sees_nothing_of_employers(walks: Journeys) -> None:
    """They have a log of their own."""
    registered(walks)
    seen = list[object]()
    assert walks.reactors.react("breve", seen.append, since=0) == (0, 0, None)
    with walks.store.reading() as transaction:
        assert transaction.log.journeys() == []


def test_an_employer_is_erased_and_older_proofs_hold(
    walks: Journeys, database_url: str, tmp_path: Path
) -> None:
    """Its key and its rows are gone; the receipt is the last entry of its stream."""
    registered(walks, cvr=CVR)
    registered(walks, MILL, cvr="10150817")
    words = "Ejeren er opfundet"
    walks.employers.decide(
        BAKERY, employers.state_expectations, BY_ANNA, "anmodning-77", words=words, on=MAR_1
    )
    with walks.store.reading() as transaction:
        wrapped_key = select(keys.c.wrapped).where(keys.c.holder == str(BAKERY))
        wrapped = connection_of(transaction).scalar(wrapped_key)
    assert wrapped is not None
    notes = [walks.seal.checkpoint(log) for log in ("employers", "journeys")]
    receipt = walks.employers.erase(BAKERY, actor=LEADER, why="Ophørt", request_id="slet")
    assert receipt == walks.employers.erase(BAKERY, actor=LEADER, why="Ophørt", request_id="slet")
    assert receipt == walks.employers.receipt(BAKERY)
    assert (receipt.gone.entries, receipt.gone.numbers, receipt.position) == (2, 1, 4)
    stored = [*every_value(database_url), *(each.read_bytes() for each in tmp_path.iterdir())]
    for gone in (wrapped, words.encode(), CVR.encode(), b"anmodning-77"):
        assert not any(gone in each for each in stored)
    assert all(each.fault is None for each in walks.seal.verify(notes))
    assert walks.employers.find(CVR) is None
    assert walks.employers.find("10150817") == MILL
    with walks.store.reading() as transaction:
        assert transaction.employers.employers() == [MILL]
        with pytest.raises(EmployerErased):
            transaction.employers.existing(BAKERY)
        with pytest.raises(UnknownEmployer):
            transaction.employers.existing(EmployerId(UUID(int=9)))
    for again in (lambda: registered(walks), lambda: history(walks)):
        with pytest.raises(Erased):
            again()


def test_an_employer_with_people_in_its_posts_is_not_erased(walks: Journeys) -> None:
    """Where they are now is recorded first. Only who may erase does, and says why."""
    registered(walks)
    open_post(walks)
    record(walks, opened(walks), begun(1, on=FEB_1))

    def erase(actor: Actor = LEADER, why: str = "Ophørt") -> object:
        return walks.employers.erase(BAKERY, actor=actor, why=why)

    assert refused(erase) == "post-in-use"
    assert refused(lambda: erase(BY_ANNA)) == "role-may-not"
    assert refused(lambda: erase(why=" ")) == "why-missing"
    record(walks, opened(walks), ended(1, MAR_1))
    assert erase()
    assert refused(lambda: record(walks, opened(walks), begun(2))) == "post-unknown"


def test_a_damaged_employer_stops_nobody_else(walks: Journeys) -> None:
    """Not another employer, nor a citizen in a post of another."""
    for employer, post, key in ((BAKERY, EARLY, OVEN), (MILL, LATE, SHELVES)):
        registered(walks, employer)
        open_post(walks, post, task(key), employer=employer)
    with walks.store.writing() as transaction:
        connection_of(transaction).execute(keys.delete().where(keys.c.holder == str(BAKERY)))
    one, other = opened(walks), opened(walks, JourneyId(UUID(int=77)))
    with walks.store.reading() as transaction:
        assert isinstance(transaction.employers.read(BAKERY), errors.BrokenHistory)
        assert transaction.employers.read(MILL) == history(walks, MILL)
    with pytest.raises(errors.BrokenHistory):
        record(walks, one, begun(1))
    record(walks, one, begun(1, post=LATE, key=SHELVES, employer=MILL))
    walks.decide(other, journeys.verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)
