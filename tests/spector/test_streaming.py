"""JSON on lines of its own: read object by object as it comes, and sent as one text.

What a line is only an overlay says; the document has a text both ways.
"""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

DOCUMENT = "streaming_jsonl"

WORDS = ["one", "two", "three"]


def test_receive(client: Any, m: ModuleType) -> None:
    with client.basic.receive() as lines:
        assert list(lines) == [m.BasicInfo(desc=word) for word in WORDS]


def test_send(client: Any) -> None:
    client.basic.send("\n".join(json.dumps({"desc": word}) for word in WORDS))
