"""Of a journey and an employer with one id each would read under, and be erased with, one key."""

from uuid import UUID

from journeys import History, JourneyId, Journeys, employers
from journeys.employers import EmployerEvent, EmployerHistory, EmployerId
from journeys.events import Event
from tests.app.posted import registered
from tests.app.test_room import refusal
from tests.invented import ANNA, BY_ANNA, FEB_1, OPENED, looking, opened
from tests.moving import LEADER, PURPOSE, contents, export_of, store

SAME = UUID(int=71)


def registering(_: EmployerHistory) -> list[EmployerEvent]:
    """Return what registers an employer."""
    return [
        employers.EmployerRegistered(on=FEB_1, name="Mølle", employer_kind="privat", contact=ANNA)
    ]


def opening(_: History) -> list[Event]:
    """Return what opens a journey."""
    return [OPENED]


def test_an_employer_has_not_the_id_of_a_journey(walks: Journeys) -> None:
    """Whatever records it; the journey stays as it is."""
    journey, employer = opened(walks, JourneyId(SAME)), EmployerId(SAME)
    before = contents(walks)
    assert refusal(lambda: registered(walks, employer)) == "id-in-use"
    firms = [(employer, registering)]
    assert refusal(lambda: walks.employers.record_all(firms, BY_ANNA)) == "id-in-use"
    with walks.unit_of_work() as unit:
        assert refusal(lambda: registered(unit, employer)) == "id-in-use"
    assert contents(walks) == before
    assert looking(walks).milestones(journey).state == "open"


def test_a_journey_has_not_the_id_of_an_employer(walks: Journeys, origin_url: str) -> None:
    """Whether it is recorded, or arrives from elsewhere; nor that of one that was erased."""
    with store(origin_url) as origin:
        export = export_of(origin, opened(origin, JourneyId(SAME)))
    registered(walks, EmployerId(SAME))
    beginnings = [(JourneyId(SAME), opening)]

    def all_refused() -> bool:
        codes = {
            refusal(lambda: opened(walks, JourneyId(SAME))),
            refusal(lambda: walks.record_all(beginnings, BY_ANNA)),
            refusal(
                lambda: walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
            ),
        }
        return codes == {"id-in-use"}

    assert all_refused()
    walks.employers.erase(EmployerId(SAME), actor=LEADER, why="Ophørt")
    assert all_refused()
