"""Avro: what is read and written again is what ``fastavro`` makes the same bytes of."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import fastavro
import pytest

from tests.languages.harness import HERE, again, make

FOLDER = HERE / "avro"

_BYTES = ("cookie", "trace", "price", "country", "claim", "sha256", "letter", "took")

EVENT = {
    "event_id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
    "occurred_at": 1740820000123,
    "received_on": 20148,
    "kind": "SUBMIT",
    "page": {"url": "/a", "title": "A", "language": "de"},
    "visitor": {"cookie": "\x00\xff" * 8, "account": 12, "consents": {"ads": False}},
    "device": {
        "class": "PHONE",
        "agent": "x",
        "screen": {"width": 1, "height": 2, "ratio": 1.5},
    },
    "detail": {"form": "login", "values": {"a": "b", "c": 1.5, "d": True, "e": None}},
    "experiments": {"new": [1, 2]},
    "trace": "\x01\xfe",
}
ROW = {
    "id": 1,
    "sku": "A",
    "name": "Axe",
    "weight": 1.5,
    "price": "\x04\xd2",
    "tags": ["a", None],
    "sold_from": 19000,
    "changed_at": 1740820000123456,
    "dimensions": {"width": 1.0, "height": 2.0, "depth": 0.5},
}
CHANGE = {
    "before": ROW,
    "after": {**ROW, "name": "Saw"},
    "op": "u",
    "source": {
        "version": "2",
        "server_name": "s",
        "ts_ms": 1,
        "snapshot": "last",
        "db": "d",
        "schema": "p",
        "table": "t",
    },
    "transaction": {
        "id": "1",
        "total_order": 1,
        "data_collection_order": 1,
        "parent": {"id": "0", "total_order": 1, "data_collection_order": 0},
    },
}
PARTY = {
    "kind": "COMPANY",
    "name": "Acme",
    "address": {"lines": ["Street 1"], "country": "DE"},
    "represents": [{"kind": "PERSON", "name": "Ada"}],
}
PAYMENT = {
    "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
    "payer": PARTY,
    "payee": PARTY,
    "amount": {"minor_units": 1250, "currency": "EUR"},
    "status": "SETTLED",
    "fees": [{"reason": "x", "amount": {"minor_units": 1, "currency": "EUR"}}],
    "instructed": 1740820000123456,
    "note": None,
}
DISPUTE = {
    "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
    "payment": PAYMENT,
    "raised_by": PARTY,
    "raised_on": 20000,
    "raised_at": 3600000,
    "claim": "\x04\xd2",
    "reason": "TWICE",
    "state": {"since": 1740820000123, "asked": [PARTY]},
    "evidence": {
        "a": {"kind": "PHOTO", "sha256": "\x00\x01\xfe\xff", "pages": 3},
        "b": {"kind": "LOG", "sha256": "abcd", "text": "x", "tags": ["a", None]},
    },
    "earlier": {
        "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a12",
        "payment": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
        "raised_by": PARTY,
        "raised_on": -1,
        "claim": "",
        "reason": "UNKNOWN",
        "state": {
            "refund": {"minor_units": -5, "currency": "EUR"},
            "fees": [],
            "method": "CREDIT",
        },
    },
    "history": [
        {
            "at": 1740820000123456,
            "by": "robot",
            "changes": {"a": None, "b": True, "c": 3, "d": 1.5, "e": "x", "f": ["y"]},
            "class": "auto",
        },
        {"at": 1, "by": PARTY, "changes": {}},
    ],
    "risk": 0.25,
    "took": "\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00",
}
STATEMENT = {
    "account": "1",
    "holder": PARTY,
    "status": "OPEN",
    "entries": [
        PAYMENT,
        {"rate": 0.5, "amount": {"minor_units": 3, "currency": "EUR"}},
    ],
    "balances": {"now": {"minor_units": 3, "currency": "EUR"}},
}


def _as_python(value: Any, key: str = "") -> Any:
    """JSON as fastavro wants it: bytes are bytes."""
    if isinstance(value, dict):
        return {name: _as_python(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_python(one) for one in value]
    if key in _BYTES and isinstance(value, str):
        return value.encode("latin-1")
    return value


def _bytes(schema: Any, value: Any) -> bytes:
    made = io.BytesIO()
    fastavro.schemaless_writer(made, schema, _as_python(value))
    return made.getvalue()


def _schema(name: str) -> Any:
    named: dict[str, Any] = {}
    schema: Any = None
    if name.startswith("payments/"):
        for one in ("party", "payment", "statement", "dispute"):
            text = (FOLDER / "payments" / f"{one}.avsc").read_text("utf-8")
            schema = fastavro.parse_schema(json.loads(text), named_schemas=named)
            if name.endswith(one):
                return schema
    return fastavro.parse_schema(json.loads((FOLDER / name).read_text("utf-8")))


@pytest.mark.parametrize(
    ("case", "model", "data", "schema"),
    [
        ("page_event", "PageEvent", EVENT, "page_event.avsc"),
        ("change", "Envelope", CHANGE, "change.avsc"),
        ("payments", "Payment", PAYMENT, "payments/payment"),
        ("payments", "Statement", STATEMENT, "payments/statement"),
        ("payments", "Dispute", DISPUTE, "payments/dispute"),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_round_trip(case: str, model: str, data: Any, schema: str) -> None:
    parsed = _schema(schema)
    written = again(case, model, data)
    assert _bytes(parsed, written) == _bytes(parsed, data)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            '{"type": "record", "name": "A", "fields": [\n{"name": "x", "type": "Foo"}]}',
            2,
            "Foo",
        ),
        ('{"type": "record", "fields": [], "name": "9"}', 1, "9"),
        ("[]", 1, "no schema"),
        ("", 1, "no schema"),
        ('{"type": "enum",\n"name": "string", "symbols": ["a"]}', 2, "string"),
    ],
)
def test_what_avro_refuses_has_a_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "bad.avsc"
    file.write_text(text, "utf-8")
    made = make(file)
    (said,) = made.said
    assert said.code == "bad-schema"
    assert str(said.where) == f"bad.avsc:{line}"
    assert words in said.message
