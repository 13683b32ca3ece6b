"""How a look is stored: for ever, in a log that nobody changes."""

from datetime import UTC, datetime

import pytest

from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.look_bodies import read_look, stored_look
from journeys.domain.looks import LoggedLook, Look
from journeys.errors import BrokenHistory
from tests.invented import BY_ANNA, WALK

BODY = b'{"actor":"anna.example","role":"caseworker","purpose":"samtale","request_id":"r-1"}'
CIPHER = Cipher(str(WALK), bytes(32))
LOOK = Look(BY_ANNA, "milestones", "samtale", "r-1")


def test_a_look_is_stored_as_it_always_was() -> None:
    """By journey, by its place in the log, by view, with the rest as JSON."""
    *place, body = stored_look(CIPHER, WALK, 7, LOOK)
    assert place == [str(WALK), 7, "milestones"]
    assert CIPHER.open(7, "milestones", body) == BODY


def test_a_stored_look_reads_as_it_was_noted() -> None:
    """With when, and where it stands in the log."""
    row = StreamRow(7, 7, "milestones", 1_000_000, CIPHER.close(7, "milestones", BODY))
    assert read_look(CIPHER, WALK, row) == LoggedLook(
        datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), 7, LOOK
    )


@pytest.mark.parametrize("body", [b"", b"[]", b'{"actor":"anna.example"}'])
def test_a_look_that_cannot_be_read_is_not_skipped(body: bytes) -> None:
    """And its error gives nobody away."""
    with pytest.raises(BrokenHistory, match="Look 7") as error:
        read_look(
            CIPHER, WALK, StreamRow(7, 7, "milestones", 0, CIPHER.close(7, "milestones", body))
        )
    assert "anna" not in str(error.value)
