"""The client that is opened where none is given: its bytes are those of a whole HTTP client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from runtime import connections, pool
from runtime.errors import TransportError
from runtime.request import Operation, Request
from runtime.transport import Faults

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import Received, Server, answer

OK = answer(200, {"id": "c1"})
GET = example.retrieve("f")
POST = example.complete(model="m", messages=["é"])
BARE = Request[Any](Operation(__name__, "POST", "/v1/bare", security=()))

LIBRARIES = {"httpx2": "httpcore2", "httpx": "httpcore"}


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """One of the two libraries; the other is not to be found."""
    for name in LIBRARIES:
        if name != request.param:
            monkeypatch.setitem(sys.modules, name, None)
    return pytest.importorskip(request.param)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    "request_",
    [
        GET,
        POST,
        BARE,
        example.delete("a b/ü"),
        GET.with_(headers={"Accept": "text/x", "Connection": "close"}),
        BARE.with_(headers={"Host": "other.test", "X-A": "größer"}),
        POST.with_(headers={"accept-encoding": "identity"}),
        POST.with_(query={"q": ["a b", "&'(*~"]}),
    ],
)
def test_the_same_goes_on_the_wire(
    server: Server, library: Any, colour: Colour, request_: Request[Any]
) -> None:
    server.will(*[OK] * 2)
    whole = library.Client() if colour.name == "sync" else library.AsyncClient()
    for http in (whole, None):
        client = colour.client(server.url, http=http)
        colour.send(client, request_)
        colour.close(client)
    colour.call(whole.close if colour.name == "sync" else whole.aclose)
    theirs, ours = server.received
    assert (ours.method, ours.target, ours.body) == (
        theirs.method,
        theirs.target,
        theirs.body,
    )
    assert ours.header("Accept-Encoding") in ("gzip, deflate", "identity")
    assert fields(ours) == fields(theirs)


def fields(received: Received) -> list[tuple[str, str]]:
    """The header fields but for the one in which the clients differ."""
    found = [(name.lower(), value) for name, value in received.headers]
    return sorted(field for field in found if field[0] != "accept-encoding")


URLS = [
    "http://a.test",
    "https://a.test/",
    "https://a.test:443/v1",
    "https://a.test:80/v1//x/",
    "http://a_b.test:080/x?",
    "http://a.test?x=1",
    "http://a.test/x?y=%c3%A4&z=a/b?c'",
    "http://127.0.0.1:65535/~a/(b)*;c,=:@!$&'+",
    "http://A.test/x",
    "http://a.test/a/../b/./c",
    "http://a.test/.hidden/..x",
    "http://a.test/a/.",
    "http://a.test/ä b%",
    "http://a.test/%2e%2e/x",
    "http://[::1]:8080/x",
    "http://bücher.test/x",
    "http://1.test.3com:8/x",
    "http://a.test/x#y",
    'http://a.test/x?a b"<>[]^`{|}',
    "http://a.test:/x",
    "HTTP://a.test/x",
    "http://a-b.xn--p1ai/" + "x" * 1000,
]


@pytest.mark.parametrize("url", URLS)
def test_urls_are_read_as_the_library_reads_them(url: str, library: Any) -> None:
    theirs = library.URL(url)
    ours = connections.Target(url, library.URL)
    assert (ours.scheme, ours.host, ours.port, ours.path, ours.netloc) == (
        theirs.raw_scheme,
        theirs.raw_host,
        theirs.port,
        theirs.raw_path,
        theirs.netloc,
    )
    assert ours.authorization is None


@pytest.mark.parametrize(
    "url",
    [
        "http://999.1.1.1/x",
        "http://01.1.1.1/x",
        "http://[::x]/",
        "http://a.test/\x01",
        "http://a.test:9b/",
        "http:///x",
        "http://a.test/" + "x" * 70_000,
    ],
)
def test_a_url_that_is_none(url: str, library: Any, colour: Colour) -> None:
    client = colour.client(url)
    with pytest.raises(ValueError):
        colour.send(client, GET)
    colour.close(client)


def test_credentials_in_the_url(server: Server, library: Any) -> None:
    server.will(OK, OK)
    url = server.url.replace("http://", "http://ann:p%40ss@")
    with library.Client() as whole:
        for http in (whole, None):
            with example.Client(url, api_key="k", http=http) as client:
                client.send(GET)
    sent = [received.header("Authorization") for received in server.received]
    assert sent == ["Basic YW5uOnBAc3M="] * 2
    assert server.last.header("Host") == server.url.removeprefix("http://")


def test_header_fields_of_an_answer(server: Server, colour: Colour) -> None:
    head = b"HTTP/1.1 204 No\r\nX-Name: %s\r\nX-Two: a\r\nx-two: b\r\n\r\n"
    server.will([head % "größer".encode()], [head % b"gr\xf6\xdfer"])
    client = colour.client(server.url)
    for _ in range(2):
        headers = colour.send(client, example.delete("f")).headers
        assert dict(headers) == {"x-name": "größer", "x-two": "a, b"}
        assert headers.get_all("X-Two") == ["a", "b"]
    colour.close(client)


def test_no_answer_changes_what_is_sent_next(server: Server, colour: Colour) -> None:
    server.will(answer(200, {"id": "c1"}, {"Set-Cookie": "a=b; Path=/"}), OK)
    client = colour.client(server.url)
    colour.send(client, GET)
    colour.send(client, GET)
    assert server.last.header("Cookie") is None
    assert server.connections == 1
    colour.close(client)


@pytest.mark.parametrize(
    ("name", "through"),
    [
        ("HTTP_PROXY", True),
        ("http_proxy", True),
        ("ALL_PROXY", True),
        ("all_proxy", True),
        ("HTTPS_PROXY", False),
        ("FTP_PROXY", False),
    ],
)
def test_proxies_of_the_environment(
    server: Server,
    library: Any,
    colour: Colour,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    through: bool,
) -> None:
    with Server(answer(200, {"id": "p"}, {"Set-Cookie": "a=b"}), OK) as proxy:
        monkeypatch.setenv(name, proxy.url)
        server.will(OK, OK)
        client = colour.client(server.url)
        first = colour.send(client, GET).value.id
        colour.send(client, GET)
        colour.close(client)
        used, unused = (proxy, server) if through else (server, proxy)
        assert first == ("p" if through else "c1")
        assert (len(used.received), unused.connections) == (2, 0)
        target = "/v1/files/f"
        assert used.last.target == (server.url + target if through else target)
        assert used.last.header("Cookie") is None
        assert used.all_closed()


@pytest.mark.parametrize("value", ["*", "127.0.0.1", "x.test, 127.0.0.1"])
def test_no_proxy(
    server: Server, library: Any, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", value)
    server.will(OK)
    with example.Client(server.url, api_key="k") as client:
        assert client.send(GET).value.id == "c1"


def test_a_proxy_that_refuses(
    library: Any, colour: Colour, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Server(answer(502)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url)
        client = colour.client("https://api.test", retries=0)
        with pytest.raises(TransportError, match="502") as caught:
            colour.send(client, POST)
        assert not caught.value.sent
        assert (proxy.last.method, proxy.last.target) == ("CONNECT", "api.test:443")
        colour.close(client)


@pytest.mark.parametrize("kind", ["http", "https", "all"])
def test_proxies_of_the_system(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    found: dict[str, str] = {"ftp": "http://p.test", "no": "*"}
    monkeypatch.setattr("urllib.request.getproxies", lambda: found)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not pool._proxied()
    found[kind] = "http://p.test"
    assert pool._proxied()
    monkeypatch.setattr(sys, "platform", "linux")
    assert not pool._proxied()


@pytest.mark.parametrize("name", LIBRARIES.values())
def test_every_error_of_the_connections_has_its_kind(name: str) -> None:
    module = pytest.importorskip(name)
    found = [kind for kind in vars(module).values() if isinstance(kind, type)]
    errors = [kind for kind in found if issubclass(kind, Exception)]
    assert len(errors) > 10
    for error in errors:
        # The pool raises and catches this one itself.
        if error.__name__ != "ConnectionNotAvailable":
            assert any(base.__name__ in Faults._KINDS for base in error.__mro__), error
            assert error.__module__.startswith(Faults._SOURCES)


PROGRAM = """\
import asyncio, sys
sys.modules[{hidden!r}] = None
from tests.runtime import example
from tests.support.server import Server, answer
with Server(*[answer(200, {{"id": "c1"}})] * 2) as server:
    with example.Client(server.url, api_key="k") as client:
        client.send(example.retrieve("f"))
    async def main():
        async with example.AsyncClient(server.url, api_key="k") as client:
            await client.send(example.retrieve("f"))
    asyncio.run(main())
print(*(n for n in ("httpx2", "httpx", "httpcore2", "httpcore") if sys.modules.get(n)))
"""


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_call_loads_the_connections_alone(name: str) -> None:
    pytest.importorskip(name)
    hidden = next(other for other in LIBRARIES if other != name)
    root = Path(example.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(hidden=hidden)],
        cwd=root,
        env={"PYTHONPATH": f"{root / 'templates'}:{root}"},
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    assert done.stdout.split() == [LIBRARIES[name]]
