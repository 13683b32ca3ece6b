"""A rulebook is told from every other by its fingerprint, in whatever process it is computed."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from journeys import Rulebook, rulebook
from journeys.domain.fingerprint import fingerprint
from journeys.domain.goal import Goal
from journeys.domain.keeping import Retention
from journeys.domain.law.instruments import Instrument
from journeys.domain.rulebook import ROWS_DEPEND_ON, Cost, Practice, Promise, TeamOffice
from tests.lawbooks import changed, instead, read_again
from tests.scenario import BOOK, HVERDAG

Change = Callable[[Rulebook], Rulebook]


def _with(**parts: Any) -> Change:  # noqa: ANN401 - any part of a rulebook
    return lambda book: book._replace(**parts)


def _duty(**fields: object) -> Change:
    def change(book: Rulebook) -> Rulebook:
        kind, *_ = (each for each in book.duties.values() if each.days)
        return book._replace(
            duties={**book.duties, kind.kind: kind.model_copy(update=fields)},
        )

    return change


def _code(book: Rulebook) -> Rulebook:
    measure = book.vocabularies["measure"]
    term = next(iter(measure.terms.values())).model_copy(update={"ends": date(2030, 1, 1)})
    others = measure.model_copy(update={"terms": measure.terms | {term.code: term}})
    return book._replace(vocabularies={**book.vocabularies, "measure": others})


def _new_code(book: Rulebook) -> Rulebook:
    measure = book.vocabularies["measure"]
    term = next(iter(measure.terms.values())).model_copy(update={"code": "own-kitchen"})
    added = measure.with_terms([term])
    return book._replace(vocabularies={**book.vocabularies, "measure": added})


def _rate(book: Rulebook) -> Rulebook:
    key, rate = next(iter(book.rates.rates.items()))
    other = rate.model_copy(update={"value": rate.value + Decimal("0.01")})
    return book._replace(rates=book.rates.model_copy(update={"rates": {key: other}}))


GOAL = Goal.model_validate(
    {
        "indicator": "in-paid-hours",
        "baseline": 40,
        "from": "2026-01-01",
        "target": 60,
        "day": "2027-12-31",
        "decided_by": "X",
    }
)

CHANGES: dict[str, dict[str, Change]] = {
    "law": {
        "a rule": lambda book: book._replace(
            law=instead(changed("rest-without-limit-new", da="Noget andet."))
        ),
        "an edition": _with(law=read_again()),
        "how long it is trusted": lambda book: book._replace(
            law=replace(book.law, good_for_months=1)
        ),
        "the way back": lambda book: book._replace(law=replace(book.law, way_back=())),
    },
    "vocabularies": {"when a code ends": _code, "a new code": _new_code},
    "duties": {
        "a deadline": _duty(days=5),
        "whose words": _duty(to="municipality"),
        "one that ends with the journey": _duty(ends_with_journey=True),
    },
    "rates": {"an amount": _rate},
    "instruments": {
        "none": _with(instruments={}),
        "another version": _with(
            instruments={("hverdag", 2): HVERDAG.model_copy(update={"version": 2})}
        ),
    },
    "practice": {
        "the method": _with(practice=Practice(method="phases")),
        "how many are few": _with(practice=Practice(few_open=9)),
        "a deadline": _with(practice=Practice(days={"plan-acknowledgement": 5})),
    },
    "promises": {
        "a promise": _with(
            promises=(
                Promise.model_validate(
                    {"da": "Vi ringer.", "en": "We call.", "from": "2026-01-01", "decided_by": "X"}
                ),
            )
        ),
    },
    "staff": {"a colleague": _with(staff=frozenset({"karen.example"}))},
    "teams": {"a team": _with(teams={"karen.example": "Jobhuset"})},
    "offices": {"an office": _with(offices=(TeamOffice(name="Jobhuset", telephone="12345678"),))},
    "costs": {
        "a cost": _with(
            costs=(
                Cost.model_validate(
                    {"measure": "mentorstøtte", "kroner": 1, "from": "2026-01-01", "source": "X"}
                ),
            )
        )
    },
    "goals": {
        "a goal": _with(goals=(GOAL,)),
        "half a number": _with(goals=(GOAL.model_copy(update={"target": 60.5}),)),
    },
    "keeping": {
        "a period": _with(keeping=Retention(must_go_months=60, must_go_source="X")),
        "whether it may be discarded": _with(keeping=Retention(discard="not-allowed")),
    },
    "roles": {
        "one less": lambda book: book._replace(
            roles={name: book.roles[name] for name in book.roles if name != "mentor"}
        ),
        "a verb more": lambda book: book._replace(
            roles={**book.roles, "mentor": book.roles["mentor"] | {"open_journey"}}
        ),
    },
}
EACH = [(part, what) for part, changes in CHANGES.items() for what in changes]


def test_every_part_is_changed_below() -> None:
    """A part that is added to the rulebook is added here."""
    assert set(CHANGES) == set(Rulebook._fields)


@pytest.mark.parametrize(("part", "what"), EACH, ids=lambda each: each)
def test_a_change_of_any_part_is_another_fingerprint(part: str, what: str) -> None:
    """Rows are told apart by the parts that they depend on alone."""
    other = CHANGES[part][what](BOOK)
    assert other.fingerprint != BOOK.fingerprint
    assert (other.rows_fingerprint != BOOK.rows_fingerprint) == (part in ROWS_DEPEND_ON)


def test_the_same_parts_have_the_same_fingerprint_in_whatever_order() -> None:
    """Of mappings and sets; it is computed once."""
    turned = BOOK._replace(
        roles={name: BOOK.roles[name] for name in sorted(BOOK.roles, reverse=True)},
        duties={name: BOOK.duties[name] for name in sorted(BOOK.duties, reverse=True)},
    )
    assert turned.fingerprint == BOOK.fingerprint
    assert BOOK.fingerprint is BOOK.fingerprint
    assert (len(BOOK.fingerprint), len(BOOK.rows_fingerprint)) == (64, 16)


@pytest.mark.parametrize("seed", ["0", "1", "42"])
def test_every_process_computes_the_same(seed: str) -> None:
    """Whatever order its sets have."""
    program = "from journeys import rulebook as r; print(r().fingerprint)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == rulebook().fingerprint


def test_the_canonical_form_is_pinned() -> None:
    """A persisted fingerprint outlives the version of the library that computed it."""
    value = {
        "b": frozenset({"y", "x"}),
        ("a", 1): (True, None, 2),
        "dag": date(2026, 2, 1),
        "sats": Decimal("0.10"),
        "model": Instrument.model_validate(
            {
                "name": "ø",
                "version": 1,
                "rater": "citizen",
                "lowest": 0,
                "highest": 1,
                "items": [{"id": "1", "text": "?"}],
            }
        ),
    }
    written = (
        '{"[\\"a\\",1]":[true,null,2],"b":["x","y"],"dag":"2026-02-01","model":{"ends":"9999-12-31",'
        '"highest":1,"items":[{"id":"1","text":"?"}],"lowest":0,"name":"ø","rater":"citizen",'
        '"starts":"0001-01-01","version":1},"sats":"0.10"}'
    )
    assert fingerprint(value) == sha256(written.encode()).hexdigest()


def test_what_has_no_canonical_form_is_refused() -> None:
    """Its text could be another in every process."""
    with pytest.raises(TypeError, match="object has no canonical form"):
        fingerprint({"a": object()})
