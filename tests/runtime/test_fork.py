"""A client that was used before a fork is of use after it, on both sides."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import Server, answer

_SYNC = """
import os, sys
from tests.runtime import example
client = example.Client(sys.argv[1], api_key="k")
def call(): client.send(example.retrieve("f"))
"""
_ASYNC = """
import asyncio, os, sys
from tests.runtime import example
client = example.AsyncClient(sys.argv[1], api_key="k")
loops = {}
def call():
    loop = loops.get(os.getpid()) or loops.setdefault(os.getpid(), asyncio.new_event_loop())
    loop.run_until_complete(client.send(example.retrieve("f")))
"""
_FORK = """
parent = os.getpid()
call()
# Another thread may hold the lock at the very moment of the fork.
lock = client._pool._here.lock
lock.acquire()
child = os.fork()
if child == 0:
    try:
        call()
        call()
        os._exit(0)
    except BaseException as error:
        print(repr(error), file=sys.stderr)
        os._exit(1)
lock.release()
code = os.waitpid(child, 0)[1]
call()
os._exit(code != 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("program", [_SYNC, _ASYNC], ids=["sync", "async"])
def test_a_pool_is_not_shared_with_a_child(server: Server, program: str) -> None:
    server.will(*[answer(200, {"id": "f"})] * 4)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program + _FORK, server.url],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'templates'}:{root}"},
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    connections = [one.connection for one in server.received]
    assert connections == [1, 2, 2, 1]
