"""No English is left in Danish: in no sentence of the catalogue, in no refusal with its facts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import ROLES, Actor, History, errors, rulebook
from journeys.adapters.files.validation import DANISH
from journeys.adapters.words.rule_names import RULE_NAMES, rule_name
from journeys.domain.decisions.deciding import require_permission
from journeys.domain.law import law
from journeys.domain.message import FieldName, Message, Phrase
from journeys.language import say, spoken
from journeys.testing.strategies import EVENT_CLASSES, Request, histories, requests
from tests.scenario import asked
from tests.words.catalogue import kept
from tests.words.test_catalogue import parts

COMMON = (
    "about after an and any are asked be because been before but cannot could day days does else"
    " entry every first from given had has here how is it its last many more must never no"
    " nobody not nothing of only or other out recorded same shall should since somebody than that"
    " the their them then there these they this those through under until was were what when where"
    " which while who whom whose why will with without would yet you your"
)
"""Common English words that are no Danish ones."""
ALSO_DANISH = {"an", "day", "first", "from", "given", "here", "no", "under", "den"}
"""Of these, what Danish sentences or the names in them have as well."""
FIELDS = {name for event in EVENT_CLASSES for name in event.model_fields if "_" in name}
VERBS = {name for verbs in ROLES.values() for name in verbs if "_" in name}
CODED = FIELDS | VERBS | {each.replace("_", "-") for each in FIELDS | VERBS}
NAMED = {"caseworker", "manager", "relative", "employer", "auditor", "citizen", "journey"}
ENGLISH = (set(COMMON.split()) - ALSO_DANISH) | CODED | NAMED | set(RULE_NAMES) - {"seniorpension"}
WORD = re.compile(r"[\w-]+")
CODE = re.compile(
    r"journeys koder [\w-]+"
    r"|`[^`]*`|\{[^}]*\}|»[^«]*«|'[^']*'|\"[^\"]*\"|--[\w-]+|\S+[/\\.=]\w\S*|\[[^]]*\]|\([a-z|,]+\)"
    r"|JOURNEYS_\w+|[a-z]+\([^)]*\)"
)
"""What is code in any language: commands, options, places in a file, addresses, other programs'."""
FOR_DEVELOPERS = re.compile(
    r"request-id|journey_id|\bon_|KeyProvider|MasterKey|engine|AUTOCOMMIT|PgBouncer|lowest|kolonnerne"
    r"|dens muligheder|linjer, i UTF-8|citizen, relative|activity, phase|\(journey\)|JSON Schema"
    r"|access, law|JSON-objekt|age_|folkepension_age|states|months|shown_from"
)
"""What names the parts of a program or of a file by the words that one types there."""


def english(text: str) -> set[str]:
    """Return the English words in a text."""
    return set(WORD.findall(CODE.sub(" ", text).lower())) & ENGLISH


def test_the_check_finds_english() -> None:
    """A test that cannot fail proves nothing; Danish words that look alike pass."""
    assert english("Intet er recorded på the dag") == {"recorded", "the"}
    assert english("placement_kind: vælg en anden (hold-dialogue)") >= {"placement_kind"}
    assert english("Den dag er for tidlig: over 5 timer. Se `journeys show`") == set()


@pytest.mark.parametrize(
    "message", [each for each in kept() if each.id], ids=lambda m: str(m.id)[:40]
)
def test_no_sentence_in_danish_has_an_english_word(message: object) -> None:
    """Of the whole catalogue; where it names what one types, that is code."""
    for text in parts(message.string):  # type: ignore[attr-defined]
        if not FOR_DEVELOPERS.search(text):
            assert not english(text), text


@pytest.mark.parametrize("role", [*ROLES, "gartner"])
def test_who_may_not_is_told_so_by_the_danish_names_of_role_and_act(role: str) -> None:
    """For every act there is; what is no role here is not repeated."""
    book = rulebook()
    for verb in sorted({each for verbs in ROLES.values() for each in verbs}):
        try:
            require_permission(verb, Actor("anna.example", role), book)
        except errors.Refused as refusal:
            with spoken("da"):
                said = say(refusal.sentence)
            assert not english(said), said
            assert said.startswith("Som ")
            assert "gartner" not in said


def test_a_manager_is_told_which_role_records_a_talk() -> None:
    """As people say it."""
    book = rulebook()._replace(
        roles={"manager": frozenset(), "caseworker": frozenset({"hold_dialogue"})}
    )
    with pytest.raises(errors.Refused) as told, spoken("da"):
        require_permission("hold_dialogue", Actor("anna.example", "manager"), book)
    with spoken("da"):
        assert say(told.value.sentence) == (
            "Som leder kan du ikke registrere en samtale. Det kan: sagsbehandler. Har du den rolle,"
            " så skriv --rolle før kommandoen."
        )


@given(histories(), st.lists(requests(), max_size=4))
def test_no_refusal_of_a_verb_has_an_english_word(history: History, several: list[Request]) -> None:
    """With its facts filled in: fields, codes, days and things."""
    for verb, arguments in several:
        try:
            asked(history, verb, **arguments)
        except errors.Refused as refusal:
            with spoken("da"):
                said = say(refusal.sentence)
            if refusal.code != "not-understood":  # which names the arguments of a function
                assert not english(said), said


def test_every_field_is_called_something_in_danish() -> None:
    """In a sentence it stands between quotation marks."""
    with spoken("da"):
        assert say("{field}", field=FieldName("placement_kind")) == "»slags plads«"
        for name in sorted(FIELDS):
            assert say("{field}", field=FieldName(name)).strip("»«") != name.replace("_", " ")


def test_every_rule_of_the_law_has_a_name_that_people_read() -> None:
    """Which claims nothing, and is another in Danish where it is English."""
    assert {rule.id for rule in law().rules} <= RULE_NAMES.keys()
    with spoken("da"):
        for rule in RULE_NAMES:
            assert not english(say(rule_name(rule)))


def test_what_a_file_gets_wrong_is_told_in_danish() -> None:
    """Each type of pydantic's faults."""
    for text in DANISH.values():
        assert not english(text)


@pytest.mark.parametrize(
    "error",
    [
        errors.UnknownJourney("7"),  # type: ignore[arg-type]
        errors.NoSuchEntry("7", 4),  # type: ignore[arg-type]
        errors.NoSuchField("tilstand", []),
        errors.Erased("7"),
        errors.RateMissing("x", 2026, [], Phrase(da="Fradrag", en="Deduction")),
        errors.SchemaOlder(),
        errors.SchemaNewer(),
        errors.UnknownKind(["ny"]),
        errors.UnknownKind(["ny"], Message("This export")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_error_has_an_english_word(error: errors.JourneysError) -> None:
    """With its facts."""
    with spoken("da"):
        assert not english(say(error.sentence).replace("journeys", ""))
