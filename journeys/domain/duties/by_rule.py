"""Duties that one entry raises and one entry meets, in a stream of any kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from journeys.domain.duties.duty import Duty
from journeys.domain.duties.rule import DutyRule, StreamTransition
from journeys.domain.events.fact import Fact
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import AnyHistory

AnyRule = DutyRule[Any, Any]
AnyTransition = StreamTransition[Any, Any]


@dataclass(frozen=True, eq=False)
class DutyRules:
    """The rules of one kind of stream, at most one for each kind of duty.

    They are found by the facts that can raise and meet a duty.
    """

    rules: tuple[AnyRule, ...]
    ended_by: type[Fact] | None = None
    """The fact that ends the stream, and with it the duties whose kind says so."""

    @cache  # noqa: B019 - there is one for each kind of stream, for ever
    def of(self, fact: type[Fact]) -> tuple[tuple[AnyRule, ...], frozenset[str]]:
        """Return the rules of the duties that a fact of this type can raise.

        And the kinds of the duties that it can meet, or end.
        """
        ends = self.ended_by is not None and issubclass(fact, self.ended_by)
        raised = tuple(rule for rule in self.rules if issubclass(fact, rule.raised_by))
        return raised, frozenset(
            rule.kind for rule in self.rules if ends or issubclass(fact, rule.met_by)
        )


class _Open(NamedTuple):
    """A duty that nothing has met yet, and its rule."""

    duty: Duty
    rule: AnyRule


def by_rule(rules: DutyRules, history: AnyHistory, book: Rulebook) -> Iterator[Duty]:
    """Yield every duty of these rules that the history raises, met or open."""
    unmet: dict[str, dict[str, _Open]] = {rule.kind: {} for rule in rules.rules}
    for nr, change in enumerate(history.changes):
        entry = change.entry
        fact: type[Fact] = type(entry.event)
        raised, kinds = rules.of(fact)
        waiting = [each for kind in kinds if unmet[kind] for each in unmet[kind].values()]
        if not (raised or waiting):
            continue
        transition: AnyTransition = StreamTransition(*change, book)
        for met in [each for each in waiting if _ends(rules, each, transition)]:
            yield met.duty.met_at(entry.event.on, entry.version)
            del unmet[met.rule.kind][met.duty.about]
        for rule in raised:
            for subject in rule.subjects(transition):
                if subject in unmet[rule.kind]:
                    continue
                duty = _new(rule, transition, subject)
                if already := rule.already_met(transition, history.in_force[:nr]):
                    yield duty.met_at(duty.since, already.version)
                else:
                    unmet[rule.kind][subject] = _Open(duty, rule)
    yield from (each.duty for of_kind in unmet.values() for each in of_kind.values())


def _ends(rules: DutyRules, unmet: _Open, transition: AnyTransition) -> bool:
    if rules.ended_by is not None and isinstance(transition.event, rules.ended_by):
        return transition.book.duties[unmet.rule.kind].ends_with_journey
    return unmet.rule.is_met(transition, unmet.duty)


def _new(rule: AnyRule, transition: AnyTransition, subject: str) -> Duty:
    since = transition.event.on
    return Duty(
        kind=rule.kind,
        about=subject,
        since=since,
        due=rule.due(transition) or transition.book.due(rule.kind, since),
        raised=transition.entry.version,
        owed_by=subject if rule.owed_by_subject else "",
    )
