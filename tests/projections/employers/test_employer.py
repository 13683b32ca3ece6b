"""An employer: who to call, what was promised and answered, on both clocks."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given

from journeys import employers as said
from journeys.employers import (
    EmployerHistory,
    EmployerId,
    NeedId,
    PartnershipId,
    Taken,
    TaskCarvedOut,
)
from journeys.events import EntryRetracted, Score
from journeys.projections.employers.coverage import by_post
from journeys.projections.employers.employer import EmployerOverview, employer_overview
from journeys.projections.employers.lists import employer_list, post_list
from journeys.projections.employers.timeline import employer_timeline
from tests.invented import ANNA, APR_1, BO, FEB_1, JAN_1, MAR_1, MAY_1
from tests.projections.employers.invented import (
    BOXES,
    CANTEEN,
    DAYS,
    DISHES,
    EMPLOYERS,
    FIRST_MOMENT,
    NOVO,
    REGISTERED,
    STORE,
    TABLES,
    TAKEN,
    employer,
    opened_post,
    taken,
    task,
)
from tests.scenario import BOOK

HANDS, DRIVER = NeedId(UUID(int=931)), NeedId(UUID(int=932))
CHARTER = PartnershipId(UUID(int=941))
AGREED = said.PartnershipAgreed(
    on=FEB_1,
    partnership=CHARTER,
    employer_promises="To pladser",
    municipality_promises="En fast kontakt",
)
TOLD = said.NeedTold(on=FEB_1, need=HANDS, words="Hænder i køkkenet", tasks_wanted="Opvask")
MOVED = said.EmployerContactChanged(on=MAR_1, to=BO, why="Ny opgave")


def seen(*facts: object, on: date = MAY_1, rows: Sequence[Taken] = ()) -> EmployerOverview:
    """Return the employer on a day, once registered."""
    return employer_overview(NOVO, employer(REGISTERED, *facts), rows, BOOK, on)  # type: ignore[arg-type]


def test_it_says_who_to_call_and_who_it_was_before() -> None:
    """And whether the employer was told; recorded again once told, it is the same contact."""
    found = seen(MOVED)
    assert found.contact is not None
    assert (found.contact.name, found.contact.since, found.contact.told) == (BO, MAR_1, None)
    (before,) = found.contacts_before
    assert (before.name, before.since, before.until, before.told) == (ANNA, JAN_1, MAR_1, JAN_1)
    told = seen(MOVED, MOVED.model_copy(update={"on": APR_1, "told": APR_1}))
    assert told.contact is not None
    assert (told.contact.since, told.contact.told) == (MAR_1, APR_1)
    assert told.contacts_before == found.contacts_before


def test_it_says_how_many_days_an_answer_took() -> None:
    """Of the first answer; a need without one is unanswered."""
    first = said.NeedAnswered(on=FEB_1 + timedelta(days=5), need=HANDS, words="Vi kommer")
    found = seen(
        TOLD,
        said.NeedTold(on=MAR_1, need=DRIVER, words="En chauffør"),
        first,
        first.model_copy(update={"on": MAR_1}),
    )
    assert [each.days_to_answer for each in found.needs] == [5, None]
    assert [len(each.answers) for each in found.needs] == [2, 0]
    assert (found.needs[0].tasks_wanted, found.needs_unanswered) == ("Opvask", 1)
    assert seen(TOLD, first, on=FEB_1).needs_unanswered == 1


def test_it_says_what_each_promised_and_expects() -> None:
    """An answer to an instrument is the employer's own, and compared with nobody's."""
    found = seen(
        AGREED,
        said.ExpectationsStated(on=MAR_1, words="Mød til tiden"),
        said.CooperationRated(
            on=MAR_1, instrument="samarbejde", version=1, scores=(Score(item="svar", value=4),)
        ),
        said.PartnershipEnded(on=APR_1, partnership=CHARTER, why="Udløbet"),
    )
    (terms,) = found.partnerships
    assert (terms.employer_promises, terms.municipality_promises, terms.since, terms.ended) == (
        "To pladser",
        "En fast kontakt",
        FEB_1,
        APR_1,
    )
    assert [each.words for each in found.expectations] == ["Mød til tiden"]
    assert [each.answers for each in found.ratings] == [(("svar", 4),)]


def test_it_shows_its_posts_and_the_tasks_that_are_in_none() -> None:
    """Posts in the order of the alphabet, with free hours."""
    found = seen(
        opened_post(task(BOXES, hours=5), post=STORE, words="Ål"),
        opened_post(task(DISHES, hours=6)),
        TaskCarvedOut(on=FEB_1, task=task(TABLES, "Dække bord")),
        rows=[taken(1, DISHES, 2, FEB_1)],
    )
    assert [(each.words, each.free_hours, each.people) for each in found.posts] == [
        ("Kantinen", Decimal(4), 1),
        ("Ål", Decimal(5), 0),
    ]
    assert [each.words for each in found.carved] == ["Dække bord"]


def test_before_it_was_registered_nothing_is_known_of_it() -> None:
    """Nor as known before it was recorded."""
    early = seen(on=JAN_1 - timedelta(days=1))
    assert (early.name, early.contact, early.since, early.employer_kind) == ("", None, None, None)
    history = employer(REGISTERED, MOVED).known_at(FIRST_MOMENT)
    assert employer_overview(NOVO, history, (), BOOK, MAY_1).name == ""


def test_its_timeline_has_every_entry_retracted_ones_too() -> None:
    """In the order of effect; as known at a moment it has what was recorded by then."""
    history = employer(REGISTERED, MOVED, TOLD, EntryRetracted(on=APR_1, entry=2, why="Fejl"))
    lines = employer_timeline(NOVO, history).lines
    assert [(each.entry, each.kind, each.retracted_by) for each in lines] == [
        (1, "employer-registered", None),
        (3, "need-told", None),
        (2, "employer-contact-changed", 4),
        (4, "entry-retracted", None),
    ]
    assert lines[1].details == {
        "need": str(HANDS),
        "words": "Hænder i køkkenet",
        "tasks_wanted": "Opvask",
    }
    known = employer_timeline(NOVO, history, known_at=FIRST_MOMENT + timedelta(hours=2))
    assert [each.entry for each in known.lines] == [1, 2]


def test_lists_are_in_the_order_of_the_danish_alphabet() -> None:
    """Employers by name, posts by what they are called; only those that somebody can begin in."""
    other = employer(
        REGISTERED.model_copy(update={"name": "Ålekroen"}),
        opened_post(task(BOXES), post=STORE, share=1, words="Zoo"),
        key=EmployerId(UUID(int=902)),
    )
    cafe = employer(REGISTERED, opened_post(task(DISHES), task(TABLES), share=1), TOLD)
    rows = by_post([taken(1, DISHES, 2, FEB_1)])
    histories = {each.stream: each for each in (other, cafe)}
    found = employer_list(histories, rows, BOOK, MAY_1, set_aside={})
    assert [
        (each.name, each.open_posts, each.free_places, each.needs_unanswered)
        for each in found.employers
    ] == [("Novo", 1, 0, 1), ("Ålekroen", 1, 1, 0)]
    everything = post_list([other, cafe], rows, BOOK, MAY_1, set_aside={})
    free = post_list([other, cafe], rows, BOOK, MAY_1, free_only=True, set_aside={})
    assert [each.words for each in everything.posts] == ["Kantinen", "Zoo"]
    assert [each.words for each in free.posts] == ["Zoo"]
    assert everything.posts[0].free_tasks == 2


@given(EMPLOYERS, TAKEN, DAYS)
def test_no_view_of_an_employer_names_a_citizen(
    history: EmployerHistory, rows: Sequence[Taken], on: date
) -> None:
    """However many are in its posts."""
    views = [
        employer_overview(NOVO, history, rows, BOOK, on),
        employer_timeline(NOVO, history, on),
        employer_list({NOVO: history}, by_post(rows), BOOK, on, set_aside={}),
        post_list([history], by_post(rows), BOOK, on, set_aside={}),
    ]
    for view in views:
        text = view.model_dump_json()
        assert not any(str(each.journey) in text for each in rows)
        assert not any(str(each.placement) in text for each in rows)
    assert CANTEEN != STORE
