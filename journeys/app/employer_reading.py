"""Reading of employers and posts: who looks at one is logged on its stream, as with a citizen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from journeys.app.figures import FigureReader
from journeys.app.observing import observed
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.vocabulary import EmployerId, JourneyId, PostId

if TYPE_CHECKING:
    from journeys.projections.employers.employer import EmployerOverview
    from journeys.projections.employers.lists import EmployerDuties, EmployerList, PostList
    from journeys.projections.employers.match import CitizenMatch, PostMatch
    from journeys.projections.employers.post import PostOverview
    from journeys.projections.employers.room import Room
    from journeys.projections.employers.timeline import EmployerTimeline


@observed("view")
@dataclass(frozen=True)
class EmployerReader(FigureReader):
    """Virksomheder og stillinger: the employers of a store, as one actor sees them.

    Each view is imported when it is first asked for.
    """

    @check_arguments
    def employers(self, *, on: date, known_at: datetime | None = None) -> "EmployerList":
        """Return the employers that are registered on a day, in the order of the alphabet.

        It shows no citizen, so no look is logged.
        Refused: role-may-not, where the actor's role may not see lists.
        """
        raise NotImplementedError

    @check_arguments
    def employer(
        self, employer_id: EmployerId, *, on: date, known_at: datetime | None = None
    ) -> "EmployerOverview":
        """Return one employer on a day; the look is logged on its stream.

        Raises UnknownEmployer, and Erased.
        """
        raise NotImplementedError

    @check_arguments
    def employer_timeline(
        self, employer_id: EmployerId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "EmployerTimeline":
        """Return every entry of an employer's stream in order; the look is logged on it.

        Raises UnknownEmployer, and Erased.
        """
        raise NotImplementedError

    @check_arguments
    def posts(
        self, *, on: date, free_only: bool = False, known_at: datetime | None = None
    ) -> "PostList":
        """Return the posts that were opened by a day, in the order of the alphabet.

        With `free_only` those that somebody can begin in: open, with a free place and free hours.
        It shows no citizen, so no look is logged.
        Refused: role-may-not, where the actor's role may not see lists.
        """
        raise NotImplementedError

    @check_arguments
    def post(
        self,
        employer_id: EmployerId,
        post_id: PostId,
        *,
        on: date,
        known_at: datetime | None = None,
        who: bool = False,
    ) -> "PostOverview":
        """Return one post on a day; the look is logged on the employer's stream.

        With `who` also the journeys of those who are in it: each is a logged look. Those that are
        restricted to others are left out, and it is said that somebody is.
        Raises UnknownEmployer, and Erased. Refused: post-unknown; role-may-not, where the actor's
        role may not see lists of people.
        """
        raise NotImplementedError

    @check_arguments
    def match_for_citizen(self, journey_id: JourneyId, *, on: date) -> "CitizenMatch":
        """Return the posts with free tasks, each with what it has in common with what is recorded.

        Posts are in the order of the alphabet. Codes of competences alone are compared; wishes and
        free words are shown beside. The support basis is never read. Raises UnknownJourney.
        """
        raise NotImplementedError

    @check_arguments
    def match_for_post(
        self, employer_id: EmployerId, post_id: PostId, *, on: date, responsible: str
    ) -> "PostMatch":
        """Return who of one person's citizens could do which free task of a post, and why.

        By task, and then by the id of the journey: never a ranking. Everybody who is read is a
        logged look. Raises UnknownEmployer, and Erased. Refused: post-unknown; role-may-not, where
        the actor's role may not see lists of people.
        """
        raise NotImplementedError

    @check_arguments
    def employer_duties(self, *, on: date, owed_by: str | None = None) -> "EmployerDuties":
        """Return what is owed to employers on a day, as known now: by one person or all.

        It shows no citizen, so no look is logged.
        Refused: role-may-not, where the actor's role may not see lists.
        """
        raise NotImplementedError

    @check_arguments
    def room(self, *, on: date, known_at: datetime | None = None, months: int = 0) -> "Room":
        """Return how many posts, tasks and hours there are on a day, and how much is filled.

        With `months` also on the same day of so many months before. It counts and shows nobody,
        so no look is logged.
        Refused: role-may-not, where the actor's role may not see management figures.
        """
        raise NotImplementedError
