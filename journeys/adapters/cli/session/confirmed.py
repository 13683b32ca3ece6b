"""What a session says once something is recorded: in its words, and without numbers to type."""

from collections.abc import Iterator
from datetime import date

from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.words.language import in_sentence, say
from journeys.adapters.words.things import entry_label
from journeys.domain.history import History


def recorded_lines(confirmed: Confirmed, name: str, history: History, today: date) -> Iterator[str]:
    """Yield what was recorded for a citizen of this name, each entry in its own words.

    `history` has the titles of what an entry is about; `fortryd` takes it back, by no number.
    """
    for entry in confirmed.entries:
        if retracted := confirmed.retraction(entry):
            yield retracted
            continue
        day = say("today") if entry.event.on == today else in_sentence(entry.event.on)
        facts = {"name": name, "what": entry_label(entry, history), "day": day}
        yield say("Recorded for {name}: {what}, {day}.", **facts)
    yield from confirmed.agreed()
    yield from confirmed.read
    yield from (each.line for each in confirmed.warnings)
