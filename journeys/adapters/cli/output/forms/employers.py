"""The forms of employers: a list, one of them, its timeline, and what is owed to them."""

from collections.abc import Iterator

from journeys.adapters.cli.output.forms.employer_duties import employer_duties
from journeys.adapters.cli.output.render import (
    Column,
    Lines,
    Parts,
    as_text,
    bullets,
    form,
    section,
    table,
    title,
)
from journeys.adapters.words.entries import entry_title, field_lines
from journeys.adapters.words.language import in_spoken_language, say
from journeys.adapters.words.names import role_name
from journeys.projections.employers.employer import ContactFrom, EmployerNeed, EmployerOverview
from journeys.projections.employers.lists import (
    EmployerDuties,
    EmployerList,
    PostLine,
)
from journeys.projections.employers.timeline import EmployerTimeline, EmployerTimelineLine


@form
def employers(view: EmployerList) -> Parts:
    """Draw a line for each employer."""
    yield title("Employers on {on}: {count}", on=view.on, count=len(view.employers))
    if not view.employers:
        yield say("None is registered. Register one with: journeys employer register NAME")
        return
    yield table(
        view.employers,
        Column("Employer", "name"),
        Column("Kind", lambda line: in_spoken_language(line.employer_kind)),
        Column("Contact", "contact"),
        Column("Open posts", "open_posts", is_number=True),
        Column("Free places", "free_places", is_number=True),
        Column("Free hours", "free_hours", is_number=True),
        Column("Needs without an answer", "needs_unanswered", is_number=True),
    )


@form
def employer(view: EmployerOverview) -> Parts:
    """Draw one employer: who to call first, then what is promised, needed and free."""
    kind = "" if view.employer_kind is None else in_spoken_language(view.employer_kind)
    yield title("{name}, {kind}", name=view.name, kind=kind)
    numbers = [
        say("CVR number {number}", number=view.cvr) if view.cvr else "",
        say("P-number {number}", number=view.p_number) if view.p_number else "",
        say("registered on {on}", on=view.since) if view.since else "",
    ]
    yield ", ".join(filter(None, numbers))
    yield ""
    yield section(say("Contact"), _contacts(view))
    yield section(say("Needs"), (line for each in view.needs for line in _need(each)))
    yield section(say("Partnerships"), _partnerships(view))
    yield section(
        say("Expectations"),
        ((each.on, say('"{words}"', words=each.words)) for each in reversed(view.expectations)),
    )
    yield section(say("Posts"), bullets(map(post_line, view.posts)), say("None is open."))
    yield section(
        say("Tasks without a post"),
        bullets(
            say("{words}, since {since}", words=each.words, since=each.since)
            for each in view.carved
        ),
    )
    yield section(
        say("Cooperation, as the employer rated it"),
        (
            (
                each.on,
                say(
                    "{instrument} {version}: {scores}",
                    instrument=each.instrument,
                    version=each.version,
                    scores=", ".join(f"{item} {number}" for item, number in each.answers),
                ),
            )
            for each in view.ratings
        ),
    )
    yield section(
        say("To do"),
        (
            (each.due, say("{what} ({by})", what=in_spoken_language(each), by=each.by))
            for each in view.duties
        ),
    )


def _contacts(view: EmployerOverview) -> Iterator[str]:
    if view.contact is not None:
        yield _contact(view.contact)
    for each in reversed(view.contacts_before):
        yield say(
            "before: {name}, from {since} to {until}",
            name=each.name,
            since=each.since,
            until=each.until,
        )


def _contact(contact: ContactFrom) -> str:
    if contact.told is None:
        return say(
            "{name} since {since}; the employer has not been told yet",
            name=contact.name,
            since=contact.since,
        )
    return say("{name} since {since}", name=contact.name, since=contact.since)


def _need(need: EmployerNeed) -> Lines:
    yield need.on, say('"{words}"', words=need.words)
    if need.tasks_wanted:
        yield say("tasks: {words}", words=need.tasks_wanted)
    for answer in need.answers:
        yield answer.on, say("answered: {words}", words=answer.words)
    if not need.answers:
        yield say("no answer yet")


def _partnerships(view: EmployerOverview) -> Lines:
    for each in view.partnerships:
        kind = say("Partnership") if each.agreement is None else in_spoken_language(each.agreement)
        ended = "" if each.ended is None else say("ended on {on}", on=each.ended)
        yield each.since, ", ".join(filter(None, [kind, ended]))
        yield say("the employer promises: {words}", words=each.employer_promises)
        yield say("the municipality promises: {words}", words=each.municipality_promises)


def post_line(line: PostLine) -> str:
    """Return a post in one line: what it is called, and how much of it is free."""
    facts = {"words": line.words, "kind": in_spoken_language(line.post_kind)}
    if not line.is_open:
        return say("{words} ({kind}): closed", **facts)
    return say(
        "{words} ({kind}): {places} of {share} places and {free} of {hours} hours are free",
        **facts,
        places=line.free_places,
        share=line.may_share,
        free=line.free_hours,
        hours=line.hours,
    )


@form
def timeline(view: EmployerTimeline) -> Parts:
    """Draw everything that was recorded on an employer, in order."""
    yield table(
        view.lines,
        Column("Day", "on"),
        Column("Entry", "entry", is_number=True),
        Column("What happened", _happened),
        Column("Recorded, by", _recorded),
    )


def _happened(line: EmployerTimelineLine) -> Iterator[str]:
    what = entry_title(line.professional, line.details.get("entry"))
    retracted = say("(retracted by {entry})", entry=line.retracted_by)
    yield f"{what} {retracted}" if line.retracted_by else what
    yield from field_lines(line)


def _recorded(line: EmployerTimelineLine) -> Iterator[str]:
    yield as_text(line.recorded_at)
    yield line.actor
    if line.role:
        yield role_name(line.role)


@form
def duties(view: EmployerDuties) -> Parts:
    """Draw a line for each duty, what is due first at the top."""
    if not view.owed:
        yield say("Nothing is owed to employers on {on}.", on=view.on)
        return
    yield employer_duties(view.owed)
    yield say("Owed to employers on {on}: {count}", on=view.on, count=len(view.owed))
