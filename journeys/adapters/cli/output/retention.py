"""Sentences about how long closed journeys are kept, by the municipality's own file."""

from collections.abc import Iterator

from journeys.adapters.words.language import say, say_of
from journeys.projections.retirements import Periods


def period_lines(periods: Periods) -> Iterator[str]:
    """Yield what is set and where it was decided; what is not set, and what follows from that."""
    if periods.may_go_months is None and periods.must_go_months is None:
        yield say(
            "How long closed journeys are kept is not set, so none is due to go. Set it in the "
            "municipality's file, under [retention]."
        )
        return
    if periods.may_go_months is not None:
        yield say_of(
            periods.may_go_months,
            "Closed journeys may go after {count} month ({source}).",
            "Closed journeys may go after {count} months ({source}).",
            source=periods.may_go_source,
        )
    if periods.must_go_months is not None:
        yield say_of(
            periods.must_go_months,
            "Closed journeys must have gone after {count} month ({source}).",
            "Closed journeys must have gone after {count} months ({source}).",
            source=periods.must_go_source,
        )
    else:
        yield say("By when closed journeys must have gone is not set, so none is due to go.")
    yield _discarding(periods)


def _discarding(periods: Periods) -> str:
    if periods.discard is None:
        return say(
            "Whether closed journeys may be discarded is not said in the municipality's file, so "
            "they are kept unless an archive has them."
        )
    if periods.discard == "not-allowed":
        return say(
            "Closed journeys may not be discarded: an archive must have them first ({source}).",
            source=periods.discard_source,
        )
    return say("Closed journeys may be discarded ({source}).", source=periods.discard_source)
