"""TLS that does not come about: nothing was sent, and what was wrong is said."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest
from runtime.errors import TimeoutError, TransportError

from tests.faults import acme
from tests.faults.users import User
from tests.faults.wires import Serve, Wire, reset, take, take_request
from tests.support.server import Server, answer

SAID = answer(200, {"id": "1"}, close=True)[0]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with certificates of several hosts, each signed by itself, and their keys."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate")
    folder = tmp_path_factory.mktemp("authority")
    for name, host in (("here", "IP:127.0.0.1"), ("other", "DNS:other.test")):
        wanted = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x -addext"
        files = ["-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem"]
        subprocess.run(
            ["openssl", *wanted.split(), f"subjectAltName={host}", *files],
            check=True,
            capture_output=True,
        )
    return folder


def over_tls(folder: Path, name: str, then: Serve) -> Serve:
    """Serve over TLS with one of the certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")

    def serve(connection: socket.socket) -> None:
        connection.settimeout(5)
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                then(secure)
        finally:
            connection.close()

    return serve


def respond(connection: socket.socket) -> None:
    """Answer one call."""
    if take_request(connection):
        assert isinstance(SAID, bytes)
        connection.sendall(SAID)


def secure_url(wire: Wire) -> str:
    """The URL of a server that talks TLS."""
    return wire.url.replace("http://", "https://")


def test_a_certificate_that_is_right(
    who: User, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "here.pem"))
    with Wire(over_tls(authority, "here", respond)) as wire:
        client = who.client(secure_url(wire))
        assert who.send(client, acme.save()).value.id == "1"


@pytest.mark.parametrize("trusted", [False, True], ids=["unknown", "wrong-host"])
def test_a_certificate_that_is_wrong(
    who: User, authority: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    heard: list[bytes] = []
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority / "other.pem"))
    name = "other" if trusted else "here"

    def listen(connection: socket.socket) -> None:
        heard.append(take_request(connection))

    with Wire(over_tls(authority, name, listen)) as wire:
        client = who.client(secure_url(wire))
        error = who.fails(client, acme.save(), TransportError)
        assert not error.sent
        assert "certificate" in str(error).lower(), str(error)
        assert wire.connections == 2  # that one may be tried again
    assert b"".join(heard) == b""


def test_plain_http_on_the_port_of_tls(who: User) -> None:
    def serve(connection: socket.socket) -> None:
        take(connection, 5)
        connection.sendall(b"HTTP/1.1 400 No TLS\r\n\r\n")

    with Wire(serve) as wire:
        client = who.client(secure_url(wire), timeout=1.0, retries=0)
        error = who.fails(client, acme.save(), TransportError)
        assert not error.sent


def test_tls_on_the_port_of_plain_http(
    who: User, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Wire(over_tls(authority, "here", respond)) as wire:
        client = who.client(wire.url)
        error = who.fails(client, acme.save(), TransportError)
        assert error.sent
        assert wire.connections == 1


@pytest.mark.parametrize("heard", [0, 1, 5, 200])
@pytest.mark.parametrize("break_", [reset, socket.socket.close], ids=["reset", "end"])
def test_a_handshake_that_breaks_off(who: User, heard: int, break_: Serve) -> None:
    def serve(connection: socket.socket) -> None:
        take(connection, heard)
        break_(connection)

    with Wire(serve) as wire:
        client = who.client(secure_url(wire))
        assert not who.fails(client, acme.save(), TransportError).sent
        assert wire.connections == 2


def test_a_handshake_that_stalls(who: User) -> None:
    with Wire(lambda connection: print(len(take(connection, 10**6)))) as wire:
        client = who.client(secure_url(wire), timeout=0.2, retries=0)
        assert not who.fails(client, acme.save(), TimeoutError).sent


@pytest.mark.parametrize("end", [0, 20, -1])
def test_an_answer_over_tls_that_breaks_off(
    who: User, authority: Path, monkeypatch: pytest.MonkeyPatch, end: int
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority / "here.pem"))

    def serve(connection: socket.socket) -> None:
        take_request(connection)
        assert isinstance(SAID, bytes)
        connection.sendall(SAID[:end])

    with Wire(over_tls(authority, "here", serve)) as wire:
        client = who.client(secure_url(wire))
        assert who.fails(client, acme.save(), TransportError).sent
        assert wire.connections == 1


def test_a_file_of_authorities_that_is_none(
    who: User, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(empty))
    with pytest.raises((ValueError, OSError)):
        client = who.client(server.url.replace("http:", "https:"), retries=0)
        who.send(client, acme.save())
    assert server.connections == 0
