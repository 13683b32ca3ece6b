"""The page for an employer: who to call, what was promised, needs, and posts with their tasks."""

from collections.abc import Iterator

from journeys.adapters.pages.foot import foot_of_sheet
from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words.days import day_in_words
from journeys.adapters.words.language import Language, in_spoken_language, say, say_of, spoken
from journeys.domain.vocabulary import Hours
from journeys.projections.employers.employer_page import EmployerPage, PageNeed, PagePost, PageTask

PAIR = 2
NEEDS_SHOWN = 3
"""The other needs are folded on a screen, and open on paper."""


def employer(view: EmployerPage, *, language: Language = "da") -> str:
    """Return what an employer is handed as one page of HTML. It names no citizen."""
    with spoken(language):
        return rendered(
            "employer.html.j2",
            language,
            view=view,
            needs=view.needs[:NEEDS_SHOWN],
            more_needs=view.needs[NEEDS_SHOWN:],
            waited=_waited,
            unanswered=_unanswered,
            places=_places,
            about_post=_about_post,
            about_task=_about_task,
            hours_a_week=hours_a_week,
            foot=_foot(view, language),
            easy=False,
        )


def _foot(view: EmployerPage, language: Language) -> str:
    if view.office is not None:
        return foot_of_sheet(view.office, language)
    if not view.contact:  # its registration was retracted
        return ""
    return say("Call or write to your contact: {contact}", contact=view.contact)


def _waited(need: PageNeed) -> str:
    """Return how long the first answer took."""
    if not need.days_to_answer:
        return say("the same day")
    return say_of(need.days_to_answer, "after {count} day", "after {count} days")


def _unanswered(need: PageNeed, view: EmployerPage) -> str:
    """Return that there is no answer yet, and by when there is to be one."""
    if need.answer_by is None:
        return say("We have not answered yet.")
    day = day_in_words(need.answer_by)
    if need.answer_by < view.on:
        return say("We have not answered yet. Our own deadline was {day}.", day=day)
    return say("We have not answered yet. Our own deadline is {day}.", day=day)


def _places(post: PagePost) -> str:
    """Return how many places are free: who has the others is not said."""
    if post.may_share == 1:
        return say("The place is free.") if post.free_places else say("The place is taken.")
    if post.may_share == PAIR and post.free_places in (0, PAIR):
        return say("Both places are free.") if post.free_places else say("Both places are taken.")
    if not post.free_places:
        return say("All {places} places are taken.", places=post.may_share)
    if post.free_places == post.may_share:
        return say("All {places} places are free.", places=post.may_share)
    return say_of(
        post.free_places,
        "{count} of {places} places is free.",
        "{count} of {places} places are free.",
        places=post.may_share,
    )


def _about_post(post: PagePost) -> Iterator[str]:
    yield in_spoken_language(post.post_kind)
    if post.until is not None:
        yield say("until {day}", day=day_in_words(post.until))


def _about_task(task: PageTask) -> Iterator[str]:
    yield hours_a_week(task.hours)
    if task.when:
        yield task.when


def hours_a_week(hours: Hours) -> str:
    """Return hours a week in words."""
    if hours == 1:
        return say("1 hour a week")
    return say("{hours} hours a week", hours=hours)
