"""Files on their way, there and back: a piece in memory at a time, and as often as it takes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

import pytest
from runtime.client import Progress
from runtime.errors import NotFoundError, TransportError
from runtime.request import Operation, Request
from runtime.transports import AsyncTransport, BuiltRequest, Reply, Transport
from runtime.uploads import PIECE, Upload

from tests.runtime import example
from tests.support.colours import Colour
from tests.support.server import LAST, Reset, Server, Stall, answer, chunk, head

OK = {"id": "f"}
LARGE = bytes(range(256)) * 1024
"""A quarter of a megabyte: several pieces."""

RAW = Operation(__name__, "PUT", "/raw", body="application/octet-stream")


def raw(body: Any) -> Request[None]:
    return Request(RAW, body=body)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    path = tmp_path / "large.bin"
    path.write_bytes(LARGE)
    return path


class Pipe(io.RawIOBase):
    """A file that can be read once."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def read(self, size: int = -1) -> bytes:
        return self._data.read(size)

    def seekable(self) -> bool:
        return False


def test_a_large_file_is_read_while_it_is_sent(
    server: Server, colour: Colour, path: Path
) -> None:
    server.will(answer(204), answer(204))
    client = colour.client(server.url)
    built = raw(path).build(server.url)
    assert isinstance(built.content, Upload)
    assert str(len(LARGE)) in repr(built)
    colour.send(client, raw(path))
    assert server.last.body == LARGE
    assert server.last.header("Content-Length") == str(len(LARGE))
    with path.open("rb") as file:
        file.seek(7)  # it is sent from where it stands
        colour.send(client, raw(file))
    assert server.last.body == LARGE[7:]
    colour.close(client)


def test_a_transport_of_ones_own_can_read_it(colour: Colour, path: Path) -> None:
    taken: list[bytes] = []

    class Taking(Transport):
        """Reads what is sent."""

        def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
            taken.append(bytes(request.content or b""))
            return Reply(204)

    class AsyncTaking(AsyncTransport):
        """The same."""

        async def handle(self, request: BuiltRequest, timeout: float | None) -> Reply:
            return Taking().handle(request, timeout)

    http = Taking() if colour.name == "sync" else AsyncTaking()
    client = colour.client("https://acme.test", http=http)
    colour.send(client, raw(path))
    assert taken == [LARGE]


@pytest.mark.parametrize("name", ["httpx", "httpx2"])
def test_a_client_of_a_library_can_send_it(
    server: Server, colour: Colour, path: Path, name: str
) -> None:
    library = pytest.importorskip(name)
    server.will(answer(204), answer(204))
    kind = library.Client if colour.name == "sync" else library.AsyncClient
    http = kind(trust_env=False)
    client = colour.client(server.url, http=http)
    colour.send(client, raw(path))
    assert server.last.body == LARGE
    assert server.last.header("Content-Length") == str(len(LARGE))
    colour.send(client, raw(Pipe(LARGE)))
    assert server.last.body == LARGE
    colour.call(http.close if colour.name == "sync" else http.aclose)


def test_a_small_file_is_bytes(path: Path) -> None:
    path.write_bytes(b"x" * PIECE)
    assert raw(path).build("http://h").content == b"x" * PIECE
    assert raw(io.BytesIO(b"small")).build("http://h").content == b"small"
    assert (
        raw(io.StringIO("ä" * PIECE)).build("http://h").content == b"\xc3\xa4" * PIECE
    )


def test_what_has_no_length_comes_in_chunks(server: Server, colour: Colour) -> None:
    server.will(answer(204))
    client = colour.client(server.url)
    colour.send(client, raw(Pipe(LARGE)))
    assert server.last.body == LARGE
    assert server.last.header("Transfer-Encoding") == "chunked"
    assert server.last.header("Content-Length") is None
    colour.close(client)


def test_a_form_with_files(server: Server, colour: Colour, path: Path) -> None:
    server.will(answer(200, OK))
    client = colour.client(server.url)
    colour.send(client, example.upload(file=path, purpose="train"))
    sent = server.last
    assert sent.body.count(LARGE) == 1
    assert b'name="purpose"\r\n\r\ntrain\r\n' in sent.body
    assert sent.header("Content-Length") == str(len(sent.body))
    assert sent.body.endswith(b"--\r\n")
    colour.close(client)


def test_every_attempt_sends_all_of_it(
    server: Server, colour: Colour, path: Path
) -> None:
    server.will(answer(503), [Reset()], answer(204), answer(429), answer(204))
    client = colour.client(server.url)
    colour.send(client, raw(path))
    with path.open("rb") as file:
        colour.send(client, raw(file))
    assert [one.body == LARGE for one in server.received] == [True] * 5
    colour.close(client)


def test_what_can_be_read_once_is_sent_once(server: Server, colour: Colour) -> None:
    server.will([Reset()])
    client = colour.client(server.url)
    with pytest.raises(TransportError):
        colour.send(client, raw(Pipe(LARGE)))
    assert len(server.received) == 1
    colour.close(client)


def test_a_file_that_is_not_there(server: Server, colour: Colour) -> None:
    client = colour.client(server.url)
    with pytest.raises(FileNotFoundError):
        colour.send(client, raw(Path("/nowhere/at/all")))
    assert not server.received
    colour.close(client)


def test_progress_there_and_back(server: Server, colour: Colour, path: Path) -> None:
    told: list[Progress] = []
    server.will(answer(200, OK), answer(200, OK))
    client = colour.client(server.url)
    watched = client.with_options(progress=told.append)
    colour.send(watched, raw(path))
    sent = [one.done for one in told if one.way == "sent"]
    assert sent == [PIECE, 2 * PIECE, 3 * PIECE, 4 * PIECE]
    assert {one.total for one in told if one.way == "sent"} == {len(LARGE)}
    assert told[-1] == Progress("received", 11, 11)
    del told[:]
    colour.send(watched, raw(b"bytes"))
    assert told[0] == Progress("sent", 5, 5)
    assert server.last.body == b"bytes"
    colour.close(client)


def test_curl_has_the_whole_of_it(colour: Colour, path: Path) -> None:
    path.write_bytes(b"a" * 2 * PIECE)
    said = colour.client("https://acme.test").as_curl(raw(path))
    assert "a" * 2 * PIECE in said
    assert "Content-Length" not in said


def save(colour: Colour, download: Any, target: str | Path | IO[bytes]) -> int:
    size: int = (
        download.save(target)
        if colour.name == "sync"
        else colour.call(download.save, target)
    )
    return size


def test_a_download_is_saved(server: Server, colour: Colour, tmp_path: Path) -> None:
    server.will(answer(503), answer(200, LARGE), answer(200, LARGE))
    client = colour.client(server.url)
    download = client.download(example.content("f"))
    with pytest.raises(RuntimeError):
        _ = download.response
    target = tmp_path / "saved"
    assert save(colour, download, target) == len(LARGE)
    assert target.read_bytes() == LARGE
    assert (download.response.status, download.response.attempts) == (200, 2)
    memory = io.BytesIO()
    save(colour, client.download(example.content("f")), memory)
    assert memory.getvalue() == LARGE
    assert os.listdir(tmp_path) == ["saved"]
    colour.close(client)


@pytest.mark.parametrize("end", [Reset(), Stall()])
def test_what_breaks_off_leaves_nothing(
    server: Server, colour: Colour, tmp_path: Path, end: Any
) -> None:
    target = tmp_path / "saved"
    target.write_bytes(b"old")
    chunked = {"Transfer-Encoding": "chunked"}
    server.will([head(200, chunked), chunk(LARGE), end], answer(404))
    client = colour.client(server.url, timeout=0.3)
    with pytest.raises(TransportError):
        save(colour, client.download(example.content("f")), target)
    with pytest.raises(NotFoundError):
        save(colour, client.download(example.content("f")), target)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["saved"]
    colour.close(client)
    assert server.all_closed()


def test_a_download_may_be_left(server: Server) -> None:
    chunked = {"Transfer-Encoding": "chunked"}
    server.will(*[[head(200, chunked), chunk(LARGE), Stall()]] * 2)
    with example.Client(server.url, api_key="k") as client:
        with client.download(example.content("f")) as download:
            assert LARGE.startswith(next(iter(download)))
        assert server.all_closed()
        for piece in client.download(example.content("f")):
            assert LARGE.startswith(piece)
            break
        assert server.all_closed()


_PROGRAM = """
import sys, tracemalloc
from tests.runtime import example
from tests.runtime.test_uploads import raw
from pathlib import Path
client = example.Client(sys.argv[1], api_key="k")
client.send(example.retrieve("f"))  # what any call loads
client.send(raw(Path(sys.argv[2])))
client.download(example.content("f")).save(sys.argv[3])
tracemalloc.start()
client.send(raw(Path(sys.argv[2])))
client.send(example.upload(file=Path(sys.argv[2])))
client.download(example.content("f")).save(sys.argv[3])
print(tracemalloc.get_traced_memory()[1])
"""


def test_memory_does_not_grow_with_a_file(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(50 << 20)
    chunked = {"Transfer-Encoding": "chunked"}
    big = [head(200, chunked), *[chunk(bytes(1 << 20))] * 50, LAST]
    server.will(answer(200, OK), answer(204), big, answer(204), answer(200, OK), big)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, server.url, path, tmp_path / "saved"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'templates'}:{root}"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) < 3 << 20
    assert (tmp_path / "saved").stat().st_size == 50 << 20
    assert len(server.received[3].body) == 50 << 20
