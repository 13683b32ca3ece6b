"""Sentence: one sentence of the safety view, the rules and entries it rests on, what it claims."""

from collections.abc import Iterable
from datetime import date

from journeys.domain.law.rules import Part, Rule, Topic
from journeys.domain.law.source import Tag
from journeys.domain.vocabulary import Claim
from journeys.projections.safety.wording import Text, text_of
from journeys.projections.view import View

LEAST_CERTAIN_FIRST: tuple[Tag, ...] = ("open", "weak", "derived", "verified")


class Sentence(View):
    """Sætning: a sentence, the rules and entries it rests on, and the sources of the rules."""

    text: str
    """In Danish, to the citizen."""
    en: str
    rules: tuple[str, ...]
    """The ids of the rules."""
    versions: dict[str, date]
    """By rule, the edition of the law it was read in."""
    entries: tuple[int, ...]
    """The entries of the journey, by version."""
    tag: Tag | None
    """The tag of the least certain rule; None where it rests on entries alone."""
    sources: tuple[str, ...]
    press: tuple[str, ...]
    """Those of the sources that are newspapers, which no citizen's letter names."""
    claim: Claim
    """How much it claims about the right to the pension."""
    part: Part | None
    """What its rule means, where it says one rule."""
    topic: Topic | None
    """What it leaves open, in the words of the one line to the citizen."""

    @property
    def da(self) -> str:
        """The Danish text, under the name that a pair of languages has."""
        return self.text


def sentence(
    text: Text, rules: Iterable[Rule], entries: Iterable[int] = (), topic: Text | None = None
) -> Sentence:
    """Return a sentence with what it rests on."""
    rules = tuple(rules)
    tags = {rule.tag for rule in rules}
    sources = tuple(dict.fromkeys(source for rule in rules for source in rule.sources))
    return Sentence(
        text=text.da,
        en=text.en,
        rules=tuple(rule.id for rule in rules),
        versions={rule.id: rule.edition for rule in rules},
        entries=tuple(dict.fromkeys(entries)),
        tag=next((tag for tag in LEAST_CERTAIN_FIRST if tag in tags), None),
        sources=tuple(dict.fromkeys(source.reference for source in sources)),
        press=tuple(dict.fromkeys(source.reference for source in sources if source.press)),
        claim=text.claim,
        part=None,
        topic=None if topic is None else Topic(da=topic.da, en=topic.en),
    )


def once(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences in order, each once."""
    return tuple({each.text: each for each in sentences}.values())


def of_law(rule: Rule) -> Sentence:
    """Return the sentence that a rule says."""
    found = sentence(text_of(rule), (rule,))
    return found.model_copy(update={"part": rule.part, "topic": rule.topic})
