"""An invented town: people who look for work, find it or begin a measure, day by day, by chance.

A month is the step, and within it finding work and beginning the measure race by day. The same
random numbers give the same people another life in which they did not begin in the month in which
they began: what they had more or less of by beginning is the true effect.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.effects.worlds import World

Array = NDArray[Any]

MONTHS = 60
FIRST = date(2021, 1, 1)
_STARTS = [date(FIRST.year + nr // 12, nr % 12 + 1, 1) for nr in range(MONTHS + 1)]
MONTH = [(each - FIRST).days for each in _STARTS]
"""The first day of each month, in days from the first one; the last is where the data end."""
END = MONTH[-1]
CUT = FIRST + timedelta(days=END - 1)
NEVER = np.inf

WAITING = np.array([-0.6] * 2 + [0.0] + [1.0] * 3 + [0.6] + [0.0] * 2 + [-0.2] * 3 + [0.8] * 3)
"""What each month of waiting adds to the log hazard of beginning."""
WAITING_LATER, WAITING_LAST = -0.2, -0.6
SENT_AT = 6
AVERAGE_MONTH = 30.44
BASE, HEALTH = -2.9, 0.8
MOVING, DYING = 0.003, 0.0003
LOCKED, HELPED = 91, 365
OTHER_DAYS = 75


class People(NamedTuple):
    """Who they are when their journey is opened. A row each."""

    opened: Array
    """In days from the first month; a third before it."""
    health: Array
    basis: Array
    target: Array
    phase: Array
    since: Array
    """Months since paid work; infinite for those who never had any."""
    spell: Array
    """Days that it had lasted."""
    earlier: Array
    """Whether they had ended another measure before."""


class Chances(NamedTuple):
    """The random numbers of everybody's months: a row for each month."""

    find: Array
    begin: Array
    depart: Array
    other: Array
    advance: Array
    sent: Array
    length: Array
    hours: Array
    lost: Array


class Lives(NamedTuple):
    """What became of them, in days from the first month."""

    began: Array
    month: Array
    """The month in which they began; -1 for those who did not."""
    job_starts: Array
    """By month; NEVER where no job began."""
    job_ends: Array
    others: Array
    """By month, the day on which another measure began."""
    phases: Array
    """By month."""
    departed: Array
    lost: Array


class Town(NamedTuple):
    """A town, and the other life of those who began."""

    world: World
    seed: int
    people: People
    chances: Chances
    lives: Lives
    instead: Lives


def town(world: World, seed: int) -> Town:
    """Return the town of this seed."""
    random = np.random.default_rng(seed)
    people = _people(world.people, random)
    chances = _chances(world.people, random)
    lives = _lived(world, people, chances, np.full(world.people, -1))
    instead = _lived(world, people, chances, lives.month)
    return Town(world, seed, people, chances, lives, instead)


def _people(n: int, random: np.random.Generator) -> People:
    health = random.normal(size=n)
    before = random.random(n) < 1 / 3
    opened = np.where(before, random.integers(-730, 0, n), random.integers(0, MONTH[57], n))
    basis = np.digitize(0.5 * health + random.normal(size=n), [-0.6, 0.7])
    target = np.digitize(health + random.normal(size=n), [-0.7, 0.7])
    phase = np.digitize(health + random.normal(size=n), [-0.4, 1])
    since = random.gamma(1.3, 14 * np.exp(-0.3 * health))
    since[random.random(n) < 0.08] = np.inf
    spell = 30 + random.gamma(1.2, 300, n).astype(int)
    return People(opened, health, basis, target, phase, since, spell, random.random(n) < 0.3)


def _chances(n: int, random: np.random.Generator) -> Chances:
    size = MONTHS, n
    clock, even = random.standard_exponential, random.random
    return Chances(
        find=clock(size),
        begin=clock(size),
        depart=clock(size),
        other=clock(size),
        advance=even(size),
        sent=even(size),
        length=clock(size),
        hours=even(size),
        lost=clock(size),
    )


class _Living:
    """People as they are at the beginning of a month, and what became of them until then."""

    def __init__(self, world: World, people: People, held_back: Array) -> None:
        n = len(people.opened)
        self.world, self.people, self.held_back = world, people, held_back
        self.began, self.month = np.full(n, NEVER), np.full(n, -1)
        self.departed, self.lost = np.full(n, NEVER), np.full(n, NEVER)
        self.phase = people.phase
        self.last_end = people.opened - np.ceil(people.since * AVERAGE_MONTH)
        self.other_end = np.where(people.earlier, people.opened - 60.0, NEVER)

    def live(self, m: int, chances: Chances) -> tuple[Array, Array, Array]:
        """Return the day a job began, the day it ends, and the day another measure began."""
        first, last = MONTH[m], MONTH[m + 1]
        people, world, days = self.people, self.world, last - first
        here = np.maximum(first, people.opened)
        free = np.maximum(here, self.last_end)
        present = (people.opened < last) & (self.departed == NEVER)
        searching = present & (free < last)
        advances = searching & (chances.advance[m] < 0.03) & (people.opened < first)
        self.phase = np.minimum(self.phase + advances, 2)

        leaves = here + days * chances.depart[m] / _departing(people)
        bound = np.minimum(leaves, last)
        idle = (free - self.last_end) / AVERAGE_MONTH
        finding = _finding(people, self.phase, idle, m) * self._effect(first)
        found = free + days * chances.find[m] / finding
        begins = self._begins(m, chances, free, idle)
        does = searching & (self.month < 0) & (m != self.held_back)
        does &= begins < np.minimum(found, bound)
        self.began[does], self.month[does] = np.floor(begins[does]), m
        # The clock of finding work runs on, at another pace.
        found = np.where(does, begins + (found - begins) / np.exp(world.lock), found)

        another = free + days * chances.other[m] / 0.03
        does = searching & (another < np.minimum(found, bound))
        does &= (self.other_end < first) | np.isinf(self.other_end)
        other = np.where(does, np.floor(another), NEVER)
        self.other_end = np.where(does, other + OTHER_DAYS, self.other_end)

        does = searching & (found < bound)
        starts = np.where(does, np.floor(found), NEVER)
        length = 31 + np.floor(300 * np.exp(0.3 * people.health) * chances.length[m])
        self.last_end = np.where(does, starts + length, self.last_end)
        goes = present & (leaves < last)
        self.departed[goes] = np.floor(leaves[goes])
        if world.lost:
            loses = here + days * chances.lost[m] / world.lost
            goes = present & (loses < bound) & np.isinf(self.lost)
            self.lost[goes] = np.floor(loses[goes])
        return starts, starts + length, other

    def _effect(self, first: int) -> Array:
        """Return by what the measure multiplies the hazard of finding work this month."""
        since = first + 15 - self.began
        lift = self.world.lift + self.world.more * (self.people.target == 1)
        later = np.where((since >= LOCKED) & (since < LOCKED + HELPED), lift, 0)
        return np.exp(np.where((since >= 0) & (since < LOCKED), self.world.lock, later))

    def _begins(self, m: int, chances: Chances, free: Array, idle: Array) -> Array:
        """Return the day on which each would begin the measure."""
        people, world, first, last = self.people, self.world, MONTH[m], MONTH[m + 1]
        waited = np.maximum((first + 15 - people.opened) // AVERAGE_MONTH, 0).astype(int)
        waiting = np.where(waited < 24, WAITING_LATER, WAITING_LAST)
        waiting = np.where(waited < len(WAITING), WAITING[np.minimum(waited, 14)], waiting)
        ended = self.other_end < first
        running = ~ended & ~np.isinf(self.other_end)
        inclination = (
            world.starts
            + world.hidden * people.health
            + waiting
            + np.array([-0.2, 0.4, 0])[self.phase]
            + np.array([0.2, 0, -0.3])[people.basis]
            - 0.15 * np.where(np.isinf(idle), 0, np.log1p(idle / 6))
            + 0.4 * ended
            - 0.5 * running
            + 0.2 * np.sin(2 * np.pi * m / 12)
            + 0.006 * (m - MONTHS / 2)
        )
        begins: Array = free + (last - first) * chances.begin[m] / np.exp(inclination)
        if world.sent:
            sent = (waited == SENT_AT) & (people.target == 0) & (chances.sent[m] < world.sent)
            begins = np.where(sent, free + chances.sent[m] * (last - free), begins)
        return begins


def _finding(people: People, phase: Array, idle: Array, m: int) -> Array:
    """Return the hazard of finding work in a month, without the measure."""
    never = np.isinf(idle)
    hazard: Array = np.exp(
        BASE
        + np.array([-0.4, 0, 0.4])[people.basis]
        - 0.35 * np.where(never, 3.2, np.log1p(idle / 6))
        + HEALTH * people.health
        + 0.3 * (phase - 1)
        + 0.15 * np.cos(2 * np.pi * m / 12)
    )
    return hazard


def _departing(people: People) -> Array:
    """Return the hazard of a pension, of moving away or of dying in a month."""
    hazard: Array = np.exp(-5.6 - 0.4 * people.health) + MOVING + DYING
    return hazard


def _lived(world: World, people: People, chances: Chances, held_back: Array) -> Lives:
    """Return the lives of people who do not begin in the month in which they are held back."""
    living = _Living(world, people, held_back)
    months, phases = [], []
    for m in range(MONTHS):
        months.append(living.live(m, chances))
        phases.append(living.phase)
    starts, ends, others = (np.stack(each) for each in zip(*months, strict=True))
    ends = np.where(starts < NEVER, np.minimum(ends, living.departed), NEVER)
    return Lives(
        living.began,
        living.month,
        starts,
        ends,
        others,
        np.stack(phases),
        living.departed,
        living.lost,
    )
