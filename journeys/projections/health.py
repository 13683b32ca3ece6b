"""The view of a store's health, as a load balancer, a monitor or an operator asks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, Self, get_args

from journeys.domain.message import Message
from journeys.projections.view import View

HealthState = Literal["ok", "attention", "broken"]
"""It is as it must be; somebody must look, and work goes on; or it does not work as it should."""

CheckName = Literal[
    "reachable",
    "writable",
    "schema",
    "key",
    "read-tables",
    "reactors",
    "rebuild",
    "clock",
    "law",
]

NAMES: tuple[CheckName, ...] = get_args(CheckName)
NEEDED: tuple[CheckName, ...] = ("reachable", "writable", "schema", "key")
"""Where one of these fails, the store cannot be used."""

STATES: tuple[HealthState, ...] = get_args(HealthState)


class HealthCheck(View):
    """One check: its state, and a sentence that says what to do."""

    state: HealthState
    sentence: Message
    seconds: float | None = None
    """How long ago the oldest entry was recorded that is not yet where it must be; 0 where there is
    none, and None where the check is about no lag."""


class ReactorHealth(View):
    """One reactor, by its name."""

    name: str
    state: HealthState
    behind: int
    """How many entries wait for it."""
    seconds: float
    """How long ago the oldest of them was recorded; 0 where there is none."""
    silent: float | None
    """For how many seconds nothing was heard of it; None where it has stopped by itself."""
    dead_letters: int


class Health(View):
    """Helbred: whether a store is well. It names nobody, and neither an address nor a password."""

    state: HealthState
    """The worst of all checks."""
    checks: Mapping[CheckName, HealthCheck | None]
    """By name. None is what is not known: `writable` without a probe, and what could not be looked
    at because an earlier check failed."""
    reactors: tuple[ReactorHealth, ...] = ()

    @classmethod
    def of(
        cls,
        found: Mapping[CheckName, HealthCheck | None],
        reactors: Iterable[ReactorHealth] = (),
    ) -> Self:
        """Return the health with these checks; all others are not known."""
        checks = {name: found.get(name) for name in NAMES}
        return cls(
            state=worst(each.state for each in checks.values() if each),
            checks=checks,
            reactors=tuple(reactors),
        )

    @property
    def is_usable(self) -> bool:
        """Whether the store can be used: it answers, is current, and is opened by its key."""
        needed = [self.checks[name] for name in NEEDED]
        return not any(each and each.state == "broken" for each in needed)

    @property
    def lags(self) -> Iterator[tuple[str, str | None, float]]:
        """What may be behind the log, the name of a reactor, and by how many seconds it is."""
        rows = self.checks["read-tables"]
        if rows and rows.seconds is not None:
            yield "read-tables", None, rows.seconds
        yield from (("reactor", each.name, each.seconds) for each in self.reactors)

    def with_check(self, name: CheckName, check: HealthCheck) -> Self:
        """Return the same with another check."""
        return self.of({**self.checks, name: check}, self.reactors)


def worst(states: Iterable[HealthState]) -> HealthState:
    """Return the worst of these states; ok where there are none."""
    return max(states, key=STATES.index, default="ok")
