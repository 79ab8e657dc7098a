"""Files go and come a piece at a time, and somebody may watch them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import assert_type

from golden.several_bodies import AsyncClient, Client, hooks, requests

from tests.support.server import Server, answer

LARGE = bytes(1 << 20)


def test_an_upload_is_watched(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(LARGE)
    server.will(answer(204))
    shares: list[float] = []

    def show(progress: hooks.Progress) -> None:
        if progress.way == "sent" and progress.total:
            shares.append(progress.done / progress.total)

    with Client(server.url) as client:
        client.with_options(progress=show).notes.add_as_bytes(path)
    assert server.last.body == LARGE
    assert shares[-1] == 1.0
    assert len(shares) == 16


def test_a_body_is_saved_as_it_comes(server: Server, tmp_path: Path) -> None:
    server.will(answer(200, LARGE), answer(200, LARGE))
    path = tmp_path / "saved"
    request = requests.notes.add_as_text("é")
    with Client(server.url) as client:
        size = client.download(request).save(path)
        assert_type(size, int)
        with client.download(request) as pieces:
            assert pieces.response.status == 200
            for piece in pieces:
                assert_type(piece, bytes)
    assert path.read_bytes() == LARGE


def test_awaited(server: Server, tmp_path: Path) -> None:
    server.will(answer(200, LARGE), answer(200, LARGE))
    path = tmp_path / "saved"
    request = requests.notes.add_as_text("é")

    async def call() -> int:
        async with AsyncClient(server.url) as client:
            await client.download(request).save(path)
            async with client.download(request) as pieces:
                return sum([len(piece) async for piece in pieces])

    assert asyncio.run(call()) == path.stat().st_size == len(LARGE)
