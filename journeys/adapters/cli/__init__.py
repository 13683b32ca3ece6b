"""The command-line script: tired caseworkers, hosts' scripts and auditors ask journeys here."""

import gc
import sys

MADE_BEFORE_COLLECTING = 50_000


def run() -> None:
    """Run the script on what was typed, and leave with its exit code."""
    # What is imported stays. Looking through it for garbage, again and again while it grows, took
    # a sixth of the start of a script that is started dozens of times a day.
    gc.set_threshold(MADE_BEFORE_COLLECTING)
    try:
        from journeys.adapters.cli.main import app

        app(prog_name="journeys")
    except ModuleNotFoundError as missing:
        if missing.name not in {"typer", "rich", "platformdirs"}:
            raise
        # Whoever has no libraries has no catalogue that they would be spoken of in.
        sys.exit("Not done: the script needs its libraries. Install: journeys[cli]")
    except KeyboardInterrupt:
        sys.exit(130)
