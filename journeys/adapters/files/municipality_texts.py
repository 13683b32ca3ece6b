"""The texts of a municipality's file: what none of them may hold, whatever they are for."""

from collections.abc import Iterator, Mapping, Sequence

from journeys.adapters.files.problems import Problems
from journeys.domain.decisions.privacy import UNPRINTABLE, holds_cpr_number
from journeys.domain.message import Message

NUMBERS = "telephone"
"""The name of a text that may look like a CPR number and is none."""


def check_texts(content: object, problems: Problems) -> None:
    """Add a fault for each text with a CPR number, or with what cannot be printed.

    They stand on screens and pages, and in answers about everybody. No fault repeats the text.
    """
    for where, text in _texts(content, ()):
        place = ".".join(part for part in where if not holds_cpr_number(part))
        if where[-1] != NUMBERS and holds_cpr_number(text):
            problems.add(
                Message("{where}: this looks like a CPR number. Leave it out.", where=place)
            )
        elif UNPRINTABLE.search(text):
            problems.add(
                Message(
                    "{where}: this holds characters that cannot be printed; type it again.",
                    where=place,
                )
            )


def _texts(content: object, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each text and each key in what a TOML file holds, after where it stands."""
    match content:
        case str():
            yield where, content
        case Mapping():
            for key, value in content.items():
                yield (*where, str(key)), str(key)
                yield from _texts(value, (*where, str(key)))
        case Sequence():
            for nr, value in enumerate(content):
                yield from _texts(value, (*where, str(nr)))
