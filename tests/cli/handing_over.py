"""What is started as `journeys`: it hands the line over to a process that has the library loaded.

It hands over its streams, folder and environment with it, passes an interrupt on, and ends with
the same exit code. It imports next to nothing: hundreds of it are started.
"""

import os
import sys
from _socket import AF_UNIX, SCM_RIGHTS, SOL_SOCKET, socket  # `socket` takes longer than the rest

INTERRUPT, KILL = 2, 9


def main(address: str, *typed: str) -> None:
    """Hand it over at this address, wait for its end, and end in the same way."""
    told = [os.getcwd(), str(len(typed)), *typed, *map("=".join, os.environ.items())]  # noqa: PTH109 - pathlib takes longer than the rest
    request = "\0".join(told).encode(errors="surrogateescape")
    streams = b"".join(nr.to_bytes(4, sys.byteorder) for nr in range(3))
    there = socket(AF_UNIX)
    there.connect(address)
    there.sendmsg([len(request).to_bytes(4)], [(SOL_SOCKET, SCM_RIGHTS, streams)])
    there.sendall(request)
    process = int.from_bytes(there.recv(4))
    while True:
        try:
            code = there.recv(4)
            break
        except KeyboardInterrupt:
            os.kill(process, INTERRUPT)
    if not code:  # it was killed
        os.kill(os.getpid(), KILL)
    os._exit(int.from_bytes(code))


if __name__ == "__main__":
    main(*sys.argv[1:])
