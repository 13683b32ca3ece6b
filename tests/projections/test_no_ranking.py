"""Nothing orders or scores people: read off the models of all views."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import journeys
from journeys.projections.figure_codes import OF_CASEWORKERS
from journeys.projections.management import ByCaseworker, Figure
from journeys.projections.overview import Overview
from journeys.projections.view import View
from tests.invented import JAN_1

ORDERING = re.compile(
    r"(^|_)(score[sd]?|rank(s|ed|ing)?|rating|grade[sd]?|percentile|quantile|propensity|"
    r"likelihood|probability|risk|priority|best|worst|top|league|leader(board)?|performance|"
    r"effectiveness|success_rate|prediction|predicted|forecast|compared_to|versus|merit)(_|$)"
)
"""What a field would be called that orders or scores."""
OF_NOBODY = {
    "Safety": {"risk"},
    "SafetyNet": {"risk"},
    "Effect": {"top_share"},
    "PostOverview": {"project_leader"},
    "PagePost": {"project_leader"},
}
"""What the law leaves uncertain for one citizen's own pension; how much of an answer about many
rests on a few of them; and who leads a project."""
OF_A_CASEWORKER = {"name", "citizens", "without_next_step", "past_due"}
"""Everything that stands beside the name of a caseworker."""
NAMES_OF_STAFF = {"responsible", "caseworker", "name", "owed_by", "by"}
OUTCOMES = re.compile(
    r"(^|_)(effects?|outcomes?|hours|wait(s|ed|ing)?|median|mean|longest|reached|days_to)(_|$)"
)


def subclasses(of: type[View]) -> Iterator[type[View]]:
    """Yield every view that there is."""
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def every_view() -> list[type[View]]:
    """Return every view of the library, whichever module has it."""
    for module in walk_packages(journeys.__path__, "journeys."):
        if not module.name.endswith(("__main__", ".env")) and ".migrations" not in module.name:
            import_module(module.name)
    return sorted(set(subclasses(View)), key=lambda each: each.__qualname__)


def test_no_field_of_any_view_orders_or_scores() -> None:
    """Whatever it is about."""
    views = every_view()
    assert {ByCaseworker, Figure, Overview} <= set(views)
    found = {
        f"{view.__qualname__}.{name}"
        for view in views
        for name in view.model_fields
        if ORDERING.search(name) and name not in OF_NOBODY.get(view.__qualname__, ())
    }
    assert found == set()


@pytest.mark.parametrize("name", ["score", "rank", "success_rate", "risk_of_failing", "top_ten"])
def test_a_field_that_orders_would_be_found(name: str) -> None:
    """A test that cannot fail proves nothing."""
    assert ORDERING.search(name)


def test_beside_a_caseworker_stand_counts_of_citizens_and_of_work_that_waits_alone() -> None:
    """No outcome, no length of waiting, no effect."""
    assert set(ByCaseworker.model_fields) == OF_A_CASEWORKER
    assert len(OF_CASEWORKERS) == len(OF_A_CASEWORKER - {"name"})
    counts = {name: each.annotation for name, each in ByCaseworker.model_fields.items()}
    assert {name for name, kind in counts.items() if kind is int} == OF_A_CASEWORKER - {"name"}


def test_no_view_of_many_caseworkers_has_an_outcome_in_their_rows() -> None:
    """A row with a name of the staff and a number is a line of one journey, or has counts alone."""
    for view in every_view():
        names = set(view.model_fields)
        if names & {"journey", "journeys"} or not names & NAMES_OF_STAFF:
            continue
        numbers = {
            name
            for name, field in view.model_fields.items()
            if field.annotation in (int, float, int | None, float | None, int | float | None)
        }
        assert not {name for name in numbers if OUTCOMES.search(name)}, view


def test_citizens_are_counted_for_each_caseworker_and_nothing_else() -> None:
    """Also where everybody is counted by who is responsible."""
    view = Overview(on=JAN_1, journeys=1, by={"responsible": {"anna.example": 1}})
    assert set(view.by["responsible"].values()) == {1}
