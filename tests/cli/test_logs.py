"""What the script logs: little, and nobody's words or name."""

import pytest
import structlog

from journeys.adapters.cli.output import logs
from journeys.app.logs import Log
from tests.cli.script import Script


def test_a_line_holds_no_words_and_no_names(capsys: pytest.CaptureFixture[str]) -> None:
    """Only fields that cannot carry any are let through, whatever a module logs."""
    logs.configure()
    Log("it").warning("rebuilt", count=3, actor="anna.example", words="I hope so")
    told = capsys.readouterr()
    assert told.out == ""
    assert "event='rebuilt' count=3" in told.err
    assert "anna" not in told.err
    assert "hope" not in told.err


def test_it_is_quiet_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Details are for --debug."""
    logs.configure()
    Log("it").info("opened")
    assert capsys.readouterr().err == ""
    logs.configure(debug=True)
    Log("it").debug("opened")
    assert "opened" in capsys.readouterr().err


def test_the_library_leaves_the_logs_of_its_host_alone(script: Script) -> None:
    """Only the script configures them, and only when it runs and there is a line to log."""
    assert not structlog.is_configured()
    script("init")
    assert not structlog.is_configured()
    Log("it").warning("rebuilt")
    assert structlog.is_configured()


def test_with_debug_it_says_how_each_act_ended(script: Script) -> None:
    """With its verb and how long it took, and no word of what was recorded."""
    journey = script.opened()
    result = script.run("--debug", "hope", journey, "--words", "Et hemmeligt job")
    assert result.exit_code == 0
    assert "event='decide'" in result.stderr
    assert "verb='record' outcome='recorded' seconds=" in result.stderr
    assert "hemmeligt" not in result.stderr
    assert journey not in result.stderr
    assert "decide" not in script.run("hope", journey, "--words", "Et andet job").stderr
