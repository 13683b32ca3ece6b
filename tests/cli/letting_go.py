"""A process that lets closed journeys go by script, and tells each line it says as it says it."""

import io
import os
import sys
from multiprocessing.connection import Connection

from journeys.adapters.cli.command_index import imported
from journeys.adapters.cli.main import app


class Told(io.StringIO):
    """A stream that sends each line to somebody else."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self.pipe = pipe

    def write(self, text: str | bytes) -> int:
        """Send what is written, but for the end of a line; click writes bytes where it can."""
        if line := (text if isinstance(text, str) else text.decode()).strip():
            self.pipe.send(line)
        return len(text)


def let_go(environment: dict[str, str], typed: list[str], pipe: Connection) -> None:
    """Run the script with what is typed, after saying that it begins."""
    os.environ.update(environment)
    imported("retire")  # what is killed is not importing
    sys.stdout = Told(pipe)
    pipe.send("begun")
    app(typed)
