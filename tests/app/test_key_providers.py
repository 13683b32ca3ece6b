"""A vault of a host's own that slips: nothing is recorded that could never be read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import pytest

import journeys
from journeys import JourneyId
from journeys.adapters.wiring import init, open_journeys, rotate
from journeys.errors import KeyWrong
from journeys.keys import MasterKey
from tests.app.door import assert_readable
from tests.app.rows import every_value
from tests.invented import KEYS, WALK, looking, opened

OTHER = MasterKey(bytes(range(1, 33)))


@dataclass(frozen=True)
class Vault:
    """A key provider that does one of the two otherwise."""

    wrap: Callable[..., Any] = KEYS.wrap
    unwrap: Callable[..., Any] = KEYS.unwrap


def returning(value: object) -> Callable[[bytes, str], Any]:
    """Return what answers this, whatever it is asked."""
    return lambda _key, _holder: value


NOT_WRAPPED = [None, "x", b"", b"x" * 60, bytearray(60)]
NO_KEYS = [None, "x" * 32, b"x", bytes(64), bytearray(32)]


@pytest.mark.parametrize("wrapped", NOT_WRAPPED)
def test_a_key_that_its_vault_cannot_open_again_is_not_stored(
    database_url: str, wrapped: object
) -> None:
    """Neither a person's nor, with another master key, any at all."""
    with open_journeys(database_url, keys=KEYS) as walks:
        opened(walks)
    vault = Vault(wrap=returning(wrapped))
    with (
        open_journeys(database_url, keys=vault) as walks,
        pytest.raises(KeyWrong, match="does not open what it has just wrapped"),
    ):
        opened(walks, JourneyId(UUID(int=5)))
    before = sorted(every_value(database_url))
    with pytest.raises(KeyWrong, match="does not open what it has just wrapped"):
        rotate(database_url, keys=KEYS, new=vault)
    assert sorted(every_value(database_url)) == before
    with open_journeys(database_url, keys=KEYS) as walks:
        assert walks.newest_position() == 1
        assert_readable(walks)


@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_key_opens_no_store(database_url: str, key: object) -> None:
    """By one sentence that says which side slipped."""
    open_journeys(database_url, keys=KEYS).close()
    for make in (journeys.open, init, rotate):
        with pytest.raises(KeyWrong, match=r"The key provider returned what is no key"):
            make(database_url, keys=Vault(unwrap=returning(key)))


def test_keys_that_are_no_provider_make_no_store(empty_database_url: str) -> None:
    """The text of a key in place of the key, for one."""
    no_provider: Any
    for no_provider in (KEYS.text, KEYS.text.encode(), object()):
        for make in (journeys.open, init, partial(rotate, new=KEYS)):
            with pytest.raises(KeyWrong, match=r"MasterKey\.parse"):
                make(empty_database_url, keys=no_provider)
    assert list(every_value(empty_database_url)) == []


def test_a_vault_that_does_as_it_should_is_a_vault(database_url: str) -> None:
    """And so is the next one."""
    with open_journeys(database_url, keys=Vault()) as walks:
        opened(walks)
    rotate(database_url, keys=Vault(), new=Vault(OTHER.wrap, OTHER.unwrap))
    with open_journeys(database_url, keys=OTHER) as walks:
        assert looking(walks).history(WALK).version == 1
        assert_readable(walks)
