"""Every command, option and choice has a Danish name, and is taken by it as by the English one."""

import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from typer.core import TyperGroup

from journeys import rulebook
from journeys.adapters.cli.commands.helping import TOPICS
from journeys.adapters.cli.input.batch.commands import line_commands, names
from journeys.adapters.cli.input.choices import Choice
from journeys.adapters.cli.output.danish import (
    COMPILED,
    WRITTEN,
    Named,
    column_names,
    danish,
    folded,
    meant,
)
from journeys.adapters.cli.output.speaking import choices_of, english_name, english_opposite, speak
from journeys.language import Language, spoken
from tests.cli.script import Script, whole_script

NAMES = tomllib.loads(WRITTEN.read_text(encoding="utf-8"))


def groups(group: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - Typer keeps its classes to itself
    """Yield every group and command, with the English words that one types for it."""
    yield path, group
    for name, below in getattr(group, "commands", {}).items():
        yield from groups(below, *path, name)


def options(command: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the options of a command."""
    return [each for each in command.params if each.param_type_name == "option"]


def choice(param: Any) -> Choice | None:  # noqa: ANN401 - as above
    """Return what an option's value is chosen from; None where it can be anything."""
    parser = param.type_descriptor.parameter_info.parser
    return parser if isinstance(parser, Choice) else None


def levels() -> Iterator[tuple[Named, str, list[str]]]:
    """Yield what is told apart at each place: its kind, the place, and the English names."""
    for path, each in groups(whole_script()):
        where = " ".join(path)
        if isinstance(each, TyperGroup):
            yield "commands", where, list(each.commands)
        named = [*map(english_name, options(each)), *map(english_opposite, options(each)), "help"]
        yield "options", where, [*filter(None, named)]
        for chosen in filter(None, map(choice, each.params)):
            yield "choices", chosen.where, list(chosen.known)
    yield "columns", "", list(NAMES["columns"])
    yield "choices", "list", list(rulebook().vocabularies)
    yield "choices", "topic", list(TOPICS)
    yield "choices", "duty", list(rulebook().duties)


LEVELS = list(levels())


def test_every_name_is_danish_and_alone_in_its_place() -> None:
    """However it is typed, and beside the English names too; every row of the file is used."""
    used = set[tuple[str, str]]()
    for named, where, english in LEVELS:
        said: dict[str, str] = {}
        for each in english:
            keys = [key for key in (f"{where} {each}", each) if key in NAMES[named]]
            assert keys, f"{each} of {where or 'the script'} has no Danish name"
            used.add((named, keys[0]))
            for name in (folded(each), folded(danish(named, where, each))):
                assert said.setdefault(name, each) == each, f"{name} of {where}"
    rows = {(named, key) for named, names in NAMES.items() for key in names}
    assert rows - used == set()


def test_an_option_in_danish_is_one_english_option_wherever_it_stands() -> None:
    """It is a column of a file of many commands, too."""
    english: dict[str, str] = {}
    for key, name in NAMES["options"].items():
        assert english.setdefault(folded(name), key.split()[-1]) == key.split()[-1], name


def test_every_column_of_a_file_has_a_danish_name_of_its_own() -> None:
    """Each name means one column; what is no option is called something in a table beside those."""
    commands = {each.verb: each for each in line_commands(whole_script())}
    columns = names(commands)
    arguments = {
        name
        for each in commands.values()
        for name, param in each.params.items()
        if param.param_type_name == "argument"
    }
    assert NAMES["columns"].keys() == (arguments | {"verb", "actor"}) - NAMES["options"].keys()
    for typed, column in columns.items():
        named = [each for each in columns.values() if typed in map(folded, column_names(each.name))]
        assert set(named) == {column}, typed
    for english in {each.name for each in columns.values()}:
        assert {folded(name) for name in column_names(english)} - {folded(english)} or (
            english in NAMES["options"].values()
        )


def test_names_are_typed_in_either_language_and_in_any_letters() -> None:
    """Capitals, the letters of other keyboards, and signs that are put together."""
    for named, where, english in LEVELS:
        for each in english:
            name = danish(named, where, each)
            for typed in (each, name, each.upper(), name.upper(), f" {folded(name)} "):
                assert meant(named, where, typed, english) == each
    assert meant("choices", "role", "pa\u030arørende", ["relative", "mentor"]) == "relative"
    assert meant("choices", "role", "chef", ["relative", "mentor"]) is None


def typed_for(command: Any, path: Iterable[str], language: Language) -> list[str]:  # noqa: ANN401 - as above
    """Return a line that gives every option of a command a value, named in this language."""
    called, where = [], " ".join(path)
    for number, word in enumerate(path):
        above = " ".join([*path][:number])
        called.append(word if language == "en" else danish("commands", above, word))
    for each in options(command):
        name = english_name(each)
        called.append(f"--{name if language == 'en' else danish('options', where, name)}")
        chosen = choice(each)
        if chosen:
            first = chosen.known[-1]
            called.append(first if language == "en" else danish("choices", chosen.where, first))
        elif not each.is_flag:
            called += ["1"] * each.nargs
    return called


@pytest.mark.parametrize("spoken_now", ["da", "en"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_typed_is_read_alike_in_both_languages(
    spoken_now: Language, language: Language
) -> None:
    """Every command with every option: the same values by the same names."""
    root = whole_script()
    with spoken(spoken_now):
        speak(root, spoken_now)
        for path, command in groups(root):
            if isinstance(command, TyperGroup):
                continue
            line = typed_for(command, path, language)
            english = typed_for(command, path, "en")
            assert parsed(root, line) == parsed(root, english), line


def parsed(root: Any, line: list[str]) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return what the command of a line is given, before anything is read of it but choices."""
    context: Any = root.context_class(root, info_name="journeys")
    words = line
    while isinstance(context.command, TyperGroup):
        group: Any = context.command
        name, command, words = group.resolve_command(context, words)
        assert command is not None, words
        settings = command.context_settings
        context = type(context)(command, parent=context, info_name=name, **settings)
    found, _, _ = context.command.make_parser(context).parse_args([*words])
    chosen = {each.name: choice(each) for each in context.command.params}
    return {name: _read(chosen.get(name), value) for name, value in found.items() if value}


def _read(chosen: Choice | None, value: Any) -> Any:  # noqa: ANN401 - whatever was parsed
    if chosen is None:
        return value
    return [chosen(each) for each in value] if isinstance(value, list) else chosen(value)


def test_in_danish_the_danish_names_are_shown_and_in_english_the_english_ones() -> None:
    """Of each command, option and choice, whichever language was spoken before."""
    root = whole_script()
    for language in ("da", "en", "da"):
        with spoken(language):
            speak(root, language)
            for path, command in groups(root):
                where = " ".join(path)
                for each in options(command):
                    name = english_name(each)
                    shown = danish("options", where, name) if language == "da" else name
                    assert each.opts == [f"--{shown}"]
                    if choices := choices_of(each):
                        assert each.metavar in ("|".join(choices), each.metavar.upper())
                if path:
                    above = " ".join(path[:-1])
                    shown = danish("commands", above, path[-1])
                    assert command.name == (shown if language == "da" else path[-1])


def test_what_is_stored_is_english(script: Script) -> None:
    """And the answer for scripts is the same."""
    opened = script.json(
        "åbn", "--kommune", "621", "--forsørgelse", "Kontanthjælp", "--den", "12.1.2026"
    )
    journey = opened["journey"]
    goal = ["--titel", "Bus", "--hvorfor", "Frihed", "--sat-af", "BORGER", "--goeres-af", "borger"]
    script("delmaal", "saet", journey, *goal, "--den=2026-01-13")
    details = script.told(journey)[-1]["details"]
    assert (details["set_by"], details["done_by"]) == ("citizen", "me")
    assert script.json("vis", journey)["support_basis"] == "kontanthjælp"
    script("--rolle", "LEDER", "--formål", "Tilsyn", "vis", journey)
    assert {each["role"] for each in script.told(journey)} == {"caseworker"}


def test_what_is_typed_nearly_right_is_answered_with_the_name_that_is_shown(
    script: Script,
) -> None:
    """Commands, options and choices; help is asked for by either name."""
    danish = script.speaking("da")
    for typed, told in (
        (["ønskr"], "Mente du 'ønske'"),
        (["wihs"], "Mente du 'ønske'?"),
        (["delmål", "sæte"], "Mente du 'sæt'"),
        (["ønske", "3f2a", "--ordd", "x"], "--ord"),
        (["ønske", "3f2a", "--rolle", "leder"], "--rolle skal stå før kommandoen"),
        (["ønske", "3f2a"], "Udfyld '--ord'"),
        (["delmål", "sæt", "3f2a", "--sat-af", "far"], "'borger', 'sagsbehandler', 'sammen'"),
        (["wish", "3f2a"], "journeys ønske"),
    ):
        assert told in danish.process(*typed).stderr, typed
    assert "Did you mean 'wish'" in script.refused(2, "ønskr")
    for asked in (["ønske", "--hjælp"], ["wish", "--help"], ["wish", "-h"], ["hjælp", "ønske"]):
        helped = danish.process(*asked).stdout
        assert "journeys ønske [TILVALG]" in helped
        assert not {"<str>", "<bool>", "Options", "Show this message"} & {*helped.split("  ")}
        assert "<" not in helped
        assert "Usage: journeys wish [OPTIONS]" in script.process(*asked).stdout


def test_the_language_and_json_are_found_by_either_name(script: Script) -> None:
    """Before anything is parsed: what is said of it depends on them."""
    assert "Ikke udført" in script.refused(2, "--sprog", "dansk", "ønske", "3f2a")
    assert "Not done" in script.refused(2, "--sprog=engelsk", "ønske", "3f2a")
    assert "Traceback" in script.refused(2, "--fejlsøg", "ønske", "3f2a")


def test_the_compiled_names_are_read_and_the_written_ones_are_not() -> None:
    """TOML would be a tenth of a second of every start."""
    assert COMPILED.suffix == ".json"
