"""Help, answers and errors at terminals that do not know every letter, and in pipes that close."""

import os
import shlex
import subprocess
from collections.abc import Sequence

import pytest

from tests.cli.loaded import quick
from tests.cli.script import START, Script
from tests.effort import LONG

ENCODINGS = ("ascii", "cp437", "cp1250", "latin-1", "utf-8")


def in_encoding(
    script: Script, encoding: str, *typed: str, start: Sequence[str] = ()
) -> subprocess.CompletedProcess[bytes]:
    """Run the script in Danish where its streams have this encoding."""
    surroundings = script.speaking("da").environment | {"PYTHONIOENCODING": encoding}
    return subprocess.run(
        [*(start or [quick()]), *typed],
        env=os.environ | surroundings,
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_help_answers_and_errors_come_out_in_every_encoding(
    script: Script, journey: str, encoding: str
) -> None:
    """Another letter stands for one that is missing; nothing ends as a fault of the script."""
    hope = ["håb", journey, "--ord", "Et sted »nær« mig \N{EN DASH} og år ☺", "--den", "1.2.2026"]
    for code, typed in (
        (0, ["--hjælp"]),
        (0, ["delmål", "sæt", "--hjælp"]),
        (0, ["hjælp", "datoer"]),
        (0, hope),
        (0, ["vis", journey, "--den", "2.2.2026"]),
        (0, ["tidslinje", journey]),
        (2, ["delmål", "sæt", "3f2a"]),
        (2, ["ønskr"]),
        (1, ["vis", "0000"]),
    ):
        done = in_encoding(script, encoding, *typed)
        assert done.returncode == code, (typed, done.stderr)
        # What is no drawing is written to an ASCII terminal in UTF-8, as Typer has it.
        (done.stdout + done.stderr).decode("utf-8" if encoding == "ascii" else encoding)
    said = in_encoding(script, encoding, "ønskr").stderr.decode(
        "utf-8" if encoding == "ascii" else encoding
    )
    assert ("'ønske'" in said) or ("'oenske'" in said)


@pytest.mark.parametrize("encoding", ENCODINGS if LONG else ["ascii"])
def test_it_is_the_same_where_each_process_starts_python(
    script: Script, journey: str, encoding: str
) -> None:
    """To the byte: the streams that Python makes are those that the others are tried with."""
    for typed in (["delmål", "sæt", "--hjælp"], ["vis", journey, "--den", "2.2.2026"], ["ønskr"]):
        quickly = in_encoding(script, encoding, *typed)
        started = in_encoding(script, encoding, *typed, start=START)
        assert (started.returncode, started.stdout, started.stderr) == (
            *(quickly.returncode, quickly.stdout, quickly.stderr),
        )


def test_an_answer_in_json_is_utf_8_whatever_the_terminal_is(script: Script, journey: str) -> None:
    """A script reads it."""
    script("hope", journey, "--words", "Æbler på ø", "--on", "2026-02-01")
    done = in_encoding(script, "ascii", "--json", "timeline", journey)
    assert "Æbler på ø" in done.stdout.decode("utf-8")


PIPED = ["--help", "show --help", "help dates", "--version", "law list"]


@pytest.mark.parametrize(
    ("typed", "start"), [*((each, "quick") for each in PIPED), ("show --help", "python")]
)
@pytest.mark.parametrize(("reader", "codes"), [("true", {141}), ("head -1", {0, 141})])
def test_where_nobody_reads_on_it_ends_quietly(
    script: Script, typed: str, start: str, reader: str, codes: set[int]
) -> None:
    """With the exit code of a closed pipe, or as if all was read where it is short."""
    command = shlex.join([quick()] if start == "quick" else START)
    line = f"{{ sleep 0.1; {command} {typed}; echo $? >&2; }} | {reader}"
    done = subprocess.run(
        ["bash", "-c", line],
        env=os.environ | script.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert int(done.stderr) in codes
