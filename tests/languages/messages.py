"""What messages of the AsyncAPI cases carry."""

from __future__ import annotations

from tests.languages.payloads import AT, UUID, Carried

LAMP = {"id": "1", "neighbours": [{"id": "2"}], "installed": "2020-02-02"}
CAUSES = [
    {"kind": "broken", "part": "bulb"},
    {"kind": "dirty", "since": "2024-11-01"},
    {"kind": "struck", "by": "branch", "leaning": 12.5, "police": {"report": "7"}},
]
VEHICLE = {
    "plate": "X",
    "kind": "van",
    "capacity": {"litres": 3},
    "trailer": {"plate": "Y", "kind": "bike"},
}
DEPOT = {
    "id": "D",
    "gates": [{"number": 1, "height": 3.5, "for": ["van", "truck"]}],
    "hours": {"monday": {"opens": "06:00:00Z"}},
    "chargers": 4,
}
CARDS = [{"suit": "clubs", "rank": 3}, {"suit": "hearts", "rank": 13}]
PLAYER = {"name": "Ada", "hand": CARDS, "partner": {"name": "Bob", "bot": True}}
RULES = {
    "variant": "partners",
    "limit": {"minutes": 5},
    "house": {"pass": True, "x": 2},
}

_SCHEMAS = ("components", "schemas")
_MESSAGES = ("components", "messages")

MESSAGES = (
    Carried(
        "streetlamps",
        "Alarm",
        ("channels", "lamps/alarms", "publish", "message", "payload"),
        {"id": UUID, "sentAt": AT, "cause": CAUSES[0], "lamp": LAMP},
    ),
    Carried(
        "streetlamps",
        "TurnOnOffHeaders",
        (*_MESSAGES, "turnOnOff", "headers"),
        {"reply-to": "x", "my-app-header": 3},
    ),
    Carried(
        "streetlamps",
        "LightMeasuredPayload",
        (*_SCHEMAS, "lightMeasuredPayload"),
        {"id": UUID, "sentAt": AT, "lumens": 3, "colour": 2700},
    ),
    Carried(
        "streetlamps",
        "RepairOrdered",
        (*_MESSAGES, "repairOrdered", "payload"),
        {"id": UUID, "sentAt": AT, "lamp": LAMP, "causes": CAUSES, "urgency": 3},
    ),
    Carried(
        "streetlamps",
        "RepairDone",
        ("channels", "workshops/orders", "subscribe", "message", "payload"),
        {
            "order": UUID,
            "parts": [{"number": "B-12", "count": 2, "warranty": True}],
            "photos": ["https://example.org/1.jpg"],
            "minutes": 45,
            "remark": None,
        },
    ),
    Carried(
        "streetlamps",
        "State",
        (*_SCHEMAS, "state"),
        {
            "lamp": LAMP,
            "brightness": 80,
            "since": AT,
            "power": {"watts": 31.5, "source": "sun"},
            "temperatures": {"head": 41.5, "foot": -3},
            "firmware": {"version": "2.1", "previous": {"version": "2.0"}},
            "faults": CAUSES,
        },
    ),
    Carried(
        "streetlamps",
        "Plan",
        (*_SCHEMAS, "plan"),
        {
            "id": UUID,
            "phases": [
                {
                    "from": "18:30",
                    "to": {"sun": "rise", "offset": -15},
                    "brightness": 70,
                },
                {
                    "from": {"sun": "set"},
                    "brightness": 20,
                    "days": ["sat", "sun"],
                    "when": {"all": [{"darkerThan": 3.5}, {"not": {"movement": True}}]},
                },
            ],
            "except": ["2025-12-24", {"from": "2025-12-31", "to": "2026-01-01"}],
            "lamps": ["1", "2"],
        },
    ),
    Carried(
        "streetlamps",
        "Statistics",
        (*_SCHEMAS, "statistics"),
        {
            "night": "2025-01-01",
            "lamps": 4100,
            "districts": {"harbour": {"lamps": 300, "failures": 2}},
            "hours": [70, 70.5, None, 20, 20, 20, 20, 20, 20, 60, 70, None],
        },
    ),
    Carried(
        "fleet",
        "TourPlanned",
        ("channels", "tours", "messages", "planned", "payload"),
        {
            "id": UUID,
            "stops": [
                {
                    "address": "a",
                    "position": {"lat": 1.5, "lon": 2},
                    "window": {"from": AT},
                    "parcels": [
                        {"code": "p", "grams": 3, "size": {"width": 1, "height": 2.5}}
                    ],
                }
            ],
            "vehicle": VEHICLE,
        },
    ),
    Carried(
        "fleet",
        "Shift",
        (*_SCHEMAS, "Shift"),
        {
            "driver": "ada",
            "from": AT,
            "to": "2025-01-01T08:00:00Z",
            "breaks": [{"from": AT}],
            "vehicle": VEHICLE,
            "depot": DEPOT,
            "replaces": {"driver": "bob", "from": AT, "to": AT},
        },
    ),
    *(
        Carried("fleet", "Incident", (*_SCHEMAS, "Incident"), {"at": AT, **one})
        for one in (
            {"kind": "breakdown", "code": "B001", "readings": {"oil": 1.5, "on": True}},
            {
                "kind": "accident",
                "hurt": 0,
                "others": [{"plate": "Z", "insurer": None}],
            },
            {"kind": "delay", "minutes": 20, "reason": "traffic"},
            {"kind": "delay", "minutes": 20, "reason": {"text": "a parade"}},
        )
    ),
    Carried(
        "fleet",
        "DriverMessage",
        ("channels", "drivers", "messages", "message", "payload"),
        {"text": "Hi", "choices": [{"label": "Yes", "value": {"a": [1]}}]},
    ),
    Carried(
        "fleet", "DepotFull", (), {"depot": "D", "waiting": [VEHICLE], "until": None}
    ),
    Carried("fleet", "DepotOpened", (), {"depot": DEPOT, "at": AT}),
    Carried("fleet", "DepotFullHeaders", (), {"signature": "s", "key-id": "k"}),
    Carried(
        "fleet", "Heartbeat", (), {"vehicleId": "a", "uptimeMs": "12", "battery": {}}
    ),
    Carried(
        "fleet",
        "Telemetry",
        (),
        {"vehicle": VEHICLE, "readings": {"oil": {"value": 1.5, "unit": "l"}}},
    ),
    Carried(
        "fleet",
        "Scanned",
        (),
        {
            "parcel": "p",
            "at": 3,
            "where": "DOOR",
            "by": {"serial": "s", "model": "m"},
            "weights": [1.5],
            "notes": {"a": "b"},
        },
    ),
    Carried(
        "fleet",
        "RouteSent",
        (),
        {
            "legs": [
                {"metres": 3, "seconds": None, "street": "Quay Road", "toll": "1.50"}
            ]
        },
    ),
    Carried(
        "game",
        "Move",
        (*_MESSAGES, "move", "payload"),
        {"type": "play", "cards": CARDS},
    ),
    Carried("game", "State", (), {"turn": 1, "winner": None, "players": [PLAYER]}),
    Carried("game", "TableClosed", (), {"at": 3, "scores": {"a": 1}}),
    Carried(
        "game",
        "GameRated",
        (),
        {
            "game": UUID,
            "stars": 4,
            "by": "Ada",
            "answers": [
                {"question": "Again?", "value": True},
                {"question": "How long?", "value": 3},
                {"question": "Why?", "value": "fun"},
            ],
            "mood": "GLAD",
        },
    ),
    Carried(
        "game",
        "Tables",
        (*_MESSAGES, "tables", "payload"),
        [
            {"id": UUID, "seats": [PLAYER, None], "rules": RULES, "state": "open"},
            {"id": UUID, "seats": [], "opened": AT},
        ],
    ),
    Carried(
        "game",
        "Ladder",
        ("channels", "ladder/{season}", "subscribe", "message", "payload"),
        {
            "season": "2025-1",
            "places": [
                {
                    "rank": rank,
                    "player": {"name": f"player {rank}", "rating": 2000 - rank / 2},
                    "points": 500 - rank,
                    "before": None if rank % 7 else rank + 1,
                    "streak": ["won", "lost", "drawn"][: rank % 4],
                }
                for rank in range(1, 301)
            ],
            "prizes": {"gold": ["cup", "coins"]},
        },
    ),
    Carried(
        "game",
        "Replay",
        (*_MESSAGES, "replay", "payload"),
        {
            "id": UUID,
            "rules": {"variant": "classic", "limit": 500},
            "players": [PLAYER],
            "rounds": [
                {
                    "dealer": "Ada",
                    "moves": [
                        {
                            "after": 1.5,
                            "by": "Ada",
                            "move": {"type": "draw", "count": 2},
                        },
                        {
                            "after": 2,
                            "by": "Bob",
                            "move": {"type": "play", "cards": CARDS},
                            "variations": [
                                {"after": 0, "by": "Bob", "move": {"type": "pass"}}
                            ],
                        },
                    ],
                    "score": {"Ada": 10, "Bob": -5},
                }
            ],
            "tags": ["final"],
        },
    ),
)
