"""Webhooks and callbacks become types, whatever their bodies are."""

from __future__ import annotations

from plainsdk import ir
from plainsdk.diagnostics import Diagnostics, Pointer
from plainsdk.document import Document, Json
from plainsdk.lower import lower
from plainsdk.resolve import resolve


def _api(**root: Json) -> ir.Api:
    report = Diagnostics()
    whole: dict[str, Json] = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        **root,
    }
    document = Document(whole, "spec/t", (), lambda pointer: None)
    return lower(resolve(document, report), report)


def _hook(schema: Json) -> Json:
    return {
        "post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}
    }


BODY = "/post/requestBody/content/application~1json/schema"


def test_null_beside_a_declaration_declares_no_circle() -> None:
    kind: Json = {"type": ["string", "null"], "enum": ["a", "b", None]}
    api = _api(webhooks={"kind": _hook(kind), "any": _hook({})})
    at = Pointer(f"#/webhooks/kind{BODY}")
    first, second = api.webhooks
    assert first.type == ir.Nullable(ir.Reference(at))
    assert api.declarations[at].origin == ir.Made(("kind", "webhook"))
    assert second.type == ir.Anything()


def test_a_path_item_may_be_a_reference() -> None:
    api = _api(
        webhooks={"made": {"$ref": "#/components/pathItems/Made"}},
        components={"pathItems": {"Made": _hook({"type": "array", "items": {}})}},
    )
    at = Pointer(f"#/webhooks/made{BODY}")
    assert [one.type for one in api.webhooks] == [ir.Reference(at)]
    declared = api.declarations[at]
    assert isinstance(declared, ir.Alias)
    assert declared.type == ir.ListOf(ir.Anything())


def test_a_callback_that_two_operations_share_is_declared_once() -> None:
    schema: Json = {"type": "object", "properties": {"a": {"type": "string"}}}
    shared: Json = {"done": {"$ref": "#/components/callbacks/Done"}}
    call: Json = {"callbacks": shared, "responses": {}}
    api = _api(
        paths={"/a": {"get": call}, "/b": {"get": call}},
        components={"callbacks": {"Done": {"{$url}": _hook(schema), "x-a": 1}}},
    )
    assert [one.operation for one in api.webhooks] == [
        Pointer("#/paths/~1a/get"),
        Pointer("#/paths/~1b/get"),
    ]
    assert [one.address for one in api.webhooks] == ["{$url}", "{$url}"]
    assert [one.origin for one in api.declarations.values()] == [
        ir.Made(("Done", "callback"))
    ]
