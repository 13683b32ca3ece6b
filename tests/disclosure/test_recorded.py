"""What was published is recorded in the store's own sealed log, and the next is held to it."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice, product
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from journeys import Actor, JourneyId, Journeys, MeasureId, Reader, events, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.publications import PUBLISHED, SQLPublicationLog
from journeys.adapters.sql.log.store_log import TABLES, SQLStoreLog
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.log import Recording
from journeys.app.publishing import Answered, Requested, release_effects
from journeys.errors import BrokenHistory, Refused
from journeys.projections.effects.published import ReleasedEffects, ReleasedMeasure
from tests.connections import connection_of
from tests.damaging import DAMAGES, damaged
from tests.disclosure.answers import effect, people
from tests.invented import BY_ANNA, KEYS
from tests.scenario import BOOK
from tests.sql.attacked import Attacked, drop_guards

BY_THE_MANAGER = Actor("leder.example", "manager")
MONTH_END = date(2026, 6, 30)
NEXT = date(2026, 9, 30)
SPRING, SUMMER = datetime(2026, 3, 31, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 11, 1, 12, tzinfo=UTC)


def manager(walks: Journeys) -> Reader:
    """Return the journeys as a manager sees them."""
    return walks.seen_by(BY_THE_MANAGER, "offentliggørelse")


def publish(
    walks: Journeys, n: int, on: date = MONTH_END, *, dry_run: bool = False
) -> ReleasedMeasure:
    """Publish an answer about so many who began."""
    (found,) = published(walks, [n], on, dry_run=dry_run).measures
    return found


def published(
    walks: Journeys, counts: Sequence[int], on: date = MONTH_END, *, dry_run: bool = False
) -> ReleasedEffects:
    """Publish an answer about so many who began each of some measures."""
    answered = [
        Answered([effect(n, on=on, cut=on, measure=f"measure-{at}")], people(a=n))
        for at, n in enumerate(counts)
    ]
    return release_effects(walks.store, answered, Requested(on, None, on), dry_run=dry_run)


def entries(walks: Journeys) -> list[tuple[str, int, Any]]:
    """Return the stream, the version and the body of each publication."""
    with walks.store.reading() as transaction:
        rows = [*log_of().scan(connection_of(transaction))]
    found = [row for row in rows if row.topic == PUBLISHED]
    return [(row.stream, row.version, json.loads(row.body)) for row in found]


def log_of() -> EventLog:
    """Return the store log, which signs."""
    return EventLog(Tables(TABLES), signing=Keyring(KEYS).signer)


def test_a_publication_is_stored_as_readable_json_that_names_nobody(walks: Journeys) -> None:
    """By its figure: names of fields are stored for ever."""
    publish(walks, 62)
    ((stream, version, body),) = entries(walks)
    assert (stream, version) == ("effects:measure-0", 1)
    assert body.keys() == {"on", "cut", "counts", "splits", "numbers"}
    assert body["counts"] == {
        "52/first-hour/with": 31,
        "52/first-hour/without": 31,
        "52/followed": 62,
        "began": 62,
        "began+provider:a": 62,
    }
    assert "leder" not in json.dumps(body)


def test_the_log_with_publications_is_sealed_and_holds(walks: Journeys) -> None:
    """As every other entry of it."""
    publish(walks, 62)
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def test_an_answer_that_stays_is_not_recorded_again(walks: Journeys) -> None:
    """What was published is given again, with its day."""
    first = publish(walks, 62)
    again = publish(walks, 90, NEXT)
    assert (first.stays, again.stays) == (None, "same-quarter")
    assert again.answers == first.answers
    assert len(entries(walks)) == 1


def test_an_answer_changes_the_next_quarter_where_ten_more_came(database_url: str) -> None:
    """By the clock that stamps entries, and not by the day that is asked about."""
    days = [SPRING]
    with open_journeys(database_url, keys=KEYS, book=BOOK, clock=lambda: days[-1]) as walks:
        assert publish(walks, 62, date(2026, 3, 1)).published_on == SPRING.date()
        assert publish(walks, 90, MONTH_END).stays == "same-quarter"
        days.append(SUMMER)
        assert publish(walks, 71, MONTH_END).stays == "fewer-than-ten-more"
        assert publish(walks, 72, MONTH_END).published_on == SUMMER.date()


def test_a_dry_run_says_what_would_be_published_and_records_nothing(walks: Journeys) -> None:
    """So it can be done again."""
    would = publish(walks, 62, dry_run=True)
    assert entries(walks) == []
    assert publish(walks, 62).answers == would.answers


def test_the_list_of_publications_holds_the_numbers_and_not_the_counts_behind_them(
    walks: Journeys,
) -> None:
    """For a manager and an auditor."""
    found = published(walks, [62, 7])
    listed = manager(walks).audit.publications().publications
    assert [each.figure for each in listed] == ["effects:measure-0", "effects:measure-1"]
    assert "62" not in listed[0].model_dump_json(exclude={"on", "cut"})
    numbers = listed[1].numbers["answers"]
    assert numbers == [found.measures[1].answers[0].model_dump(mode="json", exclude_none=True)]


def test_a_caseworker_publishes_nothing(walks: Journeys) -> None:
    """Nor sees what was published."""
    for asked in (
        lambda: walks.seen_by(BY_ANNA, "x").publish_overview("basis", on=MONTH_END),
        walks.seen_by(BY_ANNA, "x").audit.publications,
    ):
        with pytest.raises(Refused) as refused:
            asked()
        assert refused.value.code == "role-may-not"


@pytest.mark.parametrize("change", ["taken out", "altered"])
def test_an_altered_log_takes_no_publication(walks: Journeys, change: str) -> None:
    """Else what was published could be taken out, and one person more published the same day."""
    publish(walks, 62)
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        drop_guards(connection)
        log = Attacked(connection, Random(1), Tables(TABLES))  # noqa: S311 - no secret
        if change == "taken out":
            log.remove(log.size)
        else:
            log.change(log.size, body=log.rows[-1].body.replace(b"62", b"32"))
    with pytest.raises(BrokenHistory):
        publish(walks, 63)
    assert walks.seal.verify()[3].fault


@pytest.mark.parametrize("column", ["body", "topic", "stream"])
def test_text_in_place_of_bytes_takes_no_publication(sqlite_url: str, column: str) -> None:
    """And the other way round: SQLite keeps what it is given."""
    kind = "text" if column == "body" else "blob"
    with open_journeys(sqlite_url, keys=KEYS, book=BOOK) as walks:
        publish(walks, 62)
        with walks.store.writing() as transaction:
            connection = connection_of(transaction)
            drop_guards(connection)
            connection.exec_driver_sql(
                f"update journeys_store_events set {column} = cast({column} as {kind})"  # noqa: S608
            )
        with pytest.raises(BrokenHistory):
            publish(walks, 90, NEXT)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff"])
def test_a_publication_that_cannot_be_read_lets_nothing_be_published(
    walks: Journeys, body: bytes
) -> None:
    """It is not known then what the next is to be compared with."""
    with walks.store.writing() as transaction:
        log_of().append(connection_of(transaction), [("effects:x", 1, PUBLISHED, body)])
    with pytest.raises(BrokenHistory, match="cannot be read"):
        publish(walks, 62)


def test_what_a_newer_version_added_to_a_publication_is_passed_over(walks: Journeys) -> None:
    """In its body, and in what was published."""
    publish(walks, 62)
    ((_, _, body),) = entries(walks)
    numbers = {"answers": [{**body["numbers"]["answers"][0], "later": 1}]}
    newer = json.dumps({**body, "numbers": numbers, "later": 1}).encode()
    with walks.store.writing() as transaction:
        log_of().append(connection_of(transaction), [("effects:measure-0", 2, PUBLISHED, newer)])
        assert len(SQLPublicationLog(connection_of(transaction), log_of()).all()) == 2
    assert publish(walks, 90, NEXT).stays == "same-quarter"


def test_the_other_entries_of_the_log_are_read_as_before(walks: Journeys) -> None:
    """A version that knows no publications passes over them in the same way."""
    publish(walks, 62)
    with walks.store.reading() as transaction:
        log = SQLStoreLog(connection_of(transaction), log_of())
        assert log.identities() == {}
        assert len(log.schemas()) == 1


def open_journeys_of(walks: Journeys, **numbers: int) -> None:
    """Open so many journeys on each of some bases."""
    ids = (JourneyId(UUID(int=at)) for at in count(1))
    for basis, n in numbers.items():
        for journey in islice(ids, n):
            walks.decide(
                journey,
                verbs.open_journey,
                BY_ANNA,
                municipality="621",
                basis=basis,
                responsible=BY_ANNA.name,
                on=date(2026, 1, 5),
            )


def test_a_table_is_published_of_the_last_day_of_a_month(walks: Journeys) -> None:
    """Rounded, without what is small, and without a total; later it stays as it was."""
    open_journeys_of(walks, kontanthjælp=8, sygedagpenge=4, ledighedsydelse=6)
    found = manager(walks).publish_overview("basis", on=MONTH_END)
    assert found.stays is None
    assert found.table
    assert found.table.counts == {"kontanthjælp": 10, "ledighedsydelse": 5}
    closed, moved = JourneyId(UUID(int=1)), date(2026, 2, 1)
    walks.decide(closed, verbs.close_journey, BY_ANNA, reason="Flyttet", on=moved)
    again = manager(walks).publish_overview("basis", on=MONTH_END)
    assert (again.stays, again.table) == ("too-soon", found.table)
    assert manager(walks).publish_overview("phase", on=MONTH_END).stays == "day-taken"
    assert [figure for figure, _, _ in entries(walks)] == ["overview:basis"]
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def began(walks: Journeys, nrs: range, on: date) -> None:
    """Record people whose journey is opened on a day, and who begin a measure thirty days later."""
    recordings = [Recording(JourneyId(UUID(int=1000 + nr)), 0, _began(nr, on)) for nr in nrs]
    with walks.store.writing() as transaction:
        transaction.log.append(recordings, BY_ANNA, None)


def _began(nr: int, on: date) -> Sequence[events.Event]:
    thing = MeasureId(UUID(int=nr + 1))
    return [
        events.JourneyOpened(on=on, municipality="621", basis="dagpenge", responsible=BY_ANNA.name),
        events.MeasureGranted(on=on, measure=thing, measure_kind="mentorstøtte"),
        events.MeasureStarted(on=on + timedelta(days=30 + nr % 9), measure=thing),
    ]


def test_effects_are_published_from_what_is_recorded(database_url: str) -> None:
    """At every horizon at once; the second time held to the first."""
    days = [datetime(2025, 3, 20, tzinfo=UTC)]

    def publish_again(*, dry_run: bool = False) -> ReleasedMeasure:
        asked = manager(walks).publish_effects(
            on=days[-1].date(), splits=["basis"], dry_run=dry_run
        )
        (measure,) = asked.measures
        return measure

    with open_journeys(database_url, keys=KEYS, book=BOOK, clock=lambda: days[-1]) as walks:
        began(walks, range(55), date(2025, 2, 3))
        days.append(datetime(2026, 1, 20, tzinfo=UTC))
        began(walks, range(55, 64), date(2025, 12, 3))
        days.append(SPRING)
        would, first = publish_again(dry_run=True), publish_again()
        assert would == first
        assert first.withheld is None
        parts = product((13, 26, 52), ("", "basis:dagpenge"))
        assert [(each.within, each.split) for each in first.answers] == [*parts]
        assert {each.began for each in first.answers if not each.split} == {55}
        began(walks, range(64, 65), date(2026, 3, 1))
        days.append(SUMMER)
        second = publish_again()
        assert (second.stays, second.answers) == ("fewer-than-ten-more", first.answers)
        days.append(AUTUMN)
        third = publish_again()
        assert (third.stays, third.answers[0].began) == (None, 65)
        with pytest.raises(Refused) as refused:
            manager(walks).publish_effects(["mentor"], on=AUTUMN.date())
        assert refused.value.code == "code-unknown"


def test_nothing_is_published_while_a_journey_cannot_be_read(
    walks: Journeys, engine: Engine
) -> None:
    """Who is missing now would be the only newcomer after the repair."""
    began(walks, range(60), date(2025, 2, 3))
    with writing(engine) as connection:
        damaged(connection, DAMAGES["an altered body"], str(UUID(int=1000)), str(UUID(int=1001)))
    for dry_run in (True, False):
        with pytest.raises(BrokenHistory, match="nothing is published"):
            manager(walks).publish_effects(on=MONTH_END, dry_run=dry_run)
    assert entries(walks) == []


def test_nothing_is_published_of_a_day_that_has_not_come(walks: Journeys) -> None:
    """It would stay until then, and would follow nobody."""
    ahead, now = date.max, datetime.now(UTC)
    moment = datetime.max.replace(tzinfo=UTC)
    with pytest.raises(Refused) as refused:
        manager(walks).publish_effects(on=MONTH_END, known_at=moment)
    assert refused.value.code == "day-not-come"
    manager(walks).publish_effects(on=now.date() + timedelta(days=1), known_at=now, dry_run=True)
    for dry_run in (True, False):
        with pytest.raises(Refused) as refused:
            manager(walks).publish_effects(on=ahead, dry_run=dry_run)
        assert refused.value.code == "day-not-come"
        assert manager(walks).publish_overview("basis", on=ahead, dry_run=dry_run).stays
    assert entries(walks) == []
