"""What each side runs in a process of its own: programs of a few lines, as a user would write them."""

from __future__ import annotations

READY = {
    "ours": """\
from generated.mistral import Client
client = Client(api_key="x")
client.chat.stream
""",
    "mistralai": """\
from mistralai import Mistral
client = Mistral(api_key="x")
client.chat.stream
""",
}
"""From nothing to a client that is ready."""

FIRST_EVENT = {
    "ours": """\
import sys
from generated.mistral import Client
messages = [{"role": "user", "content": "Hello"}]
client = Client(sys.argv[1], api_key="x")
with client.chat.stream(model="small", messages=messages) as events:
    for event in events:
        print(event.choices[0].delta.content, flush=True)
        break
""",
    "mistralai": """\
import sys
from mistralai import Mistral
messages = [{"role": "user", "content": "Hello"}]
client = Mistral(server_url=sys.argv[1], api_key="x")
with client.chat.stream(model="small", messages=messages) as events:
    for event in events:
        print(event.data.choices[0].delta.content, flush=True)
        break
""",
    "bare": """\
import json, sys
try:
    import httpx2 as httpx
except ModuleNotFoundError:
    import httpx
body = {"model": "small", "messages": [{"role": "user", "content": "Hello"}]}
client = httpx.Client()
with client.stream("POST", sys.argv[1], json=body) as answer:
    for line in answer.iter_lines():
        event = json.loads(line.removeprefix("data: "))
        print(event["choices"][0]["delta"]["content"], flush=True)
        break
""",
}
"""From nothing to the text of the first event; ``bare`` is the HTTP library without an SDK."""


def timed(program: str) -> str:
    """A program that prints the seconds that it took, and how many modules it left loaded."""
    return (
        "import sys, time\n"
        "begun = time.perf_counter()\n"
        f"{program}"
        "took = time.perf_counter() - begun\n"
        "print(took, len(sys.modules))\n"
    )


def names(program: str) -> str:
    """A program that prints the names of the modules that it loads, one a line."""
    return (
        "import sys\n"
        "before = set(sys.modules)\n"
        f"{program}"
        "print('\\n'.join(sorted(set(sys.modules) - before)))\n"
    )


NOT_COMPILED = """\
import os, sys
for name, module in sorted(sys.modules.items()):
    cached = getattr(module, "__cached__", None)
    if name != "__main__" and cached and not os.path.exists(cached):
        print(name, file=sys.stderr)
"""
"""Appended to a program: names each module that has no byte code on the disk."""
