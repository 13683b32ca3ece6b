"""Made again, every page, document and picture is the same to the byte."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from journeys import pages
from journeys.adapters.wiring import open_journeys
from journeys.projections.safety.letter import letter
from journeys.projections.timeline import Timeline
from tests.invented import BY_ANNA, KEYS, WALK, looking
from tests.pages.digests import digests
from tests.pages.samples import AT_TEN, OFFICE
from tests.pages.walks import TODAY, WALKS
from tests.scenario import BOOK


def test_another_process_makes_the_same_pages_documents_and_pictures() -> None:
    """Whatever order its sets are in, whatever its clock and its time zone are."""
    setting = {**os.environ, "PYTHONHASHSEED": "23", "TZ": "Pacific/Auckland"}
    asked = [sys.executable, "-m", "tests.pages.digests"]
    with subprocess.Popen(asked, env=setting, stdout=subprocess.PIPE) as other:
        here = digests()
        assert other.stdout is not None
        assert json.load(other.stdout) == here
    assert other.returncode == 0


@pytest.mark.parametrize("name", ["back-to-the-pension", "fleksjob"])
def test_both_databases_give_the_same_pages(
    sqlite_url: str, postgresql_url: str, name: str
) -> None:
    """But for the moments at which something was recorded in each."""
    one, other = (made_from(url, name) for url in (sqlite_url, postgresql_url))
    assert len(one) == 9
    assert one == other


def made_from(url: str, name: str) -> list[object]:
    """Return all that is made of a journey in this store, and of everybody in it."""
    book = BOOK._replace(offices=(OFFICE,))
    with open_journeys(url, keys=KEYS, book=book, today=lambda: TODAY) as walks:
        for fact in sorted((*WALKS[name], AT_TEN), key=lambda each: each.on):
            walks.record(WALK, lambda _, fact=fact: [fact], BY_ANNA)  # type: ignore[misc]
        seen = looking(walks)
        view = seen.path(WALK, on=TODAY)
        return [
            pages.path(view),
            pages.picture(view),
            pages.letter(letter(seen.safety(WALK, on=TODAY))),
            pages.card(view),
            pages.appointment(view),
            pages.appointment_page(view),
            pages.timeline(at_one_moment(seen.timeline(WALK))),
            pages.overview(walks.overview(on=TODAY, by=["basis", "activity"])),
            pages.overview(walks.trend(on=TODAY, by=["basis", "activity"])),
        ]


def at_one_moment(view: Timeline) -> Timeline:
    """Return a timeline as if all of it had been recorded at once."""
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    lines = tuple(line.model_copy(update={"recorded_at": at}) for line in view.lines)
    return view.model_copy(update={"lines": lines})
