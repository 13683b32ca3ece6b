"""What the safety view says of facts; what it says of the law stands with the law.

Danish is the source, said to the citizen in plain words (LIX under 35, no section numbers).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from journeys.domain.guarantee import Cause
from journeys.domain.vocabulary import Answer, PensionNow


class Text(NamedTuple):
    """A sentence in both languages; days are filled in."""

    da: str
    en: str

    def on(self, **days: date | str | None) -> "Text":
        """Return the sentence with these days, and names, filled in."""
        return Text(
            self.da.format(**{name: _told(day, "da") for name, day in days.items()}),
            self.en.format(**{name: _told(day, "en_GB") for name, day in days.items()}),
        )

    def followed_by(self, other: "Text") -> "Text":
        """Return one sentence after the other."""
        return Text(f"{self.da} {other.da}", f"{self.en} {other.en}")


def _told(day: date | str | None, locale: str) -> str:
    return format_date(day, "long", locale=locale) if isinstance(day, date) else day or ""


STATE: Mapping[PensionNow, Text] = {
    "paid": Text(
        "Du får din pension. Det har du gjort siden den {paid_from}.",
        "The pension is paid, since {paid_from}.",
    ),
    "paid-beside-work": Text(
        "Du får din pension, og du får løn ved siden af.",
        "The pension is paid, since {paid_from}, and a wage beside it.",
    ),
    "resting": Text(
        "Din pension hviler. Det har den gjort siden den {since}.",
        "The pension rests, since {since}.",
    ),
    "return-asked": Text(
        "Du har bedt om din pension igen den {return_asked}. Du venter på svar om dagen.",
        "The pension was asked back on {return_asked}. The day it is paid from is to be decided.",
    ),
    "resumed": Text(
        "Din pension er på vej. Du får den igen fra den {paid_from}.",
        "The pension is taken up again: it is paid from {paid_from}.",
    ),
    "withdrawn": Text(
        "Din pension er taget fra dig ved en afgørelse. Det er sket den {since}.",
        "The pension was withdrawn by a ruling, on {since}.",
    ),
}

ANSWER: Mapping[Answer, Text] = {
    "guaranteed": Text(
        "Din ret til pension er sikker. Du kan prøve et job uden at miste den.",
        "The right to the pension is kept. Work can be tried without losing it.",
    ),
    "guaranteed-until": Text(
        "Din ret til pension er sikker til og med den {until}. "
        "Efter den dag kan vi ikke love noget.",
        "The right to the pension is kept until {until}, that day included. Beyond it nothing is "
        "promised.",
    ),
    "depends": Text(
        "Vi kan ikke love, at din ret til pension er sikker. Det kommer an på noget, der står her.",
        "It cannot be promised that the right to the pension is kept. It depends.",
    ),
    "verify": Text(
        "Vi kan ikke love, at din ret til pension er sikker. Det skal tjekkes først.",
        "It cannot be promised that the right to the pension is kept. It must be verified.",
    ),
    "none": Text(
        "Du har ikke ret til pension nu.",
        "There is no right to the pension now.",
    ),
}

FACT: Mapping[Cause, Text] = {
    "reassessment": Text("Dagen er den {due}.", "It is set for {due}."),
    "ruling": Text(
        "Der er en afgørelse om at tage din pension fra dig. Den gælder fra den {effective}.",
        "There is a ruling to withdraw the pension, with effect from {effective}.",
    ),
    "withdrawal-ahead": Text(
        "Din ret til pension slutter den {ends}. Det er der en afgørelse om.",
        "The pension ends on {ends}, by a ruling.",
    ),
    "appeal": Text(
        "Din klage gav dig ret til et nyt svar. Vi skylder dig et svar om din pension.",
        "An appeal took the ruling back. The pension is owed again, from a day to be decided.",
    ),
    "no-rule": Text(
        "Vi har ikke fundet en regel om det. Det skal tjekkes.",
        "To be verified: no rule was found that says whether the right to the pension is kept.",
    ),
    "out-of-date": Text(
        "Vi læste loven sidst den {edition}. Det er for længe siden. Det hele skal tjekkes.",
        "The law was last read on {edition}. That is too long ago: all of it must be verified.",
    ),
}

REASSESSED = Text(
    "Der er sat en dag, hvor kommunen ser på din ret igen.",
    "A day is set by which the right to the pension is looked at again.",
)
APPEAL = Text(
    "Du kan klage. Skriv til {to} senest den {by}.",
    "The ruling can be appealed to {to}, until {by}.",
)
