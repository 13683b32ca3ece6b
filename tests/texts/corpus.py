"""Every text that this library can show, with the most that it may claim about a pension."""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from journeys.domain.law import law
from journeys.domain.law.rules import Rule
from journeys.domain.vocabulary import Claim
from journeys.projections.safety import wording
from journeys.projections.safety.wording import Text
from tests.words.catalogue import kept
from tests.words.test_catalogue import parts
from tests.words.test_words import HOUSE, texts, values

FIRST_EDITION = law().editions[0].day
EARLIER = {each.day for each in law().editions[:-1]}
"""What they say and no later edition says stays as it was read: answers given under them are given
again in their words."""
CLAIMING = {"claims.toml", "claims.py"}
"""What looks for claims, and shows none."""
OF_THE_LAW = "pension.toml"
MARKUP = re.compile(r"<style>.*?</style>|<[^>]+>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


class Shown(NamedTuple):
    """A text, where it stands, and the most that it may claim."""

    where: str
    text: str
    most: Claim


def corpus() -> Iterator[Shown]:
    """Yield every text; a fixed text may claim nothing."""
    declared = dict(declarations())
    for where, text in texts():
        if where not in CLAIMING | {OF_THE_LAW}:
            yield Shown(where, MARKUP.sub("\n\n", text), declared.get(text, "none"))
    for message in kept():
        for text in (*parts(message.id), *parts(message.string)):
            english = parts(message.id)[0]
            yield Shown("catalogue", text, declared.get(english, "none"))
    yield from of_the_law()


def declarations() -> Iterator[tuple[str, Claim]]:
    """Yield the texts that belong to an answer, and how much that answer lets them claim."""
    for text in answers():
        yield text.da, text.claim
        yield text.en, text.claim


def answers() -> Iterator[Text]:
    """Yield every sentence of the safety view about facts."""
    for value in vars(wording).values():
        if isinstance(value, Text):
            yield value
        elif isinstance(value, dict):
            yield from (each for each in value.values() if isinstance(each, Text))


def of_the_law() -> Iterator[Shown]:
    """Yield what the law says in use: a rule as its part allows, a step back on a condition."""
    book = law()
    for rule in book.rules:
        if rule in book.newest.rules:
            yield from (Shown(rule.id, text, rule.claim) for text in (rule.da, rule.en))
            yield from (Shown(rule.id, text, "none") for text in topic(rule))
        else:
            assert rule.edition in EARLIER
    for step in book.newest.way_back:
        yield from (Shown("way_back", text, "weak") for text in (step.da, step.en))
    with (HOUSE / "domain" / "law" / OF_THE_LAW).open("rb") as file:
        others = {key: each for key, each in tomllib.load(file).items() if key not in SHOWN_ABOVE}
    yield from (Shown(OF_THE_LAW, text, "none") for text in values(others))


SHOWN_ABOVE = {"rule", "way_back"}


def topic(rule: Rule) -> tuple[str, ...]:
    """Return what a rule leaves open, in both languages."""
    return (rule.topic.da, rule.topic.en) if rule.topic else ()
