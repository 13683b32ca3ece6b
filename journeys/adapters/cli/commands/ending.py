"""Commands that end a placement, and in the same commit the measure that it is part of."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import (
    SAFETY,
    DryRun,
    JourneyArgument,
    On,
    OnAnyDay,
    RequestId,
    Sure,
)
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.cli.input.questions import ask_for
from journeys.adapters.cli.input.recording import Deciding, Look, TypedRequest, asking, record
from journeys.adapters.cli.input.things import choose_thing, find_thing, is_to_choose, thing_start
from journeys.adapters.cli.output.argument_help import ARGUMENTS
from journeys.adapters.words.language import say
from journeys.adapters.words.things import thing_labels
from journeys.domain import verbs
from journeys.domain.decisions.deciding import in_turn
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import MeasureId, PlacementId

app, placements = typer.Typer(), typer.Typer()

PlacementArgument = Annotated[
    str | None,
    typer.Argument(metavar="PLACEMENT", parser=thing_start, help=ARGUMENTS["placement"].help),
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help=ARGUMENTS["reason"].help)]
Learned = Annotated[
    str, typer.Option(metavar="TEXT", show_default=False, help=ARGUMENTS["learned"].help)
]


@app.command("praktik-end", rich_help_panel=SAFETY)
def end_traineeship(
    ctx: typer.Context,
    journey: JourneyArgument,
    placement: PlacementArgument = None,
    *,
    reason: Reason,
    effect: Annotated[str, typer.Option(metavar="TEXT", help=ARGUMENTS["effect"].help)],
    learned: Learned = "",
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Slut en praktik: end a traineeship: its placement, and the measure that it is part of."""
    ending = Ending(ctx, "end_traineeship", placement, reason, learned, effect, on)
    ending.record(journey, TypedRequest(request_id, dry_run, sure=sure))


end_traineeship.asked_along = ("learned", "on")  # type: ignore[attr-defined]


@placements.command("end")
def end_placement(
    ctx: typer.Context,
    journey: JourneyArgument,
    placement: PlacementArgument = None,
    *,
    reason: Reason,
    learned: Learned = "",
    effect: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help="What the measure it is part of changed: with this, the measure ends too.",
        ),
    ] = None,
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Slut en plads: a placement ends, with what was learned; the measure too, with --effect."""
    ending = Ending(ctx, "end_placement", placement, reason, learned, effect, on)
    ending.record(journey, TypedRequest(request_id, dry_run, sure=sure))


end_placement.asked_along = ("learned", "on")  # type: ignore[attr-defined]


@dataclass
class Ending:
    """The end of a placement as it was typed, with what was answered since."""

    ctx: typer.Context
    verb: str
    """Which placements can be meant."""
    placement: str | None
    reason: str
    learned: str
    effect: str | None
    on: date
    measure_stays: bool = False
    """Whether somebody said that the measure goes on."""

    def record(self, journey: str, request: TypedRequest) -> None:
        """Record it, and confirm it."""
        record(self.ctx, journey, request._replace(asked=self.asked), self.decide, self.alternative)

    @property
    def asked(self) -> list[object]:
        """What counts as the request."""
        ending = [self.verb, self.placement, self.reason, self.learned, self.effect]
        given = self.ctx.get_parameter_source("on")
        is_typed = given is not None and given.name in ("COMMANDLINE", "DEFAULT_MAP")
        return [*ending, self.on] if is_typed else [*ending]

    def decide(self, history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        """Return the end of the placement, then that of its measure.

        Refused: placement-without-measure; measure-still-runs, where somebody can be asked.
        """
        ask = partial(asking, book, actor, today, on=self.on)
        found = PlacementId(find_thing("placement", self.verb, self.placement, history, self.on))
        steps = [
            ask(verbs.end_placement, placement=found, reason=self.reason, learned=self.learned)
        ]
        measure = history.journey.work.placements[found].measure
        if self.effect is not None:
            if measure is None:
                raise Refused(
                    "placement-without-measure",
                    "This placement is part of no measure. End it alone, with: placement end",
                )
            steps.append(ask(verbs.end_measure, measure=measure, effect=self.effect))
        elif self._is_to_ask(history, found, measure):
            raise Refused(
                "measure-still-runs",
                "The measure that this placement is part of goes on. End both with --effect.",
            )
        return in_turn(history, *steps)

    def alternative(self, refusal: Refused, look: Look) -> tuple[Deciding, object] | None:
        """Ask which placement is meant, and whether its measure ends too."""
        if not session(self.ctx).may_ask:
            return None
        if is_to_choose(refusal, "placement"):
            found = choose_thing("placement", self.verb, self.placement, look(), self.on)
            if found is None:
                return None
            self.placement = str(found)
        elif refusal.code == "measure-still-runs":
            self._ask_about_measure(look())
        else:
            return None
        return self.decide, self.asked

    def _is_to_ask(
        self, history: History, placement: PlacementId, measure: MeasureId | None
    ) -> bool:
        """Return whether this is the last placement in a measure that goes on."""
        if measure is None or self.measure_stays or not session(self.ctx).may_ask:
            return False
        journey = history.on(self.on).journey
        others = [
            place
            for place in journey.work.running
            if place.measure == measure and place.placement != placement
        ]
        known, place = journey.measures.granted.get(measure), journey.work.placements.get(placement)
        is_running = place is not None and place.ended is None
        return is_running and not others and known is not None and known.ended is None

    def _ask_about_measure(self, history: History) -> None:
        found = find_thing("placement", self.verb, self.placement, history, self.on)
        measure = history.journey.work.placements[PlacementId(found)].measure
        title = thing_labels(history.journey)[measure].title if measure else ""
        question = say(
            "The placement is part of a measure: {title}. Does the measure end too? (y/n): ",
            title=title,
        )
        if is_confirmed(question):
            self.effect = ask_for(self.ctx, "effect")
        else:
            self.measure_stays = True
