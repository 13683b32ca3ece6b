"""Safety: the pension's state, the way back in steps, what each rests on, and what is not known."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from journeys.domain.events.pension import Pension, PensionFact, PensionState
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.law import Law, Rule
from journeys.domain.vocabulary import FLEKSJOB
from journeys.projections.view import View


class Sentence(View):
    """What is said, in both languages, and the rule and sources it rests on."""

    rule: str
    tag: str
    da: str
    en: str
    sources: tuple[str, ...]


class WayBack(View):
    """One step of the way back to being paid the pension: who does what, and if it is done."""

    step: int
    who: str
    da: str
    en: str
    done: bool
    rules: tuple[str, ...]


class Safety(View):
    """Økonomisk tryghed: what is kept, how it is asked for, and where it must be verified."""

    journey: UUID
    on: date | None
    known_at: datetime | None
    state: PensionState
    scheme: str | None
    since: date | None
    paid_from: date | None
    return_asked: date | None
    """Since when the citizen waits to be paid again."""
    reassessment: date | None
    kept: tuple[Sentence, ...]
    """What the sources say, as long as the pension rests or is paid."""
    way_back: tuple[WayBack, ...]
    to_verify: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
    rests_on: tuple[int, ...]
    """The entries it rests on, by version."""


def safety(
    journey_id: UUID,
    history: History,
    law: Law,
    on: date,
    known_at: datetime | None = None,
) -> Safety:
    """Return the safety on a day, as known at a moment, under the rules in force that day.

    Says nothing of a pension where there is no right to one: then `state` is `none` or
    `withdrawn`, and nothing is kept, warned of or to be verified.
    """
    seen = history.seen(on, known_at)
    pension = seen.journey.pension
    rules = [rule for rule in law.rules.values() if pension.exists and _applies(rule, pension, on)]
    return Safety(
        journey=journey_id,
        on=on,
        known_at=known_at,
        state=pension.state_on(on),
        scheme=pension.scheme,
        since=pension.since,
        paid_from=pension.paid_from,
        return_asked=pension.return_asked,
        reassessment=pension.reassessment,
        kept=tuple(_sentence(rule) for rule in rules if rule.role == "kept"),
        way_back=tuple(_way_back(pension, law, on)) if pension.exists else (),
        to_verify=tuple(_sentence(rule) for rule in rules if rule.tag == "open"),
        warnings=tuple(
            _sentence(rule)
            for rule in rules
            if rule.role == "warning" and _warns(rule, seen.journey, on)
        ),
        rests_on=tuple(
            entry.version for entry in seen.standing if isinstance(entry.event, PensionFact)
        ),
    )


def _applies(rule: Rule, pension: Pension, on: date) -> bool:
    return pension.scheme in rule.schemes and rule.in_force(on)


def _warns(rule: Rule, journey: Journey, on: date) -> bool:
    match rule.id:
        case "reassessment-stands":
            return journey.pension.reassessment is not None
        case "fleksjob-needs-resting":
            return journey.pension.paid_on(on) and any(
                place.placement_kind == FLEKSJOB for place in journey.work.running
            )
        case _:
            return True


def _sentence(rule: Rule) -> Sentence:
    return Sentence(
        rule=rule.id,
        tag=rule.tag,
        da=rule.da,
        en=rule.en,
        sources=tuple(f"{source.citation} ({source.read_at})" for source in rule.sources),
    )


def _way_back(pension: Pension, law: Law, on: date) -> Iterator[WayBack]:
    """Yield the steps back to payment. Before it rests, they show how it would go: none is done."""
    done = {
        "asked": pension.state in ("return-asked", "resumed"),
        "decided": pension.state == "resumed",
        "paid": pension.state == "resumed" and pension.paid_on(on),
    }
    for number, step in enumerate(law.way_back, start=1):
        yield WayBack(
            step=number,
            who=step.who,
            da=step.da,
            en=step.en,
            done=done[step.done_when],
            rules=step.rules,
        )
