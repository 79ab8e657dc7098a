"""TLS: with the authorities that the HTTP library would trust, read when first needed."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from runtime import pool
from runtime.errors import TransportError

from tests.runtime import example
from tests.runtime.test_connections import LIBRARIES, library
from tests.support.colours import Colour
from tests.support.server import Server, answer

__all__ = ["library"]

GET = example.retrieve("f")

pytestmark = pytest.mark.filterwarnings(
    "ignore:Async generator 'http:ResourceWarning",
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key, and a certificate for 127.0.0.1 that it signed itself, in a folder of OpenSSL's."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate")
    folder = tmp_path_factory.mktemp("authority")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    wanted = "-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext"
    subprocess.run(
        [openssl, "req", *wanted.split(), "subjectAltName=IP:127.0.0.1"]
        + ["-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    name = subprocess.run(
        [openssl, "x509", "-hash", "-noout", "-in", str(certificate)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    shutil.copy(certificate, folder / f"{name}.0")
    return key, certificate


class TlsServer:
    """Answers each connection once over TLS 1.2 or later, and notes what was negotiated."""

    def __init__(self, key: Path, certificate: Path) -> None:
        self.protocols: list[str | None] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._context.set_alpn_protocols(["h2", "http/1.1"])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection:
                self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with self._context.wrap_socket(connection, server_side=True) as secure:
            self.protocols.append(secure.selected_alpn_protocol())
            while b"\r\n\r\n" not in secure.recv(65536):
                pass
            said = answer(200, {"id": "c1"}, close=True)[0]
            assert isinstance(said, bytes)
            secure.sendall(said)

    def close(self) -> None:
        """Stop."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@pytest.fixture
def secure(authority: tuple[Path, Path]) -> Iterator[TlsServer]:
    """A server that talks TLS."""
    server = TlsServer(*authority)
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("by", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
def test_the_authorities_of_the_environment(
    library: Any,
    colour: Colour,
    secure: TlsServer,
    authority: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    _, certificate = authority
    found = certificate if by == "SSL_CERT_FILE" else certificate.parent
    monkeypatch.setenv(by, str(found))
    client = colour.client(secure.url)
    assert colour.send(client, GET).value.id == "c1"
    assert colour.send(client, GET).value.id == "c1"
    assert secure.protocols == ["http/1.1"] * 2
    colour.close(client)


# Under trio the library knows no more than the kind of error.
_REFUSED = "(?i)certificate verify failed|: ConnectError$"


def test_an_authority_that_nobody_knows(
    library: Any, colour: Colour, secure: TlsServer
) -> None:
    client = colour.client(secure.url, retries=0)
    with pytest.raises(TransportError, match=_REFUSED) as caught:
        colour.send(client, GET)
    assert not caught.value.sent
    colour.close(client)


def test_the_authorities_are_those_of_the_library(library: Any) -> None:
    ours = pool._certificates()
    theirs = library.create_ssl_context()
    assert ours.get_ca_certs() == theirs.get_ca_certs()
    assert ours.cert_store_stats() == theirs.cert_store_stats()
    for name in ("verify_mode", "check_hostname", "minimum_version", "options"):
        assert getattr(ours, name) == getattr(theirs, name), name


@pytest.mark.parametrize("proxied", [False, True])
def test_plain_http_reads_no_certificates(
    server: Server, monkeypatch: pytest.MonkeyPatch, proxied: bool
) -> None:
    def read() -> Any:
        raise AssertionError("certificates were read")

    monkeypatch.setattr(pool, "_certificates", read)
    if proxied:
        monkeypatch.setenv("http_proxy", server.url)
    server.will(answer(200, {"id": "c1"}))
    with example.Client(server.url, api_key="k") as client:
        assert client.send(GET).value.id == "c1"


def test_a_library_without_its_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LIBRARIES.values():
        monkeypatch.setitem(sys.modules, name, None)
    client = example.Client("http://127.0.0.1:1", api_key="k")
    with pytest.raises(ModuleNotFoundError, match="httpcore"):
        client.send(GET)
