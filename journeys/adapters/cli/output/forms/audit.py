"""The forms of what an auditor reads, and of everything that is held on a person."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.forms.counts import continuity
from journeys.adapters.cli.output.forms.entries import duties_of_one, timeline
from journeys.adapters.cli.output.forms.people import KINDS, looks
from journeys.adapters.cli.output.forms.picture import milestones
from journeys.adapters.cli.output.forms.safety import safety
from journeys.adapters.cli.output.render import Lines, Parts, as_text, bullets, form, section, title
from journeys.adapters.words.doubts import confirmed
from journeys.adapters.words.entries import entry_lines
from journeys.adapters.words.language import say
from journeys.adapters.words.names import role_name
from journeys.domain.decisions.access import GIVEN_OUT
from journeys.domain.message import Message
from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.explain import Explanation
from journeys.projections.identity import PersonIdentity
from journeys.projections.looks import Looks, LooksWithStaff
from journeys.projections.replay import NewKnowledge, Replay
from journeys.projections.subject_access import SubjectAccess, SubjectAccessWithStaff
from journeys.projections.timeline import TimelineEntry, TimelineLine

NOBODY_NAMED = Message("Nobody of the municipality is named here ({source}).", source=GIVEN_OUT)


@form
def replay(view: Replay) -> Parts:
    """Draw every view, each in its own form."""
    entries, at = view.entries, view.known_at
    if at is None:
        yield title("{entries} entries were known", entries=entries)
    else:
        yield title("{entries} entries were known, as known at {at}", entries=entries, at=at)
    yield ""
    yield from _views(view)
    yield timeline(view.timeline)


def _views(view: Replay | SubjectAccess) -> Parts:
    owed = tuple(JourneyDuty(journey=view.journey, owed=each) for each in view.duties)
    yield milestones(view.milestones)
    yield safety(view.safety)
    yield duties_of_one(Duties(on=view.on, owed=owed))
    yield ""
    yield continuity(view.continuity)


@form
def learned(view: NewKnowledge) -> Parts:
    """Draw the entries that were recorded in between, and what changed since."""
    yield title("Journey {journey}: what became known", journey=view.journey)
    yield ""
    yield section("Recorded in between", _entries_of(view.lines), say("Nothing."))
    yield section(
        say("What changed in the views of {on}", on=view.on),
        map(_change, view.changes),
        say("Nothing changed."),
    )


@form
def explained(view: Explanation) -> Parts:
    """Draw the value, and what it rests on."""
    yield title("{field} on {on}: {value}", field=view.field, on=view.on, value=_plain(view.value))
    yield ""
    yield section(
        "The entries it depends on",
        _entries_of(view.entries),
        say("No entry: it holds without any."),
    )
    yield section(
        "The rules it depends on",
        [f"{rule} ({command('journeys law show', rule)})" for rule in view.rules],
        say("No rule of the law."),
    )


def _entries_of(lines: tuple[TimelineLine, ...]) -> Lines:
    for line in lines:
        entry_lines = f"{as_text(line.on)}: {say(line.professional)}."
        if line.retracted_by:
            entry_lines += " " + say("Retracted by entry {entry}.", entry=line.retracted_by)
        at = line.recorded_at.astimezone()
        recorded = say("Recorded {at}, {who}", at=at, who=line.actor)
        if line.sure:
            recorded += f"\n{confirmed(line.sure)}"
        yield f"{line.entry}.", f"{entry_lines}\n{recorded}"


def _change(change: dict[str, Any]) -> tuple[str, str]:
    path = change["path"].removeprefix("/").replace("/", ".")
    match change["op"]:
        case "add":
            return "+", f"{path}: {_plain(change['value'])}"
        case "remove":
            return "-", path
        case "replace":
            return "~", f"{path}: {_plain(change['value'])}"
        case _:
            before = change["from"].removeprefix("/").replace("/", ".")
            return ">", say("{path}, from {before}", path=path, before=before)


def _plain(value: Any) -> str:  # noqa: ANN401 - as JSON has it
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@form
def subject_access(view: SubjectAccess | SubjectAccessWithStaff) -> Parts:
    """Draw everything that is held, one part after the other."""
    yield title("Everything that is held")
    if not isinstance(view, SubjectAccessWithStaff):
        yield say(NOBODY_NAMED)
    yield ""
    yield section("Who it is about", bullets(_identities(view)), say("It is not recorded."))
    titles = {each.entry: each.professional for each in view.entries}
    yield section(
        say("Everything recorded: {count} entries", count=len(view.entries)),
        [_entry(each, titles) for each in view.entries],
    )
    yield title("Every view on {on}", on=view.on)
    yield ""
    yield from _views(view)
    yield section("Rows: how it is kept for lists and counts", _rows(view), say("Not at all."))
    yield section("Requests remembered by their id", view.requests, say("None."))
    if isinstance(view, SubjectAccessWithStaff):
        yield looks(LooksWithStaff(journey=view.journey, looks=view.looks))
    else:
        yield looks(Looks(journey=view.journey, looks=view.looks))


def _identities(view: SubjectAccess) -> Iterator[str]:
    if view.identity is not None:
        yield _who(view.identity)
    for each in view.former_identities:
        yield say("{who} (replaced; it still finds the journey)", who=_who(each))


def _who(identity: PersonIdentity) -> str:
    return f"{identity.name}, {say(KINDS[identity.kind])} {identity.number}"


def _entry(entry: TimelineEntry, titles: Mapping[int, str]) -> tuple[str, str]:
    at = entry.recorded_at.astimezone()
    recorded = say("Recorded {at}", at=at)
    if isinstance(entry, TimelineLine):
        role = role_name(entry.role) if entry.role else Message("in no role")
        recorded = say("Recorded {at}, by {who}, {role}", at=at, who=entry.actor, role=role)
        if entry.on_behalf_of:
            role = role_name(entry.on_behalf_of_role or "")
            recorded += say(", for {who}, {role}", who=entry.on_behalf_of, role=role)
        if entry.sure:
            recorded += f"\n{confirmed(entry.sure)}"
    return f"{entry.entry}.", "\n".join([as_text(entry.on), *entry_lines(entry, titles), recorded])


def _rows(view: SubjectAccess) -> Lines:
    for table, rows in view.rows.items():
        for row in rows:
            cells = (
                f"{name.replace('_', ' ')}: {value}"
                for name, value in row.items()
                if value not in (None, "") and name not in {"journey", "nr"}
            )
            yield table, "; ".join(cells)
