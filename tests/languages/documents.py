"""Documents that the JSON Schemas of the cases describe."""

from __future__ import annotations

from typing import Any

WORKFLOW: dict[str, Any] = {
    "name": "Tests",
    "on": {
        "push": {"branches": ["main"], "paths": ["src/**"]},
        "schedule": [{"cron": "0 4 * * 1"}],
        "manual": {"inputs": {"level": {"type": "choice", "options": ["a", "b"]}}},
    },
    "env": {"CI": True, "LEVEL": 3, "NAME": "x"},
    "concurrency": {"group": "tests", "cancel-in-progress": True},
    "jobs": {
        "build": {
            "runs-on": ["linux", "arm64"],
            "strategy": {"matrix": {"python": ["3.11", 3.12], "include": [{"x": 1}]}},
            "max-failures": 2,
            "steps": [
                {"uses": "checkout@v4", "with": {"depth": 1}},
                {"name": "All", "steps": [{"run": "make", "shell": "bash"}]},
            ],
        },
        "publish": {
            "runs-on": "linux",
            "needs": "build",
            "steps": [{"run": "make up"}],
        },
    },
}
MANIFEST: dict[str, Any] = {
    "name": "@acme/tool",
    "version": "1.0.0",
    "author": "Ada <ada@example.org>",
    "contributors": [{"name": "Bob", "email": "bob@example.org"}],
    "exports": {"import": "./a.mjs", "default": ["./a.js", {"browser": None}]},
    "bin": {"tool": "./bin.js"},
    "targets": [["linux", "arm64", "musl"], ["darwin", "x64"]],
    "coverage": {"low": 0.5, "high": 99},
    "class": "program",
    "repository": {"type": "git", "url": "https://example.org/x.git", "directory": "a"},
    "funding": [
        {"once": {"from": 50}},
        {"monthly": {"from": 5, "thanks": "a card"}},
    ],
    "publish": {"registry": "https://example.org", "access": "public", "tag": "next"},
    "lint": {
        "extends": ["base"],
        "rules": {"no-tabs": "error", "width": ["warn", {"most": 90}], "names": 2},
        "overrides": [{"files": ["*.md"], "rules": {"width": "off"}}],
    },
    "format": {"width": 90, "indent": "tab", "trailingComma": False},
    "test": {
        "setup": ["a.js"],
        "thresholds": {"lines": 97.5, "mutants": 80},
        "reporters": ["dots", ["file", {"to": "out.xml"}]],
    },
    "tasks": {
        "assets": {"do": "copy", "with": {"from": "a", "to": "b"}, "needs": ["clean"]},
        "build": [
            {"do": "clean", "folders": ["dist"]},
            {
                "do": "bundle",
                "with": {"entry": {"main": "a.js"}, "minify": True},
                "onFailure": {"channel": "builds", "mention": True},
            },
        ],
    },
    "settings": {
        "tool.level": {
            "schema": {"type": "integer", "maximum": 9},
            "default": 3,
            "scope": "project",
        }
    },
    "peerDependenciesMeta": {"other": {"optional": True}},
    "dependencies": {f"part-{number}": f"^{number}.0.0" for number in range(200)},
    "workspaces": [{"name": "inner", "version": "0.1.0"}],
    "_id": 7,
}
TRAVELLER: dict[str, Any] = {
    "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
    "names": {"family": "Lovelace", "given": "Ada"},
    "born": None,
    "documents": [{"type": "passport", "number": "X1", "expires": "2031-05-01"}],
    "preferences": {"seat": "window", "meals": ["none"], "music": "loud"},
}
BOOKING: dict[str, Any] = {
    "reference": "KX4T2P",
    "status": "cancelled",
    "cancelledAt": "2025-06-01T10:00:00Z",
    "refund": {"amount": "12.50", "currency": "EUR"},
    "travellers": [TRAVELLER],
    "segments": [
        {
            "kind": "flight",
            "number": "PL12",
            "from": {"code": "HAM", "position": [10.0, 53.6]},
            "to": {"code": "OSL"},
            "departs": "2025-06-02T06:00:00Z",
            "arrives": "2025-06-02T07:30:00Z",
        },
        {
            "kind": "stay",
            "hotel": {"code": "H1"},
            "checkIn": "2025-06-02",
            "checkOut": "2025-06-04",
            "rooms": [{"beds": 2}],
        },
        {
            "kind": "hire",
            "pickUp": {
                "place": {"code": "OSL"},
                "at": "2025-06-02T08:00:00Z",
                "fuel": 1,
            },
            "dropOff": {"place": {"code": "BGO"}, "at": "2025-06-04T08:00:00Z"},
            "vehicle": {"class": "van", "doors": 5, "extras": ["chains", "roof-box"]},
            "insurance": {
                "cover": "basic",
                "excess": {"amount": "500.00", "currency": "EUR"},
            },
        },
        {
            "kind": "transfer",
            "from": {"code": "BGO", "name": "Airport"},
            "to": {"code": "H2"},
            "departs": "2025-06-04T09:00:00Z",
            "arrives": "2025-06-04T09:20:00Z",
            "sharedWith": 12,
        },
    ],
    "fares": [
        {
            "traveller": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
            "segment": 0,
            "base": {"amount": "90.00", "currency": "EUR"},
            "taxes": [{"code": "XT", "amount": {"amount": "30.00", "currency": "EUR"}}],
            "conditions": {
                "refundable": "partly",
                "changeFee": None,
                "bags": {"hand": {"pieces": 1, "kilograms": 7.5}},
            },
        }
    ],
    "vouchers": [
        {
            "code": "V",
            "left": {"amount": "1.00", "currency": "NOK"},
            "expires": None,
            "from": "KX4T2P",
        }
    ],
    "answers": {
        "diet": "none",
        "steps": 12.5,
        "pets": False,
        "languages": ["no", "en"],
        "room": {"choice": "quiet", "remark": "not on the street"},
    },
    "loyalty": {"air": "1234-5678"},
    "total": {"amount": "120.00", "currency": "EUR"},
    "payment": {"method": "card", "paid": True, "lastDigits": "4242"},
    "legs": ["HAM", "OSL", "BGO"],
    "changes": [{"at": "2025-05-01T00:00:00Z", "what": "seat", "after": "12A"}],
}
ITINERARY: dict[str, Any] = {
    "heading": "All",
    "pages": 2,
    "parts": [
        {"heading": f"Day {day}", "segments": BOOKING["segments"], "parts": []}
        for day in range(40)
    ],
}
