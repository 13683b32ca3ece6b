"""Which employer, post or task is meant: by words, by a number, or by the first signs of an id.

Lists of employers and posts show no citizen, so finding one logs no look. What was typed is never
repeated in an error: it may be a CPR number in the wrong place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar
from uuid import UUID

from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.ids import FULL, ID_START
from journeys.adapters.cli.input.prompting import choose
from journeys.adapters.cli.output.danish import folded
from journeys.adapters.words.ids import WHOLE_ID, short
from journeys.adapters.words.language import say
from journeys.domain.decisions.privacy import holds_cpr_number
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.vocabulary import EmployerId, PostId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.projections.employers.lists import EmployerLine, PostLine

T = TypeVar("T")

MOST = 20  # employers or posts that are offered to choose from
NUMBERS = {8: "CVR", 10: "P"}
"""By how many digits it has, which number of an employer is typed."""


def employer_start(text: str) -> str:
    """Return what somebody types for an employer or a post, without spaces around it.

    Raises ValueError where it is empty, or a CPR number.
    """
    typed = text.strip()
    if not typed:
        raise ValueError("Give its name, a part of it, or the first signs of its id.")
    if holds_cpr_number(typed) and _number(typed) is None:
        raise ValueError(
            "This looks like a CPR number. An employer is found by its name, its CVR number or its "
            "P-number."
        )
    return str(UUID(typed)) if WHOLE_ID.fullmatch(typed.lower()) else typed


employer_start.takes_others = True  # type: ignore[attr-defined] # a part of a name is enough


class PostMeant(NamedTuple):
    """A post, and the employer that has it; its name is the first signs of its id if not seen."""

    employer: UUID
    post: UUID
    employer_name: str


class Meant(NamedTuple):
    """An employer, and what it is called; empty where its name was not looked up."""

    employer: EmployerId
    name: str = ""


def find_employer(run: Session, journeys: "Journeys", typed: str, on: date) -> Meant:
    """Return the employer of an id, of a number, or of a part of a name.

    At a terminal somebody can choose one of several. An id in full is not looked up.
    Refused: employer-unknown, employer-ambiguous; role-may-not, where the role may not see lists;
    cvr-wrong, p-number-malformed.
    """
    if len(typed) == FULL and WHOLE_ID.fullmatch(typed):
        return Meant(EmployerId(UUID(typed)))
    if number := _number(typed):
        found = journeys.employers.find(number)
        if found is not None:
            return Meant(found)
        raise _employer_unknown()
    lines = _listed(lambda: run.at_employers(journeys).employers(on=on).employers)
    meant = like(typed, lines, lambda line: line.employer, lambda line: (line.name,))
    if not meant:
        raise _employer_unknown()
    one = one_of_several(run, meant, _named, Message("employer"))
    return Meant(EmployerId(one.employer), one.name)


def find_post(
    run: Session,
    journeys: "Journeys",
    typed: str,
    on: date,
    prefer: "Callable[[PostLine], bool]" = lambda line: line.is_open,
) -> PostMeant:
    """Return the post of an id, or of words of its own or of its employer's name.

    Where several can be meant, those that are preferred; at a terminal somebody can choose. A role
    that may not see lists types the id in full.
    Refused: post-unknown, post-ambiguous; role-may-not, where the role may not see lists.
    """
    try:
        lines = _listed(lambda: run.at_employers(journeys).posts(on=on).posts)
    except Refused:
        if not WHOLE_ID.fullmatch(typed):
            raise
        return _post_by_id(journeys, PostId(UUID(typed)))
    meant = like(
        typed, lines, lambda line: line.post, lambda line: (line.words, line.employer_name)
    )
    meant = [line for line in meant if prefer(line)] or meant
    if not meant:
        raise _post_unknown()
    line = one_of_several(run, meant, _post_named, Message("post"))
    return PostMeant(line.employer, line.post, line.employer_name)


def _post_by_id(journeys: "Journeys", post: PostId) -> PostMeant:
    employer = journeys.employers.with_post(post)
    if employer is None:
        raise _post_unknown()
    return PostMeant(employer, post, short(employer))


def _post_unknown() -> Refused:
    return Refused(
        "post-unknown",
        "No post is called that on that day. `journeys post list` shows them all.",
    )


def _listed(reading: Callable[[], Sequence[T]]) -> Sequence[T]:
    """Return a list; refused as it is, in words about employers."""
    try:
        return reading()
    except Refused as refusal:
        if refusal.code != "role-may-not":
            raise
        raise Refused(
            "role-may-not",
            "Your role may not see the lists of employers and posts, so nothing is found by its "
            "name. Type the id in full, of the employer, the post or the task. Its contact in the "
            "municipality finds them with `journeys --json post show`.",
        ) from None


def words_of_posts(run: Session, journeys: "Journeys", on: date) -> Mapping[UUID, str]:
    """Return what each post is called; none where the role may not see the list of them."""
    try:
        posts = run.at_employers(journeys).posts(on=on).posts
    except Refused:
        return {}
    return {each.post: each.words for each in posts}


def any_of_them(_thing: object) -> bool:
    """Prefer none."""
    return True


class _Task(Protocol):
    @property
    def task(self) -> UUID: ...
    @property
    def words(self) -> str: ...


K = TypeVar("K", bound=_Task)


def find_task(
    run: Session,
    tasks: Sequence[K],
    typed: str | None,
    prefer: Callable[[K], bool] = any_of_them,
) -> K:
    """Return the task that begins like this; without any words the only one that can be meant.

    Refused: task-unknown, task-ambiguous.
    """
    open_ones = [each for each in tasks if getattr(each, "withdrawn", None) is None]
    if typed is None:
        meant = [each for each in open_ones if prefer(each)] or open_ones
    else:
        meant = like(typed, tasks, lambda task: task.task, lambda task: (task.words,))
        meant = [each for each in meant if each in open_ones] or meant
    if not meant:
        raise Refused(
            "task-unknown",
            "No task is called that on that day. `journeys post show` shows those of a post.",
        )
    return one_of_several(
        run, meant, lambda task: f"{task.words} ({short(task.task)})", Message("task")
    )


def _number(typed: str) -> str | None:
    """Return the digits of a CVR number or a P-number; None where it is neither."""
    digits = "".join(typed.split())
    is_number = digits.isascii() and digits.isdigit() and len(digits) in NUMBERS
    return digits if is_number else None


def like(
    typed: str,
    things: "Iterable[T]",
    id_of: Callable[[T], UUID],
    words_of: Callable[[T], Sequence[str]],
) -> list[T]:
    """Return the things that are meant: by id, by all of its words, by their start, by any."""
    all_of_them, begun = list(things), folded(typed)
    if ID_START.fullmatch(typed.lower()):
        by_id = [each for each in all_of_them if str(id_of(each)).startswith(typed.lower())]
        if by_id:
            return by_id
    wanted = begun.split()

    def has_all(each: T) -> bool:
        words = folded(" ".join(words_of(each))).split()
        return all(any(word.startswith(start) for word in words) for start in wanted)

    for fits in (
        lambda each: folded(words_of(each)[0]) == begun,
        lambda each: folded(words_of(each)[0]).startswith(begun),
        has_all,
        lambda each: begun in folded(words_of(each)[0]),
    ):
        if found := [each for each in all_of_them if fits(each)]:
            return found
    return []


def one_of_several(run: Session, found: Sequence[T], named: Callable[[T], str], what: str) -> T:
    """Return the only one, or the one that somebody at the terminal chooses. Raises EOFError."""
    if len(found) == 1:
        return found[0]
    lines = [named(each) for each in found[:MOST]]
    if run.may_ask and len(found) <= MOST:
        return found[choose(say("Which one: "), lines)]
    raise Refused(
        f"{what}-ambiguous",
        "More than one can be meant: {candidates}. Give more of its name, or the first "
        "signs of its id.",
        candidates="; ".join([*lines, *(["..."] if len(found) > MOST else [])]),
    )


def _named(line: "EmployerLine") -> str:
    return f"{line.name} ({short(line.employer)})"


def _post_named(line: "PostLine") -> str:
    return say(
        "{words}, {employer} ({post})",
        words=line.words,
        employer=line.employer_name,
        post=short(line.post),
    )


def _employer_unknown() -> Refused:
    return Refused(
        "employer-unknown",
        "No employer is known by that. `journeys employer list` shows them all; register a new one "
        "with: journeys employer register",
    )
