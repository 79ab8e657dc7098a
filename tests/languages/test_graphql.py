"""GraphQL: what ``graphql-core`` answers is read, and what is written it takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import graphql
import pytest

from tests.languages.harness import HERE, again, make

FOLDER = HERE / "graphql"

ADA = {
    "__typename": "User",
    "id": "U1",
    "login": "ada",
    "avatarUrl": "https://example.org/ada.png",
    "name": None,
    "email": "ada@example.org",
    "emails": ["ada@example.org"],
    "bornOn": "1815-12-10",
    "status": {"message": "away", "limitedAvailability": True, "expiresAt": None},
}
ISSUE = {
    "__typename": "Issue",
    "id": "I1",
    "author": ADA,
    "body": "x",
    "bodyHTML": "<p>x</p>",
    "createdAt": "2025-01-01T00:00:00Z",
    "number": 3,
    "title": "It fails",
    "state": "OPEN",
    "labels": [{"name": "bug", "color": "red", "description": None}],
    "timeline": [{"__typename": "LabeledEvent", "label": {"name": "a", "color": "b"}}],
}
QUERY = """
{ repository(owner: "a", name: "b") {
    __typename id name isPrivate stargazerCount viewerHasStarred topics diskUsage license
    owner { __typename login avatarUrl ... on User { id email emails bornOn
      repositories { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage } } } }
    issue(number: 3) { __typename ... on Issue { id body bodyHTML createdAt number title
      state labels { name color description }
      timeline { __typename ... on LabeledEvent { label { name color } } } } }
} }
"""
REPOSITORY = {
    "__typename": "Repository",
    "id": "R1",
    "name": "b",
    "isPrivate": False,
    "stargazerCount": 2,
    "viewerHasStarred": True,
    "topics": [["a"], []],
    "diskUsage": 1.5,
    "license": "BSD_0",
    "owner": {
        **ADA,
        "repositories": {
            "totalCount": 0,
            "nodes": [],
            "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
        },
    },
    "issue": ISSUE,
}


def _present(value: Any) -> Any:
    """A value without nulls in objects: in GraphQL they say what absence says."""
    if isinstance(value, dict):
        return {key: _present(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_present(one) for one in value]
    return value


@pytest.mark.usefixtures("laid_out")
def test_an_answer() -> None:
    schema = graphql.build_schema((FOLDER / "forge.graphql").read_text("utf-8"))
    answer = graphql.graphql_sync(schema, QUERY, {"repository": REPOSITORY})
    assert answer.errors is None
    assert answer.data is not None
    data = json.loads(json.dumps(answer.data["repository"]))
    assert again("forge", "Repository", data) == _present(data)


@pytest.mark.usefixtures("laid_out")
def test_variables() -> None:
    from languages.forge import models as m  # type: ignore[import-not-found] # made
    from languages.forge import to_json  # type: ignore[import-not-found] # made

    schema = graphql.build_schema((FOLDER / "forge.graphql").read_text("utf-8"))
    given = m.CreateIssueInput(
        repository_id="R1",
        title="x",
        labels=["a"],
        template=m.TemplateInput(base=m.TemplateChoice(id="T")),
    )
    wanted = json.loads(to_json(given))
    assert wanted["template"] == {"base": {"id": "T"}}
    answer = graphql.graphql_sync(
        schema,
        "mutation ($i: CreateIssueInput!) { createIssue(input: $i) { clientMutationId } }",
        {"createIssue": {"clientMutationId": "1"}},
        variable_values={"i": wanted},
    )
    assert answer.errors is None


@pytest.mark.parametrize(
    ("case", "model", "data"),
    [
        (
            "content",
            "Page",
            {
                "id": "1",
                "slug": "a",
                "title": "A",
                "children": [],
                "authors": [{"id": "2", "name": "Ada"}],
                "blocks": [
                    {"__typename": "Heading", "id": "h", "level": 1, "text": "Hi"},
                    {
                        "__typename": "Columns",
                        "id": "c",
                        "blocks": [
                            [
                                {
                                    "__typename": "Paragraph",
                                    "id": "p",
                                    "spans": [
                                        {
                                            "__typename": "Text",
                                            "value": "x",
                                            "marks": ["BOLD"],
                                        },
                                        {
                                            "__typename": "Link",
                                            "href": "/",
                                            "spans": [],
                                        },
                                    ],
                                }
                            ]
                        ],
                    },
                    {"__typename": "Newer", "id": "n"},
                ],
            },
        ),
        (
            "shop",
            "Order",
            {
                "id": "2f1d7c1e-58f5-4b64-8f4b-0f5b1b9d9a11",
                "lines": [],
                "total": {"amount": 1.5, "currency": "EUR"},
                "attributes": {"any": [1]},
                "payment": {"__typename": "InvoicePayment", "number": "7"},
            },
        ),
    ],
)
@pytest.mark.usefixtures("laid_out")
def test_round_trip(case: str, model: str, data: Any) -> None:
    assert again(case, model, data) == data


def test_what_extends_a_type_is_an_input() -> None:
    made = make(FOLDER / "shop" / "catalog.graphql")
    assert "reviews: list[m.Review]" in made.files["models/product.py"]
    assert '"orders.gql" = ' in made.files["plainsdk.lock"]


def test_another_file_may_add_to_a_type(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("type A { x: Int }\n", "utf-8")
    (tmp_path / "b.graphql").write_text("extend type A { y: Int }\n", "utf-8")
    (tmp_path / "c.graphql").write_text("query { a }\n", "utf-8")
    made = make(tmp_path / "a.graphql")
    assert "y: int | None = None" in made.files["models/a.py"]
    made = make(tmp_path)
    assert "y: int | None = None" in made.files["models/a.py"]
    assert [one.code for one in made.said] == []


def test_a_root_that_others_lead_to_is_a_model(tmp_path: Path) -> None:
    file = tmp_path / "relay.graphql"
    file.write_text(
        "interface Node { id: ID! }\n"
        "type Query implements Node { id: ID! node: Node }\n"
        "type Mutation { add: Payload }\ntype Payload { query: Query }\n"
        "type Payload2 { a: Int a: Int }\n",
        "utf-8",
    )
    made = make(file)
    assert "models/query.py" in made.files
    assert "models/mutation.py" not in made.files
    (said,) = made.said
    assert (said.code, str(said.where)) == ("loose-schema", "relay.graphql:5")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("type A {\n  x: Foo\n}", 2, "Unknown type 'Foo'"),
        ("type A {\n  x Foo\n}", 2, "Expected ':'"),
        ("type A { x: Int }\ntype A { y: Int }", 1, "only one type named 'A'"),
    ],
)
def test_what_graphql_refuses_has_a_place(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "bad.graphql"
    file.write_text(text, "utf-8")
    made = make(file)
    (said,) = made.said
    assert said.code == "bad-schema"
    assert str(said.where) == f"bad.graphql:{line}"
    assert words in said.message
