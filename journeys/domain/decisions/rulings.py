"""Verbs about rulings: hear wishes, decide and explain, inform the citizen, answer an appeal."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    require_open,
    require_started,
    require_text,
    require_wishes_heard,
    unless_recorded,
)
from journeys.domain.errors import Refused
from journeys.domain.events.rulings import (
    AppealDecided,
    CitizenInformed,
    DutyExplained,
    Ruling,
    RulingAppealed,
    RulingMade,
    SanctionConsidered,
    WishesHeard,
)
from journeys.domain.journey import Event
from journeys.domain.message import Message, MessageList
from journeys.domain.vocabulary import AppealOutcome, Informed, Outcome, RulingId

PARTS: Mapping[str, Message] = MappingProxyType(
    {
        "legal-basis-missing": Message("the act and section it is made by: --legal-basis"),
        "wishes-not-heard": Message("what the citizen wishes in this matter: --wish"),
        "hearing-too-late": Message("a hearing on a day before the ruling: --hearing"),
        "explanation-missing": Message("the reasons, in plain words: --explanation"),
        "considerations-missing": Message("the facts, and what was weighed: --considerations"),
        "appeal-guidance-missing": Message(
            "to whom the citizen can appeal, and until which later day: --appeal-to, --appeal-by"
        ),
    }
)
"""By code, what a ruling lacks, as it is listed where more than one part is missing."""


def hear_wishes(case: Case, *, matter: str, words: str, on: date) -> list[Event]:
    """Hør borgerens ønsker: record the citizen's wishes in a matter.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(
        case, WishesHeard(on=on, matter=matter, words=require_text(words, "words"))
    )


def make_ruling(
    case: Case,
    *,
    ruling: RulingId,
    matter: str,
    outcome: Outcome,
    legal_basis: str,
    on: date,
    considerations: str = "",
    hearing: date | None = None,
    effective: date | None = None,
    against_wish: bool = False,
    explanation: str = "",
    appeal_to: str = "",
    appeal_by: date | None = None,
) -> list[Event]:
    """Træf en afgørelse: on a legal basis, after the citizen's wishes were heard.

    A ruling against the wish says in plain words why, on which considerations, and how to appeal.

    Refused: legal-basis-missing, wishes-not-heard, hearing-too-late, explanation-missing,
    considerations-missing, appeal-guidance-missing, where that alone is missing; ruling-incomplete,
    where several are: its fact `codes` has their codes. Also journey-not-open, journey-closed;
    recorded-already, where it was made otherwise.
    """
    require_open(case)
    made = RulingMade(
        on=on,
        ruling=ruling,
        matter=matter,
        outcome=outcome,
        legal_basis=legal_basis,
        considerations=considerations,
        hearing=hearing,
        effective=effective,
        against_wish=against_wish,
        explanation=explanation,
        appeal_to=appeal_to,
        appeal_by=appeal_by,
    )
    _require_complete(case, made)
    return [made]


def inform_citizen(case: Case, *, ruling: RulingId, how: Informed, on: date) -> list[Event]:
    """Underret borgeren: record that the citizen was told of a ruling.

    Refused: ruling-unknown, journey-not-open.
    """
    known_ruling(case, ruling)
    return unless_recorded(case, CitizenInformed(on=on, ruling=ruling, how=how))


def appeal_ruling(case: Case, *, ruling: RulingId, on: date, words: str = "") -> list[Event]:
    """Klag over en afgørelse: the citizen appeals a ruling.

    Refused: ruling-unknown, journey-not-open; recorded-already, where an appeal is recorded with a
    later day or in other words.
    """
    if known_ruling(case, ruling).appealed and not words:
        return []
    return [RulingAppealed(on=on, ruling=ruling, words=words)]


def decide_appeal(
    case: Case, *, ruling: RulingId, answer: AppealOutcome, on: date, words: str = ""
) -> list[Event]:
    """Afgør en klage: record the answer to an appeal.

    Refused: ruling-unknown, appeal-unknown, journey-not-open; recorded-already, where another
    answer is recorded, or one with a later day.
    """
    known = known_ruling(case, ruling)
    if not known.appealed:
        raise Refused("appeal-unknown", "No appeal of this ruling is recorded on that day.")
    if known.answer == answer and not words:
        return []
    return [AppealDecided(on=on, ruling=ruling, answer=answer, words=words)]


def explain_duty(case: Case, *, words: str, on: date) -> list[Event]:
    """Forklar ret og pligt: record that rights and duties were explained.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(case, DutyExplained(on=on, words=require_text(words, "words")))


def consider_sanction(case: Case, *, considerations: str, on: date) -> list[Event]:
    """Overvej en sanktion: a sanction itself is a ruling.

    Refused: considerations-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(
        case,
        SanctionConsidered(on=on, considerations=require_text(considerations, "considerations")),
    )


def known_ruling(case: Case, ruling: RulingId) -> Ruling:
    """Return the ruling. Refused: ruling-unknown, journey-not-open."""
    require_started(case)
    known = case.journey.rulings.made.get(ruling)
    if known is None:
        raise Refused(
            "ruling-unknown",
            "This journey has no ruling {ruling} on that day; look it up.",
            ruling=ruling,
        )
    return known


def _require_complete(case: Case, made: RulingMade) -> None:
    """Refuse a ruling that lacks something, and name all that it lacks at once."""
    lacking = list(_lacking(case, made))
    if len(lacking) == 1:
        raise lacking[0]
    if lacking:
        codes = [each.code for each in lacking]
        raise Refused(
            "ruling-incomplete",
            "This ruling cannot be made yet. Give as well: {missing}.",
            missing=MessageList(PARTS[code] for code in codes),
            codes=" ".join(codes),
        )


def _lacking(case: Case, made: RulingMade) -> Iterator[Refused]:
    rules: list[Callable[[], object]] = [
        lambda: require_text(made.legal_basis, "legal-basis"),
        lambda: require_wishes_heard(case, made.matter),
        lambda: _require_heard_in_time(made),
    ]
    if made.against_wish:
        rules += [
            lambda: require_text(made.explanation, "explanation"),
            lambda: require_text(made.considerations, "considerations"),
            lambda: _require_appeal_guidance(made),
        ]
    for rule in rules:
        try:
            rule()
        except Refused as refusal:
            yield refusal


def _require_heard_in_time(made: RulingMade) -> None:
    if made.hearing is not None and made.hearing > made.on:
        raise Refused(
            "hearing-too-late",
            "The citizen must be heard as a party before a ruling. Hear them first, or choose a "
            "later day.",
        )


def _require_appeal_guidance(made: RulingMade) -> None:
    if not made.appealable:
        raise Refused(
            "appeal-guidance-missing",
            "A ruling against the citizen's wish must say to whom the citizen can appeal, and "
            "until which later day.",
        )
