"""The first words of a session."""

from datetime import datetime

from journeys.adapters.words.language import current_language, say, say_of
from journeys.domain.message import Message

MORNING_ENDS, DAY_ENDS = 10, 18
DATE = {"da": "EEEE 'den' d. MMMM y", "en": "EEEE d MMMM y"}


def greeting(actor: str, following: int) -> str:
    """Return the first line: a greeting, the day, and how many citizens the actor follows."""
    from babel.dates import format_date

    now = datetime.now().astimezone()
    if now.hour < MORNING_ENDS:
        hello = Message("Good morning, {name}.")
    elif now.hour < DAY_ENDS:
        hello = Message("Good day, {name}.")
    else:
        hello = Message("Good evening, {name}.")
    day = format_date(now.date(), DATE[current_language()], locale=current_language())
    follows = say_of(following, "You follow {count} citizen.", "You follow {count} citizens.")
    return f"{say(hello, name=actor.split(maxsplit=1)[0])} {day[:1].upper()}{day[1:]}. {follows}"
