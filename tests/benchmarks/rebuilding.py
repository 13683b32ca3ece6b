"""Benchmarks of making every read table anew, beside a raw scan and stock's projection runner."""

from collections.abc import Iterator
from statistics import median

import journeys
from journeys.adapters.sql.log.mapper import EntryCodec
from journeys.adapters.sql.log.stream_kinds import JOURNEY
from tests.benchmarks.asked import POSTGRESQL
from tests.benchmarks.generated import fill
from tests.benchmarks.grounds import Ground, analyse, driver
from tests.benchmarks.measuring import Effort, Row, Work, compared, rate, rates, row
from tests.benchmarks.reading import scanned_and_loaded
from tests.benchmarks.stock import StockWalk, stock
from tests.benchmarks.writing import SAID, STOCK_BULK, following, noticed
from tests.invented import ANNA, KEYS

FOLLOWED = 2_000  # events that stock's runner follows


def rebuilding(ground: Ground, effort: Effort, entries: int) -> Iterator[Row]:
    """Yield the rows of `rebuild`."""
    url = ground.new()
    body = EntryCodec(JOURNEY).encode(noticed(1), ANNA, None, "caseworker")
    with journeys.open(url, keys=KEYS) as walks, driver(url) as raw:
        there = fill(walks, entries)
        analyse(url)

        def rebuild(workers: int) -> Work:
            def work() -> int:
                assert walks.maintenance.rebuild(workers=workers).journeys
                return there

            return work

        works = {"one": rebuild(1), "two": rebuild(2), "scan": scanned_and_loaded(raw, body)}
        told = rates(works, effort)
    name = ground.database
    yield compared("rebuild", name, told["one"], told["scan"])
    yield compared("rebuild, two workers", name, told["two"], told["scan"])
    if name == POSTGRESQL:
        followed = _followed(ground.new())
        ratio = median(told["one"]) / followed
        yield row("rebuild beside runner", name, median(told["one"]), followed, ratio)


def _followed(url: str) -> float:
    """Return how many events a second stock's runner follows, from the first to the last."""
    with stock(url) as application:
        for _ in range(FOLLOWED // STOCK_BULK):
            walk = StockWalk("621", "kontanthjælp", ANNA, "2026-01-01")
            for number in range(STOCK_BULK - 1):
                walk.notice(f"{number} {SAID}", ANNA, "2026-02-01")
            application.save(walk)
        last = application.recorder.max_notification_id()

        def follow() -> int:
            with following(url) as until:
                until(last)
            return FOLLOWED

        return rate(follow, 0)
