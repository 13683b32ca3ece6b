"""The sentences of the safety view: each with the rules and the entries that it rests on."""

from collections.abc import Iterable, Iterator
from datetime import date

from journeys.domain.events.pension import PensionGranted, ReassessmentSet
from journeys.domain.events.rulings import AppealDecided, RulingMade
from journeys.domain.guarantee import Cause
from journeys.domain.history import Entry
from journeys.domain.law import Rule
from journeys.domain.law.source import Tag
from journeys.projections.safety_words import ANSWER, APPEAL, FACT, REASSESSED, STATE, Text
from journeys.projections.situation import Situation
from journeys.projections.view import View

UNSURE = ("open", "weak")
LEAST_SURE_FIRST: tuple[Tag, ...] = ("open", "weak", "derived", "verified")


class Sentence(View):
    """Sætning: what is said, the rules and entries it rests on, and where those were read."""

    text: str
    """Said to the citizen, in Danish."""
    en: str
    rules: tuple[str, ...]
    """The ids of the rules."""
    versions: dict[str, date]
    """By rule, the edition of the law in which it was read so."""
    entries: tuple[int, ...]
    """The entries of the journey, by version."""
    tag: Tag | None
    """How sure the least sure of the rules is; None where it rests on entries alone."""
    sources: tuple[str, ...]


def sentence(words: Text, rules: Iterable[Rule], entries: Iterable[int] = ()) -> Sentence:
    """Return a sentence with what it rests on."""
    rules = tuple(rules)
    tags = {rule.tag for rule in rules}
    return Sentence(
        text=words.da,
        en=words.en,
        rules=tuple(rule.id for rule in rules),
        versions={rule.id: rule.edition for rule in rules},
        entries=tuple(entries),
        tag=next((tag for tag in LEAST_SURE_FIRST if tag in tags), None),
        sources=tuple(dict.fromkeys(source.told for rule in rules for source in rule.sources)),
    )


def what_holds(now: Situation) -> Iterator[Sentence]:
    """Yield how it stands, the answer, and what is kept; nothing where there was no pension."""
    if now.state == "none":
        return
    found = now.guarantee
    yield sentence(STATE[now.state].on(**now.pension._asdict()), (), now.made_so)
    yield sentence(
        ANSWER[found.answer].on(until=found.until),
        found.rules,
        (entry.version for entry in now.entries),
    )
    for ground in found.grounds:
        if ground.cause in ("ruling", "withdrawal-ahead", "appeal"):
            yield of_fact(now, ground.cause)
    yield from _appeal(now)
    kept = ("right", "protection", "withdrawal", "kept")
    yield from (_of_law(rule) for rule in now.told if rule.part in kept and rule.tag not in UNSURE)


def open_questions(now: Situation) -> Iterator[Sentence]:
    """Yield what must be verified."""
    for ground in now.guarantee.grounds:
        if ground.cause in ("no-rule", "out-of-date"):
            yield of_fact(now, ground.cause)
    yield from (_of_law(rule) for rule in now.told if rule.tag in UNSURE)


def warnings(now: Situation) -> Iterator[Sentence]:
    """Yield what to look out for."""
    if any(ground.cause == "reassessment" for ground in now.guarantee.grounds):
        yield of_fact(now, "reassessment")
    yield from (_of_law(rule) for rule in now.told if rule.part == "warning")


def depends_on(now: Situation) -> Iterator[Sentence]:
    """Yield what makes the answer no stronger; nothing does where it is guaranteed, or none."""
    if now.guarantee.answer in ("guaranteed", "none"):
        return
    for ground in now.guarantee.decisive:
        if ground.cause == "law":
            yield from (_of_law(rule) for rule in ground.rules)
        else:
            yield of_fact(now, ground.cause)


def of_fact(now: Situation, cause: Cause) -> Sentence:
    """Return what is said of a fact that the answer hangs on."""
    rules = next(each.rules for each in now.guarantee.grounds if each.cause == cause)
    match cause:
        case "reassessment":
            stands = next((Text(rule.da, rule.en) for rule in rules), REASSESSED)
            words = stands.followed_by(FACT[cause].on(due=now.pension.reassessment))
            entry = now.newest(ReassessmentSet) or now.newest(PensionGranted)
            return sentence(words, rules, _versions(entry))
        case "ruling":
            effective = None if now.ruling is None else now.ruling.made.effective_on
            words = FACT[cause].on(effective=effective)
            return sentence(words, rules, _versions(now.newest(RulingMade)))
        case "withdrawal-ahead":
            words = FACT[cause].on(ends=now.facts.ends)
            return sentence(words, rules, _versions(*now.ahead))
        case "appeal":
            return sentence(FACT[cause], rules, _versions(now.newest(AppealDecided)))
        case "no-rule":
            return sentence(FACT[cause], rules, now.made_so)
        case _:
            return sentence(FACT["out-of-date"].on(edition=now.law.edition), rules, now.made_so)


def _of_law(rule: Rule) -> Sentence:
    return sentence(Text(rule.da, rule.en), (rule,))


def _appeal(now: Situation) -> Iterator[Sentence]:
    """Yield to whom the ruling that ends the pension can be appealed, while it can be."""
    ruling = now.ruling
    if ruling is None or ruling.appealed or not ruling.made.appealable:
        return
    by = ruling.made.appeal_by
    if by is not None and now.on <= by:
        words = APPEAL.on(to=ruling.made.appeal_to, by=by)
        yield sentence(words, (), _versions(now.newest(RulingMade)))


def _versions(*entries: Entry | None) -> Iterator[int]:
    return (entry.version for entry in entries if entry is not None)
