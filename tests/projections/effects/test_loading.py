"""numpy is loaded by who asks for an effect, and by nobody else."""

import subprocess
import sys


def test_the_library_does_not_load_numpy() -> None:
    """It is an extra, and takes a tenth of a second to load."""
    code = (
        "import sys, journeys, journeys.projections.effects.effect; print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
