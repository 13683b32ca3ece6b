"""Check a file of the law before it takes effect: its faults, and what it would change.

`domain/law/pension.toml` and `rates.toml` describe their own format.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from journeys.adapters.files.municipality import read_municipality
from journeys.adapters.files.problems import Problems, did_you_mean, read_toml
from journeys.domain.law import Edition, Law, law, parse_law
from journeys.domain.law.claims import beyond
from journeys.domain.law.folkepension import FolkepensionAge
from journeys.domain.law.rates import Note, Rate, RateLine, parse_rates, rates
from journeys.domain.law.rules import RIGHT_PARTS, ReturnStep, Rule
from journeys.domain.message import Message

UNREADABLE = Message("the file cannot be read ({why}). Give the path of a TOML file.")
OF_LAW = frozenset({"good_for_months", "edition", "rule", "way_back", "folkepension_age"})
OF_RATES = frozenset({"edition", "rate", "note"})
LONGEST = 36
"""The most months that a reading of the law can be trusted for; our choice."""
NEEDED = ("new-scheme-begins", "change-of-scheme")
"""Rules that refusals look up by name, on any day."""


class LawFileReport(BaseModel):
    """Gennemset: the kind of file, how many things it says, and what it would change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    kind: Literal["rules", "rates", "municipality"]
    says: int
    """How many rules, rates, or things of a municipality's own."""
    changes: tuple[str, ...]
    """What differs from the library in use, with the days or years concerned."""


def check_law_file(file: Path, today: date) -> LawFileReport:
    """Return a report on a file of rules, of rates, or of a municipality.

    Raises InputUnreadable with every fault; an edition later than `today` is one.
    """
    problems = Problems(file)
    data = read_toml(file, problems, UNREADABLE)
    if OF_LAW & data.keys() - OF_RATES:
        return _law(file, data, problems, today)
    if "edition" in data:
        return _rates(file, data, problems, today)
    book = read_municipality(file)
    own = [rate for key, rate in book.rates.rates.items() if key not in rates().rates]
    changes = (
        *map(_rate_text, own),
        *(Message("promise from {starts}", starts=each.starts) for each in book.promises),
    )
    return LawFileReport(file=str(file), kind="municipality", says=len(changes), changes=changes)


def _law(file: Path, data: dict[str, Any], problems: Problems, today: date) -> LawFileReport:
    _known(data, OF_LAW, problems)
    _lines(Edition, "edition", data, problems)
    _lines(Rule, "rule", data, problems, given={"edition": law().edition})
    _lines(ReturnStep, "way_back", data, problems, given={"edition": law().edition})
    _lines(FolkepensionAge, "folkepension_age", data, problems, given={"edition": law().edition})
    months = data.get("good_for_months")
    if type(months) is not int or not 0 < months <= LONGEST:
        problems.add(
            Message(
                "good_for_months: this must be a whole number of months, {most} at most.",
                most=LONGEST,
            )
        )
    problems.refuse()
    found = parse_law(data)
    for fault in _faults(found, today):
        problems.add(fault)
    problems.refuse()
    return LawFileReport(
        file=str(file), kind="rules", says=len(found.rules), changes=tuple(_changes(found, law()))
    )


def _changes(found: Law, before: Law) -> Iterator[str]:
    """Yield what the newest reading adds and no longer says, and older editions that differ."""
    now, then = ({rule.undated: rule for rule in each.newest.rules} for each in (found, before))
    yield from (f"{rule.id}: {days_of(rule)}" for rule in now if rule not in then)
    yield from (
        Message("{id}: {days}: no longer there", id=rule.id, days=days_of(rule))
        for rule in then
        if rule not in now
    )
    if found.newest.way_back != before.newest.way_back:
        yield "way_back: the steps differ"
    if found.newest.good_until != before.newest.good_until:
        yield Message("good until {day}", day=found.newest.good_until)
    for day, digest in before.digests.items():
        if found.digests.get(day) != digest:
            yield Message(
                "edition {day}: it is not what it was. Stores have sealed it: leave it, and write "
                "an edition of a new day.",
                day=day,
            )


def _rates(file: Path, data: dict[str, Any], problems: Problems, today: date) -> LawFileReport:
    _known(data, OF_RATES, problems)
    _lines(RateLine, "rate", data, problems)
    _lines(Note, "note", data, problems)
    if type(data["edition"]) is not date or data["edition"] > today:
        problems.add("edition: this must be the day it was read, as 2026-11-21.")
    problems.refuse()
    dated = [
        (line["name"], each.get("year", each.get("from")))
        for line in data["rate"]
        for each in line["values"]
    ]
    for (name, year), count in Counter(dated).items():
        if count > 1:
            problems.add(
                Message(
                    "rate {name}: {year} is described {count} times.",
                    name=name,
                    year=year or "without a year",
                    count=count,
                )
            )
    known = [line["name"] for line in data["rate"]]
    for note in data["note"]:
        if note.get("rate", known[0]) not in known:
            problems.add(
                Message(
                    "note {note}: there is no rate {rate}.{hint}",
                    note=note["id"],
                    rate=note["rate"],
                    hint=did_you_mean(note["rate"], known),
                )
            )
    problems.refuse()
    for note in parse_rates(data).notes:
        for sentence in filter(None, (beyond(note.da, "none"), beyond(note.en, "none"))):
            problems.add(
                Message(
                    "note {id}: an amount says nothing of a right to the pension. Leave out: "
                    "{sentence}",
                    id=note.id,
                    sentence=sentence,
                )
            )
    problems.refuse()
    found, before = parse_rates(data).rates, rates().rates
    changes = (
        *(_rate_text(rate) for key, rate in found.items() if before.get(key) != rate),
        *(
            Message("{rate}: no longer there", rate=_rate_text(rate))
            for key, rate in before.items()
            if key not in found
        ),
    )
    return LawFileReport(file=str(file), kind="rates", says=len(found), changes=changes)


def _known(data: dict[str, Any], known: AbstractSet[str], problems: Problems) -> None:
    """Add a fault for each unknown table: mostly misspellings."""
    for key in sorted(data.keys() - known):
        problems.add(
            Message(
                "{key}: there is no such table.{hint}",
                key=key,
                hint=did_you_mean(key, sorted(known)),
            )
        )


def _lines(
    model: type[BaseModel],
    what: str,
    data: dict[str, Any],
    problems: Problems,
    given: Mapping[str, Any] | None = None,
) -> None:
    """Add a fault for each invalid line, which is named by its id, or else by its number."""
    lines = data.get(what)
    if not isinstance(lines, list) or not lines:
        problems.add(Message("{what}: there is none. Write each as [[{what}]].", what=what))
        return
    for nr, line in enumerate(lines, start=1):
        try:
            model.model_validate({**(given or {}), **line} if isinstance(line, dict) else line)
        except ValidationError as error:
            named = line.get("id", line.get("name", nr)) if isinstance(line, dict) else nr
            for fault in error.errors():
                where = "".join(f"{part}: " for part in fault["loc"])
                problems.add(f"{what} {named}: {where}{fault['msg']}.")


def _faults(found: Law, today: date) -> Iterator[str]:
    """Yield the faults of rules that have a valid form."""
    days = [edition.day for edition in found.editions]
    if any(later <= day for day, later in pairwise(days)):
        yield "edition: list the editions in the order of their days, each once."
    if days[-1] > today:
        yield Message(
            "edition: {day} is in the future; give the day on which it was read.", day=days[-1]
        )
    yield from _of_dropped(found)
    yield from _of_ages(found)
    for rule in found.rules:
        if rule.edition not in days:
            yield Message(
                "rule {id}: there is no edition of {edition}; add it.",
                id=rule.id,
                edition=rule.edition,
            )
        if rule.ends < rule.starts:
            yield Message(
                "rule {id}: it ends before it begins; correct `from` or `to`.", id=rule.id
            )
        if rule.tag != "open" and not rule.sources:
            yield Message(
                "rule {id}: it is {tag} and names no source; add where it was read.",
                id=rule.id,
                tag=rule.tag,
            )
    for one, other in combinations(found.rules, 2):
        if (one.id, one.edition) == (other.id, other.edition) and _share_days(one, other):
            yield Message(
                "rule {id}: two of its periods in edition {edition} share days.",
                id=one.id,
                edition=one.edition,
            )
    yield from _missing(found)
    yield from _claiming(found)


def _of_dropped(found: Law) -> Iterator[str]:
    """Yield what an edition drops that is no rule."""
    known = {rule.id for rule in found.rules}
    for edition in found.editions:
        for dropped in sorted(set(edition.dropped) - known):
            yield Message(
                "edition {day}: it drops {dropped}, and there is no such rule.{hint}",
                day=edition.day,
                dropped=dropped,
                hint=did_you_mean(dropped, known),
            )


def _of_ages(found: Law) -> Iterator[str]:
    """Yield what is wrong with the ages of folkepension: days of birth that two of them share."""
    for one, other in combinations(found.newest.folkepension_ages, 2):
        if one.born_from <= other.born_to and other.born_from <= one.born_to:
            yield Message(
                "folkepension_age: those born from {one} and from {other} share days of birth.",
                one=one.born_from,
                other=other.born_from,
            )


def _missing(found: Law) -> Iterator[str]:
    """Yield what the newest reading lacks."""
    newest = found.newest.rules_by_id
    for wanted in NEEDED:
        if wanted not in newest:
            yield Message("rule {wanted}: it is looked up by name, and is missing.", wanted=wanted)
    for scheme in ("new", "old"):
        of_scheme = {rule.part for rule in found.newest.rules if scheme in rule.schemes}
        for right in RIGHT_PARTS:
            if right not in of_scheme:
                yield Message(
                    'no rule gives a pension of the {scheme} scheme the part "{right}".',
                    scheme=scheme,
                    right=right,
                )
    for step in found.newest.way_back:
        for named in sorted(set(step.rules) - newest.keys()):
            yield Message(
                "way_back: there is no rule {named}.{hint}",
                named=named,
                hint=did_you_mean(named, newest),
            )


def _claiming(found: Law) -> Iterator[str]:
    """Yield each text in use whose words claim more about the pension than it may."""
    for rule in found.newest.rules:
        topic = [rule.topic.da, rule.topic.en] if rule.topic else []
        claims = [*(beyond(text, rule.claim) for text in (rule.da, rule.en))]
        for sentence in filter(None, [*claims, *(beyond(text, "none") for text in topic)]):
            yield Message(
                "rule {id}: its words claim more about the pension than its part allows. Name the "
                "condition, or say that it is not known: {sentence}",
                id=rule.id,
                sentence=sentence,
            )
    for step in found.newest.way_back:
        for sentence in filter(None, (beyond(step.da, "weak"), beyond(step.en, "weak"))):
            yield Message(
                "way_back: this step promises the pension. Name the condition: {sentence}",
                sentence=sentence,
            )


def _share_days(one: Rule, other: Rule) -> bool:
    share_a_scheme = set(one.schemes) & set(other.schemes)
    return bool(share_a_scheme) and one.starts <= other.ends and other.starts <= one.ends


def days_of(rule: Rule) -> str:
    """Return the days that a rule applies on, as far as a source says."""
    begins = "" if rule.starts == date.min else f"from {rule.starts}"
    ends = "" if rule.ends == date.max else f"to {rule.ends}"
    return " ".join(each for each in (begins, ends) if each) or "every day"


def _rate_text(rate: Rate) -> str:
    year = f"from {rate.year}" if rate.onwards else rate.year or "no year named"
    return f"{rate.kind.name}: {year}, {rate.value:f}"
