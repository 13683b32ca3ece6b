"""Sprog: the sentences of the library in Danish or in English.

    with spoken("da"):
        show(say(refused.sentence))

`spoken` sets the language inside its block, for this thread or task alone; without it that is
Danish. `say` returns a sentence in it, `shown` a day, a moment or a number as that language writes
it. `LANGUAGES` are the codes there are, `Language` their type.
"""

from journeys.adapters.words.language import LANGUAGES, Language, say, shown, spoken

__all__ = ["LANGUAGES", "Language", "say", "shown", "spoken"]
