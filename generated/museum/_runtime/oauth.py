"""Tokens by client credentials (RFC 6749, 4.4): fetched, shared, and fetched anew.

Written once for both colours, as coroutines over :class:`~.transport.Wire`.
"""

import json
import os
from threading import Lock
from typing import Any
from urllib.parse import quote_plus, urlencode, urljoin

from .built import BuiltRequest
from .errors import CredentialError, TransportError
from .params import is_object
from .results import error_of, text_of
from .retry import wait
from .schemes import ClientCredentials, encoded
from .security import Applied, look_up
from .settings import AnyRequest, Settings
from .transport import Wire

EARLY = 30.0
"""Seconds before its end at which a token is not used any more."""
_POLL = 0.02  # seconds between two looks at whether another call has fetched the token


class Tokens:
    """The tokens of a client and of all that ``with_options()`` makes of it.

    The lock is only ever tried, never waited for, so that it can be held across a wait
    under any event loop. Each process has its own: one that is held when it forks would
    be held for ever in the child.
    """

    __slots__ = ("_locks", "found")

    def __init__(self) -> None:
        self._locks: dict[int, Lock] = {}
        self.found: dict[tuple[str, tuple[str, ...]], tuple[str, float | None]] = {}

    @property
    def lock(self) -> Lock:
        """The lock of this process."""
        return self._locks.setdefault(os.getpid(), Lock())

    def forget(self, secrets: tuple[str, ...]) -> bool:
        """Drop the tokens among some secrets; whether there were any."""
        old = [key for key, (token, _) in self.found.items() if token in secrets]
        for key in old:
            self.found.pop(key, None)
        return bool(old)

    def __repr__(self) -> str:
        return "<Tokens>"


async def authorize(
    settings: Settings, tokens: Tokens, wire: Wire, request: AnyRequest
) -> Applied:
    """The credentials of a request; a token that is missing is fetched.

    Raises ``CredentialError`` where the token endpoint refuses, and what any call
    raises.
    """
    secrets = look_up(settings.api.security, settings.credentials)
    for names in sorted(settings.needs(request), key=lambda names: not names):
        clients = {
            name: client
            for name in names
            if not secrets.get(name) and (client := _client(settings, name))
        }
        if all(secrets.get(name) or name in clients for name in names):
            for name, client in clients.items():
                key = (name, tuple(settings.scopes(request)))
                secrets[name] = await _token(
                    settings, tokens, wire, request, key, client
                )
            break
    return settings.apply(request, secrets)


def _client(settings: Settings, name: str) -> tuple[str, str] | None:
    scheme = settings.api.security[name]
    if not isinstance(scheme, ClientCredentials):
        return None
    return scheme.client(settings.credentials.get(name))


async def _token(
    settings: Settings,
    tokens: Tokens,
    wire: Wire,
    request: AnyRequest,
    key: tuple[str, tuple[str, ...]],
    client: tuple[str, str],
) -> str:
    """The token that is there, or a new one, which one call at a time fetches."""
    while True:
        token, end = tokens.found.get(key, ("", None))
        if token and (end is None or settings.clock.monotonic() < end):
            return token
        if tokens.lock.acquire(blocking=False):
            try:
                token, end = await _fetch(settings, wire, request, key, client)
                tokens.found[key] = token, end
            finally:
                tokens.lock.release()
            return token
        await wire.sleep(_POLL)


async def _fetch(
    settings: Settings,
    wire: Wire,
    request: AnyRequest,
    key: tuple[str, tuple[str, ...]],
    client: tuple[str, str],
) -> tuple[str, float | None]:
    """Fetch a token: the client in the header, else in the body, as servers differ."""
    scheme = settings.api.security[key[0]]
    assert isinstance(scheme, ClientCredentials)
    url = scheme.token_url
    if "://" not in url:
        url = urljoin(settings.base(request).rstrip("/") + "/", url)
    status, data = 0, None
    for in_body in (False, True):
        built = _asked(url, key[1], client, in_body=in_body)
        status, data = await _send(settings, wire, request, built)
        match data:
            case {"access_token": str(token)} if status == 200:
                end = _end(data.get("expires_in"), settings.clock.monotonic())
                return token, end
            case _ if status not in (400, 401):
                break
            case _:
                pass
    said = data.get("error") if is_object(data) else None
    raise CredentialError(
        f"no token: {url.partition('?')[0]} answered with {status}"
        + (f" ({str(said)[:100]})" if said else "")
    )


def _asked(
    url: str, scopes: tuple[str, ...], client: tuple[str, str], *, in_body: bool
) -> BuiltRequest:
    fields = {"grant_type": "client_credentials"}
    if scopes:
        fields["scope"] = " ".join(scopes)
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    if in_body:
        fields |= {"client_id": client[0], "client_secret": client[1]}
    else:
        name, secret = (quote_plus(part) for part in client)
        headers["Authorization"] = f"Basic {encoded(f'{name}:{secret}')}"
    return BuiltRequest("POST", url, headers, urlencode(fields).encode())


async def _send(
    settings: Settings, wire: Wire, request: AnyRequest, built: BuiltRequest
) -> tuple[int, Any]:
    """The status and the JSON value of an answer; what may pass is tried again."""
    begun, attempt = settings.clock.monotonic(), 0
    while True:
        attempt += 1
        try:
            answer = await wire.send(request, built, settings.timeout)
            try:
                pieces: list[bytes] = []
                while (piece := await answer.next()) is not None:
                    pieces.append(piece)
            finally:
                await answer.close()
            text = text_of(b"".join(pieces), answer.headers)
            if answer.status != 429 and answer.status < 500:
                return answer.status, _document(text)
            error: Any = error_of(
                settings, request, answer.status, answer.headers, text
            )
        except TransportError as failed:
            error = failed
        # A token that is fetched twice does no harm, so this repeats like a GET.
        seconds = wait(
            error,
            "GET",
            {},
            attempt=attempt,
            elapsed=settings.clock.monotonic() - begun,
            clock=settings.clock,
        )
        if seconds is None or attempt > settings.retries:
            raise error
        await wire.sleep(seconds)


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _end(seconds: Any, now: float) -> float | None:
    """When a token is to be replaced; ``None`` where it says no time."""
    if isinstance(seconds, str) and seconds.isdecimal():
        seconds = int(seconds)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return now + max(seconds - EARLY, seconds / 2)
