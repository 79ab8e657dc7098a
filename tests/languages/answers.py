"""What GraphQL servers answer in the tests, and queries that ask for just that."""

from __future__ import annotations

from typing import Any

import graphql

PERSON = {"id": "p1", "name": "Ada", "email": None, "roles": ["AUTHOR", "EDITOR"]}
IMAGE = {
    "id": "i1",
    "src": "/harbour.jpg",
    "alt": None,
    "focal": {"x": 0.25, "y": 0.5},
    "renditions": [{"width": 320, "height": 200, "src": "/harbour-320.jpg"}],
    "exif": {"Model": "X100", "ISO": [200, 400]},
}
SPANS = [
    {"__typename": "Text", "value": "See ", "marks": ["BOLD", "CODE"]},
    {
        "__typename": "Link",
        "href": "/harbour",
        "spans": [{"__typename": "Text", "value": "the harbour", "marks": None}],
    },
    {"__typename": "Mention", "user": PERSON},
]
BLOCKS = [
    {"__typename": "Heading", "id": "b1", "anchor": "top", "level": 1, "text": "Hi"},
    {"__typename": "Paragraph", "id": "b2", "anchor": None, "spans": SPANS},
    {
        "__typename": "Columns",
        "id": "b3",
        "blocks": [
            [{"__typename": "Quote", "id": "b4", "spans": SPANS[:1], "source": "B."}],
            [{"__typename": "Gallery", "id": "b5", "images": [IMAGE], "columns": 2}],
        ],
    },
    {
        "__typename": "Table",
        "id": "b6",
        "head": ["Ship", "From"],
        "rows": [["Anna", None], ["Berta", "Oslo"]],
        "align": ["LEFT", None],
    },
    {
        "__typename": "Form",
        "id": "b7",
        "webhook": None,
        "questions": [
            {
                "__typename": "ChoiceQuestion",
                "name": "berth",
                "label": "Berth",
                "required": True,
                "options": [{"value": "n", "label": "North"}],
                "several": False,
            },
            {
                "__typename": "DateQuestion",
                "name": "on",
                "label": "On",
                "required": False,
                "from": "2025-05-01",
            },
        ],
    },
]
HOME = {
    "id": "0",
    "slug": "",
    "title": "Home",
    "blocks": [],
    "authors": [],
    "children": [],
    "createdAt": "2024-01-01T00:00:00Z",
}
PAGE = {
    "__typename": "Page",
    "id": "1",
    "slug": "harbour",
    "title": "Harbour",
    "blocks": BLOCKS,
    "authors": [PERSON],
    "parent": HOME,
    "children": [],
    "seo": {"title": None, "description": "Ships.", "noIndex": False},
    "state": "SCHEDULED",
    "published": 1735689600000,
    "createdAt": "2025-01-01T00:00:00Z",
    "class": "wide",
    "from": 3,
    "editions": [
        {
            "id": "e1",
            "number": 1,
            "note": None,
            "createdAt": "2025-01-01T00:00:00Z",
            "changes": [
                {"path": ["seo", "title"], "before": {"a": [1, None]}, "after": "x"}
            ],
        }
    ],
    "comments": {
        "edges": [
            {
                "cursor": "c1",
                "node": {
                    "id": "k1",
                    "text": "*Fine*",
                    "resolved": True,
                    "createdAt": "2025-01-02T00:00:00Z",
                    "on": {"__typename": "Image", **IMAGE},
                    "replies": [],
                },
            },
            None,
        ],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
    },
    "translations": [{"language": "no", "complete": 0.5, "page": HOME}],
}
PAGE_INPUT = {
    "slug": "harbour",
    "title": "Harbour",
    "blocks": [
        {"heading": {"level": 1, "text": "Hi"}},
        {"columns": [[{"paragraph": "x"}], []]},
    ],
    "seo": {"noIndex": True},
    "tags": ["sea"],
    "extra": {"any": [1, 2.5]},
}
PAGE_FILTER = {
    "any": [
        {"state": ["DRAFT"], "changed": {"after": "2025-01-01T00:00:00Z"}},
        {"not": {"text": {"in": ["a", "b"]}}},
    ]
}

EURO = {"amount": 19.5, "currency": "EUR"}
PRODUCT = {
    "__typename": "Product",
    "sku": "tent-2",
    "title": "Tent",
    "price": EURO,
    "pictures": [{"url": "https://example.org/tent.jpg", "width": 800}],
    "category": {"name": "Camping", "children": [{"name": "Tents", "children": []}]},
    "kind": "PARCEL",
    "details": {
        "__typename": "ClothingDetails",
        "size": "L",
        "material": [{"name": "cotton", "percent": 97.5}],
        "care": ["WASH_30"],
    },
    "variants": [
        {
            "id": "v1",
            "sku": None,
            "price": EURO,
            "metadata": [{"key": "bay", "value": None}],
            "selected": [{"name": "colour", "value": "red"}],
            "stock": [
                {
                    "count": 3,
                    "warehouse": {
                        "id": "w1",
                        "metadata": [],
                        "name": "North",
                        "country": "NO",
                        "opens": [{"day": "MONDAY", "from": "8", "to": "17"}],
                    },
                    "incoming": [{"count": 9, "expected": "2025-02-01T00:00:00Z"}],
                }
            ],
        }
    ],
    "measures": [[1.5, 2.0], []],
    "reviews": [{"author": "Ada", "stars": 5, "text": None}],
}
ORDER = {
    "__typename": "Order",
    "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
    "lines": [
        {
            "product": PRODUCT,
            "count": 2,
            "discounts": [
                {
                    "__typename": "CodeDiscount",
                    "title": "Spring",
                    "amount": EURO,
                    "code": "SPRING",
                },
                {
                    "__typename": "VolumeDiscount",
                    "title": "Many",
                    "amount": EURO,
                    "from": 2,
                    "percent": 5.0,
                },
            ],
        }
    ],
    "total": {"amount": 39, "currency": "GBP"},
    "attributes": {"gift": True, "cards": [{"text": "Hi"}]},
    "payment": {
        "__typename": "GiftCardPayment",
        "code": "G",
        "paid": EURO,
        "left": EURO,
    },
    "state": "SENT",
    "customer": {"id": "c1", "email": "ada@example.org", "orders": []},
    "shipping": {"name": "Ada", "lines": ["1 Quay"], "town": "Oslo", "country": "NO"},
    "parcels": [
        {
            "id": "x",
            "carrier": "POST",
            "tracking": [{"at": "2025-01-03T00:00:00Z", "status": "ON_THE_WAY"}],
            "lines": [],
        }
    ],
    "taxes": [{"title": "VAT", "rate": "0.25", "amount": EURO}],
    "events": [
        {"__typename": "StateChanged", "at": "2025-01-01T00:00:00Z", "after": "PAID"},
        {
            "__typename": "MessageSent",
            "at": "2025-01-02T00:00:00Z",
            "by": None,
            "to": ["ada@example.org"],
            "attachments": [{"name": "a.pdf", "url": "https://example.org/a"}, None],
        },
    ],
}
ORDER_INPUT = {
    "customer": "c1",
    "lines": [{"sku": "tent-2", "options": [{"name": "colour", "value": "red"}]}],
    "shipping": {"name": "Ada", "lines": ["1 Quay"], "town": "Oslo"},
    "payment": {"card": {"token": "t", "save": True}},
}


def query_for(schema: graphql.GraphQLSchema, field: str, type_: str, data: Any) -> str:
    """The query that has some data of a type as its answer."""
    return f"{{ {field} {_asked(schema, type_, [data])} }}"


def _asked(schema: graphql.GraphQLSchema, around: str, values: list[Any]) -> str:
    kinds: dict[str, list[dict[str, Any]]] = {}
    for value in values:
        kinds.setdefault(value.get("__typename", around), []).append(value)
    parts: list[str] = []
    for kind, several in kinds.items():
        names = dict.fromkeys(name for one in several for name in one)
        names.pop("__typename", None)
        type_ = schema.type_map[kind]
        assert isinstance(type_, graphql.GraphQLObjectType)
        fields = " ".join(
            f"{name} {_inner(schema, type_.fields[name].type, several, name)}"
            for name in names
        )
        told = "__typename" in several[0]
        parts.append(f"__typename ... on {kind} {{ {fields} }}" if told else fields)
    return f"{{ {' '.join(parts) or '__typename'} }}"


def _inner(
    schema: graphql.GraphQLSchema, type_: Any, around: list[Any], name: str
) -> str:
    """What is asked of a field: nothing of a scalar, and of any JSON neither."""
    named = graphql.get_named_type(type_)
    if graphql.is_leaf_type(named):
        return ""
    found: list[Any] = []
    pending = [one.get(name) for one in around]
    while pending:
        value = pending.pop(0)
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            found.append(value)
    return _asked(schema, named.name, found)
