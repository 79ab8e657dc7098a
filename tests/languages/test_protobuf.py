"""Protocol Buffers: what is read and written again is what ``json_format`` means."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool, json_format
from google.protobuf.message_factory import GetMessageClass
from grpc_tools import protoc

from tests.languages.harness import HERE, again, make

FOLDER = HERE / "protobuf"

RESOURCES = {
    "milliCpu": 500,
    "memoryBytes": "18446744073709551615",
    "devices": {"gpu": "-2"},
    "burst": 1.5,
}
TASK = {
    "name": "build",
    "container": {
        "image": "x",
        "args": ["-v"],
        "env": {"A": "b"},
        "ports": {"80": {"name": "web", "isPublic": True}},
    },
    "requests": RESOURCES,
    "dependsOn": ["fetch"],
    "restartPolicy": "RESTART_POLICY_ALWAYS",
    "maxRetries": 0,
    "then": [{"name": "publish"}],
    "checksumSha256": "AP8Q",
}
JOB = {
    "name": "nightly",
    "generation": "-9007199254740993",
    "schedule": {
        "at": "2025-01-01T00:00:00Z",
        "timeZone": "UTC",
        "exclusions": [{"start": "2025-01-01T00:00:00.500Z"}],
    },
    "tasks": [TASK],
    "state": "STATE_RUNNING",
    "labels": {"team": "a", "size": 2.0, "nested": {"list": [1.0, None, "x"]}},
    "history": ["STATE_PENDING", "STATE_RUNNING"],
    "templates": {"one": TASK},
    "extension": {
        "@type": "type.googleapis.com/google.protobuf.Duration",
        "value": "3s",
    },
    "priority": "7",
    "owner": "ada",
    "notes": ["a", 1.0],
    "payload": {"any": [True]},
    "progress": 0.5,
    "load1m": 1.25,
    "offset": "-1",
    "token": "12",
}
EVENT = {
    "sequence": "4",
    "failed": {"code": 3, "message": "x", "cause": {"code": 4}},
}
BOX = {
    "barcode": "1",
    "shelf": -4,
    "size": "LARGE",
    "scannedAt": ["1", "2"],
    "content": [{"sku": "a", "count": 3}],
    "inside": {"barcode": "2", "weightKg": 0.5},
    "photo": "AAE=",
    "HTTPStatus": 1.5,
    "x2Y": "z",
}
TRUCK = {"plate": "T", "boxes": [BOX], "byBarcode": {"1": BOX}, "robot": "R2"}
MONEY = {"currencyCode": "EUR", "units": "3", "nanos": 5}
TRANSFER = {
    "from": {"id": "1", "holder": {"name": "Ada"}, "status": "FROZEN"},
    "to": {"id": "2", "limits": {"day": MONEY}, "parent": {"id": "0"}},
    "amount": MONEY,
    "status": "SENT",
    "entries": [{"side": "DEBIT", "iban": "DE1", "bookedAt": "2025-01-01T00:00:00Z"}],
    "expiresAfter": "3.500s",
    "returns": [{"reason": "x", "amount": MONEY, "before": "SENT"}],
    "fee": {
        "net": MONEY,
        "taxPercent": 0.0,
        "rates": [{"fromCurrency": "EUR", "value": 1.5, "validFromMs": "-3"}],
    },
    "remittance": "",
    "urgency": "URGENCY_NORMAL",
    "card": {
        "id": "c",
        "lastFour": "0042",
        "brand": "CREDIT",
        "status": "LOCKED",
        "limits": [{"amount": MONEY, "per": "WEEK"}],
        "expiry": {"year": 2030, "month": 1},
        "labels": {"a": "b"},
        "uses": [
            {
                "at": "2025-01-01T00:00:00Z",
                "merchant": {
                    "position": [1.5, 2.0],
                    "partOf": {"category": 4294967295},
                },
                "online": {"confirmed": True, "challenge": "18446744073709551615"},
            },
            {"touched": False},
        ],
    },
    "cardStatus": "STOLEN",
}
ORDER = {
    "template": TRANSFER,
    "months": 3,
    "tolerance": "-1s",
    "mandate": {
        "accountIds": ["1"],
        "rights": ["RIGHT_READ", "RIGHT_PAY"],
        "givenTo": {"emails": ["a"]},
        "endsAt": "2025-01-01T00:00:00Z",
        "limits": {"day": MONEY},
    },
    "done": [True, False],
}
BATCH = {
    "id": "b",
    "transfers": [TRANSFER, {}],
    "sums": {"EUR": MONEY},
    "results": {"1": {"sent": TRANSFER}, "2": {"failure": {"code": "LIMIT"}}},
}
MACHINE = {
    "id": "m",
    "hostNames": ["a", "b"],
    "total": RESOURCES,
    "health": "HEALTH_LOST",
    "taints": [{"key": "a", "effect": "EFFECT_AVOID"}],
    "disks": {
        "a": {"sizeBytes": "5", "blocks": 4, "offset": "-5", "wear": 0.5},
        "b": {"wear": 0.0},
    },
    "lastSeen": "2025-01-01T00:00:00.250Z",
    "uptime": "3s",
    "owned": {"room": "1", "floor": -2, "warrantyEnds": "2025-01-01T00:00:00Z"},
}
RUN = {
    "task": TASK,
    "attempts": [
        {
            "number": 1,
            "exitCode": 0,
            "messages": [
                {
                    "text": "x",
                    "fields": {"a": [1.0, {"b": None}]},
                    "level": "LEVEL_ERROR",
                }
            ],
        },
        {"lost": {}},
    ],
    "usage": {
        "cpu": "1.500s",
        "peakMemoryBytes": "1",
        "load": [0.5],
        "readBytes": {"sda": "2"},
        "shareByBusy": {"true": 0.5},
    },
    "cached": False,
    "logTail": "AP8=",
}
DAY = {
    "day": "2025-01-01",
    "movements": [
        {"at": "1", "kind": "LEFT", "shelf": {"hall": "A", "row": 1, "level": -1}},
        {
            "at": "2",
            "kind": "COUNTED",
            "lost": False,
            "before": {"at": "0", "kind": "MOVED"},
        },
        {"at": "2", "kind": "MOVED", "truck": TRUCK},
    ],
    "totals": {"in": 1, "parts": [{"sku": "a", "change": -1, "inner": {"out": 3}}]},
    "shift": [
        {
            "leader": {"name": "Ada"},
            "crew": [{"name": "Bob"}],
            "period": "NIGHT",
            "break": [{"minutes": 15, "paid": False}],
        }
    ],
    "weather": {"hPa": 1013.25, "windFromDeg": "90", "warnings": ["ICE"]},
    "damages": {
        "-3": {
            "barcode": "1",
            "cause": "WATER",
            "photos": ["AAE=", ""],
            "claim": {"number": "1", "steps": [{"at": "3", "outcome": "PAID"}]},
        }
    },
    "totalsByHoliday": {"true": {"out": 1}},
    "remark": "",
    "signature": "AQ==",
    "factor": 1.5,
    "serial": "1",
    "drift": "-1",
    "colour": 7,
    "class": "a",
    "from": "b",
    "None": "c",
}


def _message(file: str, name: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "set")
        include = Path(protoc.__file__).parent / "_proto"
        options = FOLDER / "options"  # which plainsdk can do without
        ways = [f"-I{way}" for way in (FOLDER, options, include)]
        arguments = ["protoc", *ways, "--include_imports"]
        assert not protoc.main([*arguments, f"--descriptor_set_out={made}", file])
        found = descriptor_pb2.FileDescriptorSet.FromString(made.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for one in found.file:
        pool.Add(one)
    return pool, GetMessageClass(pool.FindMessageTypeByName(name))


@pytest.mark.parametrize(
    ("case", "model", "data", "file", "message"),
    [
        ("scheduler", "Job", JOB, "scheduler.proto", "cluster.scheduler.v2.Job"),
        (
            "scheduler",
            "JobEvent",
            EVENT,
            "scheduler.proto",
            "cluster.scheduler.v2.JobEvent",
        ),
        ("legacy", "Truck", TRUCK, "legacy.proto", "depot.Truck"),
        ("bank", "Transfer", TRANSFER, "bank/v1/transfer.proto", "bank.v1.Transfer"),
        (
            "bank",
            "StandingOrder",
            ORDER,
            "bank/v1/transfer.proto",
            "bank.v1.StandingOrder",
        ),
        ("bank", "Batch", BATCH, "bank/v1/transfer.proto", "bank.v1.Batch"),
        (
            "scheduler",
            "Machine",
            MACHINE,
            "scheduler.proto",
            "cluster.scheduler.v2.Machine",
        ),
        ("scheduler", "Run", RUN, "scheduler.proto", "cluster.scheduler.v2.Run"),
        ("legacy", "DayLog", DAY, "legacy.proto", "depot.DayLog"),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_round_trip(case: str, model: str, data: Any, file: str, message: str) -> None:
    pool, kind = _message(file, message)
    meant = json_format.ParseDict(data, kind(), descriptor_pool=pool)
    published = json_format.MessageToDict(meant, descriptor_pool=pool)
    written = again(case, model, published)
    assert json_format.ParseDict(written, kind(), descriptor_pool=pool) == meant
    assert json.dumps(written)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('syntax = "proto3";\nmessage A { Foo x = 1; }', 2, '"Foo" is not defined'),
        (
            'syntax = "proto3";\n\nmessage A {\n string x 1; }',
            4,
            "Missing field number",
        ),
    ],
)
def test_what_protoc_refuses_has_a_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "bad.proto"
    file.write_text(text, "utf-8")
    made = make(file)
    (said,) = made.said
    assert said.code == "bad-schema"
    assert str(said.where) == f"bad.proto:{line}"
    assert words in said.message


def test_an_import_that_is_needed_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "bad.proto"
    file.write_text('syntax = "proto3";\nimport "b/c.proto";\nmessage A { b.C c = 3; }')
    refused, missing = make(file).said
    assert str(refused.where) == "bad.proto:3"
    assert '"b.C" is not defined' in refused.message
    assert str(missing.where) == "bad.proto:2"
    assert "put it, with its folders, beside this file" in missing.message


def test_an_import_of_options_alone_may_be_missing(tmp_path: Path) -> None:
    file = tmp_path / "shop.proto"
    text = """syntax = "proto3";
import "checks/rules.proto";
option (checks.file) = {strict: [1, 2]};
message Shop {
  option (checks.message) = "a;b";
  string id = 1 [(checks.field) = {max: 3},
    deprecated = true, json_name = "ID", (checks.other).min = 1];
  repeated int32 sizes = 2 [
    (checks.field).max = 3
  ];
  // Where it is.
  string town = 3;
}
service Shops {
  rpc Get(Shop) returns (Shop) { option (checks.http) = { get: "/{id}" }; }
}
"""
    file.write_text(text, "utf-8")
    made = make(file)
    (said,) = made.lines
    assert said == (
        'shop.proto:2: missing-import: protobuf: import "checks/rules.proto" leads to'
        " no file, and nothing of it is needed"
    )
    model = made.files["models/shop.py"]
    assert 'Wire("ID")' in model
    assert '"""Deprecated."""' in model
    assert "sizes: list[int] | None = None" in model
    assert '"""Where it is."""' in model


def test_imports_are_found_beside_the_folders_above(tmp_path: Path) -> None:
    files = {
        ".git/config": "",
        "proto/shop/v1/shop.proto": (
            'import "shop/v1/item.proto"; import "pay/money.proto";'
            " message Shop { repeated Item items = 1; optional pay.Money till = 2; }"
        ),
        "proto/shop/v1/item.proto": "message Item { optional string x = 1; }",
        "third_party/pay/pay/money.proto": "message Money { required int32 x = 1; }",
    }
    for path, text in files.items():
        package = "pay" if "pay" in path else "shop.v1"
        text = text.replace("message", f"package {package}; message", 1)
        text = text.replace("; import", ";\nimport")
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(f'syntax = "proto2";\n{text}\n', "utf-8")
    made = make(tmp_path / "proto/shop/v1/shop.proto")
    assert made.lines == []
    assert "till: m.Money | None = None" in made.files["models/shop.py"]
    assert {"models/item.py", "models/money.py"} <= made.files.keys()
