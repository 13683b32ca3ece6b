"""What a host sees of its store from outside: how much, how long and how it ended, and nobody."""

import json
import logging
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing.connection import Connection
from threading import Event
from typing import Any

import pytest
import structlog

from journeys import Journeys, verbs
from journeys.adapters.store import SQLStore
from journeys.adapters.telemetry import Telemetry
from journeys.app.observing import Waiting, current
from journeys.app.ports.observing import Act, Observer
from journeys.errors import Refused
from tests.app.busy_day import PERSONAL, see_a_day
from tests.app.queueing import until_one_waits
from tests.app.unobserved import opened_by_the_script, without_the_extra
from tests.invented import BY_ANNA, FEB_1, WALK, looking, opened
from tests.processes import PROCESSES


def told_by(work: Callable[[str, Connection], None], url: str) -> Any:  # noqa: ANN401 - whatever is sent
    """Let a process of its own work on a store, and return what it tells."""
    mine, its = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=work, args=(url, its))
    process.start()
    its.close()
    told = mine.recv()
    process.join()
    return told


def seen_by(walks: Journeys, observer: Observer) -> Journeys:
    """Return the same journeys, seen by an observer."""
    assert isinstance(walks.store, SQLStore)
    return replace(walks, store=replace(walks.store, observer=observer))


def hope(walks: Journeys) -> None:
    """State a hope."""
    walks.decide(WALK, verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)


DAYS = dict[str, dict[str, Any]]()
"""By kind of database, what was seen of a busy day: one is enough."""


@pytest.fixture
def day(database_url: str) -> dict[str, Any]:
    """Return what was seen of a busy day, in a process with OpenTelemetry's SDK."""
    kind = database_url.partition(":")[0]
    if kind not in DAYS:
        DAYS[kind] = json.loads(told_by(see_a_day, database_url))
    return DAYS[kind]


def test_a_busy_day_is_seen_and_nobody_in_it(day: dict[str, Any]) -> None:
    """A span for each act, a count of what came of it, a line in the log; and no personal byte."""
    whole = json.dumps(day, ensure_ascii=False).lower()
    assert [each for each in PERSONAL if each.lower() in whole] == []
    spans = {span["name"]: span for span in day["spans"]}
    assert {
        "decide open_journey",
        "decide state_hope",
        "decide retract",
        "decide record_all",
        "decide explain_safety",
        "view milestones",
        "view find",
        "view replay",
        "rebuild rebuild",
        "react deliver",
    } <= set(spans)
    # One journey has one hash, which nobody can compute without the store's key.
    hashes = {span["attributes"].get("journeys.journey") for span in day["spans"]} - {None}
    assert len(hashes) == 1
    assert not any(span["events"] or span["status"].get("description") for span in day["spans"])
    values = {
        (span["name"], name): value
        for span in day["spans"]
        for name, value in span["attributes"].items()
    }
    assert values["decide rest_pension", "journeys.outcome"] == "refused"
    assert values["decide rest_pension", "journeys.code"] == "pension-not-granted"
    assert values["decide record", "error.type"] == "ZeroDivisionError"
    assert values["react deliver", "journeys.reactor"] == "breve"
    assert values["decide retract", "journeys.entries"] == 1


def test_what_came_of_a_day_is_counted(day: dict[str, Any]) -> None:
    """Entries, refusals by code, conflicts, waits and lag."""
    counted = Counter[str]()
    for point in day["metrics"]:
        counted[point["name"]] += point["value"]
    assert counted["journeys.appends"] == 7
    assert counted["journeys.conflicts"] >= 2
    assert counted["journeys.waits"] == len(day["spans"])
    codes = {
        point["attributes"]["journeys.code"]: point["value"]
        for point in day["metrics"]
        if point["name"] == "journeys.refusals"
        if point["attributes"]["journeys.verb"] in {"state_hope", "rest_pension"}
    }
    assert codes == {"words-carry-cpr": 1, "pension-not-granted": 1, "not-understood": 1}
    lags = {
        (point["attributes"]["journeys.of"], point["attributes"].get("journeys.reactor"))
        for point in day["metrics"]
        if point["name"] == "journeys.lag"
    }
    assert lags == {("read-tables", None), ("reactor", "breve")}


def test_each_act_is_a_line_with_verb_duration_and_outcome(day: dict[str, Any]) -> None:
    """At the level debug."""
    lines = [line for line in day["lines"] if "verb" in line]
    assert len(lines) == len(day["spans"])
    assert {line["level"] for line in lines} == {"debug"}
    assert all(line["seconds"] >= line["waited"] >= 0 for line in lines)
    by_verb = Counter((line["event"], line["verb"], line["outcome"]) for line in lines)
    # The same request again, and a rehearsal, record nothing.
    assert by_verb["decide", "state_hope", "recorded"] == 1
    assert by_verb["decide", "state_hope", "nothing-new"] == 2
    assert by_verb["decide", "state_hope", "refused"] == 2
    assert by_verb["decide", "record", "conflict"] == 1
    assert by_verb["view", "milestones", "done"] == 1


def test_nothing_is_printed_where_a_host_configured_no_log(
    walks: Journeys, capsys: pytest.CaptureFixture[str]
) -> None:
    """Structlog prints every line to stdout by itself."""
    structlog.reset_defaults()
    opened(walks)
    assert capsys.readouterr().out == ""


def test_a_level_above_debug_drops_the_lines(
    walks: Journeys, capsys: pytest.CaptureFixture[str]
) -> None:
    """A host that asks for warnings gets none of them."""
    for level, printed in ((logging.INFO, False), (logging.DEBUG, True)):
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level))
        opened(walks)
        structlog.reset_defaults()
        assert ("open_journey" in capsys.readouterr().out) == printed


def test_what_is_observed_is_told_of_conflicts_and_ends(walks: Journeys) -> None:
    """Also where an act is within another, and where it was refused."""
    seen = Seen()
    observed = seen_by(walks, seen)
    opened(observed)
    opened(observed)
    with pytest.raises(Refused):
        observed.decide(WALK, verbs.rest_pension, BY_ANNA, on=FEB_1)
    looking(observed).path(WALK, on=FEB_1)
    assert [(act.kind, act.name, act.outcome, act.entries) for act in seen.acts] == [
        ("decide", "open_journey", "recorded", 1),
        ("decide", "open_journey", "nothing-new", 0),
        ("decide", "rest_pension", "refused", 0),
        ("view", "path", "done", 0),
    ]
    assert all(act.journey == WALK and act.seconds > 0 for act in seen.acts)
    assert current() is None


def test_the_hash_of_a_journey_is_the_stores_own() -> None:
    """The same journey in another store has another one."""
    hashes = {Telemetry(bytes([nr]) * 32)._hash(WALK.bytes) for nr in range(3)}  # noqa: SLF001 - what is sent of it is tried above
    assert len(hashes) == 3
    assert all(len(each) == 32 for each in hashes)


class Seen:
    """An observer that keeps each act."""

    def __init__(self) -> None:
        self.acts = list[Act]()

    def began(self, act: Act) -> None:
        """See that it is the current one."""
        assert current() is act

    def ended(self, act: Act) -> None:
        """Keep it."""
        self.acts.append(act)

    def lags(self, of: str, reactor: str | None, seconds: float) -> None:
        """Expect that nobody asks for the health."""
        raise AssertionError((of, reactor, seconds))


def test_a_wait_for_the_lock_is_seen(walks: Journeys, monkeypatch: pytest.MonkeyPatch) -> None:
    """In SQLite for the other writer, in PostgreSQL for the head of the log."""
    opened(walks)
    assert isinstance(walks.store, SQLStore)
    seen, now, begins = Seen(), [0.0], Event()

    class Noticed(Waiting):
        """A wait that says when it begins."""

        __slots__ = ()

        def __enter__(self) -> None:
            super().__enter__()
            begins.set()

    monkeypatch.setattr("journeys.app.observing.perf_counter", lambda: now[0])
    monkeypatch.setattr("journeys.adapters.store.Waiting", Noticed)
    with ThreadPoolExecutor(1) as other:
        with walks.store.writing() as transaction:
            transaction.log.lock_journeys([WALK])
            done = other.submit(hope, seen_by(walks, seen))
            assert begins.wait(60)
            if walks.store.engine.dialect.name == "postgresql":
                until_one_waits(walks.store.engine, done)
            now[0] += 60
        done.result()
    [act] = seen.acts
    assert act.waited == act.seconds == 60


def test_without_the_extra_nothing_is_imported(sqlite_url: str) -> None:
    """And the store works as it did."""
    assert told_by(without_the_extra, sqlite_url) == (None, ["opentelemetry"])


def test_the_script_never_imports_it(sqlite_url: str) -> None:
    """It starts dozens of times a day, and nobody looks at it from outside."""
    assert told_by(opened_by_the_script, sqlite_url) is False
