"""The form of answers about measures: the word and its sentence first, then what they rest on."""

from collections.abc import Iterator
from operator import itemgetter

from rich.text import Text

from journeys.adapters.cli.output.render import Column, Parts, bullets, form, section, table, title
from journeys.adapters.words import effect_sentences as sentences
from journeys.adapters.words.effect_figures import interval, signed, was_reached
from journeys.adapters.words.effect_names import (
    WORDS,
    full_name,
    group_name,
    in_order,
    outcome_name,
)
from journeys.adapters.words.language import say
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects.effect import Difference, Effect, Effects
from journeys.projections.effects.publishing import BAND_BELOW
from journeys.projections.effects.whole import PER_CENT, whole

DAYS = "days"


@form
def effects(view: Effects, book: Rulebook) -> Parts:
    """Draw the answers, in the order of the view."""
    yield title("What measures seem to do, on {on}", on=view.on)
    yield say("Nothing that happened after {cut} is used.", cut=view.cut)
    if not view.effects:
        yield say("No measure has begun.")
    for each in view.effects:
        yield ""
        yield from _of_one(each, book)
    yield ""
    if len(view.effects) > 1:
        yield say(
            "The answers stand in alphabetical order. They are about different people, so "
            "their numbers do not compare with each other."
        )
    yield say(sentences.PAID_WORK)
    yield say("Nothing here is an answer about one person.")


def _of_one(effect: Effect, book: Rulebook) -> Parts:
    yield Text(f"{full_name(effect, book)}: {say(WORDS[effect.word])}", style="bold")
    yield " ".join(sentences.precision_sentences(effect))
    if told := " ".join(sentences.committee_sentences(effect, book)):
        yield told
    yield from sentences.reason_sentences(effect, book)
    rows = list(_rows(effect))
    if rows:
        yield table(
            rows,
            Column("Outcome", itemgetter(0)),
            Column("Began", itemgetter(1), is_number=True),
            Column("Compared", itemgetter(2), is_number=True),
            Column("Difference", itemgetter(3), is_number=True),
            Column("95 %", itemgetter(4), is_number=True),
            Column("Unadjusted", itemgetter(5), is_number=True),
        )
        months = say(sentences.MONTHS[effect.within])
        yield say(
            "Within {months}: days, and on every other line per cent of each group.",
            months=months,
        )
    if effect.days is not None:
        yield from sentences.caveats(effect)
    yield from sentences.cost_sentences(effect, book)
    if effect.began >= BAND_BELOW:
        yield ""
        if effect.left_out:
            yield section(
                say("By so many days the answer moves when something is not taken into account"),
                ((signed(round(each.days)), group_name(each.group)) for each in effect.left_out),
            )
        yield section(say("What the answer rests on"), bullets(sentences.share_lines(effect)))


def _rows(effect: Effect) -> Iterator[tuple[str, ...]]:
    if effect.days is not None:
        yield _row(DAYS, effect.days, effect.unadjusted, 1)
    if effect.began >= BAND_BELOW:
        for curve in in_order(effect.curves):
            if was_reached(curve):
                yield _row(curve.outcome, curve.at_end, curve.unadjusted, PER_CENT)


def _row(
    outcome: str, found: Difference, unadjusted: Difference | None, scale: int
) -> tuple[str, ...]:
    figures = whole(found, scale)
    return (
        outcome_name(outcome),
        str(figures.began),
        str(figures.compared),
        signed(figures.difference),
        interval(figures),
        signed(whole(unadjusted, scale).difference) if unadjusted is not None else "",
    )
