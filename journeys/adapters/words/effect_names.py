"""What the parts of an answer about a measure are called: words, outcomes, measures, groups."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from journeys.adapters.words.language import in_spoken_language, say
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects.effect import Curve, Word
from journeys.projections.effects.facts import NEW_CASEWORKER

WORDS: Mapping[Word, Message] = {
    "helps": Message("Seems to help"),
    "does-not-help": Message("Does not seem to help"),
    "mixed": Message("Mixed"),
    "undecided": Message("Cannot be decided"),
    "too-few": Message("Too few to say anything"),
}
OUTCOMES: Mapping[str, Message] = {
    "days": Message("Days in paid work"),
    "first-hour": Message("First paid hour"),
    "ten-hours": Message("Ten or more paid hours a week"),
    "education-or-work": Message("Education or paid work"),
    "education": Message("Education"),
    "kept": Message("Paid work for 26 weeks without a break"),
    "departed": Message("Pension, moved away or died"),
    "pension": Message("Disability pension"),
    "folkepension": Message("Folkepension"),
    "moved": Message("Moved away"),
    "died": Message("Died"),
}
"""Outcomes, and ends that compete with them, in the order in which they are shown."""
ENDS = ("departed", "pension", "folkepension", "moved", "died")
"""Those that compete with work."""
PARTS: Mapping[str, Message] = {
    "basis": Message("lives on: {value}"),
    "provider": Message("provider: {value}"),
    "team": Message("team: {value}"),
    "target-group": Message("target group: {value}"),
}
"""By what those who began are split."""
VOCABULARIES = {
    "basis": "support-basis",
    "phase": "phase",
    "provider": "provider",
    "target-group": "target-group",
}
GROUPS: Mapping[str, Message] = {
    "basis": Message("what somebody lives on"),
    "phase": Message("the phase"),
    "target-group": Message("the target group"),
    "waiting": Message("how long the journey has been open"),
    "months-since-work": Message("the time since the last paid work"),
    "days-worked": Message("days in paid work before"),
    "earlier-measures": Message("earlier measures"),
    "paid-hours": Message("paid hours on the day"),
    "month": Message("the time of the year"),
    "past-work": Message("past work as a whole"),
    "judged": Message("phase and target group"),
}
"""Covariates that are left out together, as the middle of a sentence has them."""
COVARIATES: Mapping[str, Message] = {
    "months-since-work": Message("months since the last paid work (logarithm)"),
    "months-since-work-squared": Message("months since the last paid work (logarithm), squared"),
    "never-worked": Message("never in paid work"),
    "days-worked-12-months": Message("days in paid work in the last 12 months"),
    "days-worked-24-months": Message("days in paid work in the last 24 months"),
    "none-worked-12-months": Message("no paid work in the last 12 months"),
    "none-worked-24-months": Message("no paid work in the last 24 months"),
    "any-earlier-measure": Message("an earlier measure"),
    "running-measure": Message("a measure that runs"),
    "ended-measures": Message("number of measures that ended"),
    "paid-hours": Message("paid hours a week, in hundreds"),
    "month": Message("year of the beginning"),
    "month-squared": Message("year of the beginning, squared"),
    "month-sine": Message("season (sine)"),
    "month-cosine": Message("season (cosine)"),
}
SHARES = (
    *("never-worked", "none-worked-12-months", "none-worked-24-months"),
    *("any-earlier-measure", "running-measure"),
)
"""Those that somebody has or has not; so is each that has a value after a colon."""
RECKONED = (
    *("months-since-work", "months-since-work-squared"),
    *("month", "month-squared", "month-sine", "month-cosine"),
)
"""Those whose mean means nothing to a reader: only the difference between the groups does."""
BOTH, OTHERS = " x ", "*"


class Named(Protocol):
    """An answer about a measure, or what is published of one."""

    @property
    def measure(self) -> str:
        """The code of the measure."""

    @property
    def split(self) -> str:
        """The part of those who began; empty for all."""


def measure_name(measure: str, book: Rulebook) -> str:
    """Return what a measure is called, as a title has it."""
    if measure == NEW_CASEWORKER:
        return say("New caseworker")
    return _term("measure", measure, book)


def measure_in_sentence(measure: str, book: Rulebook) -> str:
    """Return the same in the middle of a sentence: without a capital where its code has none."""
    name = measure_name(measure, book)
    is_plain = measure[:1].islower() and name[1:2].islower()
    return name[:1].lower() + name[1:] if is_plain else name


def full_name(effect: Named, book: Rulebook) -> str:
    """Return what an answer is about: `Mentorstøtte`, `Mentorstøtte (målgruppe: Dagpenge)`."""
    part, name = part_name(effect, book), measure_name(effect.measure, book)
    return f"{name} ({part})" if part else name


def part_name(effect: Named, book: Rulebook) -> str:
    """Return the part of those who began that an answer is about; empty for all of them."""
    by, _, value = effect.split.partition(":")
    if not by:
        return ""
    known = VOCABULARIES.get(by)
    name = value if known is None else _term(known, value, book)
    return say(PARTS[by], value=name or say("not stated"))


def group_name(group: str) -> str:
    """Return what a group of covariates is called in the middle of a sentence."""
    return say(GROUPS[group]) if group in GROUPS else group


def covariate_name(covariate: str, book: Rulebook) -> str:
    """Return what a covariate is called: its group and the value, or what it measures."""
    if BOTH in covariate:
        one, other = covariate.split(BOTH, 1)
        return say(
            "{one} and {other}", one=covariate_name(one, book), other=covariate_name(other, book)
        )
    group, is_value, value = covariate.partition(":")
    if not is_value:
        return say(COVARIATES[group]) if group in COVARIATES else group_name(group)
    if group == "waiting":
        return say("the journey open for {months} months", months=value)
    if value in ("", OTHERS):
        name = say("others") if value else say("none recorded")
    else:
        name = _term(VOCABULARIES[group], value, book) if group in VOCABULARIES else value
    return f"{group_name(group)}: {name}"


def is_share(covariate: str) -> bool:
    """Whether somebody has it or has it not, so that its mean is a share."""
    return ":" in covariate or covariate in SHARES


def in_order(curves: Iterable[Curve]) -> list[Curve]:
    """Return curves in the order in which outcomes are shown."""
    order = tuple(OUTCOMES)
    return sorted(curves, key=lambda each: order.index(each.outcome))


def outcome_name(outcome: str) -> str:
    """Return what an outcome is called."""
    return say(OUTCOMES[outcome])


def _term(vocabulary: str, code: str, book: Rulebook) -> str:
    terms = book.vocabularies[vocabulary].terms
    return in_spoken_language(terms[code]) if code in terms else code
