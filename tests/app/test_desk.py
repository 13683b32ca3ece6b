"""A colleague's desk on a store: who stood in is shown to its owner, and to nobody else."""

from datetime import timedelta
from uuid import UUID

from journeys import JourneyId, Journeys, verbs
from journeys.projections.desk import COLLEAGUE_DESK, Desk
from tests.connections import connection_of
from tests.invented import ANNA, BO, BY_ANNA, BY_BO, FEB_1, MAR_1, WALK, opened
from tests.sql.attacked import drop_guards


def of_anna(walks: Journeys) -> Desk:
    """Return Anna's desk as she sees it herself."""
    return walks.seen_by(BY_ANNA, "sagsbehandling").desk(on=MAR_1, responsible=ANNA)


def test_the_owner_of_a_desk_is_shown_who_stood_in(walks: Journeys) -> None:
    """Each look once, however many citizens it showed; her own looks are none."""
    opened(walks)
    opened(walks, JourneyId(UUID(int=77)))
    assert not of_anna(walks).looked_at
    walks.seen_by(BY_BO, "vikar").colleague_desk(on=MAR_1, responsible=ANNA)
    (look,) = of_anna(walks).looked_at
    assert (look.by, look.purpose) == (BO, "vikar")
    assert not walks.seen_by(BY_BO, "vikar").desk(on=MAR_1, responsible=ANNA).looked_at
    assert len(of_anna(walks).looked_at) == 1


def test_who_took_over_since_is_not_shown_looks_at_the_desk_of_before(walks: Journeys) -> None:
    """They are about another desk."""
    opened(walks)
    walks.seen_by(BY_BO, "vikar").colleague_desk(on=MAR_1, responsible=ANNA)
    walks.decide(WALK, verbs.offer_handover, actor=BY_ANNA, to=BO, reason="Ny", on=FEB_1)
    today = walks.today()
    walks.decide(WALK, verbs.accept_handover, actor=BY_BO, by=BO, told=today, on=today)
    later = walks.seen_by(BY_BO, "sagsbehandling").desk(on=today, responsible=BO)
    assert len(later.lines) == 1
    assert later.looked_at == ()


def test_a_look_that_cannot_be_read_hides_no_desk(walks: Journeys) -> None:
    """It is left out; the citizen's own copy names it."""
    opened(walks)
    walks.seen_by(BY_BO, "vikar").colleague_desk(on=MAR_1, responsible=ANNA)
    with walks.store.reading() as transaction:
        since = transaction.now - timedelta(days=1)
        assert len(transaction.access.of_view([WALK], COLLEAGUE_DESK, since)) == 1
        ahead = transaction.now + timedelta(days=1)
        assert not transaction.access.of_view([WALK], COLLEAGUE_DESK, ahead)
        assert not transaction.access.of_view([], COLLEAGUE_DESK, since)
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        drop_guards(connection)
        connection.exec_driver_sql("UPDATE journeys_access_events SET body = leaf")
    assert of_anna(walks).looked_at == ()
    assert len(of_anna(walks).lines) == 1
