"""What once was said too strongly is found wherever it is put back."""

from datetime import date
from typing import Any

import pytest

from journeys.adapters.pages import foot, handouts, path_items, picture_items
from journeys.domain.law import law
from journeys.domain.law.claims import claim_of
from journeys.domain.message import Message
from journeys.events import JourneyRested, PensionGranted, PensionRested
from journeys.projections.safety import letter, wording
from journeys.projections.safety.answer import safety
from tests.invented import WALK
from tests.projections.safety.test_situations import SITUATIONS, facts
from tests.scenario import BOOK, after
from tests.texts.corpus import FIRST_EDITION, Shown
from tests.texts.test_shown import Asked, too_strong
from tests.texts.test_texts import too_strong as stronger_than_it_may

SAID = [
    "Din pension hviler, og du beholder retten til den",
    "Your pension rests; your right to it stays",
    "Vi holder en pause; alt er bevaret",
    "We are taking a break; everything is kept",
    "Vejen tilbage, når som helst du vil",
    "The way back, whenever you want",
    "Pensionen holder pause. Retten er der.",
    "The pension is paused. The right is there.",
    "Lad pensionen hvile først: retten til den bliver.",
    "The way is to let the pension rest first (pension ask-rest); the right to it stays.",
    "Så får du både løn og pension.",
    "Der findes job med løntilskud til dem, der får pension. Så får du både løn og pension.",
    "There are jobs with løntilskud for pensioners: the wage, and the pension beside it.",
    "You have a permanent pension",
    "The citizen asks for the pension back. That is always accepted.",
    "Borgeren beder om pensionen igen. Det tages altid imod.",
    "hvad der er bevaret, og vejen tilbage",
    "It can rest when the citizen asks for that again. The pension is paid.",
    "Vejen tilbage til din pension er altid åben",
    "The way back to your pension is always open",
    "Sådan får du din pension igen",
    "If you let your pension rest, you keep it; that right stays",
    "Hvis du lader din pension hvile, beholder du retten til den",
]
"""In fixed texts of an earlier version, or nearly said in one: events, headings, refusals."""


def verify() -> Asked:
    """Return somebody whose pension rests, and to whom nothing can be promised that day."""
    for row in SITUATIONS:
        history, on = after(*facts(row)).history, date.fromisoformat(row["on"])
        if safety(WALK, history, BOOK, on).answer == "verify" and row["state"] == "rests":
            return Asked(history.followed_by([JourneyRested(on=on)]), BOOK, on)
    raise AssertionError


@pytest.mark.parametrize("text", SAID)
def test_what_was_said_too_strongly_is_found_among_the_texts(text: str) -> None:
    """As a fixed text it may claim nothing."""
    assert stronger_than_it_may(Shown("catalogue", text, "none"))


def test_as_the_texts_are_nothing_is_found() -> None:
    """So that what follows is seen to change it."""
    assert too_strong(verify()) == []


@pytest.mark.parametrize(
    ("of", "name", "text"),
    [
        (PensionRested, "citizen", "Your pension rests; your right to it stays"),
        (PensionGranted, "citizen", "You have a permanent pension"),
        (JourneyRested, "citizen", "We are taking a break; everything is kept"),
        (letter, "KEPT", wording.Text("Det beholder du af din pension", "You keep your pension")),
        (letter, "WAY_BACK", wording.Text("Tilbage til pensionen når som helst", "Any time back")),
        (handouts, "ASK_FIRST", wording.Text("Sig ja: du beholder din pension.", "Keep it all.")),
        (foot, "CONTACT", wording.Text("Du beholder din pension.", "You keep your pension.")),
    ],
)
def test_what_is_shown_beside_a_weak_answer_is_found(
    monkeypatch: pytest.MonkeyPatch,
    of: Any,  # noqa: ANN401 - a class or a module
    name: str,
    text: str | wording.Text,
) -> None:
    """On some page, in some letter, on some screen."""
    monkeypatch.setattr(of, name, text)
    assert too_strong(verify())


@pytest.mark.parametrize(
    ("texts", "key", "text"),
    [
        (picture_items.NET_NOW, "unsure", Message("Your right to the pension is safe")),
        (path_items.HEADLINES, "pension-rested", Message("Your pension rests: it is safe")),
        (wording.ANSWER, "verify", wording.ANSWER["guaranteed"]),
        (wording.STATE, "resting", wording.Text("Du beholder din pension.", "It is kept.")),
    ],
)
def test_so_is_a_stronger_word_for_the_answer_itself(
    monkeypatch: pytest.MonkeyPatch, texts: dict[str, object], key: str, text: object
) -> None:
    """Whatever it declares to claim."""
    monkeypatch.setitem(texts, key, text)
    assert too_strong(verify())


def test_the_first_edition_says_some_of_it_and_is_left_as_it_was() -> None:
    """An answer that was given under it is given again in its words."""
    before = {rule.id: rule.da for rule in law().rules if rule.edition == FIRST_EDITION}
    now = {rule.id: rule.da for rule in law().newest.rules}
    assert claim_of(before["wage-subsidy-job"]) == "strong"
    assert claim_of(now["wage-subsidy-job"]) == "none"
