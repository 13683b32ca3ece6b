"""A municipality's own file: how it works, its deadlines, codes, rates and promises.

    [practice]
    method = "phases"        # or "job-first"; it changes notices and duties only
    few_open = 3             # open subgoals in a track that are easy to see

    [practice.days]          # deadlines that no law names, by kind of duty
    silence = 45

    [retention]              # how long closed journeys are kept; without it, none is due to go
    may_go_months = 60       # from when one may go, after the last thing that held it has ended
    may_go_source = "KLE-udvalget, 12/1/2026"
    must_go_months = 72      # by when it must have gone; either may be left out
    must_go_source = "KLE-udvalget, 12/1/2026"
    discard = "allowed"      # or "not-allowed"; left out: not known, and then they are kept
    discard_source = "Arkivets brev, 12/1/2026"

    [[code]]                 # a code of its own, in an existing vocabulary
    vocabulary = "measure"
    code = "madværksted"
    da = "Madværksted"
    en = "Kitchen workshop"
    from = 2026-01-01        # and `to`: the last day it can be newly recorded
                             # a phase or level of support may have a `rank`: its place in the order

    [[provider]]             # who provides measures: then effects are shown by provider, too
    code = "eksempelhuset"   # `--provider` takes the code, or the name as it stands here
    da = "Eksempelhuset"
    en = "Eksempelhuset"     # may be left out where it is the same
    from = 2026-01-01        # and `to`; both may be left out

    [[competence]]           # what tasks ask for and citizens can, by code: codes are compared
    code = "bageri"
    da = "Bageri"
    en = "Bakery"            # may be left out where it is the same
    from = 2026-01-01        # and `to`; both may be left out

    [[cost]]                 # what one beginning costs; it is shown beside the effect
    measure = "madværksted"
    provider = "eksempelhuset"  # left out: of every provider without a cost of its own
    kroner = 18500
    from = 2026-01-01        # and `to`: the last day on which a beginning costs this
    source = "Regnskab 2025, bilag 4"

    [[rate]]                 # of a year that the library has no source for
    name = "pension-single"  # kroner a month or a year, as domain/law/rates.toml has it
    year = 2026
    kroner = 12345           # as you read it there
    act = "Lov om social pension"
    section = ""             # may be left out
    read_at = "borger.dk, 5 January 2026"

    [[promise]]              # what the municipality itself promises who tries work; no law
    da = "Du beholder din faste kontaktperson."
    en = "You keep your contact person."
    from = 2026-01-01        # and `to`: the last day it is promised for
    decided_by = "Beskæftigelsesudvalget, 12/1/2026"

    [[staff]]                # a colleague: nobody is asked whether the name is meant
    name = "karen.example"   # as it stands after --as
    team = "Jobhuset"        # may be left out

    [[office]]               # whom a citizen calls; it stands on each page that is handed over
    team = "Jobhuset"        # left out: the office of everybody who has no team
    name = "Jobhuset"
    place = "Torvet 1"       # may be left out, as may `hours`
    telephone = "12 34 56 78"
    hours = "Mandag til torsdag kl. 9-15"

    [[goal]]                 # what a committee has decided to reach: `journeys goals` shows it
    indicator = "in-paid-hours"  # a figure of `journeys manage`
    value = ""               # a part of it, such as a basis; may be left out
    baseline = 40
    from = 2026-01-01        # the day of the baseline
    target = 60
    day = 2027-12-31         # when the target is to be reached
    decided_by = "Beskæftigelsesudvalget, 12/1/2026"

    [[instrument]]           # for measuring progress; another scale is another version
    name = "hverdag"
    version = 1
    rater = "citizen"        # or "caseworker"; "employer" rates the cooperation
    lowest = 1
    highest = 5
    items = [{ id = "morgen", text = "Hvordan går dine morgener?" }]

It only adds: it cannot change what the law says, and none of its texts can say that somebody keeps
a pension. That is said by the answer of a day alone.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from journeys.adapters.files.municipality_goals import BASIS, check_goals
from journeys.adapters.files.municipality_offices import Colleague, check_offices
from journeys.adapters.files.municipality_providers import (
    OwnCompetence,
    OwnProvider,
    check_competences,
    check_costs,
    check_providers,
)
from journeys.adapters.files.municipality_rates import OwnRate, check_rates
from journeys.adapters.files.municipality_retention import check_keeping
from journeys.adapters.files.municipality_texts import check_texts
from journeys.adapters.files.problems import Problems, did_you_mean, read_toml
from journeys.adapters.files.validation import fault_of, place_of
from journeys.adapters.sql.database.address import fault_of_path
from journeys.domain.duties.retiring import DISCARD_OR_ARCHIVE
from journeys.domain.errors import InputUnreadable
from journeys.domain.goal import Goal
from journeys.domain.keeping import Retention
from journeys.domain.law.claims import beyond
from journeys.domain.law.instruments import Instrument
from journeys.domain.law.vocabularies import Term
from journeys.domain.message import Message
from journeys.domain.rulebook import Cost, Practice, Promise, Rulebook, TeamOffice
from journeys.domain.standard import rulebook
from journeys.domain.vocabulary import COMPETENCES, PROVIDERS

UNREADABLE = Message(
    "the municipality's file cannot be read ({why}). Give the path of a TOML file, or leave it out."
)

MISPLACED = Message(
    "What is given as the municipality's file is no path, and is not repeated, because it may hold "
    "a password. Give the path of a TOML file, or leave it out."
)


class OwnTerm(Term):
    """A code of a municipality's own, and the vocabulary it belongs to."""

    vocabulary: str


class Municipality(BaseModel):
    """The content of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    practice: Practice = Field(default_factory=Practice)
    retention: Retention = Field(default_factory=Retention)
    code: Annotated[tuple[OwnTerm, ...], Field(default_factory=tuple)]
    provider: Annotated[tuple[OwnProvider, ...], Field(default_factory=tuple)]
    competence: Annotated[tuple[OwnCompetence, ...], Field(default_factory=tuple)]
    cost: Annotated[tuple[Cost, ...], Field(default_factory=tuple)]
    rate: Annotated[tuple[OwnRate, ...], Field(default_factory=tuple)]
    promise: Annotated[tuple[Promise, ...], Field(default_factory=tuple)]
    instrument: Annotated[tuple[Instrument, ...], Field(default_factory=tuple)]
    staff: Annotated[tuple[Colleague, ...], Field(default_factory=tuple)]
    office: Annotated[tuple[TeamOffice, ...], Field(default_factory=tuple)]
    goal: Annotated[tuple[Goal, ...], Field(default_factory=tuple)]

    @property
    def codes(self) -> tuple[OwnTerm, ...]:
        """Every code of its own, its providers and competences among them."""
        named = {PROVIDERS: self.provider, COMPETENCES: self.competence}
        return (
            *self.code,
            *(
                OwnTerm(vocabulary=vocabulary, **each.as_term.model_dump())
                for vocabulary, names in named.items()
                for each in names
            ),
        )


COSTED = ("measure", PROVIDERS)
"""The vocabularies whose codes a cost names."""


def read_municipality(file: Path | str) -> Rulebook:
    """Return the library's rulebook with what the file adds to it.

    Raises InputUnreadable with every fault of the file.
    """
    if fault_of_path(str(file), typed=True):
        raise InputUnreadable([MISPLACED], of_service=True)
    problems = Problems(file, of_service=True)
    content = _read(Path(file), problems)
    problems.refuse()
    assert content is not None, "what cannot be read was refused"  # noqa: S101 - for mypy
    book = rulebook()
    _check(content, book, problems)
    problems.refuse()
    vocabularies = {
        name: vocabulary.with_terms(
            Term.model_validate(own.model_dump(exclude={"vocabulary"}))
            for own in content.codes
            if own.vocabulary == name
        )
        for name, vocabulary in book.vocabularies.items()
    }
    instruments = {(each.name, each.version): each for each in content.instrument}
    return book._replace(
        vocabularies=vocabularies,
        rates=book.rates.with_own(own.among(book.rates) for own in content.rate),
        instruments=instruments,
        practice=content.practice,
        promises=content.promise,
        staff=frozenset(each.name for each in content.staff),
        teams={each.name: each.team for each in content.staff if each.team},
        offices=content.office,
        costs=content.cost,
        goals=content.goal,
        keeping=content.retention,
    )


def _read(file: Path, problems: Problems) -> Municipality | None:
    content = read_toml(file, problems, UNREADABLE)
    check_texts(content, problems)
    problems.refuse()  # no other fault repeats such a text
    try:
        return Municipality.model_validate(content)
    except ValidationError as error:
        for fault in error.errors():
            problems.add(Message("{where}: {what}.", where=place_of(fault), what=fault_of(fault)))
    return None


def _check(content: Municipality, book: Rulebook, problems: Problems) -> None:
    """Add a fault for each thing that contradicts the library's rulebook."""
    for own in content.codes:
        known = book.vocabularies.get(own.vocabulary)
        if known is None:
            problems.add(
                Message(
                    "code {code}: there is no vocabulary {vocabulary}.{hint}",
                    code=own.code,
                    vocabulary=own.vocabulary,
                    hint=did_you_mean(own.vocabulary, book.vocabularies),
                )
            )
        elif own.code in known.terms:
            problems.add(
                Message(
                    "code {code}: {vocabulary} already has it; choose another code.",
                    code=own.code,
                    vocabulary=own.vocabulary,
                )
            )
    _check_days(content, book, problems)
    check_keeping(content.retention, problems)
    check_rates(content.rate, book.rates, problems)
    _check_twice(content, problems)
    _check_claims(content, problems)
    check_offices(content.staff, content.office, problems)
    check_goals(content.goal, book, _known(BASIS, content, book), problems)
    check_providers(content.provider, [each.name for each in content.staff], problems)
    check_competences(content.competence, problems)
    check_costs(content.cost, {name: _known(name, content, book) for name in COSTED}, problems)
    for promise in content.promise:
        if promise.ends < promise.starts:
            problems.add(
                Message(
                    "promise of {starts}: it ends before it begins; correct `to`.",
                    starts=promise.starts,
                )
            )
    numbered = [(each.name, each.version) for each in content.instrument]
    for name, version in {each for each in numbered if numbered.count(each) > 1}:
        problems.add(
            Message(
                "instrument {name}: version {version} is described twice.",
                name=name,
                version=version,
            )
        )


def _check_days(content: Municipality, book: Rulebook, problems: Problems) -> None:
    """Add a fault for each deadline that is no municipality's to set there."""
    for kind in content.practice.days:
        duty = book.duties.get(kind)
        if duty is None:
            problems.add(
                Message(
                    "practice.days.{kind}: there is no such duty.{hint}",
                    kind=kind,
                    hint=did_you_mean(kind, book.duties),
                )
            )
        elif kind == DISCARD_OR_ARCHIVE:
            problems.add(
                Message(
                    "practice.days.{kind}: its days are under [retention]; leave it out.",
                    kind=kind,
                )
            )
        elif duty.by_law:
            source = duty.sources[0]
            problems.add(
                Message(
                    "practice.days.{kind}: a source gives this deadline ({citation}, {read_at}); "
                    "leave it out.",
                    kind=kind,
                    citation=source.citation,
                    read_at=source.read_at,
                )
            )


def _known(vocabulary: str, content: Municipality, book: Rulebook) -> Sequence[str]:
    """Return the codes of a vocabulary, the municipality's own among them."""
    own = (each.code for each in content.codes if each.vocabulary == vocabulary)
    return [*book.vocabularies[vocabulary].terms, *own]


def _check_twice(content: Municipality, problems: Problems) -> None:
    """Add a fault for each code that is described twice: one of them would be passed over."""
    described = [(each.vocabulary, each.code) for each in content.code]
    # What stands twice in a section of its own is a fault of that section.
    described += {(PROVIDERS, each.code) for each in content.provider}
    described += {(COMPETENCES, each.code) for each in content.competence}
    for vocabulary, code in sorted({each for each in described if described.count(each) > 1}):
        problems.add(
            Message(
                "code {code}: {vocabulary} has it twice; leave one out.",
                code=code,
                vocabulary=vocabulary,
            )
        )


def _check_claims(content: Municipality, problems: Problems) -> None:
    """Add a fault for each text that says what somebody keeps of a pension."""
    for where, text in _texts(content):
        if sentence := beyond(text, "none"):
            problems.add(
                Message(
                    "{where}: only the answer about a citizen's own day says whether a pension is "
                    "kept, so a municipality cannot promise it. Leave out: {sentence}",
                    where=where,
                    sentence=sentence,
                )
            )


def _texts(content: Municipality) -> Iterator[tuple[str, str]]:
    """Yield every text that may be shown to others than staff, after where it stands."""
    for own in content.codes:
        yield from ((f"code {own.code}", text) for text in (own.da, own.en))
    for goal in content.goal:
        yield f"goal {goal.indicator}", goal.decided_by
    for cost in content.cost:
        yield Message("cost of {measure}", measure=cost.measure), cost.source
    for promise in content.promise:
        where = Message("promise of {starts}", starts=promise.starts)
        yield from ((where, text) for text in (promise.da, promise.en, promise.decided_by))
    for each in content.instrument:
        yield from ((f"instrument {each.name}", item.text) for item in each.items)
    for office in content.office:
        yield from (
            (f"office {office.name}", text) for text in (office.name, office.place, office.hours)
        )
