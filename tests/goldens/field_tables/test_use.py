"""An SDK from Markdown tables is an SDK like any other."""

from __future__ import annotations

import datetime as dt

from golden.field_tables import Client, extra, from_json, requests, to_json
from golden.field_tables import models as m

from tests.support.server import Server, answer, stream

TEXT = (
    '{"id":"a","note":null,"object":"file","created_at":"2024-01-02T03:04:05Z",'
    '"day":"2024-01-02","state":"ready","level":2,"content":{"type":"text","text":"t"},'
    '"parts":[{"type":"image","url":"u"}],"labels":{"x":null},"stop":["a"],"old":"b",'
    '"schema":{"y":[1]},"from":"c","price":"1.20"}'
)


def test_a_file_goes_through() -> None:
    file = from_json(m.File, TEXT, strict=True)
    assert isinstance(file.created_at, dt.datetime)
    assert file.day == dt.date(2024, 1, 2)
    assert file.content == m.Text(text="t")
    assert (file.schema_definition, file.from_) == ({"y": [1]}, "c")
    assert to_json(file) == TEXT


def test_undeclared_keys_have_the_type_of_their_row() -> None:
    opened = from_json(m.Open, '{"id":"a","b":"ready","c":"new"}', strict=True)
    assert extra(opened) == {"b": "ready", "c": m.Unlisted("new")}


def test_calls(server: Server) -> None:
    server.will(
        answer(200, [{"id": "a"}]),
        stream(b'data: {"type":"text","text":"t"}\n\ndata: [DONE]\n\n'),
        answer(204),
    )
    now = dt.datetime(2024, 1, 2, tzinfo=dt.UTC)
    with Client(server.url, api_key="k") as client:
        files = client.files.upload(
            id="a", note=None, created_at=now, content={"type": "text"}
        )
        assert files[0].id == "a"
        with client.files.watch("a", since=3) as events:
            assert list(events) == [m.Text(text="t")]
        client.files.delete("a")
    assert [(r.target, r.header("Authorization")) for r in server.received] == [
        ("/files", "Bearer k"),
        ("/files/a/watch?since=3", "Bearer k"),
        ("/files/a", None),
    ]


def test_a_request_is_a_value() -> None:
    assert requests.files.delete("a") == requests.files.delete("a")
    assert requests.files.watch("a").body is None
