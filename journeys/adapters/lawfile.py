"""A file of the law, looked through before it is gone by: each fault, and what it would change.

`domain/law/pension.toml` and `rates.toml` describe themselves; whoever edits one has it checked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from journeys.adapters.municipality import read_municipality
from journeys.adapters.problems import Problems, did_you_mean, read_toml
from journeys.domain.law import Edition, Law, Rule, Step, law, law_of
from journeys.domain.law.rates import Note, Rate, RateLine, rates, rates_of

UNREADABLE = "the file cannot be read ({why}). Give the path of a TOML file."
NEEDED = ("new-scheme-begins",)
"""Rules that refusals ask for by name, whatever the day."""


class Checked(BaseModel):
    """Gennemset: what kind of file it is, how much it says, and what it would change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    kind: Literal["rules", "rates", "municipality"]
    says: int
    """How many rules, rates or things of its own."""
    changes: tuple[str, ...]
    """What it says that the library in use does not, and which days or years that is about."""


def check(file: Path) -> Checked:
    """Return what a file of rules, of rates, or of a municipality says.

    Raises InputUnreadable with every fault of it.
    """
    problems = Problems(file)
    data = read_toml(file, problems, UNREADABLE)
    if "rule" in data:
        return _law(file, data, problems)
    if "edition" in data:
        return _rates(file, data, problems)
    book = read_municipality(file)
    own = [rate for key, rate in book.rates.rates.items() if key not in rates().rates]
    changes = (*map(_told, own), *(f"promise from {each.starts}" for each in book.promises))
    return Checked(file=str(file), kind="municipality", says=len(changes), changes=changes)


def _law(file: Path, data: dict[str, Any], problems: Problems) -> Checked:
    _lines(Edition, "edition", data, problems)
    _lines(Rule, "rule", data, problems, given={"edition": law().edition})
    _lines(Step, "way_back", data, problems)
    if type(data.get("good_for_months")) is not int:
        problems.add("good_for_months: this must be a whole number of months.")
    problems.refuse()
    found = law_of(data)
    for fault in _faults(found):
        problems.add(fault)
    problems.refuse()
    new = [rule for rule in found.rules if rule not in law().rules]
    gone = law().newest.rules_by_id.keys() - found.newest.rules_by_id.keys()
    return Checked(
        file=str(file),
        kind="rules",
        says=len(found.rules),
        changes=(
            *(f"{rule.id}: {days_of(rule)}" for rule in new),
            *(f"{rule}: said no longer" for rule in sorted(gone)),
        ),
    )


def _rates(file: Path, data: dict[str, Any], problems: Problems) -> Checked:
    _lines(RateLine, "rate", data, problems)
    _lines(Note, "note", data, problems)
    if type(data["edition"]) is not date:
        problems.add("edition: this must be a day, as 2026-11-21.")
    problems.refuse()
    dated = [(line["name"], each.get("year")) for line in data["rate"] for each in line["values"]]
    for (name, year), count in Counter(dated).items():
        if count > 1:
            problems.add(f"rate {name}: {year or 'without a year'} is described {count} times.")
    problems.refuse()
    found, before = rates_of(data).rates, rates().rates
    changes = (
        *(_told(rate) for key, rate in found.items() if before.get(key) != rate),
        *(f"{_told(rate)}: said no longer" for key, rate in before.items() if key not in found),
    )
    return Checked(file=str(file), kind="rates", says=len(found), changes=changes)


def _lines(
    model: type[BaseModel],
    what: str,
    data: dict[str, Any],
    problems: Problems,
    given: Mapping[str, Any] | None = None,
) -> None:
    """Find what is wrong with each line of a kind; a line is named by its id, or counted."""
    lines = data.get(what)
    if not isinstance(lines, list) or not lines:
        problems.add(f"{what}: there is none. Write each as [[{what}]].")
        return
    for nr, line in enumerate(lines, start=1):
        try:
            model.model_validate({**(given or {}), **line} if isinstance(line, dict) else line)
        except ValidationError as error:
            named = line.get("id", line.get("name", nr)) if isinstance(line, dict) else nr
            for fault in error.errors():
                where = ".".join(map(str, fault["loc"]))
                problems.add(f"{what} {named}: {where}: {fault['msg']}.")


def _faults(found: Law) -> Iterator[str]:
    """Yield what is wrong with rules that can be read."""
    days = [edition.day for edition in found.editions]
    if any(later <= day for day, later in pairwise(days)):
        yield "edition: the editions stand in the order of their days, each once."
    for rule in found.rules:
        if rule.edition not in days:
            yield f"rule {rule.id}: there is no edition of {rule.edition}; add it."
        if rule.ends < rule.starts:
            yield f"rule {rule.id}: it ends before it begins; mend `from` or `to`."
        if rule.tag != "open" and not rule.sources:
            yield f"rule {rule.id}: it is {rule.tag} and names no source; add where it was read."
    for one, other in combinations(found.rules, 2):
        if (one.id, one.edition) == (other.id, other.edition) and _share_days(one, other):
            yield f"rule {one.id}: two of its periods in edition {one.edition} share days."
    yield from _missing(found)


def _missing(found: Law) -> Iterator[str]:
    """Yield what the newest reading lacks."""
    newest = found.newest.rules_by_id
    for wanted in NEEDED:
        if wanted not in newest:
            yield f"rule {wanted}: it is asked for by name, and is missing."
    for scheme in ("new", "old"):
        if not any(rule.part == "right" and scheme in rule.schemes for rule in found.newest.rules):
            yield f'no rule gives a pension of the {scheme} scheme its right (part = "right").'
    for step in found.way_back:
        for named in sorted(set(step.rules) - newest.keys()):
            yield f"way_back: there is no rule {named}.{did_you_mean(named, newest)}"


def _share_days(one: Rule, other: Rule) -> bool:
    share_a_scheme = set(one.schemes) & set(other.schemes)
    return bool(share_a_scheme) and one.starts <= other.ends and other.starts <= one.ends


def days_of(rule: Rule) -> str:
    """Return from when to when a rule holds, as far as a source says."""
    begins = "" if rule.starts == date.min else f"from {rule.starts}"
    ends = "" if rule.ends == date.max else f"to {rule.ends}"
    return " ".join(each for each in (begins, ends) if each) or "every day"


def _told(rate: Rate) -> str:
    return f"{rate.kind.name}: {rate.year or 'no year named'}, {rate.value:f}"
