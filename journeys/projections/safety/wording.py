"""The safety view's sentences about facts; sentences about the law stand with the law.

Danish is the source, in plain words to the citizen (LIX under 35, no section numbers).
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from journeys.domain.ground import Cause
from journeys.domain.law.rules import Rule
from journeys.domain.vocabulary import Answer, Claim, PensionNow, strongest

MAY_CLAIM: Mapping[Answer, Claim] = {
    "none": "none",
    "verify": "weak",
    "depends": "weak",
    "guaranteed-until": "strong",
    "guaranteed": "strong",
}
"""The most that any text may claim beside an answer."""


class Text(NamedTuple):
    """A sentence in both languages, with places for days and names, and how much it claims."""

    da: str
    en: str
    claim: Claim = "none"

    def filled(self, **days: date | str | None) -> "Text":
        """Return the sentence with these days and names filled in."""
        return self._replace(
            da=self.da.format(**{name: _written(day, "da") for name, day in days.items()}),
            en=self.en.format(**{name: _written(day, "en_GB") for name, day in days.items()}),
        )

    def followed_by(self, other: "Text") -> "Text":
        """Return this text with the other after it; it claims what the stronger of them does."""
        claim = strongest(self.claim, other.claim)
        return Text(f"{self.da} {other.da}", f"{self.en} {other.en}", claim)


def text_of(rule: Rule) -> Text:
    """Return what a rule says."""
    return Text(rule.da, rule.en, rule.claim)


def _written(day: date | str | None, locale: str) -> str:
    return format_date(day, "long", locale=locale) if isinstance(day, date) else day or ""


STATE: Mapping[PensionNow, Text] = {
    "paid": Text(
        "Du får din pension. Det har du gjort siden den {paid_from}.",
        "The pension is paid, and has been since {paid_from}.",
    ),
    "paid-beside-work": Text(
        "Du får din pension. Det har du gjort siden den {paid_from}. Du får også løn.",
        "The pension is paid, and has been since {paid_from}. A wage is paid as well.",
    ),
    "resting": Text(
        "Din pension hviler. Det har den gjort siden den {rested}.",
        "The pension rests, and has rested since {rested}.",
    ),
    "return-asked": Text(
        "Den {return_asked} bad du om at få din pension igen. Du venter på svar.",
        "The citizen asked on {return_asked} to be paid the pension again. That is not decided "
        "yet.",
    ),
    "resumed": Text(
        "Din pension er på vej. Du får den igen fra den {paid_from}.",
        "The pension is resumed: it is paid from {paid_from}.",
    ),
    "withdrawn": Text(
        "Din ret til pension sluttede den {since}. Der er en afgørelse om det.",
        "The pension was withdrawn by a ruling, on {since}.",
    ),
}

ANSWER: Mapping[Answer, Text] = {
    "guaranteed": Text(
        "Din ret til pension er sikker. Du kan prøve et job uden at miste retten til den.",
        "The right to the pension is kept. Work can be tried without losing that right.",
        "strong",
    ),
    "guaranteed-until": Text(
        "Du kan prøve et job og beholde din ret til pension. Det gælder til og med den {until}.",
        "Work can be tried, and the right to the pension is kept, up to and including {until}.",
        "strong",
    ),
    "depends": Text(
        "Vi kan ikke love, at din ret til pension er sikker. Det kommer an på det, vi skriver her.",
        "It cannot be promised that the right to the pension is kept. It depends on what is "
        "written here.",
    ),
    "verify": Text(
        "Vi kan ikke love endnu, at din ret til pension er sikker. Det undersøger vi.",
        "It cannot be promised that the right to the pension is kept. It must be verified.",
    ),
    "none": Text(
        "Du har ikke ret til den pension, du fik før.",
        "There is no right to the pension now.",
    ),
}

AFTER_THAT_DAY = Text(
    "Efter den dag kan vi ikke love noget.", "Nothing is promised after that day."
)
FOLKEPENSION_AHEAD = Text(
    "Den {day} når du folkepensionsalderen.", "The age of folkepension is reached on {day}."
)
FOLKEPENSION_AHEAD_AT_LEAST = Text(
    "Du når folkepensionsalderen den {day} eller senere.",
    "The age of folkepension is reached on {day} or later.",
)
RISK = Text(
    "Viser det sig, at du varigt kan forsørge dig selv, kan kommunen tage stilling til, om du "
    "stadig har ret til pensionen. Spørg os, før du siger ja.",
    "If it turns out that you can be self-supporting for good, the municipality can decide "
    "whether you still have the right to the pension. Ask us before you say yes.",
)
"""The risk that bears on the choice, wherever a withdrawal rule may apply."""
LOOKING_INTO = Text("Det undersøger vi for dig: {topics}.", "We are finding out for you: {topics}.")
ASK_US = Text(
    "Vil du se reglerne og det, vi ikke ved, så spørg os. Det har du ret til.",
    "Ask us if you want to see the rules and what we do not know. You have a right to that.",
)

REST_UNSURE = Text(
    "Vi kan ikke love endnu, at din pension kan hvile og blive ved med det, mens du prøver et job. "
    "Det undersøger vi.",
    "It cannot be promised that the pension can rest while work is tried. It must be verified.",
)
"""The answer where nothing but the right to let it rest is unsure."""

LIFTED: Mapping[str, Text] = {
    "special-circumstances": Text(
        "Men er der særlige grunde, kan kommunen tage den fra dig før.",
        "In special circumstances it may be withdrawn before.",
    ),
}
"""Exceptions from a protection that an answer rests on, which the citizen cannot foresee."""

FACT: Mapping[Cause, Text] = {
    "reassessment": Text(
        "Kommunen ser på din ret igen. Det sker senest den {due}.",
        "A reassessment is set: the right to the pension is to be reviewed by {due}.",
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
        "An appeal sent the ruling on withdrawing the pension back. It must be decided again.",
    ),
    "withdrawal-ahead": Text(
        "Din ret til pension slutter den {ends}. Det er der en afgørelse om.",
        "The pension ends on {ends}, by a ruling.",
    ),
    "appeal": Text(
        "En klage har ændret det, der var afgjort om din pension. "
        "Vi undersøger, hvad der gælder nu.",
        "An appeal changed the ruling on withdrawing the pension. To be verified: what applies "
        "now.",
    ),
    "void-end": Text(
        "Der står i din sag, at din ret slutter den {ends}. Det gælder ikke mere efter din klage. "
        "Det skal vi rette.",
        "An end is recorded for {ends}, by a ruling that an appeal overturned. That entry must be "
        "retracted.",
    ),
    "folkepension": Text(
        "Du får folkepension fra den {starts}. Vi undersøger, hvad det gør ved din førtidspension.",
        "The citizen lives on folkepension from {starts}. To be verified: what happens to the "
        "førtidspension.",
    ),
    "no-rule": Text(
        "Vi har ikke fundet en regel om det. Det undersøger vi.",
        "To be verified: no rule was found that says whether the right to the pension is kept.",
    ),
    "out-of-date": Text(
        "Vi læste loven sidst den {edition}. Det er for længe siden. Vi skal læse den igen.",
        "The law was last read on {edition}. That is too long ago: everything must be verified.",
    ),
    "scheme-change-ahead": Text(
        "Du flytter til den nye ordning. Det sker den {day}.",
        "The pension moves to the new scheme on {day}.",
    ),
    "folkepension-reached": Text(
        "Du nåede folkepensionsalderen den {day}.",
        "The age of folkepension was reached on {day}.",
    ),
    "folkepension-while-resting": Text(
        "Du nåede folkepensionsalderen den {day}. Vi undersøger, hvad der nu sker med din pension.",
        "The age of folkepension was reached on {day}. To be verified: what becomes of this "
        "pension.",
    ),
}

LAW_READ_LATER = Text(
    "Her står, hvad vi vidste den {asked}. Loven læste vi først den {read}.",
    "This is what was known on {asked}. The law was read only later, on {read}.",
)
FACT_TOPICS: Mapping[Cause, Text] = {
    "no-rule": Text("hvad reglerne siger om det", "what the rules say about it"),
    "out-of-date": Text(
        "om reglerne er de samme, som da vi læste dem den {edition}",
        "whether the rules are the same as when they were read on {edition}",
    ),
}
"""What is being found out where no rule says it, for the one line to the citizen."""

HEARD = Text(
    "Kommunen har spurgt dig, hvad du siger til at miste din pension.",
    "The citizen was heard on a withdrawal of the pension.",
)
"""The same where a ruling is recorded as well."""
PAID_TO_FOLKEPENSION = Text(
    "Du fik førtidspension fra den {paid_from}.", "A førtidspension was paid from {paid_from}."
)
WITHDRAWAL_UNDONE = Text(
    "Din pension stoppede den {since}. Det, der var afgjort om det, gælder ikke mere.",
    "The pension was withdrawn on {since}, by a ruling that an appeal overturned.",
)
RETURN_NOTED = Text(
    "Den {asked} bad du om at få din pension igen. Det står i din sag.",
    "The citizen asked on {asked} to be paid the pension again.",
)
RESTS_AHEAD = Text(
    "Fra den {on} hviler din pension. Så får du den ikke.",
    "The pension rests from {on}: it is not paid from that day.",
)
REST_RULED = Text(
    "Det er afgjort, at din pension skal hvile fra den {effective}. Så får du den ikke.",
    "There is a ruling that the pension rests from {effective}, and that is not recorded yet.",
)
REASSESSMENT_PASSED = Text(
    "Kommunen skulle se på din ret igen senest den {due}. Vi undersøger, hvad der kom ud af det.",
    "A reassessment was set for {due}. To be verified: what came of it.",
)
FLEKSJOB_NOW = Text(
    "Du har et fleksjob nu. Spørg os, hvad der sker med det, mens du får pension.",
    "A fleksjob is running. Ask what happens to it if the pension is paid.",
)
APPEAL = Text(
    "Du kan klage over afgørelsen til {to}. Det kan du til og med den {by}.",
    "The ruling can be appealed to {to}, up to and including {by}.",
)
