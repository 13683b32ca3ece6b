"""Verbs about measures and aids: grant, start and end a measure; grant and deliver an aid."""

from datetime import date
from uuid import UUID

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    require_open,
    require_started,
    require_text,
    require_wishes_heard,
)
from journeys.domain.errors import Refused
from journeys.domain.events.measures import (
    Aid,
    AidArrived,
    AidGranted,
    Measure,
    MeasureEnded,
    MeasureGranted,
    MeasureStarted,
)
from journeys.domain.journey import Event
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import PROVIDERS, AidId, MeasureId


def grant_measure(
    case: Case,
    *,
    measure: MeasureId,
    measure_kind: str,
    on: date,
    provider: str = "",
    group: str = "",
    serves: UUID | None = None,
    provider_code: str | None = None,
) -> list[Event]:
    """Bevilg et tilbud: grant a measure.

    A supporting measure names the job effort it serves, unless a need comes first. `provider` is
    in words, or the code or the name of a provider in the municipality's file (`named_provider`).

    Refused: job-effort-missing, job-effort-unknown, journey-not-open, journey-closed; code-unknown
    and code-not-in-force, for a provider too.
    """
    require_open(case)
    if not provider_code:
        provider, provider_code = named_provider(provider, case.book, on)
    elif not provider:
        provider, _ = named_provider(provider_code, case.book, on)
    granted = MeasureGranted(
        on=on,
        measure=measure,
        measure_kind=measure_kind,
        provider=provider,
        group=group,
        serves=serves,
        provider_code=provider_code,
    )
    if serves is not None:
        _require_job_effort(case, serves)
    elif not (_is_job_effort(case, granted.measure_kind) or case.journey.plan.need_first(on)):
        raise Refused(
            "job-effort-missing",
            "Say which job effort this supports (serves): a placement, an education, a measure "
            "or a subgoal toward a job. If something has to come first, record that (plan need).",
        )
    return [granted]


def start_measure(case: Case, *, measure: MeasureId, on: date) -> list[Event]:
    """Begynd et tilbud: start a measure, after the citizen's wishes were heard.

    Refused: wishes-not-heard, measure-unknown, measure-ended, journey-not-open, journey-closed.
    """
    known = known_measure(case, measure)
    if known.started:
        return []
    if known.ended:
        raise Refused("measure-ended", "This measure was ended before it began. Grant a new one.")
    require_wishes_heard(case, known.granted.measure_kind)
    return [MeasureStarted(on=on, measure=measure)]


def end_measure(case: Case, *, measure: MeasureId, effect: str, on: date) -> list[Event]:
    """Slut et tilbud: end a measure, with a note of its effect.

    Refused: effect-missing, measure-unknown, measure-started-later, journey-not-open,
    journey-closed; recorded-already, where its end is recorded with a later day.
    """
    if known_measure(case, measure).ended:
        return []
    if any(isinstance(event, MeasureStarted) and event.measure == measure for event in case.ahead):
        raise Refused(
            "measure-started-later",
            "This measure is recorded as begun on a later day. It can end on that day or after it.",
        )
    return [MeasureEnded(on=on, measure=measure, effect=require_text(effect, "effect"))]


def grant_aid(case: Case, *, aid: AidId, aid_kind: str, on: date, words: str = "") -> list[Event]:
    """Bevilg et hjælpemiddel eller assistance: grant an aid or personal assistance.

    Refused: journey-not-open, journey-closed.
    """
    require_open(case)
    return [AidGranted(on=on, aid=aid, aid_kind=aid_kind, words=words)]


def deliver_aid(case: Case, *, aid: AidId, on: date) -> list[Event]:
    """Hjælpemidlet er på plads: record that the aid arrived.

    Refused: aid-unknown, journey-not-open.
    """
    if known_aid(case, aid).arrived:
        return []
    return [AidArrived(on=on, aid=aid)]


def known_measure(case: Case, measure: MeasureId) -> Measure:
    """Return the measure. Refused: measure-unknown, journey-not-open, journey-closed."""
    require_open(case)
    known = case.journey.measures.granted.get(measure)
    if known is None:
        raise Refused(
            "measure-unknown",
            "This journey has no measure {measure} on that day; look it up.",
            measure=measure,
        )
    return known


def known_aid(case: Case, aid: AidId) -> Aid:
    """Return the aid. Refused: aid-unknown, journey-not-open."""
    require_started(case)
    known = case.journey.measures.aids.get(aid)
    if known is None:
        raise Refused(
            "aid-unknown", "This journey has no aid {aid} on that day; look it up.", aid=aid
        )
    return known


def named_provider(typed: str, book: Rulebook, on: date) -> tuple[str, str | None]:
    """Return a provider as it is recorded: its words, and its code where it has one.

    What is typed is the code of a provider in the municipality's file, or the exact name of one
    that is in force that day, in capital letters or small; anything else is words alone.
    """
    meant, providers = typed.strip().casefold(), book.vocabularies[PROVIDERS]
    for term in providers.terms.values():
        if meant == term.code.casefold():
            return term.da, term.code
    for term in providers.in_force(on):
        if meant in (term.da.casefold(), term.en.casefold()):
            return typed, term.code
    return typed, None


def _is_job_effort(case: Case, measure_kind: str) -> bool:
    term = case.term("measure", measure_kind)
    # An unknown code, or one out of force, is refused by another rule.
    return term is None or term.job_effort or not term.in_force(case.on)


def _require_job_effort(case: Case, served: UUID) -> None:
    """Require something that leads to a job and has not ended. Refused: job-effort-unknown."""
    efforts: set[UUID] = {place.placement for place in case.journey.work.running}
    efforts |= {study.education for study in case.journey.work.studying}
    efforts |= {
        measure
        for measure, each in case.journey.measures.granted.items()
        if each.ended is None and _is_job_effort(case, each.granted.measure_kind)
    }
    efforts |= {
        step.subgoal
        for step in case.journey.path.open_subgoals
        if (track := case.term("track", step.track)) is not None and track.job_effort
    }
    if served not in efforts:
        raise Refused(
            "job-effort-unknown",
            "{served} is not a job effort of this journey on that day: name a placement, an "
            "education, a measure or a subgoal toward a job that has not ended.",
            served=served,
        )
