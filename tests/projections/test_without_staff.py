"""Nobody of the municipality is named to the citizen, whatever kind of event holds a name."""

from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import Actor, History, events
from journeys.adapters.cli.output.forms.audit import subject_access as form
from journeys.adapters.cli.output.screen import paper
from journeys.domain.events.fact import name_fields
from journeys.domain.identity import Identity
from journeys.domain.looks import LoggedLook, Look
from journeys.domain.person_record import PersonRecord
from journeys.projections.continuity import continuity
from journeys.projections.periods import periods
from journeys.projections.subject_access import subject_access, subject_access_with_staff
from journeys.projections.without_staff import (
    OF_STAFF,
    OF_THE_CITIZENS_OWN,
    SOMEBODY,
    STAFF,
    without_staff,
)
from journeys.testing.strategies import EVENT_CLASSES, days, events_of, histories
from tests.effort import tries
from tests.invented import ANNA, BO, CARLA, FEB_1, JUN_1, MAR_1, OFFERED, OPENED, WALK
from tests.scenario import BOOK, after

UNKNOWN = "Hemmelig Medarbejder"
NAMING = [cls for cls in EVENT_CLASSES if name_fields(cls)]
BETWEEN = {"took_part", "noticed_by", "made_with", "leaving"}
"""The fields that may name staff, and somebody else as well."""
ACCEPTED = events.HandoverAccepted(on=FEB_1, by=BO, told=FEB_1)
MOTHER = events.RelativeInvolved(on=FEB_1, who="Mor", scope="Alt", consent=FEB_1)


def kept(history: History, recorder: Actor | None = None, looker: str = CARLA) -> PersonRecord:
    """Return what is kept of a history that somebody recorded, and somebody looked at."""
    by = recorder or Actor(ANNA, "caseworker")
    entries = tuple(each._replace(actor=by.name, role=by.role) for each in history.entries)
    look = Look(Actor(looker, "caseworker"), "milestones", "sagen", None)
    looked = LoggedLook(datetime(2026, 2, 1, tzinfo=UTC), 1, look)
    known = [Identity("cpr", "6102031234", "Opfundet Borgersen")]
    return PersonRecord(History(entries), known, {}, [], [looked])


def written(record: PersonRecord) -> str:
    """Return all that subject access hands over of it: as JSON, and drawn as a page is."""
    view, drawn = subject_access(WALK, record, BOOK, JUN_1), StringIO()
    paper(drawn).print(form(view))
    return view.model_dump_json() + drawn.getvalue()


def test_of_each_field_that_holds_a_name_it_is_decided_whose_it_may_be() -> None:
    """A new one is thought about here: only staff, the citizen's own people, or either."""
    for cls in NAMING:
        for field in name_fields(cls):
            of_staff, own = OF_STAFF.get(cls) == field, issubclass(cls, OF_THE_CITIZENS_OWN)
            assert of_staff + own + (field in BETWEEN) == 1, (cls, field)


@pytest.mark.parametrize("cls", NAMING, ids=[cls.__name__ for cls in NAMING])
@settings(max_examples=tries(2, 25))
@given(st.data())
def test_no_kind_of_event_names_somebody_on_the_staff(
    cls: type[events.Event], data: st.DataObject
) -> None:
    """Whoever recorded it, looked at it or is in it; in JSON and as it is drawn."""
    named: dict[str, Any] = {field: st.just(UNKNOWN) for field in name_fields(cls)}
    for several in {"took_part", "open_to"} & named.keys():
        named[several] = st.just((UNKNOWN,))
    if "leaving" in named:
        named["leaving"] = st.just((f"answer-handover:{UNKNOWN}",))
    event = data.draw(events_of(cls, **named))
    history = after(OPENED, OFFERED, ACCEPTED, event).history
    for record in (kept(history, looker=UNKNOWN), kept(history, Actor(UNKNOWN, "caseworker"))):
        rows = {"duties": [{"owed_by": UNKNOWN, "about": UNKNOWN, "value": f"x:{UNKNOWN}"}]}
        said = written(record._replace(rows=rows))
        for name in (UNKNOWN, ANNA, BO, CARLA):
            assert name not in said
        assert STAFF in said


@given(histories(), days())
def test_without_names_every_view_counts_the_same(history: History, on: date) -> None:
    """Two people stay two: changes of caseworker, periods and duties are those there were."""
    record = kept(history)
    hidden = without_staff(record).history
    assert len(hidden.entries) == len(history.entries)
    ours, theirs = (continuity(WALK, each, BOOK, on) for each in (hidden, record.history))
    assert ours == theirs
    assert [(each.track, each.starts, each.ends) for each in periods(hidden)] == [
        (each.track, each.starts, each.ends) for each in periods(record.history)
    ]


def test_staff_are_told_apart_without_a_name() -> None:
    """The second is another person, and so is whom nothing is known of."""
    seen = events.SmallSuccessNoticed(on=MAR_1, words="Tog bussen", noticed_by="naboen")
    record = kept(after(OPENED, OFFERED, ACCEPTED, seen).history)
    hidden = [each.event for each in without_staff(record).history.entries]
    assert [getattr(each, field) for each in hidden for field in name_fields(type(each))] == [
        STAFF,
        f"{STAFF} (2)",
        f"{STAFF} (2)",
        SOMEBODY,
    ]


def test_those_close_to_the_citizen_and_the_citizens_own_words_stay() -> None:
    """A relative, who noticed something; a citizen who recorded it; a name within words."""
    seen = events.SmallSuccessNoticed(on=MAR_1, words=f"{ANNA} så det", noticed_by="Mor")
    own = events.SmallSuccessNoticed(on=MAR_1, words="Sov godt", noticed_by="Opfundet Borgersen")
    mentor = events.MentorAssigned(on=MAR_1, who="Mads Mentor")
    talk = events.DialogueHeld(on=MAR_1, about="Maden", took_part=(ANNA, "Mor", "Mads Mentor"))
    view = subject_access(
        WALK, kept(after(OPENED, MOTHER, seen, own, mentor, talk).history), BOOK, JUN_1
    )
    assert [each.who for each in view.milestones.alongside] == ["Mads Mentor", "Mor"]
    assert [each.noticed_by for each in view.milestones.successes] == ["Mor", "Opfundet Borgersen"]
    assert view.milestones.successes[0].words == f"{ANNA} så det"
    assert view.entries[-1].details["took_part"] == [STAFF, "Mor", "Mads Mentor"]
    assert view.milestones.responsible == STAFF


def test_somebody_outside_who_recorded_it_is_named() -> None:
    """An employer knows that the citizen knows."""
    seen = events.SmallSuccessNoticed(on=MAR_1, words="Kom til tiden", noticed_by="bager.example")
    history = after(OPENED, seen).history
    first, second = kept(history).history.entries
    entries = (first, second._replace(actor="bager.example", role="employer"))
    record = kept(history)._replace(history=History(entries))
    view = subject_access(WALK, record, BOOK, JUN_1)
    assert [each.noticed_by for each in view.milestones.successes] == ["bager.example"]


def test_an_auditor_sees_every_name() -> None:
    """After the rights of staff were weighed."""
    record = kept(after(OPENED, OFFERED, ACCEPTED).history)
    view = subject_access_with_staff(WALK, record, BOOK, JUN_1)
    assert view.milestones.responsible == BO
    assert [each.actor for each in view.entries] == [ANNA] * 3
