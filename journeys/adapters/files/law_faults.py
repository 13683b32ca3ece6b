"""The faults of a law file whose rules have a valid form: days, sources, ages, and what it says."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from journeys.adapters.files.problems import did_you_mean
from journeys.domain.law import Edition, Law
from journeys.domain.law.claims import beyond
from journeys.domain.law.rules import RIGHT_PARTS, Rule
from journeys.domain.message import Message

NEEDED = ("new-scheme-begins", "change-of-scheme")
"""Rules that refusals look up by name, on any day."""


def faults(found: Law, today: date) -> Iterator[str]:
    """Yield the faults of rules that have a valid form."""
    days = [edition.day for edition in found.editions]
    if any(later <= day for day, later in pairwise(days)):
        yield Message("edition: list the editions in the order of their days, each once.")
    if days[-1] > today:
        yield Message(
            "edition: {day} is in the future; give the day on which it was read.", day=days[-1]
        )
    yield from _of_dropped(found)
    yield from _of_words(found)
    yield from _of_ages(found)
    for rule in found.rules:
        if rule.edition not in days:
            yield Message(
                "rule {id}: there is no edition of {edition}; add it.",
                id=rule.id,
                edition=rule.edition,
            )
        if rule.ends < rule.starts:
            yield Message(
                "rule {id}: it ends before it begins; correct `from` or `to`.", id=rule.id
            )
        if rule.tag != "open" and not rule.sources:
            yield Message(
                "rule {id}: it is {tag} and names no source; add where it was read.",
                id=rule.id,
                tag=rule.tag,
            )
    for one, other in combinations(found.rules, 2):
        if (one.id, one.edition) == (other.id, other.edition) and _share_days(one, other):
            yield Message(
                "rule {id}: two of its periods in edition {edition} share days.",
                id=one.id,
                edition=one.edition,
            )
    yield from _missing(found)
    yield from _claiming(found)


def _of_dropped(found: Law) -> Iterator[str]:
    """Yield what an edition drops that is no rule."""
    known = {rule.id for rule in found.rules}
    for edition in found.editions:
        for dropped in sorted(set(edition.dropped) - known):
            yield Message(
                "edition {day}: it drops {dropped}, and there is no such rule.{hint}",
                day=edition.day,
                dropped=dropped,
                hint=did_you_mean(dropped, known),
            )


def _of_words(found: Law) -> Iterator[str]:
    """Yield what is wrong with editions that only say the law in other words."""
    days = [edition.day for edition in found.editions]
    for edition in found.editions:
        if edition.read is None:
            continue
        if edition.read not in days or edition.read >= edition.day:
            yield Message(
                "edition {day}: `read` must be the day of an earlier edition, when it was read.",
                day=edition.day,
            )
        changed = [rule.id for rule in found.rules if _means_more(found, edition, rule)]
        for id_ in dict.fromkeys((*edition.dropped, *changed)):
            yield Message(
                "edition {day}: rule {id} changes more than its words. If the law was read again, "
                "leave out `read`.",
                day=edition.day,
                id=id_,
            )


def _means_more(found: Law, edition: Edition, rule: Rule) -> bool:
    """Whether a rule of an edition of words differs in more than words from what it was."""
    words = {"da": "", "en": "", "topic": None}
    was = found.as_read(rule)
    is_new = was == rule.undated
    return rule.edition == edition.day and (
        is_new or was.model_copy(update=words) != rule.undated.model_copy(update=words)
    )


def _of_ages(found: Law) -> Iterator[str]:
    """Yield what is wrong with the ages of folkepension: days of birth that two of them share."""
    for one, other in combinations(found.newest.folkepension_ages, 2):
        if one.born_from <= other.born_to and other.born_from <= one.born_to:
            yield Message(
                "folkepension_age: those born from {one} and from {other} share days of birth.",
                one=one.born_from,
                other=other.born_from,
            )


def _missing(found: Law) -> Iterator[str]:
    """Yield what the newest reading lacks."""
    newest = found.newest.rules_by_id
    for wanted in NEEDED:
        if wanted not in newest:
            yield Message("rule {wanted}: it is looked up by name, and is missing.", wanted=wanted)
    for scheme in ("new", "old"):
        of_scheme = {rule.part for rule in found.newest.rules if scheme in rule.schemes}
        for right in RIGHT_PARTS:
            if right not in of_scheme:
                yield Message(
                    'no rule gives a pension of the {scheme} scheme the part "{right}".',
                    scheme=Message(scheme),
                    right=right,
                )
    for step in found.newest.way_back:
        for named in sorted(set(step.rules) - newest.keys()):
            yield Message(
                "way_back: there is no rule {named}.{hint}",
                named=named,
                hint=did_you_mean(named, newest),
            )


def _claiming(found: Law) -> Iterator[str]:
    """Yield each text in use whose words claim more about the pension than it may."""
    for rule in found.newest.rules:
        topic = [rule.topic.da, rule.topic.en] if rule.topic else []
        claims = [*(beyond(text, rule.claim) for text in (rule.da, rule.en))]
        for sentence in filter(None, [*claims, *(beyond(text, "none") for text in topic)]):
            yield Message(
                "rule {id}: its words claim more about the pension than its part allows. Name the "
                "condition, or say that it is not known: {sentence}",
                id=rule.id,
                sentence=sentence,
            )
    for step in found.newest.way_back:
        for sentence in filter(None, (beyond(step.da, "weak"), beyond(step.en, "weak"))):
            yield Message(
                "way_back: this step promises the pension. Name the condition: {sentence}",
                sentence=sentence,
            )


def _share_days(one: Rule, other: Rule) -> bool:
    share_a_scheme = set(one.schemes) & set(other.schemes)
    return bool(share_a_scheme) and one.starts <= other.ends and other.starts <= one.ends
