"""What a process remembers of histories is what the store holds, and never too much of it."""

import tracemalloc
from uuid import UUID

import pytest

import journeys
from journeys import History, JourneyId, Journeys, verbs
from journeys.adapters.sql.keys.keyring import CIPHERS
from journeys.adapters.sql.log.history_cache import HistoryCache
from journeys.errors import Erased
from tests.app.writers import erase
from tests.domain.test_history import WALKED
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, opened
from tests.sql.rebuild.others import filled

OTHER = JourneyId(UUID(int=8))


def hope(walks: Journeys, words: str) -> None:
    """State a hope."""
    walks.decide(WALK, verbs.state_hope, BY_ANNA, words=words, on=FEB_1)


def recalled(walks: Journeys, journey: JourneyId = WALK) -> History:
    """Return the history that would be decided on, with nothing lost of what is read of it."""
    with walks.store.reading() as transaction:
        history = transaction.log.load_to_decide(journey)
        assert history == transaction.log.history(journey)
    return history


def test_the_end_of_a_history_finds_it_and_no_other_does() -> None:
    """The leaf of its newest entry tells it from every other."""
    held = HistoryCache[History]()
    held.keep(WALK, b"end", WALKED)
    assert held.find(WALK, b"end") is WALKED
    assert held.find(WALK, b"other end") is None
    assert held.find(OTHER, b"end") is None
    held.forget(WALK)
    assert held.find(WALK, b"end") is None


def test_what_was_asked_for_last_is_kept() -> None:
    """As many entries as there is room for, however often one is kept anew."""
    held = HistoryCache[History](room=6)
    ids = [JourneyId(UUID(int=number)) for number in range(3)]
    for each in (ids[0], ids[1], ids[1]):
        held.keep(each, b"end", WALKED)
    assert held.find(ids[0], b"end")
    held.keep(ids[2], b"end", WALKED)
    assert [each for each in ids if held.find(each, b"end")] == [ids[0], ids[2]]
    held.keep(WALK, b"end", History(WALKED.entries * 3))
    assert held.find(WALK, b"end") is None


def test_what_is_decided_on_is_what_is_stored(database_url: str) -> None:
    """Kept, grown, read anew where somebody else recorded, and never as rolled back."""
    with journeys.open(database_url, keys=KEYS) as walks:
        assert recalled(walks) == History()
        opened(walks)
        hope(walks, "Et job")
        assert recalled(walks) is recalled(walks)
        walks.rehearsing().decide(
            WALK, verbs.state_hope, BY_ANNA, words="Et helt andet job", on=FEB_1
        )
        assert recalled(walks).version == 2
        with journeys.open(database_url, keys=KEYS) as others:
            assert recalled(others) == recalled(walks)
            hope(others, "Et andet job")
        assert recalled(walks).version == 3
        hope(walks, "Et tredje job")
        assert recalled(walks).version == 4


def test_nobody_who_was_erased_is_remembered(database_url: str) -> None:
    """By whoever erased them, nor by another process that knew them before."""
    with journeys.open(database_url, keys=KEYS) as others:
        with journeys.open(database_url, keys=KEYS) as walks:
            opened(walks)
            walks.decide(WALK, verbs.close_journey, BY_ANNA, reason="Flyttet", on=FEB_1)
            assert recalled(others).entries
            erase(walks, WALK)
        for store in (walks, others):
            with pytest.raises(Erased):
                hope(store, "Et job")


def test_whoever_reads_every_journey_there_is_keeps_none_of_them(sqlite_url: str) -> None:
    """Once as many keys are unwrapped as a process keeps, others take their room."""
    with journeys.open(sqlite_url, keys=KEYS) as walks:
        ids = filled(walks, 2 * CIPHERS)
        with walks.store.reading() as transaction:
            tracemalloc.start()
            try:
                held = []
                for some in (ids[:CIPHERS], ids[CIPHERS:]):
                    for journey in some:
                        transaction.log.history(journey)
                    held.append(tracemalloc.get_traced_memory()[0])
            finally:
                tracemalloc.stop()
    assert held[1] < 1.1 * held[0]
