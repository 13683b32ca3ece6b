"""Grounds: what the recorded facts and the law of a day give for the answer about a pension."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from journeys.domain.days import days_after
from journeys.domain.events.pension import Pension
from journeys.domain.ground import Ground
from journeys.domain.law import Reading
from journeys.domain.law.rules import RIGHT_PARTS, Rule
from journeys.domain.pension_facts import PensionFacts


def protects_from(rule: Rule, pension: Pension) -> date | None:
    """Return the first day on which a rule protects this pension; None where it never does.

    It never does if it is not a protection, if it is of another scheme, or if it depends on an age
    and the day of birth is not known.
    """
    if rule.part != "protection" or pension.scheme not in rule.schemes:
        return None
    begins, ends = rule.in_force_for(pension.born)
    return begins if begins <= ends else None


def folkepension_reached(facts: PensionFacts, law: Reading, on: date) -> Ground | None:
    """Return the only ground there is from the age of folkepension on; None before it."""
    reached = law.folkepension(facts.pension.born)
    if reached is None or on < reached.day:
        return None
    if reached.age.at_least or not facts.pension_on(reached.day).paid_on(reached.day):
        open_rules = law.of("open-folkepension-while-resting")
        return Ground("verify", "folkepension-while-resting", open_rules)
    return Ground("none", "folkepension-reached", law.of("folkepension-by-itself"))


def folkepension_ahead(pension: Pension, law: Reading) -> Iterator[Ground]:
    """Yield the day before the age of folkepension: no longer is there a førtidspension."""
    reached = law.folkepension(pension.born)
    if reached is not None:
        rules = law.of("folkepension-by-itself")
        yield Ground(
            "guaranteed-until", "folkepension-age", rules, until=days_after(reached.day, -1)
        )


def scheme_in_doubt(pension: Pension, law: Reading) -> Iterator[Ground]:
    """Yield a doubt where the recorded days do not settle the scheme."""
    changes = law.of("change-of-scheme")
    for rule in law.of_part("scheme"):
        if _is_scheme_doubtful(rule, changes, pension):
            yield Ground("verify", "scheme", (rule,))


def _is_scheme_doubtful(rule: Rule, changes: tuple[Rule, ...], pension: Pension) -> bool:
    """Whether scheme and days do not fit: the scheme goes by the day the case was begun."""
    granted, begun, changed = pension.granted, pension.case_begun, pension.scheme_changed
    if granted is None:
        return False
    if begun is not None and begun > granted:
        return True
    scheme = pension.scheme if changed is None else "old"
    if changed is not None and not any(each.in_force(changed) for each in changes):
        return True
    if scheme == "old":
        return granted >= rule.starts and (begun is None or begun >= rule.starts)
    return granted < rule.starts or (begun is not None and begun < rule.starts)


def rights(pension: Pension, law: Reading, on: date) -> Iterator[Ground]:
    """Yield a ground for each right: to let the pension rest, and to return to it."""
    for right in RIGHT_PARTS:
        periods = [
            (*rule.in_force_for(pension.born), rule)
            for rule in law.of_part(right)
            if pension.scheme in rule.schemes
        ]
        # Where the law says nothing, nothing is promised.
        yield _covering(periods, on) or Ground("verify", "no-rule")


def ending(pension: Pension, law: Reading, on: date) -> Iterator[Ground]:
    """Yield the protection of the pension; if there is none, the ways in which it can end."""
    protections = [
        (begins, rule)
        for rule in law.of_part("protection")
        if rule.tag == "verified" and (begins := protects_from(rule, pension)) is not None
    ]
    shown = [
        (max(begins, rule.shown_from or date.min), rule.ends, rule) for begins, rule in protections
    ]
    protected = _covering(shown, on)
    if protected is not None:
        yield protected
        return
    # Protections that may have been in force, though no source shows it.
    unshown = [rule for begins, rule in protections if begins <= on <= rule.ends]
    yield from (Ground("verify", rules=(rule,)) for rule in unshown)
    ways = law.of_part_on("withdrawal", on, pension.scheme)
    for rule in ways:
        yield Ground("depends" if rule.tag == "verified" else "verify", rules=(rule,))
    if not ways:
        yield Ground("verify", "no-rule")


def recorded_facts(facts: PensionFacts, law: Reading, on: date) -> Iterator[Ground]:
    """Yield what is recorded that bears on the right: pending, decided, or ahead."""
    if facts.reassessment is not None:
        conditions = law.of_part_on("condition", on, facts.pension.scheme)
        sure = all(rule.tag == "verified" for rule in conditions)
        yield Ground("depends" if sure else "verify", "reassessment", conditions)
    if facts.heard:
        yield Ground("depends", "hearing")
    yield from (Ground("depends", "ruling", ruling=ruling) for ruling in facts.rulings)
    yield from (Ground("depends", "sent-back", ruling=ruling) for ruling in facts.sent_back)
    if facts.void_end is not None:
        yield Ground("verify", "void-end")
    if facts.moves is not None:
        eve = facts.moves - timedelta(days=1)
        yield Ground("guaranteed-until", "scheme-change-ahead", until=eve)
    if facts.folkepension is not None and facts.folkepension <= on:
        yield Ground("verify", "folkepension")
    elif facts.folkepension is not None:
        eve = facts.folkepension - timedelta(days=1)
        yield Ground("guaranteed-until", "folkepension", until=eve)
    if facts.ends is not None:
        by = facts.ended_by
        last = facts.ends.on - timedelta(days=1)
        if by is not None and by.withdraws(date.max) and by.made.effective_on > on:
            last = min(last, by.made.effective_on - timedelta(days=1))
        yield Ground("guaranteed-until", "withdrawal-ahead", ruling=by, until=last)


def _covering(periods: Sequence[tuple[date, date, Rule]], on: date) -> Ground | None:
    """Return a ground for as long as rules follow on one another; None if none is in force.

    Each rule comes with the first and last day on which it counts. Of several in force on a day,
    the one that ends last is used; of two that end together, the verified one.
    """
    used, day = list[Rule](), on
    while True:
        in_force = [(ends, rule) for begins, ends, rule in periods if begins <= day <= ends]
        last = max(in_force, key=lambda each: (each[0], each[1].tag == "verified"), default=None)
        if last is None or last[1].tag != "verified":
            break
        ends, rule = last
        used.append(rule)
        if ends == date.max:
            return Ground("guaranteed", rules=tuple(used))
        day = ends + timedelta(days=1)
    if used:
        return Ground("guaranteed-until", rules=tuple(used), until=day - timedelta(days=1))
    return None if last is None else Ground("verify", rules=(last[1],))
