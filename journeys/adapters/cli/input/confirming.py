"""The confirmation after recording: the new entries, the things they made, and how to retract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from journeys.adapters.cli.output.danish import command
from journeys.adapters.words.entries import entry_title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_sentence, in_spoken_language, say
from journeys.domain.events.measures import AidGranted, MeasureGranted
from journeys.domain.events.path import SubgoalSet
from journeys.domain.events.people import JourneyOpened
from journeys.domain.events.rulings import RulingMade
from journeys.domain.events.strengths import CommunityTieStarted
from journeys.domain.events.work import EducationStarted, PlacementStarted
from journeys.domain.history import Entry
from journeys.domain.journey import Event
from journeys.domain.law.duty_kinds import DutyKind
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId


class DutyWarning(NamedTuple):
    """A duty that the new entries raise and that somebody must know of at once."""

    since: date
    duty: DutyKind

    @property
    def line(self) -> str:
        """The warning for people."""
        duty = in_spoken_language(self.duty)
        return say("Look out, from {since}: {duty}", since=self.since, duty=duty)


@dataclass(frozen=True)
class Confirmed:
    """The entries that a command recorded; with `dry_run` those it would record."""

    journey: JourneyId
    entries: Sequence[Entry]
    dry_run: bool = False
    warnings: Sequence[DutyWarning] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """The confirmation for scripts. Where there is nothing to warn of, it has no warnings."""
        warned = [
            {
                "kind": each.duty.kind,
                "since": each.since.isoformat(),
                "da": each.duty.da,
                "en": each.duty.en,
            }
            for each in self.warnings
        ]
        return self._facts() | ({"warnings": warned} if warned else {})

    def _facts(self) -> dict[str, Any]:
        """Return what was recorded. What is not stored has no number and made no thing."""
        entries = [
            {"entry": entry.version, "kind": entry.event.kind, "on": entry.event.on.isoformat()}
            for entry in self.entries
        ]
        if self.dry_run:
            recorded = [{"kind": each["kind"], "on": each["on"]} for each in entries]
            return {"journey": str(self.journey), "dry_run": True, "recorded": recorded}
        made = [_made(entry.event) for entry in self.entries]
        return {
            "journey": str(self.journey),
            "recorded": entries,
            **{str(what): str(thing) for each in made for what, thing in each},
        }

    @property
    def lines(self) -> Iterator[str]:
        """The confirmation for people."""
        if not self.entries:
            yield say("Nothing new: this is recorded already.")
        elif self.dry_run:
            yield from (say("Would record: {what}", what=each) for each in self.happened)
            yield say("This was a dry run: nothing was stored.")
        else:
            yield from self._recorded()
        yield from (each.line for each in self.warnings)

    @property
    def happened(self) -> Iterator[str]:
        """Each entry in a few words."""
        return (_happened(entry.event) for entry in self.entries)

    def _recorded(self) -> Iterator[str]:
        for entry in self.entries:
            made = "".join(f" ({say(what)} {short(thing)})" for what, thing in _made(entry.event))
            what = _happened(entry.event, made)
            yield say("Recorded: entry {entry}, {what}", entry=entry.version, what=what)
        name = short(self.journey)
        if isinstance(self.entries[0].event, JourneyOpened):
            yield say(
                "The journey: {journey}. Its first signs, {name}, are enough.",
                journey=self.journey,
                name=name,
            )
        newest, *others = (str(entry.version) for entry in reversed(self.entries))
        undo = command("journeys retract", name, newest, "--why ...")
        if others:
            then = ", ".join(others)
            yield say("Take it back with: {command} (then {then})", command=undo, then=then)
        else:
            yield say("Take it back with: {command}", command=undo)


def _happened(event: Event, made: str = "") -> str:
    what = entry_title(event.professional, getattr(event, "entry", None))
    return f"{what[0].lower()}{what[1:]}{made}, {in_sentence(event.on)}."


def _made(event: Event) -> Iterator[tuple[Message, UUID]]:
    """Yield the thing that a fact made, which later commands can be about, and its name."""
    match event:
        case SubgoalSet(subgoal=made):
            yield Message("subgoal"), made
        case PlacementStarted(placement=made):
            yield Message("placement"), made
        case EducationStarted(education=made):
            yield Message("education"), made
        case MeasureGranted(measure=made):
            yield Message("measure"), made
        case RulingMade(ruling=made):
            yield Message("ruling"), made
        case AidGranted(aid=made):
            yield Message("aid"), made
        case CommunityTieStarted(tie=made):
            yield Message("tie"), made
