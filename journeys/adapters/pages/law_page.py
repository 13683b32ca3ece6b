"""The page of a law that is tried: counts of answers, or sums of money in invented situations."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from journeys.adapters.pages import law_charts as charts
from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words import law_tried as words
from journeys.adapters.words.counts import count_text
from journeys.adapters.words.effect_figures import count
from journeys.adapters.words.language import Language, grouped, in_spoken_language, say, spoken
from journeys.adapters.words.names import HOUSEHOLDS
from journeys.projections.safety.law_tried import CHANGES, LawTried
from journeys.projections.safety.rates_tried import RatesTried, TriedSum


class Part(NamedTuple):
    """Afsnit: a table with its title, and a chart of wages where it is about money."""

    key: str
    title: str
    headings: tuple[str, ...]
    """The first is that of the names."""
    rows: tuple[tuple[str, ...], ...]
    numbers: int
    """How many of the last columns are numbers."""
    chart: charts.WageChart | None = None


def law_tried(view: LawTried | RatesTried, *, language: Language = "da") -> str:
    """Return a law that is tried as a page: a sentence, a chart and a table. It names nobody."""
    with spoken(language):
        of_rules = isinstance(view, LawTried)
        return rendered(
            "law_tried.html.j2",
            language,
            view=view,
            of_rules=of_rules,
            answer=_of_rules(view) if isinstance(view, LawTried) else _of_rates(view),
            bars=_bars(view) if isinstance(view, LawTried) else (),
            parts=list(_counts(view) if isinstance(view, LawTried) else _sums(view)),
            notes=list(
                words.notes(view, view.answers)
                if isinstance(view, LawTried)
                else words.rate_notes(view)
            ),
            charts=charts,
            easy=False,
        )


def _of_rules(view: LawTried) -> list[str]:
    return [*words.sentences(view), words.differences(view)]


def _of_rates(view: RatesTried) -> list[str]:
    if view.sums:
        return [say("What work would leave under these rates, beside today's.")]
    return [words.no_sums(view)]


def _bars(view: LawTried) -> tuple[charts.Bar, ...]:
    def label(name: str, number: int | None) -> str:
        return f"{say(name)}: {count_text(None) if number is None else count(number)}"

    numbers = [(words.CHANGES[each], view.of(each)) for each in CHANGES]
    return charts.bars([(label(name, number), number) for name, number in numbers])


def _counts(view: LawTried) -> Iterator[Part]:
    yield Part(
        "answers",
        say("The answers by both laws"),
        (
            say("What becomes of it"),
            say("Scheme"),
            say("By today's law"),
            say("By the law tried"),
            say("Citizens"),
        ),
        tuple(
            (
                words.change(each.change, held=each.held),
                say(words.SCHEMES[each.scheme]),
                say(words.ANSWERS[each.before]),
                say(words.ANSWERS[each.after]),
                count_text(each.citizens),
            )
            for each in view.answers
        ),
        1,
    )
    if view.rules:
        yield Part(
            "rules",
            say("The rules that make the difference"),
            (say("Rule"), say("What becomes of it"), say("Citizens")),
            tuple(
                (
                    words.tried_rule(each.rule),
                    say(words.CHANGES[each.change]),
                    count_text(each.citizens),
                )
                for each in view.rules
            ),
            1,
        )


def _sums(view: RatesTried) -> Iterator[Part]:
    if view.rates:
        yield Part(
            "rates",
            say("The rates that differ"),
            (say("Rate"), say("Year"), say("Today"), say("In the file")),
            tuple(
                (
                    in_spoken_language(each),
                    f"{each.year or ''}",
                    words.kroner(each.before),
                    words.kroner(each.after),
                )
                for each in view.rates
            ),
            2,
        )
    for nr, (_, lines) in enumerate(groupby(view.sums, _of)):
        yield _of_household(f"sums{nr}", [*lines])


def _of(each: TriedSum) -> tuple[str, str, int]:
    return each.case, each.household, each.year


def _of_household(key: str, lines: list[TriedSum]) -> Part:
    one = lines[0]
    return Part(
        key,
        say(
            "{case}, {household}, {year}",
            case=say(words.CASES[one.case]),
            household=say(HOUSEHOLDS[one.household]),
            year=words.years(one),
        ),
        (say("Wage"), say("Today"), say("Then"), say("More"), say("Then above the pension")),
        tuple(
            (
                grouped(each.wage),
                words.kroner(each.together_before),
                words.kroner(each.together_after),
                words.more(each.together_more),
                words.more(each.above_ground_after),
            )
            for each in lines
        ),
        4,
        charts.wage_chart(
            [each.wage for each in lines],
            [each.together_before for each in lines],
            [each.together_after for each in lines],
        ),
    )
