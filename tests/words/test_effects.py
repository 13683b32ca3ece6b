"""Sentences of an answer about a measure: what a committee is told, and never more than that."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.words import effect_sentences as sentences
from journeys.adapters.words.effect_figures import about, people
from journeys.adapters.words.effect_names import (
    GROUPS,
    OUTCOMES,
    WORDS,
    covariate_name,
    full_name,
    group_name,
)
from journeys.domain.rulebook import Cost
from journeys.language import LANGUAGES, Language, spoken
from journeys.projections.effects.effect import Difference, Effect, Outcome, Reason, Word
from journeys.projections.effects.estimating import effect as estimate
from journeys.projections.effects.facts import NEW_CASEWORKER, Departure
from journeys.projections.effects.whole import whole
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, town
from tests.effects.worlds import HELP
from tests.pages.effects import CLEAR, FEW, MIXED, NOT_ALIKE, UNDECIDED, differing
from tests.scenario import BOOK

CAUSE = re.compile(r"\b(virker|skyldes|causes?|works|bedst|best|værst|worst)\b", re.IGNORECASE)
"""What no data of this kind can carry: a cause, or a ranking."""


def told(effect: Effect, language: Language) -> str:
    """Return every sentence about an answer."""
    return " ".join(each_sentence(effect, language))


def each_sentence(effect: Effect, language: Language) -> Iterator[str]:
    """Yield every sentence about an answer."""
    with spoken(language):
        yield from sentences.precision_sentences(effect)
        yield from sentences.committee_sentences(effect, BOOK)
        yield from sentences.reason_sentences(effect, BOOK)
        yield from sentences.caveats(effect)


def committee(effect: Effect, language: Language) -> str:
    """Return the committee's sentences."""
    with spoken(language):
        return " ".join(sentences.committee_sentences(effect, BOOK))


def with_days(difference: float, half: float) -> Effect:
    """Return the clear answer with another difference."""
    return CLEAR.model_copy(update={"days": differing(80 + difference, 80, half)})


def test_a_committee_is_told_the_difference_for_whom_and_what_cannot_be_seen() -> None:
    """In both languages, the Danish one first."""
    assert committee(CLEAR, "da") == (
        "De, der begyndte på mentorstøtte, havde inden for tolv måneder fra den dag 31 flere dage "
        "i lønnet arbejde (95 %: 20 til 42) end folk, der ligner dem, var lige så langt på vejen "
        "og kunne være begyndt samme dag, men ikke gjorde det. Nogle af dem begyndte senere. "
        "390 begyndte; 310 af dem er fulgt i alle tolv måneder. Om de to grupper er forskellige i "
        "noget, som ingen har skrevet ned, kan ikke ses her."
    )
    assert committee(CLEAR, "en") == (
        "Those who began mentor support had 31 more days in paid work within twelve months from "
        "that day (95 %: 20 to 42) than people like them, equally long on the way, who could have "
        "begun that day and did not begin then. Some of those began later. 390 began; 310 of them "
        "are followed for all twelve months. Whether the two groups differ in something that "
        "nobody wrote down cannot be seen here."
    )


@pytest.mark.parametrize(
    ("difference", "half", "danish", "english"),
    [
        (1, 0.5, "1 dag mere i lønnet arbejde (95 %: 0 til 2) end", "1 more day in"),
        (-1, 4, "1 dag mindre i lønnet arbejde (95 %: fra 5 færre til 3 flere) end", "1 fewer day"),
        (-20, 5, "20 færre dage i lønnet arbejde (95 %: 15 til 25) end", "20 fewer days in"),
        (0.2, 6, "omtrent lige så mange dage i lønnet arbejde (95 %: fra 6 færre til 7 flere) som",
         "about as many days"),
        (-20, 20, "20 færre dage i lønnet arbejde (95 %: 0 til 40) end", "(95 %: 0 to 40)"),
    ],
)  # fmt: skip
def test_the_direction_of_a_difference_and_of_both_ends_is_said(
    difference: float, half: float, danish: str, english: str
) -> None:
    """A number below nothing is never left to a sign in a sentence."""
    effect = with_days(difference, half)
    assert danish in committee(effect, "da")
    assert english in committee(effect, "en")


@given(
    st.floats(-300, 300),
    st.floats(0, 200),
    st.floats(0, 200),
)
def test_no_interval_is_shown_narrower_than_it_is(
    middle: float, below: float, above: float
) -> None:
    """Its ends are rounded outwards, and the three numbers of a row add up."""
    found = Difference(
        began=100 + middle, compared=100, difference=middle, lower=middle - below,
        upper=middle + above,
    )  # fmt: skip
    shown = whole(found)
    assert shown.lower <= found.lower + 1e-6
    assert shown.upper >= found.upper - 1e-6
    assert shown.began - shown.compared == shown.difference


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", get_args(Reason))
def test_where_too_few_began_no_sentence_says_how_they_differed(
    reason: Reason, language: Language
) -> None:
    """Only why, and how many are needed."""
    effect = FEW.model_copy(update={"reason": reason, "about": "phase", "days": CLEAR.days})
    assert committee(effect, language) == ""
    assert "400" in told(effect, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("effect", [CLEAR, MIXED, UNDECIDED, FEW, NOT_ALIKE], ids=lambda e: e.word)
def test_no_sentence_claims_a_cause_or_ranks(effect: Effect, language: Language) -> None:
    """And each that has a number says what was not taken into account."""
    text = told(effect, language)
    assert not CAUSE.search(text)
    not_seen = "helbred" if language == "da" else "health"
    assert not_seen in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_outcome_reason_and_group_has_its_name(language: Language) -> None:
    """What has none would be shown as a code."""
    assert set(WORDS) == set(get_args(Word))
    assert set(OUTCOMES) == {"days", *get_args(Outcome), *get_args(Departure)}
    assert set(sentences.REASONS) == set(get_args(Reason))
    with spoken(language):
        assert all(group_name(group) != group for group in GROUPS)


def test_below_fifty_only_the_band_of_a_count_is_said() -> None:
    """Under ten, or ten to forty-nine."""
    with spoken("da"):
        said = [people(n) for n in (0, 9, 10, 49, 50, 1390)]
    assert said == ["færre end 10", "færre end 10", "10 til 49", "10 til 49", "50", "1.390"]
    assert "37" not in told(FEW, "da")


def test_how_many_are_needed_is_said_as_roughly_as_it_is_known() -> None:
    """With two digits that say something."""
    with spoken("da"):
        assert [about(each) for each in (93, 417, 1632)] == ["93", "420", "1.600"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_who_began_are_not_said_to_be_fewer_than_needed(language: Language) -> None:
    """Where the reason is another one than their number: n and k, and nothing of an uncertainty."""
    many = NOT_ALIKE.model_copy(update={"began": 588, "followed": 505})
    text = told(many, language)
    assert "588" in text
    assert "505" in text
    assert "400" not in text
    assert not re.search("usikkert|uncertain", text)
    assert "400" in told(NOT_ALIKE, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_and_covariate_of_an_estimate_has_its_name(language: Language) -> None:
    """Of a whole town, as the method answers it: no code is left in a sentence."""
    found = estimated()
    assert found.left_out
    assert found.balance
    with spoken(language):
        groups = {each.group for each in found.left_out} | {each.group for each in found.balance}
        assert not any(group_name(group) == group for group in groups)
        assert not any(
            covariate_name(each.covariate, BOOK) == each.covariate for each in found.balance
        )


@cache
def estimated() -> Effect:
    """Return what is answered in an invented town."""
    return estimate(recorded(town(HELP, 7)), MEASURE, on=CUT, known_at=None, cut=CUT)


def test_what_could_explain_it_is_named_with_its_size() -> None:
    """By the group whose absence moves the answer most."""
    assert (
        "Noget, som ingen har skrevet ned, og som betyder lige så meget som tiden siden det "
        "seneste lønnede arbejde, kunne flytte svaret med omkring 6 dage."
    ) in told(CLEAR, "da")


def test_an_answer_that_is_mixed_says_which_figures_differ() -> None:
    """Days, the first hour and work that lasts; opposed only where two intervals are."""
    text = told(MIXED, "en")
    assert "A larger share reached something, but it does not show in days in paid work." in text
    assert "different directions" not in text
    opposed = MIXED.model_copy(update={"days": with_days(-20, 5).days})
    assert "The figures point in different directions." in told(opposed, "en")
    assert "First paid hour: +22 percentage points (95 %: +17 to +26)." in text


def test_fewer_days_are_said_where_it_does_not_seem_to_help() -> None:
    """Only where the whole interval is below nothing."""
    fewer = with_days(-20, 5).model_copy(update={"word": "does-not-help"})
    assert "De, der begyndte, havde færre dage i lønnet arbejde." in told(fewer, "da")
    little = with_days(2, 5).model_copy(update={"word": "does-not-help"})
    assert "havde færre dage" not in told(little, "da")


def test_many_late_beginnings_are_said_beside_the_number() -> None:
    """Above ten per cent; a few are among the other shares."""
    late = (
        "14\N{NO-BREAK SPACE}% af dem, der begyndte, blev først registreret mere end 7 dage efter"
    )
    assert late in told(MIXED, "da")
    assert late not in told(CLEAR, "da")


def test_nothing_is_said_twice_of_what_an_answer_rests_on() -> None:
    """The day of the cut stands at the top, and many late beginnings beside the number."""
    with spoken("da"):
        shares = {each: " ".join(sentences.share_lines(each)) for each in (CLEAR, MIXED)}
    assert "Først registreret mere end 7 dage efter: 4" in shares[CLEAR]
    assert "registreret" not in shares[MIXED]
    assert all("30. september 2026" not in each for each in shares.values())


def test_a_change_of_caseworker_is_no_measure_that_somebody_began() -> None:
    """It has its own words."""
    effect = CLEAR.model_copy(update={"measure": NEW_CASEWORKER})
    assert committee(effect, "da").startswith("De, der fik en ny sagsbehandler, havde")
    assert "men ikke fik det. Nogle af dem fik en senere." in committee(effect, "da")


def test_a_part_of_those_who_began_is_named() -> None:
    """By the words of its code; those without one are not stated."""
    with spoken("da"):
        assert full_name(UNDECIDED, BOOK) == (
            "Danskundervisning (målgruppe: Kontanthjælp, aktivitetsparat)"
        )
        without = UNDECIDED.model_copy(update={"split": "provider:"})
        assert full_name(without, BOOK) == "Danskundervisning (leverandør: ikke angivet)"


@pytest.mark.parametrize(
    ("covariate", "danish"),
    [
        ("basis:kontanthjælp", "forsørgelse: Kontanthjælp"),
        ("target-group:*", "målgruppe: andre"),
        ("phase:", "fase: ingen registreret"),
        ("waiting:3-5", "forløbet åbent i 3-5 måneder"),
        ("waiting:24+ x phase:afklaring", "forløbet åbent i 24+ måneder og fase: Afklaring"),
        ("never-worked", "aldrig i lønnet arbejde"),
        ("unheard-of", "unheard-of"),
    ],
)
def test_a_covariate_is_named(covariate: str, danish: str) -> None:
    """Its group and its value."""
    with spoken("da"):
        assert covariate_name(covariate, BOOK) == danish


def test_what_a_beginning_costs_stands_beside_it_with_its_source() -> None:
    """Where the municipality's file says so for that day; nothing is divided by it."""
    costs = (
        Cost(
            measure="mentorstøtte",
            kroner=Decimal(18500),
            starts=date(2026, 1, 1),
            source="Budget 2026",
        ),
    )
    book = BOOK._replace(costs=costs)
    with spoken("da"):
        assert list(sentences.cost_sentences(CLEAR, book)) == [
            "En begyndelse koster 18.500 kroner. Kilde: Budget 2026"
        ]
        assert list(sentences.cost_sentences(MIXED, book)) == []
