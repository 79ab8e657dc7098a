"""What the tools of the MCP cases take and give back."""

from __future__ import annotations

from tests.languages.payloads import AT, UUID, Carried

PERSON = {"name": "Ada", "email": None, "away": {"deputy": {"name": "Bob"}}}
TICKET = {
    "id": 7,
    "title": "It fails",
    "state": "waiting",
    "reporter": PERSON,
    "assignee": None,
    "labels": ["bug"],
    "estimate": 1.5,
    "due": "2025-03-01",
    "fields": {"a": "x", "b": 2, "c": True, "d": None, "e": ["f"], "g": PERSON},
    "children": [{"id": 8, "title": "y", "state": "new", "reporter": {"name": "B"}}],
}
STATION = {
    "id": "s",
    "name": "Quay",
    "elevation": None,
    "place": {"lat": 53.5, "lon": 10},
    "sensors": [{"quantity": "wind", "since": "2001-01-01", "accuracy": 0.5}],
    "neighbours": [{"id": "t", "name": "Hill", "elevation": 80}],
}
_FILES = ("result", "tools")

TOOLS = (
    Carried(
        "files",
        "ReadFileInput",
        (*_FILES, 0, "inputSchema"),
        {"path": "a", "range": {"first": 1}, "encoding": "latin-1"},
    ),
    Carried(
        "files",
        "DirectoryTreeOutput",
        (*_FILES, 2, "outputSchema"),
        {
            "root": {
                "name": "a",
                "type": "directory",
                "children": [{"name": "b", "type": "file", "size": None}],
            }
        },
    ),
    Carried(
        "files",
        "WriteFileOutput",
        (*_FILES, 4, "outputSchema"),
        {"bytes": 3, "previous": {"hash": "h", "size": 2}},
    ),
    Carried(
        "files",
        "ReadMultipleFilesOutput",
        (*_FILES, 5, "outputSchema"),
        {
            "files": [
                {"kind": "read", "path": "a", "text": "x", "size": 1},
                {"kind": "failed", "path": "b", "error": "no", "code": "denied"},
            ]
        },
    ),
    Carried(
        "files",
        "SearchFilesInput",
        (*_FILES, 6, "inputSchema"),
        {
            "query": {
                "all": [
                    {"pattern": "*.py", "caseSensitive": False},
                    {"all": [{"regex": "a+", "context": 2}, {"pattern": "b"}]},
                ]
            },
            "sort": ["name", "size"],
        },
    ),
    Carried(
        "files",
        "SearchFilesOutput",
        (*_FILES, 6, "outputSchema"),
        {
            "complete": True,
            "matches": [
                {
                    "path": f"src/{number}.py",
                    "lines": [
                        {"number": number, "text": "aa", "spans": [[0, 1], [1, 2]]}
                    ],
                    "info": {"size": number, "modified": AT, "type": "file"},
                }
                for number in range(200)
            ],
        },
    ),
    Carried(
        "files",
        "GetFileInfoOutput",
        (*_FILES, 7, "outputSchema"),
        {
            "size": 1,
            "type": "link",
            "owner": {"id": 0, "name": None},
            "attributes": {"hidden": True, "tag": "x", "rank": 1.5},
            "target": None,
        },
    ),
    Carried(
        "files",
        "WatchOutput",
        (*_FILES, 8, "outputSchema"),
        {
            "events": [
                {"event": "changed", "path": "a", "at": AT},
                {"event": "moved", "from": "a", "to": "b"},
            ]
        },
    ),
    Carried(
        "files",
        "ArchiveInput",
        (*_FILES, 9, "inputSchema"),
        {"action": "pack", "files": ["a"], "into": "b.zip", "format": "zip"},
    ),
    Carried(
        "tickets",
        "TicketsSearchInput",
        ("tools", 0, "inputSchema"),
        {"filter": {"all": [{"field": "a", "value": 1}, {"all": []}]}},
    ),
    Carried(
        "tickets",
        "TicketsGetOutput",
        ("tools", 3, "outputSchema"),
        {
            "ticket": TICKET,
            "history": [
                {
                    "what": "field",
                    "field": "due",
                    "before": None,
                    "after": "x",
                    "at": AT,
                },
                {"what": "moved", "to": "ops", "at": AT, "by": PERSON},
                {"what": "closed", "reason": "wontfix", "at": AT},
            ],
            "comments": [
                {
                    "id": UUID,
                    "text": "x",
                    "replies": [{"id": UUID, "text": "y", "reactions": {"+1": 3}}],
                }
            ],
            "links": [{"kind": "blocked-by", "to": 3}],
        },
    ),
    Carried(
        "tickets",
        "TicketsUpdateManyInput",
        ("tools", 4, "inputSchema"),
        {
            "changes": [
                {"id": 1, "set": {"labels": ["a"], "points": 3}},
                {"id": 2, "set": {"labels": {"add": ["b"]}, "assignee": None}},
            ]
        },
    ),
    Carried(
        "tickets",
        "ReportsBurndownOutput",
        ("tools", 6, "outputSchema"),
        {"format": "table", "rows": [["2025-01-01", 31.5], ["2025-01-02", 30]]},
    ),
    Carried(
        "weather",
        "GetForecastInput",
        (0, "inputSchema"),
        {"place": {"lat": 1, "lon": 2.5}, "days": 2},
    ),
    Carried(
        "weather",
        "GetHistoryInput",
        (2, "inputSchema"),
        {
            "station": "s",
            "from": "2025-01-01",
            "to": "2025-02-01",
            "values": ["rain", "wind"],
            "group": {"days": 10},
        },
    ),
    Carried(
        "weather",
        "GetHistoryOutput",
        (2, "outputSchema"),
        {
            "station": STATION,
            "days": [
                {
                    "date": f"2025-01-{day:02}",
                    "values": {
                        "rain": None,
                        "wind": day / 2,
                        "sun": {"min": 0, "max": 9},
                    },
                }
                for day in range(1, 32)
            ],
            "missing": ["2025-02-01"],
        },
    ),
    *(
        Carried(
            "weather", "WatchAlertsInput", (4, "inputSchema"), {"place": "B", **one}
        )
        for one in (
            {"notify": {"by": "mail", "address": "a@example.org", "digest": True}},
            {"notify": {"by": "hook", "url": "https://e.org", "headers": {"a": "b"}}},
            {"notify": {"by": "nothing"}, "levels": ["red"], "until": AT},
        )
    ),
    Carried(
        "weather",
        "WatchAlertsOutput",
        (4, "outputSchema"),
        {
            "subscription": UUID,
            "active": [
                {
                    "level": "red",
                    "event": "storm",
                    "from": AT,
                    "to": None,
                    "areas": [{"name": "Coast", "polygon": [[1, 2.5], [3, 4]]}],
                    "supersedes": {"level": "orange", "event": "storm", "from": AT},
                }
            ],
        },
    ),
    Carried(
        "weather",
        "GetMapInput",
        (5, "inputSchema"),
        {
            "layer": "wind",
            "box": [5.5, 47, 15, 55],
            "at": "now",
            "style": {"palette": "plain", "opacity": 0.5},
        },
    ),
)
