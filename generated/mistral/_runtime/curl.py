"""Requests as ``curl`` commands for a POSIX shell; a secret is never looked up here."""

import re
import shlex
from collections.abc import Mapping
from typing import Any

from .built import BuiltRequest
from .redact import is_secret
from .request import StreamRequest
from .schemes import Basic, ClientCredentials, encoded
from .settings import AnyRequest, Settings


def as_curl(settings: Settings, request: AnyRequest) -> str:
    """The command; each secret is an environment variable in double quotes.

    A body that is no text comes through ``base64 -d``.
    """
    marks = _Marks()
    secrets: dict[str, str | None] = {}
    users: dict[str, str] = {}
    for name, scheme in settings.api.security.items():
        sources = scheme.sources
        if isinstance(scheme, ClientCredentials):
            sources = ((scheme.argument, scheme.env),)
        secret = ":".join(marks.mark(env or word.upper()) for word, env in sources)
        secrets[name] = secret
        if isinstance(scheme, Basic):
            users[f"Basic {encoded(secret)}"] = secret
    base_url = settings.base_url
    hidden = settings.replace(
        headers=marks.hide(settings.headers),
        base_url=None if base_url is None else marks.hide_user(base_url),
    )
    shown = request.with_(
        headers=marks.hide(request.headers), query=marks.hide(request.query)
    )
    built = hidden.build(shown, hidden.apply(shown, secrets))
    if request.operation.key:
        from .keys import add, fresh

        add(built, request.operation.key, fresh())
    return _command(marks, built, users, streams=isinstance(request, StreamRequest))


class _Marks:
    """Where the secrets are in what is built: words that nothing else has and nobody
    quotes.
    """

    def __init__(self) -> None:
        import os

        self._word = os.urandom(8).hex()
        self._places = re.compile(f"{self._word}_(\\w+?)_{self._word}")

    def mark(self, name: str) -> str:
        """The place of the variable that is made of a name."""
        return f"{self._word}_{re.sub('[^A-Za-z0-9]', '_', name)}_{self._word}"

    def hide(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values by name, with a place where a name is one of a secret."""
        return {
            name: self.mark(name.upper()) if is_secret(name) else value
            for name, value in values.items()
        }

    def hide_user(self, url: str) -> str:
        """A URL with a place for its user information."""
        return re.sub(
            "^([^:/]+://)[^/@]*@", lambda m: f"{m[1]}{self.mark('USERINFO')}@", url
        )

    def quote(self, text: str) -> str:
        """One word for the shell, with the variables in their places."""
        if self._places.search(text) is None:
            return shlex.quote(text)
        pieces = self._places.split(text)
        if not re.search(r'[\\"$`!]', "".join(pieces[::2])):
            return '"' + self._places.sub(r"$\1", text) + '"'
        quoted = (
            f'"${piece}"' if at % 2 else shlex.quote(piece)
            for at, piece in enumerate(pieces)
            if piece
        )
        return "".join(quoted)


def _command(
    marks: _Marks, built: BuiltRequest, users: Mapping[str, str], *, streams: bool
) -> str:
    words = ["curl -N" if streams else "curl"]
    if "[" in built.url:  # the address of an IPv6 host, and no pattern
        words.append("--globoff")
    default = "GET" if built.content is None else "POST"
    if built.method == "HEAD":
        words.append("--head")
    elif built.method != default:
        words.append(f"-X {built.method}")
    for name, value in built.headers.items():
        if name in ("Content-Length", "Transfer-Encoding"):
            continue  # curl says itself how it sends a body
        if value in users:
            words.append(f"-u {marks.quote(users[value])}")
            continue
        words.append(f"-H {marks.quote(f'{name}: {value}' if value else f'{name};')}")
    source = ""
    if built.content is not None:
        source, word = _content(bytes(built.content))
        words.append(word)
    words.append(marks.quote(built.url))
    return source + " \\\n  ".join(words)


def _content(content: bytes) -> tuple[str, str]:
    """What goes before the command, and the option that takes the body."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return "", f"--data-raw {shlex.quote(text)}"
    from base64 import b64encode

    return f"echo {b64encode(content).decode()} | base64 -d | ", "--data-binary @-"
