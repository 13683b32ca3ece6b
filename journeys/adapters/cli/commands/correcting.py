"""Commands that correct what is recorded: retract an entry, or record it again as corrected."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

import typer

from journeys.adapters.cli.input.arguments import (
    RECORD,
    DryRun,
    JourneyArgument,
    On,
    RequestId,
    Sure,
)
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.corrections import (
    Pair,
    changes,
    option_names,
    pair,
    pairs_of,
)
from journeys.adapters.cli.input.prompting import choose, is_confirmed, typed
from journeys.adapters.cli.input.questions import missing_value
from journeys.adapters.cli.input.recording import TypedRequest, record
from journeys.adapters.cli.output.usage import why as why_not
from journeys.adapters.words.language import say, shown
from journeys.adapters.words.names import CHOICE_FIELDS, choice_name, field_name
from journeys.adapters.words.things import entry_label, entry_line
from journeys.domain.decisions.correcting import arguments_of, correct, require_correctable
from journeys.domain.decisions.corrections import known_entry
from journeys.domain.decisions.corrections import retract as retraction
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

app = typer.Typer()

NEWEST = 15  # entries that are offered to choose from

EntryArgument = Annotated[
    int | None,
    typer.Argument(metavar="ENTRY", show_default=False, help="The entry, as timeline shows it."),
]
Why = Annotated[
    str | None,
    typer.Option(metavar="TEXT", show_default="asked for", help="What was wrong about it."),
]


@app.command(
    "correct",
    rich_help_panel=RECORD,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
def correct_entry(
    ctx: typer.Context,
    journey: JourneyArgument,
    entry: EntryArgument = None,
    *,
    why: Why = None,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Ret en indførsel: correct an entry: it is retracted, and recorded again as corrected.

    After the entry stand the options of the command that recorded it, such as --on 2026-03-02; what
    is not given stays as it was.
    """
    correction = Correction(ctx, entry, why, pairs_of(ctx.args), corrects=True)
    correction.record(journey, TypedRequest(request_id, dry_run, sure=sure))


@app.command(rich_help_panel=RECORD)
def retract(
    ctx: typer.Context,
    journey: JourneyArgument,
    entry: EntryArgument = None,
    *,
    why: Why = None,
    replace: Annotated[
        list[Any] | None,
        typer.Option(
            parser=pair,
            metavar="OPTION=VALUE",
            help="Record it again with this instead, such as on=2026-03-02. May be given several "
            "times; what is not given stays as it was.",
        ),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Annullér: retract an entry. It stays readable, and no longer counts."""
    correction = Correction(ctx, entry, why, list(replace or ()), corrects=bool(replace), on=on)
    correction.record(journey, TypedRequest(request_id, dry_run, sure=sure))


def _value(field: str, value: object) -> object:
    """Return a value as it is shown: a choice by what it is called."""
    is_choice = field in CHOICE_FIELDS and isinstance(value, str)
    return say(choice_name(str(value))) if is_choice else shown(value)


@dataclass
class Correction:
    """What was typed about an entry, and what was answered."""

    ctx: typer.Context
    entry: int | None
    why: str | None
    pairs: list[Pair]
    corrects: bool = field(kw_only=True)
    """Whether it is recorded again, as corrected."""
    on: date | None = None
    """The day of the retraction; today where it is None."""
    seen: History = field(default_factory=History)
    """What was looked at; empty where nothing was."""
    dry_run: bool = False
    is_confirmed: bool = field(default=False, kw_only=True)
    """Whether somebody was asked about it already."""

    def record(self, journey: str, request: TypedRequest) -> None:
        """Record it, and confirm it."""
        self.dry_run = request.dry_run
        if not session(self.ctx).may_ask:
            self._require_all()
        request = request._replace(asked=self.asked)
        record(self.ctx, journey, request, self.decide, prepare=self.prepare, label=self.label)

    @property
    def asked(self) -> list[object]:
        """What counts as the request."""
        if self.corrects:
            return ["correct", self.entry, self.why, self.pairs]
        return ["retract", self.entry, self.why]

    def label(self, entry: int) -> str:
        """Return what an entry says; nothing where it was not looked at."""
        found = next((each for each in self.seen.entries if each.version == entry), None)
        return "" if found is None else entry_label(found, self.seen)

    def prepare(self, history: History) -> object:
        """Show what it is about, and ask for what is missing, where somebody is there."""
        self.seen = history
        if session(self.ctx).may_ask:
            if self.entry is None:
                self.entry = self._chosen()
            event = known_entry(history, self.entry).event
            if self.corrects:
                self._ask_for_changes(event)
            elif not (self.is_confirmed or self.dry_run or self.entry in history.retracted):
                self._require_confirmed()
            if self.why is None:
                self.why = typed(say("Why? "))
        return self.asked

    def decide(self, history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        """Return the retraction, and the corrected entry."""
        entry, why = self._require_all()
        if not self.corrects:
            day = self.on or today
            return retraction(history, actor, book, today=today, entry=entry, why=why, on=day)
        given = changes(self.ctx, known_entry(history, entry).event, self.pairs, history)
        return correct(
            history, actor, book, today=today, entry=entry, why=why, changes=given, on=self.on
        )

    def _require_all(self) -> tuple[int, str]:
        """Return the entry and the reason. Raises BadParameter where one of them is missing."""
        if self.entry is None:
            raise missing_value(self.ctx, "entry")
        if self.why is None:
            raise missing_value(self.ctx, "why")
        return self.entry, self.why

    def _chosen(self) -> int:
        """Return the number of the entry that somebody chooses, the newest first."""
        entries = [
            each
            for each in reversed(self.seen.entries)
            if each.version not in self.seen.retracted
            and not (self.corrects and isinstance(each.event, EntryRetracted))
        ][:NEWEST]
        if not entries:
            raise missing_value(self.ctx, "entry")
        lines = [entry_line(each, self.seen) for each in entries]
        return entries[choose(say("Which entry? "), lines)].version

    def _ask_for_changes(self, event: Event) -> None:
        """Ask what is to be different, and how, until each answer is understood."""
        require_correctable(event)
        was, options = arguments_of(event), option_names(event)
        more = not self.pairs
        while more:
            lines = [
                f"{say(field_name(name)).capitalize()}: {_value(name, was[name])}"
                for name in options
            ]
            option = list(options.values())[choose(say("What is to be corrected? "), lines)]
            self.pairs.append((option, self._new_value(event, option)))
            more = is_confirmed(say("Is anything else to be corrected? [y/N]: "))

    def _new_value(self, event: Event, option: str) -> str:
        while True:
            answer = typed(say("What should it be? "))
            try:
                changes(self.ctx, event, [(option, answer)], self.seen)
            except Refused as refusal:
                typer.echo(say(refusal.sentence), err=True)
            except typer.BadParameter as error:
                typer.echo(why_not(error), err=True)
            else:
                return answer

    def _require_confirmed(self) -> None:
        """Ask before it is retracted. Refused: not-confirmed."""
        entry = self.entry or 0
        question = say(
            "Entry {entry}: {what}, {on}. Retract it? [y/N]: ",
            entry=entry,
            what=self.label(entry),
            on=known_entry(self.seen, entry).event.on,
        )
        if not is_confirmed(question):
            raise Refused("not-confirmed", "Nothing was recorded.")
