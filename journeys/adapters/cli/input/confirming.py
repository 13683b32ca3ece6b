"""The confirmation after recording: the new entries, the things they made, and how to retract."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.words.days import talk_in_short
from journeys.adapters.words.entries import entry_title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_sentence, in_spoken_language, say
from journeys.domain.events.contact import FollowUpAgreed, FollowUpCalledOff
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.fact import Fact
from journeys.domain.events.measures import AidGranted, MeasureGranted
from journeys.domain.events.path import SubgoalSet
from journeys.domain.events.people import JourneyOpened
from journeys.domain.events.rulings import RulingMade
from journeys.domain.events.strengths import CommunityTieStarted
from journeys.domain.events.work import EducationStarted, PlacementStarted
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.law.duty_kinds import DutyKind
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.appointments import AgreedTalk


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
    replaced: date | None = None
    """The day of the appointment that a new one replaces."""
    before: History = field(default_factory=History)
    """What was decided on, with the titles of what an entry is about; empty where it is not known.
    """
    read: Sequence[str] = ()
    """What was read in the store for it, such as the tasks of a post, in lines to read over."""
    label: Callable[[int], str] = lambda _entry: ""
    """Returns what a retracted entry says, by its number; nothing where it was not looked at."""
    names: ShownNames = NO_NAMES
    """Who the journey is about, where the actor may see it."""

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
        facts = self._facts() | ({"warnings": warned} if warned else {})
        return {**self.names.added_to(facts)} if self._name else facts

    @property
    def _name(self) -> str | None:
        return self.names.names.get(self.journey)

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
            yield (
                say("Nothing new for {name}: this is recorded already.", name=self._name)
                if self._name
                else say("Nothing new: this is recorded already.")
            )
        elif self.dry_run:
            for each in self.happened:
                yield (
                    say("Would record for {name}: {what}", name=self._name, what=each)
                    if self._name
                    else say("Would record: {what}", what=each)
                )
            yield from self.agreed()
            yield from self.read
            yield say("This was a dry run: nothing was stored.")
        else:
            yield from self._recorded()
        yield from (each.line for each in self.warnings)

    @property
    def happened(self) -> Iterator[str]:
        """Each entry in a few words."""
        return (happened(entry.event, self._of_retracted(entry)) for entry in self.entries)

    def _of_retracted(self, entry: Entry) -> str:
        """Return which entry a retraction is about, in brackets; nothing for any other entry."""
        retracted = self._retracted(entry)
        return f": {retracted}" if retracted else ""

    def _retracted(self, entry: Entry) -> str:
        event = entry.event
        if isinstance(event, EntryRetracted) and (what := self.label(event.entry)):
            return say("entry {entry} ({what})", entry=event.entry, what=what)
        return ""

    def retraction(self, entry: Entry) -> str:
        """Return which entry was retracted, as a sentence; nothing for any other entry."""
        retracted = self._retracted(entry)
        if not retracted:
            return ""
        if self._name:
            return say(
                "Retracted for {name}: {retracted}. It can still be seen in the timeline.",
                name=self._name,
                retracted=retracted,
            )
        return say(
            "Retracted: {retracted}. It can still be seen in the timeline.", retracted=retracted
        )

    def agreed(self) -> Iterator[str]:
        """Yield which talk is agreed now, and which is not any more."""
        for entry in self.entries:
            match entry.event:
                case FollowUpAgreed() as agreed:
                    yield say("Agreed: {talk}.", talk=talk_in_short(AgreedTalk.of(agreed)))
                    if self.replaced is not None:
                        yield say("The appointment of {day} is replaced.", day=self.replaced)
                case FollowUpCalledOff(due=due):
                    yield say("The appointment of {day} is called off.", day=due)

    def _recorded(self) -> Iterator[str]:
        for entry in self.entries:
            if retracted := self.retraction(entry):
                yield retracted
                continue
            made = "".join(f" ({say(what)} {short(thing)})" for what, thing in _made(entry.event))
            what = happened(entry.event, made)
            facts = {"entry": entry.version, "what": what}
            yield (
                say("Recorded for {name}: entry {entry}, {what}", name=self._name, **facts)
                if self._name
                else say("Recorded: entry {entry}, {what}", **facts)
            )
        yield from self.agreed()
        yield from self.read
        name = short(self.journey)
        if isinstance(self.entries[0].event, JourneyOpened):
            yield say(
                "The journey: {journey}. Its first signs, {name}, are enough.",
                journey=self.journey,
                name=name,
            )
        if len({entry.journey for entry in self.entries}) > 1:
            return  # what separated two journeys is not taken back: they are joined again
        newest, *others = (str(entry.version) for entry in reversed(self.entries))
        undo = command("journeys retract", name, newest, "--why ...")
        if others:
            then = ", ".join(others)
            yield say("Take it back with: {command} (then {then})", command=undo, then=then)
        else:
            yield say("Take it back with: {command}", command=undo)


def happened(event: Fact, made: str = "") -> str:
    """Return what an entry says in a few words, with what it made and its day."""
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
