"""Vocabularies: which codes there are, from when to when; and what is refused."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args
from unicodedata import is_normalized

import pytest
from pydantic import BaseModel, ValidationError

import journeys.domain.law
from journeys import MeasureId, Rulebook, events, verbs
from journeys.domain.law.source import Source
from journeys.domain.law.vocabularies import Term, Vocabulary, vocabularies
from journeys.domain.vocabulary import From
from journeys.employers import EmployerEvent
from tests.invented import ANNA, BAKERY, FEB_1, JAN_1, KITCHEN, MAR_1, OPENED
from tests.scenario import BOOK, after

SHIPPED = vocabularies()
FILES = sorted((Path(journeys.domain.law.__file__).parent / "vocabularies").glob("*.toml"))
TRIAL = MeasureId(BAKERY)
KITCHEN_WORK = Term(
    code="madværksted",
    da="Madværksted",
    en="Kitchen workshop",
    starts=FEB_1,
    ends=MAR_1,
    job_effort=True,
    sources=(Source(act="Byrådets beslutning", section="pkt. 4", read_at="referatet"),),
)


def with_own(term: Term, vocabulary: str = "measure") -> Rulebook:
    """Return the rulebook with a municipality's own code."""
    added = BOOK.vocabularies[vocabulary].with_terms([term])
    return BOOK._replace(vocabularies={**BOOK.vocabularies, vocabulary: added})


def models_in(described: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - an annotation
    """Yield every model that an annotation names, at any depth."""
    if isinstance(described, type) and issubclass(described, BaseModel):
        yield described
        for field in described.model_fields.values():
            yield from models_in(field.annotation)
    for part in get_args(described):
        yield from models_in(part)


def markers_in(described: Any) -> Iterator[From]:  # noqa: ANN401 - an annotation
    """Yield every marker within an annotation, at any depth but not inside another model."""
    yield from (each for each in getattr(described, "__metadata__", ()) if isinstance(each, From))
    for part in get_args(described):
        yield from markers_in(part)


EVERY_MODEL = {
    model
    for kind in (events.Event, EmployerEvent)
    for event in get_args(get_args(kind)[0])
    for model in models_in(event)
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vocabulary_that_is_shipped_loads_whole(file: Path) -> None:
    """Under the name of its file, in its order, and no code drops out because it stands twice."""
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    vocabulary = SHIPPED[file.stem]
    assert vocabulary.name == written["name"] == file.stem
    assert [*vocabulary.terms] == [term["code"] for term in written["terms"]]
    assert all(code == term.code for code, term in vocabulary.terms.items())


def test_every_vocabulary_that_loads_is_a_file() -> None:
    """Nothing is made up in code."""
    assert [*SHIPPED] == [file.stem for file in FILES]
    assert SHIPPED


@pytest.mark.parametrize("vocabulary", SHIPPED.values(), ids=SHIPPED)
def test_every_term_is_said_in_danish_and_in_english(vocabulary: Vocabulary) -> None:
    """And so is the vocabulary; a term that is no choice of ours says where it was read."""
    assert vocabulary.da.strip()
    assert vocabulary.en.strip()
    assert vocabulary.terms or vocabulary.name == "provider", "a municipality fills that one"
    for term in vocabulary.terms.values():
        assert term.da.strip(), term.code
        assert term.en.strip(), term.code
        assert term.tag == "own" or term.sources, term.code


@pytest.mark.parametrize("vocabulary", SHIPPED.values(), ids=SHIPPED)
def test_every_code_can_be_recorded_as_it_is_written(vocabulary: Vocabulary) -> None:
    """Facts compose their letters: a code written otherwise would never be met."""
    for term in vocabulary.terms.values():
        assert is_normalized("NFC", term.code)
        assert term.code == term.code.strip()
        assert term.starts <= term.ends, term.code


def test_every_marker_on_an_event_names_a_vocabulary_that_exists() -> None:
    """On nested parts, too."""
    named = {
        name
        for model in EVERY_MODEL
        for field in model.model_fields.values()
        for marker in (*field.metadata, *markers_in(field.annotation))
        if isinstance(marker, From)
        for name in marker.vocabularies
    }
    assert named == {*SHIPPED}
    assert events.ElementTold in EVERY_MODEL


def test_no_marker_stands_where_nobody_looks_for_it() -> None:
    """A code that may be left out, or deep in a list, would be recorded whatever it is.

    Each of a tuple is looked at.
    """
    for model in EVERY_MODEL:
        for name, field in model.model_fields.items():
            looked_at = [
                marker
                for part in get_args(field.annotation)
                for marker in getattr(part, "__metadata__", ())
                if isinstance(marker, From)
            ]
            assert [*markers_in(field.annotation)] == looked_at, f"{model.__name__}.{name}"


def test_an_unknown_code_is_refused_with_one_that_is_close() -> None:
    """It names the field and the way to look, and does not repeat what was typed."""
    refusal = (
        after(OPENED)
        .when(verbs.change_support_basis, basis="kontanthjaelp", on=FEB_1)
        .then_refused("code-unknown")
    )
    assert refusal.sentence.startswith("basis:")
    assert "Did you mean kontanthjælp?" in refusal.sentence
    assert "journeys vocabulary support-basis" in refusal.sentence
    assert "kontanthjaelp" not in str(refusal)


def test_an_unknown_code_that_is_close_to_none_is_refused_without_a_guess() -> None:
    """What was typed may be somebody's words."""
    refusal = (
        after(OPENED)
        .when(verbs.set_target_group, target_group="hemmeligt ord", on=FEB_1)
        .then_refused("code-unknown")
    )
    assert "Did you mean" not in refusal.sentence
    assert "hemmeligt" not in str(refusal)


def test_a_code_is_one_of_either_vocabulary_where_a_field_takes_two() -> None:
    """Wishes are heard in a matter, or on a kind of measure; the guess is from both."""
    walk = after(OPENED)
    refusal = walk.when(
        verbs.hear_wishes, matter="mentorstotte", words="Ja", on=FEB_1
    ).then_refused("code-unknown")
    assert "Did you mean mentorstøtte?" in refusal.sentence
    for matter in ("plan", "mentorstøtte"):
        walk.when(verbs.hear_wishes, matter=matter, words="Ja", on=FEB_1).then(
            events.WishesHeard(on=FEB_1, matter=matter, words="Ja")
        )


def test_a_code_inside_a_part_of_a_fact_is_looked_at_too() -> None:
    """The elements of a resource profile are a vocabulary."""
    after(OPENED).when(
        verbs.draw_resource_profile, elements={"indkomst": "Ro"}, made_with=ANNA, on=FEB_1
    ).then_refused("code-unknown")
    after(OPENED).when(
        verbs.draw_resource_profile, elements={"interesser": "Brød"}, made_with=ANNA, on=FEB_1
    ).then(
        events.ResourceProfileDrawn(
            on=FEB_1,
            version=1,
            elements=(events.ElementTold(element="interesser", words="Brød"),),
            made_with=ANNA,
        )
    )


def test_no_code_at_all_is_an_unknown_one() -> None:
    """Where a code must stand, nothing is not enough."""
    for code in ("", " "):
        after(OPENED).when(
            verbs.grant_measure, measure=TRIAL, measure_kind=code, on=FEB_1
        ).then_refused("code-unknown")
    after(OPENED).when(
        verbs.set_subgoal, subgoal=KITCHEN, title="Bage", why="Ro", track=" job", on=FEB_1
    ).then_refused("code-unknown")


def test_a_code_with_its_letters_in_parts_is_the_same_code() -> None:
    """Two keyboards write å in two ways."""
    in_parts = "madværksted på række".replace("å", "a\u030a")
    own = KITCHEN_WORK.model_copy(update={"code": "madværksted på række"})
    after(OPENED).under(with_own(own)).when(
        verbs.grant_measure, measure=TRIAL, measure_kind=in_parts, on=FEB_1
    ).then(events.MeasureGranted(on=FEB_1, measure=TRIAL, measure_kind="madværksted på række"))


def test_a_municipalitys_own_code_is_used_while_it_is_in_force() -> None:
    """Without it the same code is unknown."""
    granted = events.MeasureGranted(on=FEB_1, measure=TRIAL, measure_kind="madværksted")
    asked: dict[str, Any] = {"measure": TRIAL, "measure_kind": "madværksted"}
    own = after(OPENED).under(with_own(KITCHEN_WORK))
    for on in (FEB_1, MAR_1):
        own.when(verbs.grant_measure, **asked, on=on).then(granted.model_copy(update={"on": on}))
    after(OPENED).when(verbs.grant_measure, **asked, on=FEB_1).then_refused("code-unknown")


@pytest.mark.parametrize("on", [JAN_1, date(2026, 1, 31), date(2026, 3, 2)])
def test_a_code_out_of_force_is_refused_with_its_days_and_its_basis(on: date) -> None:
    """Before its first day and after its last."""
    refusal = (
        after(OPENED)
        .under(with_own(KITCHEN_WORK))
        .when(verbs.grant_measure, measure=TRIAL, measure_kind="madværksted", on=on)
        .then_refused("code-not-in-force")
    )
    assert f"{on:%Y-%m-%d}" in refusal.sentence
    assert "from 2026-02-01 until 2026-03-01" in refusal.sentence
    assert refusal.basis == "Byrådets beslutning pkt. 4"


def test_a_code_out_of_force_without_a_source_names_no_basis() -> None:
    """Nothing is made up."""
    unsourced = KITCHEN_WORK.model_copy(update={"sources": ()})
    refusal = (
        after(OPENED)
        .under(with_own(unsourced))
        .when(verbs.grant_measure, measure=TRIAL, measure_kind="madværksted", on=JAN_1)
        .then_refused("code-not-in-force")
    )
    assert refusal.basis is None


def test_an_own_code_takes_nothing_away() -> None:
    """What was there is there, as it was and in its order; the new one stands behind."""
    before = BOOK.vocabularies["measure"]
    with_it = before.with_terms([KITCHEN_WORK])
    assert [*with_it.terms.values()] == [*before.terms.values(), KITCHEN_WORK]
    assert with_it.terms.keys() - before.terms.keys() == {"madværksted"}
    assert vocabularies()["measure"] == before
    after(OPENED).under(with_own(KITCHEN_WORK)).when(
        verbs.grant_measure, measure=TRIAL, measure_kind="virksomhedspraktik", on=FEB_1
    ).then(events.MeasureGranted(on=FEB_1, measure=TRIAL, measure_kind="virksomhedspraktik"))


def test_the_groups_of_the_law_are_codes_of_theirs() -> None:
    """LAB § 6: the number is the code."""
    after(OPENED).when(verbs.set_target_group, target_group="6.3", on=FEB_1).then(
        events.TargetGroupSet(on=FEB_1, target_group="6.3")
    )


@pytest.mark.parametrize(
    ("days", "span"),
    [
        ({}, "always"),
        ({"to": MAR_1}, "until 2026-03-01"),
        ({"from": FEB_1}, "from 2026-02-01"),
        ({"from": FEB_1, "to": MAR_1}, "from 2026-02-01 until 2026-03-01"),
    ],
)
def test_when_a_code_can_be_recorded_is_said_in_words(days: dict[str, date], span: str) -> None:
    """The first and last days are in force; the days before and after are not."""
    term = Term.model_validate({"code": "x", "da": "X", "en": "X", **days})
    assert term.span == span
    assert term.in_force(FEB_1)
    assert term.in_force(MAR_1)
    assert term.in_force(date(2026, 1, 31)) == ("from" not in days)
    assert term.in_force(date(2026, 3, 2)) == ("to" not in days)


def test_a_vocabulary_tells_which_codes_are_in_force_on_a_day() -> None:
    """In their order."""
    measures = BOOK.vocabularies["measure"].with_terms([KITCHEN_WORK])
    on_day = {day: [term.code for term in measures.in_force(day)] for day in (JAN_1, FEB_1)}
    assert "ressourceforløb" in on_day[JAN_1]
    assert "ressourceforløb" not in on_day[FEB_1]
    assert on_day[FEB_1][-1] == "madværksted"


def test_a_term_says_nothing_that_is_not_understood() -> None:
    """A key misspelt in a file is found when it is read, and an empty code is none."""
    good = {"code": "x", "da": "X", "en": "X"}
    for wrong in ({"until": MAR_1}, {"code": ""}, {"income": "luck"}):
        with pytest.raises(ValidationError):
            Term.model_validate({**good, **wrong})


def test_each_vocabulary_stands_in_a_file_of_its_name() -> None:
    """By that it is found; another name is unknown."""
    assert [each.name for each in SHIPPED.values()] == sorted(SHIPPED)
    with pytest.raises(KeyError):
        SHIPPED["../rates"]
