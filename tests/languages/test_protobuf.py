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
}


def _message(file: str, name: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "set")
        include = Path(protoc.__file__).parent / "_proto"
        arguments = ["protoc", f"-I{FOLDER}", f"-I{include}", "--include_imports"]
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
        ('syntax = "proto3";\nimport "b.proto";', 2, "b.proto"),
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
