"""A type checker knows the arguments of every verb."""

from pathlib import Path

from mypy import api

CALLS = """
from datetime import date
from uuid import uuid4
import journeys
from journeys import Actor, Happened, JourneyId, SubgoalId, employers, verbs

def react(happened: Happened) -> None: ...

me = Actor("a", "caseworker")
walk, step, day = JourneyId(uuid4()), SubgoalId(uuid4()), date(2026, 1, 5)
bakery, early = employers.EmployerId(uuid4()), employers.PostId(uuid4())
with journeys.open("sqlite:///x.db") as store:
    store.decide(walk, verbs.reach_subgoal, actor=me, subgoal=step, on=day)
    store.decide(walk, verbs.reach_subgoal, actor=me, request_id="r", subgoal=step, on=day)
    store.decide(walk, verbs.reach_subgoal, actor=me, subgoal="wrong", on=day)
    store.decide(walk, verbs.reach_subgoal, actor=me, on=day)
    store.decide(walk, verbs.reach_subgoal, subgoal=step, on=day)
    store.decide(walk, verbs.reach_subgoal, actor=me, subgoal=step, on=day, nobody=1)
    store.reactors.react("letters", react)
    store.maintenance.rebuild(progress=react)
    store.employers.decide(bakery, employers.close_post, me, post=early, why="w", on=day)
    store.employers.decide(bakery, employers.close_post, me, "r", (), post="x", why="w", on=day)
    store.employers.decide(bakery, employers.close_post, me, post=early, on=day)
    store.employers.decide(bakery, employers.tell_need, me, post=early, on=day)
    store.employers.decide(bakery, verbs.reach_subgoal, me, subgoal=step, on=day)
    store.decide(walk, employers.close_post, me, post=early, why="w", on=day)
"""


def test_mypy_checks_each_verbs_arguments_through_the_facade(tmp_path: Path) -> None:
    """Each wrong call is named: a reactor is nothing that a rebuild can be given, too.

    A verb of an employer is none of a journey's, and the other way round.
    """
    file = tmp_path / "calls.py"
    file.write_text(CALLS, encoding="utf-8")
    told, _, _ = api.run([str(file), "--strict", "--no-error-summary"])
    faults = [line.split(":", 2)[1:] for line in told.splitlines() if ": error:" in line]
    assert [int(line) for line, _ in faults] == [15, 16, 17, 18, 20, 22, 23, 24, 25, 26]
    words = (
        '"subgoal" to "decide"',
        'argument "subgoal"',
        'argument "actor"',
        '"nobody"',
        '"progress"',
        '"post" to "decide"',
        'argument "why"',
        '"post" for "decide"',
        "reach_subgoal",
        "close_post",
    )
    assert all(word in text for word, (_, text) in zip(words, faults, strict=True))
