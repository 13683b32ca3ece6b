"""Messages in Danish and English: `with spoken("da"): say(refused.sentence)`."""

from journeys.adapters.words.language import LANGUAGES, Language, say, shown, spoken

__all__ = ["LANGUAGES", "Language", "say", "shown", "spoken"]
