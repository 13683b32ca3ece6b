"""Hard words: explanations of words that an easy-to-read page cannot avoid."""

import re
from typing import NamedTuple

from journeys.adapters.words.language import in_spoken_language
from journeys.projections.view import BothLanguages


class HardWord(NamedTuple):
    """Svært ord: a word, the beginning that all its forms share, and what it means."""

    word: BothLanguages
    begins: BothLanguages
    means: BothLanguages


def _word(da: tuple[str, str, str], en: tuple[str, str, str]) -> HardWord:
    return HardWord(*(BothLanguages(da=each, en=other) for each, other in zip(da, en, strict=True)))


HARD_WORDS: tuple[HardWord, ...] = (
    _word(
        ("Pension", "pension", "Her: førtidspension. Det er penge, du får hver måned."),
        ("Pension", "pension", "Here: førtidspension. It is money you get each month."),
    ),
    _word(
        ("Hvile", "hvile", "Pensionen holder pause. Du får den ikke udbetalt."),
        ("Rest", "rest", "The pension is paused. It is not paid."),
    ),
    _word(
        ("Afgørelse", "afgør", "Kommunen har bestemt noget. Du kan klage over det."),
        ("Ruling", "ruling", "The municipality has decided something. You can appeal it."),
    ),
    _word(
        ("Klage", "klag", "Du beder andre om at se på det igen."),
        ("Appeal", "appeal", "You ask others to look at it again."),
    ),
    _word(
        ("Fleksjob", "fleksjob", "Et job med færre timer. Der er plads til det, du har brug for."),
        ("Flexi-job", "flexi-job", "A job with fewer hours and room for what you need."),
    ),
    _word(
        ("Praktik", "praktik", "Du prøver at arbejde et sted. Du får ikke løn for det."),
        ("Traineeship", "traineeship", "You try out a workplace. You are not paid a wage."),
    ),
    _word(
        ("Løntilskud", "løntilskud", "Kommunen betaler en del af din løn."),
        ("Wage subsidy", "wage subsidy", "The municipality pays part of your wage."),
    ),
    _word(
        ("Småjob", "småjob", "Et job med få timer. Du får løn."),
        ("Small job", "small job", "A job with few hours. You are paid a wage."),
    ),
    _word(
        ("Delmål", "delmål", "Et skridt på vejen mod det, du gerne vil."),
        ("Subgoal", "subgoal", "A step on the way to what you want."),
    ),
    _word(
        ("Kommune", "kommune", "Det er os, du taler med om arbejde og penge."),
        ("Municipality", "municipalit", "That is us. You talk to us about work and money."),
    ),
    _word(
        ("Udbetaling Danmark", "udbetaling danmark", "De sender dig din pension."),
        ("Udbetaling Danmark", "udbetaling danmark", "They send you your pension."),
    ),
)


def hard_words_in(text: str) -> tuple[HardWord, ...]:
    """Return the hard words found in a text, in the spoken language."""
    lowered = text.lower()
    return tuple(
        each
        for each in HARD_WORDS
        if re.search(rf"\b{re.escape(in_spoken_language(each.begins))}", lowered)
    )
