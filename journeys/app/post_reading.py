"""Reading of posts, and of who could do their tasks: a look at every citizen who is shown or read.

A post shows counts of citizens. Who is in it, and a match, are looks at those citizens as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from journeys.app.figures import FigureReader
from journeys.app.joined import restricted_of
from journeys.app.observing import observed
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import taken_at, unknown_post
from journeys.domain.errors import StoreError
from journeys.domain.history import History
from journeys.domain.vocabulary import EmployerId, JourneyId, PostId
from journeys.projections.view import SetAside

if TYPE_CHECKING:
    from journeys.projections.employers.lists import PostList
    from journeys.projections.employers.match import CitizenMatch, PostMatch
    from journeys.projections.employers.post import PostOverview


@observed("view")
@dataclass(frozen=True)
class PostReader(FigureReader):
    """Stillinger og match: the posts of a store, as one actor sees them.

    Each view is imported when it is first asked for.
    """

    @check_arguments
    def posts(
        self, *, on: date, free_only: bool = False, known_at: datetime | None = None
    ) -> "PostList":
        """Return the posts that were opened by a day, in the order of the alphabet.

        With `free_only` those that somebody can begin in: open, with a free place and free hours.
        It shows no citizen, so no look is logged.
        Refused: role-may-not, where the actor's role may not see lists.
        """
        from journeys.app.employer_histories import known_employers
        from journeys.projections.employers.coverage import by_post
        from journeys.projections.employers.lists import post_list

        def found(transaction: Transaction) -> "PostList":
            known = known_employers(transaction, known_at)
            view = post_list(
                known.histories.values(),
                by_post(known.taken),
                self.book,
                on,
                free_only=free_only,
                known_at=known_at,
                set_aside=known.set_aside,
            )
            view = view.model_copy(update={"uncounted": len(known.damaged)})
            return view.with_stamped_ahead(known.stamped_ahead)

        return self.logged.listed(found)

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
        from journeys.app.employer_histories import known_places
        from journeys.projections.employers.post import in_post, post_overview

        def found(transaction: Transaction, history: EmployerHistory) -> "PostOverview":
            ahead = stamped_ahead(history, known_at, transaction.now)
            known = known_places(transaction, [post_id], known_at)
            taken = taken_at(employer_id, known.taken)
            as_known = history.as_of(known_at=known_at)
            view = post_overview(as_known, post_id, taken, self.book, on, known_at=known_at)
            if view is None:
                raise unknown_post(on)
            if who:
                everybody = in_post(taken, post_id, on)
                restricted = self.logged.restricted(transaction)
                # As known at a moment, one that was joined to another since has its own id.
                left_out = restricted_of(
                    transaction, [JourneyId(each.journey) for each in everybody], restricted
                )
                shown = tuple(each for each in everybody if each.journey not in left_out)
                hidden = {str(each) for each in restricted}
                damaged = {key: why for key, why in known.damaged.items() if key not in hidden}
                view = view.model_copy(
                    update={"who": shown, "some_restricted": len(shown) < len(everybody)}
                ).without(damaged)
            view = view.model_copy(update={"uncounted": len(known.damaged)})
            return view.with_stamped_ahead(ahead + known.stamped_ahead)

        if not who:
            return self.logged.employer("post", employer_id, found)
        view = self.logged.across(
            "post",
            lambda transaction: found(transaction, transaction.employers.existing(employer_id)),
            lambda view: (each.journey for each in view.who or ()),
        )
        self.logged.employer("post", employer_id, lambda *_: None)
        return view

    @check_arguments
    def match_for_citizen(self, journey_id: JourneyId, *, on: date) -> "CitizenMatch":
        """Return the posts with free tasks, each with what it has in common with what is recorded.

        Posts are in the order of the alphabet. Codes of competences alone are compared; wishes and
        free words are shown beside. The support basis is never read. Raises UnknownJourney.
        """
        from journeys.app.employer_histories import known_employers
        from journeys.projections.employers.coverage import by_post
        from journeys.projections.employers.matching import citizen_match

        def found(transaction: Transaction, history: History) -> "CitizenMatch":
            known = known_employers(transaction)
            return citizen_match(
                history,
                known.histories.values(),
                by_post(known.taken),
                self.book,
                on=on,
                set_aside=known.set_aside,
            )

        return self.logged.alongside("match-for-citizen", journey_id, found)

    @check_arguments
    def match_for_post(
        self, employer_id: EmployerId, post_id: PostId, *, on: date, responsible: str
    ) -> "PostMatch":
        """Return who of one person's citizens could do which free task of a post, and why.

        By task, and then by the id of the journey: never a ranking. Everybody who is read is a
        logged look. Raises UnknownEmployer, and Erased. Refused: post-unknown; role-may-not, where
        the actor's role may not see lists of people.
        """
        from journeys.app.employer_histories import known_places
        from journeys.projections.employers.coverage import coverage, post_on_day
        from journeys.projections.employers.matching import post_match

        def found(transaction: Transaction) -> "PostMatch":
            history = transaction.employers.existing(employer_id)
            taken = known_places(transaction, [post_id]).taken
            standing = post_on_day(coverage(history, post_id, taken), on)
            if standing is None:
                raise unknown_post(on)
            caseload = transaction.queries.caseload(on, responsible)
            restricted = self.logged.restricted(transaction)
            own = [JourneyId(each.journey) for each in caseload.cases]
            read = transaction.many.read_together([each for each in own if each not in restricted])
            view = post_match(
                history,
                post_id,
                standing,
                _readable(read).items(),
                self.book,
                on=on,
                responsible=responsible,
            )
            view = view.model_copy(update={"some_restricted": not restricted.isdisjoint(own)})
            return view.without({**caseload.set_aside, **_damaged(read)})

        view = self.logged.across("match-for-post", found, lambda view: view.read)
        self.logged.employer("match-for-post", employer_id, lambda *_: None)
        return view


def stamped_ahead(history: EmployerHistory, known_at: datetime | None, now: datetime) -> int:
    """Return how many entries the moment hides that are stamped later than now."""
    return 0 if known_at is None else history.stamped_ahead(known_at, now)


def _readable(
    read: Mapping[JourneyId, History | StoreError],
) -> Mapping[JourneyId, History]:
    return {journey: each for journey, each in read.items() if isinstance(each, History)}


def _damaged(read: Mapping[JourneyId, History | StoreError]) -> SetAside:
    return {
        str(journey): each.sentence
        for journey, each in read.items()
        if isinstance(each, StoreError)
    }
