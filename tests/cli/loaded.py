"""A process that has the library loaded, and forks for every line that is typed.

What is started so is a process of its own: its streams, terminal, signals and exit code are real.
Only what takes longest is done once, starting Python and importing. `python -m journeys` is
started in tests/cli/test_processes.py, and wherever the start itself matters.
"""

import atexit
import ctypes
import functools
import gc
import io
import os
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

BACKLOG = 64
POWERLESS = "JOURNEYS_TESTS_POWERLESS"
"""Set for a process that is to obey the rights of files, although it is root's."""
CAPABILITIES = 0x20080522  # the third version of Linux's structures of capabilities
PASSING_OVER = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
FLUSH_FAILED = 120  # what Python ends with where the last of an answer could not be written


@functools.cache
def quick() -> str:
    """Return the file that starts the script quickly; it is there as long as this process."""
    folder = TemporaryDirectory(prefix="journeys-", ignore_cleanup_errors=True)
    address, file = f"{folder.name}/socket", Path(folder.name, "journeys")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen(BACKLOG)
    serving = subprocess.Popen(
        [sys.executable, "-m", __name__, str(listening.fileno())],
        stdin=subprocess.PIPE,
        pass_fds=[listening.fileno()],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    listening.close()
    handing_over = Path(__file__).with_name("handing_over.py")
    file.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -IS "{handing_over}" "{address}" "$@"\n',
        encoding="utf-8",
    )
    file.chmod(0o700)

    def end() -> None:
        serving.communicate()
        folder.cleanup()

    atexit.register(end)
    return str(file)


def serve(listening: socket.socket) -> None:
    """Fork for everybody who comes, until stdin ends."""
    while True:
        ready, _, _ = select.select([listening, sys.stdin], [], [])
        if listening not in ready:
            return
        there, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            run_for(there)
        there.close()
        while _reaped():
            pass


def _reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def run_for(there: socket.socket) -> None:
    """Be the script for what is handed over, and end."""
    length, streams, _, _ = socket.recv_fds(there, 4, 3)
    folder, count, *told = _received(there, int.from_bytes(length)).split("\0")
    for nr, stream in enumerate(streams):
        os.dup2(stream, nr)
        os.close(stream)
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(dict(each.split("=", 1) for each in told[int(count) :]))
    if os.environ.pop(POWERLESS, None) and os.geteuid() == 0:
        obey_rights()
    time.tzset()
    sys.argv = ["journeys", *told[: int(count)]]
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding=_encoding())  # noqa: SIM115
    sys.stdout, sys.stderr = _writing(1, "strict"), _writing(2, "backslashreplace")
    there.sendall(os.getpid().to_bytes(4))
    code = _code()
    there.sendall(code.to_bytes(4))
    os._exit(code)


def obey_rights() -> None:
    """Give up for ever what lets root pass over the rights of files, as `setpriv` does."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    # Effective, permitted and inheritable, of the first 32 capabilities and of the others.
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), "capget")
    for nr in range(3):
        sets[nr] &= ~PASSING_OVER
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), "capset")


def _received(there: socket.socket, length: int) -> str:
    received = b""
    while len(received) < length:
        received += there.recv(length - len(received))
    return received.decode(errors="surrogateescape")


def _writing(to: int, errors: str) -> io.TextIOWrapper:
    to_somebody = to == 2 or os.isatty(to)
    return io.TextIOWrapper(
        open(to, "wb", closefd=False),
        encoding=_encoding(),
        errors=errors,
        line_buffering=to_somebody,
    )


def _encoding() -> str:
    """Return how the streams are encoded, by the same setting as Python's own."""
    return os.environ.get("PYTHONIOENCODING") or "utf-8"


def _code() -> int:
    """Run the script, and return what Python would end with."""
    from journeys.adapters.cli import run  # noqa: PLC0415 - it was imported before

    try:
        run()
        code = 0
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)  # noqa: T201 - as Python does
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - as Python does
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()  # noqa: SLF001 - what Python does at its end
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except OSError:
        return FLUSH_FAILED
    return code & 0xFF


def load() -> None:
    """Import what commands need, make them once, and let no garbage be looked for in it.

    The law that comes with the library is read once too, and the commands speak English until a
    process needs them in Danish. What Typer shows a help with is left to each process: it asks for
    its words when it is imported.
    """
    import babel.dates  # noqa: PLC0415 - only the one that serves loads it
    import babel.numbers  # noqa: F401, PLC0415
    import typer.main  # noqa: PLC0415
    from rich import box, console, markdown, panel, table  # noqa: F401, PLC0415

    typer.main.get_command = functools.cache(typer.main.get_command)
    import journeys.adapters.wiring  # noqa: PLC0415
    from journeys.adapters.cli.input import users_store  # noqa: F401, PLC0415
    from journeys.adapters.cli.output import logs, render, screen  # noqa: F401, PLC0415
    from journeys.adapters.cli.output.forms import desk, picture  # noqa: F401, PLC0415
    from journeys.adapters.cli.output.speaking import speak  # noqa: PLC0415
    from journeys.language import spoken  # noqa: PLC0415
    from tests.cli.script import whole_script  # noqa: PLC0415

    root = whole_script()
    with spoken("en"):
        speak(root, "en")
    root.language = "en"
    journeys.rulebook()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    load()
    serve(socket.socket(fileno=int(sys.argv[1])))
