"""The same SDK with models of each kind: what is sent and what is read means the same."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import typing
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tests.support.server import Server, answer, stream

KINDS = ("dataclass", "pydantic", "msgspec", "typeddict")
CLASSES = KINDS[:3]

TICKET: dict[str, Any] = {
    "ticketId": "6f2b0b4e-7c1a-4f43-9d0b-3a51c7a3e001",
    "type": "ticket",
    "title": "No light",
    "from": "ada",
    "status": "open",
    "owner": None,
    "due": None,
    "made": "2026-03-01T10:00:00Z",
    "secret": "aGk_",
    "parent": {"title": "Dark", "from": "bob", "status": "closed", "owner": "eve"},
    "attachments": [
        {"kind": "note", "text": "hi"},
        {"kind": "photo", "data": "aGk/"},
        {"kind": "film", "length": 3},
    ],
    "details": {"floor": {"room": "12"}},
    "counts": {"total": 1, "others": 2},
    "copy": True,
    "field": "north",
    "anything": [1, None],
    "undeclared": {"a": 1},
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def sdk(kind: str, module: str = "") -> ModuleType:
    package = f"golden.model_kinds.as_{kind}"
    return import_module(f"{package}.{module}" if module else package)


def held(value: Any, name: str) -> Any:
    """What a model of any kind has under a name in JSON, None for nothing."""
    if isinstance(value, dict):
        return typing.cast("dict[str, Any]", value).get(name)
    names = {"ticketId": "ticket_id", "from": "from_", "nextPage": "next_page"}
    if hasattr(value, "model_fields_set"):  # pydantic's, whose base has a method copy
        names["copy"] = "copy_"
    found = getattr(value, names.get(name, name))
    return None if found is sdk_unset(value) else found


def sdk_unset(value: Any) -> Any:
    package = type(value).__module__.partition(".models.")[0]
    return import_module(package).UNSET


def through(kind: str, data: Any) -> Any:
    package = sdk(kind)
    value = package.from_json(package.models.Ticket, json.dumps(data), strict=True)
    return json.loads(package.to_json(value))


def test_what_is_decoded_is_encoded_equal(kind: str) -> None:
    for _ in range(9):  # the first few are read without a compiled function
        assert through(kind, TICKET) == TICKET


def test_choices_that_hold_themselves_are_read(kind: str) -> None:
    package = sdk(kind)
    rule: dict[str, Any] = {
        "all": [{"no": "a", "otherwise": {"all": []}}],
        "otherwise": {"no": "b"},
    }
    for _ in range(9):
        value = package.from_json(package.models.Rule, json.dumps(rule), strict=True)
        assert json.loads(package.to_json(value)) == rule
        if kind in CLASSES:
            assert type(value) is package.models.AllOf
            assert type(value.otherwise) is package.models.Not


def test_absent_is_not_null(kind: str) -> None:
    bare = {"title": "t", "from": "f", "status": "open", "owner": None}
    assert through(kind, bare) == bare
    assert through(kind, {**bare, "due": None}) == {**bare, "due": None}
    # Null is no value of this one: as if it were not there, but a dict is what it is.
    null = {**bare, "priority": None}
    expected = null if kind == "typeddict" else bare
    package = sdk(kind)
    value = package.from_json(package.models.Ticket, json.dumps(null))
    assert json.loads(package.to_json(value)) == expected


def test_keywords_make_the_same_request(kind: str) -> None:
    create = sdk(kind, "requests.tickets").create
    request = create(
        title="t",
        from_="f",
        status="open",
        owner=None,
        due=dt.date(2026, 3, 1),
        made=dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC),
        secret=b"hi?",
        parent={"title": "p", "made": dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC)},
        attachments=[{"kind": "photo", "data": "aGk/"}],
        copy=False,
        priority=None,
    )
    assert request.body == {
        "type": "ticket",
        "title": "t",
        "from": "f",
        "status": "open",
        "owner": None,
        "due": "2026-03-01",
        "made": "2026-03-01T10:00:00Z",
        "secret": "aGk_",
        "parent": {"title": "p", "made": "2026-03-01T10:00:00Z"},
        "attachments": [{"kind": "photo", "data": "aGk/"}],
        "copy": False,
    }
    nothing = create(title="t", from_="f", status="open", owner=None, due=None)
    assert nothing.body["due"] is None
    assert pickle.loads(pickle.dumps(request)) == request


def test_a_value_that_came_is_sent_without_what_only_comes(kind: str) -> None:
    package = sdk(kind)
    value = package.from_json(package.models.Ticket, json.dumps(TICKET))
    request = package.requests.tickets.create_request(value)
    sent = dict(TICKET)
    if kind != "typeddict":  # a dict is sent as it is
        del sent["ticketId"]
    assert request.body == sent


def test_a_call(kind: str, server: Server) -> None:
    server.will(answer(201, TICKET))
    with sdk(kind).Client(server.url) as client:
        made = client.tickets.create(title="t", from_="f", status="open", owner=None)
    assert held(made, "title") == "No light"
    assert held(held(made, "parent"), "status") == "closed"
    assert str(held(made, "ticketId")) == TICKET["ticketId"]


def test_pages(kind: str, server: Server) -> None:
    pages = [
        {"items": [TICKET, {**TICKET, "title": "2"}], "nextPage": "n"},
        {"items": [{**TICKET, "title": "3"}], "nextPage": None},
    ]
    server.will(*(answer(200, page) for page in pages))
    since = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    with sdk(kind).Client(server.url) as client:
        found = [held(one, "title") for one in client.tickets.list(since=since)]
    assert found == ["No light", "2", "3"]
    assert server.last.target == "/tickets?since=2026-03-01T00%3A00%3A00Z&after=n"


def test_a_stream(kind: str, server: Server) -> None:
    event = json.dumps({"ticket": TICKET, "at": "2026-03-01T10:00:00Z"}).encode()
    server.will(stream(b"data: " + event + b"\n\ndata: [DONE]\n\n"))
    with (
        sdk(kind).Client(server.url) as client,
        client.tickets.watch(topic="light") as events,
    ):
        titles = [held(held(one, "ticket"), "title") for one in events]
    assert titles == ["No light"]
    assert server.last.json == {"topic": "light", "stream": True}


def test_an_error_has_its_value(kind: str, server: Server) -> None:
    server.will(answer(422, {"title": "no", "ticket": TICKET}))
    package = sdk(kind)
    with (
        package.Client(server.url) as client,
        pytest.raises(package.errors.UnprocessableEntityError) as caught,
    ):
        client.tickets.create(title="t", from_="f", status="open", owner=None)
    value = caught.value.value
    assert held(value, "title") == "no"
    assert held(held(value, "ticket"), "from") == "ada"


@pytest.mark.parametrize("times", [1, 9])
def test_what_does_not_fit_is_kept_and_named(kind: str, times: int) -> None:
    decode = sdk(kind, "_runtime.codec").decode
    data = {**TICKET, "copy": "yes", "attachments": "none"}
    del data["title"]
    for _ in range(times):
        mismatches: list[Any] = []
        value = decode(sdk(kind).models.Ticket, data, mismatches=mismatches)
        assert held(value, "copy") == "yes"
        assert held(value, "title") is None
        places = [one.path for one in mismatches]
        assert sorted(places) == ["$.attachments", "$.copy", "$.title"]
        assert json.loads(sdk(kind).to_json(value)) == data


def test_what_validation_refuses(kind: str, server: Server) -> None:
    package = sdk(kind)
    with (
        package.Client(server.url, validate=True) as client,
        pytest.raises(package.errors.ValidationError) as caught,
    ):
        client.tickets.create(
            title="t",
            from_="f",
            status="open",
            owner=None,
            priority=9,
            attachments=[{"kind": "note", "text": "too long"}],
        )
    assert [str(one) for one in caught.value.faults] == [
        "$.priority: must be at most 5",
        "$.attachments[0].text: must have at most 5 characters",
    ]


@pytest.mark.parametrize("kind", CLASSES)
def test_models_are_made_copied_pickled_and_sent(kind: str) -> None:
    package = sdk(kind)
    m = package.models
    ticket = m.Ticket(
        title="t",
        from_="f",
        status=m.Unlisted("new"),
        owner=None,
        attachments=[m.Note(text="hi"), m.Unknown("film", {"kind": "film"})],
    )
    package.extra(ticket)["more"] = [1]
    expected = {
        "type": "ticket",
        "title": "t",
        "from": "f",
        "status": "new",
        "owner": None,
        "attachments": [{"kind": "note", "text": "hi"}, {"kind": "film"}],
        "more": [1],
    }
    others = (copy.copy(ticket), copy.deepcopy(ticket))
    for one in (ticket, *others, pickle.loads(pickle.dumps(ticket))):
        assert one == ticket
        assert json.loads(package.to_json(one)) == expected
        assert package.requests.tickets.create_request(one).body == expected
    package.extra(others[0])["other"] = 1
    assert package.extra(ticket) == {"more": [1]}
    ticket.due = dt.date(2026, 3, 1)
    ticket.owner = "eve"
    sent = json.loads(package.to_json(ticket))
    assert (sent["due"], sent["owner"]) == ("2026-03-01", "eve")


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_not_known_has_a_type_of_its_own(kind: str) -> None:
    package = sdk(kind)
    data = {**TICKET, "status": "waiting"}
    for _ in range(9):
        ticket = package.from_json(package.models.Ticket, json.dumps(data), strict=True)
        assert isinstance(ticket.status, package.models.Unlisted)
        assert ticket.attachments[2] == package.models.Unknown("film", data_of("film"))
        assert package.extra(ticket) == {"undeclared": {"a": 1}}
        assert package.extra(ticket.counts) == {"others": 2}
        assert isinstance(ticket.attachments[0], package.models.Note)
        assert ticket.secret == b"hi?"
        assert ticket.due is None
        assert ticket.parent.due is (None if kind == "pydantic" else package.UNSET)


def data_of(kind: str) -> Any:
    return next(one for one in TICKET["attachments"] if one["kind"] == kind)


def _names(kind: str) -> Iterator[str]:
    models = sdk(kind).models
    for name in models.__all__:
        if name not in ("Unknown", "Unlisted"):
            thing = getattr(models, name)
            module = thing.__module__ if isinstance(thing, type) else ""
            yield f"{module.rpartition('.')[2]} {name}"


def test_names_are_the_same_in_all_kinds() -> None:
    assert len({tuple(_names(kind)) for kind in KINDS}) == 1
