"""Acknowledging: the doubts about what is recorded in one transaction, and which are accepted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from journeys.app.ports.store import Transaction
from journeys.domain.decisions.doubts import acknowledged, colleagues_in
from journeys.domain.doubt import Doubting
from journeys.domain.events.fact import Fact
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import AnyHistory


@dataclass(frozen=True)
class Acknowledging:
    """What is doubted in one transaction, and which doubts are acknowledged."""

    transaction: Transaction
    book: Rulebook
    actor: Actor
    today: date
    sure: Collection[str]
    colleagues: dict[str, bool] = field(default_factory=dict)
    """By name, whether the store knows it: looked up once, however many streams are recorded on."""

    def acknowledged(self, history: AnyHistory, events: Sequence[Fact]) -> list[tuple[str, ...]]:
        """Return, for each event, the codes of its acknowledged doubts. Raises Doubted."""
        unknown = colleagues_in(history, events, self.actor, self.book)
        if new := unknown - self.colleagues.keys():
            known = self.transaction.queries.colleagues(new)
            self.colleagues.update((name, name in known) for name in new)
        strangers = frozenset(name for name in unknown if not self.colleagues[name])
        return acknowledged(history, events, Doubting(self.today, strangers), self.sure)
