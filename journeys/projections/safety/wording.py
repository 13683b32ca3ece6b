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
        "Du får din pension. Det har du gjort siden den {paid_from}. Du får også løn.",
        "The pension is paid, since {paid_from}, and a wage beside it.",
    ),
    "resting": Text(
        "Din pension hviler. Det har den gjort siden den {rested}.",
        "The pension rests, since {rested}.",
    ),
    "return-asked": Text(
        "Den {return_asked} bad du om at få din pension igen. "
        "Du venter på at høre, fra hvilken dag du får den.",
        "The pension was asked back on {return_asked}. The day it is paid from is to be decided.",
    ),
    "resumed": Text(
        "Din pension er på vej. Du får den igen fra den {paid_from}.",
        "The pension is taken up again: it is paid from {paid_from}.",
    ),
    "withdrawn": Text(
        "Din ret til pension sluttede den {since}. Der er en afgørelse om det.",
        "The pension was withdrawn by a ruling, on {since}.",
    ),
}

ANSWER: Mapping[Answer, Text] = {
    "guaranteed": Text(
        "Din ret til pension er sikker. Du kan prøve et job uden at miste retten til den.",
        "The right to the pension is kept. Work can be tried without losing the right to it.",
    ),
    "guaranteed-until": Text(
        "Din ret til pension er sikker til og med den {until}. "
        "Efter den dag kan vi ikke love noget.",
        "The right to the pension is kept until {until}, that day included. Beyond it nothing is "
        "promised.",
    ),
    "depends": Text(
        "Vi kan ikke love, at din ret til pension er sikker. Det kommer an på det, vi skriver her.",
        "It cannot be promised that the right to the pension is kept. It depends.",
    ),
    "verify": Text(
        "Vi kan ikke love, at din ret til pension er sikker. Det skal tjekkes først.",
        "It cannot be promised that the right to the pension is kept. It must be verified.",
    ),
    "none": Text(
        "Du har ikke ret til den pension, du fik før. Det gælder lige nu.",
        "There is no right to the pension now.",
    ),
}

LIFTED: Mapping[str, Text] = {
    "special-circumstances": Text(
        "Det gælder ikke, hvis der er særlige grunde.",
        "Save in special circumstances.",
    ),
}
"""What lifts a protection that an answer rests on, where the citizen cannot know it beforehand."""

FACT: Mapping[Cause, Text] = {
    "reassessment": Text(
        "Kommunen ser på din ret igen. Det sker senest den {due}.",
        "A reassessment is set: the right to the pension is looked at again by {due}.",
    ),
    "hearing": Text(
        "Kommunen har spurgt dig, hvad du siger til at miste din pension. "
        "Det er ikke afgjort endnu.",
        "The citizen was heard on a withdrawal of the pension. It is not decided yet.",
    ),
    "ruling": Text(
        "Der er en afgørelse om at tage din pension fra dig. Den gælder fra den {effective}.",
        "There is a ruling to withdraw the pension, with effect from {effective}.",
    ),
    "sent-back": Text(
        "Du har klaget. Nu skal kommunen se på igen, om du beholder din pension.",
        "An appeal sent the ruling on withdrawing the pension back. It is to be decided again.",
    ),
    "withdrawal-ahead": Text(
        "Din ret til pension slutter den {ends}. Det er der en afgørelse om.",
        "The pension ends on {ends}, by a ruling.",
    ),
    "appeal": Text(
        "En klage har ændret det, der var afgjort om din pension. "
        "Det skal tjekkes, hvad der gælder nu.",
        "An appeal changed the ruling on withdrawing the pension. To be verified: what holds now.",
    ),
    "void-end": Text(
        "Der står i din sag, at din ret slutter den {ends}. Det gælder ikke mere efter din klage. "
        "Det skal rettes.",
        "An end is recorded for {ends}, by a ruling that an appeal took back: retract that entry.",
    ),
    "folkepension": Text(
        "Du får folkepension fra den {starts}. Det skal tjekkes, hvad det gør ved din pension.",
        "The citizen lives on folkepension from {starts}. To be verified: what becomes of the "
        "førtidspension.",
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

WITHDRAWAL_UNDONE = Text(
    "Din pension stoppede den {since}. Det, der var afgjort om det, gælder ikke mere.",
    "The pension was withdrawn on {since}, by a ruling that an appeal took back.",
)
RETURN_NOTED = Text(
    "Den {asked} bad du om at få din pension igen. Det står i din sag.",
    "The pension was asked back on {asked}.",
)
RESTS_AHEAD = Text(
    "Fra den {on} hviler din pension. Så får du den ikke.",
    "The pension rests from {on} on: it is not paid from that day.",
)
REST_RULED = Text(
    "Det er afgjort, at din pension skal hvile fra den {effective}. Så får du den ikke.",
    "There is a ruling that the pension rests from {effective}, and that is not recorded yet.",
)
REASSESSMENT_PASSED = Text(
    "Kommunen skulle se på din ret igen senest den {due}. "
    "Det skal tjekkes, hvad der kom ud af det.",
    "A reassessment was set for {due}. To be verified: what came of it.",
)
FLEKSJOB_NOW = Text(
    "Du har et fleksjob nu. Spørg din kommune, hvad der sker med det, når du får pension.",
    "A fleksjob runs. Ask what becomes of it where the pension is paid.",
)
APPEAL = Text(
    "Du kan klage over afgørelsen til {to}. Det kan du til og med den {by}.",
    "The ruling can be appealed to {to}, until {by}.",
)
