"""The sentences of an answer about a measure. None says more than the answer does.

Where the answer is that there were too few, no sentence says how the two groups differed.
"""

from collections.abc import Iterator, Mapping

from journeys.adapters.words.days import month_in_words
from journeys.adapters.words.effect_figures import (
    about,
    count,
    days,
    directed_interval,
    interval,
    more,
    people,
    percent,
    signed,
)
from journeys.adapters.words.effect_names import (
    covariate_name,
    group_name,
    measure_in_sentence,
    outcome_name,
    part_name,
)
from journeys.adapters.words.language import grouped, say
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects.effect import Difference, Effect, Reason
from journeys.projections.effects.facts import NEW_CASEWORKER
from journeys.projections.effects.publishing import BAND_BELOW
from journeys.projections.effects.whole import PER_CENT, whole

MONTHS: Mapping[int, Message] = {
    13: Message("three months"),
    26: Message("six months"),
    52: Message("twelve months"),
}
"""By the weeks of follow-up."""
SAY_LATE = 0.10
"""From this share of beginnings that were recorded late, it is said beside the number."""

NOT_SEEN = Message(
    "Whether the two groups differ in something that nobody wrote down cannot be seen here."
)
NOT_ADJUSTED = Message(
    "Not taken into account: health, what the citizen wished, and the caseworker's judgement."
)
PAID_WORK = Message(
    "Paid work is a job with a wage, a small job and a flexi-job too, or paid hours beside a "
    "traineeship. A job with wage subsidy (løntilskud) does not count: it is part of the measure."
)
"""What counts; `JourneyFacts.worked` defines it."""
REASONS: Mapping[Reason, Message] = {
    "few-began": Message("There is an answer only when at least {few} have begun."),
    "few-followed": Message("Too few of them have been followed for all {months}."),
    "few-with-outcome": Message(
        "Too few of them came into paid work, or too few did not, to compare with others."
    ),
    "few-comparable": Message(
        "Too few could be compared with: they count as {effective} persons, because not all of "
        "them are equally like those who began."
    ),
    "nobody-comparable": Message(
        "Nearly everybody like them began; there is nobody to compare with."
    ),
    "one-dominates": Message("One person would count for too much of the comparison."),
    "not-converged": Message("The calculation did not settle, so it gives no number."),
    "not-alike": Message("The two groups could not be made alike in this: {about}."),
    "recorded-late": Message(
        "The beginnings were recorded too late: {late} of them more than 7 days after the day. "
        "Those who found work meanwhile may never have been recorded."
    ),
    "holds-both": Message(
        "The uncertainty holds both nothing and something worthwhile: {worthwhile} or more."
    ),
    "unrecorded-could-explain": Message(
        "Something that nobody wrote down, as strong as this, could explain it: {about}."
    ),
}


def committee_sentences(effect: Effect, book: Rulebook) -> Iterator[str]:
    """Yield the answer as a committee is told it; nothing where there were too few to say it."""
    if effect.days is None or effect.word == "too-few":
        return
    found, is_caseworker = whole(effect.days), effect.measure == NEW_CASEWORKER
    facts = {
        "who": _who(effect, book),
        "months": say(MONTHS[effect.within]),
        "more": more(found.difference),
        "interval": directed_interval(found),
        "others": say(OTHERS_CASEWORKER if is_caseworker else OTHERS),
    }
    yield say(SAME if found.difference == 0 else DIFFERENT, **facts)
    yield say(LATER_CASEWORKER if is_caseworker else LATER)
    yield counts_sentence(effect)
    yield say(NOT_SEEN)


DIFFERENT = Message(
    "{who} had {more} in paid work within {months} from that day (95 %: {interval}) than {others}."
)
SAME = Message(
    "{who} had about as many days in paid work within {months} from that day (95 %: {interval}) "
    "as {others}."
)
OTHERS = Message(
    "people like them, equally long on the way, who could have begun that day and did not begin "
    "then"
)
OTHERS_CASEWORKER = Message(
    "people like them, equally long on the way, who could have got a new caseworker that day and "
    "did not get one then"
)


LATER = Message("Some of those began later.")
LATER_CASEWORKER = Message("Some of those got one later.")


def _who(effect: Effect, book: Rulebook) -> str:
    part = part_name(effect, book)
    if effect.measure == NEW_CASEWORKER:
        who = say("Those who got a new caseworker")
        return say("Those who got a new caseworker ({part})", part=part) if part else who
    name = measure_in_sentence(effect.measure, book)
    if part:
        return say("Those who began {measure} ({part})", measure=name, part=part)
    return say("Those who began {measure}", measure=name)


def counts_sentence(effect: Effect) -> str:
    """Return how many began, and how many of them are followed to the end."""
    if effect.began < BAND_BELOW:
        band = people(effect.began)
        return say("{began} began.", began=band[:1].upper() + band[1:])
    return say(
        "{began} began; {followed} of them are followed for all {months}.",
        began=people(effect.began),
        followed=people(effect.followed),
        months=say(MONTHS[effect.within]),
    )


def precision_sentences(effect: Effect) -> Iterator[str]:
    """Yield how much the number of those who began can show; it is read before the answer.

    Where there is no answer, only how many there are; and how many are needed, where they are more.
    """
    if effect.word != "too-few":
        yield say(
            "When {began} have begun, the answer is uncertain by about {days} either way.",
            began=people(effect.began),
            days=days(effect.expected_half_width),
        )
    else:
        yield counts_sentence(effect)
    if effect.began < effect.needed:
        yield say(
            "To see a difference of {days}, about {needed} must have begun.",
            days=days(effect.worthwhile),
            needed=about(effect.needed),
        )


def reason_sentences(effect: Effect, book: Rulebook) -> Iterator[str]:
    """Yield why the word is what it is."""
    if effect.word == "mixed":
        yield from _pointing(effect)
    elif effect.word == "does-not-help" and effect.days is not None and effect.days.upper < 0:
        yield say("Those who began had fewer days in paid work.")
    if effect.reason is not None:
        yield say(
            REASONS[effect.reason],
            few=BAND_BELOW,
            months=say(MONTHS[effect.within]),
            effective=count(round(effect.effective)),
            about=_about(effect, book),
            late=percent(effect.late_share),
            worthwhile=days(effect.worthwhile),
        )


def _about(effect: Effect, book: Rulebook) -> str:
    if effect.reason == "not-alike":
        return covariate_name(effect.about, book)
    return group_name(effect.about)


OPPOSED = Message("The figures point in different directions.")
NOT_IN_DAYS = Message(
    "A larger share reached something, but it does not show in days in paid work."
)


def _pointing(effect: Effect) -> Iterator[str]:
    """Yield the figures of a mixed answer that point each their own way."""
    found = {"days": effect.days} | {each.outcome: each.at_end for each in effect.curves}
    decisive = {name: found.get(name) for name in ("days", "first-hour", "kept")}
    lines = [
        say("{name}: {difference}", name=outcome_name(name), difference=difference(name, each))
        for name, each in decisive.items()
        if each is not None
    ]
    up = any(each.lower > 0 for each in decisive.values() if each)
    down = any(each.upper < 0 for each in decisive.values() if each)
    yield say(OPPOSED if up and down else NOT_IN_DAYS)
    yield from (f"{line}." for line in lines)


def difference(outcome: str, found: Difference) -> str:
    """Return a difference with its interval: in days, or in percentage points."""
    if outcome == "days":
        shown = whole(found)
        return say(
            "{more} (95 %: {interval})", more=more(shown.difference), interval=interval(shown)
        )
    shown = whole(found, PER_CENT)
    return say(
        "{difference} percentage points (95 %: {interval})",
        difference=signed(shown.difference),
        interval=interval(shown),
    )


def unrecorded_sentence(effect: Effect) -> str:
    """Return how far something unrecorded could move the answer; empty where nobody knows."""
    if effect.unrecorded is None or not effect.left_out:
        return ""
    strongest = max(effect.left_out, key=lambda each: abs(each.days))
    return say(
        "Something that nobody wrote down, as strong as {group}, could move the answer by about "
        "{days}.",
        group=group_name(strongest.group),
        days=days(effect.unrecorded),
    )


def late_sentence(effect: Effect) -> str:
    """Return that many beginnings were recorded late; empty where few were."""
    if effect.late_share <= SAY_LATE or effect.reason == "recorded-late":
        return ""
    return say(
        "{late} of the beginnings were recorded more than 7 days late. That makes the number less "
        "certain than its interval says.",
        late=percent(effect.late_share),
    )


def caveats(effect: Effect) -> Iterator[str]:
    """Yield what stands beside every number."""
    yield from filter(None, (late_sentence(effect), unrecorded_sentence(effect)))
    yield say(NOT_ADJUSTED)


def share_lines(effect: Effect) -> Iterator[str]:
    """Yield what the comparison rests on: how many, since when, and what is not known of them."""
    if effect.effective:
        yield say(
            "Compared with {compared} persons, who count as {effective}.",
            compared=count(effect.compared),
            effective=count(round(effect.effective)),
        )
    if effect.first_month and effect.last_month:
        yield say(
            "They began from {first} to {last}.",
            first=month_in_words(effect.first_month),
            last=month_in_words(effect.last_month),
        )
    if effect.late_share <= SAY_LATE:
        yield say(
            "Recorded more than 7 days late: {late} of the beginnings.",
            late=percent(effect.late_share),
        )
    yield say(
        "Followed only until their journey was closed, because no reason was given: {lost}.",
        lost=percent(effect.lost_share),
    )
    if effect.top_share is not None:
        yield say(
            "The one per cent of the comparison that counts most has {share} of the weight.",
            share=percent(effect.top_share),
        )
    if effect.largest_share is not None:
        yield say(
            "The person who counts most has {share} of the weight.",
            share=percent(effect.largest_share),
        )
    yield say(
        "Began, and have hardly anybody to be compared with: {count}.",
        count=count(effect.not_comparable),
    )


def cost_sentences(effect: Effect, book: Rulebook) -> Iterator[str]:
    """Yield what a beginning costs on that day, where the municipality's file says so."""
    by, _, code = effect.split.partition(":")
    cost = book.cost_of(effect.measure, effect.on, code if by == "provider" else "")
    if cost is not None:
        yield say(
            "What one beginning costs: {kroner} kroner. Source: {source}",
            kroner=grouped(cost.kroner),
            source=cost.source,
        )
