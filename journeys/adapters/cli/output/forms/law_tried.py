"""The forms of a law tried: counts of answers, whose answer would change, and sums of money."""

from itertools import groupby

from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, bullets, form, section, table, title
from journeys.adapters.words import law_tried as words
from journeys.adapters.words.counts import count_text
from journeys.adapters.words.language import grouped, in_spoken_language, say, shown
from journeys.adapters.words.names import HOUSEHOLDS
from journeys.domain.law.rates import Household, WorkScenario
from journeys.projections.safety.law_tried import LawTried, TriedJourney, TriedJourneys
from journeys.projections.safety.rates_tried import RatesTried, TriedSum


@form
def law_tried(view: LawTried) -> Parts:
    """Draw the counts, then the answers that change, and the rules that change them."""
    yield title("The law as read on {edition}, tried on {on}", edition=view.edition, on=view.on)
    yield say("Beside the law in use, as read on {beside}.", beside=view.beside)
    yield words.differences(view)
    yield from words.sentences(view)
    changed = [each for each in view.answers if each.change != "same"]
    if changed:
        yield table(
            changed,
            Column("", lambda each: words.change(each.change, held=each.held)),
            Column("Scheme", lambda each: say(words.SCHEMES[each.scheme])),
            Column("By today's law", lambda each: say(words.ANSWERS[each.before])),
            Column("By the law tried", lambda each: say(words.ANSWERS[each.after])),
            Column("Citizens", lambda each: count_text(each.citizens), is_number=True),
        )
    if view.rules:
        yield table(
            view.rules,
            Column("Because of", lambda each: words.tried_rule(each.rule)),
            Column("", lambda each: say(words.CHANGES[each.change])),
            Column("Citizens", lambda each: count_text(each.citizens), is_number=True),
        )
    yield from words.notes(view, changed)


@form
def tried_journeys(view: TriedJourneys, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each citizen whose answer would be another."""
    yield title(
        "Whose answer would be weaker or stronger on {on}: {count}",
        on=view.on,
        count=len(view.journeys),
    )
    yield from words.days_too(view.other_days)
    if not view.journeys:
        yield say("Nobody's answer would be weaker or stronger.")
        return
    several = any(each.municipality for each in view.journeys)
    yield table(
        view.journeys,
        *([Column("Municipality", "municipality")] if several else []),
        Column("Journey", lambda each: names.id_and_name(each.journey)),
        Column("", lambda each: words.change(each.change, held=each.held)),
        Column("By today's law", lambda each: _answer(each, before=True)),
        Column("By the law tried", lambda each: _answer(each, before=False)),
        Column("Because of", lambda each: tuple(map(words.tried_rule, each.because))),
    )
    if any(each.held for each in view.journeys):
        yield say(words.HELD)


def _answer(each: TriedJourney, *, before: bool) -> str:
    answer, until = (each.before, each.until_before) if before else (each.after, each.until_after)
    if until is None:
        return say(words.ANSWERS[answer])
    return say("kept until {day}", day=shown(until))


@form
def rates_tried(view: RatesTried) -> Parts:
    """Draw the rates that differ, then a table for each household and year."""
    yield title("The rates as read on {edition}, tried", edition=view.edition)
    yield say("Beside the rates in use, as read on {beside}.", beside=view.beside)
    if view.rates:
        yield table(
            view.rates,
            Column("Rate", in_spoken_language),
            Column("Year", lambda each: each.year or ""),
            Column("Today", lambda each: words.kroner(each.before), is_number=True),
            Column("In the file", lambda each: words.kroner(each.after), is_number=True),
        )
    if not view.sums:
        yield words.no_sums(view)
        return
    for (case, household, year), lines in groupby(view.sums, _of):
        yield title(
            "{case}, {household}, {year}",
            case=say(words.CASES[case]),
            household=say(HOUSEHOLDS[household]),
            year=year,
        )
        yield table(
            lines,
            Column("Wage", lambda each: grouped(each.wage), is_number=True),
            Column("Together", lambda each: words.kroner(each.together_before), is_number=True),
            Column("Then", lambda each: words.kroner(each.together_after), is_number=True),
            Column("More", lambda each: words.more(each.together_more), is_number=True),
            Column(
                "Above the pension",
                lambda each: words.kroner(each.above_ground_before),
                is_number=True,
            ),
            Column("Then", lambda each: words.kroner(each.above_ground_after), is_number=True),
            Column("More", lambda each: words.more(each.above_ground_more), is_number=True),
        )
    yield say("All amounts are kr. a month, before tax and AM-bidrag.")
    yield section("What is not said", bullets(words.rate_notes(view)))


def _of(each: TriedSum) -> tuple[WorkScenario, Household, str]:
    return each.case, each.household, words.years(each)
