"""Ground: one thing that the answer about a pension rests on, and how much it promises."""

from datetime import date
from typing import Literal, NamedTuple, get_args

from journeys.domain.events.rulings import Ruling
from journeys.domain.law.rules import Rule
from journeys.domain.vocabulary import Answer

WEAKEST_FIRST: tuple[Answer, ...] = get_args(Answer)

Strength = tuple[int, date]


def strength(answer: Answer, until: date | None) -> Strength:
    """Return how much an answer promises; of two that end, the earlier end promises less."""
    return WEAKEST_FIRST.index(answer), until or date.max


Cause = Literal[
    "law",
    "reassessment",
    "hearing",
    "ruling",
    "sent-back",
    "withdrawal-ahead",
    "void-end",
    "appeal",
    "folkepension",
    "folkepension-age",
    "folkepension-reached",
    "folkepension-while-resting",
    "scheme",
    "scheme-change-ahead",
    "no-rule",
    "out-of-date",
]
"""Why a ground has its answer: a rule, a fact, the age of folkepension, that the scheme or a rule
was not found, or that the law has not been read again in time."""

OF_AGE: tuple[Cause, ...] = (
    "folkepension-age",
    "folkepension-reached",
    "folkepension-while-resting",
)
"""What comes with age alone."""


class Ground(NamedTuple):
    """Grundlag: one thing that the answer rests on, and how much it allows to promise."""

    answer: Answer
    cause: Cause = "law"
    rules: tuple[Rule, ...] = ()
    ruling: Ruling | None = None
    """The ruling it is about, if any."""
    until: date | None = None
    """The last day for which it allows that much; None where it has no end."""

    @property
    def strength(self) -> Strength:
        """How much it allows to promise."""
        return strength(self.answer, self.until)

    @property
    def is_of_age(self) -> bool:
        """Whether it comes, or ends, with an age that somebody reaches."""
        ends = self.until is not None and any(rule.until_age for rule in self.rules)
        return ends or self.cause in OF_AGE
