"""Safety: whether somebody who tries work keeps the right to the pension, and what that rests on.

A pure function of a history, a rulebook and two clocks (bitemporal). Each sentence names the rules
and the entries it rests on; the answer is never stronger than the weakest of them.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Self
from uuid import UUID

from babel.lists import format_list

from journeys.domain.history import History
from journeys.domain.income import incomes
from journeys.domain.law import Law
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.rulebook import Promise, Rulebook
from journeys.domain.vocabulary import Answer, PensionNow, Scheme
from journeys.projections.duties import OwedDuty, owed_duties
from journeys.projections.law_seal import EditionSeal, edition_seal
from journeys.projections.office import Office, office
from journeys.projections.safety.read_later import with_day_read
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.safety.sentence import Sentence, once
from journeys.projections.safety.sentences import (
    depends_on,
    open_questions,
    warnings,
    what_holds,
)
from journeys.projections.safety.since_explained import SinceExplained, since_explained
from journeys.projections.safety.wording import LOOKING_INTO, RISK
from journeys.projections.view import AsKnown, BothLanguages, View


class WayBack(View):
    """Vejen tilbage: one step toward being paid again, who does it, and whether it is done."""

    step: int
    who: str
    text: str
    en: str
    done: bool
    rules: tuple[str, ...]

    @property
    def da(self) -> str:
        """The Danish text, under the name that a pair of languages has."""
        return self.text


class IncomePeriod(View):
    """Indtægt: what somebody lives on from `starts` up to but not including `ends`."""

    starts: date
    ends: date | None
    lives_on: tuple[str, ...]
    """Codes; empty where nothing is known, which is a gap."""
    gap: bool
    entry: int
    """The entry that says so."""


class Safety(AsKnown):
    """Økonomisk tryghed: what is kept, how to ask for the pension, and what must be verified."""

    journey: UUID
    on: date
    known_at: datetime | None
    state: PensionNow
    scheme: Scheme | None
    since: date | None
    """Since when the pension has this state, as recorded."""
    paid_from: date | None
    """The decided day of the first payment, where it is paid or resumed."""
    return_asked: date | None
    """The day the citizen asked to be paid again; None where nobody waits."""
    reassessment: date | None
    """The day by which the right is to be reassessed; None where none is set."""
    answer: Answer
    """Whether the right to the pension is kept while work is tried."""
    has_exception: bool
    """Whether special circumstances lift a protection that the answer promises by."""
    until: date | None
    """The last guaranteed day, where the answer is `guaranteed-until`."""
    depends_on: tuple[Sentence, ...]
    """What keeps the answer from being stronger."""
    sentences: tuple[Sentence, ...]
    """The pension's state, the answer, and what is kept."""
    way_back: tuple[WayBack, ...]
    open_questions: tuple[Sentence, ...]
    """What must be verified."""
    warnings: tuple[Sentence, ...]
    """What to look out for."""
    risk: BothLanguages | None
    """The risk that bears on the choice to work; None where no rule on withdrawal may apply."""
    looking_into: BothLanguages | None
    """What is being found out, in one line; None where nothing is."""
    promises: tuple[Promise, ...]
    """What the municipality itself promises; these are not law."""
    income: tuple[IncomePeriod, ...]
    law_read: date
    """The edition of the law that the answer used."""
    law_read_on: date
    """The day on which the law itself was last read: an edition may bring other words alone."""
    law_digest: str
    """The digest of the law as read in that edition."""
    law_seal: EditionSeal | None = None
    """What the store has sealed of that edition; None where no store was asked."""
    office: Office | None
    """Whom the citizen calls; None where the municipality's file does not say."""
    duties: tuple[OwedDuty, ...]
    """The duties about pension and income that are open on that day."""
    since_explained: SinceExplained | None
    """What changed since it was last explained; None where it never was."""

    @property
    def everything_said(self) -> tuple[Sentence, ...]:
        """Every sentence, each once."""
        return once((*self.sentences, *self.depends_on, *self.open_questions, *self.warnings))

    def sealed_in(self, law: Law, sealed: Iterable[SealedEdition]) -> Self:
        """Return the same with what a store has sealed of the edition that the answer used."""
        return self.model_copy(update={"law_seal": edition_seal(law, sealed, self.law_read)})


def safety(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    on: date,
    known_at: datetime | None = None,
) -> Safety:
    """Return the safety on a day, from the facts and the law as known at a moment.

    Without a granted pension there are no sentences; a withdrawn one has the sentences about that.
    """
    known = history.as_of(known_at=known_at)
    book = book.known_at(known_at)
    now = SafetyContext(known, book, book.law.newest, on)
    doubts, questions = once(depends_on(now)), once(open_questions(now))
    return Safety(
        journey=journey_id,
        on=on,
        known_at=known_at,
        state=now.state,
        scheme=now.pension.scheme,
        since=now.pension.since,
        paid_from=now.pension.paid_from,
        return_asked=now.pension.return_asked,
        reassessment=now.pension.reassessment,
        answer=now.guarantee.answer,
        has_exception=now.guarantee.has_exception,
        until=now.guarantee.until,
        depends_on=doubts,
        sentences=once(with_day_read(what_holds(now), book.law, known_at)),
        way_back=tuple(_way_back(now)),
        open_questions=questions,
        warnings=once(warnings(now)),
        risk=BothLanguages.of(RISK) if now.may_be_withdrawn else None,
        looking_into=_looking_into((*doubts, *questions)),
        promises=tuple(_promises(now)),
        income=tuple(_income(now)),
        law_read=now.law.edition,
        law_read_on=now.law.read_on,
        law_digest=book.law.digests[now.law.edition],
        office=office(now.as_of_day, book),
        duties=tuple(_owed(now)),
        since_explained=since_explained(now),
    )


def _way_back(now: SafetyContext) -> Iterator[WayBack]:
    """Yield the steps back to payment; while it is paid or rests, as they would be."""
    if not now.pension.exists or now.has_folkepension_age:
        return
    done = {
        "asked": now.state in ("return-asked", "resumed"),
        "decided": now.state == "resumed",
        "paid": False,
    }
    for number, step in enumerate(now.law.way_back, start=1):
        yield WayBack(
            step=number,
            who=step.who,
            text=step.da,
            en=step.en,
            done=done[step.done_when],
            rules=tuple(rule for rule in step.rules if _is_of_scheme(rule, now)),
        )


def _is_of_scheme(rule: str, now: SafetyContext) -> bool:
    return any(now.pension.scheme in each.schemes for each in now.law.of(rule))


def _looking_into(doubts: Iterable[Sentence]) -> BothLanguages | None:
    """Return one line with what each doubt leaves open; None where none has a topic."""
    topics = tuple(dict.fromkeys(each.topic for each in doubts if each.topic))
    if not topics:
        return None
    da = format_list([each.da for each in topics], locale="da")
    en = format_list([each.en for each in topics], locale="en_GB")
    return BothLanguages(da=LOOKING_INTO.da.format(topics=da), en=LOOKING_INTO.en.format(topics=en))


def _promises(now: SafetyContext) -> Iterator[Promise]:
    if now.pension.exists and not now.has_folkepension_age:
        yield from (each for each in now.book.promises if each.holds_on(now.on))


def _income(now: SafetyContext) -> Iterator[IncomePeriod]:
    for each in incomes(now.as_of_day, now.book):
        if each.starts > now.on:
            # Decided, and still ahead: it may change.
            continue
        # An end that lies ahead may change as well.
        ends = each.ends if each.ends is not None and each.ends <= now.on else None
        yield IncomePeriod(
            starts=each.starts,
            ends=ends,
            lives_on=each.lives_on,
            gap=not each.lives_on,
            entry=each.entry,
        )


def _owed(now: SafetyContext) -> Iterator[OwedDuty]:
    for each in owed_duties(now.as_of_day, now.book, now.on):
        if now.book.duties[each.kind].safety:
            yield each
