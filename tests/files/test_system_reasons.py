"""Why the operating system could not use a file is said in Danish as well."""

import os

from journeys.adapters.system_reasons import BY_NUMBER, system_reason
from journeys.language import say, spoken


def test_a_reason_is_in_english_what_the_system_says() -> None:
    """So a reader who searches for it finds it."""
    for number, words in BY_NUMBER.items():
        assert words == os.strerror(number)


def test_a_reason_is_said_in_danish() -> None:
    """A rare one stands as the system says it."""
    with spoken("da"):
        said = say(system_reason(FileNotFoundError(2, os.strerror(2), "/srv/secret")))
        assert said == "filen eller mappen findes ikke"
        assert say(system_reason(OSError(71, "Protocol error"))) == "Protocol error"
