"""The sentences of the safety view: each with the rules and the entries that it rests on."""

from collections.abc import Iterable, Iterator
from datetime import date

from journeys.domain.events.pension import (
    PensionGranted,
    PensionRested,
    PensionResumed,
    PensionReturnRequested,
    PensionWithdrawn,
)
from journeys.domain.events.rulings import AppealDecided, Ruling, RulingMade
from journeys.domain.guarantee import Ground
from journeys.domain.journey import Event
from journeys.domain.law.rules import RIGHT_PARTS, Rule
from journeys.domain.law.source import Tag
from journeys.domain.vocabulary import PensionNow
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.safety.wording import (
    ANSWER,
    APPEAL,
    FACT,
    FLEKSJOB_NOW,
    LIFTED,
    REASSESSMENT_PASSED,
    REST_RULED,
    RESTS_AHEAD,
    RETURN_NOTED,
    STATE,
    WITHDRAWAL_UNDONE,
    Text,
)
from journeys.projections.view import View

UNCERTAIN = ("open", "weak")
LEAST_CERTAIN_FIRST: tuple[Tag, ...] = ("open", "weak", "derived", "verified")
EVENTS_OF: dict[PensionNow, tuple[type[Event], ...]] = {
    "paid": (PensionGranted, PensionResumed),
    "paid-beside-work": (PensionGranted, PensionResumed),
    "resting": (PensionRested,),
    "return-asked": (PensionReturnRequested,),
    "resumed": (PensionResumed,),
    "withdrawn": (PensionWithdrawn,),
}
"""The events that lead to each state."""


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

    @property
    def da(self) -> str:
        """The Danish text, under the name that a pair of languages has."""
        return self.text


def sentence(text: Text, rules: Iterable[Rule], entries: Iterable[int] = ()) -> Sentence:
    """Return a sentence with what it rests on."""
    rules = tuple(rules)
    tags = {rule.tag for rule in rules}
    return Sentence(
        text=text.da,
        en=text.en,
        rules=tuple(rule.id for rule in rules),
        versions={rule.id: rule.edition for rule in rules},
        entries=tuple(dict.fromkeys(entries)),
        tag=next((tag for tag in LEAST_CERTAIN_FIRST if tag in tags), None),
        sources=tuple(dict.fromkeys(source.reference for rule in rules for source in rule.sources)),
    )


def what_holds(now: SafetyContext) -> Iterator[Sentence]:
    """Yield the pension's state, the answer, and what is kept; nothing without a pension."""
    if now.state == "none":
        return
    yield _state(now)
    yield _answer(now)
    yield from _rests_to_come(now)
    for ground in now.guarantee.grounds:
        if ground.cause not in ("law", "reassessment", "no-rule", "out-of-date"):
            yield _of_ground(now, ground)
    yield from _appeals(now)
    kept = (*RIGHT_PARTS, "protection", "withdrawal", "kept")
    yield from (
        _of_law(rule)
        for rule in now.applicable_rules
        if rule.part in kept and rule.tag not in UNCERTAIN
    )


def open_questions(now: SafetyContext) -> Iterator[Sentence]:
    """Yield what must be verified."""
    for ground in now.guarantee.grounds:
        if ground.cause in ("no-rule", "out-of-date"):
            yield _of_ground(now, ground)
    yield from (_of_law(rule) for rule in now.applicable_rules if rule.tag in UNCERTAIN)


def warnings(now: SafetyContext) -> Iterator[Sentence]:
    """Yield what to look out for."""
    for ground in now.guarantee.grounds:
        if ground.cause == "reassessment":
            yield _of_ground(now, ground)
    if now.fleksjobs and now.state not in ("none", "resting", "withdrawn"):
        yield sentence(FLEKSJOB_NOW, (), now.of_work(now.fleksjobs))
    yield from (_of_law(rule) for rule in now.applicable_rules if rule.part == "warning")


def depends_on(now: SafetyContext) -> Iterator[Sentence]:
    """Yield what keeps the answer from being stronger, and every fact that can end the right.

    Nothing where the right is guaranteed, or where there is none.
    """
    if now.guarantee.answer in ("guaranteed", "none"):
        return
    for ground in now.guarantee.decisive:
        if ground.cause == "law":
            yield from (_of_law(rule) for rule in ground.rules)
        else:
            yield _of_ground(now, ground)


def _state(now: SafetyContext) -> Sentence:
    entries = [*now.newest(*EVENTS_OF.get(now.state, ()))]
    if now.state == "paid-beside-work":
        entries += now.of_work(now.paid_work)
    words = WITHDRAWAL_UNDONE if now.journey.withdrawal_undone else STATE[now.state]
    return sentence(words.filled(**now.pension._asdict()), (), entries)


def _rests_to_come(now: SafetyContext) -> Iterator[Sentence]:
    """Yield from which day it is to rest, as recorded or ruled, and a wish for its return."""
    if not now.pension.exists:
        return
    if now.pension.return_asked and now.state != "return-asked":
        asked = RETURN_NOTED.filled(asked=now.pension.return_asked)
        yield sentence(asked, (), now.newest(PensionReturnRequested))
    for entry, rested in now.upcoming_rest:
        yield sentence(RESTS_AHEAD.filled(on=rested.on), (), (entry,))
    for entry, made in now.ruled_rests:
        yield sentence(REST_RULED.filled(effective=made.effective_on), (), (entry,))


def _answer(now: SafetyContext) -> Sentence:
    guarantee = now.guarantee
    words = ANSWER[guarantee.answer].filled(until=guarantee.until)
    if guarantee.answer in ("guaranteed", "guaranteed-until"):
        lifted = {rule.lifted_by for rule in guarantee.rules}
        for text in (*(LIFTED[each] for each in LIFTED if each in lifted), *_limits(now)):
            words = words.followed_by(text)
    return sentence(words, guarantee.rules, now.entries)


def _limits(now: SafetyContext) -> Iterator[Text]:
    """Yield the limits of the right that no source settles: every promise states them."""
    return (Text(rule.da, rule.en) for rule in now.applicable_rules if rule.part == "limit")


def _of_ground(now: SafetyContext, ground: Ground) -> Sentence:  # noqa: PLR0911 - a return a case
    """Return the sentence about a fact that the answer depends on."""
    ruling = ground.ruling
    match ground.cause:
        case "reassessment":
            due = now.facts.reassessment
            passed = due is not None and due < now.on
            words = (REASSESSMENT_PASSED if passed else FACT["reassessment"]).filled(due=due)
            for rule in ground.rules:
                words = words.followed_by(Text(rule.da, rule.en))
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
            return sentence(FACT["hearing"], (), now.of_hearing())
        case "out-of-date":
            words = FACT["out-of-date"].filled(edition=now.law.edition)
            return sentence(words, ground.rules, (entry.version for entry in now.of_this_pension))
        case _ if ruling is not None:
            return _of_ruling(now, ground, ruling)
        case _:
            entries = (entry.version for entry in now.of_this_pension)
            return sentence(FACT["no-rule"], ground.rules, entries)


def _of_ruling(now: SafetyContext, ground: Ground, ruling: Ruling) -> Sentence:
    """Return the sentence about a ruling that ends the pension, or about its appeal."""
    kinds = (RulingMade,) if ground.cause == "ruling" else (RulingMade, AppealDecided)
    words = FACT[ground.cause].filled(effective=ruling.made.effective_on)
    return sentence(words, (), now.of_ruling(ruling.made.ruling, *kinds))


def _appeals(now: SafetyContext) -> Iterator[Sentence]:
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


def _of_law(rule: Rule) -> Sentence:
    return sentence(Text(rule.da, rule.en), (rule,))
