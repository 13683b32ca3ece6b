"""The safety view's sentences about facts; sentences about the law stand with the law.

Danish is the source, in plain words to the citizen (LIX under 35, no section numbers).
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from journeys.domain.days import in_danish, in_english
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
            da=self.da.format(**{name: _written(day, in_danish) for name, day in days.items()}),
            en=self.en.format(**{name: _written(day, in_english) for name, day in days.items()}),
        )

    def followed_by(self, other: "Text") -> "Text":
        """Return this text with the other after it; it claims what the stronger of them does."""
        claim = strongest(self.claim, other.claim)
        return Text(f"{self.da} {other.da}", f"{self.en} {other.en}", claim)


def text_of(rule: Rule) -> Text:
    """Return what a rule says."""
    return Text(rule.da, rule.en, rule.claim)


def _written(day: date | str | None, write: Callable[[date], str]) -> str:
    return write(day) if isinstance(day, date) else day or ""


STATE: Mapping[PensionNow, Text] = {
    "paid": Text(
        "Du får din pension. Det har du gjort siden den {paid_from}.",
        "You are paid your pension, and have been since {paid_from}.",
    ),
    "paid-beside-work": Text(
        "Du får din pension. Det har du gjort siden den {paid_from}. Du får også løn.",
        "You are paid your pension, and have been since {paid_from}. You are paid a wage as well.",
    ),
    "resting": Text(
        "Din pension hviler. Det har den gjort siden den {rested}.",
        "Your pension rests, and has rested since {rested}.",
    ),
    "return-asked": Text(
        "Den {return_asked} bad du om at få din pension igen. Du venter på svar.",
        "You asked on {return_asked} to be paid your pension again. You are waiting for an answer.",
    ),
    "resumed": Text(
        "Din pension er på vej. Du får den igen fra den {paid_from}.",
        "Your pension is on its way: it is paid again from {paid_from}.",
    ),
    "withdrawn": Text(
        "Din ret til pension sluttede den {since}. Der er en afgørelse om det.",
        "Your right to the pension ended on {since}. There is a ruling about it.",
    ),
}

ANSWER: Mapping[Answer, Text] = {
    "guaranteed": Text(
        "Din ret til pension er sikker. Du kan prøve et job uden at miste retten til den.",
        "Your right to the pension is kept. You can try work without losing that right.",
        "strong",
    ),
    "guaranteed-until": Text(
        "Du kan prøve et job og beholde din ret til pension. Det gælder til og med den {until}.",
        "You can try work and keep your right to the pension, up to and including {until}.",
        "strong",
    ),
    "depends": Text(
        "Vi kan ikke love, at din ret til pension er sikker. Det kommer an på det, vi skriver her.",
        "We cannot promise that your right to the pension is kept. It depends on what is written "
        "here.",
    ),
    "verify": Text(
        "Vi kan ikke love endnu, at din ret til pension er sikker. Det undersøger vi.",
        "We cannot promise yet that your right to the pension is kept. We are finding out.",
    ),
    "none": Text(
        "Du har ikke ret til den pension, du fik før. Spørg os, hvad du kan gøre nu.",
        "You have no right to the pension that you had before. Ask us what you can do now.",
    ),
}

AFTER_THAT_DAY = Text(
    "Efter den dag kan vi ikke love noget.", "We can promise nothing after that day."
)
FOLKEPENSION_AHEAD = Text(
    "Den {day} når du folkepensionsalderen.", "You reach the age of folkepension on {day}."
)
FOLKEPENSION_AHEAD_AT_LEAST = Text(
    "Du når folkepensionsalderen den {day} eller senere.",
    "You reach the age of folkepension on {day} or later.",
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

CONTACT = Text(
    "Ring eller skriv til din kontakt i kommunen, når du vil tale med os om det.",
    "Call or write to your contact in the municipality when you want to talk with us about it.",
)
"""Whom to turn to, where the municipality's file names no office."""
ASK_FIRST = Text("Spørg os, før du siger ja til arbejde.", "Ask us before you say yes to work.")
CALL_US = Text("Ring til os: {telephone}", "Call us: {telephone}")

REST_UNSURE = Text(
    "Vi kan ikke love endnu, at din pension kan hvile og blive ved med det, mens du prøver et job. "
    "Det undersøger vi.",
    "We cannot promise yet that your pension can rest while you try work. We are finding out.",
)
"""The answer where nothing but the right to let it rest is unsure."""

LIFTED: Mapping[str, Text] = {
    "special-circumstances": Text(
        "Er der særlige grunde? Så kan kommunen tage din pension før den dag.",
        "But in special circumstances the municipality may withdraw your pension before that day.",
    ),
}
"""Exceptions from a protection that an answer rests on, which the citizen cannot foresee."""

FACT: Mapping[Cause, Text] = {
    "reassessment": Text(
        "Kommunen ser på din ret igen. Det sker senest den {due}.",
        "The municipality looks at your right to the pension again, by {due}.",
    ),
    "hearing": Text(
        "Kommunen ser på, om din pension skal slutte. Den har spurgt, hvad du siger til det. "
        "Det er ikke afgjort endnu.",
        "The municipality is looking at whether your pension should end. It asked what you say to "
        "that. It is not decided yet.",
    ),
    "ruling": Text(
        "Der er en afgørelse om, at din ret til pension slutter. Den gælder fra den {effective}.",
        "There is a ruling that your right to the pension ends, with effect from {effective}.",
    ),
    "sent-back": Text(
        "Du har klaget. Nu skal kommunen se på igen, om du beholder din pension.",
        "You appealed. The municipality must decide again on withdrawing your pension.",
    ),
    "withdrawal-ahead": Text(
        "Din ret til pension slutter den {ends}. Det er der en afgørelse om.",
        "Your right to the pension ends on {ends}. There is a ruling about it.",
    ),
    "appeal": Text(
        "Du klagede, og afgørelsen om din pension er ændret. Vi undersøger, hvad der gælder nu.",
        "An appeal changed what was decided about your pension. We are finding out what applies "
        "now.",
    ),
    "void-end": Text(
        "Der står i din sag, at din ret slutter den {ends}. Det gælder ikke mere efter din klage. "
        "Det skal vi rette.",
        "Your record says that your right ends on {ends}. After your appeal that no longer "
        "applies. We must correct it.",
    ),
    "folkepension": Text(
        "Du får folkepension fra den {starts}. Vi undersøger, hvad det gør ved din førtidspension.",
        "You are paid folkepension from {starts}. We are finding out what that means for your "
        "førtidspension.",
    ),
    "no-rule": Text(
        "Vi undersøger for dig, hvad reglerne siger om det.",
        "We are finding out for you what the rules say about it.",
    ),
    "out-of-date": Text(
        "Vi læste loven sidst den {edition}. Det er for længe siden. Vi skal læse den igen.",
        "We last read the law on {edition}. That is too long ago. We must read it again.",
    ),
    "scheme-change-ahead": Text(
        "Du flytter til den nye ordning. Det sker den {day}.",
        "Your pension moves to the new scheme on {day}.",
    ),
    "folkepension-reached": Text(
        "Du nåede folkepensionsalderen den {day}.",
        "You reached the age of folkepension on {day}.",
    ),
    "folkepension-while-resting": Text(
        "Du nåede folkepensionsalderen den {day}. Vi undersøger, hvad der nu sker med din pension.",
        "You reached the age of folkepension on {day}. We are finding out what becomes of your "
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
    "Kommunen har spurgt, hvad du siger til, at din pension slutter.",
    "The municipality asked what you say to your pension ending.",
)
"""The same where a ruling is recorded as well."""
PAID_TO_FOLKEPENSION = Text(
    "Du fik førtidspension fra den {paid_from}.",
    "You were paid a førtidspension from {paid_from}.",
)
WITHDRAWAL_UNDONE = Text(
    "Din pension stoppede den {since}. Det, der var afgjort om det, gælder ikke mere.",
    "Your pension was withdrawn on {since}. That ruling no longer applies.",
)
RETURN_NOTED = Text(
    "Den {asked} bad du om at få din pension igen. Det står i din sag.",
    "You asked on {asked} to be paid your pension again. That is on record.",
)
RESTS_AHEAD = Text(
    "Fra den {on} hviler din pension. Så får du den ikke.",
    "Your pension rests from {on}: it is not paid from that day.",
)
REST_RULED = Text(
    "Det er afgjort, at din pension skal hvile fra den {effective}. Så får du den ikke.",
    "There is a ruling that your pension rests from {effective}. It is not paid from that day.",
)
REASSESSMENT_PASSED = Text(
    "Kommunen skulle se på din ret igen senest den {due}. Vi undersøger, hvad der kom ud af det.",
    "The municipality was to look at your right again on {due} at the latest. We are finding "
    "out what came of it.",
)
FLEKSJOB_NOW = Text(
    "Du har et fleksjob nu. Spørg os, hvad der sker med det, mens du får pension.",
    "You have a fleksjob now. Ask us what happens to it while you are paid a pension.",
)
APPEAL = Text(
    "Du kan klage over afgørelsen til {to}. Det kan du til og med den {by}.",
    "You can appeal the ruling to {to}, up to and including {by}.",
)
