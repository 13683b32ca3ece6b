"""What a Danish run should call by its Danish name: commands, options and choices in English."""

import re
import tomllib
from collections.abc import Mapping

from journeys.adapters.cli.output.danish import WRITTEN

NAMES = tomllib.loads(WRITTEN.read_text(encoding="utf-8"))
ALSO_WORDS = {"journeys", "employers", "da", "en"}
"""The program itself, a table of the store, and the codes of the languages."""
OPTION = re.compile(r"--([\w-]+)")
COMMAND = re.compile(r"journeys (?:--\S+ )*((?:[^\W\d_][\w-]* ?)+)|\(([^\W\d_][\w -]*?)[,)]")
WORD = re.compile(r"(?<![\w./«»-])[a-z][a-z-]*(?![\w=(/.-]*[\w=(])")
FILLED_IN = re.compile(r"\{[^}]*\}|\[\[?\w+\]\]?|`[a-z_]+(?:, [a-z_]+)+`")
"""What is filled in later, the tables of a file, and the fields of an answer in JSON."""


def _in_english_alone(names: Mapping[str, str]) -> set[str]:
    """Return the English names that are no Danish name of anything."""
    return {key.rpartition(" ")[2] for key in names} - set(names.values())


OPTIONS = _in_english_alone(NAMES["options"])
COMMANDS = _in_english_alone(NAMES["commands"]) - {"register"}  # a Danish word, too
CHOICES = _in_english_alone(NAMES["choices"]) - ALSO_WORDS


def english_names(text: str) -> set[str]:
    """Return the English names in a text that have a Danish one."""
    text = FILLED_IN.sub(" ", text)
    words = {word for found in COMMAND.findall(text) for word in " ".join(found).split()}
    return (
        {f"--{each}" for each in OPTION.findall(text) if each in OPTIONS}
        | (words & COMMANDS)
        | (set(WORD.findall(text)) & CHOICES)
    )
