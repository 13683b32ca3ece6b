"""Verbs about strengths: what the citizen can do, wants, and belongs to."""

from collections.abc import Collection, Mapping
from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.path import pursued_subgoal
from journeys.domain.decisions.rules import require_open, require_text, unless_recorded
from journeys.domain.decisions.scores import require_instrument, require_valid_scores
from journeys.domain.errors import Refused
from journeys.domain.events.strengths import (
    ChallengeAgreed,
    CommunityTieEnded,
    CommunityTieStarted,
    CompetenceRecorded,
    ElementTold,
    PotentialNoticed,
    ProgressMeasured,
    ResourceProfileDrawn,
    Score,
    WellbeingTold,
)
from journeys.domain.journey import Event
from journeys.domain.vocabulary import CompetenceKind, Rater, SubgoalId, TieId


def record_competence(
    case: Case,
    *,
    words: str,
    on: date,
    competence: CompetenceKind = "professional",
    seen_where: str = "",
    codes: Collection[str] = (),
) -> list[Event]:
    """Notér en kompetence: record something that the citizen can do.

    `codes` say the same by the vocabulary `competence`, each once, in any order.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(
        case,
        CompetenceRecorded(
            on=on,
            words=require_text(words, "words"),
            competence=competence,
            seen_where=seen_where,
            codes=tuple(sorted(set(codes))),
        ),
    )


def notice_potential(case: Case, *, words: str, noticed_by: str, on: date) -> list[Event]:
    """Læg mærke til et potentiale: record what others had not seen yet.

    Refused: words-missing, noticed-by-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(
        case,
        PotentialNoticed(
            on=on,
            words=require_text(words, "words"),
            noticed_by=require_text(noticed_by, "noticed-by"),
        ),
    )


def draw_resource_profile(
    case: Case, *, elements: Mapping[str, str], made_with: str, on: date
) -> list[Event]:
    """Tegn en ressourceprofil: with the citizen; elements may be left open.

    Each one is a new version.

    Refused: elements-missing, made-with-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    require_text(made_with, "made-with")
    described = tuple(
        ElementTold(element=element, words=words)
        for element, words in elements.items()
        if words.strip()
    )
    if not described:
        raise Refused(
            "elements-missing", "Describe at least one element; the others may be left open."
        )
    newest = case.journey.strengths.profile
    if newest is not None and (newest.on, newest.elements, newest.made_with) == (
        on,
        described,
        made_with,
    ):
        return []
    drawn = [each for each in case.history.events if isinstance(each, ResourceProfileDrawn)]
    version = max((each.version for each in drawn), default=0) + 1
    return [ResourceProfileDrawn(on=on, version=version, elements=described, made_with=made_with)]


def measure_progress(
    case: Case,
    *,
    instrument: str,
    version: int,
    rater: Rater,
    scores: Mapping[str, int],
    on: date,
) -> list[Event]:
    """Mål progression: with an instrument; items may be left unanswered.

    Refused: instrument-unknown, instrument-not-in-force, rater-of-another-instrument,
    scores-missing, item-unknown, score-off-scale, journey-not-open, journey-closed.
    """
    require_open(case)
    require_valid_scores(require_instrument(case, instrument, version, on), rater, scores)
    return unless_recorded(
        case,
        ProgressMeasured(
            on=on,
            instrument=instrument,
            version=version,
            rater=rater,
            scores=tuple(Score(item=item, value=value) for item, value in scores.items()),
        ),
    )


def tell_wellbeing(case: Case, *, words: str, on: date) -> list[Event]:
    """Fortæl om trivsel: in the citizen's words, if they want to.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return unless_recorded(case, WellbeingTold(on=on, words=require_text(words, "words")))


def agree_challenge(
    case: Case, *, words: str, on: date, subgoal: SubgoalId | None = None
) -> list[Event]:
    """Aftal en udfordring: it serves the citizen's own subgoal, or a hope.

    Refused: words-missing, challenge-not-own, subgoal-unknown, subgoal-reached, subgoal-set-aside,
    subgoal-not-own, journey-not-open, journey-closed.
    """
    require_open(case)
    own = (
        bool(case.journey.path.hopes)
        if subgoal is None
        else pursued_subgoal(case, subgoal).set_by != "caseworker"
    )
    if not own:
        raise Refused(
            "challenge-not-own",
            "A challenge serves a goal of the citizen's own. Name a subgoal that the citizen set, "
            "alone or together with somebody, or record a hope first.",
        )
    return unless_recorded(
        case, ChallengeAgreed(on=on, words=require_text(words, "words"), subgoal=subgoal)
    )


def start_community_tie(case: Case, *, tie: TieId, what: str, on: date) -> list[Event]:
    """Begynd i et fællesskab: it counts as a step.

    Refused: what-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    return [CommunityTieStarted(on=on, tie=tie, what=require_text(what, "what"))]


def end_community_tie(case: Case, *, tie: TieId, on: date) -> list[Event]:
    """Slut i et fællesskab: the citizen no longer comes there.

    Refused: tie-unknown, journey-not-open, journey-closed; recorded-already, where its end is
    recorded with a later day.
    """
    require_open(case)
    known = case.journey.strengths.ties.get(tie)
    if known is None:
        raise Refused(
            "tie-unknown", "This journey has no community tie {tie} on that day.", tie=tie
        )
    return [] if known.ended else [CommunityTieEnded(on=on, tie=tie)]
