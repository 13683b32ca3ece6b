"""Processes of a test's own, forked from one that has the library loaded.

There is one such server for all tests of a process: the last list of what it is to load counts.
"""

import multiprocessing

PROCESSES = multiprocessing.get_context("forkserver")
# Each process starts with the library loaded: what is tested is not importing.
PROCESSES.set_forkserver_preload(
    [
        "alembic.command",
        "journeys.adapters.wiring",
        "tests.app.drills",
        "tests.app.writers",
        "tests.benchmarks.crowding",
        "tests.benchmarks.filling",
        "tests.sql.starting",
    ]
)
