"""Speaking: in Danish unless something else is asked for, and everything as it is written there."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from journeys import ROLES
from journeys.adapters.words.language import (
    current_language,
    grouped,
    in_sentence,
    language_from_environment,
    month,
    parse_language,
    say_of,
)
from journeys.adapters.words.names import (
    CHOICE_FIELDS,
    HOUR_FIELDS,
    choice_name,
    field_name,
    role_name,
)
from journeys.domain.message import FieldName, Message, MessageList
from journeys.errors import Refused
from journeys.language import Language, say, shown, spoken
from journeys.testing.strategies import EMPLOYER_EVENT_CLASSES, EVENT_CLASSES
from tests.words.extracting import EVERY_EVENT, choices, said

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("surroundings", "language"),
    [
        ({}, "da"),
        ({"LANG": "C.UTF-8"}, "da"),
        ({"LANG": "de_DE.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "da_DK.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8", "JOURNEYS_LANG": "da"}, "da"),
        ({"JOURNEYS_LANG": " EN "}, "en"),
    ],
)
def test_the_surroundings_say_which_language(
    surroundings: dict[str, str], language: Language
) -> None:
    """The setting before the locale, and Danish where neither knows."""
    assert language_from_environment(surroundings) == language


def test_a_language_that_is_not_spoken_is_refused_with_those_that_are() -> None:
    """By name."""
    with pytest.raises(ValueError, match="da, en"):
        parse_language("de")


def test_each_thread_speaks_its_own_language_and_goes_back_to_it() -> None:
    """Two that are served at once do not hear each other's."""

    def said(language: Language) -> tuple[Language, str]:
        with spoken(language):
            return current_language(), say(Message("The pension rests, since {on}.", on=DAY))

    assert current_language() == "da"
    with ThreadPoolExecutor(1) as other, spoken("en"):
        assert other.submit(said, "da").result()[0] == "da"
        assert current_language() == "en"
    assert current_language() == "da"


def test_days_and_numbers_are_written_as_the_language_has_them() -> None:
    """And as they can be typed."""
    facts = (DAY, datetime(2026, 3, 1, 14, 5, tzinfo=UTC), Decimal("7.5"), 0.25, 2026, "ord")
    with spoken("da"):
        assert [shown(fact) for fact in facts] == [
            "01.03.2026",
            "01.03.2026 14:05",
            "7,5",
            "0,25",
            2026,
            "ord",
        ]
        assert grouped(Decimal(19360)) == "19.360"
        assert month(DAY) == "03.2026"
    with spoken("en"):
        assert [shown(fact) for fact in facts] == [
            "2026-03-01",
            "2026-03-01 14:05",
            "7.5",
            "0.25",
            2026,
            "ord",
        ]
        assert grouped(Decimal(19360)) == "19,360"
        assert month(DAY) == "2026-03"


def test_a_day_in_a_sentence_has_its_month_as_a_word() -> None:
    """In Danish; English has the day as it can be typed. Names of fields are what people say."""
    moment = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    facts = (DAY, moment, date(2026, 12, 31), FieldName("paid_hours"), FieldName("journey_id"), 7)
    with spoken("da"):
        assert [in_sentence(fact) for fact in facts] == [
            "1. marts 2026",
            "1. marts 2026 kl. 14.05",
            "31. december 2026",
            "»lønnede timer«",
            "»journey id«",
            7,
        ]
    with spoken("en"):
        assert [in_sentence(fact) for fact in facts] == [
            "2026-03-01",
            "2026-03-01 14:05",
            "2026-12-31",
            "paid_hours",
            "journey_id",
            7,
        ]


def test_a_refusal_is_said_with_its_facts_and_what_is_in_them() -> None:
    """A message in a message too, and each of several."""
    inner = Message("a subgoal set on {on}", on=DAY)
    told = Refused("left-open", "{name} ({what})", name="a", what=inner)
    assert str(told) == "a (a subgoal set on 2026-03-01)"
    with spoken("da"):
        assert say(told.sentence) == "a (et delmål sat den 1. marts 2026)"
        assert say("Open are: {things}", things=MessageList((inner, inner))).count("delmål") == 2


@pytest.mark.parametrize("text", ["", "Ord, som ingen har skrevet {her}", Message("")])
def test_what_is_in_no_catalogue_is_said_as_it_stands(text: str) -> None:
    """Nothing at all, too."""
    with spoken("da"):
        assert say(text) == text


def test_one_and_many_are_said_apart() -> None:
    """In both languages."""
    told = ("{count} entry", "{count} entries")
    with spoken("da"):
        assert [say_of(count, *told) for count in (1, 2)] == ["1 indførsel", "2 indførsler"]
    with spoken("en"):
        assert [say_of(count, *told) for count in (1, 2)] == ["1 entry", "2 entries"]


def test_every_field_and_choice_of_every_event_has_its_words() -> None:
    """Every field of an entry is shown under a name."""
    models = {part for event in EVERY_EVENT for part in models_in(event)}
    fields = {name for model in models for name in model.model_fields} - {"kind", "on"}
    assert {field_name(field) for field in fields} <= said().keys()
    chosen = choices()
    assert chosen.keys() == CHOICE_FIELDS
    assert {choice_name(each) for values in chosen.values() for each in values} <= said().keys()
    numbers = {
        name
        for model in models
        for name, field in model.model_fields.items()
        if Decimal in (field.annotation, *get_args(field.annotation))
    }
    assert numbers == HOUR_FIELDS


def test_every_role_is_called_something() -> None:
    """One of a host's own is called as the host calls it."""
    assert ROLES.keys() <= said().keys()
    with spoken("da"):
        assert role_name("caseworker") == "sagsbehandler"
        assert role_name("støttekontakt") == "støttekontakt"


@pytest.mark.parametrize("event", EMPLOYER_EVENT_CLASSES, ids=lambda event: event.__name__)
def test_both_voices_of_an_event_of_an_employer_are_said_in_danish(event: type) -> None:
    """To staff and to the employer; a retraction has the voice it has on a journey."""
    said_to_staff = str(vars(event)["professional"])
    for voice in (said_to_staff, str(vars(event).get("for_employer", said_to_staff))):
        with spoken("da"):
            assert say(voice) != voice


def models_in(described: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - an annotation
    """Yield every model that an annotation names, at any depth."""
    if isinstance(described, type) and issubclass(described, BaseModel):
        yield described
        for field in described.model_fields.values():
            yield from models_in(field.annotation)
    for part in get_args(described):
        yield from models_in(part)


@pytest.mark.parametrize("event", EVENT_CLASSES, ids=lambda event: event.__name__)
def test_both_voices_of_an_event_are_said_in_danish(event: type) -> None:
    """To staff and to the citizen; neither is left as it stands in the code."""
    for voice in (event.professional, event.citizen):  # type: ignore[attr-defined]
        with spoken("da"):
            assert say(voice) != voice
