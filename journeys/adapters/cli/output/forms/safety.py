"""The form of the economic safety: the answer, what is kept, the way back, what is open."""

from collections.abc import Iterator

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.law_seals import law_read
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Lines, Parts, as_text, bullets, form, section, title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, listed, say
from journeys.adapters.words.names import choice_name
from journeys.adapters.words.rule_names import rule_name
from journeys.domain.message import Message
from journeys.projections.safety.answer import IncomePeriod, Safety, WayBack
from journeys.projections.safety.sentence import Sentence
from journeys.projections.safety.since_explained import ChangeKind, SinceExplained

WHO = {
    "borger": Message("you"),
    "kommune": Message("the municipality"),
}
WHAT: dict[ChangeKind, str] = {
    "law": Message("The law has changed."),
    "facts": Message("The facts have changed."),
    "reading": Message("The law was not read again in time."),
    "promises": Message("What the municipality itself promises has changed."),
    "words": Message("The same law is said in other words."),
    "days": Message("A day that was named has passed."),
}


@form
def safety(view: Safety, names: ShownNames = NO_NAMES) -> Parts:
    """Draw the page. Where there is no right to a pension it says that, and what follows."""
    journey = names.id_and_name(view.journey)
    yield title("Economic safety of journey {journey} on {on}", journey=journey, on=view.on)
    yield ""
    if view.state == "none":
        nothing = say(
            "No pension is recorded as granted by that day, so nothing is said about one here."
        )
        yield section("How it stands", [nothing, *map(in_spoken_language, view.sentences)])
        yield from _income_and_owed(view)
        return
    _, _, *kept = view.sentences
    yield section("How it stands", _how_it_stands(view))
    yield section(
        Message("What applies") if view.way_back else Message("What follows"),
        bullets(map(_sentence, kept)),
    )
    # Until the pension is asked back, no step is done or to come: they show what would happen.
    asked = any(step.done for step in view.way_back)
    yield section(
        "The way back",
        [_step(step, asked=asked) for step in view.way_back],
    )
    if view.risk:
        yield section("Before work is accepted", [in_spoken_language(view.risk)])
    yield section("What must be verified", bullets(map(_sentence, view.open_questions)))
    yield section("Look out for", bullets(map(_sentence, view.warnings)))
    yield section(
        "What the municipality itself promises",
        bullets(
            f"{in_spoken_language(each)}\n{say('Decided by: {who}', who=each.decided_by)}"
            for each in view.promises
        ),
    )
    yield from _income_and_owed(view)
    if view.since_explained:
        yield section("Since it was last explained", _since(view.since_explained))
    yield section("What this answer rests on", [_rests_on(view), law_read(view)])


def _how_it_stands(view: Safety) -> Lines:
    how_it_stands, answer, *_ = view.sentences
    yield say(
        "{state} It belongs to the {scheme} scheme.",
        state=in_spoken_language(how_it_stands),
        scheme=choice_name(view.scheme) if view.scheme else "",
    )
    yield in_spoken_language(answer)
    if view.depends_on:
        yield say("Because:")
        yield from bullets(map(in_spoken_language, view.depends_on))


def _sentence(sentence: Sentence) -> str:
    sources = [say("Source: {source}", source=source) for source in sentence.sources]
    return "\n".join([in_spoken_language(sentence), *sources])


def _step(step: WayBack, *, asked: bool) -> tuple[str, str]:
    who = say("Who: {who}", who=WHO.get(step.who, step.who))
    if asked:
        who += f" - {say('done') if step.done else say('to come')}"
    return f"{step.step}.", f"{in_spoken_language(step)}\n{who}"


def _income_and_owed(view: Safety) -> Parts:
    yield section("What there is to live on", map(_income, view.income))
    owed = [(each.due, f"{in_spoken_language(each)} ({each.by})") for each in view.duties]
    yield section("What is owed, and by when", owed)


def _income(period: IncomePeriod) -> str:
    ends = say("now") if period.ends is None else as_text(period.ends)
    lives_on = say(" and ").join(period.lives_on) or say("nothing that is known: check it")
    days = say("{starts} to {ends}", starts=as_text(period.starts), ends=f"{ends:10}")
    return f"{days}  {lives_on}"


def _since(since: SinceExplained) -> Iterator[str]:
    facts = {"on": since.on, "entry": since.entry, "answer": choice_name(since.answer)}
    if since.until:
        yield say(
            "Explained on {on} (entry {entry}). Answer then: {answer} {until}.",
            **facts,
            until=since.until,
        )
    else:
        yield say("Explained on {on} (entry {entry}). Answer then: {answer}.", **facts)
    yield from (say(WHAT[each]) for each in since.changed)
    if not since.changed:
        yield say("Nothing has changed: what was said then is said now.")
    if since.weaker:
        yield say("The answer promises less now. The citizen must be told: pension explain-safety.")
    for heading, rules in (
        (say("New"), since.said_now),
        (say("No longer said"), since.said_then),
    ):
        if rules:
            yield f"{heading}: {listed(map(rule_name, rules))}"


def _rests_on(view: Safety) -> str:
    entries = sorted({entry for each in view.everything_said for entry in each.entries})
    return say(
        "The sources named above, and entries {entries} of: {command}",
        entries=", ".join(map(str, entries)),
        command=command("journeys timeline", short(view.journey)),
    )
