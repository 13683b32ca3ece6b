"""The catalogue is complete: whatever is said can be said in Danish, and nothing else is in it."""

import ast
import re
import string
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from journeys import rulebook
from journeys.adapters.cli.command_index import LISTED
from journeys.adapters.cli.input.asked_as import QUESTIONS
from journeys.adapters.cli.output import danish
from tests.words.catalogue import (
    COMPILED,
    WRITTEN,
    as_listed,
    as_names,
    as_text,
    brought_up,
    compiled,
    kept,
    untranslated,
)
from tests.words.extracting import SCRIPT, said
from tests.words.test_words import FORBIDDEN

WORDS = re.compile(r"[a-zæøå]{2,} [a-zæøå]{2,}", re.IGNORECASE)
COMMAND = re.compile(r"journeys( [a-z-]+)+( ID)?")
CODES = {code for each in rulebook().vocabularies.values() for code in each.terms}


def entries() -> Iterator[Message]:
    """Yield every entry of the catalogue but its header."""
    return (each for each in kept() if each.id)


def facts(text: str) -> set[str]:
    """Return the names of what is filled into a text."""
    found = (name for _, name, _, _ in string.Formatter().parse(text) if name)
    return {name.partition(".")[0] for name in found}


def parts(texts: Sequence[str] | None) -> list[str]:
    """Return a text, or what is said of one and of many, as a list."""
    return [texts] if isinstance(texts, str) else list(texts or ())


def test_every_text_is_in_the_catalogue_and_no_other() -> None:
    """`make catalogue` brings it up."""
    assert WRITTEN.read_bytes() == as_text(brought_up(kept(), said().items()))


def test_the_script_lists_every_command_as_it_is() -> None:
    """`make catalogue` brings it up."""
    assert LISTED.read_text(encoding="utf-8") == as_listed()


def test_the_danish_names_that_are_read_are_those_written() -> None:
    """`make catalogue` brings them up."""
    assert danish.COMPILED.read_text(encoding="utf-8") == as_names()


def test_every_text_is_put_into_danish() -> None:
    """None waits, and none is marked as uncertain."""
    assert untranslated(kept()) == []
    assert not [each.id for each in entries() if each.fuzzy]


def test_what_is_read_is_what_is_written() -> None:
    """The compiled catalogue is made of the written one."""
    assert COMPILED.read_bytes() == compiled(kept())


def test_the_same_facts_are_filled_in_in_both_languages() -> None:
    """None is left out, and none is asked for that is not there."""
    for each in entries():
        asked = [facts(text) for text in parts(each.id) if "{" in text]
        assert all(facts(text) in asked for text in parts(each.string) if asked and text)


def test_nothing_is_said_in_danish_that_must_never_be_said() -> None:
    """No setback worded as a failure, no diagnosis, no abolished name."""
    texts = [str(each.string) for each in entries()]
    assert [text for text in texts if FORBIDDEN.search(text)] == []


NO_PROSE = {
    "__init__.py": "without the libraries there is no catalogue",
    "argument_help.py": "shown by the help of each command, which is in the catalogue",
    "usage.py": "what Typer says, as it is found",
}
SAID_TO_NOBODY = {
    "SELECT name FROM sqlite_master WHERE type = 'table'",
    "Traceback (most recent call last):\n",
    " completion installed in ",  # what Typer says, as it is found
    "egen indsigt",  # a purpose, as it is kept
    *QUESTIONS,  # the words that one types for what is asked
}


@pytest.mark.parametrize("file", sorted(SCRIPT.rglob("*.py")), ids=lambda file: file.name)
def test_the_script_says_nothing_that_has_no_danish(file: Path) -> None:
    """Whatever has two words is in the catalogue, or a docstring; and no sentence is glued."""
    if file.name in NO_PROSE:
        return
    known = {part for ids in said() for part in parts(ids)} | CODES | SAID_TO_NOBODY
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts = _shown_elsewhere(tree)
    glued = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and node not in texts and any(map(_worded, node.values))
    ]
    unsaid = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node not in texts and _worded(node)
        if node.value not in known
    ]
    assert (glued, unsaid) == ([], [])


def _shown_elsewhere(tree: ast.Module) -> set[ast.AST]:
    """Return the docstrings, and what helps: they are in the catalogue as the script shows them."""
    texts = set[ast.AST]()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                texts.add(docstring)
            case ast.keyword(arg="help", value=value):
                texts |= set(ast.walk(value))
            case ast.Call(func=ast.Name(id="TypeError")):
                texts |= set(ast.walk(node))  # for developers of commands
    return texts


def _worded(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(WORDS.search(COMMAND.sub("", node.value)))
    )
