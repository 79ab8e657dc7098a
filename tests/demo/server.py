"""A local server that answers chat completions word by word; it speaks to nobody else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from .serving import serving

ANSWER = "A plain client reads a stream word by word, and closes what it opened."
_PAUSE = 0.08


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        model = json.loads(self.rfile.read(length))["model"]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in _events(model):
            self._chunk(f"data: {event}\n\n".encode())
            time.sleep(_PAUSE)
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the stream."""


def _events(model: str) -> Iterator[str]:
    words = ANSWER.split(" ")
    for number, word in enumerate(words):
        last = number == len(words) - 1
        choice = {
            "index": 0,
            "delta": {"content": word if last else f"{word} "},
            "finish_reason": "stop" if last else None,
        }
        yield json.dumps({"id": "demo", "model": model, "choices": [choice]})


@contextmanager
def serve() -> Iterator[str]:
    """Serve on a free port of this machine; gives the base URL."""
    with serving(_Handler) as url:
        yield url
