"""Fetches the remote files of a description; the only module that opens a connection.

Only addresses that the user allows are asked for, and only public hosts.

A description is untrusted, and so is every server that it names. The address that is
connected to is the one that was checked, for each redirect anew. Proxies are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import SplitResult, urljoin, urlsplit

from .faults import MAX_BYTES

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host and port; raises ``OSError`` where there are none."""

_SECONDS = 20.0
_REDIRECTS = 5
_CHUNK = 1 << 16
_PORTS = {"http": 80, "https": 443}


class Refused(Exception):
    """Nothing is fetched from here; the text says why, as the end of a sentence."""


def addresses(host: str, port: int) -> list[str]:
    """The public addresses of a host.

    Raises ``Refused`` where one of them belongs to a private, local or reserved network
    (IANA special-purpose registries), ``OSError`` where the host has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    texts = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in texts:
        address = ipaddress.ip_address(text.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        if not (mapped or address).is_global or address.is_multicast:
            raise Refused(f"{host} is not a public host ({text})")
    return texts


def fetcher(
    allowed: Sequence[str], resolve: Resolve = addresses
) -> Callable[[str], bytes | str]:
    """A function that gives the bytes at a URL, or says why there are none.

    ``allowed`` are the beginnings of the URLs that a description may refer to.
    ``resolve`` is another one only where a test has its server on this machine.
    """

    def fetch(url: str) -> bytes | str:
        if not any(_begins(url, prefix) for prefix in allowed):
            parts = urlsplit(url)
            folder = f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"
            words = "remote files are read only where the configuration allows it"
            return f'{words}; to do so add remote = ["{folder}"] to the SDK\'s table'
        try:
            return _fetched(url, resolve)
        except Refused as refused:
            return str(refused)
        except TimeoutError:
            return f"it took more than {_SECONDS:.0f} seconds"
        except (OSError, http.client.HTTPException, ValueError) as error:
            return f"it cannot be fetched: {error}"

    return fetch


def _begins(url: str, prefix: str) -> bool:
    """Whether a URL is at an allowed address or below it, and not merely spelt so."""
    one, other = urlsplit(url), urlsplit(prefix)
    if (one.scheme, one.netloc) != (other.scheme, other.netloc):
        return False
    if "/../" in f"{one.path}/" or "%2e" in one.path.lower():
        return False
    path = other.path or "/"
    return one.path == path or one.path.startswith(path.rstrip("/") + "/")


def _fetched(url: str, resolve: Resolve) -> bytes:
    deadline = time.monotonic() + _SECONDS
    for _ in range(_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise Refused("only http and https are fetched")
        if parts.username or parts.password:
            raise Refused("a URL with a password in it is not fetched")
        found = _asked(parts, resolve, deadline)
        if isinstance(found, bytes):
            return found
        following = urljoin(url, found)
        if parts.scheme == "https" and urlsplit(following).scheme != "https":
            raise Refused("it redirects from https to something else")
        url = following
    raise Refused(f"it redirects more than {_REDIRECTS} times")


def _asked(parts: SplitResult, resolve: Resolve, deadline: float) -> bytes | str:
    """One request: what is there, or where it has gone."""
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    address = resolve(host, port)[0]
    connected = socket.create_connection((address, port), _left(deadline))
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connected = context.wrap_socket(connected, server_hostname=host)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = connected
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        headers = {
            "Host": parts.netloc,
            "Accept": "application/json, application/yaml, */*",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": "plainsdk",
        }
        connection.request("GET", target, headers=headers)
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308):
            return answer.getheader("Location") or ""
        if answer.status != 200:
            raise Refused(f"the server answers {answer.status} {answer.reason}")
        return _body(answer, connected, deadline)
    finally:
        connected.close()


def _body(
    answer: http.client.HTTPResponse, connected: socket.socket, deadline: float
) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        connected.settimeout(_left(deadline))
        chunk = answer.read1(_CHUNK)
        if not chunk:
            return b"".join(chunks)
        size += len(chunk)
        if size > MAX_BYTES:
            raise Refused(f"it has more than {MAX_BYTES // 1024 // 1024} MB")
        chunks.append(chunk)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
