"""Things and entries as people know them: by their words and their day, never by an id."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from journeys.adapters.words.language import in_sentence, say
from journeys.domain.history import Entry, History
from journeys.domain.journey import Journey

ABOUT = ("subgoal", "placement", "education", "measure", "ruling", "aid", "tie")
"""The fields by which an entry says what it is about."""
WORDED = ("title", "words", "about", "what", "why", "employer", "reason", "considerations")
"""The fields that hold the words of an entry that is about no thing, the most telling first."""
LONGEST = 48  # characters of somebody's words in a line


class ThingLabel(NamedTuple):
    """What a thing is called: any of its names begins what somebody types; and since when it is."""

    names: tuple[str, ...]
    since: date

    @property
    def title(self) -> str:
        """Its names in one line."""
        return shortened_words(", ".join(filter(None, self.names)))

    @property
    def line(self) -> str:
        """Its names and its day, as a line to choose."""
        return say("{title} (since {since})", title=self.title, since=in_sentence(self.since))

    def begins_with(self, start: str) -> bool:
        """Return whether one of its names begins like this, whatever the case."""
        return any(name.casefold().startswith(start.casefold()) for name in self.names)


def thing_labels(journey: Journey) -> Mapping[UUID, ThingLabel]:
    """Return what each thing of a journey is called."""
    return dict(_labels(journey))


def _labels(journey: Journey) -> Iterator[tuple[UUID, ThingLabel]]:
    for step in journey.path.subgoals.values():
        yield step.subgoal, ThingLabel((step.title,), step.since)
    for place in journey.work.placements.values():
        yield place.placement, ThingLabel((place.placement_kind, place.employer), place.since)
    for study in journey.work.educations.values():
        yield study.education, ThingLabel((study.education_kind,), study.since)
    for measure in journey.measures.granted.values():
        granted = measure.granted
        yield granted.measure, ThingLabel((granted.measure_kind, granted.provider), granted.on)
    for aid in journey.measures.aids.values():
        yield aid.granted.aid, ThingLabel((aid.granted.aid_kind, aid.granted.words), aid.granted.on)
    for ruling in journey.rulings.made.values():
        yield ruling.made.ruling, ThingLabel((ruling.made.matter,), ruling.made.on)
    for tie in journey.strengths.ties.values():
        yield tie.tie, ThingLabel((tie.what,), tie.since)


def entry_label(entry: Entry, history: History) -> str:
    """Return what an entry says, in a few words and without its day: `a hope was stated, »...«`."""
    what = say(entry.event.professional)
    what = f"{what[0].lower()}{what[1:]}"
    title = _title(entry, history)
    return say('{what}, "{title}"', what=what, title=title) if title else what


def entry_line(entry: Entry, history: History) -> str:
    """Return the same with its day, as a line to choose."""
    return f"{entry_label(entry, history)}, {in_sentence(entry.event.on)}"


def _title(entry: Entry, history: History) -> str:
    labels = thing_labels(history.journey)
    for field in ABOUT:
        thing = getattr(entry.event, field, None)
        if isinstance(thing, UUID) and thing in labels:
            return labels[thing].title
    words = (getattr(entry.event, field, "") for field in WORDED)
    return shortened_words(next(filter(None, words), ""))


def shortened_words(text: str) -> str:
    """Return somebody's words in one line that is not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
