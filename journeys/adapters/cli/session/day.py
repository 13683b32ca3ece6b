"""What a session remembers while it runs: in memory alone, and gone with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from journeys.adapters.words.ids import short
from journeys.domain.history import Entry
from journeys.domain.name_search import name_has
from journeys.domain.vocabulary import JourneyId


@dataclass
class Day:
    """The citizen chosen now, the names that were shown, and what was recorded."""

    citizen: JourneyId | None = None
    """The journey that commands are about; None until a citizen is chosen."""
    names: dict[UUID, str] = field(default_factory=dict)
    """By journey, each name that a command has shown: its look was logged then."""
    desk: Collection[JourneyId] = ()
    """The journeys that the actor follows."""
    hints: set[str] = field(default_factory=set)
    """What a hint has said already."""
    _recorded: dict[tuple[JourneyId, int], None] = field(default_factory=dict)

    def note(self, journey: JourneyId, entries: Sequence[Entry]) -> None:
        """Remember entries that a command recorded."""
        self._recorded |= dict.fromkeys((journey, entry.version) for entry in entries)

    def forget(self, journey: UUID | str) -> None:
        """Forget a citizen who was erased: nobody is chosen by that name any more."""
        self.names = {each: name for each, name in self.names.items() if str(each) != str(journey)}
        if str(self.citizen) == str(journey):
            self.citizen = None

    def recorded_on(self, journey: JourneyId) -> Collection[int]:
        """Return the numbers of the entries that were recorded on a journey."""
        return [version for each, version in self._recorded if each == journey]

    @property
    def counts(self) -> tuple[int, int]:
        """On how many citizens something was recorded, and how many entries."""
        return len({journey for journey, _ in self._recorded}), len(self._recorded)

    def name(self, journey: JourneyId) -> str:
        """Return how a journey is shown: by name where one was shown, else by its first signs."""
        return self.names.get(journey) or short(journey)

    def known_as(self, part: str) -> Mapping[JourneyId, str]:
        """Return the citizens of the desk whose name has this part, by journey.

        Where it is the whole first name of some, those alone: `ove` is not Tove.
        """
        names = ((each, self.names[each]) for each in self.desk if each in self.names)
        found = {each: name for each, name in names if name_has(name, part)}
        whole = part.casefold()
        called = {each: name for each, name in found.items() if name.casefold().split()[0] == whole}
        return called or found

    def prompt_name(self, journey: JourneyId) -> str:
        """Return the first name of a citizen, with as much more as tells two namesakes apart."""
        name = self.name(journey)
        others = {each for known, each in self.names.items() if known != journey} - {name}
        words = name.split()
        for count in range(1, len(words)):
            part = " ".join(words[:count])
            if not any(f"{each} ".startswith(f"{part} ") for each in others):
                return part
        return name
