"""Fleksjobs beside the pension: days on which a fleksjob runs while the pension is paid.

To begin one then is refused. It can still come about by facts and rights that nobody may refuse: a
grant that is recorded late, a rest that is retracted, a pension that is paid again, a job that is
recorded late.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from journeys.domain.duties.duty import Duty
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.payment import MAY_CHANGE_STRETCHES, Stretch, is_followed, stretches
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import FLEKSJOB

KIND = "fleksjob-and-pension"

RULE = "fleksjob-needs-resting"
"""The rule of law that allows no fleksjob while the pension is paid (LAB § 116)."""


def fleksjobs_while_paid(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each stretch of days with both, as far as the law of its first day bars it.

    It is met on the first day without: the job ends, or the pension rests or ends.
    """
    groups = groupby(stretches(history), key=lambda days: _has_both(days, book))
    firsts = [(has_both, next(days)) for has_both, days in groups]
    for (has_both, first), (_, after) in pairwise([*firsts, (False, None)]):
        if has_both and first is not None:
            due = book.due(KIND, first.starts)
            duty = Duty(KIND, "", since=first.starts, due=due, raised=first.entry)
            yield duty if after is None else duty.met_at(after.starts, after.entry)


def newly_raised(before: History, events: Iterable[Event], book: Rulebook) -> Iterator[Duty]:
    """Yield the duties that these events raise, and those whose end they take away."""
    events = tuple(events)
    if not any(isinstance(event, MAY_CHANGE_STRETCHES) for event in events):
        return
    known = {duty.since: duty.met for duty in fleksjobs_while_paid(before, book)}
    for duty in fleksjobs_while_paid(before.followed_by(events), book):
        is_open_again = duty.met is None and known.get(duty.since) is not None
        if duty.since not in known or is_open_again:
            yield duty


def _has_both(days: Stretch, book: Rulebook) -> bool:
    runs = any(place.placement_kind == FLEKSJOB for place in days.journey.work.running)
    barred = book.law.newest.rule(RULE, days.starts) is not None
    return runs and days.is_paid and is_followed(days.journey) and barred
