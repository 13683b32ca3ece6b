"""The tables of everybody's rows as Parquet: their columns, and what each of them says.

    FOLDER/periods/municipality=0101/3.parquet

A folder for each table (Hive style), in it one for each municipality, in it one file or sixteen.
Of a single store, which has no code, the municipality is null. Each column's meaning stands in the
file, as `description` of the field.

A row holds from `starts` up to but not including `ends`; null where it goes on. An id is a
pseudonym of 32 hexadecimal signs, the same in every table and municipality of one export; or,
where somebody asked for them, the id in the store. A colleague's name is a pseudonym in either.
"""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa  # type: ignore[import-untyped]

FORMAT = "journeys-population-rows/1"
"""What the manifest and every file say they are. Columns are added; another number means that one
went or says something else."""

MUNICIPALITY = "municipality"
"""The name of the column that only the path has."""
NO_MUNICIPALITY = "__HIVE_DEFAULT_PARTITION__"
"""What stands in the path for none: readers of Hive's layout make null of it."""

TEXT, DAY, NUMBER, HOURS = pa.string(), pa.date32(), pa.int32(), pa.float64()


def _column(name: str, kind: pa.DataType, says: str, *, may_be_null: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=may_be_null, metadata={"description": says})


def _maybe(name: str, kind: pa.DataType, says: str) -> pa.Field:
    return _column(name, kind, says, may_be_null=True)


def _inner(*fields: tuple[str, pa.DataType, bool]) -> pa.DataType:
    return pa.struct([pa.field(name, kind, nullable=nullable) for name, kind, nullable in fields])


def _many(kind: pa.DataType) -> pa.DataType:
    return pa.list_(pa.field("element", kind, nullable=False))


JOURNEY = _column("journey", TEXT, "Whose row it is.")
NR = _column("nr", NUMBER, "Its place among the rows of the journey in the read table: 1, 2, 3.")
STARTS = _column("starts", DAY, "The first day.")
ENDS = _maybe("ends", DAY, "The day after the last one; null where it goes on.")
EMPLOYER = _column("employer", TEXT, "The employer.")
OF_EMPLOYER = _column("nr", NUMBER, "Its place among the rows of the employer: 1, 2, 3.")
A_WEEK = _column("hours", HOURS, "Hours a week.")

SPAN = _inner(("starts", DAY, False), ("ends", DAY, True))
VALUED = _inner(("value", TEXT, False), ("starts", DAY, False), ("ends", DAY, True))
STARTED = _inner(
    ("measure", TEXT, False),
    ("starts", DAY, False),
    ("ends", DAY, True),
    ("recorded", DAY, False),
    ("provider", TEXT, False),
    ("team", TEXT, False),
)
WORKED = _inner(("starts", DAY, False), ("ends", DAY, True), ("hours", HOURS, True))
JUDGED = _inner(
    ("track", TEXT, False),
    ("value", TEXT, False),
    ("on", DAY, False),
    ("recorded", DAY, False),
    ("retracted", DAY, True),
)
DEPARTED = _inner(("on", DAY, False), ("why", TEXT, False))
DELAY = _inner(("kind", TEXT, False), ("on", DAY, False), ("days", NUMBER, False))

SCHEMAS: Mapping[str, pa.Schema] = MappingProxyType(
    {
        "journeys": pa.schema(
            [
                JOURNEY,
                _column("opening_municipality", TEXT, "The code in the opening in force."),
                _column("opened", DAY, "The day of the opening in force."),
                _column("entries", NUMBER, "How many entries are recorded."),
            ]
        ),
        "periods": pa.schema(
            [
                JOURNEY,
                NR,
                _column(
                    "track",
                    TEXT,
                    "What the value is of: journey, basis, income, target-group, caseworker, "
                    "phase, measure, placement, education, pension, accepted-offer or restricted.",
                ),
                _column(
                    "value", TEXT, "The code; of caseworker and restricted a colleague's pseudonym."
                ),
                _maybe("thing", TEXT, "The measure, placement or education."),
                STARTS,
                ENDS,
                _maybe("paid_hours", HOURS, "Paid hours a week of a placement."),
            ]
        ),
        "steps": pa.schema(
            [
                JOURNEY,
                NR,
                _maybe("step", TEXT, "The subgoal, or the tie to a community."),
                _column("kind", TEXT, "subgoal, small-success or community-tie."),
                _maybe("track", TEXT, "The track of a subgoal."),
                _maybe("set_by", TEXT, "Who set a subgoal: citizen, caseworker or together."),
                _maybe("done_by", TEXT, "Who does it: me (the citizen), together, municipality."),
                _column("since", DAY, "The day from which on it is there."),
                _maybe("reached", DAY, "The day on which a subgoal was reached."),
                _maybe("set_aside", DAY, "The day on which a subgoal was set aside."),
                _maybe("subgoal", TEXT, "The subgoal that a small success belongs to."),
            ]
        ),
        "duties": pa.schema(
            [
                JOURNEY,
                NR,
                _column("kind", TEXT, "The kind of duty."),
                _column("about", TEXT, "An id, a day or a number; empty where it has no subject."),
                _column("since", DAY, "The day from which on it is owed."),
                _column("due", DAY, "The last day on which it is met in time."),
                _column(
                    "owed_by",
                    TEXT,
                    "A colleague's pseudonym; empty where it is the one who is responsible.",
                ),
                _maybe("met", DAY, "The day on which it was met; null where it is open."),
            ]
        ),
        "placements": pa.schema(
            [
                JOURNEY,
                _column("placement", TEXT, "The placement; one with other hours has a row more."),
                _column("placement_kind", TEXT, "Its code."),
                STARTS,
                ENDS,
                _maybe("paid_hours", HOURS, "Paid hours a week."),
                _maybe("present_hours", HOURS, "Hours a week in which the citizen is there."),
            ]
        ),
        "places": pa.schema(
            [
                JOURNEY,
                NR,
                _column("placement", TEXT, "The placement by which it is taken."),
                EMPLOYER,
                _column("post", TEXT, "The post."),
                _column("task", TEXT, "The task."),
                A_WEEK,
                STARTS,
                ENDS,
            ]
        ),
        "posts": pa.schema(
            [
                EMPLOYER,
                OF_EMPLOYER,
                _column("employer_kind", TEXT, "What the employer is, by code."),
                _column("post", TEXT, "The post, on the days on which somebody can begin in it."),
                _column("post_kind", TEXT, "Its code."),
                _column("may_share", NUMBER, "How many people may share it."),
                STARTS,
                ENDS,
            ]
        ),
        "tasks": pa.schema(
            [
                EMPLOYER,
                OF_EMPLOYER,
                _column("task", TEXT, "The task, on the days on which it can be taken."),
                _maybe("post", TEXT, "The post it is in; null where it is in none."),
                A_WEEK,
                STARTS,
                ENDS,
            ]
        ),
        "facts": pa.schema(
            [
                JOURNEY,
                _column("followed", _many(SPAN), "Days on which it is open or rests."),
                _column("basis", _many(VALUED), "What was recorded that the citizen lives on."),
                _column(
                    "started",
                    _many(STARTED),
                    "What began: a measure, or a placement that stands for one; the day on which "
                    "that was first recorded; provider and team by code, or empty.",
                ),
                _column("worked", _many(WORKED), "Spells of paid work; hours null: not recorded."),
                _column("studied", _many(SPAN), "Educations."),
                _column(
                    "judged",
                    _many(JUDGED),
                    "Phases and target groups, on both clocks.",
                ),
                _maybe("departed", DEPARTED, "The first end that competes with work."),
                _maybe("lost_on", DAY, "Closed without a reason: no more is known from then on."),
                _column("delays", _many(DELAY), "How many days late each plain fact was recorded."),
            ]
        ),
    }
)
"""By name of a table. `facts` has what the effects of measures are estimated from: a row for each
journey, in the fields and the order of `JourneyFacts`. Its lots are drawn by the ids: under
pseudonyms the same people are followed, and where some are drawn others are."""

OF_JOURNEYS = ("journeys", "periods", "steps", "duties", "placements", "places", "facts")
"""The tables with rows of citizens, by slice."""
OF_EMPLOYERS = ("posts", "tasks")
"""The tables of what employers have: one file for each municipality, and no citizen in it."""
