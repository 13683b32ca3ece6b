"""The forms of what is published, or would be: just what leaves the house, and why it is older."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from rich.text import Text

from journeys.adapters.cli.output.render import Column, Parts, form, table, title
from journeys.adapters.words.counts import DIMENSION_TITLES, value_name
from journeys.adapters.words.effect_figures import count, interval, signed
from journeys.adapters.words.effect_names import WORDS, measure_name, outcome_name, part_name
from journeys.adapters.words.effect_sentences import MONTHS
from journeys.adapters.words.language import say
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects.published import ReleasedEffects, ReleasedMeasure
from journeys.projections.effects.publishing import Band, PublishedDays, PublishedShare
from journeys.projections.publication import Publications
from journeys.projections.publishing import ReleasedTable

BANDS: Mapping[Band, Message] = {
    "under-10": Message("fewer than 10"),
    "10-49": Message("10 to 49"),
}
STAYS: Mapping[str, Message] = {
    "same-quarter": Message("It stays as it is until the next quarter."),
    "fewer-than-ten-more": Message(
        "It stays as it is: fewer than ten more have begun or left since, or are followed to the "
        "end."
    ),
    "not-month-end": Message("A table is published of the last day of a month."),
    "not-over": Message("That day is not over."),
    "too-soon": Message("The same table was published of a day less than three months away."),
    "day-taken": Message("Another table was published of that day: two would show small numbers."),
    "names-staff": Message("A table of colleagues is not published."),
}
WITHHELD: Mapping[str, Message] = {
    "few-apart": Message(
        "It is not published by groups: two groups would differ by fewer than ten persons."
    ),
    "chosen-before": Message(
        "It is not published by these groups: they were not chosen the first time."
    ),
    "too-many-splits": Message("It is published by at most two kinds of groups."),
}


@form
def released_effects(view: ReleasedEffects, book: Rulebook) -> Parts:
    """Draw what stands published of each measure."""
    if not view.measures:
        yield say("No measure has begun.")
    for each in view.measures:
        yield Text(_heading(each, book, would=view.dry_run), style="bold")
        if each.stays:
            yield say(STAYS[each.stays])
        if each.withheld:
            yield say(WITHHELD[each.withheld])
        yield from _answers(each, book)
        yield ""
    yield say("Counts are to the nearest five, days and per cents are whole.")


def _heading(measure: ReleasedMeasure, book: Rulebook, *, would: bool) -> str:
    facts = {"measure": measure_name(measure.measure, book)}
    if would and not measure.stays:
        return say("{measure}: this would be published", **facts)
    return say("{measure}: published on {day}", day=measure.published_on, **facts)


def _answers(measure: ReleasedMeasure, book: Rulebook) -> Parts:
    rows = [
        [
            say(MONTHS[each.within]),
            part_name(each, book),
            say(WORDS[each.word]),
            say(BANDS[each.band]) if each.band else _count(each.began),
            _count(each.followed),
            *_numbers(each.days),
            signed(each.unadjusted.difference) if each.unadjusted else "",
        ]
        for each in measure.answers
    ]
    yield table(
        rows,
        Column("Within", itemgetter(0)),
        *([Column("Group", itemgetter(1))] if any(row[1] for row in rows) else []),
        Column("Answer", itemgetter(2)),
        Column("Began", itemgetter(3), is_number=True),
        Column("Followed", itemgetter(4), is_number=True),
        Column("Days", itemgetter(5), is_number=True),
        Column("95 %", itemgetter(6), is_number=True),
        Column("Unadjusted", itemgetter(7), is_number=True),
    )
    yield from _shares(measure)


def _shares(measure: ReleasedMeasure) -> Iterator[str]:
    for answer in measure.answers:
        for each in answer.shares:
            yield say(
                "{outcome}, {months}: {began} % of those who began, {compared} % of those compared "
                "({interval})",
                outcome=outcome_name(each.outcome),
                months=say(MONTHS[answer.within]),
                began=each.began,
                compared=each.compared,
                interval=_numbers(each)[1],
            )


def _numbers(found: PublishedDays | PublishedShare | None) -> Sequence[str]:
    if found is None:
        return "", ""
    return signed(found.difference), interval(found)


def _count(number: int | None) -> str:
    return "" if number is None else count(number)


@form
def released_table(view: ReleasedTable) -> Parts:
    """Draw the table that stands published, and why it is no new one."""
    if view.stays:
        yield say(STAYS[view.stays])
    shown = view.table
    if shown is None:
        return
    yield title("Journeys open or resting on {on}, to the nearest five", on=shown.on)
    yield ""
    rows = [[value_name(value, shown.dimension), count(n)] for value, n in shown.counts.items()]
    heading = DIMENSION_TITLES[shown.dimension]
    yield table(
        rows, Column(heading, itemgetter(0)), Column("Journeys", itemgetter(1), is_number=True)
    )
    yield say("What has fewer than five is left out, and there is no total.")


@form
def publications(view: Publications) -> Parts:
    """Draw the list of what was published."""
    if not view.publications:
        yield say("Nothing was published.")
        return
    yield table(
        view.publications,
        Column("Published", lambda each: each.on),
        Column("Figure", lambda each: _figure(each.figure)),
        Column("Up to", lambda each: each.cut),
    )


def _figure(name: str) -> str:
    """Return what a figure is of, in the language that is spoken."""
    topic, _, code = name.partition(":")
    if topic == "effects":
        return say("Effect of {measure}", measure=code)
    titles: Mapping[str, str] = {str(by): each for by, each in DIMENSION_TITLES.items()}
    return say("Overview: {what}", what=say(titles[code]))
