"""JSON on lines of its own. The documents say that the whole is one text."""

from __future__ import annotations

import json
from typing import Any

DOCUMENT = "streaming_jsonl"

VALUES = [{"desc": "one"}, {"desc": "two"}, {"desc": "three"}]


def test_jsonl(client: Any) -> None:
    got = client.basic.receive()
    assert [json.loads(line) for line in got.splitlines()] == VALUES
    client.basic.send("\n".join(json.dumps(value) for value in VALUES))
