"""Check a file of the law before it takes effect: its faults, and what it would change.

`domain/law/pension.toml` and `rates.toml` describe their own format.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from journeys.adapters.files.law_faults import faults
from journeys.adapters.files.municipality import read_municipality
from journeys.adapters.files.problems import Problems, did_you_mean, read_toml
from journeys.adapters.files.validation import fault_of
from journeys.domain.errors import Refused
from journeys.domain.law import Edition, Law, law, parse_law
from journeys.domain.law.claims import beyond
from journeys.domain.law.folkepension import FolkepensionAge
from journeys.domain.law.rates import Note, Rate, RateLine, Rates, parse_rates, rates
from journeys.domain.law.rules import ReturnStep, Rule
from journeys.domain.message import Message

UNREADABLE = Message("the file cannot be read ({why}). Give the path of a TOML file.")
OF_LAW = frozenset({"good_for_months", "edition", "rule", "way_back", "folkepension_age"})
OF_RATES = frozenset({"edition", "rate", "note"})
LONGEST = 36
"""The most months that a reading of the law can be trusted for; our choice."""


class LawFileReport(BaseModel):
    """Gennemset: the kind of file, how many things it says, and what it would change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    kind: Literal["rules", "rates", "municipality"]
    says: int
    """How many rules, rates, or things of a municipality's own."""
    changes: tuple[str, ...]
    """What differs from the library in use, with the days or years concerned."""


class LawFile(NamedTuple):
    """Lovfil: what a file says, and the report on it."""

    law: Law | Rates | None
    """None where it is a municipality's own file."""
    report: LawFileReport


def check_law_file(file: Path, today: date) -> LawFileReport:
    """Return a report on a file of rules, of rates, or of a municipality.

    Raises InputUnreadable with every fault; an edition later than `today` and the library's is one.
    """
    return _read(file, today).report


def read_law_file(file: Path, today: date) -> Law | Rates:
    """Return the rules or the rates in a file, as they are tried.

    Raises InputUnreadable as `check_law_file`. Refused: law-not-in-file.
    """
    found = _read(file, today).law
    if found is None:
        raise Refused(
            "law-not-in-file",
            "{file} has neither rules nor rates, and a municipality's own file is no law. Give a "
            "file of rules or of rates: `journeys law check` names what is in one.",
            file=file,
        )
    return found


def _read(file: Path, today: date) -> LawFile:
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
    return LawFile(
        None, LawFileReport(file=str(file), kind="municipality", says=len(changes), changes=changes)
    )


def _law(file: Path, data: dict[str, Any], problems: Problems, today: date) -> LawFile:
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
    # The library's own newest edition is no fault of a file, whatever day a machine believes it is.
    for fault in faults(found, max(today, law().newest.edition)):
        problems.add(fault)
    problems.refuse()
    changes = tuple(_changes(found, law()))
    report = LawFileReport(file=str(file), kind="rules", says=len(found.rules), changes=changes)
    return LawFile(found, report)


def _changes(found: Law, before: Law) -> Iterator[str]:
    """Yield what the newest reading adds and no longer says, and older editions that differ."""
    now, then = ({rule.undated: rule for rule in each.newest.rules} for each in (found, before))
    yield from (
        Message("{id}: {days}", id=rule.id, days=days_of(rule)) for rule in now if rule not in then
    )
    yield from (
        Message("{id}: {days}: no longer there", id=rule.id, days=days_of(rule))
        for rule in then
        if rule not in now
    )
    if found.newest.way_back != before.newest.way_back:
        yield Message("way_back: the steps differ")
    if found.newest.good_until != before.newest.good_until:
        yield Message("good until {day}", day=found.newest.good_until)
    for day, digest in before.digests.items():
        if found.digests.get(day) != digest:
            yield Message(
                "edition {day}: it is not what it was. Stores have sealed it: leave it, and write "
                "an edition of a new day.",
                day=day,
            )


def _rates(file: Path, data: dict[str, Any], problems: Problems, today: date) -> LawFile:
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
                    year=year or Message("without a year"),
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
    read = parse_rates(data)
    found, before = read.rates, rates().rates
    changes = (
        *(_rate_text(rate) for key, rate in found.items() if before.get(key) != rate),
        *(
            Message("{rate}: no longer there", rate=_rate_text(rate))
            for key, rate in before.items()
            if key not in found
        ),
    )
    report = LawFileReport(file=str(file), kind="rates", says=len(found), changes=changes)
    return LawFile(read, report)


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
                where = "".join(f": {part}" for part in fault["loc"])
                problems.add(
                    Message(
                        "{where}: {what}.", where=f"{what} {named}{where}", what=fault_of(fault)
                    )
                )


def days_of(rule: Rule) -> Message:
    """Return the days that a rule applies on, as far as a source says."""
    if rule.starts == date.min:
        return Message("every day") if rule.ends == date.max else Message("to {on}", on=rule.ends)
    if rule.ends == date.max:
        return Message("from {on}", on=rule.starts)
    return Message("from {starts} to {ends}", starts=rule.starts, ends=rule.ends)


def _rate_text(rate: Rate) -> Message:
    year: object = rate.year or Message("no year named")
    return Message(
        "{rate}: {year}, {value}",
        rate=rate.kind.name,
        year=Message("from {year}", year=rate.year) if rate.onwards else year,
        value=f"{rate.value:f}",
    )
