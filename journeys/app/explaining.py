"""Explaining: the safety view's answer is recorded, word for word, as explained to the citizen."""

from collections.abc import Callable
from datetime import date

from journeys.domain.decisions.deciding import Decision, decide
from journeys.domain.decisions.pension import explain_safety
from journeys.domain.errors import UnknownJourney
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.safety.answer import safety


def explanation(
    journey_id: JourneyId,
    book: Rulebook,
    actor: Actor,
    *,
    on: date,
    today: Callable[[], date],
) -> Decision:
    """Return the decision that records the answer of that day, with its rules and its edition.

    It raises UnknownJourney where there is no journey, and refuses as `explain_safety`.
    """

    def explained(history: History) -> list[Event]:
        if not history.entries:
            raise UnknownJourney(journey_id)
        answer = safety(journey_id, history, book, on)
        sentences = answer.everything_said
        return decide(
            history,
            explain_safety,
            actor,
            book,
            today(),
            sentences=[
                *(each.text for each in sentences),
                *(step.text for step in answer.way_back),
                *(f"{each.da} ({each.decided_by})" for each in answer.promises),
            ],
            rules=list(dict.fromkeys(rule for each in sentences for rule in each.rules)),
            edition=book.law.edition,
            answered=answer.answer,
            until=answer.until,
            law_digest=answer.law_digest,
            on=on,
        )

    return explained
