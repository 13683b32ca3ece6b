"""The sentences of the safety view: what holds, what is open, what to look out for."""

from collections.abc import Iterator

from journeys.domain.events.pension import (
    PensionGranted,
    PensionRested,
    PensionResumed,
    PensionReturnRequested,
    PensionWithdrawn,
)
from journeys.domain.ground import Cause, Ground
from journeys.domain.journey import Event
from journeys.domain.law.rules import RIGHT_PARTS, RIGHT_STATES, Part, Rule
from journeys.domain.vocabulary import SENIORPENSION, PensionNow
from journeys.projections.safety.fact_sentences import (
    appeals,
    folkepension_ahead,
    of_ground,
    rests_to_come,
)
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.safety.sentence import Sentence, of_law, sentence
from journeys.projections.safety.wording import (
    AFTER_THAT_DAY,
    ANSWER,
    FLEKSJOB_NOW,
    LIFTED,
    PAID_TO_FOLKEPENSION,
    REST_UNSURE,
    RETURN_NOTED,
    STATE,
    WITHDRAWAL_UNDONE,
    Text,
    text_of,
)

UNCERTAIN = ("open", "weak")
KEPT: tuple[Part, ...] = (*RIGHT_PARTS, "protection", "withdrawal", "kept")
"""The parts of the law that say what somebody keeps, and how it can end."""
ELSEWHERE: tuple[Cause, ...] = (
    "law",
    "scheme",
    "reassessment",
    "no-rule",
    "out-of-date",
    "folkepension-age",
)
"""Causes that have their sentence among the warnings or open questions, or in the answer."""
EVENTS_OF: dict[PensionNow, tuple[type[Event], ...]] = {
    "paid": (PensionGranted, PensionResumed),
    "paid-beside-work": (PensionGranted, PensionResumed),
    "resting": (PensionRested,),
    "return-asked": (PensionReturnRequested,),
    "resumed": (PensionResumed,),
    "withdrawn": (PensionWithdrawn,),
}
"""The events that lead to each state."""


def what_holds(now: SafetyContext) -> Iterator[Sentence]:
    """Yield the pension's state, the answer, and what is kept; nothing without a pension."""
    if now.state == "none":
        yield from _of_seniorpension(now)
        return
    yield _state(now)
    yield _answer(now)
    yield from rests_to_come(now)
    for ground in now.guarantee.grounds:
        if ground.cause not in ELSEWHERE:
            yield of_ground(now, ground)
    yield from appeals(now)
    kept = (rule for rule in now.applicable_rules if rule.part in KEPT)
    yield from (of_law(rule) for rule in sorted(kept, key=_place) if rule.tag not in UNCERTAIN)


def _place(rule: Rule) -> tuple[int, bool]:
    """Return where a rule stands: the rights first, and what is of this state before the rest."""
    return KEPT.index(rule.part), rule.states == RIGHT_STATES


def open_questions(now: SafetyContext) -> Iterator[Sentence]:
    """Yield what must be verified."""
    for ground in now.guarantee.grounds:
        if ground.cause in ("no-rule", "out-of-date"):
            yield of_ground(now, ground)
        elif ground.cause in ("scheme", "folkepension-while-resting"):
            yield from (of_law(rule) for rule in ground.rules)
    yield from (of_law(rule) for rule in now.applicable_rules if rule.tag in UNCERTAIN)


def warnings(now: SafetyContext) -> Iterator[Sentence]:
    """Yield what to look out for."""
    for ground in now.guarantee.grounds:
        if ground.cause == "reassessment":
            yield of_ground(now, ground)
    if now.fleksjobs and now.state not in ("none", "resting", "withdrawn"):
        yield sentence(FLEKSJOB_NOW, (), now.of_work(now.fleksjobs))
    yield from (of_law(rule) for rule in now.applicable_rules if rule.part == "warning")


def depends_on(now: SafetyContext) -> Iterator[Sentence]:
    """Yield what keeps the answer from being stronger, and every fact that can end the right.

    Nothing where the right is guaranteed, or where there is none.
    """
    if now.guarantee.answer in ("guaranteed", "none"):
        return
    for ground in now.guarantee.decisive:
        if ground.cause in ("law", "scheme"):
            yield from (of_law(rule) for rule in ground.rules)
        else:
            yield of_ground(now, ground)


def _state(now: SafetyContext) -> Sentence:
    entries = [*now.newest(*EVENTS_OF.get(now.state, ()))]
    if now.state == "paid-beside-work":
        entries += now.of_work(now.paid_work)
    words = STATE[now.state]
    if now.journey.withdrawal_undone:
        words = WITHDRAWAL_UNDONE
    elif now.has_folkepension_age and now.pension.paid_on(now.on):
        words = PAID_TO_FOLKEPENSION
    elif now.has_folkepension_age and now.state == "return-asked":
        words = RETURN_NOTED.filled(asked=now.pension.return_asked)
    return sentence(words.filled(**now.pension._asdict()), (), entries)


def _answer(now: SafetyContext) -> Sentence:
    guarantee = now.guarantee
    if guarantee.has("folkepension-reached"):
        return of_ground(now, guarantee.weakest)
    words = ANSWER[guarantee.answer].filled(until=guarantee.until)
    if guarantee.answer == "verify" and all(map(_is_of_rest, guarantee.weakest_grounds)):
        words = REST_UNSURE
    if guarantee.answer in ("guaranteed", "guaranteed-until"):
        for text in _conditions(now):
            words = words.followed_by(text)
    return sentence(words, guarantee.rules, now.entries)


def _conditions(now: SafetyContext) -> Iterator[Text]:
    """Yield what a promise must say as well: what lifts it, and what follows its last day."""
    lifted = {rule.lifted_by for rule in now.guarantee.rules}
    yield from (LIFTED[each] for each in LIFTED if each in lifted)
    weakest = now.guarantee.weakest
    if weakest.cause == "folkepension-age":
        yield folkepension_ahead(now)
        yield from map(text_of, weakest.rules)
        if now.state not in ("paid", "paid-beside-work"):
            yield from map(text_of, now.law.of("open-folkepension-while-resting"))
    elif weakest.until is not None:
        next_of_age = [rule for used in weakest.rules for rule in _next_of_age(now, used)]
        yield from map(text_of, next_of_age) if next_of_age else (AFTER_THAT_DAY,)
    yield from (text_of(rule) for rule in now.applicable_rules if rule.part == "limit")


def _is_of_rest(ground: Ground) -> bool:
    """Whether a ground is about the right to let the pension rest, and nothing else."""
    return ground.cause == "law" and all(rule.part == "rest" for rule in ground.rules)


def _next_of_age(now: SafetyContext, used: Rule) -> Iterator[Rule]:
    """Yield the rules that take over at the age at which one no longer applies."""
    for rule in now.law.rules:
        if used.until_age and (rule.part, rule.age) == (used.part, used.until_age):
            yield rule


def _of_seniorpension(now: SafetyContext) -> Iterator[Sentence]:
    """Yield who decides on the pension of somebody who lives on a seniorpension."""
    if now.journey.people.basis == SENIORPENSION:
        yield from map(of_law, now.law.of("seniorpension-decided-by-atp"))
