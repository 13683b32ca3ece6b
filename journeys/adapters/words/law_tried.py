"""A law tried, in words: what would become of the answers, and what other rates would leave."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from journeys.adapters.words.counts import MASKED, count_text
from journeys.adapters.words.effect_figures import MINUS
from journeys.adapters.words.language import grouped, listed, say, say_of, shown
from journeys.adapters.words.rule_names import rule_name
from journeys.domain.law.rates import WorkScenario
from journeys.domain.message import Message
from journeys.domain.vocabulary import Answer, Scheme
from journeys.projections.safety.law_tried import LawTried, TriedAnswers
from journeys.projections.safety.rates_tried import RatesTried, TriedSum
from journeys.projections.safety.tried import FOLKEPENSION_AGE, Change

CHANGES: Mapping[Change, Message] = {
    "weaker": Message("Weaker"),
    "stronger": Message("Stronger"),
    "same": Message("The same"),
}
ANSWERS: Mapping[Answer, Message] = {
    "none": Message("no right"),
    "verify": Message("to be verified"),
    "depends": Message("depends on something"),
    "guaranteed-until": Message("kept until a day"),
    "guaranteed": Message("kept"),
}
SCHEMES: Mapping[Scheme | None, Message | str] = {
    "new": Message("new"),
    "old": Message("old"),
    None: "",
}
CASES: Mapping[WorkScenario, Message] = {
    "paid": Message("Work while the pension is paid"),
    "resting": Message("A fleksjob while the pension rests"),
}
NONE = "\N{EN DASH}"
HELD = Message(
    "“The answer stays”: a fact or an age holds it as low already, and the law promises less, or "
    "more, behind that."
)
NO_PROMISE = Message(
    "Invented wages, before tax: nobody's wage is recorded, and none of this is a promise."
)


def tried_rule(rule: str) -> str:
    """Return what a rule is about; the ages of folkepension stand in the file as one."""
    return say("the ages of folkepension") if rule == FOLKEPENSION_AGE else say(rule_name(rule))


def change(of: Change, *, held: bool) -> str:
    """Return what becomes of an answer, and whether a fact or an age holds it where it is."""
    said = say(CHANGES[of])
    return f"{said} ({say('the answer stays')})" if held else said


def differences(view: LawTried) -> str:
    """Return in what the law that is tried differs from the one in use."""
    if not view.differing:
        return say("No rule in it means anything else than in the law in use.")
    return say("What differs: {rules}.", rules=listed([*map(tried_rule, view.differing)]))


def sentences(view: LawTried) -> Iterator[str]:
    """Yield what is counted, each number with what it is of."""
    if view.citizens == 0:
        yield say("No citizen has an answer about a pension that day.")
        return
    if view.citizens is not None:
        yield say_of(
            view.citizens,
            "{count} citizen has an answer about a pension that day.",
            "{count} citizens have an answer about a pension that day.",
        )
    yield say(
        "Weaker for {weaker}, stronger for {stronger}, the same for {same}.",
        weaker=count_text(view.weaker),
        stronger=count_text(view.stronger),
        same=count_text(view.same),
    )
    if view.weaker != 0:
        yield say(
            "Once the law is in use, {count} of the weaker must be told of it, without those who "
            "must be told of a change today already.",
            count=count_text(view.owed),
        )
    yield say(
        "{count} would be told something in other words, also where the answer is the same.",
        count=count_text(view.reworded),
    )


def notes(view: LawTried, answers: Iterable[TriedAnswers]) -> Iterator[str]:
    """Yield what a reader must know to understand the counts, and the answers that are shown."""
    lines = [*answers]
    yield from days_too(view.other_days)
    yield say("Citizens with a pension are counted, without those who died or moved away.")
    if any(each.held for each in lines):
        yield say(HELD)
    if view.on > view.relied_on_until:
        yield say(
            "After {day} no answer promises anything until the law is read again. These are the "
            "answers as if it had been.",
            day=view.relied_on_until,
        )
    counts = [view.weaker, view.stronger, view.owed, view.reworded]
    counts += [each.citizens for each in lines]
    counts += [each.citizens for each in view.rules]
    if None in counts:
        yield say(
            "{sign} is fewer than five, or a number that would reveal one that is.", sign=MASKED
        )


def days_too(days: Sequence[date]) -> Iterator[str]:
    """Yield of which days the law has to be asked, too."""
    if days:
        yield say(
            "On other days the two laws differ otherwise. Ask of each of them, too: {days}.",
            days=listed([str(shown(day)) for day in days]),
        )


def no_sums(view: RatesTried) -> str:
    """Return why no sum is shown."""
    if view.year is not None:
        return say("The file lacks rates of {year}, so nothing can be calculated.", year=view.year)
    return say("No sum of the table is another under these rates.")


def rate_notes(view: RatesTried) -> Iterator[str]:
    """Yield what a reader must know to understand the sums."""
    yield say(NO_PROMISE)
    if any(each.case == "resting" for each in view.sums):
        yield say(
            "In a fleksjob the full-time wage is {kr} kr. a month.",
            kr=grouped(view.full_time_wage),
        )
    if any(each.year_before != each.year for each in view.sums):
        yield say("Today's rates lack some of these years: beside them stands the newest before.")
    if view.weak:
        yield say("Not sure: it rests on a rate from a weak or old source.")


def years(line: TriedSum) -> str:
    """Return the year of a sum, and the one beside it where that is another."""
    if line.year_before in (None, line.year):
        return f"{line.year}"
    return say("{year} beside {before}", year=line.year, before=line.year_before)


def kroner(amount: Decimal | None) -> str:
    """Return an amount; a dash where there is none to compare with."""
    return NONE if amount is None else grouped(amount).replace("-", MINUS)


def more(amount: Decimal | None) -> str:
    """Return a difference with its sign."""
    return f"+{kroner(amount)}" if amount is not None and amount > 0 else kroner(amount)
