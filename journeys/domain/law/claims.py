"""How much a text claims about the right to a pension, found in its words.

What somebody keeps, loses or gets back is said by the answer of a day alone; every other text that
is shown claims nothing. The patterns stand in claims.toml, in Danish and in English, and know
paraphrases. They find what is said, not what is meant: a text that they let pass must still be
read by a person.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from journeys.domain.vocabulary import Claim, strongest

FEW = r"(?:(?!ikke\b|aldrig\b|not\b|never\b|no\b|ingen\b)[^\s,:]+ ){0,4}?"
"""Up to four words between two others, and no denial among them."""
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"'»«”)]*\s+(?=[\"'»(]?[A-ZÆØÅ{])|\n\s*\n")
CLAUSE_ENDS = re.compile(
    r",? \b(?:men|but)\b |; | [–—-] "  # noqa: RUF001 - a dash in Danish texts
    r"|, (?:og (?=(?:du|din|den|retten|pensionen)\b)|and (?=(?:you|your|it|the right)\b))"
)

Patterns = Annotated[re.Pattern[str], BeforeValidator(lambda each: re.compile(_joined(each)))]


class Claiming(NamedTuple):
    """Løfte i ord: a sentence of a text, and how much it claims."""

    text: str
    claim: Claim


class ClaimWords(BaseModel):
    """Ord, der lover: the patterns of one language, as claims.toml describes them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: Patterns
    pronouns: Patterns
    filler: Patterns
    kept: Patterns
    kept_here: Patterns
    protected: Patterns
    given: Patterns
    doubt: Patterns
    condition: Patterns
    situation: Patterns
    exception: Patterns
    follows: Patterns
    asks: Patterns

    def sentences(self, text: str, *, about: bool) -> Iterator[Claiming]:
        """Yield each sentence of a text and what it claims in this language."""
        parts = [" ".join(each.split()) for each in SENTENCE_ENDS.split(text)]
        about = about or bool(self.about.search(text.lower()))
        after_question = False
        for nr, part in enumerate(parts, start=1):
            asked = part.endswith("?") and not self.asks.search(part.lower())
            later = [each.lower() for each in parts[nr:]]
            claim = "none" if asked else self._claim(part.lower(), later, about=about)
            if claim == "strong" and after_question and re.match(r"(så|then)\b", part.lower()):
                claim = "weak"
            after_question = asked and not self.situation.search(part.lower())
            yield Claiming(part, claim)

    def _claim(self, sentence: str, later: list[str], *, about: bool) -> Claim:
        here = self.situation.sub("", sentence.rstrip(".!"))
        follows = [each for each in later if self.follows.search(each)]
        conditional = any(map(self._is_condition, [here, *(set(later[:1]) & set(follows))]))
        excepted = conditional or bool(follows or self.exception.search(here))
        claims: list[Claim] = ["none"]
        for clause in CLAUSE_ENDS.split(sentence):
            read = self.pronouns.sub("pension", clause) if about else clause
            # Most clauses have no filler, and are read once.
            for words in {read, self.filler.sub("", read)}:
                if self._claims(self.given, words):
                    claims.append("weak")
                if self._claims(self.kept, words) or (
                    about and self._claims(self.kept_here, words)
                ):
                    claims.append("weak" if conditional else "strong")
                if self._claims(self.protected, words):
                    claims.append("weak" if excepted else "strong")
        return strongest(*claims)

    def _claims(self, pattern: re.Pattern[str], words: str) -> bool:
        """Whether the words say it, without a doubt before it."""
        return any(not self.doubt.search(words[: found.end()]) for found in pattern.finditer(words))

    def _is_condition(self, words: str) -> bool:
        return bool(self.condition.search(words)) and not self.exception.search(words)


def claimed_in(text: str, *, about: bool = False) -> tuple[Claiming, ...]:
    """Return each sentence of a text that claims something about the right to a pension.

    With `about`, the text is about the pension although it does not say so, as a heading may be.
    """
    found = zip(*(each.sentences(text, about=about) for each in claim_words()), strict=True)
    sentences = (Claiming(da.text, strongest(da.claim, en.claim)) for da, en in found)
    return tuple(each for each in sentences if each.claim != "none")


def claim_of(text: str, *, about: bool = False) -> Claim:
    """Return how much a text claims, by the strongest of its sentences."""
    return strongest("none", *(each.claim for each in claimed_in(text, about=about)))


def beyond(text: str, most: Claim) -> str | None:
    """Return the first sentence that claims more than `most`, in a text about the pension."""
    claims = claimed_in(text, about=True)
    return next((each.text for each in claims if strongest(each.claim, most) != most), None)


@cache
def claim_words() -> tuple[ClaimWords, ...]:
    """Return the patterns, Danish first."""
    data = tomllib.loads(files(__package__).joinpath("claims.toml").read_text(encoding="utf-8"))
    return tuple(_of_language(data[language]) for language in ("da", "en"))


def _of_language(patterns: dict[str, str | list[str]]) -> ClaimWords:
    right = patterns.pop("right")
    filled = {
        name: [
            each.replace("{right}", rf"\b{right}").replace("{few}", FEW)
            for each in ([given] if isinstance(given, str) else given)
        ]
        for name, given in patterns.items()
    }
    return ClaimWords.model_validate(filled)


def _joined(patterns: list[str]) -> str:
    return "|".join(f"(?:{each})" for each in patterns)
