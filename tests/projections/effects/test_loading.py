"""numpy is loaded by who asks for an effect, and by nobody else."""

import subprocess
import sys


def test_the_library_does_not_load_numpy() -> None:
    """It is an extra, and takes a tenth of a second to load."""
    assert ran("import journeys, journeys.projections.effects.effect") == "False"


def test_the_schemas_of_all_views_do_not_need_numpy() -> None:
    """Those of effects are among them."""
    code = "from journeys.adapters.cli.commands.schemas import views; views()['publish-effects']"
    assert ran(code) == "False"


def ran(code: str) -> str:
    """Return whether numpy is loaded after this code."""
    code = f"import sys; {code}; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
