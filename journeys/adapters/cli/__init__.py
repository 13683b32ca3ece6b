"""The command-line script, for caseworkers, hosts' scripts and auditors."""

import gc
import sys

ALLOCATIONS_BEFORE_COLLECTING = 200_000


def run() -> None:
    """Run the script on what was typed, and leave with its exit code."""
    # Imported modules stay. Collecting garbage among them while they grow took a sixth of the start
    # of a script that is started dozens of times a day; a rebuild keeps many rows, too.
    gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTING)
    try:
        from journeys.adapters.cli.main import app

        app(prog_name="journeys")
    except ModuleNotFoundError as missing:
        if missing.name not in {"typer", "rich", "platformdirs"}:
            raise
        # Without its libraries the script cannot read its catalogue either.
        sys.exit("Not done: the script needs its libraries. Install: journeys[cli]")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # On its way out Python collects garbage among all that was imported, several times over: a
        # third of the time of a short command. What is frozen it leaves to the operating system.
        gc.freeze()
