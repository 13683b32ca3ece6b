"""Rules about the scores of an instrument."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from journeys.domain.decisions.case import StreamCase
from journeys.domain.errors import Refused
from journeys.domain.law.instruments import Instrument


def require_instrument(case: StreamCase[Any, Any], name: str, version: int, on: date) -> Instrument:
    """Return an instrument that is used on that day.

    Refused: instrument-unknown, instrument-not-in-force.
    """
    known = case.book.instruments.get((name, version))
    if known is None:
        raise Refused(
            "instrument-unknown",
            "There is no instrument of that name and version. Describe it in the municipality's "
            "file, under [[instrument]].",
        )
    if not known.in_force(on):
        raise Refused(
            "instrument-not-in-force",
            "This instrument is used from {starts} to {ends}.",
            starts=known.starts,
            ends=known.ends,
        )
    return known


def require_valid_scores(instrument: Instrument, rater: str, scores: Mapping[str, int]) -> None:
    """Require scores of one rater, on the scale of an instrument.

    Refused: rater-of-another-instrument, scores-missing, item-unknown, score-off-scale.
    """
    if rater != instrument.rater:
        raise Refused(
            "rater-of-another-instrument",
            "This instrument is answered by the {rater}: only answers of the same rater compare.",
            rater=instrument.rater,
        )
    if not scores:
        raise Refused("scores-missing", "Score at least one item.")
    known = [item.id for item in instrument.items]
    if any(item not in known for item in scores):
        raise Refused(
            "item-unknown", "This instrument's items are: {known}.", known=", ".join(known)
        )
    if any(not instrument.lowest <= score <= instrument.highest for score in scores.values()):
        raise Refused(
            "score-off-scale",
            "This instrument's scale is {lowest} to {highest}.",
            lowest=instrument.lowest,
            highest=instrument.highest,
        )
