"""The names of streams: a journey's stream has its id as its name."""

from uuid import UUID

from journeys.domain.vocabulary import JourneyId

UNNAMED = "?"
"""What is shown in place of a stream's name that is no id: it might be a number or a name."""


def journey_of(stream: object) -> JourneyId | None:
    """Return the journey of a stream; None where its name is not an id as ids are stored."""
    parsed = parsed_id(stream)
    return None if parsed is None or str(parsed) != stream else JourneyId(parsed)


def parsed_id(stream: object) -> UUID | None:
    """Return the id that is the name of a stream, in whatever spelling; None where it is none."""
    try:
        return UUID(stream) if isinstance(stream, str) else None
    except ValueError:
        return None
