"""The sentences of the safety view about recorded facts, each with the entries it rests on."""

from collections.abc import Iterator

from journeys.domain.events.pension import PensionGranted, PensionReturnRequested
from journeys.domain.events.rulings import AppealDecided, Ruling, RulingMade
from journeys.domain.ground import Ground
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.safety.sentence import Sentence, sentence
from journeys.projections.safety.wording import (
    APPEAL,
    FACT,
    FACT_TOPICS,
    FOLKEPENSION_AHEAD,
    FOLKEPENSION_AHEAD_AT_LEAST,
    HEARD,
    REASSESSMENT_PASSED,
    REST_RULED,
    RESTS_AHEAD,
    RETURN_NOTED,
    Text,
    text_of,
)


def rests_to_come(now: SafetyContext) -> Iterator[Sentence]:
    """Yield from which day it is to rest, as recorded or ruled, and a wish for its return."""
    if not now.pension.exists:
        return
    if now.pension.return_asked and now.state != "return-asked":
        words = RETURN_NOTED.filled(asked=now.pension.return_asked)
        yield sentence(words, (), now.newest(PensionReturnRequested))
    for entry, rested in now.upcoming_rest:
        yield sentence(RESTS_AHEAD.filled(on=rested.on), (), (entry,))
    for entry, made in now.ruled_rests:
        yield sentence(REST_RULED.filled(effective=made.effective_on), (), (entry,))


def of_ground(now: SafetyContext, ground: Ground) -> Sentence:  # noqa: PLR0911 - a return a case
    """Return the sentence about a fact that the answer depends on."""
    ruling = ground.ruling
    match ground.cause:
        case "reassessment":
            due = now.facts.reassessment
            passed = due is not None and due < now.on
            words = (REASSESSMENT_PASSED if passed else FACT["reassessment"]).filled(due=due)
            for rule in () if passed else ground.rules:
                words = words.followed_by(text_of(rule))
            return sentence(words, ground.rules, now.of_reassessment(due))
        case "withdrawal-ahead" if now.facts.ends is not None:
            words = FACT["withdrawal-ahead"].filled(ends=now.facts.ends.on)
            return sentence(words, (), now.of_event(now.facts.ends))
        case "void-end" if now.facts.void_end is not None:
            words = FACT["void-end"].filled(ends=now.facts.void_end.on)
            return sentence(words, (), now.of_event(now.facts.void_end))
        case "folkepension":
            words = FACT["folkepension"].filled(starts=now.facts.folkepension)
            return sentence(words, (), now.of_folkepension())
        case "hearing":
            words = HEARD if now.facts.rulings else FACT["hearing"]
            return sentence(words, (), now.of_hearing())
        case "folkepension-age":
            return sentence(folkepension_ahead(now), ground.rules, now.newest(PensionGranted))
        case "scheme-change-ahead":
            words = FACT["scheme-change-ahead"].filled(day=now.facts.moves)
            return sentence(words, (), now.of_scheme_change())
        case _ if ruling is not None:
            return _of_ruling(now, ground, ruling)
        case _:
            return _of_law_and_days(now, ground)


def folkepension_ahead(now: SafetyContext) -> Text:
    """Return on which day the age of folkepension is reached."""
    reached = now.folkepension
    at_least = reached is not None and reached.age.at_least
    words = FOLKEPENSION_AHEAD_AT_LEAST if at_least else FOLKEPENSION_AHEAD
    return words.filled(day=reached and reached.day)


def _of_law_and_days(now: SafetyContext, ground: Ground) -> Sentence:
    """Return the sentence about an age that is reached, or about what was not read."""
    words = FACT[ground.cause].filled(
        edition=now.law.read_on, day=now.folkepension and now.folkepension.day
    )
    if ground.cause == "folkepension-reached":
        for rule in ground.rules:
            words = words.followed_by(text_of(rule))
    topic = FACT_TOPICS.get(ground.cause)
    filled = None if topic is None else topic.filled(edition=now.law.read_on)
    return sentence(words, ground.rules, (each.version for each in now.of_this_pension), filled)


def _of_ruling(now: SafetyContext, ground: Ground, ruling: Ruling) -> Sentence:
    """Return the sentence about a ruling that ends the pension, or about its appeal."""
    kinds = (RulingMade,) if ground.cause == "ruling" else (RulingMade, AppealDecided)
    words = FACT[ground.cause].filled(effective=ruling.made.effective_on)
    return sentence(words, (), now.of_ruling(ruling.made.ruling, *kinds))


def appeals(now: SafetyContext) -> Iterator[Sentence]:
    """Yield where each ruling that ends the pension can be appealed, until the last day."""
    ended_by = now.pension.withdrawn_by
    rulings = {
        ground.ruling.made.ruling: ground.ruling
        for ground in now.guarantee.grounds
        if ground.ruling
    }
    if ended_by in now.journey.rulings.made and ended_by is not None:
        rulings[ended_by] = now.journey.rulings.made[ended_by]
    for ruling, each in rulings.items():
        by = each.made.appeal_by
        if each.made.appealable and not each.appealed and by is not None and now.on <= by:
            words = APPEAL.filled(to=each.made.appeal_to, by=by)
            yield sentence(words, (), now.of_ruling(ruling, RulingMade))
