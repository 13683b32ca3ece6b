"""What a service answers to an error: its status, and no more of anybody than was sent."""

import json
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from string import Formatter
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

import journeys
from journeys import errors
from journeys.adapters.words.problem_details import CODES, ENDINGS, OPEN, STATUSES, TITLES
from journeys.domain.identity import number_taken
from journeys.domain.message import Message, MessageList
from journeys.errors import JourneysError, Refused, http_status, problem
from journeys.language import LANGUAGES, Language, spoken
from tests.docs.reference import refusals
from tests.face.test_error_copies import made
from tests.face.test_errors import TREE
from tests.words.extracting import said

WALK = UUID(int=7)
WHISPERED = "hemmelig"


def test_every_class_of_errors_has_a_status_of_its_own() -> None:
    """Give a new class its status in STATUSES of journeys/adapters/words/problem_details.py.

    404 for what there is not, 409 for what the history does not allow, 422 for what was sent, 503
    for what passes by itself; else 500, where no sentence goes out. Then run `make pages`.
    """
    assert {kind.__name__ for kind in STATUSES} == set(TREE)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("role-may-not", 403),
        ("subgoal-unknown", 404),
        ("request-id-used", 409),
        ("pension-not-granted", 409),
        ("wish-missing", 409),
        ("journey-erased", 410),
        ("not-understood", 422),
        ("words-missing", 422),
        ("code-unknown", 422),
        ("words-carry-cpr", 422),
        ("a-code-to-come", 409),
    ],
)
def test_a_refusal_has_the_status_of_its_code(code: str, status: int) -> None:
    """A rule of the history is a conflict with it; the rest is by code, or by how that ends."""
    assert http_status(Refused(code, "No.")) == status


def test_a_code_with_a_status_of_its_own_is_a_code_there_is() -> None:
    """And differs from what it would have without it. A code that is gone, goes from CODES too."""
    assert CODES.keys() <= dict(refusals()).keys()
    for code, status in CODES.items():
        else_ = next((each for end, each in ENDINGS.items() if code.endswith(end)), 409)
        assert status != else_, code


def test_an_error_of_another_library_is_a_fault() -> None:
    """Nothing of it goes out."""
    found = problem(ValueError(WHISPERED))
    assert (found["status"], found["code"]) == (500, "Fault")
    assert WHISPERED not in json.dumps(found)


def tree() -> Iterator[type[JourneysError]]:
    """Yield every class of the tree."""
    yield from (getattr(errors, name) for name in TREE)


@pytest.mark.parametrize("kind", [*tree()], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_is_a_problem_in_the_language_that_is_spoken(
    kind: type[JourneysError], language: Language
) -> None:
    """With the members of RFC 9457, as plain data."""
    error = made(kind)
    with spoken(language):
        found = problem(error)
    assert json.loads(json.dumps(found)) == found
    assert {"type", "title", "status", "detail", "code"} <= found.keys()
    assert found["type"] == f"urn:journeys:error:{found['code']}"
    assert found["detail"]
    with spoken("en" if language == "da" else "da"):
        assert problem(error)["title"] != found["title"]


def test_a_refusal_says_its_code_and_its_basis_in_law() -> None:
    """In the answer to an argument that was not understood, what was sent is named."""
    error = Refused("not-understood", "{argument}: no.", argument="on", basis="LAB § 1")
    with spoken("en"):
        assert problem(error) == {
            "type": "urn:journeys:error:not-understood",
            "title": "Not valid",
            "status": 422,
            "detail": "on: no.",
            "code": "not-understood",
            "basis": "LAB § 1",
        }


def test_what_passes_by_itself_says_when_to_ask_again() -> None:
    """As the header Retry-After does; what does not pass says nothing of it."""
    assert problem(errors.StoreBusy("Busy."))["retry_after"] == 1
    assert problem(errors.StoreUnreachable("Lost."))["retry_after"] == 5
    assert "retry_after" not in problem(errors.StoreMissing("None."))
    assert "retry_after" not in problem(errors.Conflict("Faster."))


@given(some.sampled_from(sorted(set(TREE) - {"Refused"})), some.text("abc", min_size=1))
def test_no_sentence_of_the_service_itself_goes_out(name: str, word: str) -> None:
    """It may name a host, a path, a user, or repeat what a database said."""
    error = made(getattr(errors, name))
    if http_status(error) >= 500:
        error.args = (Message("At {where}.", where=f"<{word}>"),)
        assert f"<{word}>" not in json.dumps(problem(error))


@given(some.text("abcdefgh_", min_size=1).filter(lambda name: name not in OPEN))
def test_no_fact_goes_out_whose_name_is_not_known(name: str) -> None:
    """Also in a sentence within the sentence, and in several."""
    inner = Message(f"{{{name}}}", **{name: WHISPERED})
    error = Refused(
        "code",
        f"{{{name}}}, {{what}}, {{known}}.",
        **{name: WHISPERED},
        what=inner,
        known=MessageList([inner, inner]),
    )
    with spoken("en"):
        assert problem(error)["detail"] == ", ".join(["(not shown)"] * 2) + (
            ", (not shown); (not shown)."
        )


def test_no_day_of_a_citizen_goes_out_that_was_not_sent() -> None:
    """The day a pension was withdrawn is not shown; a day in an argument is."""
    withdrawn = Refused("pension-withdrawn", "Withdrawn on {since}.", since=date(2026, 3, 1))
    ahead = Refused("day-not-come", "{field} {day} is ahead.", field="on", day=date(2026, 3, 1))
    with spoken("en"):
        assert problem(withdrawn)["detail"] == "Withdrawn on (not shown)."
        assert problem(ahead)["detail"] == "on 2026-03-01 is ahead."


def test_whose_number_it_is_stays_inside() -> None:
    """Somebody who types a CPR number learns no journey by it."""
    assert str(WALK) not in problem(number_taken(WALK))["detail"]  # type: ignore[arg-type]


def test_a_fault_of_a_file_names_the_file_without_its_folder() -> None:
    """The caller sent the file, and knows no folder of the server."""
    where = Message("{file}, row {row}", file=PurePosixPath("/srv/secret/a.csv"), row=3)
    fault = Message("{where}: {what}", where=where, what=Message("this is wrong."))
    with spoken("en"):
        assert problem(errors.InputUnreadable([fault]))["detail"] == "a.csv, row 3: this is wrong."


def test_every_title_is_used() -> None:
    """And every status has one."""
    assert set(TITLES) == {*STATUSES.values(), *CODES.values(), *ENDINGS.values()}


class Anything:
    """A fact of a citizen, whatever part of it a sentence names."""

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        return WHISPERED

    def __repr__(self) -> str:
        return WHISPERED

    def __format__(self, spec: str) -> str:
        return WHISPERED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_without_its_facts(language: Language) -> None:
    """Also one that names a part of a fact, such as the words of a rule."""
    for ids in said():
        text = ids if isinstance(ids, str) else ids[0]
        names = {field.split(".")[0] for _, field, _, _ in Formatter().parse(text) if field}
        # These are asked for what else is in them.
        if not names or names & OPEN:
            continue
        facts: dict[str, Any] = dict.fromkeys(names, Anything())
        error = Refused("a-code-to-come", text, **facts)
        nested = Refused("a-code-to-come", "{what}", what=error.sentence)
        with spoken(language):
            for each in (error, nested):
                assert WHISPERED not in problem(each)["detail"]


def test_a_fault_in_a_file_of_the_service_stays_inside(tmp_path: Path) -> None:
    """A registry opens a municipality when it is asked for: the caller sent no file."""
    file = tmp_path / "kolding.toml"
    file.write_text(f'[{WHISPERED}]\nx = "{WHISPERED}"', encoding="utf-8")
    town = {"name": "Kolding", "url": f"sqlite:///{tmp_path}/kolding.db", "settings": str(file)}
    with journeys.municipalities({"621": town}) as towns:
        for opened in (towns.init, towns.__getitem__):
            with pytest.raises(errors.InputUnreadable) as error:
                opened("621")
            for each in (error.value, pickle.loads(pickle.dumps(error.value))):  # noqa: S301 - ours
                found = problem(each)
                assert found["status"] == 500
                assert WHISPERED not in str(found)
                assert str(tmp_path) not in str(found)
                assert WHISPERED in str(each)
