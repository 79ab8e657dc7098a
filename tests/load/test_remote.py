"""Remote files: what is fetched, from where, and what is refused."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from plainsdk import config
from plainsdk.diagnostics import Diagnostics, Stopped
from plainsdk.load.openapi.document import read_openapi
from plainsdk.load.texts import remote
from plainsdk.load.texts.remote import Refused, addresses, fetcher

FILES = {
    "/schemas/pet.yaml": b"type: object\nproperties: {tag: {$ref: tag.yaml#/Tag}}\n",
    "/schemas/tag.yaml": b"Tag: {type: string}\n",
}


class _Handler(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        """Answer with a file, a redirect or a fault."""
        self.asked.append(self.path)
        if self.path in FILES:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FILES[self.path])
        elif self.path == "/schemas/endless":
            self._redirect("/schemas/endless")
        elif self.path == "/schemas/moved":
            self._redirect("/schemas/tag.yaml")
        elif self.path == "/schemas/inside":
            self._redirect("http://inside.test/secret")
        elif self.path == "/schemas/file":
            self._redirect("file:///etc/passwd")
        elif self.path == "/schemas/large":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 3_000_000)
        else:
            self.send_error(404)

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def server() -> Generator[tuple[str, list[str]]]:
    """A server on this machine: its address, and the paths that it was asked for."""
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://public.test:{running.server_port}", asked
    finally:
        running.shutdown()
        running.server_close()


def here(host: str, port: int) -> list[str]:
    """Let one name lead to this machine, as if it were a public one."""
    if host == "public.test":
        return ["127.0.0.1"]
    raise Refused(f"{host} is not a public host (10.0.0.1)")


def test_remote_files_are_fetched_once_and_locked(tmp_path: Path) -> None:
    with server() as (url, asked):
        spec = tmp_path / "openapi.yaml"
        reference = f"{{$ref: '{url}/schemas/pet.yaml'}}"
        spec.write_text(
            "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\n"
            f"components: {{schemas: {{A: {reference}, B: {{items: {reference}}}}}}}\n"
        )
        report = Diagnostics()
        fetch = fetcher([f"{url}/schemas/"], here)
        document = read_openapi(spec, spec.name, spec.name, report, fetch)
    assert not list(report)
    assert document is not None
    assert asked == ["/schemas/pet.yaml", "/schemas/tag.yaml"]
    paths = [item.path for item in document.inputs]
    tag = f"{url}/schemas/tag.yaml"
    assert paths == sorted([f"{url}/schemas/pet.yaml", tag, "openapi.yaml"])
    assert document.root["x-plainsdk-files"] == {tag: {"Tag": {"type": "string"}}}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/schemas/gone", "the server answers 404"),
        ("/schemas/endless", "more than 5 times"),
        ("/schemas/inside", "inside.test is not a public host"),
        ("/schemas/file", "only http and https"),
        ("/schemas/large", "more than 1 MB"),
        ("/other/pet.yaml", "allows it"),
        ("/schemas/../other.yaml", "allows it"),
        ("/schemas/%2e%2e/other.yaml", "allows it"),
        ("/schemas-2/pet.yaml", "allows it"),
    ],
)
def test_what_is_not_fetched(
    path: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MAX_BYTES", 1024 * 1024)
    with server() as (url, asked):
        found = fetcher([f"{url}/schemas/"], here)(url + path)
        assert isinstance(found, str)
        assert words in found
        assert asked or "allows" in words


def test_redirects_are_followed() -> None:
    with server() as (url, asked):
        found = fetcher([f"{url}/schemas"], here)(f"{url}/schemas/moved")
    assert found == FILES["/schemas/tag.yaml"]
    assert asked == ["/schemas/moved", "/schemas/tag.yaml"]


def test_a_server_that_is_not_there() -> None:
    with server() as (url, _):
        pass
    found = fetcher([url], here)(f"{url}/x")
    assert isinstance(found, str)
    assert "cannot be fetched" in found


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "192.168.0.1"]
    + ["::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "0.0.0.0", "224.0.0.1"]
)  # fmt: skip
def test_private_hosts_are_refused(host: str) -> None:
    with pytest.raises(Refused, match="not a public host"):
        addresses(host, 80)


def test_public_hosts_are_not() -> None:
    assert addresses("1.1.1.1", 80) == ["1.1.1.1"]


@pytest.mark.parametrize(
    ("value", "fine"),
    [
        ('["https://example.test/schemas/", "http://example.test"]', True),
        ("[]", True),
        ('"https://example.test/"', False),
        ("true", False),
        ('["ftp://example.test/"]', False),
        ('["https://user@example.test/"]', False),
        ('["https://"]', False),
    ],
)
def test_the_configuration_says_what_is_allowed(
    tmp_path: Path, value: str, fine: bool
) -> None:
    file = tmp_path / "plainsdk.toml"
    file.write_text(f'[shop]\nspec = "spec"\nremote = {value}\n')
    report = Diagnostics()
    if fine:
        (target,) = config.read(file, report)
        assert all(url.startswith("http") for url in target.remote)
    else:
        with pytest.raises(Stopped):
            config.read(file, report)
        assert [item.code for item in report] == ["config-type"]
